"""Pages to hand over: a dataclass in, PDF, spreadsheet or JSON bytes out; no SQL, no Qt.

Everything is made in memory. ReportLab, XlsxWriter and pdfium are imported when a page is
made and not before, so that knowing this package costs the window's start nothing.
"""

from enum import StrEnum
from typing import assert_never

from kvinnobyran.statistics.tables import Audience, Report


class Format(StrEnum):
    """What kind of file a report becomes; the value is its ending."""

    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"
    HTML = "html"


def make(report: Report, form: Format) -> bytes:
    """Return the report as a file. The same report gives the same bytes every time."""
    match form:
        case Format.PDF:
            from kvinnobyran.reports.pdf import report_pdf

            return report_pdf(report)
        case Format.XLSX:
            from kvinnobyran.reports.xlsx import report_xlsx

            return report_xlsx(report)
        case Format.JSON:
            from kvinnobyran.reports.json import report_json

            return report_json(report)
        case Format.HTML:
            from kvinnobyran.reports.html import report_html

            return report_html(report)
        case _:
            assert_never(form)


def file_name(report: Report, form: Format) -> str:
    """Return a neutral name for the file: it says the period and whether it must stay inside."""
    inside = "-intern" if report.audience is Audience.INTERNAL else ""
    return f"rapport-{report.period}{inside}.{form}"
