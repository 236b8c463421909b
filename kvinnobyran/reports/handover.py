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
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer
    from reportlab.platypus import Table as PaperTable

    from kvinnobyran.reports.lettering import BODY, CELL, HEADING, LEAD, SECTION, text
    from kvinnobyran.reports.paper import paper

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
    return paper(story)
