"""From marked rows to a whole table: every total is counted from the same rows as its parts.

A mark says, for each dimension, in which category a row belongs (or categories, where one
woman can be in several). Nothing is added up afterwards, so parts and totals cannot disagree.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import product
from typing import Final, TypeAlias

from kvinnobyran.domain.codes import Code
from kvinnobyran.statistics.tables import TOTAL, Category, Cell, Dimension

Mark: TypeAlias = Mapping[str, str | frozenset[str]]
"""Dimension id to the category, or to the categories, of one counted row."""

NOT_STATED: Final = Category("not_stated", "Ej angivet")


def categories(codes: type[Code], *, but: Iterable[Code] = ()) -> tuple[Category, ...]:
    """Return a closed list as categories, in the list's own order."""
    left_out = frozenset(but)
    return tuple(Category(code.value, code.label) for code in codes if code not in left_out)


def stated(code: Enum | None) -> str:
    """Return the category of an optional code: its value, or "not stated"."""
    return NOT_STATED.id if code is None else str(code.value)


def values(codes: Iterable[Code]) -> frozenset[str]:
    """Return the categories of a set of codes."""
    return frozenset(code.value for code in codes)


def cells(dimensions: tuple[Dimension, ...], marks: Iterable[tuple[Mark, int]]) -> tuple[Cell, ...]:
    """Count marked rows, each with its weight (1, or its minutes), into every cell."""
    sums: Counter[tuple[str, ...]] = Counter()
    for mark, weight in marks:
        places = (_places(mark[dimension.id]) for dimension in dimensions)
        for place in product(*places):
            sums[place] += weight
    ids = tuple(dimension.id for dimension in dimensions)
    wanted = product(*([each.id for each in dimension.places] for dimension in dimensions))
    return tuple(Cell(dict(zip(ids, place, strict=True)), sums[place]) for place in wanted)


def ones(marks: Iterable[Mark]) -> Iterable[tuple[Mark, int]]:
    """Weigh every row alike."""
    return ((mark, 1) for mark in marks)


def _places(mark: str | frozenset[str]) -> tuple[str, ...]:
    return (mark, TOTAL) if isinstance(mark, str) else (*sorted(mark), TOTAL)
