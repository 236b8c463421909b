"""What the purged leave behind in the figures, so that earlier statistics stay true (D4).

For each standing period (half-year, tertial, year) the tables of the office are counted before
and after a purge; the differences, summed over everybody who has ever been purged, are kept.
No row of one woman is left, and no combination that no table shows. Where she was alone in a
cell of age, municipality or children she is counted as unknown from then on.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

from kvinnobyran.statistics.period import Period, Span
from kvinnobyran.statistics.tables import TOTAL, At, Cell, Table
from kvinnobyran.store.reader import Reader

STANDING: Final = (Span.HALF, Span.TERTIAL, Span.YEAR)
COARSENED: Final = frozenset({"age", "municipality", "children_at_home", "housing"})
"""What tells who somebody is: a cell of one becomes unknown."""
_UNKNOWN: Final = "unknown"

Figures: TypeAlias = Counter[tuple[str, str, str]]
"""Period, table and cell (JSON) -> value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    of_table: str
    cell: str
    value: int


def periods(first: date, last: date) -> Iterator[Period]:
    """Yield every standing period that touches these days."""
    for span in STANDING:
        period = Period.containing(first, span)
        while period.first <= last:
            yield period
            period = period.following


def figures(period: Period, tables: Iterable[Table]) -> Figures:
    """Return every figure of the tables of one period that is not zero."""
    found: Figures = Counter()
    name = str(period)
    for table in tables:
        for cell in table.cells:
            if cell.value:
                found[name, table.id, place(cell.at)] = cell.value
    return found


def place(at: At) -> str:
    """Write where a cell stands."""
    return _written(tuple(at.items()))


@lru_cache(maxsize=16_384)
def _written(at: tuple[tuple[str, str], ...]) -> str:
    """Write it once: a purge asks for the same places in every standing period."""
    return json.dumps(dict(at), sort_keys=True, separators=(",", ":"))


def difference(before: Figures, after: Figures) -> Figures:
    """Return what is to be kept: what went from each figure, coarsened where it was alone."""
    left: Figures = Counter()
    for key in before | after:
        gone = before[key] - after[key]
        if gone:
            left[_coarse(key) if before[key] == 1 and gone == 1 else key] += gone
    return Counter({key: value for key, value in left.items() if value})


def _coarse(key: tuple[str, str, str]) -> tuple[str, str, str]:
    at = json.loads(key[2])
    for name, category in at.items():
        if name in COARSENED and category != TOTAL:
            at[name] = _UNKNOWN
    return key[0], key[1], place(at)


def with_purged(reader: Reader, period: Period, tables: Iterable[Table]) -> Iterator[Table]:
    """Yield the tables with what the purged add to them."""
    kept = {
        (row.of_table, row.cell): row.value
        for row in reader.all(
            _Row,
            "SELECT of_table, cell, value FROM counting_row WHERE period = ?",
            (str(period),),
        )
    }
    for table in tables:
        yield _added(table, kept) if kept else table


def _added(table: Table, kept: dict[tuple[str, str], int]) -> Table:
    cells = tuple(
        Cell(cell.at, max(0, cell.value + kept.get((table.id, place(cell.at)), 0)), cell.status)
        if cell.value is not None
        else cell
        for cell in table.cells
    )
    return table if cells == table.cells else replace(table, cells=cells)
