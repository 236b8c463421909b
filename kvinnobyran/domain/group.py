"""Groups and what kinds of groups there are (domain.md A10, A12, A18; 3.1 "Grupp/omgång", G1-G6).

A kind of group is a row the office edits, not code: the next group needs none.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp

SHORTEST, LONGEST = 15, 480
"""Minutes of one meeting of a group."""
WEEKDAYS: Final = (
    "måndagar",
    "tisdagar",
    "onsdagar",
    "torsdagar",
    "fredagar",
    "lördagar",
    "söndagar",
)


class Venue(Code):
    """Where a group meets (A12)."""

    OWN = ("own", "Egna lokaler")
    BVC = ("bvc", "BVC")
    SOCIAL_SERVICES = ("social_services", "Socialtjänsten")
    MUNICIPALITY = ("municipality", "Kommun i länet")
    OTHER = ("other", "Annan plats")


class GroupState(Code):
    """The life of a group (domain.md 3.2)."""

    PLANNED = ("planned", "Planerad")
    INTAKE = ("intake", "Öppen för intag")
    ONGOING = ("ongoing", "Sluten/pågår")
    ENDED = ("ended", "Avslutad")
    CANCELLED = ("cancelled", "Inställd")


_S = GroupState
TRANSITIONS: dict[GroupState, frozenset[GroupState]] = {
    _S.PLANNED: frozenset({_S.INTAKE, _S.CANCELLED}),
    _S.INTAKE: frozenset({_S.ONGOING, _S.CANCELLED}),
    _S.ONGOING: frozenset({_S.ENDED}),
    _S.ENDED: frozenset(),
    _S.CANCELLED: frozenset(),
}
OVER: Final = frozenset({_S.ENDED, _S.CANCELLED})


class Role(Code):
    """As what somebody takes part (domain.md 3.1)."""

    MOTHER = ("mother", "Mamma")
    CHILD = ("child", "Barn")
    PARENT = ("parent", "Förälder")
    YOUTH = ("youth", "Ungdom")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupType:
    """A kind of group, as data.

    ``role`` is that of its adults. ``age_from`` and ``age_to`` are years on the day somebody
    begins, both included. ``child_to`` asks that a participant has a child of 0 to that age (G1).
    ``chapters`` are their titles in order, empty where there are none; ``themes`` are only
    suggested. ``a_year`` is how many meetings are aimed at. A type retires, it never vanishes.
    """

    id: str
    label: str
    about: str = ""
    role: Role = Role.PARENT
    closed: bool = True
    individually: bool = False
    seats: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    child_to: int | None = None
    single: bool = False
    violence: bool = False
    with_children: bool = False
    dinner: bool = False
    chapters: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    weekday: int | None = None
    starts_at: time | None = None
    minutes: int = 120
    a_year: int | None = None
    venue: Venue = Venue.OWN
    retired_on: date | None = None

    def chapter(self, number: int) -> str:
        """Return ``5. Vägen till trygghet``, or the number alone where there is no title."""
        title = self.chapters[number - 1] if 0 < number <= len(self.chapters) else ""
        return f"{number}. {title}" if title else f"{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group from its first to its last meeting; an individual course is one with one seat.

    ``leader`` and ``co_leader`` are users; ``external_leader`` is a name in words, of somebody
    who has no access to anything here (P2, G6). ``place`` says which BVC or municipality.
    """

    id: str
    type_id: str
    name: str
    state: GroupState = GroupState.PLANNED
    individual: bool = False
    starts_on: date
    ends_on: date | None = None
    weekday: int | None = None
    starts_at: time | None = None
    minutes: int = 120
    venue: Venue = Venue.OWN
    place: str = ""
    leader: str = ""
    co_leader: str = ""
    external_leader: str = ""
    seats: int | None = None
    end_reason: str = ""


def may_move(group: Group, to: GroupState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is group.state or to in TRANSITIONS[group.state]


def type_faults(kind: GroupType) -> tuple[Fault, ...]:
    """Check a kind of group."""
    faults: list[Fault] = []
    if not kind.label.strip():
        faults.append(stopp("label", "Skriv vad gruppen kallas.", "domain.md 3.1"))
    if not SHORTEST <= kind.minutes <= LONGEST:
        faults.append(_minutes())
    if kind.seats is not None and kind.seats < 1:
        faults.append(stopp("seats", "Minst en plats, eller lämna tomt.", "domain.md 3.1"))
    for name in ("age_from", "age_to", "child_to", "a_year"):
        value = getattr(kind, name)
        if value is not None and value < 0:
            faults.append(
                stopp(name, "Skriv ett tal från noll, eller lämna tomt.", "domain.md 3.1")
            )
    if kind.age_from is not None and kind.age_to is not None and kind.age_to < kind.age_from:
        faults.append(stopp("age_to", "Högsta åldern är lägre än den lägsta.", "domain.md 3.1"))
    faults += _weekday_faults(kind.weekday)
    if kind.role is Role.CHILD:
        faults.append(stopp("role", "Välj de vuxnas roll. Barnen följer med.", "domain.md R14"))
    if any(not title.strip() for title in kind.chapters):
        faults.append(stopp("chapters", "Ett kapitel saknar namn.", "domain.md A12"))
    return tuple(faults)


def group_faults(group: Group, kind: GroupType) -> tuple[Fault, ...]:
    """Check a group as its kind has it."""
    faults: list[Fault] = []
    if not group.name.strip():
        faults.append(stopp("name", "Skriv vad omgången kallas.", "domain.md 3.1"))
    if not SHORTEST <= group.minutes <= LONGEST:
        faults.append(_minutes())
    if group.seats is not None and group.seats < 1:
        faults.append(stopp("seats", "Minst en plats, eller lämna tomt.", "domain.md 3.1"))
    faults += _weekday_faults(group.weekday)
    if group.ends_on is not None and group.ends_on < group.starts_on:
        faults.append(stopp("ends_on", "Gruppen slutar innan den börjar.", "domain.md 3.1"))
    if group.individual and not kind.individually:
        faults.append(
            stopp("individual", "Den här sortens grupp ges inte enskilt.", "domain.md A12")
        )
    if group.state is _S.ENDED and group.ends_on is None:
        faults.append(stopp("ends_on", "Skriv vilken dag gruppen slutade.", "domain.md 3.1"))
    if group.state is _S.CANCELLED and not group.end_reason.strip():
        faults.append(stopp("end_reason", "Skriv varför gruppen ställs in.", "domain.md 3.1"))
    return tuple(faults)


def _minutes() -> Fault:
    return stopp("minutes", "Ett tillfälle är mellan 15 minuter och 8 timmar.", "domain.md 3.1")


def _weekday_faults(weekday: int | None) -> list[Fault]:
    if weekday is None or 0 <= weekday < len(WEEKDAYS):
        return []
    return [stopp("weekday", "Välj en veckodag.", "domain.md 3.1")]
