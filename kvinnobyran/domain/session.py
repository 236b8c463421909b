"""One counselling or therapy session: planned, held, cancelled or missed (domain.md 3.1, G7)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

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


class Role(Code):
    """Who else was there, or was to be."""

    WOMAN = ("woman", "Kvinnan")
    CHILD = ("child", "Barn")
    OTHER = ("other", "Annan person")
    INTERPRETER = ("interpreter", "Tolk")
    AUTHORITY = ("authority", "Myndighet")


class Presence(Code):
    """Whether a participant came."""

    EXPECTED = ("expected", "Väntas")
    PRESENT = ("present", "Var med")
    CANCELLED = ("cancelled", "Meddelade förhinder")
    ABSENT = ("absent", "Kom inte")


TOOK_PLACE = frozenset({SessionAttendance.HELD, SessionAttendance.BROKEN_OFF})
CANCELLED = frozenset({SessionAttendance.CANCELLED_BY_HER, SessionAttendance.CANCELLED_BY_US})

_A = SessionAttendance
TRANSITIONS: dict[SessionAttendance, frozenset[SessionAttendance]] = {
    _A.PLANNED: frozenset(_A) - {_A.PLANNED},
    **{each: frozenset(_A) - {each, _A.PLANNED} for each in _A if each is not _A.PLANNED},
}
"""A planned session turns out in some way, and a slip in how can be put right; but what has
had its answer is never a plan again: a new day is a new session."""


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
    reason: str = ""
    interpreter: Interpreter = Interpreter.NOT_ASKED
    themes: frozenset[Theme] = frozenset()
    children_involved: bool = False
    concern_check: ConcernCheck | None = None
    concern_reason: str = ""

    @property
    def took_place(self) -> bool:
        """Tell whether they met, even if it was broken off."""
        return self.attendance in TOOK_PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody beside the counsellor at one session, or at one assessment call.

    ``person_id`` is somebody of hers whom the register knows; ``words`` is who else it was,
    never a full name. What somebody known is called is read where she or he is shown: nothing
    of it is written here, where protection would not reach it (S1).
    """

    id: str
    role: Role
    session_id: str | None = None
    assessment_call_id: str | None = None
    words: str = ""
    person_id: str | None = None
    presence: Presence = Presence.EXPECTED


def may_become(earlier: SessionAttendance, to: SessionAttendance) -> bool:
    """Tell whether a session may turn from one answer to another; staying is no step."""
    return to is earlier or to in TRANSITIONS[earlier]


def series(
    first: CounsellingSession, *, weeks: int, count: int, ids: Iterable[str]
) -> tuple[CounsellingSession, ...]:
    """Return ``count`` planned sessions, each ``weeks`` after the one before it.

    The first keeps its own id; the others take theirs from ``ids``.
    """
    following = zip(range(1, count), ids, strict=False)
    return (
        first,
        *(
            replace(first, id=own, held_on=first.held_on + timedelta(weeks=weeks * place))
            for place, own in following
        ),
    )


def session_faults(
    session: CounsellingSession, *, today: date, overlaps: bool = False
) -> tuple[Fault, ...]:
    """Check a session; ``overlaps`` tells that the counsellor has another one then (G7)."""
    faults: list[Fault] = []
    if not SHORTEST <= session.minutes <= LONGEST:
        faults.append(stopp("minutes", "Ett samtal är mellan 5 och 240 minuter.", "domain.md G7"))
    if session.took_place and session.held_on > today:
        faults.append(
            stopp("held_on", "Ett samtal i framtiden kan inte vara genomfört.", "domain.md G7")
        )
    if session.attendance is SessionAttendance.MISSED and session.held_on > today:
        faults.append(
            stopp("held_on", "Ett samtal i framtiden kan inte vara uteblivet.", "domain.md G7")
        )
    if overlaps:
        faults.append(varna("starts_at", "Du har redan något annat den tiden.", "domain.md G7"))
    if session.took_place:
        faults += check_faults(
            session.concern_check,
            session.concern_reason,
            children_involved=session.children_involved,
        )
    return tuple(faults)


def participant_faults(
    participants: Iterable[Participant], *, took_place: bool, hers: Collection[str]
) -> tuple[Fault, ...]:
    """Check who was there: nobody twice, each with an answer, and nobody of another case.

    ``took_place`` tells that the meeting has been; ``hers`` are the ids of those who stand
    around the woman.
    """
    found = tuple(participants)
    persons = [each.person_id for each in found if each.person_id is not None]
    faults: list[Fault] = []
    if len(set(persons)) != len(persons):
        faults.append(
            stopp("participants", "Samma person står två gånger bland deltagarna.", "domain.md 3.1")
        )
    if not set(persons) <= set(hers):
        faults.append(
            stopp(
                "participants",
                "En av deltagarna står inte i ärendet. Lägg till personen under Kontakter först.",
                "domain.md S1",
            )
        )
    if took_place and any(each.presence is Presence.EXPECTED for each in found):
        faults.append(
            stopp("participants", "Svara för varje deltagare om hen var med.", "domain.md 3.1")
        )
    return tuple(faults)
