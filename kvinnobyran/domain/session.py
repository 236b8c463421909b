"""One counselling or therapy session: planned, held, cancelled or missed (domain.md 3.1, G7)."""

from dataclasses import dataclass
from datetime import date, time

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.concern import ConcernCheck, check_faults
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.person import Interpreter

DEFAULT_MINUTES = 60
SHORTEST, LONGEST = 5, 240
"""Minutes of a session (domain.md G7)."""


class SessionForm(Code):
    """Where and how they met."""

    VISIT = ("visit", "Besök")
    PHONE = ("phone", "Telefon")
    VIDEO = ("video", "Video")
    APARTMENT = ("apartment", "Hembesök i lägenheten")
    OUTDOORS = ("outdoors", "Ute")


class SessionAttendance(Code):
    """Whether the session took place; only held ones are counted as sessions (scenario 4)."""

    PLANNED = ("planned", "Planerat")
    HELD = ("held", "Genomfört")
    CANCELLED_BY_HER = ("cancelled_by_her", "Avbokat av kvinnan")
    CANCELLED_BY_US = ("cancelled_by_us", "Avbokat av oss")
    MISSED = ("missed", "Uteblivet")
    BROKEN_OFF = ("broken_off", "Avbrutet")


class Theme(Code):
    """What the session was about."""

    MECHANISMS = ("mechanisms", "Våldets mekanismer")
    BREAK_UP = ("break_up", "Uppbrottet")
    TIMELINE = ("timeline", "Tidslinje")
    CHILDREN = ("children", "Barnen")
    LEGAL = ("legal", "Rättsprocess")
    CUSTODY = ("custody", "Vårdnad/umgänge")
    ECONOMY = ("economy", "Ekonomi")
    HOUSING = ("housing", "Boende")
    SAFETY = ("safety", "Trygghet/säkerhet")
    OWN_PATTERNS = ("own_patterns", "Egna mönster")


@dataclass(frozen=True, slots=True, kw_only=True)
class CounsellingSession:
    """One session of an intervention. ``held_on`` is also the day a planned one is for."""

    id: str
    intervention_id: str
    held_on: date
    starts_at: time | None = None
    minutes: int = DEFAULT_MINUTES
    form: SessionForm = SessionForm.VISIT
    attendance: SessionAttendance = SessionAttendance.PLANNED
    interpreter: Interpreter = Interpreter.NOT_ASKED
    themes: frozenset[Theme] = frozenset()
    children_involved: bool = False
    concern_check: ConcernCheck | None = None
    concern_reason: str = ""


def session_faults(
    session: CounsellingSession, *, today: date, overlaps: bool = False
) -> tuple[Fault, ...]:
    """Check a session; ``overlaps`` tells that the counsellor has another one then (G7)."""
    faults: list[Fault] = []
    took_place = session.attendance in {SessionAttendance.HELD, SessionAttendance.BROKEN_OFF}
    if not SHORTEST <= session.minutes <= LONGEST:
        faults.append(stopp("minutes", "Ett samtal är mellan 5 och 240 minuter.", "domain.md G7"))
    if took_place and session.held_on > today:
        faults.append(
            stopp("held_on", "Ett samtal i framtiden kan inte vara genomfört.", "domain.md G7")
        )
    if session.attendance is SessionAttendance.MISSED and session.held_on > today:
        faults.append(
            stopp("held_on", "Ett samtal i framtiden kan inte vara uteblivet.", "domain.md G7")
        )
    if overlaps:
        faults.append(varna("starts_at", "Du har redan ett samtal den tiden.", "domain.md G7"))
    if took_place:
        faults += check_faults(
            session.concern_check,
            session.concern_reason,
            children_involved=session.children_involved,
        )
    return tuple(faults)
