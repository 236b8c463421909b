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


def summary(report: Report) -> tuple[str, ...]:
    """Write a short summary: sentences whose every number is one that the report prints.

    A sentence whose number is withheld is not written (disclosure.md 2, attack 14).
    """
    found: list[str] = []
    for part in report.highlights:
        value = report.cell(part.table, part.at).value
        if value is None:
            continue
        earlier = report.earlier(report.table(part.table), report.cell(part.table, part.at).at)
        sentence = f"{number(value)}{_NO_BREAK}{part.words}"
        if earlier is not None and report.before is not None:
            sentence += f" ({number(earlier)} {report.before.title})"
        found.append(f"{sentence}.")
    return tuple(found)


def trend(outcome: int | None, before: int | None) -> str:
    """Write how a figure has moved since the period before, or nothing."""
    if outcome is None or before is None:
        return ""
    if outcome == before:
        return f"oförändrat ({number(before)})"
    return f"{'upp' if outcome > before else 'ned'} från {number(before)}"


def goal_outcome(outcome: int | None, *, withheld: bool) -> str:
    """Write the outcome of an indicator."""
    if withheld:
        return WITHHELD
    return "–" if outcome is None else number(outcome)
