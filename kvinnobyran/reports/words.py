"""How figures are written in Swedish, alike on screen, on paper and in a spreadsheet."""

from typing import Final

from kvinnobyran.statistics.tables import Cell, Report, Table

WITHHELD: Final = ".."
"""The one sign for every figure that is kept back, whatever the reason (disclosure.md 5)."""

LEGEND: Final = f"{WITHHELD}  antalet visas inte"
INTERNAL_MARK: Final = "INTERN – FÅR INTE LÄMNAS UT"

_NO_BREAK: Final = "\u00a0"


def number(value: int) -> str:
    """Write a whole number with a no-break space between thousands: ``1 204``."""
    return f"{value:,}".replace(",", _NO_BREAK)


def figure(cell: Cell) -> str:
    """Write a cell: its number, or the sign that it is withheld."""
    return WITHHELD if cell.value is None else number(cell.value)


def share(percent: int | None) -> str:
    """Write a whole percentage with a no-break space before the sign, or nothing."""
    return "" if percent is None else f"{percent}{_NO_BREAK}%"


def base_line(report: Report, table: Table) -> str:
    """Write what a table's figures are of: "Av 41 bedömda, 6 ej frågade" (domain.md D11)."""
    parts = [
        f"{figure(report.cell(part.table, part.at))}{_NO_BREAK}{part.words}" for part in table.base
    ]
    return f"Av {', '.join(parts)}" if parts else ""


def caption(index: int, table: Table) -> str:
    """Write a table's caption; ``index`` counts from 0."""
    return f"Tabell {index + 1}. {table.title}"
