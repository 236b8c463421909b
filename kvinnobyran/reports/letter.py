"""A letter as the counsellor wrote it, on one template of two. Import it late.

Where the whereabouts are secret the paper has neither sender nor place nor day, and its
properties say nothing either (domain.md S3, ``paper.py``).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

OFFICE: Final = "Kvinnobyrån"
HIDDEN_WORDS: Final = "Utan avsändare, plats och dag."
SHOWN_WORDS: Final = "Med vårt namn och dagen."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """What stands on the paper. ``hidden``: no sender, and no day either."""

    text: str
    hidden: bool
    made_on: date


def letter(page: LetterPage) -> bytes:
    """Return the letter as PDF bytes, on upright A4."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer

    from kvinnobyran.reports.lettering import LETTER, PAGE_NUMBER, WORDMARK, text
    from kvinnobyran.reports.paper import paper

    story = []
    if not page.hidden:
        story += [text(OFFICE, WORDMARK), text(page.made_on.isoformat(), PAGE_NUMBER)]
        story.append(Spacer(0, 14 * mm))
    for line in page.text.strip().splitlines():
        story.append(text(line, LETTER) if line.strip() else Spacer(0, LETTER.leading / 2))
    # What is empty is a page too, and not a paper without any.
    return paper(story or [Spacer(0, LETTER.leading)])
