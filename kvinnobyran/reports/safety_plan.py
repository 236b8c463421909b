"""A safety plan on paper, made in memory. Imports ReportLab: import it late.

Without names and without the code word, and the heading says nothing of what it is: whoever
finds the paper shall not understand it at a glance (security.md section 7).
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate, Spacer

from kvinnobyran.reports.lettering import BODY, HEADING, REGULAR, SECTION, load_fonts, text

TITLE: Final = "Att komma ihåg"
_SIDE: Final = 24 * mm


def safety_plan_sheet(parts: Mapping[str, str]) -> bytes:
    """Return the sheet as PDF bytes. ``parts`` are headings and texts in their order."""
    load_fonts()
    file = BytesIO()
    paper = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_SIDE,
        rightMargin=_SIDE,
        topMargin=_SIDE,
        bottomMargin=_SIDE,
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
    story = [text(TITLE, HEADING), Spacer(0, 4 * mm)]
    for heading, words in parts.items():
        story.append(text(heading, SECTION))
        story.extend(text(line, BODY) for line in words.splitlines() if line.strip())
    paper.build(story)
    return file.getvalue()
