"""A report as one HTML page, for screen readers: headings, tables with heads, nothing else.

The same figures as on paper. No script, no style sheet from elsewhere, no picture.
"""

from html import escape
from itertools import product
from typing import Final

from kvinnobyran.reports import words
from kvinnobyran.reports.sections import numbered, sections
from kvinnobyran.statistics.tables import TOTAL, Audience, Cell, Report, Table
from kvinnobyran.statistics.withholding import PROTECTION, WITHHELD_TABLE

_SAID: Final = "antalet visas inte"
_STYLE: Final = (
    "body{font-family:sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;line-height:1.5}"
    "table{border-collapse:collapse;margin:0 0 2rem}"
    "th,td{padding:.2rem .8rem;border-bottom:1px solid #ccc;text-align:left}"
    "td{text-align:right}caption{text-align:left;font-weight:bold}"
)


def report_html(report: Report) -> bytes:
    """Return the report as UTF-8 HTML: the same report gives the same bytes."""
    title = escape(f"{report.title}, {report.period.title}")
    internal = report.audience is Audience.INTERNAL
    mark = f"<p><strong>{escape(words.INTERNAL_MARK)}</strong></p>" if internal else ""
    protection = "" if internal else _part("Så skyddas uppgifterna", " ".join(PROTECTION))
    parts = [
        f"<h1>{title}</h1>{mark}",
        f"<p>{report.period.dates}, sammanställd {report.made_on.isoformat()}.</p>",
        _part("Perioden i korthet", " ".join(words.summary(report))),
        protection,
        _goals(report),
        *(_part(each.heading, each.text) for each in report.texts),
        *(
            f"<h2>{escape(section.heading)}</h2>"
            + "".join(_table(report, each.place, each.table) for each in section.tables)
            for section in sections(report)
        ),
        f"<h2>Så räknas det</h2><p>{escape(words.about_definitions(report))}</p>",
        *(
            f"<h3>{escape(words.caption(index, table))}</h3><p>{escape(table.definition)}</p>"
            for index, table in numbered(report)
        ),
    ]
    return (
        f'<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    ).encode()


def _part(heading: str, text: str) -> str:
    if not text:
        return ""
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in text.split("\n") if each.strip())
    return f"<h2>{escape(heading)}</h2>{paragraphs}"


def _goals(report: Report) -> str:
    if not report.goals:
        return ""
    heads = "".join(
        f'<th scope="col">{each}</th>'
        for each in ("Mål", "Indikator", "Målvärde", "Utfall", "Sedan förra perioden")
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(line.goal)}</th><th scope="row">{escape(line.words)}</th>'
        f"<td>{'–' if line.target is None else words.number(line.target)}</td>"
        f"<td>{_SAID if line.withheld else words.goal_outcome(line)}</td>"
        f"<td>{words.trend(line.outcome, line.before)}</td></tr>"
        for line in report.goals
    )
    return (
        f"<h2>Mål och indikatorer</h2><table><caption>År {report.period.last.year}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _table(report: Report, index: int, table: Table) -> str:
    caption = escape(words.caption(index, table))
    if table.all_withheld:
        return f"<h3>{caption}</h3><p>{escape(WITHHELD_TABLE)}</p>"
    base = words.base_line(report, table)
    down = table.dimensions[:-1] if len(table.dimensions) > 1 else table.dimensions
    across = table.dimensions[-1] if len(table.dimensions) > 1 else None
    heads = [each.label for each in down] or [""]
    heads += [each.label for each in across.places] if across else [words.heading(table)]
    rows = []
    for places in product(*(dimension.places for dimension in down)):
        at = {dimension.id: place.id for dimension, place in zip(down, places, strict=True)}
        labels = [place.label for place in places] or ["Totalt"]
        cells = (
            [table.cell({**at, across.id: each.id}) for each in across.places]
            if across
            else [table.cell(at or {each.id: TOTAL for each in table.dimensions})]
        )
        rows.append(
            "<tr>"
            + "".join(f'<th scope="row">{escape(label)}</th>' for label in labels)
            + "".join(f"<td>{_figure(cell, table.unit)}</td>" for cell in cells)
            + "</tr>"
        )
    columns = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    note = f"<p>{escape(table.note)}</p>" if table.note else ""
    line = f"<p>{escape(base)}</p>" if base else ""
    return (
        f"<h3>{caption}</h3>{line}<table><caption>{caption}</caption>"
        f"<thead><tr>{columns}</tr></thead><tbody>{''.join(rows)}</tbody></table>{note}"
    )


def _figure(cell: Cell, unit: str) -> str:
    """Write a figure as it is read aloud."""
    return _SAID if cell.value is None else words.figure(cell, unit)
