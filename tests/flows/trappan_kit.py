"""What the tests of Trappan have in common: a child, its guardians, what they say, sessions."""

from dataclasses import dataclass, replace
from datetime import date, time

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.consent import (
    Attitude,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
)
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import (
    Custody,
    CustodyKind,
    MayContact,
    Relation,
    RelationKind,
)
from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.domain.trappan import SafetyCheck, TrappanProgramme, TrappanStep
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import consents, kin, trappan, trappan_sessions
from kvinnobyran.store import kin as people
from kvinnobyran.store import trappan as stored
from tests.flows.conftest import Office

Step = TrappanStep
ALL_REASONS = dict.fromkeys(
    ("safety", "parent_talk_on", "age_judgement", "ground", "step", "text", "guardian"), "prov"
)


@dataclass(frozen=True)
class Family:
    """A woman's case, her child, and its father, who is registered as a guardian."""

    case: Case
    child: Person
    father: Person

    @property
    def mother(self) -> str:
        return self.case.person_id


def a_child(office: Office, case: Case, birth: str | None, name: str = "Vidar") -> Person:
    child = Person(id=new_id(), alias=name, birth=PartialDate.from_stored(birth) if birth else None)
    relation = Relation(id=new_id(), person_id=case.person_id, other_id=child.id)
    kin.add_around(office.work, child, relation)
    return child


def a_family(
    office: Office, birth: str | None = "2019-05-04", *, kind: CustodyKind = CustodyKind.JOINT
) -> Family:
    case = office.case()
    child = a_child(office, case, birth)
    father = Person(id=new_id(), alias="Påhittade Lo")
    kin.add_around(
        office.work,
        father,
        Relation(id=new_id(), person_id=child.id, other_id=father.id, kind=RelationKind.PARENT),
    )
    in_custody(office, case, child, father, kind)
    return Family(case, child, father)


def in_custody(
    office: Office, case: Case, child: Person, father: Person, kind: CustodyKind = CustodyKind.JOINT
) -> None:
    custody = Custody(
        id=new_id(),
        child_id=child.id,
        kind=kind,
        guardian_a_id=case.person_id,
        guardian_b_id=father.id,
    )
    kin.save_custody(office.work, custody)


def may_contact(office: Office, family: Family, answer: MayContact) -> None:
    guardian = people.guardian_of(office.database, family.child.id, family.father.id)
    assert guardian is not None
    kin.save_guardian(office.work, replace(guardian, may_contact=answer))


def answers(
    office: Office,
    case: Case,
    child: Person,
    by: str,
    state: ConsentState = ConsentState.GIVEN,
    purpose: ConsentPurpose = ConsentPurpose.TRAPPAN,
) -> Consent:
    consent = Consent(
        id=new_id(),
        case_id=case.id,
        person_id=child.id,
        purpose=purpose,
        state=state,
        form=ConsentForm.WRITTEN,
        asked_on=office.work.today,
        answered_on=office.work.today,
        given_by_id=by,
        attitude=Attitude.WANTS,
    )
    return consents.save_consent(office.work, consent)


def offered(office: Office, case: Case, child: Person, **change: object) -> TrappanProgramme:
    programme = TrappanProgramme(
        id=new_id(),
        case_id=case.id,
        child_id=child.id,
        offered_on=office.work.today,
        parent_talk_on=office.work.today,
        safety=SafetyCheck.YES,
    )
    return trappan.save_programme(office.work, replace(programme, **change))  # type: ignore[arg-type] # each test names fields


def running(office: Office, family: Family, birth: str | None = None) -> TrappanProgramme:
    """Return a programme in its first step, on both guardians' consent."""
    programme = offered(office, family.case, family.child)
    answers(office, family.case, family.child, family.mother)
    answers(office, family.case, family.child, family.father.id)
    return trappan.start_trappan(office.work, now(office, programme), office.work.today)


def now(office: Office, programme: TrappanProgramme) -> TrappanProgramme:
    found = office.database.get(TrappanProgramme, programme.id)
    assert found is not None
    return found


def seat(programme: TrappanProgramme, step: TrappanStep, **change: object) -> TrappanAttendance:
    place = TrappanAttendance(id=new_id(), session_id="", programme_id=programme.id, step=step)
    return replace(place, **change)  # type: ignore[arg-type] # each test names fields


def planned(
    office: Office,
    programmes: list[TrappanProgramme],
    on: date,
    step: TrappanStep = Step.CONTACT,
    at: time | None = None,
) -> TrappanSession:
    session = TrappanSession(id=new_id(), case_id=programmes[0].case_id, held_on=on, starts_at=at)
    return trappan_sessions.save_trappan_session(
        office.work, session, [seat(each, step) for each in programmes]
    )


def held(
    office: Office,
    session: TrappanSession,
    check: ConcernCheck | None = ConcernCheck.NO_CONCERN,
) -> TrappanSession:
    """Say that a planned session was held, with every child there."""
    children = [
        replace(each, presence=Presence.PRESENT, concern_check=check)
        for each in stored.children_at(office.database, session.id)
    ]
    done = replace(session, attendance=SessionAttendance.HELD)
    return trappan_sessions.save_trappan_session(office.work, done, children)


def waiting(office: Office, rule: str) -> list[Task]:
    tasks = office.database.all(Task, "SELECT * FROM task ORDER BY due_on, id")
    return [each for each in tasks if each.rule == rule and each.state is TaskState.OPEN]


def said(error: object) -> set[tuple[str, str]]:
    """Return the severities and fields of what was refused."""
    refused = getattr(error, "value", error)
    assert isinstance(refused, Refused)
    return {(fault.severity.value, fault.field) for fault in refused.faults}
