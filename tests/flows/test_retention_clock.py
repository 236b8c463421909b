"""What restarts the clock of a case: each place where something of it is written (D2, D3)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentState
from kvinnobyran.domain.authority import AuthorityContact, AuthorityMatter
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.disclosure import Disclosure, DisclosureRequest, Ground
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.group import Group, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.meeting import GroupAttendance, Meeting, Presence
from kvinnobyran.domain.membership import Membership, MembershipState
from kvinnobyran.domain.note import JournalNote
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.rights import RightsNote
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.trappan_session import TrappanSession
from kvinnobyran.store import groups
from kvinnobyran.store.database import Database
from kvinnobyran.store.retention import last_written
from tests.flows.conftest import Office

HELD = SessionAttendance.HELD
Made = Callable[[Office, Case, date], list[Any]]


def one(kind: type, day: str, **by: Any) -> Made:
    """Return what makes one record of the case, written on a day."""
    return lambda _, case, on: [kind(id=new_id(), case_id=case.id, **{day: on}, **by)]


def child_note(_: Office, case: Case, on: date) -> list[Any]:
    child = Person(id=new_id(), alias="Påhittad")
    return [child, ChildNote(id=new_id(), case_id=case.id, child_id=child.id, written_on=on)]


def session(_: Office, case: Case, on: date) -> list[Any]:
    support = Intervention(
        id=new_id(), case_id=case.id, kind=COUNSELLING, offered_on=case.opened_on
    )
    talk = CounsellingSession(id=new_id(), intervention_id=support.id, held_on=on, attendance=HELD)
    return [support, talk]


def contact(_: Office, case: Case, on: date) -> list[Any]:
    matter = AuthorityMatter(
        id=new_id(), case_id=case.id, kind=AuthorityKind.POLICE, opened_on=case.opened_on
    )
    return [matter, AuthorityContact(id=new_id(), matter_id=matter.id, day=on)]


def attendance(presence: Presence) -> Made:
    def made(office: Office, case: Case, on: date) -> list[Any]:
        kind = groups.types(office.database)[0]
        group = Group(
            id=new_id(), type_id=kind.id, name="Påhittad", starts_on=case.opened_on, minutes=60
        )
        meeting = Meeting(id=new_id(), group_id=group.id, held_on=on)
        member = Membership(
            id=new_id(),
            group_id=group.id,
            person_id=case.person_id,
            case_id=case.id,
            role=Role.PARENT,
            state=MembershipState.TAKING_PART,
            asked_on=case.opened_on,
            from_on=case.opened_on,
        )
        there = GroupAttendance(
            id=new_id(), meeting_id=meeting.id, membership_id=member.id, presence=presence
        )
        return [group, meeting, member, there]

    return made


SOURCES: dict[str, Made] = {
    "a note": one(JournalNote, "written_on"),
    "a contact": one(
        Inquiry, "received_on", channel=Channel.PHONE, outcome=InquiryOutcome.ADVICE_GIVEN
    ),
    "an assessment call": one(AssessmentCall, "booked_for", state=AssessmentState.ASSESSED),
    "a session": session,
    "a contact with an authority": contact,
    "something handed out": one(
        Disclosure,
        "day",
        to_kind=AuthorityKind.POLICE,
        what="Påhitt",
        to_whom="Påhitt",
        ground=Ground.HER_REQUEST,
        disclosed_by="Greta",
    ),
    "a request": one(DisclosureRequest, "received_on"),
    "an answered request": one(DisclosureRequest, "decided_on", received_on=date(2027, 2, 9)),
    "a document": one(Document, "brought_in_on", size=1, digest="0" * 64),
    "a child's note": child_note,
    "a talk with a child": one(TrappanSession, "held_on", attendance=HELD),
    "a meeting of a group": attendance(Presence.PRESENT),
    "a meeting she left": attendance(Presence.LEFT),
    "her objection": one(RightsNote, "asked_on", words="Påhitt"),
    "a concern": one(ConcernReport, "arose_on"),
    "the answer to a concern": one(
        ConcernReport, "answered_on", arose_on=date(2027, 2, 9), reported_on=date(2027, 2, 9)
    ),
}


@pytest.fixture(scope="module")
def office(shared_database: Database) -> Office:
    """Return one office for all: each test has a case of its own."""
    return Office(shared_database)


@pytest.mark.parametrize("source", SOURCES)
def test_D2_whatever_is_written_of_a_case_restarts_its_clock(office: Office, source: str) -> None:
    case = office.case()
    day = case.opened_on + timedelta(days=5)
    records = SOURCES[source](office, case, day)
    assert last_written(office.database, case) == case.opened_on
    with office.work.step("Påhitt") as tx:
        for each in records:
            tx.insert(each)
    assert last_written(office.database, case) == day


@pytest.mark.parametrize(
    "made",
    [
        attendance(Presence.ABSENT),
        one(AssessmentCall, "booked_for", state=AssessmentState.BOOKED),
        one(TrappanSession, "held_on"),
    ],
)
def test_D2_what_did_not_take_place_restarts_nothing(office: Office, made: Made) -> None:
    case = office.case()
    with office.work.step("Påhitt") as tx:
        for each in made(office, case, case.opened_on + timedelta(days=5)):
            tx.insert(each)
    assert last_written(office.database, case) == case.opened_on
