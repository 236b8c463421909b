"""Groups for tests of flows: begun, joined and met in, with obviously invented people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kvinnobyran.domain.consent import Attitude, Consent, ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.group import Group, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import Meeting, Presence
from kvinnobyran.domain.membership import Membership, MembershipState
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import Custody, CustodyKind, Relation
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import groups, meetings, memberships
from kvinnobyran.store import groups as stored

S = MembershipState
ANY = {"expecting": "prov", "alone": "prov", "exposed": "prov", "person_id": "prov"}


def kind_of(office, label):
    return next(each for each in stored.types(office.database) if each.label == label)


def begun(office, kind, name="Påhittad omgång", **by):
    """Return a group that goes on."""
    group = Group(
        **{
            "id": new_id(),
            "type_id": kind.id,
            "name": name,
            "starts_on": office.work.today - timedelta(days=60),
            "seats": kind.seats,
            "minutes": kind.minutes,
            **by,
        }
    )
    groups.save_group(office.work, group)
    return groups.start_group(office.work, groups.open_group(office.work, group))


def join(office, group, alias, *, role=Role.PARENT, state=S.TAKING_PART, person=None, **by):
    """Let somebody new, without a case, take part."""
    person = person or Person(id=new_id(), alias=alias, first_name=alias, last_name="Hittepåsson")
    with office.work.step("Prov") as tx:
        if tx.get(Person, person.id) is None:
            tx.insert(person)
    one = Membership(
        id=new_id(),
        group_id=group.id,
        person_id=person.id,
        role=role,
        state=S.ADMITTED,
        asked_on=group.starts_on,
        from_on=group.starts_on,
        **by,
    )
    one = memberships.save_membership(office.work, one, reasons=ANY)
    if state is not S.ADMITTED:
        one = memberships.save_membership(office.work, replace(one, state=state))
    return one


def met(office, group, chapter=None, days=0, **by):
    """Return a meeting so many days ago, saved."""
    return meetings.save_meeting(
        office.work,
        Meeting(
            id=new_id(),
            group_id=group.id,
            held_on=office.work.today - timedelta(days=days),
            chapter=chapter,
            **by,
        ),
    )


def present(office, meeting, one, presence=Presence.PRESENT):
    return meetings.set_presence(office.work, meeting.id, one.id, presence)


def refused(flow, *args, **by):
    """Return the rules that refuse."""
    with pytest.raises(Refused) as caught:
        flow(*args, **by)
    return {fault.source for fault in caught.value.faults}


def child_of(office, mother_id, name="Lo", born="2020-05-01", *, consent=True):
    """Put a child into the register, with or without her consent to the café."""
    child = Person(id=new_id(), first_name=name, birth=PartialDate.from_stored(born))
    case = office.case("Mamman till " + name)
    with office.work.step("Prov") as tx:
        tx.insert(child)
        tx.insert(Relation(id=new_id(), person_id=mother_id, other_id=child.id))
        tx.insert(
            Custody(
                id=new_id(), child_id=child.id, kind=CustodyKind.SOLE_A, guardian_a_id=mother_id
            )
        )
        if consent:
            tx.insert(
                Consent(
                    id=new_id(),
                    case_id=case.id,
                    person_id=child.id,
                    purpose=ConsentPurpose.EVENING_CAFE,
                    state=ConsentState.GIVEN,
                    form=ConsentForm.ORAL,
                    given_by_id=mother_id,
                    asked_on=office.work.today - timedelta(days=90),
                    answered_on=office.work.today - timedelta(days=90),
                    attitude=Attitude.WANTS,
                )
            )
    return child
