"""The list is the registry: which other rooms have tables in the report, one line each.

A room writes a module with one function, ``tables(reader, period) -> Iterable[Table]``, that
counts exactly. What of it also goes to somebody outside the table says itself: ``outside=True``.
Figures that are not about persons (lessons, hours, nights of an apartment) then go as they are.
Figures about persons go through disclosure control, which needs to know who is behind them:
build such a table with :func:`counted`. Whatever says nothing stays inside.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Final

from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import BasePart, Dimension, Head, Table
from kvinnobyran.statistics.tally import Mark, cells
from kvinnobyran.store.reader import Reader

MAKERS: Final[tuple[str, ...]] = (
    "kvinnobyran.statistics.trappan_tables",
    "kvinnobyran.statistics.housing_tables",
    "kvinnobyran.statistics.group_tables",
    "kvinnobyran.statistics.school_tables",
)
"""Modules by their dotted names, in the order of the report; imported when a report is made."""


def made(reader: Reader, period: Period) -> Iterator[Table]:
    """Yield the tables of all rooms."""
    for name in MAKERS:
        yield from import_module(name).tables(reader, period)


def counted(  # noqa: PLR0913 - a table has as many parts
    heads: Iterable[Head],
    dimensions: tuple[Dimension, ...],
    *,
    id_: str,
    title: str,
    counts: str,
    unit: str,
    definition: str,
    within: Mapping[str, str] | None = None,
    base: tuple[BasePart, ...] = (),
    note: str = "",
    outside: bool = True,
    once: bool = False,
) -> Table:
    """Return the table of these persons (or contacts), each counted once in each cell.

    ``counts`` names whom, in English: tables with the same ``counts`` are of the same persons
    and are protected together ("trappan_children"). One ``who`` can have several heads, of
    different days: along a dimension that is ``multiple`` she is then in all their categories,
    along another in the first. ``once``: who is counted has one day by nature.
    """
    heads = tuple(sorted(heads, key=lambda head: (head.days[:1], head.who)))
    marks: dict[str, dict[str, str | frozenset[str]]] = {}
    for head in heads:
        mark = marks.setdefault(head.who, {})
        for dimension in dimensions:
            own = head.mark[dimension.id]
            if dimension.multiple:
                so_far = frozenset(mark.get(dimension.id, ()))
                mark[dimension.id] = so_far | ({own} if isinstance(own, str) else own)
            else:
                mark.setdefault(dimension.id, own)
    return Table(
        id=id_,
        title=title,
        counts=counts,
        unit=unit,
        dimensions=dimensions,
        cells=cells(dimensions, ((mark, 1) for mark in marks.values())),
        definition=definition,
        within=within or {},
        base=base,
        note=note,
        outside=outside,
        once=once,
        heads=heads,
    )


def summed(  # noqa: PLR0913 - a table has as many parts
    marks: Iterable[tuple[Mark, int]],
    dimensions: tuple[Dimension, ...],
    *,
    id_: str,
    title: str,
    unit: str,
    definition: str,
    counts: str = "",
    note: str = "",
    outside: bool = True,
) -> Table:
    """Return a table of what is no person: occasions, minutes, kronor, nights.

    ``counts`` is the table's own id where no other table counts the same.
    """
    return Table(
        id=id_,
        title=title,
        counts=counts or id_,
        unit=unit,
        persons=False,
        outside=outside,
        dimensions=dimensions,
        cells=cells(dimensions, marks),
        definition=definition,
        note=note,
    )


def slug(of: str, id_: str) -> str:
    """Name a row that the office has made as a category: it stays when others come and go."""
    return f"{of}_{id_[-8:]}"
