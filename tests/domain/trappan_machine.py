"""The life cycle of Trappan: how a programme comes into a state, and every flow that writes it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.consent import Consent, ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.trappan import (
    ENDED,
    STEP_OF,
    Outcome,
    PauseCause,
    SafetyCheck,
    TrappanProgramme,
)
from kvinnobyran.domain.trappan import ProgrammeState as S
from kvinnobyran.flows import consents, trappan, trappan_pause
from kvinnobyran.flows.work import Work
from kvinnobyran.store import trappan as stored
from tests.flows.conftest import Office

REASONS = {"step": "prov"}
SITTINGS = frozenset({(S.OFFERED, S.READY)})
"""A consent that makes a ground at once: it is asked for and obtained in one sitting."""


def a_programme(office: Office, within: Case, state: Any) -> TrappanProgramme:
    """Return a programme of somebody of age, so that only the order stands in the way."""
    before = office.work.today - timedelta(days=1)
    own = Person(id=new_id(), alias="Prov", birth=PartialDate.of_day(date(2001, 2, 3)))
    with office.work.step("Prov") as tx:
        tx.insert(own)
        tx.insert(_own_consent(within.id, own.id, before))
    paused = state is S.PAUSED
    begun = state in {*STEP_OF, S.COMPLETED, S.PAUSED}
    return TrappanProgramme(
        id=new_id(),
        case_id=within.id,
        child_id=own.id,
        state=state,
        offered_on=before,
        parent_talk_on=before,
        safety=SafetyCheck.YES,
        contact_started_on=before if begun else None,
        reconstruction_started_on=before if state in {S.RECONSTRUCTION, S.KNOWLEDGE} else None,
        knowledge_started_on=before if state is S.KNOWLEDGE else None,
        paused_from=S.CONTACT if paused else None,
        paused_at=office.now if paused else None,
        pause_cause=PauseCause.OTHER if paused else None,
        ended_on=office.work.today if state in ENDED else None,
        outcome=Outcome.SATISFIED if state is S.COMPLETED else None,
        end_reason="prov",
    )


def ways_of_programme(
    work: Work, record: TrappanProgramme, to: Any
) -> Iterator[Callable[[], object]]:
    today = work.today
    yield partial(trappan.save_programme, work, replace(record, state=to))
    if to is S.SOUGHT:
        yield partial(_sought, work, record)
    if to is S.READY:
        yield partial(
            consents.save_consent, work, _own_consent(record.case_id, record.child_id, today)
        )
    if to is S.CONTACT:
        yield partial(trappan.start_trappan, work, record, today)
    if to in STEP_OF:
        yield partial(trappan.take_step, work, record, STEP_OF[to], today, reasons=REASONS)
    if to is S.COMPLETED:
        yield partial(trappan.finish_trappan, work, record, today, Outcome.SATISFIED)
    if to is S.BROKEN_OFF:
        yield partial(trappan.break_off_trappan, work, record, today, "prov")
    if to is S.PAUSED:
        yield partial(trappan_pause.pause_trappan, work, record, cause=PauseCause.UNSAFE)
    elif to not in ENDED:
        yield partial(_resumed, work, record, to)


def _own_consent(case_id: str, person_id: str, day: date) -> Consent:
    return Consent(
        id=new_id(),
        case_id=case_id,
        person_id=person_id,
        purpose=ConsentPurpose.TRAPPAN,
        state=ConsentState.GIVEN,
        form=ConsentForm.ORAL,
        asked_on=day,
        answered_on=day,
    )


def _sought(work: Work, record: TrappanProgramme) -> None:
    """Ask for a consent that nobody has given yet."""
    with work.step("Prov") as tx:
        for each in stored.consents_about(tx, record.child_id, ConsentPurpose.TRAPPAN):
            tx.delete(each)
    trappan.seek_consent(work, record)


def _resumed(work: Work, record: TrappanProgramme, to: Any) -> None:
    """Resume to where it was: a pause remembers it."""
    if record.state is S.PAUSED:
        with work.step("Prov") as tx:
            tx.update(replace(record, paused_from=to))
    trappan_pause.resume_trappan(work, record)
