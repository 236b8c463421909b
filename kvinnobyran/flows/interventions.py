"""Counselling and therapy: offered, begun with an agreed purpose, ended (A2, A5, G8)."""

from dataclasses import replace
from datetime import date, timedelta

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    STARTED_STATES,
    URGENT_ASSESSMENT_DAYS,
    Intervention,
    InterventionState,
    intervention_faults,
    may_move,
)
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.task import Task, TaskSource
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import cases as stored
from kvinnobyran.store.transaction import Transaction


def save_intervention(
    work: Work,
    intervention: Intervention,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Intervention:
    """Add an intervention or change one; a first start makes the case ongoing.

    An urgent start without an assessment call makes the task to hold one in 14 days (G8).
    """
    assessed = stored.has_held_assessment(work.database, intervention.case_id)
    earlier = work.database.get(Intervention, intervention.id)
    settle(
        [
            *_state_faults(work, intervention, earlier),
            *intervention_faults(intervention, today=work.today, assessed=assessed),
        ],
        reasons,
    )
    with work.step("Insats", reasons) as tx:
        put(tx, intervention, expect=expect)
        _begin(work, tx, intervention, earlier, assessed=assessed)
    return intervention


def start_intervention(
    work: Work,
    intervention: Intervention,
    started_on: date,
    *,
    reasons: Reasons = NO_REASONS,
) -> Intervention:
    """Begin an offered intervention on a day."""
    begun = replace(intervention, state=InterventionState.ONGOING, started_on=started_on)
    return save_intervention(work, begun, reasons=reasons)


def end_intervention(
    work: Work,
    intervention: Intervention,
    state: InterventionState,
    *,
    ended_on: date,
    end_reason: str = "",
    reasons: Reasons = NO_REASONS,
) -> Intervention:
    """End an intervention as planned or broken off; planned sessions are cancelled."""
    ended = replace(intervention, state=state, ended_on=ended_on, end_reason=end_reason)
    settle(
        [
            *_state_faults(work, ended, intervention),
            *intervention_faults(ended, today=work.today, assessed=True),
        ],
        reasons,
    )
    with work.step("Avsluta insats", reasons) as tx:
        tx.update(ended)
        for session in stored.planned_sessions(tx, ended.case_id):
            if session.intervention_id == ended.id:
                tx.update(replace(session, attendance=SessionAttendance.CANCELLED_BY_US))
    return ended


def _begin(
    work: Work,
    tx: Transaction,
    intervention: Intervention,
    earlier: Intervention | None,
    *,
    assessed: bool,
) -> None:
    """Do what a first start brings with it."""
    begins = intervention.state in STARTED_STATES
    if not begins or (earlier is not None and earlier.state in STARTED_STATES):
        return
    case = tx.get(Case, intervention.case_id)
    if case is not None and case.state is CaseState.ASSESSMENT:
        tx.update(replace(case, state=CaseState.ONGOING))
    if not assessed:
        tx.insert(
            Task(
                id=new_id(),
                what="Genomför bedömningssamtalet som sköts upp",
                due_on=work.today + timedelta(days=URGENT_ASSESSMENT_DAYS),
                assigned_to=intervention.counsellor or work.user,
                case_id=intervention.case_id,
                source=TaskSource.RULE,
                rule="domain.md G8",
            )
        )


def _state_faults(
    work: Work, intervention: Intervention, earlier: Intervention | None
) -> list[Fault]:
    faults: list[Fault] = []
    if earlier is not None and not may_move(earlier, intervention.state):
        faults.append(
            stopp(
                "state",
                f"En insats som är {earlier.state.label} kan inte bli {intervention.state.label}.",
                "domain.md 3.2",
            )
        )
    case = work.database.get(Case, intervention.case_id)
    if case is not None and case.state is CaseState.CLOSED and earlier is None:
        faults.append(
            stopp("case_id", "Ärendet är avslutat. Öppna ett nytt ärende först.", "domain.md 3.2")
        )
    return faults
