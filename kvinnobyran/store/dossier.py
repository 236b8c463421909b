"""Everything about one case in one question: what its page shows."""

from dataclasses import dataclass

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.note import JournalNote, WorkingNote
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.store import cases, people
from kvinnobyran.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One case with all that belongs to it, as it stood at journal head ``head``."""

    case: Case
    person: Person
    ways: list[ContactWay]
    cases: list[Case]
    inquiries: list[Inquiry]
    calls: list[AssessmentCall]
    exposures: list[ViolenceExposure]
    interventions: list[Intervention]
    sessions: list[CounsellingSession]
    notes: list[JournalNote]
    working_notes: list[WorkingNote]
    concerns: list[ConcernReport]
    tasks: list[Task]
    head: int


def dossier(database: Database, case_id: str) -> Dossier | None:
    """Return a case with all that belongs to it, or None if there is no such case."""
    case = database.get(Case, case_id)
    person = database.get(Person, case.person_id) if case else None
    if case is None or person is None:
        return None
    return Dossier(
        case=case,
        person=person,
        ways=people.contact_ways(database, person.id),
        cases=cases.cases_of(database, person.id),
        inquiries=database.all(
            Inquiry,
            "SELECT * FROM inquiry WHERE case_id = ? ORDER BY received_on DESC, received_at DESC",
            (case_id,),
        ),
        calls=cases.assessment_calls(database, case_id),
        exposures=cases.exposures(database, case_id),
        interventions=cases.interventions(database, case_id),
        sessions=cases.sessions(database, case_id),
        notes=cases.notes(database, case_id),
        working_notes=cases.working_notes(database, case_id),
        concerns=cases.concern_reports(database, case_id),
        tasks=cases.open_tasks(database, case_id),
        head=database.head(),
    )
