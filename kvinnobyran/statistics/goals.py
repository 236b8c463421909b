"""Goals of the year beside what became of them (domain.md R4, R12), from printed figures only."""

from collections.abc import Iterable

from kvinnobyran.domain.indicator import Indicator
from kvinnobyran.statistics.tables import Earlier, GoalLine, Table, position


def goal_lines(
    indicators: Iterable[Indicator], tables: Iterable[Table], before: Earlier | None
) -> tuple[GoalLine, ...]:
    """Return the lines; a figure that the report withholds is withheld here as well."""
    known = {table.id: table for table in tables}
    return tuple(_line(each, known, before) for each in indicators)


def _line(indicator: Indicator, known: dict[str, Table], before: Earlier | None) -> GoalLine:
    outcome, withheld, earlier = indicator.outcome, False, None
    name, _slash, places = indicator.figure.partition("/")
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
