"""A register far larger than the office will ever have, for benchmarks.

Here records are inserted directly, not through the flows: what a benchmark reads must be many,
not lived through. The rules of the records hold all the same, and the journal knows them all.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from kvinnobyran.demo import words
from kvinnobyran.demo.agenda import moment_of
from kvinnobyran.demo.cast import COUNSELLOR, THERAPIST, Cast
from kvinnobyran.demo.dice import Dice
from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome, InquiryState
from kvinnobyran.domain.intervention import (
    Intervention,
    InterventionState,
    Purpose,
)
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.violence import ViolenceExposure, ViolenceForm, ViolenceStatus
from kvinnobyran.store.database import Database
from kvinnobyran.store.filling import filling

PERSONS: Final = 5_000
NOTES: Final = 50_000
_YEARS: Final = 20
_A_STEP: Final = 4_000
"""Records in one transaction: enough to be quick, few enough to stay in memory."""


def fill(
    database: Database,
    *,
    persons: int = PERSONS,
    notes: int = NOTES,
    seed: int = 1,
    until: date = date(2027, 12, 15),
) -> None:
    """Fill an empty database with so many women, each with a case, sessions and notes.

    The notes are shared out evenly; every other session has one at least. The same seed
    gives the same register.
    """
    dice = Dice(seed)
    now = moment_of(until, 8)
    with ids_from(dice.new_id), filling(database):
        records = _register(dice, persons, notes, until)
        while part := list(islice(records, _A_STEP)):
            with database.transaction(user=COUNSELLOR, name="Fyll registret", now=now) as tx:
                for record in part:
                    tx.insert(record)


def _register(dice: Dice, persons: int, notes: int, until: date) -> Iterator[object]:
    """Yield every record, each after those it names."""
    cast = Cast(dice)
    span = _YEARS * 365
    serials: dict[int, int] = {}
    for number in range(persons):
        opened_on = until - timedelta(days=span - number * span // max(persons, 1))
        serials[opened_on.year] = serials.get(opened_on.year, 0) + 1
        code = f"KB-{opened_on.year % 100:02d}-{serials[opened_on.year]:03d}"
        own = notes * (number + 1) // persons - notes * number // persons
        yield from _woman(dice, cast, opened_on, until, code=code, notes=own)


def _woman(
    dice: Dice, cast: Cast, opened_on: date, until: date, *, code: str, notes: int
) -> Iterator[object]:
    """Yield one woman with her case and all that belongs to it."""
    person = cast.woman(opened_on)
    yield person
    yield from cast.ways(person, opened_on)
    ended_on = opened_on + timedelta(days=200)
    over = ended_on < until
    case = Case(
        id=new_id(),
        code=code,
        person_id=person.id,
        opened_on=opened_on,
        counsellor=COUNSELLOR if dice.chance(0.6) else THERAPIST,
        reason=dice.one(words.REASONS),
        state=CaseState.CLOSED if over else CaseState.ONGOING,
        closed_on=ended_on if over else None,
        close_reason=CloseReason.GOALS_REACHED if over else None,
    )
    yield case
    yield Inquiry(
        id=new_id(),
        received_on=opened_on,
        channel=dice.one(list(Channel)),
        identity=person.identity,
        municipality=person.municipality,
        violence_stated=frozenset({ViolenceForm.PSYCHOLOGICAL}),
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
        state=InquiryState.CLOSED,
        note=dice.one(words.CALL_NOTES),
        person_id=person.id,
        case_id=case.id,
    )
    yield from _assessment(dice, case)
    yield from _support(dice, case, until, notes)


def _assessment(dice: Dice, case: Case) -> Iterator[object]:
    call = AssessmentCall(
        id=new_id(),
        case_id=case.id,
        booked_for=case.opened_on,
        state=AssessmentState.ASSESSED,
        minutes=60,
        children_at_home=0,
        outcome=AssessmentOutcome.SUPPORT_OFFERED,
        reasoning=dice.one(words.ASSESSMENTS),
    )
    yield call
    yield ViolenceExposure(
        id=new_id(),
        case_id=case.id,
        assessment_call_id=call.id,
        assessed_on=case.opened_on,
        asked=Answer.YES,
        forms=frozenset(dice.few(list(ViolenceForm), dice.between(1, 4))),
        status=ViolenceStatus.ENDED,
    )


def _support(dice: Dice, case: Case, until: date, notes: int) -> Iterator[object]:
    over = case.closed_on is not None
    intervention = Intervention(
        id=new_id(),
        case_id=case.id,
        kind=COUNSELLING if dice.chance(0.75) else THERAPY,
        state=InterventionState.COMPLETED if over else InterventionState.ONGOING,
        counsellor=case.counsellor,
        offered_on=case.opened_on,
        started_on=case.opened_on,
        ended_on=case.closed_on,
        purposes=frozenset({Purpose.PROCESSING}),
    )
    yield intervention
    for number in range(notes):
        day = min(case.opened_on + timedelta(days=(number + 1) * 190 // (notes + 1)), until)
        session = None
        if number % 2 == 0:
            session = CounsellingSession(
                id=new_id(),
                intervention_id=intervention.id,
                held_on=day,
                attendance=SessionAttendance.HELD,
            )
            yield session
        yield JournalNote(
            id=new_id(),
            case_id=case.id,
            session_id=session.id if session else None,
            written_on=day,
            text=dice.one(words.NOTES),
            state=NoteState.SIGNED,
            signed_by=case.counsellor,
            signed_at=moment_of(day, 16),
        )
