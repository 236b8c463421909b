"""Trappan stops for a while, and goes on where it was (T5, T8)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kvinnobyran.domain.concern import ConcernCheck, check_faults
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.trappan import (
    ENDED,
    STOPPED_BY_WITHDRAWAL,
    PauseCause,
    ProgrammeState,
    SafetyCheck,
    TrappanProgramme,
    may_move,
    paused,
    resumed,
)
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.domain.trappan_start import ground_faults, of_age_reminders
from kvinnobyran.flows.concerns import note_concern_for
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, require, settle
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.transaction import Transaction

T5, T6 = "domain.md T5", "domain.md T6"
CANCELLED = "Trappan är pausad"
_S = ProgrammeState


def pause_trappan(
    work: Work, programme: TrappanProgramme, *, cause: PauseCause, reason: str = ""
) -> TrappanProgramme:
    """Pause Trappan at once and cancel what is planned, with the reason."""
    programme = work.database.get(TrappanProgramme, programme.id) or programme
    settle(_move_faults(programme, _S.PAUSED))
    with work.step("Pausa Trappan") as tx:
        return stop(work, tx, programme, cause, reason)


def resume_trappan(
    work: Work, programme: TrappanProgramme, *, reasons: Reasons = NO_REASONS
) -> TrappanProgramme:
    """Take Trappan up again where it was. STOPP without a ground that holds today (T2, T5)."""
    programme = work.database.get(TrappanProgramme, programme.id) or programme
    faults = _move_faults(programme, programme.paused_from or _S.PAUSED)
    if programme.state is not _S.PAUSED:
        faults = [stopp("state", "Trappan är inte pausad.", "domain.md 3.2")]
    elif programme.paused_from in STOPPED_BY_WITHDRAWAL:
        faults += ground_faults(stored.verdict_for(work.database, programme.child_id, work.today))
        if programme.safety is not SafetyCheck.YES:
            faults.append(_not_safe())
    if programme.pause_cause is PauseCause.NO_GROUND and programme.pause_check is None:
        faults.append(
            stopp(
                "pause_check",
                "Att samtycket tas tillbaka kan vara ett tecken. Svara först om det väcker oro för "
                "barnet.",
                "domain.md T8",
            )
        )
    settle(faults, reasons)
    again = resumed(programme)
    with work.step("Återuppta Trappan", reasons) as tx:
        tx.update(again)
        remind(work, tx, (), rule=T5, cause=programme.id)
    return again


def answer_concern(
    work: Work, programme: TrappanProgramme, check: ConcernCheck, *, reason: str = ""
) -> TrappanProgramme:
    """Answer whether the withdrawal in itself is a reason for concern (T5, T8).

    A concern opens its report the same day, with the child in it.
    """
    programme = work.database.get(TrappanProgramme, programme.id) or programme
    settle(check_faults(check, reason, children_involved=True))
    require(
        programme.state is _S.PAUSED,
        lambda: stopp("state", "Trappan är inte pausad.", "domain.md 3.2"),
    )
    answered = replace(programme, pause_check=check, pause_check_reason=reason)
    with work.step("Orosbedömning", NO_REASONS) as tx:
        tx.update(answered)
        if check is ConcernCheck.REPORTED and programme.pause_check is not check:
            note_concern_for(work, tx, programme.case_id, [programme.child_id])
        answer(work, tx, rule=T5, cause=programme.id, part="concern")
    return answered


def stop(
    work: Work, tx: Transaction, programme: TrappanProgramme, cause: PauseCause, reason: str
) -> TrappanProgramme:
    """Pause a programme as part of a larger step, and cancel what was planned for the child."""
    halted = paused(programme, work.now, cause, reason.strip())
    tx.update(halted)
    cancel_planned(work, tx, programme, f"{CANCELLED}: {halted.pause_reason or cause.label}")
    return halted


def end_with_case(work: Work, tx: Transaction, case_id: str, *, on: date, reason: str) -> None:
    """Break off what goes on with the children of a case that is closed, and cancel its plans."""
    _end_all(work, tx, stored.open_in(tx, case_id), on=on, reason=reason)


def end_for(work: Work, tx: Transaction, child_id: str, *, reason: str) -> None:
    """Break off what goes on with one child, and cancel its plans: it has died."""
    going = [each for each in stored.programmes_of(tx, child_id) if each.state not in ENDED]
    _end_all(work, tx, going, on=work.today, reason=reason)


def _end_all(
    work: Work, tx: Transaction, going: Iterable[TrappanProgramme], *, on: date, reason: str
) -> None:
    for programme in going:
        ended = replace(
            programme,
            state=_S.BROKEN_OFF,
            paused_from=None,
            paused_at=None,
            ended_on=max(on, programme.started_on or on),
            end_reason=reason,
        )
        tx.update(ended)
        for place in stored.expected_at(tx, programme.id):
            session = tx.get(TrappanSession, place.session_id)
            if session is not None:
                _cancel(tx, session, place, reason)
        remind_of_age(work, tx, ended)


def cancel_planned(work: Work, tx: Transaction, programme: TrappanProgramme, words: str) -> None:
    """Cancel the child's sessions from this moment on; one that another comes to is still held.

    What was to be before it still waits for somebody to say whether it was.
    """
    for place in stored.expected_at(tx, programme.id):
        session = tx.get(TrappanSession, place.session_id)
        if session is not None and session.began(work.now.tzinfo) >= work.now:
            _cancel(tx, session, place, words)


def _cancel(tx: Transaction, session: TrappanSession, place: TrappanAttendance, words: str) -> None:
    tx.update(replace(place, presence=Presence.CANCELLED, reason=words))
    others = stored.children_at(tx, place.session_id)
    if not any(each.presence is Presence.EXPECTED for each in others):
        tx.update(replace(session, attendance=SessionAttendance.CANCELLED_BY_US, reason=words))


def remind_of_age(work: Work, tx: Transaction, programme: TrappanProgramme) -> None:
    """Let the tasks of the eighteenth birthday follow the programme (T6)."""
    child = tx.get(Person, programme.child_id)
    remind(
        work,
        tx,
        of_age_reminders(programme, child.birth if child else None, today=work.today),
        rule=T6,
        cause=programme.id,
        case_id=programme.case_id,
    )


def _not_safe() -> Fault:
    return varna(
        "safety", "Det är inte klart att våldet upphört och barnet är skyddat.", "domain.md T2"
    )


def _move_faults(programme: TrappanProgramme, to: ProgrammeState) -> list[Fault]:
    if may_move(programme, to) and programme.state is not to:
        return []
    return [stopp("state", "Den ordningen finns inte för Trappan.", "domain.md 3.2")]
