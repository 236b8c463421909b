"""What a report is made of: tables of counts with their totals, labels and definitions.

One engine counts, and screen, PDF, spreadsheet and JSON all show these same values. A figure
in running text (the base of a table) is never a number of its own but points at a cell, so
that no sentence can say what a table withholds (disclosure.md 2, attack 14).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import chain, product
from typing import Final, NamedTuple, TypeAlias

from kvinnobyran.domain.codes import Code
from kvinnobyran.statistics.period import Period

TOTAL: Final = "total"
"""The category of a total, in every dimension."""

SMALL: Final = 5
"""Counts below this are never printed for somebody outside (disclosure.md 3.3)."""

SHARE_FROM: Final = 20
"""A percentage is printed only of a base of at least this many (disclosure.md 3.2 step 9)."""


class MiscountError(ValueError):
    """A table that cannot be true: our own bug. Names the table, never a figure."""

    def __init__(self, table: str, why: str) -> None:
        super().__init__(f"The table {table} {why}.")


class Status(StrEnum):
    """How a cell may be read."""

    EXACT = "exact"
    SUPPRESSED = "suppressed"
    ROUNDED = "rounded"


class Audience(Code):
    """For whom a report is made."""

    EXTERNAL = ("external", "Extern")
    INTERNAL = ("internal", "Intern")


At: TypeAlias = Mapping[str, str]
"""Where a cell is: dimension id to category id, for every dimension of its table."""

Position: TypeAlias = frozenset[tuple[str, str]]
"""The same, in a form that can be looked up."""

Key: TypeAlias = tuple[str, Position]
"""What a cell counts: the unit, and everything the counted have in common."""


@dataclass(frozen=True, slots=True)
class Category:
    """One row or column: ``id`` in English snake_case for JSON, ``label`` Swedish for the page."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One variable of a table; its total is implied and not listed among ``categories``.

    ``multiple`` means that one and the same woman can be in several categories (forms of
    violence): the total is then the base, not the sum. ``covering`` says that everybody in
    the base is in at least one category; it matters only for a ``multiple`` dimension.

    ``of`` names another dimension that this one shows coarser: each of its categories then
    stands for those that ``groups`` lists for it, in the same order.
    """

    id: str
    label: str
    categories: tuple[Category, ...]
    total_label: str = "Totalt"
    multiple: bool = False
    covering: bool = False
    of: str = ""
    groups: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse doubled categories and a category that is called like the total."""
        ids = [category.id for category in self.categories]
        if TOTAL in ids or len(set(ids)) != len(ids):
            raise ValueError("A dimension's categories are distinct, and none is the total.")

    @property
    def places(self) -> tuple[Category, ...]:
        """All categories, and the total last."""
        return (*self.categories, Category(TOTAL, self.total_label))


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. ``value`` is None exactly when ``status`` is suppressed."""

    at: At
    value: int | None
    status: Status = Status.EXACT

    def __post_init__(self) -> None:
        """Refuse a withheld cell that still carries its value, and a negative count."""
        if (self.value is None) != (self.status is Status.SUPPRESSED):
            raise ValueError("A cell has a value exactly when it is not withheld.")
        if self.value is not None and self.value < 0:
            raise ValueError("A count is never negative.")

    @property
    def withheld(self) -> bool:
        """Tell whether the figure is kept back."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class BasePart:
    """One figure of a table's base line, e.g. 41 "bedömda": points at a cell of the report."""

    words: str
    table: str
    at: At


class Head(NamedTuple):
    """One person or contact behind a table: ``who`` (an id, never printed), when, and as what.

    ``mark`` gives for each dimension of the table her category, or categories, on these days.
    """

    who: str
    days: tuple[date, ...]
    mark: Mapping[str, str | frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A complete table: one cell for each combination of places, totals included.

    ``counts`` names the unit in English ("women", "inquiries", "sessions", "minutes"),
    ``unit`` in Swedish. ``definition`` is the text under "Så räknas det". ``persons`` says
    that figures are about persons, or so near them (inquiries, calls) that they must be
    protected alike.

    ``within`` names what everybody counted here has in common, as dimension id to category
    id: forms of violence are counted among women *within* ``{"assessment": "assessed"}``.
    A cell is recognised as the same number in two tables by ``counts`` together with
    ``within`` and its categories, so these ids must mean the same in all tables.

    ``guard`` names the table of persons behind a table that is not about persons (sessions
    per kind is guarded by women per kind); both have the same dimensions and every person
    there accounts for at least one here. ``impossible`` lists combinations that cannot occur
    by definition, never because none happened to occur; they are shown as an exact 0.

    ``outside`` says that the table also goes to somebody outside, ``heads`` who is behind it;
    without them a table about persons stays inside (disclosure.md 3.2 step 1). ``once``: who is
    counted has one day by nature (a contact, a call), never several as a woman can.

    ``apart`` says that the rows are figures of their own (a mean, a median) and no parts of
    the total.

    ``note`` and ``definition`` are fixed texts and hold no figure of the period.
    """

    id: str
    title: str
    counts: str
    unit: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    definition: str
    base: tuple[BasePart, ...] = ()
    note: str = ""
    persons: bool = True
    within: At = field(default_factory=dict)
    guard: str = ""
    impossible: tuple[At, ...] = ()
    outside: bool = False
    once: bool = False
    apart: bool = False
    heads: tuple[Head, ...] = field(default=(), repr=False, compare=False)
    _index: dict[Position, Cell] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a table with a cell missing, doubled or out of place, or that does not add up."""
        index = {position(cell.at): cell for cell in self.cells}
        if len(index) != len(self.cells) or index.keys() != _frame(self.dimensions).places:
            raise MiscountError(self.id, "lacks a cell or has one too many")
        object.__setattr__(self, "_index", index)
        if not self.apart and not self._adds_up():
            raise MiscountError(self.id, "does not add up")

    def positions(self) -> Iterable[At]:
        """Yield every place of the table in reading order, totals last."""
        return _positions(self.dimensions)

    def cell(self, at: At) -> Cell:
        """Return the cell at this place; a dimension left out means its total.

        Raises KeyError for a place that the table does not have.
        """
        if found := self._index.get(position(at)):
            return found
        unknown = set(at) - {dimension.id for dimension in self.dimensions}
        if unknown:
            raise KeyError("The table has no such dimension.")
        whole = {dimension.id: TOTAL for dimension in self.dimensions}
        return self._index[position({**whole, **at})]

    def key(self, at: At) -> Key:
        """Return what the cell counts: the same key in two tables is the same number."""
        conditions = {name: value for name, value in at.items() if value != TOTAL}
        return self.counts, frozenset({**self.within, **conditions}.items())

    @property
    def total(self) -> Cell:
        """The cell that counts everybody in the table."""
        return self.cell({})

    @property
    def all_withheld(self) -> bool:
        """Tell whether no figure at all can be shown."""
        return all(cell.withheld for cell in self.cells)

    @property
    def any_withheld(self) -> bool:
        """Tell whether some figure is kept back."""
        return any(cell.withheld for cell in self.cells)

    def lines(self) -> Iterable[tuple[Dimension, At, tuple[At, ...]]]:
        """Yield each total's place with the places of its parts, along every dimension."""
        for dimension in self.dimensions:
            for at in self.positions():
                if at[dimension.id] == TOTAL:
                    yield (
                        dimension,
                        at,
                        tuple({**at, dimension.id: each.id} for each in dimension.categories),
                    )

    def _adds_up(self) -> bool:
        """Tell whether totals fit their parts, as far as nothing is withheld."""
        value = {place: cell.value for place, cell in self._index.items()}
        for dimension, whole, places in _frame(self.dimensions).lines:
            total = value[whole]
            if total is None:
                continue
            known = [part for part in map(value.__getitem__, places) if part is not None]
            if dimension.multiple:
                short = dimension.covering and len(known) == len(places) and sum(known) < total
                fits = not short and all(part <= total for part in known)
            else:
                fits = sum(known) <= total and (len(known) < len(places) or sum(known) == total)
            if not fits:
                return False
        return True

    def share(self, at: At) -> int | None:
        """Return a whole percentage of the total along the first dimension, or None.

        Only from printed counts, and only of a base of at least :data:`SHARE_FROM`
        (disclosure.md 3.2 step 9); halves are rounded up. What is no part has no share.
        """
        if self.apart:
            return None
        part = self.cell(at)
        whole = self.cell({**at, self.dimensions[0].id: TOTAL}) if self.dimensions else part
        if part.value is None or whole.value is None or whole.value < SHARE_FROM:
            return None
        return (200 * part.value + whole.value) // (2 * whole.value)


class Passage(NamedTuple):
    """A text of the report with its heading: lessons, trends (domain.md R9)."""

    heading: str
    text: str


class GoalLine(NamedTuple):
    """One indicator of the year as it is printed (domain.md R4, R12).

    ``outcome`` and ``before`` (the period before) are None where there is no figure;
    ``withheld`` tells that there is one that is kept back.
    """

    goal: str
    words: str
    definition: str
    target: int | None
    outcome: int | None
    withheld: bool
    before: int | None


class Earlier(NamedTuple):
    """The printed figures of the period before, to compare with."""

    title: str
    figures: Mapping[str, Mapping[Position, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report. ``made_on`` is given by the caller: nothing here reads a clock.

    ``highlights`` are the figures of "Perioden i korthet"; like a base they point at cells.
    A report for somebody outside is only made by ``withholding.for_audience``; the check here
    is a second lock, not the protection itself.
    """

    period: Period
    audience: Audience
    tables: tuple[Table, ...]
    made_on: date
    title: str = "Verksamhetsrapport"
    highlights: tuple[BasePart, ...] = ()
    texts: tuple[Passage, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    before: Earlier | None = None
    definitions: str = ""

    def __post_init__(self) -> None:
        """Refuse doubled tables, a base that points nowhere, and small figures for outside."""
        if len({table.id for table in self.tables}) != len(self.tables):
            raise ValueError("Two tables of a report have the same id.")
        for part in chain(self.highlights, *(table.base for table in self.tables)):
            self.cell(part.table, part.at)
        if self.audience is Audience.EXTERNAL and any(map(shows_small, self.tables)):
            raise ValueError("A report for outside shows a figure that must be withheld.")

    def table(self, table: str) -> Table:
        """Return the table with this id. Raises KeyError when there is none."""
        for each in self.tables:
            if each.id == table:
                return each
        raise KeyError("The report has no such table.")

    def cell(self, table: str, at: At) -> Cell:
        """Return one cell of one table. Raises KeyError for a place that does not exist."""
        return self.table(table).cell(at)

    def earlier(self, table: Table, at: At) -> int | None:
        """Return the printed figure of the period before, if there is one."""
        figures = self.before.figures.get(table.id, {}) if self.before else {}
        return figures.get(position(at))


def printed(report: Report) -> Earlier:
    """Return what a report prints, for the next one to compare with."""
    return Earlier(
        report.period.title,
        {
            table.id: {
                position(cell.at): cell.value for cell in table.cells if cell.value is not None
            }
            for table in report.tables
        },
    )


def position(at: At) -> Position:
    """Return a place in a form that can be looked up."""
    return frozenset(at.items())


def _positions(dimensions: tuple[Dimension, ...]) -> Iterable[At]:
    ids = [dimension.id for dimension in dimensions]
    for categories in product(*(dimension.places for dimension in dimensions)):
        yield dict(zip(ids, (category.id for category in categories), strict=True))


class _Frame(NamedTuple):
    """What tables with the same dimensions have in common: their places, and what adds up."""

    places: frozenset[Position]
    lines: tuple[tuple[Dimension, Position, tuple[Position, ...]], ...]


@lru_cache(maxsize=256)
def _frame(dimensions: tuple[Dimension, ...]) -> _Frame:
    """Return the frame of these dimensions; a report is checked some hundred times over."""
    places = [*_positions(dimensions)]
    return _Frame(
        frozenset(map(position, places)),
        tuple(
            (
                dimension,
                position(at),
                tuple(position({**at, dimension.id: each.id}) for each in dimension.categories),
            )
            for dimension in dimensions
            for at in places
            if at[dimension.id] == TOTAL
        ),
    )


def shows_small(table: Table) -> bool:
    """Tell whether a table about persons shows a count below :data:`SMALL`."""
    impossible = {position(at) for at in table.impossible}
    return table.persons and any(
        cell.value is not None and cell.value < SMALL and position(cell.at) not in impossible
        for cell in table.cells
    )
