"""Sessions of Trappan, alone or with brothers and sisters (T4, T5, T7, T8)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.session import SessionAttendance, may_become
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import (
    TrappanAttendance,
    TrappanSession,
    may_take_place,
    trappan_session_faults,
    was_there,
)
from kvinnobyran.flows.concerns import note_concern_for
from kvinnobyran.flows.trappan_pause import remind_of_age
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.support import is_taken
from kvinnobyran.store.transaction import Transaction

LONGEST_SERIES: Final = 20
"""No programme is planned longer than that in one go (L5: at most ten talks)."""


def save_trappan_session(
    work: Work,
    session: TrappanSession,
    children: Sequence[TrappanAttendance],
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> TrappanSession:
    """Plan a session or say how it went, with each child's own answers.

    A concern for a child opens one report the same day, about those it is for (T8). What was
    planned before a pause and is now cancelled is not written over.
    """
    children = [replace(each, session_id=session.id) for each in children]
    earlier = work.database.get(TrappanSession, session.id)
    known = {each.id: each for each in stored.children_at(work.database, session.id)}
    faults = [
        *_life_faults(earlier, session),
        *trappan_session_faults(session, children, today=work.today),
    ]
    for each in children:
        faults += _child_faults(work, session, each)
    same_time = earlier is not None and _when(earlier) == _when(session)
    if not same_time:
        faults += _taken_faults(work, [session], children)
    settle(faults, reasons)
    with work.step("Trappansamtal", reasons) as tx:
        put(tx, session, expect=expect)
        for gone in known.keys() - {each.id for each in children}:
            tx.delete(known[gone])
        for each in children:
            put(tx, each)
        _follow_up(work, tx, session, children, known)
    return session


def plan_trappan_series(
    work: Work,
    first: TrappanSession,
    children: Sequence[TrappanAttendance],
    *,
    weeks: int,
    count: int,
    reasons: Reasons = NO_REASONS,
) -> tuple[TrappanSession, ...]:
    """Plan ``count`` sessions, every so many weeks at the same time, as one step.

    VARNA when the counsellor has something else on any of the days (G7). STOPP for a day on
    which there will be no ground any more (T2).
    """
    require(
        1 <= count <= LONGEST_SERIES and 1 <= weeks <= LONGEST_SERIES,
        lambda: stopp("count", f"Högst {LONGEST_SERIES} gånger i taget.", "ui"),
    )
    require(
        first.attendance is SessionAttendance.PLANNED,
        lambda: stopp(
            "attendance",
            "En serie ligger framåt i tiden. Skriv in samtalen när de har varit.",
            "domain.md G7",
        ),
    )
    require(
        work.database.get(TrappanSession, first.id) is None,
        lambda: stopp("count", "Samtalet är redan planerat. En serie börjar med ett nytt.", "ui"),
    )
    planned = [
        replace(first, id=new_id(), held_on=first.held_on + timedelta(weeks=weeks * place))
        if place
        else first
        for place in range(count)
    ]
    faults = list(trappan_session_faults(first, children, today=work.today))
    for session in planned:
        for each in children:
            faults += _child_faults(work, session, each)
    faults += _taken_faults(work, planned, children)
    settle(list(dict.fromkeys(faults)), reasons)
    with work.step("Serie av Trappansamtal", reasons) as tx:
        for session in planned:
            put(tx, session)
            for each in children:
                own = each.id if session is first else new_id()
                put(tx, replace(each, id=own, session_id=session.id))
    return tuple(planned)


def _taken_faults(
    work: Work, planned: Sequence[TrappanSession], children: Sequence[TrappanAttendance]
) -> list[Fault]:
    """Warn when whoever holds the sessions has something else at any of the times (G7)."""
    programmes = (work.database.get(TrappanProgramme, each.programme_id) for each in children)
    holders = {each.counsellor for each in programmes if each is not None}
    own = [each.id for each in planned]
    wanted = [
        each for each in planned if each.took_place or each.attendance is SessionAttendance.PLANNED
    ]
    if not any(
        is_taken(work.database, each, holder, but=own) for each in wanted for holder in holders
    ):
        return []
    return [varna("starts_at", "Du har redan något annat den tiden.", "domain.md G7")]


def _when(session: TrappanSession) -> tuple[object, ...]:
    return session.held_on, session.starts_at, session.minutes


def _follow_up(
    work: Work,
    tx: Transaction,
    session: TrappanSession,
    children: Sequence[TrappanAttendance],
    known: dict[str, TrappanAttendance],
) -> None:
    """Open the report of a new concern, and keep the tasks of the birthdays in step."""
    concerned: list[str] = []
    for each in children:
        programme = tx.get(TrappanProgramme, each.programme_id)
        if programme is None:
            continue
        remind_of_age(work, tx, programme)
        before = known.get(each.id)
        newly = before is None or before.concern_check is not ConcernCheck.REPORTED
        if each.concern_check is ConcernCheck.REPORTED and newly:
            concerned.append(programme.child_id)
    if concerned:
        note_concern_for(work, tx, session.case_id, concerned)


def _child_faults(work: Work, session: TrappanSession, child: TrappanAttendance) -> list[Fault]:
    """Hold what the child's own programme and consent say of the session."""
    programme = work.database.get(TrappanProgramme, child.programme_id)
    if programme is None or programme.case_id != session.case_id:
        return [stopp("children", "Barnet har inte Trappan i ärendet.", "domain.md T7")]
    planned = session.attendance is SessionAttendance.PLANNED
    if not (planned or was_there(session, child)):
        return []
    began = session.began(work.now.tzinfo)
    answer = stored.verdict_for(work.database, programme.child_id, session.held_on, before=began)
    return list(may_take_place(programme, session, child.step, answer, began=began))


def _life_faults(earlier: TrappanSession | None, session: TrappanSession) -> list[Fault]:
    if earlier is None or may_become(earlier.attendance, session.attendance):
        return []
    return [
        stopp(
            "attendance",
            "Samtalet har redan ett svar. Planera ett nytt i stället.",
            "domain.md 3.1",
        )
    ]
