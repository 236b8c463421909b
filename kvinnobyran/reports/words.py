"""How figures are written in Swedish, alike on screen, on paper and in a spreadsheet."""

from typing import Final

from kvinnobyran.statistics.tables import At, Cell, GoalLine, Report, Table

WITHHELD: Final = ".."
"""The one sign for every figure that is kept back, whatever the reason (disclosure.md 5)."""

LEGEND: Final = f"{WITHHELD}  antalet visas inte"
INTERNAL_MARK: Final = "INTERN – FÅR INTE LÄMNAS UT"

MINUTES: Final = "minuter"
"""The unit that is counted whole and read as hours."""

_NO_BREAK: Final = "\u00a0"


def number(value: int) -> str:
    """Write a whole number with a no-break space between thousands: ``1 204``."""
    return f"{value:,}".replace(",", _NO_BREAK)


def amount(value: int, unit: str) -> str:
    """Write so much of a unit: minutes as hours and minutes, everything else as its number."""
    if unit != MINUTES:
        return number(value)
    hours, minutes = divmod(value, 60)
    parts = [f"{number(hours)}{_NO_BREAK}tim"] * bool(hours or not minutes)
    parts += [f"{minutes}{_NO_BREAK}min"] * bool(minutes)
    return _NO_BREAK.join(parts)


def figure(cell: Cell, unit: str = "") -> str:
    """Write a cell of a table of this unit, or the sign that it is withheld."""
    return WITHHELD if cell.value is None else amount(cell.value, unit)


def heading(table: Table) -> str:
    """Write what stands over a column of figures."""
    return "Tid" if table.unit == MINUTES else table.unit.capitalize()


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


_SENTENCES: Final[tuple[tuple[str, tuple[tuple[str, At], ...]], ...]] = (
    ("{} förfrågningar kom in.", (("inquiries", {}),)),
    (
        "{} unika kvinnor kom till Kvinnobyrån, och {} av dem hade samtal i en insats.",
        (("women", {}), ("women", {"contact": "support"})),
    ),
    ("{} bedömningssamtal och {} andra samtal genomfördes.",
     (("assessment_calls", {"call_state": "held"}), ("sessions_held", {}))),
    ("Grupperna träffades {} gånger.", (("group_meetings", {"group_meeting_state": "held"}),)),
    ("{} klasser hade lektion.", (("lesson_classes", {}),)),
    ("Volontärer gav {} av sin tid.", (("volunteer_minutes", {}),)),
    ("Den tiden är värd {} kronor som egen insats.", (("volunteer_worth", {}),)),
)  # fmt: skip
"""The summary: each sentence with the printed figures that it is made of."""


def summary(report: Report) -> tuple[str, ...]:
    """Write a short summary: sentences whose every number is one that the report prints.

    A sentence whose number is withheld, or too small for its plural, is not written
    (disclosure.md 2, attack 14).
    """
    known = {table.id: table for table in report.tables}
    found: list[str] = []
    for sentence, parts in _SENTENCES:
        if any(name not in known for name, _at in parts):
            continue
        figures = [(known[name].cell(at).value, known[name].unit) for name, at in parts]
        if all(value is not None and value > 1 for value, _unit in figures):
            found.append(sentence.format(*(amount(value or 0, unit) for value, unit in figures)))
    return tuple(found)


def trend(outcome: int | None, before: int | None) -> str:
    """Write how a figure has moved since the period before, or nothing."""
    if outcome is None or before is None:
        return ""
    if outcome == before:
        return f"oförändrat ({number(before)})"
    return f"{'upp' if outcome > before else 'ned'} från {number(before)}"


def goal_outcome(line: GoalLine) -> str:
    """Write the outcome of an indicator, beside what was aimed at: "13 av 26"."""
    if line.withheld:
        return WITHHELD
    if line.outcome is None:
        return "–"
    of = "" if line.target is None else f"{_NO_BREAK}av{_NO_BREAK}{number(line.target)}"
    return f"{number(line.outcome)}{of}"


def about_definitions(report: Report) -> str:
    """Write what holds for every definition, with their version."""
    version = f" Definitionernas version: {report.definitions}." if report.definitions else ""
    return (
        f"Alla uppgifter gäller {report.period.title}, {report.period.dates}, om inget annat sägs. "
        "Andel är av tabellens total och visas när totalen är minst 20."
        f"{version}"
    )
