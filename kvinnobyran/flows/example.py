"""An invented case that a new office may look at, and take away again with one button (9.12)."""

from dataclasses import replace
from datetime import timedelta

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Caller, Channel, Inquiry, InquiryOutcome, InquiryState
from kvinnobyran.domain.intervention import (
    Intervention,
    InterventionState,
    Need,
    Purpose,
)
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import JournalNote, WorkingNote
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance, Theme
from kvinnobyran.domain.settings import EXAMPLE_CASE
from kvinnobyran.domain.violence import ViolenceExposure, ViolenceForm, ViolenceStatus
from kvinnobyran.flows.new_case import new_case
from kvinnobyran.flows.office import set_within
from kvinnobyran.flows.work import Work
from kvinnobyran.store import office as stored
from kvinnobyran.store.dossier import DOSSIER, Dossier, dossier
from kvinnobyran.store.transaction import Transaction

NAME = "Exempel (påhittad)"
_BEFORE = timedelta(days=14)
_SINCE = timedelta(days=7)


def add_example(work: Work) -> Case:
    """Put the example into the register, as one step."""
    began, met = work.today - _BEFORE, work.today - _SINCE
    person = Person(id=new_id(), identity=Identity.ALIAS, alias=NAME)
    with work.step("Exempelärende") as tx:
        tx.insert(person)
        wishes = Case(id=new_id(), code="", person_id=person.id, opened_on=began)
        case = replace(new_case(work, tx, person.id, wishes), state=CaseState.ONGOING)
        tx.insert(case)
        tx.insert(
            Inquiry(
                id=new_id(),
                received_on=began,
                channel=Channel.PHONE,
                caller=Caller.HERSELF,
                identity=person.identity,
                outcome=InquiryOutcome.ASSESSMENT_BOOKED,
                minutes=20,
                note="Ett påhittat samtal, för att visa hur en kontakt ser ut.",
                state=InquiryState.CLOSED,
                person_id=person.id,
                case_id=case.id,
            )
        )
        _support(work, tx, case)
        tx.insert(
            JournalNote(
                id=new_id(),
                case_id=case.id,
                written_on=met,
                text="En påhittad anteckning. Läs den, ändra den och signera den.",
            )
        )
        set_within(tx, EXAMPLE_CASE, case.id)
    return case


def _support(work: Work, tx: Transaction, case: Case) -> None:
    """Let her be assessed and have met somebody once."""
    met = work.today - _SINCE
    call = AssessmentCall(
        id=new_id(),
        case_id=case.id,
        booked_for=met,
        state=AssessmentState.ASSESSED,
        children_at_home=0,
        outcome=AssessmentOutcome.SUPPORT_OFFERED,
    )
    counselling = Intervention(
        id=new_id(),
        case_id=case.id,
        kind=COUNSELLING,
        state=InterventionState.ONGOING,
        counsellor=work.user,
        offered_on=met,
        started_on=met,
        purposes=frozenset({Purpose.PROCESSING}),
        needs=(Need.SAFETY, Need.ECONOMY),
    )
    tx.insert(call)
    tx.insert(
        ViolenceExposure(
            id=new_id(),
            case_id=case.id,
            assessment_call_id=call.id,
            assessed_on=met,
            asked=Answer.YES,
            forms=frozenset({ViolenceForm.PSYCHOLOGICAL, ViolenceForm.LATENT}),
            dominant=ViolenceForm.LATENT,
            status=ViolenceStatus.ONGOING,
        )
    )
    tx.insert(counselling)
    tx.insert(
        CounsellingSession(
            id=new_id(),
            intervention_id=counselling.id,
            held_on=met,
            attendance=SessionAttendance.HELD,
            themes=frozenset({Theme.SAFETY}),
        )
    )


def remove_example(work: Work) -> None:
    """Take the example away with everything that was tried in it, as one step."""
    case = work.database.get(Case, stored.setting(work.database, EXAMPLE_CASE))
    person = work.database.get(Person, case.person_id) if case else None
    found = dossier(work.database, case.id) if case else None
    others = [dossier(work.database, each.id) for each in found.of(Case)] if found else []
    with work.step("Ta bort exemplet") as tx:
        gone: set[str] = set()
        # Newest first: a later case names the one before it.
        for each in others:
            if each is not None:
                _take_away(tx, each, gone)
        if person is not None:
            tx.delete(person)
        set_within(tx, EXAMPLE_CASE, "")


def _take_away(tx: Transaction, found: Dossier, gone: set[str]) -> None:
    """Delete a case with what belongs to it; what is the woman's goes with the first of them."""
    for kind in reversed(DOSSIER):
        for record in found.records[kind]:
            if kind is Case or record.id in gone:
                continue
            gone.add(record.id)
            if kind is WorkingNote:
                tx.forget(tx.table(kind), record.id)
            else:
                tx.delete(record)
    tx.delete(found.case)
