"""Assessment calls: booked, held or missed, and what they come to (A1, G8, T8)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from kvinnobyran.domain.assessment import (
    TRANSITIONS,
    AssessmentCall,
    AssessmentOutcome,
    AssessmentState,
    assessment_faults,
)
from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.session import Participant, Presence
from kvinnobyran.domain.task import Reminder
from kvinnobyran.domain.violence import ViolenceExposure, violence_faults
from kvinnobyran.flows.cases import finish, loose_ends
from kvinnobyran.flows.concerns import note_concern
from kvinnobyran.flows.deceased import planning_faults
from kvinnobyran.flows.participants import at, seat, seat_faults, seated
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.violence import as_version, version_faults
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import cases as stored
from kvinnobyran.store.transaction import Transaction

THINKING_DAYS = 14
"""When a woman who wanted time to think is asked again."""
BOOKING = "domain.md A1"
ASK = "Fråga hur hon har tänkt"
BOOK_NEXT = "Boka nästa bedömningssamtal"
_CLOSING = {
    AssessmentOutcome.REFERRED: CloseReason.REFERRED,
    AssessmentOutcome.DECLINED: CloseReason.HER_WISH,
}


def book_assessment(
    work: Work,
    call: AssessmentCall,
    *,
    participants: Sequence[Participant] | None = None,
    expect: int | None = None,
) -> AssessmentCall:
    """Book an assessment call, or change the booking; how it went has its own flows.

    ``participants`` are those who are to come too; None leaves them as they are.
    """
    were = seated(work.database, call.id)
    coming = were if participants is None else at(participants, call_id=call.id)
    earlier = work.database.get(AssessmentCall, call.id)
    was = earlier.state if earlier else AssessmentState.BOOKED
    require(
        call.state is was,
        lambda: stopp("state", "Skriv in hur samtalet gick i stället.", "domain.md 3.2"),
    )
    settle(
        [
            *planning_faults(work.database, call.case_id, "booked_for"),
            *assessment_faults(call, today=work.today),
            *seat_faults(work.database, call.case_id, coming, known=were, took_place=False),
        ]
    )
    with work.step("Boka bedömningssamtal") as tx:
        put(tx, call, expect=expect)
        seat(tx, were, coming)
        answer(work, tx, rule=BOOKING, cause=call.case_id)
    return call


def rebook_assessment(
    work: Work,
    call: AssessmentCall,
    again: AssessmentCall,
    *,
    participants: Sequence[Participant] | None = None,
) -> AssessmentCall:
    """Mark a call as rebooked and book the new one, in one step.

    ``participants`` are those who are to come too; None are those of the earlier booking.
    """
    were = seated(work.database, call.id)
    same = [replace(each, id=new_id(), presence=Presence.EXPECTED) for each in were]
    coming = at(same if participants is None else participants, call_id=again.id)
    now = work.database.get(AssessmentCall, call.id) or call
    moved = replace(now, state=AssessmentState.REBOOKED)
    settle(
        [
            *_move_faults(now.state, moved.state),
            *planning_faults(work.database, again.case_id, "booked_for"),
            *assessment_faults(again, today=work.today),
            *seat_faults(work.database, again.case_id, coming, known=were, took_place=False),
        ]
    )
    with work.step("Boka om bedömningssamtal") as tx:
        tx.update(moved)
        tx.insert(again)
        seat(tx, (), coming)
    return again


def mark_assessment(work: Work, call: AssessmentCall, state: AssessmentState) -> AssessmentCall:
    """Note that a booked call was missed or cancelled."""
    now = work.database.get(AssessmentCall, call.id) or call
    marked = replace(now, state=state)
    settle([*_move_faults(now.state, state), *_not_before_its_day(work, call, state)])
    with work.step("Bedömningssamtal: " + state.label.lower()) as tx:
        tx.update(marked)
    return marked


def assess(
    work: Work,
    call: AssessmentCall,
    exposure: ViolenceExposure,
    *,
    participants: Sequence[Participant] | None = None,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> AssessmentCall:
    """Write down a held call: needs, forms of violence, concern check and outcome.

    "Hänvisas vidare" and "Tackar nej" close the case the same day (scenario 3); a concern
    opens its report the same day (T8); "Betänketid" makes a reminder. So does an amendment
    that brings something new. ``participants`` None leaves who was there as it is.
    """
    were = seated(work.database, call.id)
    there = were if participants is None else at(participants, call_id=call.id)
    earlier = work.database.get(AssessmentCall, call.id)
    assessed = replace(call, state=AssessmentState.ASSESSED)
    exposure = as_version(work, replace(exposure, case_id=call.case_id, assessment_call_id=call.id))
    settle(
        [
            *_assess_faults(earlier),
            *assessment_faults(assessed, today=work.today),
            *violence_faults(exposure, today=work.today),
            *version_faults(work, exposure),
            *seat_faults(work.database, call.case_id, there, known=were, took_place=True),
            *_closing_faults(work, assessed, earlier),
        ],
        reasons,
    )
    with work.step("Bedömningssamtal", reasons) as tx:
        put(tx, assessed, expect=expect)
        if participants is not None:
            seat(tx, seated(tx, call.id), there)
        put(tx, exposure)
        if assessed.concern_check is ConcernCheck.REPORTED and not _knew_concern(earlier):
            note_concern(work, tx, assessed.case_id)
        if _decides(assessed, earlier):
            _follow_up(work, tx, assessed)
    return assessed


def _decides(call: AssessmentCall, earlier: AssessmentCall | None) -> bool:
    """Tell whether the outcome is a new one, and not only written about anew."""
    return earlier is None or earlier.outcome is not call.outcome


def _knew_concern(earlier: AssessmentCall | None) -> bool:
    return earlier is not None and earlier.concern_check is ConcernCheck.REPORTED


def _closing_faults(
    work: Work, call: AssessmentCall, earlier: AssessmentCall | None
) -> list[Fault]:
    """Ask what closing a case asks, beside the outcome that closes it."""
    case = work.database.get(Case, call.case_id)
    if case is None or case.state is CaseState.CLOSED:
        return []
    if call.outcome not in _CLOSING or not _decides(call, earlier):
        return []
    return [replace(fault, field="outcome") for fault in loose_ends(work, case)]


def _follow_up(work: Work, tx: Transaction, call: AssessmentCall) -> None:
    """Do what the outcome brings with it."""
    case = tx.get(Case, call.case_id)
    if case is None:
        return
    thinks = call.outcome is AssessmentOutcome.MORE_TIME
    more = call.outcome is AssessmentOutcome.MORE_CALLS and not stored.booked_calls(tx, case.id)
    ask_on = work.today + timedelta(days=THINKING_DAYS)
    for cause, wanted in (
        (call.id, [Reminder(what=ASK, due_on=ask_on)] if thinks else []),
        (case.id, [Reminder(what=BOOK_NEXT, due_on=work.today)] if more else []),
    ):
        remind(work, tx, wanted, rule=BOOKING, cause=cause, case_id=case.id)
    if call.outcome is AssessmentOutcome.SUPPORT_OFFERED and case.state is CaseState.ASSESSMENT:
        tx.update(replace(case, state=CaseState.ONGOING))
    if call.outcome in _CLOSING and case.state is not CaseState.CLOSED:
        finish(
            work,
            tx,
            replace(
                case,
                state=CaseState.CLOSED,
                closed_on=work.today,
                close_reason=_CLOSING[call.outcome],
                referred_to=call.referred_to,
            ),
        )


def _move_faults(now: AssessmentState, to: AssessmentState) -> tuple[Fault, ...]:
    if to in TRANSITIONS[now]:
        return ()
    return (
        stopp(
            "state",
            f"Ett samtal som är {now.label.lower()} kan inte bli {to.label.lower()}.",
            "domain.md 3.2",
        ),
    )


def _assess_faults(earlier: AssessmentCall | None) -> tuple[Fault, ...]:
    """Go "Bokat -> Genomfört -> Bedömt" in one sitting; an assessed call may be amended."""
    if earlier is None or earlier.held:
        return ()
    return _move_faults(earlier.state, AssessmentState.HELD)


def _not_before_its_day(
    work: Work, call: AssessmentCall, state: AssessmentState
) -> tuple[Fault, ...]:
    if state is AssessmentState.MISSED and call.booked_for > work.today:
        return (
            stopp("booked_for", "Ett samtal i framtiden kan inte vara uteblivet.", "domain.md G7"),
        )
    return ()
