"""The action plan on paper, for her: made in memory and without names. Imports ReportLab late.

The heading says nothing of whose plan it is; whoever finds the paper shall not understand
more than that somebody plans something (security.md section 7).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """What stands on the paper."""

    made_on: date
    mapping: str
    goals: Sequence[str]
    measures: Sequence[str]
    follow_up_on: date | None
    follow_up: str = ""


def action_plan_page(page: PlanPage) -> bytes:
    """Return the plan as PDF bytes."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer

    from kvinnobyran.reports.lettering import BODY, HEADING, SECTION, SMALL, text
    from kvinnobyran.reports.paper import paper

    story = [text("Min plan", HEADING), Spacer(0, 3 * mm)]
    follow = str(page.follow_up_on) if page.follow_up_on else ""
    for heading, lines in (
        ("Så är det nu", page.mapping.splitlines()),
        ("Dit vill jag", _numbered(page.goals)),
        ("Så gör vi", _numbered(page.measures)),
        ("Vi ser hur det har gått", [follow, *page.follow_up.splitlines()]),
    ):
        words = [line for line in lines if line.strip()]
        if words:
            story.append(text(heading, SECTION))
            story.extend(text(line, BODY) for line in words)
    story += [Spacer(0, 8 * mm), text(f"Gjord {page.made_on.isoformat()}", SMALL)]
    return paper(story)


def _numbered(lines: Sequence[str]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
