"""The handover on paper: codes, days and labels, made in memory. Imports ReportLab late."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class PaperLine(NamedTuple):
    """One line: a case's code, a day, and what. Never a name or free words."""

    code: str
    day: str
    what: str


def handover_page(period: str, parts: Mapping[str, Sequence[PaperLine]]) -> bytes:
    """Return the list as PDF bytes. ``parts`` are headings with their lines, in order."""
    from io import BytesIO

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as PaperTable

    from kvinnobyran.reports.lettering import BODY, CELL, HEADING, LEAD, REGULAR, SECTION, text

    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=24 * mm,
        rightMargin=24 * mm,
        topMargin=24 * mm,
        bottomMargin=20 * mm,
        title="Utskrift",
        author="",
        creator="",
        producer="",
        subject="",
        lang="sv",
        invariant=1,
        initialFontName=REGULAR,
        initialFontSize=BODY.fontSize,
    )
    story = [text("Överlämning", HEADING), text(period, LEAD), Spacer(0, 3 * mm)]
    for heading, lines in parts.items():
        story.append(text(heading, SECTION))
        if not lines:
            story.append(text("Inget.", BODY))
            continue
        rows = [
            [text(line.day, CELL), text(line.code, CELL), text(line.what, CELL)] for line in lines
        ]
        story.append(PaperTable(rows, colWidths=(38 * mm, 26 * mm, None), hAlign="LEFT"))
    document.build(story)
    return file.getvalue()
