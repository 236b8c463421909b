"""The evening on one sheet: who comes to dinner, and nothing that tells anybody more (5.7, G6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.group import Role
from kvinnobyran.domain.joining import span
from kvinnobyran.domain.volunteer import HelpKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One who is expected, as she is called on the list.

    ``with_name`` is the mother of a child, as she stands there; ``age`` a child's in words.
    """

    name: str
    role: Role
    age: str = ""
    allergies: str = ""
    with_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """A volunteer and what she does that evening."""

    name: str
    kind: HelpKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """All that the sheet says."""

    title: str
    day: date
    starts_at: time | None
    minutes: int
    theme: str = ""
    guests: tuple[Guest, ...] = ()
    leaders: tuple[str, ...] = ()
    helpers: tuple[Helper, ...] = ()

    @property
    def adults(self) -> tuple[Guest, ...]:
        """Return the mothers."""
        return tuple(each for each in self.guests if each.role is not Role.CHILD)

    @property
    def children(self) -> tuple[Guest, ...]:
        """Return the children."""
        return tuple(each for each in self.guests if each.role is Role.CHILD)

    @property
    def dinner(self) -> int:
        """Return how many plates are laid: everybody eats together (A10)."""
        return len(self.guests) + len(self.leaders) + len(self.helpers)

    @property
    def allergies(self) -> tuple[tuple[str, str], ...]:
        """Return what the kitchen must know, and whom it is for."""
        return tuple((each.name, each.allergies) for each in self.guests if each.allergies)


def age_words(birth: PartialDate | None, on: date) -> str:
    """Return ``6 år``, ``5–6 år`` or ``okänd ålder``; under one year in whole months is too fine.

    >>> age_words(PartialDate.from_stored("2020-05-01"), date(2027, 2, 1))
    '6 år'
    """
    if birth is None:
        return "okänd ålder"
    youngest, oldest = span(birth, on)
    if oldest < 0:
        return "inte född"
    return f"{oldest} år" if youngest == oldest else f"{youngest}–{oldest} år"


def apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return names that can be told apart: of two that are alike, the second gets a number.

    >>> apart(["Bo", "Ada", "Bo"])
    ('Bo', 'Ada', 'Bo 2')
    """
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(told)


def in_order(guests: Iterable[Guest]) -> tuple[Guest, ...]:
    """Return each mother with her children after her, as they sit down."""
    every = tuple(guests)
    adults = sorted((each for each in every if each.role is not Role.CHILD), key=_by_name)
    rows: list[Guest] = []
    for adult in adults:
        rows.append(adult)
        rows += sorted((each for each in every if _is_hers(each, adult)), key=_by_name)
    return (*rows, *sorted((each for each in every if each not in rows), key=_by_name))


def _by_name(guest: Guest) -> str:
    return guest.name.casefold()


def _is_hers(child: Guest, adult: Guest) -> bool:
    return child.role is Role.CHILD and child.with_name == adult.name
