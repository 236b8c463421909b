"""The calendar of the apartments on A4 landscape: codes, days and weeks, and nothing else (S1).

Imports ReportLab: import it late. The colours are chosen for their grey, and what tells the
stays apart is an edge, a hatch and a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kvinnobyran.domain.dates import MONTHS, add_months
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.domain.stay_words import (
    days_said,
    household_said,
    short_said,
    state_said,
    weeks_and_length_said,
    weeks_said,
)
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.reports.lanes import (
    DAY,
    Bar,
    Mark,
    Measures,
    Scale,
    gap_forms,
    months,
    tops,
    weeks,
    years,
)
from kvinnobyran.reports.lettering import (
    ACCENT,
    HEADING,
    LINE,
    MUTED,
    REGULAR,
    SMALL,
    STRONG,
    TEXT,
    TINT,
    load_fonts,
    text,
    width,
)

TITLE: Final = "Kalender"
WHITE: Final = HexColor(0xFFFFFF)
LENGTHS: Final = (6, 12, 36)
"""How many months a paper can show."""
_PAGE: Final = landscape(A4)
_SIDE: Final = 14 * mm
_NAMES: Final = 30 * mm
_ROOM: Final = _PAGE[0] - 2 * _SIDE - _NAMES
_LEFT: Final = _SIDE + _NAMES
_TOP: Final = _PAGE[1] - 26 * mm
_HEAD: Final = 13 * mm
_FOOT: Final = 16 * mm
_DEEP: Final = _TOP - _HEAD - _FOOT
_MEASURES: Final = Measures(lane=9 * mm, pad=1.8 * mm, between=1 * mm, least=2 * mm)
_LINE: Final = 4.4 * mm
_TABLE: Final = (0.0, 30 * mm, 75 * mm, 120 * mm, 172 * mm, 220 * mm)
"""Where the columns of the list under the drawing begin."""
_SIZE: Final = 8.0
_LEGEND: Final = (
    "Tjock kant: bekräftad. Streckad kant: preliminär. Dubbel kant: konflikt. Snedstreck: spärrad."
)


def calendar_pdf(calendar: Calendar, first: date, *, length: int) -> bytes:
    """Return the calendar as PDF bytes, ``length`` months from the month of ``first``.

    The same stays give the same bytes on the same day.
    """
    load_fonts()
    first = first.replace(day=1)
    until = add_months(first, length)
    scale = Scale(first, _ROOM / (until - first).days)
    pages = _pages(calendar)
    file = BytesIO()
    canvas = Canvas(
        file,
        pagesize=_PAGE,
        invariant=1,
        lang="sv",
        initialFontName=REGULAR,
        initialFontSize=_SIZE,
    )
    canvas.setTitle(TITLE)
    for blank in (canvas.setAuthor, canvas.setCreator, canvas.setProducer, canvas.setSubject):
        blank("")
    for number, rows in enumerate(pages, 1):
        paper = _Paper(canvas, calendar, scale, until)
        paper.furnish(number, len(pages))
        paper.draw(rows)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _pages(calendar: Calendar) -> list[range]:
    """Return which rows stand on each page."""
    pages: list[range] = []
    begun, used = 0, 0.0
    for at, row in enumerate(calendar.rows):
        height = row.height(_MEASURES)
        if used + height > _DEEP and at > begun:
            pages.append(range(begun, at))
            begun, used = at, 0.0
        used += height
    return [*pages, range(begun, len(calendar.rows))]


@dataclass(frozen=True, slots=True)
class _Paper:
    """One page being drawn. ReportLab has no types: its canvas is anything."""

    canvas: Any
    calendar: Calendar
    scale: Scale
    until: date

    def furnish(self, number: int, pages: int) -> None:
        """Write what stands around the drawing."""
        canvas, today = self.canvas, self.calendar.today
        canvas._doc._timeStamp.YMDhms = (today.year, today.month, today.day, 0, 0, 0)  # noqa: SLF001 - ReportLab offers no other way to say the date
        heading = text(TITLE, HEADING)
        heading.wrap(_ROOM, 20 * mm)
        heading.drawOn(canvas, _SIDE, _PAGE[1] - 20 * mm)
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(MUTED)
        last = self.until - DAY
        span = f"{_month(self.scale.start)}–{_month(last)}"
        canvas.drawRightString(_PAGE[0] - _SIDE, _PAGE[1] - 18 * mm, span)
        canvas.drawString(_SIDE, 9 * mm, _LEGEND)
        canvas.drawRightString(
            _PAGE[0] - _SIDE, 9 * mm, f"Utskriven {today.isoformat()} · Sida {number} av {pages}"
        )

    def draw(self, rows: range) -> None:
        """Draw the header, the rows and today."""
        canvas = self.canvas
        edges = [_TOP - _HEAD - y for y in tops([self.calendar.rows[at] for at in rows], _MEASURES)]
        self._head()
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        for mark in months(self.scale.start, self.until, self.scale, lambda _: 0.0, 0.0):
            x = _LEFT + self.scale.x(mark.first)
            canvas.line(x, edges[0], x, edges[-1])
        for y in edges:
            canvas.line(_SIDE, y, _PAGE[0] - _SIDE, y)
        today = self.calendar.today
        if self.scale.start <= today < self.until:
            x = _LEFT + self.scale.x(today)
            canvas.setStrokeColor(ACCENT)
            canvas.setLineWidth(1.2)
            canvas.line(x, edges[0], x, edges[-1])
        for place, at in enumerate(rows):
            self._row(at, edges[place], edges[place + 1])
        self._list(rows, edges[-1] - 9 * mm)

    def _list(self, rows: range, top: float) -> None:
        """Write the same stays as lines under the drawing, if there is room for all of them."""
        window = Span(self.scale.start, self.until)
        seen = [
            drawn.stay
            for at in rows
            for drawn in self.calendar.rows[at].stays
            if drawn.span.overlaps(window)
        ]
        if not seen or top - (len(seen) + 1) * _LINE < _FOOT:
            return
        canvas, y = self.canvas, top
        for stay in (None, *seen):
            words = _HEADS if stay is None else _cells(stay)
            canvas.setFont(STRONG if stay is None else REGULAR, _SIZE)
            canvas.setFillColor(MUTED if stay is None else TEXT)
            for left, cell in zip(_TABLE, words, strict=True):
                canvas.drawString(_SIDE + left, y, cell)
            y -= _LINE

    def _head(self) -> None:
        canvas, scale, first, until = self.canvas, self.scale, self.scale.start, self.until
        canvas.setFillColor(TINT)
        canvas.rect(_LEFT, _TOP - _HEAD, _ROOM, _HEAD, stroke=0, fill=1)

        def wide(words: str) -> float:
            return width(words, SMALL)

        tiers: Sequence[tuple[list[Mark], str]] = (
            (years(first, until), STRONG),
            (months(first, until, scale, wide, 2 * mm), REGULAR),
            (weeks(first, until, scale, wide, 1 * mm), REGULAR),
        )
        for tier, (marks, font) in enumerate(tiers):
            canvas.setFont(font, _SIZE)
            y = _TOP - (tier + 1) * _HEAD / 3 + 1.2 * mm
            canvas.setFillColor(TEXT if tier < len(tiers) - 1 else MUTED)
            for mark in marks:
                left = max(0.0, scale.x(mark.first))
                right = min(_ROOM, scale.x(mark.until))
                if tier == len(tiers) - 1:
                    if mark.first >= first:
                        canvas.drawCentredString(_LEFT + (left + right) / 2, y, mark.words)
                elif right - left > wide(mark.words):
                    canvas.drawString(_LEFT + left + 0.8 * mm, y, mark.words)

    def _row(self, at: int, top: float, low: float) -> None:
        """Draw one apartment: its code, its stays and its gaps."""
        canvas, row = self.canvas, self.calendar.rows[at]
        canvas.setFont(STRONG, 9)
        canvas.setFillColor(TEXT)
        canvas.drawString(_SIDE, (top + low) / 2 - 3, self.calendar.apartments[at].code)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(_LEFT, low, _ROOM, top - low)
        canvas.clipPath(clip, stroke=0, fill=0)
        for drawn, bar in zip(row.stays, row.bars(self.scale, _MEASURES, 0), strict=True):
            if bar.x + bar.width > 0 and bar.x < _ROOM:
                self._stay(drawn.stay, bar, top)
        for gap in row.gaps:
            left = max(0.0, self.scale.x(gap.first))
            right = min(_ROOM, self.scale.x(gap.until or self.until))
            for words in gap_forms(gap):
                wide = width(words, SMALL)
                if right - left > wide + 2 * mm:
                    y = top - _MEASURES.pad - _MEASURES.lane / 2 - 3
                    before = 2 * mm if gap.until is None else (right - left - wide) / 2
                    self._ground(_LEFT + left + before, y, wide)
                    canvas.setFont(REGULAR, _SIZE)
                    canvas.setFillColor(MUTED)
                    canvas.drawString(_LEFT + left + before, y, words)
                    break
        canvas.restoreState()

    def _stay(self, stay: Stay, bar: Bar, row_top: float) -> None:
        canvas = self.canvas
        left, low = _LEFT + bar.x, row_top - bar.top - bar.height
        closed = stay.state is StayState.CLOSURE
        maybe = stay.state is StayState.PRELIMINARY
        sure = stay.state is StayState.CONFIRMED and not stay.past
        canvas.setFillColor(TINT if sure else WHITE)
        canvas.setStrokeColor(MUTED if closed or stay.past else TEXT)
        canvas.setLineWidth(0.7)
        if maybe:
            canvas.setDash(2.5, 1.5)
        canvas.roundRect(left, low, bar.width, bar.height, 1.2 * mm, stroke=1, fill=1)
        canvas.setDash()
        if closed:
            self._hatch(left, low, bar)
        elif stay.state is StayState.CONFLICT:
            inside = 0.8 * mm
            canvas.rect(
                left + inside, low + inside, bar.width - 2 * inside, bar.height - 2 * inside
            )
        elif sure:
            canvas.setLineWidth(2)
            canvas.line(left + 1, low + 1.2 * mm, left + 1, low + bar.height - 1.2 * mm)
        self._words(stay, bar, low)

    def _ground(self, x: float, y: float, wide: float) -> None:
        """Put white under words, so that no line runs through them."""
        self.canvas.setFillGray(1)
        self.canvas.rect(x - 1, y - 2, wide + 3, 9, stroke=0, fill=1)

    def _hatch(self, left: float, low: float, bar: Bar) -> None:
        canvas = self.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(left, low, bar.width, bar.height)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.setLineWidth(0.4)
        step = 1.8 * mm
        for at in range(int((bar.width + bar.height) / step) + 1):
            x = left + at * step
            canvas.line(x - bar.height, low, x, low + bar.height)
        canvas.restoreState()

    def _words(self, stay: Stay, bar: Bar, low: float) -> None:
        """Write code, state and weeks, as much as there is room for."""
        canvas = self.canvas
        start = max(bar.x, 0.0)
        room = min(bar.x + bar.width, _ROOM) - start - 3 * mm
        lines = [(stay.label, STRONG)]
        second = short_said(stay)
        if stay.kind is not StayKind.CLOSURE:
            second = f"{second}, {weeks_said(stay.first, stay.until)}"
        lines.append((second, REGULAR))
        x, y = _LEFT + start + 1.8 * mm, low + bar.height - 3.6 * mm
        for words, font in lines:
            said = _shortened(words, room)
            if said and stay.state is StayState.CLOSURE:
                self._ground(x, y, width(said, SMALL))
            canvas.setFont(font, _SIZE)
            canvas.setFillColor(TEXT)
            canvas.drawString(x, y, said)
            y -= 3.4 * mm


_HEADS: Final = ("Lägenhet", "Kod", "Från och till", "Vecka och längd", "Läge", "Vilka")


def _cells(stay: Stay) -> tuple[str, ...]:
    """Return a stay as a line of the list: codes, days and weeks."""
    return (
        stay.apartment,
        stay.label,
        days_said(stay.first, stay.until),
        weeks_and_length_said(stay.first, stay.until),
        state_said(stay),
        household_said(stay),
    )


def _shortened(words: str, room: float) -> str:
    """Return the words, or as many of their letters as there is room for; nothing of too few."""
    if width(words, SMALL) * 1.06 <= room:
        return words
    kept = words
    while kept and width(f"{kept}…", SMALL) * 1.06 > room:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,')}…" if len(kept) > 3 else ""  # noqa: PLR2004 - letters that still say something


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
