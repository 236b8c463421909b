"""A report as PDF: A4, embedded Inter, readable in greyscale, the same bytes every time."""

from kvinnobyran.statistics.tables import Report


def report_pdf(report: Report) -> bytes:
    """Return the report as a PDF, made in memory; nothing is written to disk."""
    from kvinnobyran.reports.booklet import booklet

    return booklet(report)
