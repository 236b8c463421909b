"""Goals of the year beside what became of them (domain.md R4, R12), from printed figures only.

An indicator can point at any figure of the report: ``table/dimension=category/…``, where a
dimension that is left out means its total.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kvinnobyran.domain.indicator import Indicator
from kvinnobyran.statistics.tables import TOTAL, At, Earlier, GoalLine, Table, position


class Choice(NamedTuple):
    """One figure that an indicator can point at: how it is kept, and how its row is called."""

    figure: str
    words: str


def choices(table: Table) -> Iterator[Choice]:
    """Yield every figure of a table, the whole first."""
    places = sorted(table.positions(), key=lambda at: sum(each != TOTAL for each in at.values()))
    for at in places:
        said = [
            place.label
            for each in table.dimensions
            for place in each.categories
            if place.id == at[each.id]
        ]
        yield Choice(figure_of(table, at), " · ".join(said) or "Totalt")


def figure_of(table: Table, at: At) -> str:
    """Write which figure of the report this is."""
    parts = [f"{each.id}={at[each.id]}" for each in table.dimensions if at[each.id] != TOTAL]
    return "/".join((table.id, *parts))


def table_of(figure: str) -> str:
    """Return the id of the table that a figure is in."""
    return figure.partition("/")[0]


def goal_lines(
    indicators: Iterable[Indicator], tables: Iterable[Table], before: Earlier | None
) -> tuple[GoalLine, ...]:
    """Return the lines; a figure that the report withholds is withheld here as well."""
    known = {table.id: table for table in tables}
    return tuple(_line(each, known, before) for each in indicators)


def _line(indicator: Indicator, known: dict[str, Table], before: Earlier | None) -> GoalLine:
    outcome, withheld, earlier = indicator.outcome, False, None
    name = table_of(indicator.figure)
    places = indicator.figure[len(name) :]
    table = known.get(name)
    if table is not None:
        at = dict(place.split("=", 1) for place in places.split("/") if "=" in place)
        try:
            cell = table.cell(at)
        except KeyError:
            cell = None
        if cell is not None:
            outcome, withheld = cell.value, cell.withheld
            figures = before.figures.get(name, {}) if before else {}
            earlier = figures.get(position(cell.at))
    return GoalLine(
        indicator.goal,
        indicator.words,
        indicator.definition,
        indicator.target,
        outcome,
        withheld,
        earlier,
    )
