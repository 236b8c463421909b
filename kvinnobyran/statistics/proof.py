"""Checking, apart from the search, that what is about to be printed gives nothing away.

The test of disclosure.md 3.1 as it stands there: fill every table with the alternative
figures, withhold what the page withholds, and compare with the page. Nothing of the search
(reader, witness) is used, so a mistake there is caught here and the report is not printed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias

from kvinnobyran.statistics.tables import (
    SMALL,
    TOTAL,
    At,
    Cell,
    Key,
    MiscountError,
    Status,
    Table,
    position,
    shows_small,
)

Values: TypeAlias = Mapping[Key, int]

_REACH: Final = SMALL - 1


def holds(exact: Iterable[Table], page: Iterable[Table], alternatives: Iterable[Values]) -> bool:
    """Tell whether every small count of persons is kept by the page.

    ``exact`` are the true tables, ``page`` the same tables as they will be printed, and
    ``alternatives`` complete other figures, the true ones among them or not. True means:
    each alternative prints exactly like the page, no derived count in it is impossible, and
    every count below five that the page does not show can be 0 and can be at least four.
    """
    exact, page = tuple(exact), tuple(page)
    if [table.id for table in exact] != [table.id for table in page]:
        return False
    if any(map(shows_small, page)) or _shows_occasions_of_few(exact, page):
        return False
    truth = {table.key(cell.at): cell.value or 0 for table in exact for cell in table.cells}
    worlds = [truth]
    for alternative in alternatives:
        values = {**truth, **alternative}
        if not _prints_alike(exact, page, values):
            return False
        worlds.append(values)
    return all(_is_kept([count.among(values) for values in worlds]) for count in _counts(exact))


def _is_kept(seen: list[int]) -> bool:
    """Tell whether a count, the true one first, is large or can be 0 and at least four."""
    return min(seen) >= 0 and (seen[0] >= SMALL or (min(seen) == 0 and max(seen) >= _REACH))


def _shows_occasions_of_few(exact: tuple[Table, ...], page: tuple[Table, ...]) -> bool:
    """Tell whether the page shows occasions of a kind that fewer than five persons had."""
    persons = {table.id: table for table in exact if table.persons}
    return any(
        not cell.withheld and (persons[table.guard].cell(cell.at).value or 0) < SMALL
        for table in page
        if table.guard and not table.persons
        for cell in table.cells
        if position(cell.at) not in {position(at) for at in table.impossible}
    )


def _prints_alike(exact: tuple[Table, ...], page: tuple[Table, ...], values: Values) -> bool:
    """Fill the tables with other figures, withhold alike, and compare with the page."""
    for table, shown in zip(exact, page, strict=True):
        try:
            other = replace(
                table,
                cells=tuple(Cell(each.at, values[table.key(each.at)]) for each in table.cells),
            )
        except (MiscountError, ValueError, KeyError):
            return False
        withheld = {position(cell.at) for cell in shown.cells if cell.withheld}
        masked = tuple(
            Cell(cell.at, None, Status.SUPPRESSED) if position(cell.at) in withheld else cell
            for cell in other.cells
        )
        if replace(table, cells=masked) != shown:
            return False
    return True


class _Count(NamedTuple):
    """A count of persons that a reader can form: some figures less some others."""

    plus: tuple[Key, ...]
    minus: tuple[Key, ...] = ()

    def among(self, values: Values) -> int:
        """Return the count in one world."""
        return sum(values[key] for key in self.plus) - sum(values[key] for key in self.minus)


def _counts(tables: tuple[Table, ...]) -> set[_Count]:
    """Return every count of persons a reader can form."""
    persons = {table.id: table for table in tables if table.persons}
    occasions = [table for table in tables if table.guard and not table.persons]
    found: set[_Count] = set()
    for table in persons.values():
        nobody = {position(at) for at in table.impossible}
        found |= {_Count((table.key(at),)) for at in _somebody(table)}
        for dimension, at, places in table.lines():
            if not dimension.multiple or position(at) in nobody:
                continue
            whole = table.key(at)
            parts = tuple(table.key(each) for each in places if position(each) not in nobody)
            found |= {_Count((whole,), (key,)) for key in parts}
            if dimension.covering:
                found.add(_Count(parts, (whole,)))
    for table in occasions:
        behind = persons[table.guard]
        found |= {_Count((table.key(at),), (behind.key(at),)) for at in _somebody(table)}
    return found | _outsiders([*persons.values(), *occasions])


def _somebody(table: Table) -> list[At]:
    """Return the places of a table that can hold anybody, by definition."""
    nobody = {position(at) for at in table.impossible}
    return [at for at in table.positions() if position(at) not in nobody]


def _outsiders(tables: list[Table]) -> set[_Count]:
    """Return how many are in a wider group but not in the narrower one, across tables."""
    by_unit: dict[str, set[frozenset[tuple[str, str]]]] = {}
    for table in tables:
        for at in _somebody(table):
            unit, conditions = table.key(at)
            by_unit.setdefault(unit, set()).add(conditions)
    found: set[_Count] = set()
    for unit, groups in by_unit.items():
        for narrow in groups:
            wider = [each for each in groups if each < narrow]
            for wide in wider:
                if any(wide < each for each in wider):
                    continue
                if not any(_shows(table, wide) and _shows(table, narrow) for table in tables):
                    found.add(_Count(((unit, wide),), ((unit, narrow),)))
    return found


def _shows(table: Table, conditions: frozenset[tuple[str, str]]) -> bool:
    """Tell whether the table has a cell for the group with these conditions."""
    inherited = frozenset(table.within.items())
    places = {
        (dimension.id, category.id)
        for dimension in table.dimensions
        for category in dimension.categories
        if category.id != TOTAL
    }
    return inherited <= conditions and conditions - inherited <= places
