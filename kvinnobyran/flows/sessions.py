"""Sessions: planned one by one or in a series, held, cancelled or missed (G7, T8)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.effect import EffectDialogue
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import STARTED_STATES, Intervention
from kvinnobyran.domain.session import (
    CounsellingSession,
    Participant,
    SessionAttendance,
    may_become,
    series,
    session_faults,
)
from kvinnobyran.flows.concerns import note_concern
from kvinnobyran.flows.deceased import planning_faults
from kvinnobyran.flows.effect import dialogue_faults, remind_of_effect, write_dialogue
from kvinnobyran.flows.participants import at, seat, seat_faults
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import support

LONGEST_SERIES = 52


def save_session(
    work: Work,
    session: CounsellingSession,
    *,
    participants: Sequence[Participant] | None = None,
    effect: EffectDialogue | None = None,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> CounsellingSession:
    """Add a session or change one, with who was there and what she said of the effect (A4).

    ``participants`` None leaves them as they are. A concern opens its report the same day (T8).
    """
    intervention = work.database.get(Intervention, session.intervention_id)
    earlier = work.database.get(CounsellingSession, session.id)
    were = support.participants(work.database, session.id)
    there = were if participants is None else at(participants, session_id=session.id)
    taken = support.is_taken(work.database, session, _counsellor(work, intervention))
    # What was already settled when it was planned is not asked again.
    same_time = earlier is not None and _when(earlier) == _when(session)
    settle(
        [
            *_belonging_faults(work, session, intervention, earlier),
            *session_faults(session, today=work.today, overlaps=taken and not same_time),
            *(rule_faults(work, session, intervention)),
            *(
                seat_faults(
                    work.database,
                    intervention.case_id,
                    there,
                    known=were,
                    took_place=session.took_place,
                )
                if intervention
                else ()
            ),
            *(dialogue_faults(work, effect, intervention) if effect else ()),
        ],
        reasons,
    )
    with work.step("Samtal", reasons) as tx:
        put(tx, session, expect=expect)
        if participants is not None:
            seat(tx, support.participants(tx, session.id), there)
        newly = earlier is None or earlier.concern_check is not ConcernCheck.REPORTED
        if intervention and session.concern_check is ConcernCheck.REPORTED and newly:
            note_concern(work, tx, intervention.case_id)
        # Only what was held brings the next dialogue nearer.
        counts = session.took_place or (earlier is not None and earlier.took_place)
        if intervention and effect is None and counts:
            remind_of_effect(work, tx, intervention)
        if effect is not None:
            write_dialogue(work, tx, replace(effect, session_id=session.id))
    return session


def plan_series(
    work: Work,
    first: CounsellingSession,
    *,
    weeks: int,
    count: int,
    participants: Iterable[Participant] = (),
    reasons: Reasons = NO_REASONS,
) -> tuple[CounsellingSession, ...]:
    """Plan ``count`` sessions, every so many weeks at the same time, as one step.

    VARNA when the counsellor has something else on any of the days (G7).
    """
    require(
        1 <= count <= LONGEST_SERIES and 1 <= weeks <= LONGEST_SERIES,
        lambda: stopp("count", "En serie är 1 till 52 gånger, med 1 till 52 veckor emellan.", "ui"),
    )
    require(
        first.attendance is SessionAttendance.PLANNED,
        lambda: stopp(
            "attendance",
            "En serie ligger framåt i tiden. Skriv in samtalen när de har varit.",
            "domain.md G7",
        ),
    )
    intervention = work.database.get(Intervention, first.intervention_id)
    seats = at(tuple(participants), session_id=first.id)
    planned = series(first, weeks=weeks, count=count, ids=(new_id() for _ in range(count)))
    settle(
        [
            *_belonging_faults(work, first, intervention, None),
            *session_faults(first, today=work.today),
            *_past_faults(work, first),
            *_taken_faults(work, planned, intervention),
            *(
                seat_faults(work.database, intervention.case_id, seats, known=(), took_place=False)
                if intervention
                else ()
            ),
        ],
        reasons,
    )
    with work.step("Serie av samtal", reasons) as tx:
        for session in planned:
            tx.insert(session)
            for each in seats:
                tx.insert(replace(each, id=new_id(), session_id=session.id))
    return planned


def cancel_session(
    work: Work, session: CounsellingSession, attendance: SessionAttendance, reason: str
) -> CounsellingSession:
    """Cancel a planned session, or say that she did not come, with the reason."""
    return save_session(work, replace(session, attendance=attendance, reason=reason))


def rule_faults(
    work: Work, session: CounsellingSession, intervention: Intervention | None
) -> list[Fault]:
    """Return what the rules of the intervention's own kind say of a session."""
    rules = intervention.kind.session_rules if intervention else ()
    return [fault for rule in rules for fault in rule(session, work.today)]


def _when(session: CounsellingSession) -> tuple[object, ...]:
    return session.held_on, session.starts_at, session.minutes


def _counsellor(work: Work, intervention: Intervention | None) -> str:
    return (intervention.counsellor if intervention else "") or work.user


def _past_faults(work: Work, first: CounsellingSession) -> list[Fault]:
    if first.held_on < work.today:
        return [stopp("held_on", "En serie börjar idag eller senare.", "domain.md G7")]
    return []


def _taken_faults(
    work: Work, planned: Sequence[CounsellingSession], intervention: Intervention | None
) -> list[Fault]:
    """Say on how many of the days something else is planned (G7)."""
    counsellor = _counsellor(work, intervention)
    taken = sum(support.is_taken(work.database, each, counsellor) for each in planned)
    if not taken:
        return []
    days = "en av dagarna" if taken == 1 else f"{taken} av dagarna"
    return [varna("starts_at", f"Du har redan något annat den tiden {days}.", "domain.md G7")]


def _belonging_faults(
    work: Work,
    session: CounsellingSession,
    intervention: Intervention | None,
    earlier: CounsellingSession | None,
) -> list[Fault]:
    if earlier is not None and not may_become(earlier.attendance, session.attendance):
        return [
            stopp(
                "attendance",
                "Samtalet har redan ett svar. Planera ett nytt i stället.",
                "domain.md 3.1",
            )
        ]
    if intervention is None:
        return []
    case = work.database.get(Case, intervention.case_id)
    if earlier is None and case is not None and case.state is CaseState.CLOSED:
        return [
            stopp(
                "intervention_id",
                "Ärendet är avslutat. Öppna ett nytt ärende först.",
                "domain.md 3.2",
            )
        ]
    answered = earlier is None and session.attendance is not SessionAttendance.PLANNED
    if (session.took_place or answered) and intervention.state not in STARTED_STATES:
        return [
            stopp("intervention_id", "Insatsen har inte börjat. Starta den först.", "domain.md 3.2")
        ]
    if session.attendance is SessionAttendance.PLANNED:
        return list(planning_faults(work.database, intervention.case_id, "held_on"))
    return []
