"""The evening on one A4, made in memory (domain.md 5.7, G6). Imports ReportLab: import it late.

First names or aliases, ages of children, allergies: no last name, no case, no address, and
nothing that tells who lives where. It fits on one page: with many guests the letters get
smaller, never the list shorter.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import KeepInFrame, Spacer
from reportlab.platypus import Table as PaperTable

from kvinnobyran.domain.dates import long_label
from kvinnobyran.domain.evening import Evening, Guest
from kvinnobyran.domain.group import Role
from kvinnobyran.domain.volunteer import HelpKind
from kvinnobyran.reports.lettering import (
    BIG,
    BIG_WORDS,
    BODY,
    CELL,
    CELL_STRONG,
    HEAD,
    HEADING,
    LINE,
    SECTION,
    SMALL,
    TINT,
    text,
)
from kvinnobyran.reports.paper import paper

_EDGE: Final = 18 * mm
_PADDING: Final = 12
_WIDTH: Final = A4[0] - 2 * _EDGE - _PADDING
_HEIGHT: Final = A4[1] - 2 * _EDGE - _PADDING


def evening_sheet(evening: Evening) -> bytes:
    """Return the sheet as PDF bytes: always one page."""
    story = [
        text(evening.title, HEADING),
        text(_when(evening.day, evening.starts_at, evening.minutes), BODY),
        *([text(f"Tema: {evening.theme}", BODY)] if evening.theme else []),
        Spacer(0, 4 * mm),
        _numbers(evening),
        Spacer(0, 2 * mm),
        text("Kommer ikväll", SECTION),
        _guests(evening.guests),
        *_kitchen(evening),
        *_team(evening),
        Spacer(0, 5 * mm),
        text("Kryssa i vem som kom. Pappret strimlas när närvaron är inskriven.", SMALL),
    ]
    return paper([KeepInFrame(_WIDTH, _HEIGHT, story, mode="shrink")], edge=_EDGE)


def _when(day: date, at: time | None, minutes: int) -> str:
    label = long_label(day)
    words = f"{label[0].upper()}{label[1:]}"
    if at is None:
        return words
    until = (datetime.combine(day, at) + timedelta(minutes=minutes)).time()
    return f"{words}, kl. {_clock(at)}–{_clock(until)}"


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02d}"


def _numbers(evening: Evening) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return the figures that the kitchen asks for first."""
    figures = [
        (evening.dinner, "till middag"),
        (len(evening.adults), "vuxna deltagare"),
        (len(evening.children), "barn"),
        (len(evening.leaders), "ledare"),
        (len(evening.helpers), "volontärer"),
    ]
    rows = [
        [text(str(figure), BIG) for figure, _ in figures],
        [text(words, BIG_WORDS) for _, words in figures],
    ]
    made = PaperTable(rows, colWidths=[_WIDTH / len(figures)] * len(figures), hAlign="LEFT")
    made.setStyle([("BACKGROUND", (0, 0), (-1, -1), TINT), ("LEFTPADDING", (0, 0), (-1, -1), 8)])
    return made


def _guests(guests: tuple[Guest, ...]) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return one row for each, with a box to tick."""
    if not guests:
        return text("Ingen är inskriven än.", BODY)
    rows: list[list[Any]] = [
        [text(words, HEAD) for words in ("Kom", "Namn på listan", "Ålder", "Allergi eller mat")]
    ]
    for guest in guests:
        child = guest.role is Role.CHILD
        rows.append(
            [
                "",
                text(
                    f"\N{EM SPACE}{guest.name}" if child else guest.name,
                    CELL if child else CELL_STRONG,
                ),
                text(guest.age, CELL),
                text(guest.allergies, CELL),
            ]
        )
    widths = [12 * mm, 62 * mm, 30 * mm]
    made = PaperTable(rows, colWidths=[*widths, _WIDTH - sum(widths)], repeatRows=1, hAlign="LEFT")
    made.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("BOX", (0, 1), (0, -1), 0.4, LINE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return made


def _kitchen(evening: Evening) -> list[Any]:
    if not evening.allergies:
        return [text("Allergier", SECTION), text("Ingen känd.", BODY)]
    lines = [text(f"{words} ({name})", BODY) for name, words in evening.allergies]
    return [text("Allergier", SECTION), *lines]


def _team(evening: Evening) -> list[Any]:
    lines = [text(f"Ledare: {', '.join(evening.leaders) or 'inte bestämt'}", BODY)]
    for kind in HelpKind:
        names = [each.name for each in evening.helpers if each.kind is kind]
        if names:
            lines.append(text(f"{kind.label}: {', '.join(names)}", BODY))
    return [text("Vi som arbetar ikväll", SECTION), *lines]
