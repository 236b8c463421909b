"""Every kind of intervention: offered, begun with an agreed purpose, paused, ended (A2, A5, G8).

What is particular to one kind stands in its file in ``domain/kinds``; here it is only asked.
"""

from dataclasses import replace
from datetime import date, timedelta

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.intervention import (
    AFTERCARE_MONTHS,
    RUNNING_STATES,
    STARTED_STATES,
    URGENT_ASSESSMENT_DAYS,
    Intervention,
    InterventionState,
    intervention_faults,
    may_move,
)
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.deceased import planning_faults
from kvinnobyran.flows.effect import RULE as EFFECT_RULE
from kvinnobyran.flows.effect import remind_of_effect
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import cases as stored
from kvinnobyran.store import support
from kvinnobyran.store.transaction import Transaction

URGENT_RULE = "domain.md G8"
PAUSE_RULE = "domain.md 3.2"
AFTERCARE_RULE = "domain.md B11"
ENDED = "Insatsen avslutades"
PAUSED = "Insatsen pausades"


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
            *(
                ()
                if earlier
                else planning_faults(work.database, intervention.case_id, "offered_on")
            ),
            *_word_faults(work, intervention),
            *intervention_faults(intervention, today=work.today, assessed=assessed),
        ],
        reasons,
    )
    with work.step("Insats", reasons) as tx:
        put(tx, intervention, expect=expect)
        _begin(work, tx, intervention, earlier, assessed=assessed)
        _follow(work, tx, intervention)
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


def pause_intervention(
    work: Work,
    intervention: Intervention,
    until: date | None,
    *,
    reason: str = "",
    reasons: Reasons = NO_REASONS,
) -> Intervention:
    """Let an intervention rest until a day, with a reminder; sessions before it are cancelled."""
    paused = replace(
        intervention, state=InterventionState.PAUSED, paused_until=until, pause_reason=reason
    )
    settle(
        [
            *_state_faults(work, paused, intervention),
            *_pause_faults(work, until),
            *intervention_faults(paused, today=work.today, assessed=True),
        ],
        reasons,
    )
    with work.step("Pausa insats", reasons) as tx:
        tx.update(paused)
        for session in support.planned_until(tx, paused.id, until or work.today):
            if session.held_on >= work.today:
                tx.update(
                    replace(session, attendance=SessionAttendance.CANCELLED_BY_US, reason=PAUSED)
                )
        _follow(work, tx, paused)
    return paused


def resume_intervention(work: Work, intervention: Intervention) -> Intervention:
    """Take a resting intervention up again."""
    resumed = replace(
        intervention, state=InterventionState.ONGOING, paused_until=None, pause_reason=""
    )
    settle(_state_faults(work, resumed, intervention))
    with work.step("Ta upp insats") as tx:
        tx.update(resumed)
        _follow(work, tx, resumed)
    return resumed


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
    ended = replace(
        intervention,
        state=state,
        ended_on=ended_on,
        end_reason=end_reason,
        paused_until=None,
        pause_reason="",
    )
    settle(
        [
            *_state_faults(work, ended, intervention),
            *intervention_faults(ended, today=work.today, assessed=True),
        ],
        reasons,
    )
    with work.step("Avsluta insats", reasons) as tx:
        tx.update(ended)
        for session in support.sessions_of(tx, ended.id):
            if session.attendance is SessionAttendance.PLANNED:
                tx.update(
                    replace(session, attendance=SessionAttendance.CANCELLED_BY_US, reason=ENDED)
                )
        _follow(work, tx, ended)
    return ended


def begin_aftercare(
    work: Work, intervention: Intervention, until: date | None = None
) -> Intervention:
    """Keep in touch after an intervention has ended; looked at again on a day (A16, B11)."""
    after = replace(
        intervention,
        state=InterventionState.AFTERCARE,
        aftercare_until=until or add_months(work.today, AFTERCARE_MONTHS),
    )
    settle(
        [
            *_state_faults(work, after, intervention),
            *intervention_faults(after, today=work.today, assessed=True),
        ]
    )
    with work.step("Eftervård") as tx:
        tx.update(after)
        _follow(work, tx, after)
    return after


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
        remind(
            work,
            tx,
            [
                Reminder(
                    what="Genomför bedömningssamtalet som sköts upp",
                    due_on=work.today + timedelta(days=URGENT_ASSESSMENT_DAYS),
                )
            ],
            rule=URGENT_RULE,
            cause=intervention.id,
            case_id=intervention.case_id,
            assigned_to=intervention.counsellor,
        )


def _follow(work: Work, tx: Transaction, intervention: Intervention) -> None:
    """Let the reminders of an intervention be those of the state it is in."""
    paused = intervention.state is InterventionState.PAUSED and intervention.paused_until
    after = intervention.state is InterventionState.AFTERCARE and intervention.aftercare_until
    label = intervention.kind.label
    for rule, day, what in (
        (PAUSE_RULE, paused, f"Ta upp den pausade insatsen ({label})"),
        (AFTERCARE_RULE, after, f"Följ upp eftervården ({label})"),
    ):
        remind(
            work,
            tx,
            [Reminder(what=what, due_on=day)] if day else [],
            rule=rule,
            cause=intervention.id,
            case_id=intervention.case_id,
            assigned_to=intervention.counsellor,
        )
    if intervention.state in RUNNING_STATES:
        remind_of_effect(work, tx, intervention)
    else:
        drop(work, tx, rule=EFFECT_RULE, cause=intervention.id)


def _word_faults(work: Work, intervention: Intervention) -> tuple[Fault, ...]:
    """Hold that her own words are kept only of somebody who lets the unit keep them (A20)."""
    if not intervention.purpose_words.strip():
        return ()
    return keeps(work, intervention.case_id, Kept.OWN_WORDS, "purpose_words")


def _pause_faults(work: Work, until: date | None) -> list[Fault]:
    if until is not None and until <= work.today:
        return [stopp("paused_until", "Välj en dag som kommer.", "domain.md 3.2")]
    return []


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
    if earlier is not None and earlier.kind is not intervention.kind:
        started = earlier.state in STARTED_STATES
        if started or not may_be_offered(work, intervention):
            faults.append(
                stopp(
                    "kind",
                    "Insatsen har börjat och kan inte bli en annan. Avsluta den i stället."
                    if started
                    else NOT_OFFERED,
                    "domain.md R5",
                )
            )
    case = work.database.get(Case, intervention.case_id)
    if earlier is None:
        if not may_be_offered(work, intervention):
            faults.append(stopp("kind", NOT_OFFERED, "domain.md R5"))
        if case is not None and case.state is CaseState.CLOSED:
            faults.append(
                stopp(
                    "case_id", "Ärendet är avslutat. Öppna ett nytt ärende först.", "domain.md 3.2"
                )
            )
    return faults


NOT_OFFERED = "Verksamheten erbjuder inte den insatsen den dagen."


def may_be_offered(work: Work, intervention: Intervention) -> bool:
    """Tell whether the office offered the kind on the day it was offered to her (R5)."""
    row = support.kind_on_offer(work.database, intervention.kind.value)
    return row is not None and row.offered(intervention.offered_on)
