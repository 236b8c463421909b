"""Sessions of Trappan: one child, or brothers and sisters together (domain.md 3.1; T4, T5, T7, T8).

A session is one row, and each child that was there is another: two children who met together
are one session. What each told is in its own file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from kvinnobyran.domain.concern import ConcernCheck, check_faults
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.grounds import Verdict
from kvinnobyran.domain.session import (
    DEFAULT_MINUTES,
    LONGEST,
    SHORTEST,
    TOOK_PLACE,
    Presence,
    SessionAttendance,
    SessionForm,
)
from kvinnobyran.domain.trappan import (
    ENDED,
    STEP_OF,
    ProgrammeState,
    TrappanProgramme,
    TrappanStep,
)

_T4, _T5, _G7 = "domain.md T4", "domain.md T5", "domain.md G7"
_ANSWERED_LATER = frozenset({SessionAttendance.MISSED, *TOOK_PLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class TrappanSession:
    """One session. ``held_on`` is also the day a planned one is for."""

    id: str
    case_id: str
    held_on: date
    starts_at: time | None = None
    minutes: int = DEFAULT_MINUTES
    form: SessionForm = SessionForm.VISIT
    attendance: SessionAttendance = SessionAttendance.PLANNED
    reason: str = ""

    @property
    def took_place(self) -> bool:
        """Tell whether they met, even if it was broken off."""
        return self.attendance in TOOK_PLACE

    def began(self, zone: tzinfo | None) -> datetime:
        """Return the moment it began.

        Without a time it is the end of the day: what is not known to have been before a
        withdrawal was not.
        """
        return datetime.combine(self.held_on, self.starts_at or time(23, 59, 59), zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrappanAttendance:
    """One child at one session, with the step it was in and its own concern check (T8)."""

    id: str
    session_id: str
    programme_id: str
    step: TrappanStep
    presence: Presence = Presence.EXPECTED
    reason: str = ""
    concern_check: ConcernCheck | None = None
    concern_reason: str = ""


def trappan_session_faults(
    session: TrappanSession, children: Sequence[TrappanAttendance], *, today: date
) -> tuple[Fault, ...]:
    """Check a session and who was there, whatever their programmes say."""
    faults: list[Fault] = []
    if not SHORTEST <= session.minutes <= LONGEST:
        faults.append(stopp("minutes", "Ett samtal är mellan 5 och 240 minuter.", _G7))
    if session.attendance in _ANSWERED_LATER and session.held_on > today:
        faults.append(stopp("held_on", "Samtalet ligger i framtiden och har inget svar än.", _G7))
    if not children:
        faults.append(stopp("children", "Välj vilket barn samtalet är med.", "domain.md T7"))
    if len({each.programme_id for each in children}) != len(children):
        faults.append(stopp("children", "Samma barn står två gånger.", "domain.md T7"))
    if session.took_place:
        if any(each.presence is Presence.EXPECTED for each in children):
            faults.append(stopp("children", "Svara för varje barn om det var med.", _T4))
        elif not any(was_there(session, each) for each in children):
            faults.append(stopp("attendance", "Inget barn var med.", _T4))
        for each in children:
            faults += check_faults(
                each.concern_check,
                each.concern_reason,
                children_involved=each.presence is Presence.PRESENT,
            )
    return tuple(faults)


def was_there(session: TrappanSession, child: TrappanAttendance) -> bool:
    """Tell whether a child met us at a session."""
    return session.took_place and child.presence is Presence.PRESENT


def may_take_place(
    programme: TrappanProgramme,
    session: TrappanSession,
    step: TrappanStep,
    answer: Verdict,
    *,
    began: datetime,
) -> tuple[Fault, ...]:
    """Hold T4 and T5 for a session that is planned or was held, with one child.

    ``answer`` is the consent engine's for the moment the session ``began``. What began before
    a pause may still be written down after it.
    """
    state = programme.paused_from or programme.state
    if programme.paused_at is not None and began >= programme.paused_at:
        return (
            stopp(
                "attendance",
                "Trappan är pausad. Inget samtal kan planeras eller genomföras.",
                _T5,
            ),
        )
    if programme.state in ENDED and not (
        programme.ended_on and session.held_on <= programme.ended_on
    ):
        return (stopp("held_on", "Trappan är avslutad. Det blir inga fler samtal.", _T4),)
    if not answer.allowed:
        return (stopp("ground", answer.sentence, "domain.md T2"),)
    return _step_faults(programme, state, session, step)


def _step_faults(
    programme: TrappanProgramme, state: ProgrammeState, session: TrappanSession, step: TrappanStep
) -> tuple[Fault, ...]:
    first, last = programme.days(step)
    if last is not None and session.held_on > last:
        return (stopp("step", f"Steget {step.label} är klart. Välj steget som pågår.", _T4),)
    if session.took_place and (first is None or session.held_on < first):
        return (stopp("step", f"Steget {step.label} hade inte börjat den dagen.", _T4),)
    order = list(TrappanStep)
    current = STEP_OF.get(state)
    if first is None and current is not None and order.index(step) > order.index(current) + 1:
        return (stopp("step", "Stegen tas i ordning.", _T4),)
    if first is None and current is None and step is not TrappanStep.CONTACT:
        return (stopp("step", "Det första steget är Kontakt.", _T4),)
    return ()
