"""A statement of participation on paper, made in memory. Imports ReportLab: import it late.

Without a sender it tells neither where she was nor why: only that she took part in a course.
"""

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from kvinnobyran.domain.participation import Statement
from kvinnobyran.reports.lettering import BODY, HEADING, SECTION, SMALL, TITLE, text
from kvinnobyran.reports.paper import paper


def participation(statement: Statement) -> bytes:
    """Return the statement as PDF bytes."""
    story = [
        text("Intyg", TITLE),
        Spacer(0, 6 * mm),
        text(statement.name, HEADING),
        text("har deltagit i", BODY),
        Spacer(0, 2 * mm),
        text(statement.course, HEADING),
        text("Tid", SECTION),
        text(f"{statement.first.isoformat()} till {statement.last.isoformat()}", BODY),
        text("Omfattning", SECTION),
        text(_extent(statement), BODY),
        Spacer(0, 24 * mm),
        text(statement.made_on.isoformat(), BODY),
        Spacer(0, 14 * mm),
        text("_" * 38, BODY),
        text("Kursledare", SMALL),
    ]
    if statement.sender:
        story += [Spacer(0, 6 * mm), text(statement.sender, BODY)]
    return paper(story)


def _extent(statement: Statement) -> str:
    times = "ett tillfälle" if statement.times == 1 else f"{statement.times} tillfällen"
    if not statement.chapters:
        return f"Närvarande vid {times}."
    if statement.whole:
        return f"Hela kursen, {statement.chapters} kapitel. Närvarande vid {times}."
    return f"{statement.taken} av {statement.chapters} kapitel. Närvarande vid {times}."
