"""The life cycles of groups, memberships and meetings, and every flow that writes them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from kvinnobyran.domain import group, meeting, membership
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.group import Group, GroupState, GroupType, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import Meeting, MeetingState
from kvinnobyran.domain.membership import ENDED, Membership, MembershipState
from kvinnobyran.domain.person import Person
from kvinnobyran.flows import groups, meetings, memberships
from kvinnobyran.flows.work import Work
from tests.flows.conftest import Office

Ways = Iterator[Callable[[], object]]
M = MembershipState


def a_type(office: Office) -> GroupType:
    """Return a kind of group that asks nothing of anybody."""
    kind = GroupType(id=new_id(), label="Påhittad grupp", role=Role.YOUTH)
    with office.work.step("Prov") as tx:
        tx.insert(kind)
    return kind


def a_group(office: Office, _: Case, state: Any, kind: GroupType | None = None) -> Group:
    over = state in {GroupState.ENDED, GroupState.CANCELLED}
    return Group(
        id=new_id(),
        type_id=(kind or a_type(office)).id,
        name="Påhittad omgång",
        state=state,
        starts_on=office.work.today - timedelta(days=30),
        ends_on=office.work.today if over else None,
        end_reason="prov",
    )


def ways_of_group(work: Work, record: Group, to: Any) -> Ways:
    yield partial(groups.save_group, work, replace(record, state=to, ends_on=work.today))
    if to is GroupState.INTAKE:
        yield partial(groups.open_group, work, record)
    if to is GroupState.ONGOING:
        yield partial(groups.start_group, work, record)
    if to is GroupState.ENDED:
        yield partial(groups.end_group, work, record)
    if to is GroupState.CANCELLED:
        yield partial(groups.cancel_group, work, record, "prov")


def a_membership(office: Office, opened: Case, state: Any) -> Membership:
    kind = a_type(office)
    here = a_group(office, opened, GroupState.ONGOING, kind)
    there = a_group(office, opened, GroupState.ONGOING, kind)
    own = Person(id=new_id(), alias="Prov")
    with office.work.step("Prov") as tx:
        for each in (here, there, own):
            tx.insert(each)
    return Membership(
        id=new_id(),
        group_id=here.id,
        person_id=own.id,
        role=Role.YOUTH,
        state=state,
        asked_on=office.work.today,
        from_on=office.work.today,
        until_on=office.work.today if state in ENDED else None,
        end_reason="prov",
    )


def ways_of_membership(work: Work, record: Membership, to: Any) -> Ways:
    yield partial(memberships.save_membership, work, replace(record, state=to, until_on=work.today))
    if to is M.ADMITTED:
        yield partial(memberships.admit, work, record)
    if to is M.TAKING_PART:
        yield partial(memberships.begin, work, record)
    if to is M.COMPLETED:
        yield partial(memberships.complete, work, record)
    if to is M.MOVED:
        here = work.database.get(Group, record.group_id)
        assert here is not None
        there = work.database.value(
            "SELECT id FROM support_group WHERE type_id = ? AND id <> ?", (here.type_id, here.id)
        )
        yield partial(memberships.change_group, work, record, str(there))


def a_meeting(office: Office, opened: Case, state: Any) -> Meeting:
    there = a_group(office, opened, GroupState.ONGOING)
    with office.work.step("Prov") as tx:
        tx.insert(there)
    return Meeting(
        id=new_id(), group_id=there.id, held_on=office.work.today, state=state, reason="prov"
    )


def ways_of_meeting(work: Work, record: Meeting, to: Any) -> Ways:
    yield partial(meetings.save_meeting, work, replace(record, state=to))
    if to is MeetingState.CANCELLED:
        yield partial(meetings.cancel_meeting, work, record, "prov")


CYCLES: dict[str, tuple[Any, Any, Any]] = {
    "group": (group.TRANSITIONS, a_group, ways_of_group),
    "membership": (membership.TRANSITIONS, a_membership, ways_of_membership),
    "meeting": (meeting.TRANSITIONS, a_meeting, ways_of_meeting),
}
"""Each life cycle of the groups, as ``machines.Machine`` takes it."""
