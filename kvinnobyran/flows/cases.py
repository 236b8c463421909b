"""Opening, pausing, closing and coming back (domain.md 3.2)."""

from dataclasses import replace
from datetime import date, timedelta

from kvinnobyran.domain.case import (
    PAUSE_DAYS,
    Case,
    CaseState,
    CloseReason,
    Regime,
    case_faults,
    may_move,
)
from kvinnobyran.domain.documentation import choice_faults
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import STARTED_STATES, InterventionState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import G9, WORKING_NOTE_FORM
from kvinnobyran.domain.pause import CasePause
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.task import Reminder, TaskSource, TaskState, ended
from kvinnobyran.flows.authorities import end_matters
from kvinnobyran.flows.documentation import fewer_faults, take_away
from kvinnobyran.flows.forewarning import KEPT_SO_LONG, forewarn
from kvinnobyran.flows.new_case import new_case
from kvinnobyran.flows.reminders import answer, drop, remind
from kvinnobyran.flows.trappan_pause import end_with_case
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, settle
from kvinnobyran.store import cases as stored
from kvinnobyran.store.drafts import forget_drafts_of_case
from kvinnobyran.store.homes import lives_somewhere
from kvinnobyran.store.people import has_died
from kvinnobyran.store.transaction import Transaction
from kvinnobyran.store.trappan import open_in

PAUSE = "domain.md 3.2"
DOCUMENTATION = "domain.md A20"
TAKE_UP = "Ta upp vilande ärende"
SAFE_TO_CALL = "domain.md S2"
HEAR_FROM_US = "Hör av er som ni kom överens om. Se först hur hon kan nås säkert."
FOLLOW_UP_DAYS = 30
"""When she is called after closing, if no day was agreed."""
CLOSED = "Ärendet avslutades"
"""Why what went on in a case ended with it."""
LIVES_ON = frozenset({KEPT_SO_LONG, "domain.md T8", "domain.md 3.1", "domain.md B11", SAFE_TO_CALL})
"""Rules whose reminders hold in a closed case: a concern, a request, aftercare, a promised call."""


def open_case_for(
    work: Work, person_id: str, *, wishes: Case | None = None, reasons: Reasons = NO_REASONS
) -> Case:
    """Open a case for a registered person: also for a woman who returns after years."""
    with work.step("Nytt ärende", reasons) as tx:
        case = new_case(work, tx, person_id, wishes)
        settle([*case_faults(case, today=work.today), *choice_faults(case)], reasons)
        tx.insert(case)
    return case


def save_case(
    work: Work, case: Case, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> Case:
    """Change what is written about a case; its state has its own flows.

    When she wants less to be kept, what may no longer be kept goes in the same step, and
    cannot be undone (A20).
    """
    before = work.database.get(Case, case.id) or case
    # How long it rests was settled when it was put to rest; this form does not show it.
    kept = [f for f in case_faults(case, today=work.today) if f.field != "paused_until"]
    fewer = fewer_faults(work, case, before)
    settle(
        [
            *kept,
            *_same_state_faults(case, before),
            *_same_counsellor_faults(case, before),
            *choice_faults(case, before=before),
            *fewer,
        ],
        reasons,
    )
    with work.step("Ärendet", reasons) as tx:
        tx.update(case, expect=expect)
        if fewer:
            take_away(tx, case)
        answer(work, tx, rule=DOCUMENTATION, cause=case.id)
    return case


def pause_case(
    work: Work, case: Case, until: date | None, *, reasons: Reasons = NO_REASONS
) -> Case:
    """Let a case rest until a day, with a reminder that day and after 90 days at the latest."""
    paused = replace(case, state=CaseState.PAUSED, paused_until=until)
    settle(
        [*_move_faults(work, case, CaseState.PAUSED), *case_faults(paused, today=work.today)],
        reasons,
    )
    with work.step("Vila ärendet", reasons) as tx:
        tx.update(paused)
        tx.insert(
            CasePause(id=new_id(), case_id=case.id, began_on=work.today, until=until or work.today)
        )
        latest = work.today + timedelta(days=PAUSE_DAYS)
        wanted = (Reminder(what=TAKE_UP, due_on=min(until or work.today, latest)),)
        remind(work, tx, wanted, rule=PAUSE, cause=case.id, case_id=case.id)
    return paused


def resume_case(work: Work, case: Case) -> Case:
    """Take a resting case up again."""
    resumed = replace(case, state=CaseState.ONGOING, paused_until=None)
    settle(_move_faults(work, case, CaseState.ONGOING, only_from=CaseState.PAUSED))
    with work.step("Ta upp ärendet") as tx:
        tx.update(resumed)
        _end_pause(work, tx, case)
        answer(work, tx, rule=PAUSE, cause=case.id)
    return resumed


def close_case(  # noqa: PLR0913 - each is one answer of the form
    work: Work,
    case: Case,
    *,
    closed_on: date | None,
    reason: CloseReason | None,
    result: str = "",
    referred_to: str = "",
    follow_up: Answer = Answer.NOT_ASKED,
    follow_up_on: date | None = None,
    reasons: Reasons = NO_REASONS,
) -> Case:
    """Close a case: interventions end, planned sessions are cancelled, working notes erased.

    When she wants to hear from the unit, it is reminded of that on ``follow_up_on``, by
    default after a month, and of asking first how she can be reached safely (S2).
    STOPP while a note is unsigned. VARNA while an intervention is open, and in a SoL
    placement while a working note is left, because what matters must be in the journal (G9).
    """
    closed = replace(
        case,
        state=CaseState.CLOSED,
        closed_on=closed_on,
        close_reason=reason,
        close_result=result,
        referred_to=referred_to or case.referred_to,
        follow_up_wanted=follow_up,
        paused_until=None,
    )
    settle(
        [
            *_move_faults(work, case, CaseState.CLOSED),
            *case_faults(closed, today=work.today),
            *_death_known_faults(work, closed),
            *_follow_up_faults(closed, follow_up_on),
            *loose_ends(work, case),
        ],
        reasons,
    )
    with work.step("Avsluta ärendet", reasons) as tx:
        finish(work, tx, closed)
        if follow_up is Answer.YES and reason is not CloseReason.DECEASED:
            agreed = follow_up_on or (closed_on or work.today) + timedelta(days=FOLLOW_UP_DAYS)
            wanted = (Reminder(what=HEAR_FROM_US, due_on=agreed),)
            remind(work, tx, wanted, rule=SAFE_TO_CALL, cause=closed.id, case_id=closed.id)
        forewarn(work, tx, closed)
    return closed


def finish(work: Work, tx: Transaction, closed: Case) -> None:
    """Write a closed case and end all that goes on in it."""
    tx.update(closed)
    _end_pause(work, tx, closed)
    ended_on = closed.closed_on or work.today
    for intervention in stored.open_interventions(tx, closed.id):
        started = intervention.state in STARTED_STATES
        tx.update(
            replace(
                intervention,
                state=InterventionState.COMPLETED if started else InterventionState.DECLINED,
                ended_on=max(ended_on, intervention.started_on or ended_on) if started else None,
                end_reason=CLOSED,
            )
        )
    end_with_case(work, tx, closed.id, on=ended_on, reason=CLOSED)
    for session in stored.planned_sessions(tx, closed.id):
        tx.update(
            replace(
                session,
                attendance=SessionAttendance.CANCELLED_BY_US,
                reason=CLOSED,
            )
        )
    for note in stored.working_notes(tx, closed.id):
        tx.forget("working_note", note.id)
        answer(work, tx, rule=G9, cause=note.id)
    forget_drafts_of_case(tx, kind=WORKING_NOTE_FORM, case_id=closed.id)
    end_matters(work, tx, closed)
    for task in stored.open_tasks(tx, closed.id):
        if task.source is TaskSource.RULE and task.rule not in LIVES_ON:
            tx.update(ended(task, TaskState.DROPPED, on=work.today, reason=CLOSED))


def reopen_case(work: Work, case: Case) -> Case:
    """Open a case again that was closed by mistake, within 30 days.

    The reminders that were dropped with it wait again; what was cancelled stays cancelled.
    """
    reopened = replace(
        case,
        state=CaseState.ONGOING,
        closed_on=None,
        close_reason=None,
        close_result="",
        follow_up_wanted=Answer.NOT_ASKED,
    )
    settle(
        [
            *_move_faults(work, case, CaseState.ONGOING, only_from=CaseState.CLOSED),
            *_other_open_faults(work, case),
        ]
    )
    with work.step("Öppna ärendet igen") as tx:
        tx.update(reopened)
        drop(work, tx, rule=SAFE_TO_CALL, cause=case.id)
        drop(work, tx, rule=KEPT_SO_LONG, cause=case.id)
        for task in stored.all_tasks(tx, case.id):
            if task.state is TaskState.DROPPED and task.end_reason == CLOSED:
                tx.update(ended(task, TaskState.OPEN, on=None))
    return reopened


def _end_pause(work: Work, tx: Transaction, case: Case) -> None:
    """Write down that a case rests no longer, if it did."""
    pause = stored.open_pause(tx, case.id)
    if pause is not None:
        tx.update(replace(pause, ended_on=max(case.closed_on or work.today, pause.began_on)))


def _follow_up_faults(closed: Case, on: date | None) -> tuple[Fault, ...]:
    """Hold that what is agreed for afterwards comes after."""
    if on is None or closed.closed_on is None or on >= closed.closed_on:
        return ()
    return (stopp("follow_up_on", "Den dagen ligger före avslutet.", "domain.md 3.1"),)


def _same_state_faults(case: Case, before: Case) -> tuple[Fault, ...]:
    """Hold that resting, closing and opening again go through their own flows."""
    if case.state is before.state:
        return ()
    return (
        stopp("state", "Läget ändras med Vila, Ta upp, Avsluta eller Öppna igen.", "domain.md 3.2"),
    )


def _same_counsellor_faults(case: Case, before: Case) -> tuple[Fault, ...]:
    """Hold that a case goes to somebody else on a day that is known."""
    if case.counsellor == before.counsellor:
        return ()
    return (
        stopp(
            "counsellor",
            "Handläggaren byts med Byt handläggare, så att det syns vem som hade ärendet när.",
            "domain.md 3.1",
        ),
    )


def _other_open_faults(work: Work, case: Case) -> tuple[Fault, ...]:
    """Hold that a woman has one open case: a newer one may have been opened meanwhile."""
    latest = stored.latest_case_of(work.database, case.person_id)
    if latest is None or latest.id == case.id or latest.state is CaseState.CLOSED:
        return ()
    return (
        stopp("state", "Hon har ett nyare ärende som är öppet. Fortsätt i det.", "domain.md 3.2"),
    )


def _move_faults(
    work: Work, case: Case, to: CaseState, *, only_from: CaseState | None = None
) -> tuple[Fault, ...]:
    """Hold the life cycle by what the case is now, whatever the form had read."""
    case = work.database.get(Case, case.id) or case
    drawn = may_move(case, to, today=work.today)
    if drawn and only_from in {None, case.state}:
        return ()
    if case.state is CaseState.CLOSED and to is CaseState.ONGOING and not drawn:
        return (
            stopp(
                "state",
                "Ärendet avslutades för mer än 30 dagar sedan. Öppna ett nytt, som länkas.",
                "domain.md 3.2",
            ),
        )
    return (
        stopp(
            "state",
            f"Ett ärende i läget {case.state.label} kan inte bli {to.label}.",
            "domain.md 3.2",
        ),
    )


def _death_known_faults(work: Work, closed: Case) -> tuple[Fault, ...]:
    """Ask for the day when a case is closed because she has died: letters stop at that."""
    unknown = not has_died(work.database, closed.person_id)
    if closed.close_reason is not CloseReason.DECEASED or not unknown:
        return ()
    return (
        varna(
            "close_reason",
            "Det står inte i uppgifterna om henne att hon är avliden. Fyll i det först: det är "
            "det som hindrar brev och samtal till henne.",
            "domain.md 3.1",
        ),
    )


def loose_ends(work: Work, case: Case) -> list[Fault]:
    """Return what stands in the way of closing a case, or has to be answered for."""
    faults: list[Fault] = []
    if stored.unsigned_notes(work.database, case.id):
        faults.append(
            stopp(
                "notes",
                "Det finns osignerade anteckningar. Signera eller ta bort dem först.",
                "domain.md G9",
            )
        )
    if lives_somewhere(work.database, case.id):
        faults.append(
            stopp(
                "placement",
                "Hon har en placering i en av lägenheterna. Avsluta den först.",
                "domain.md 3.2",
            )
        )
    if stored.open_interventions(work.database, case.id):
        faults.append(
            varna(
                "interventions",
                "Insatser pågår. De avslutas samma dag som ärendet.",
                "domain.md 3.2",
            )
        )
    if open_in(work.database, case.id):
        faults.append(
            varna(
                "interventions",
                "Trappan går vidare med ett barn. Den avbryts samma dag som ärendet avslutas.",
                "domain.md 3.2",
            )
        )
    if case.regime is not Regime.OWN_SUPPORT and stored.working_notes(work.database, case.id):
        faults.append(
            varna(
                "working_notes",
                "Arbetsminnet raderas nu. Det som betyder något ska stå i journalen.",
                "domain.md G9",
            )
        )
    return faults
