"""The handover in words: on the screen, and on paper without anything written freely."""

from collections.abc import Mapping, Sequence

from kvinnobyran.reports.handover import PaperLine
from kvinnobyran.store.handover import Handover, HandoverRow
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.today.lines import clock

RISKS, DATES, CALLS, TASKS = "Öppna risker", "Datum", "Lovade samtal", "Uppgifter"
_ICONS = {
    "concern_report": Icon.WARNING,
    "violence_exposure": Icon.WARNING,
    "risk_assessment": Icon.WARNING,
    "contact_ban": Icon.PROTECTED,
    "assessment_call": Icon.BOOKED,
    "counselling_session": Icon.SUPPORT,
    "trappan_session": Icon.SUPPORT,
    "authority_contact": Icon.VISIT,
    "support_case": Icon.CASES,
    "task": Icon.CLOCK,
}
OWN_WORDS = "Egen uppgift, texten finns i programmet"
"""What stands on paper for a task in somebody's own words: they may hold a name."""


def screen_line(row: HandoverRow) -> Line:
    """Return a row as the page shows it."""
    at = f" {clock(row.at)}" if row.at else ""
    return Line(
        key=row,
        text=row.what,
        detail=row.code or "Utan ärende",
        aside=f"{row.day}{at}",
        icon=_ICONS.get(row.table),
    )


def paper(found: Handover) -> Mapping[str, Sequence[PaperLine]]:
    """Return what is printed: codes, days and labels."""
    parts = {RISKS: found.risks, DATES: found.dates, CALLS: found.calls, TASKS: found.tasks}
    return {heading: [_paper_line(row) for row in rows] for heading, rows in parts.items()}


def period(found: Handover) -> str:
    """Return whose it is and for which days."""
    return f"{found.counsellor}, {found.first}–{found.last}"


def _paper_line(row: HandoverRow) -> PaperLine:
    at = f" {clock(row.at)}" if row.at else ""
    return PaperLine(row.code or "–", f"{row.day}{at}", OWN_WORDS if row.own else row.what)
