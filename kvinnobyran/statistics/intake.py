"""How women live when they come, and how that changes over time (domain.md A23, seed 002)."""

from collections.abc import Iterable, Iterator
from typing import Final

from kvinnobyran.domain.assessment import HousingSituation
from kvinnobyran.statistics import purged, reading, rows
from kvinnobyran.statistics.period import Period, PeriodUnreadable, Span
from kvinnobyran.statistics.tables import Category, Dimension, Table
from kvinnobyran.statistics.tally import categories, cells, ones
from kvinnobyran.store.reader import Reader

HOUSING: Final = Dimension(
    id="housing", label="Boende när hon kom", categories=categories(HousingSituation)
)
PERIODS: Final = 5
"""How many periods the table over time holds, the report's own last."""
_DEFINITION: Final = (
    "Ärenden vars första genomförda bedömningssamtal ligger i perioden, efter hur hon bodde då. "
    "Det första svaret i ärendet gäller. Ej frågat är inte detsamma som vet ej."
)


def housing(found: Iterable[rows.IntakeRow], period: Period) -> Table:
    """Count the cases whose first assessment call is in the period, by how she lived then."""
    return Table(
        id="housing_at_intake",
        title="Boende när stödet började",
        counts="intakes",
        unit="ärenden",
        dimensions=(HOUSING,),
        cells=cells(
            (HOUSING,), ones({HOUSING.id: row.housing.value} for row in found if row.day in period)
        ),
        definition=_DEFINITION,
    )


def over_time(reader: Reader, period: Period) -> Iterator[Table]:
    """Yield the same figures of the periods before, side by side; days of one's own have none."""
    if period.span is Span.OWN:
        return
    periods = _until(period)
    when = Dimension(
        id="intake_period",
        label="Period",
        categories=tuple(
            Category(f"period_{place}", str(each)) for place, each in enumerate(periods)
        ),
        total_label="Alla",
    )
    intakes = reading.intakes(reader, period.last)
    marks = (
        ({when.id: column.id, HOUSING.id: cell.at[HOUSING.id]}, cell.value or 0)
        for column, each in zip(when.categories, periods, strict=True)
        for (table,) in [tuple(purged.with_purged(reader, each, [housing(intakes, each)]))]
        for cell in table.cells[:-1]
    )
    yield Table(
        id="housing_over_time",
        title="Boende när stödet började, period för period",
        counts="intakes_over_time",
        unit="ärenden",
        dimensions=(HOUSING, when),
        cells=cells((HOUSING, when), marks),
        definition=_DEFINITION,
    )


def _until(period: Period) -> list[Period]:
    """Return the report's period and those before it, the oldest first."""
    found = [period]
    while len(found) < PERIODS:
        try:
            found.insert(0, found[0].previous)
        except PeriodUnreadable:
            break
    return found
