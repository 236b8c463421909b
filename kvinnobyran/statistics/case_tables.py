"""Tables of cases: what was opened, what was closed, and, apart from those, what is open."""

from typing import Final

from kvinnobyran.domain.case import CloseReason, Regime
from kvinnobyran.statistics import rows
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Category, Dimension, Table
from kvinnobyran.statistics.tally import NOT_STATED, categories, cells, ones, stated

BEGINNINGS: Final = Dimension(
    id="beginning",
    label="Ärendet",
    categories=(
        Category("first", "Första ärendet"),
        Category("again", "Tidigare ärende eller kontakt"),
    ),
)
REASONS: Final = Dimension(
    id="close_reason", label="Orsak", categories=(*categories(CloseReason), NOT_STATED)
)
_REGIMES: Final = Dimension(id="regime", label="Regim", categories=categories(Regime))


def opened(found: list[rows.CaseRow], period: Period) -> Table:
    """Count the cases that were opened in the period."""
    return Table(
        id="cases_opened",
        title="Öppnade ärenden",
        counts="cases_opened",
        unit="ärenden",
        dimensions=(BEGINNINGS,),
        cells=cells(
            (BEGINNINGS,),
            ones({"beginning": beginning(row)} for row in found if row.opened_on in period),
        ),
        definition="Ärenden som öppnades i perioden. En kvinna som kommer tillbaka får ett nytt "
        "ärende.",
    )


def beginning(row: rows.CaseRow) -> str:
    """Return whether she has been here before."""
    return "again" if row.continues else "first"


def closed(found: list[rows.CaseRow], period: Period) -> Table:
    """Count the cases that were closed in the period by reason."""
    return Table(
        id="cases_closed",
        title="Avslutade ärenden efter orsak",
        counts="cases_closed",
        unit="ärenden",
        dimensions=(REASONS,),
        cells=cells(
            (REASONS,),
            ones(
                {"close_reason": stated(row.close_reason)}
                for row in found
                if row.closed_on is not None and row.closed_on in period
            ),
        ),
        definition="Ärenden som avslutades i perioden, efter orsaken.",
    )


def open_at_the_end(found: list[rows.CaseRow], period: Period) -> Table:
    """Count the cases that were open when the period's last day was over: a stock, not a flow."""
    return Table(
        id="cases_open_at_end",
        title="Öppna ärenden den sista dagen",
        counts="cases_open",
        unit="ärenden",
        dimensions=(_REGIMES,),
        cells=cells(
            (_REGIMES,),
            ones(
                {"regime": row.regime.value}
                for row in found
                if row.closed_on is None or row.closed_on > period.last
            ),
        ),
        definition="Ärenden som var öppna när periodens sista dag var slut. Det är en bild av en "
        "dag och ska inte jämföras med hur många som öppnades eller avslutades.",
    )
