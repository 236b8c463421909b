"""What a reader of a whole report knows: its figures as unknowns that must fit together.

All tables are one riddle (disclosure.md 3.2 step 1): the same number in two tables is one
unknown, totals bind their parts, and some counts that are printed nowhere can still be
worked out (how many did *not*, how many had more than one, how many are outside a narrower
table). Those hidden relatives are unknowns too, so that they are protected like the rest.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import sqrt
from typing import Final

from kvinnobyran.statistics.tables import (
    SMALL,
    At,
    Key,
    MiscountError,
    Table,
    position,
)

NEVER_PRINTED: Final = 0.0
_TOTALS_ARE_DEAR: Final = 3.0
_DEEPEST: Final = 3


@dataclass(slots=True)
class Unknown:
    """One number. ``cost`` is what the reader loses if it is hidden; 0 if it is never printed."""

    value: int
    cost: float
    protected: bool
    hidden: bool


@dataclass(slots=True)
class Equation:
    """Numbers that add up to nothing: each unknown's place with its sign, +1 or -1.

    ``rest`` marks a total with its parts, where what is left for the hidden parts must not
    be small either (disclosure.md 3.2 step 4).
    """

    terms: tuple[tuple[int, int], ...]
    rest: bool = False


@dataclass(slots=True)
class Riddle:
    """All unknowns of a report, and every equation a reader can write down about them."""

    unknowns: list[Unknown] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    place: dict[Key, int] = field(default_factory=dict)
    of_table: dict[str, tuple[int, ...]] = field(default_factory=dict)
    touching: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, value: int, *, cost: float, protected: bool) -> int:
        """Put in one unknown and return its place. What is protected or unprinted is hidden."""
        hidden = protected or cost == NEVER_PRINTED
        self.unknowns.append(Unknown(value, cost, protected, hidden))
        return len(self.unknowns) - 1

    def bind(self, plus: Iterable[int], minus: Iterable[int], *, rest: bool = False) -> None:
        """Say that the ones add up to the others."""
        terms = (*((each, 1) for each in plus), *((each, -1) for each in minus))
        number = len(self.equations)
        self.equations.append(Equation(terms, rest))
        for each, sign in terms:
            self.touching.setdefault(each, []).append((number, sign))

    def remainder(self, whole: int, parts: Iterable[int]) -> None:
        """Bind what is left of a whole: never printed, and protected when it is small."""
        parts = tuple(parts)
        value = self.unknowns[whole].value - sum(self.unknowns[part].value for part in parts)
        left = self.add(value, cost=NEVER_PRINTED, protected=value < SMALL)
        self.bind((whole,), (*parts, left))


def riddle(tables: Iterable[Table]) -> Riddle:
    """Return what a reader can know of these exact tables.

    Tables that are not about persons and give no person count away are left out: they are
    printed as they are. Raises MiscountError when two tables disagree about one number.
    """
    known = {table.id: table for table in tables}
    result = Riddle()
    taken_up = [table for table in known.values() if table.persons or table.guard]
    for table in taken_up:
        _unknowns_of(table, known, result)
    for table in taken_up:
        _lines_of(table, result)
        if table.guard:
            _guard_of(table, known[table.guard], result)
    _narrower(taken_up, result)
    return result


def possible(table: Table) -> Callable[[At], bool]:
    """Return the test whether a place of the table can hold anybody, by definition."""
    impossible = {position(at) for at in table.impossible}
    return lambda at: position(at) not in impossible


def _unknowns_of(table: Table, known: dict[str, Table], result: Riddle) -> None:
    """Put in the cells of one table, unless another table had them already."""
    places = []
    for at in filter(possible(table), table.positions()):
        key, value = table.key(at), table.cell(at).value
        if value is None:
            raise MiscountError(table.id, "is no longer exact")
        if key not in result.place:
            counted = value if table.persons else known[table.guard].cell(at).value
            conditions = min(len(key[1]), _DEEPEST)
            result.place[key] = result.add(
                value,
                cost=1 + sqrt(value) + _TOTALS_ARE_DEAR * (_DEEPEST - conditions),
                protected=counted is None or counted < SMALL,
            )
        elif result.unknowns[result.place[key]].value != value:
            raise MiscountError(table.id, "disagrees with another table about one number")
        places.append(result.place[key])
    result.of_table[table.id] = tuple(places)


def _lines_of(table: Table, result: Riddle) -> None:
    """Bind totals to their parts, and bases to those who are and are not in a category."""
    can_be = possible(table)
    for dimension, at, places in table.lines():
        if not can_be(at):
            continue
        whole = result.place[table.key(at)]
        parts = [result.place[table.key(each)] for each in filter(can_be, places)]
        if not dimension.multiple:
            result.bind((whole,), parts, rest=True)
            continue
        for part in parts:
            result.remainder(whole, (part,))
        if dimension.covering:
            value = sum(result.unknowns[part].value for part in parts)
            value -= result.unknowns[whole].value
            mentions = result.add(value, cost=NEVER_PRINTED, protected=value < SMALL)
            result.bind(parts, (whole, mentions))


def _guard_of(table: Table, persons: Table, result: Riddle) -> None:
    """Say that everybody accounts for at least one occasion, and protect the ones beyond."""
    for at in filter(possible(table), table.positions()):
        result.remainder(result.place[table.key(at)], (result.place[persons.key(at)],))


def _narrower(tables: list[Table], result: Riddle) -> None:
    """Say that a narrower group is part of a wider one, and protect those outside it.

    Only for pairs that no table shows together, and only for the nearest wider group: what
    is farther away follows from these.
    """
    together = [{table.key(at) for at in table.positions()} for table in tables]
    keys = sorted(result.place, key=_reading_order)
    for narrow in keys:
        wider = [key for key in keys if key[0] == narrow[0] and key[1] < narrow[1]]
        for wide in wider:
            nearest = not any(wide[1] < other[1] for other in wider)
            if nearest and not any({wide, narrow} <= shown for shown in together):
                result.remainder(result.place[wide], (result.place[narrow],))


def _reading_order(key: Key) -> tuple[str, list[tuple[str, str]]]:
    """Sort keys alike in every run (disclosure.md 3.3, seeds and order)."""
    return key[0], sorted(key[1])
