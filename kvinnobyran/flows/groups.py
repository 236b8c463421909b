"""Kinds of groups and the groups themselves: plan, open, start, end (domain.md 3.2)."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.circle import TAKEN, progress
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.group import (
    Group,
    GroupState,
    GroupType,
    group_faults,
    may_move,
    type_faults,
)
from kvinnobyran.domain.meeting import Meeting, MeetingState
from kvinnobyran.domain.membership import Membership, MembershipState
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import groups as stored
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.transaction import Transaction


def save_type(work: Work, kind: GroupType, *, expect: int | None = None) -> GroupType:
    """Save a kind of group: the next group needs nothing else."""
    settle(type_faults(kind))
    with work.step("Sorts grupp") as tx:
        put(tx, kind, expect=expect)
    return kind


def retire_type(work: Work, kind: GroupType) -> GroupType:
    """Offer a kind no longer; the groups there are of it stay."""
    retired = replace(kind, retired_on=work.today)
    with work.step("Sluta erbjuda en sorts grupp") as tx:
        tx.update(retired)
    return retired


def offer_type(work: Work, kind: GroupType) -> GroupType:
    """Offer a kind again."""
    offered = replace(kind, retired_on=None)
    with work.step("Erbjud en sorts grupp igen") as tx:
        tx.update(offered)
    return offered


def save_group(
    work: Work, group: Group, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> Group:
    """Plan a group or change what is said about it; its state follows the drawn life cycle."""
    settle([*_life_faults(work.database.get(Group, group.id), group), *_faults(work, group)])
    with work.step("Grupp", reasons) as tx:
        put(tx, group, expect=expect)
    return group


def open_group(work: Work, group: Group) -> Group:
    """Open a group for intake."""
    return save_group(work, replace(group, state=GroupState.INTAKE))


def start_group(work: Work, group: Group) -> Group:
    """Close the intake and begin: who is admitted takes part from the first day.

    A child whose guardians have not agreed stays admitted until they have (T2).
    """
    begun = replace(group, state=GroupState.ONGOING)
    _may(work, group, begun)
    with work.step("Starta gruppen") as tx:
        put(tx, begun)
        for each in stored.memberships_of(tx, group.id):
            first = each.from_on or group.starts_on
            if each.state is MembershipState.ADMITTED and stored.may_come(tx, each, first):
                tx.update(replace(each, state=MembershipState.TAKING_PART, from_on=first))
    return begun


def end_group(work: Work, group: Group, *, on: date | None = None) -> Group:
    """End a group. Who has all chapters has completed it; who misses one may still catch up."""
    ended = replace(group, state=GroupState.ENDED, ends_on=on or group.ends_on or work.today)
    _may(work, group, ended)
    with work.step("Avsluta gruppen") as tx:
        put(tx, ended)
        for each in stored.memberships_of(tx, group.id):
            if each.state is MembershipState.TAKING_PART and has_all(tx, each):
                last = max(ended.ends_on or work.today, each.from_on or ended.starts_on)
                tx.update(replace(each, state=MembershipState.COMPLETED, until_on=last))
    return ended


def cancel_group(work: Work, group: Group, reason: str) -> Group:
    """Call a group off before it began, with its meetings."""
    cancelled = replace(group, state=GroupState.CANCELLED, end_reason=reason.strip())
    _may(work, group, cancelled)
    with work.step("Ställ in gruppen") as tx:
        put(tx, cancelled)
        for each in stored.meetings_of(tx, group.id):
            if each.state is MeetingState.PLANNED:
                tx.update(_called_off(each, cancelled.end_reason))
    return cancelled


def has_all(reader: Reader, membership: Membership) -> bool:
    """Tell whether somebody has taken all chapters of her group's kind; true where it has none."""
    group = reader.get(Group, membership.group_id)
    kind = reader.get(GroupType, group.type_id) if group else None
    if kind is None or not kind.chapters:
        return True
    rows = stored.chapters_had(reader, membership.group_id).get(membership.id, ())
    return all(state in TAKEN for state in progress(rows, len(kind.chapters)))


def remove_group(work: Work, group: Group) -> None:
    """Take a group away that was planned by mistake; nobody may be in it."""
    require(
        not stored.memberships_of(work.database, group.id),
        lambda: stopp(
            "", "Det finns deltagare i gruppen. Ställ in den i stället.", "domain.md 3.2"
        ),
    )
    with work.step("Ta bort grupp") as tx:
        for each in stored.meetings_of(tx, group.id):
            _without_traces(tx, each)
        for evaluation in stored.evaluations_of(tx, group.id):
            tx.delete(evaluation)
        tx.delete(group)


def _without_traces(tx: Transaction, meeting: Meeting) -> None:
    """Take a meeting away with what is written about it."""
    for each in stored.attendance_at(tx, meeting.id):
        tx.delete(each)
    for hours in stored.hours_at(tx, meeting.id):
        tx.delete(hours)
    tx.delete(meeting)


def _called_off(meeting: Meeting, reason: str) -> Meeting:
    return replace(meeting, state=MeetingState.CANCELLED, reason=reason)


def _may(work: Work, earlier: Group, group: Group) -> None:
    known = work.database.get(Group, earlier.id) or earlier
    settle([*_life_faults(known, group), *_faults(work, group)])


def _faults(work: Work, group: Group) -> list[Fault]:
    kind = work.database.get(GroupType, group.type_id)
    if kind is None:
        return [stopp("type_id", "Välj vad det är för grupp.", "domain.md 3.1")]
    return list(group_faults(group, kind))


def _life_faults(earlier: Group | None, group: Group) -> list[Fault]:
    if earlier is None or may_move(earlier, group.state):
        return []
    return [stopp("state", "Den ordningen finns inte för en grupp.", "domain.md 3.2")]
