"""A report as a spreadsheet, for whoever reads with a screen reader or counts on.

Text is written as text and figures as numbers: nothing becomes a formula or a link, there is
no hidden sheet, and what is withheld is the sign ``..`` and nothing behind it.
"""

from datetime import datetime
from io import BytesIO
from itertools import product
from typing import Any, Final

from kvinnobyran.reports import words
from kvinnobyran.reports.sections import numbered
from kvinnobyran.statistics.tables import TOTAL, Audience, Cell, Report, Table
from kvinnobyran.statistics.withholding import PROTECTION

_OFFICE: Final = "Kvinnobyrån"
_LABEL_WIDTH: Final = 34
_COUNT_WIDTH: Final = 18
_TEXT_WIDTH: Final = 90


def report_xlsx(report: Report) -> bytes:
    """Return the report as XLSX bytes, made in memory."""
    from xlsxwriter import Workbook

    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        book.set_properties(
            {
                "title": f"Rapport {report.period}",
                "author": _OFFICE,
                "created": datetime(  # noqa: DTZ001 - the file's form has no time zone
                    report.made_on.year, report.made_on.month, report.made_on.day
                ),
            }
        )
        styles = _Styles(book)
        _front(book.add_worksheet("Rapport"), report, styles)
        if report.goals:
            _goals(book.add_worksheet("Mål"), report, styles)
        for index, table in numbered(report):
            sheet = book.add_worksheet(f"Tabell {index + 1}")
            _furnish(sheet, report)
            _table(sheet, report, index, table, styles)
        _definitions(book.add_worksheet("Så räknas det"), report, styles)
    return file.getvalue()


class _Styles:
    """The looks of cells."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.head_count = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "align": "right"}
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.label = book.add_format({})
        self.whole_label = book.add_format({"bold": True, "top": 1})
        self.count = book.add_format({"num_format": "#,##0", "align": "right"})
        self.whole = book.add_format(
            {"num_format": "#,##0", "align": "right", "bold": True, "top": 1}
        )
        self.muted = book.add_format({"font_color": "#59616B"})


def _furnish(sheet: Any, report: Report) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Set what every sheet prints: A4, page numbers, and the mark of an internal report."""
    a4 = 9
    sheet.set_paper(a4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{_OFFICE}, {report.period.title}&RSida &P av &N")
    if report.audience is Audience.INTERNAL:
        sheet.set_header(f"&C&B{words.INTERNAL_MARK}")


def _front(sheet: Any, report: Report, styles: _Styles) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write what the report is, and how its figures are protected."""
    _furnish(sheet, report)
    sheet.set_column(0, 0, _TEXT_WIDTH)
    sheet.write_string(0, 0, f"{report.title}, {report.period.title}", styles.title)
    internal = report.audience is Audience.INTERNAL
    lines = [
        f"{report.period.dates}, sammanställd {report.made_on.isoformat()}",
        *([words.INTERNAL_MARK] if internal else PROTECTION),
        *(
            f"{words.figure(report.cell(each.table, each.at))} {each.words}"
            for each in report.highlights
        ),
        *(f"{each.heading}: {each.text}" for each in report.texts),
        *words.summary(report),
        *(words.caption(index, table) for index, table in numbered(report)),
    ]
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line, styles.wrapped)


def _goals(sheet: Any, report: Report, styles: _Styles) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write the indicators of the year."""
    _furnish(sheet, report)
    sheet.set_column(0, 2, _LABEL_WIDTH)
    heads = ("Mål", "Indikator", "Så räknas det", "Målvärde", "Utfall", "Sedan förra perioden")
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, styles.head)
    for row, line in enumerate(report.goals, start=1):
        for column, text in enumerate((line.goal, line.words, line.definition)):
            sheet.write_string(row, column, text, styles.wrapped)
        if line.target is not None:
            sheet.write_number(row, 3, line.target, styles.count)
        if line.outcome is not None and not line.withheld:
            sheet.write_number(row, 4, line.outcome, styles.count)
        else:
            sheet.write_string(row, 4, words.goal_outcome(line), styles.count)
        sheet.write_string(row, 5, words.trend(line.outcome, line.before), styles.label)


def _table(sheet: Any, report: Report, index: int, table: Table, styles: _Styles) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write one table: the last dimension across when there are two or more."""
    down = table.dimensions[:-1] if len(table.dimensions) > 1 else table.dimensions
    across = table.dimensions[-1] if len(table.dimensions) > 1 else None
    columns = across.places if across else ()
    sheet.set_column(0, max(len(down) - 1, 0), _LABEL_WIDTH)
    sheet.set_column(max(len(down), 1), max(len(down), 1) + len(columns), _COUNT_WIDTH)
    sheet.write_string(0, 0, words.caption(index, table), styles.title)
    sheet.write_string(1, 0, words.base_line(report, table), styles.muted)
    head = 3
    first = max(len(down), 1)
    for column, dimension in enumerate(down):
        sheet.write_string(head, column, dimension.label, styles.head)
    heads = [place.label for place in columns] or [table.unit.capitalize()]
    for column, label in enumerate(heads, start=first):
        sheet.write_string(head, column, label, styles.head_count)
    row = head
    for places in product(*(dimension.places for dimension in down)):
        row += 1
        whole = all(place.id == TOTAL for place in places)
        label = styles.whole_label if whole else styles.label
        for column, place in enumerate(places):
            sheet.write_string(row, column, place.label, label)
        if not places:
            sheet.write_string(row, 0, "Totalt", label)
        at = {dimension.id: place.id for dimension, place in zip(down, places, strict=True)}
        cells = [table.cell({**at, across.id: place.id}) for place in columns] if across else []
        for column, cell in enumerate(cells or [table.cell(at)], start=first):
            _figure(sheet, row, column, cell, styles.whole if whole else styles.count)
    sheet.freeze_panes(head + 1, first)
    remarks = [words.LEGEND] if table.any_withheld else []
    for offset, remark in enumerate([*remarks, *([table.note] if table.note else [])], start=2):
        sheet.write_string(row + offset, 0, remark, styles.muted)


def _figure(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write a number, or the sign that it is withheld."""
    if cell.value is None:
        sheet.write_string(row, column, words.WITHHELD, style)
    else:
        sheet.write_number(row, column, cell.value, style)


def _definitions(sheet: Any, report: Report, styles: _Styles) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write what each table counts."""
    _furnish(sheet, report)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    sheet.write_string(0, 1, words.about_definitions(report), styles.wrapped)
    for row, (index, table) in enumerate(numbered(report), start=1):
        sheet.write_string(row, 0, words.caption(index, table), styles.wrapped)
        sheet.write_string(row, 1, table.definition, styles.wrapped)
