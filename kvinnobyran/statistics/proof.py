"""Checking, apart from the search, that what is about to be printed gives nothing away.

The test of disclosure.md 3.1 as it stands there: fill every table with the alternative
figures, withhold what the page withholds, and compare with the page. Nothing of the search
(reader, witness) is used, so a mistake there is caught here and the report is not printed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from kvinnobyran.statistics.tables import (
    SMALL,
    TOTAL,
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
    ranges = {name: [count] for name, count in _counts(exact, truth)}
    for alternative in alternatives:
        values = {**truth, **alternative}
        if not _prints_alike(exact, page, values):
            return False
        for name, count in _counts(exact, values):
            ranges[name].append(count)
    return all(
        min(seen) >= 0 and (seen[0] >= SMALL or (min(seen) == 0 and max(seen) >= _REACH))
        for seen in ranges.values()
    )


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


def _counts(tables: tuple[Table, ...], values: Values) -> Iterator[tuple[object, int]]:
    """Yield every count of persons a reader can form, with a name that is always the same."""
    persons = {table.id: table for table in tables if table.persons}
    occasions = [table for table in tables if table.guard and not table.persons]
    for table in persons.values():
        nobody = {position(at) for at in table.impossible}
        for at in table.positions():
            if position(at) not in nobody:
                yield ("in", table.key(at)), values[table.key(at)]
        for dimension, at, places in table.lines():
            if not dimension.multiple or position(at) in nobody:
                continue
            whole = values[table.key(at)]
            parts = [table.key(each) for each in places if position(each) not in nobody]
            for key in parts:
                yield ("not in", key, table.key(at)), whole - values[key]
            if dimension.covering:
                mentions = sum(values[key] for key in parts)
                yield ("in more than one", table.id, table.key(at)), mentions - whole
    for table in occasions:
        nobody = {position(at) for at in table.impossible}
        for at in table.positions():
            if position(at) not in nobody:
                key = persons[table.guard].key(at)
                yield ("beyond the first", table.key(at)), values[table.key(at)] - values[key]
    yield from _outsiders([*persons.values(), *occasions], values)


def _outsiders(tables: list[Table], values: Values) -> Iterator[tuple[object, int]]:
    """Yield how many are in a wider group but not in the narrower one, across tables."""
    by_unit: dict[str, set[frozenset[tuple[str, str]]]] = {}
    for table in tables:
        nobody = {position(at) for at in table.impossible}
        for at in table.positions():
            if position(at) not in nobody:
                unit, conditions = table.key(at)
                by_unit.setdefault(unit, set()).add(conditions)
    for unit, groups in by_unit.items():
        for narrow in groups:
            wider = [each for each in groups if each < narrow]
            for wide in wider:
                if any(wide < each for each in wider):
                    continue
                if not any(_shows(table, wide) and _shows(table, narrow) for table in tables):
                    outside = values[unit, wide] - values[unit, narrow]
                    yield ("outside", unit, wide, narrow), outside


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
