"""A safety plan on paper, made in memory. Imports ReportLab: import it late.

Without names and without the code word, and the heading says nothing of what it is: whoever
finds the paper shall not understand it at a glance (security.md section 7).
"""

from collections.abc import Mapping
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from kvinnobyran.reports.lettering import BODY, HEADING, SECTION, text
from kvinnobyran.reports.paper import paper

TITLE: Final = "Att komma ihåg"


def safety_plan_sheet(parts: Mapping[str, str]) -> bytes:
    """Return the sheet as PDF bytes. ``parts`` are headings and texts in their order."""
    story = [text(TITLE, HEADING), Spacer(0, 4 * mm)]
    for heading, words in parts.items():
        story.append(text(heading, SECTION))
        story.extend(text(line, BODY) for line in words.splitlines() if line.strip())
    return paper(story)
