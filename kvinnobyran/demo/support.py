"""Counselling and therapy in the fictitious office: offered, begun, held week by week."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from kvinnobyran.demo import closing, concerns, notes, words
from kvinnobyran.demo.cast import COUNSELLOR, THERAPIST
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    Intervention,
    InterventionState,
    Need,
    Purpose,
)
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance, SessionForm, Theme
from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.flows import interventions, sessions, tasks

_FORMS: Final = {
    SessionForm.VISIT: 74, SessionForm.PHONE: 12, SessionForm.VIDEO: 9, SessionForm.OUTDOORS: 3,
    SessionForm.APARTMENT: 2,
}  # fmt: skip
_ATTENDANCE: Final = {
    SessionAttendance.HELD: 80, SessionAttendance.MISSED: 7, SessionAttendance.CANCELLED_BY_HER: 8,
    SessionAttendance.CANCELLED_BY_US: 4, SessionAttendance.BROKEN_OFF: 1,
}  # fmt: skip


def offer(stage: Stage, now: datetime, case_id: str) -> None:
    """Offer counselling, or therapy, which has a queue; some decline."""
    dice = stage.dice
    case = stage.database.get(Case, case_id)
    if case is None or case.state is CaseState.CLOSED:
        return
    therapy = dice.chance(0.24)
    intervention = Intervention(
        id=new_id(),
        case_id=case_id,
        kind=THERAPY if therapy else COUNSELLING,
        method=dice.one(THERAPY.methods) if therapy else None,
        state=InterventionState.WAITING if therapy else InterventionState.OFFERED,
        counsellor=THERAPIST if therapy else COUNSELLOR,
        offered_on=now.date(),
    )
    interventions.save_intervention(stage.work(case.counsellor, now), intervention)
    wait = (14, 60) if therapy else (3, 14)
    stage.later(now, *wait, lambda then: _start(stage, then, intervention))


def _start(stage: Stage, now: datetime, intervention: Intervention) -> None:
    """Begin with an agreed purpose and the most acute needs, ranked."""
    dice, work = stage.dice, stage.work(intervention.counsellor, now)
    case = stage.database.get(Case, intervention.case_id)
    if case is None or case.state is CaseState.CLOSED:
        return
    if dice.chance(0.06):
        interventions.save_intervention(
            work, replace(intervention, state=InterventionState.DECLINED)
        )
        stage.later(now, 1, 10, lambda then: closing.close(
            stage, then, case.id, CloseReason.HER_WISH))  # fmt: skip
        return
    purposes = dice.each({Purpose.PREVENTION: 0.35, Purpose.KNOWLEDGE: 0.5})
    begun = interventions.start_intervention(
        work,
        replace(
            intervention,
            purposes=frozenset(purposes or (Purpose.PROCESSING,)),
            needs=dice.few(list(Need), dice.between(1, 3)),
            purpose_words=_own_words(case, dice.one(words.PURPOSES)),
        ),
        now.date(),
    )
    left = dice.between(3, 14) if begun.kind is COUNSELLING else dice.between(8, 26)
    _plan(stage, now, begun, left, days=(1, 7))


def _own_words(case: Case, said: str) -> str:
    """Return her words where they may be kept (A20)."""
    return said if allows(case.documentation, Kept.OWN_WORDS) else ""


def _plan(
    stage: Stage, now: datetime, intervention: Intervention, left: int, *, days: tuple[int, int]
) -> None:
    """Plan the next session, and let its day come."""
    case = stage.database.get(Case, intervention.case_id)
    if case is None or case.state is CaseState.CLOSED:
        return
    day = now.date() + timedelta(days=stage.dice.between(*days))
    moment = stage.agenda.free_hour(intervention.counsellor, day)
    planned = CounsellingSession(
        id=new_id(),
        intervention_id=intervention.id,
        held_on=moment.date(),
        starts_at=moment.time(),
        minutes=60,
        form=stage.dice.weighed(_FORMS),
    )
    sessions.save_session(stage.work(intervention.counsellor, now), planned)
    end = moment + timedelta(minutes=60)
    stage.agenda.at(end, lambda then: _meet(stage, then, intervention, planned, left))


def _meet(
    stage: Stage,
    now: datetime,
    intervention: Intervention,
    planned: CounsellingSession,
    left: int,
) -> None:
    """Let the session's day have come."""
    dice, user = stage.dice, intervention.counsellor
    case = stage.database.get(Case, intervention.case_id)
    if case is None or case.state is CaseState.CLOSED:
        return
    if stage.near_the_end(now, 3) and dice.chance(0.25):
        return  # nobody has written down how it went: "Blev det av?"
    session = _held(stage, planned)
    sessions.save_session(stage.work(user, now), session)
    if session.concern_check is ConcernCheck.REPORTED:
        concerns.follow(stage, now, case)
    if session.attendance is SessionAttendance.HELD:
        notes.write(stage, now, user, case, session)
        left -= 1
    if dice.chance(0.08):
        _remember(stage, now, user, case)
    if left > 0:
        rhythm = (5, 9) if intervention.kind is THERAPY else (6, 16)
        summer = now.date().month == 7  # the office rests in July
        days = (25, 38) if summer else rhythm
        _plan(stage, now, intervention, left, days=days)
    else:
        _end(stage, now, intervention, case)


def _held(stage: Stage, planned: CounsellingSession) -> CounsellingSession:
    """Return the session as it came to be."""
    dice = stage.dice
    attendance = dice.weighed(_ATTENDANCE)
    if attendance not in {SessionAttendance.HELD, SessionAttendance.BROKEN_OFF}:
        return replace(planned, attendance=attendance)
    children = dice.chance(0.22)
    check, reason = concerns.check(stage) if children else (None, "")
    if check is ConcernCheck.REPORTED and dice.chance(0.7):
        check = ConcernCheck.ALREADY_KNOWN
    return replace(
        planned,
        attendance=attendance,
        minutes=dice.weighed({60: 68, 45: 18, 50: 9, 30: 5}),
        themes=frozenset(dice.few(list(Theme), dice.between(1, 3))),
        children_involved=children,
        concern_check=check,
        concern_reason=reason,
    )


def _remember(stage: Stage, now: datetime, user: str, case: Case) -> None:
    """Write down something to do; most of it gets done."""
    dice = stage.dice
    task = tasks.save_task(
        stage.work(user, now),
        Task(
            id=new_id(),
            what=dice.one(words.TASKS),
            due_on=now.date() + timedelta(days=dice.between(2, 12)),
            assigned_to=user,
            case_id=case.id,
        ),
    )
    if not stage.near_the_end(now, 25) or dice.chance(0.5):
        stage.later(now, 2, 14, lambda then: _done(stage, then, user, task))


def _done(stage: Stage, now: datetime, user: str, task: Task) -> None:
    """Tick it off, unless that was done when the case was closed."""
    waiting = stage.database.get(Task, task.id)
    if waiting is not None and waiting.state is TaskState.OPEN:
        tasks.tick_off(stage.work(user, now), waiting)


def _end(stage: Stage, now: datetime, intervention: Intervention, case: Case) -> None:
    """End the intervention; then something else begins, the case rests, or it is closed."""
    dice, work = stage.dice, stage.work(intervention.counsellor, now)
    kept = dice.chance(0.8)
    interventions.end_intervention(
        work,
        intervention,
        InterventionState.COMPLETED if kept else InterventionState.BROKEN_OFF,
        ended_on=now.date(),
        end_reason="" if kept else "Hon ville inte fortsätta just nu",
    )
    follows = dice.weighed({"close": 72, "more": 14, "rest": 14})
    if follows == "more":
        stage.later(now, 3, 14, lambda then: offer(stage, then, case.id))
    elif follows == "rest":
        until = add_months(now.date(), 2)
        closing.rest(stage, now, case, until, then=lambda then: offer(stage, then, case.id))
    else:
        reason = closing.reason(stage, kept=kept)
        stage.later(now, 3, 25, lambda then: closing.close(stage, then, case.id, reason))
