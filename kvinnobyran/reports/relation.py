"""The timeline over the relation on paper: landscape, without names, hers to keep (A3, 5.4).

Imports ReportLab: import it late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from kvinnobyran.domain.rough_time import length_words, months_between
from kvinnobyran.domain.timeline import (
    BreakUpLevel,
    EventKind,
    Silence,
    TimelineEvent,
    level_words,
    silences,
)
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.reports.lettering import (
    ACCENT,
    CELL,
    CELL_STRONG,
    HEAD,
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
from kvinnobyran.reports.shapes import HOLLOW, SHAPES, Outline
from kvinnobyran.reports.strip import Box, Put, Scale, bottom, marks, pack

TITLE: Final = "Tidslinje"
_PAGE: Final = landscape(A4)
_SIDE: Final = 15 * mm
_ROOM: Final = _PAGE[0] - 2 * _SIDE
_TOP: Final = _PAGE[1] - 30 * mm
_FOOT: Final = 16 * mm
_AXIS: Final = 7 * mm
_DEEP: Final = _TOP - _AXIS - _FOOT - 4 * mm
"""How far down the cards of a page may reach, from below the years."""
_CARDS: Final = (45 * mm, 70 * mm, 120 * mm, _ROOM)
"""Widths of a card: a wider one only where much is told."""
_TALLEST: Final = 0.55 * _DEEP
_BAR: Final = 2.2 * mm
_GAP: Final = 2.2 * mm
_PAD: Final = 2 * mm
_SYMBOL: Final = 2.5 * mm
_SHORT: Final = 2 * 366
"""Days; what lasts less begins with its first month and not with the year."""
_LEAST: Final = 0.25
"""Years that a page shows at least."""
_LEGEND: Final = "Streckad linje: tiden är ungefärlig. Punkt: en enda dag."
_SCALES: Final = "Varje sida har sin egen skala."


def relation_pdf(events: Sequence[TimelineEvent], *, made_on: date) -> bytes:
    """Return the timeline as PDF bytes; ``events`` are in order and all of them are drawn.

    The same events give the same bytes on the same day.
    """
    load_fonts()
    pages = _pages([_Card.of(event) for event in events])
    file = BytesIO()
    canvas = Canvas(
        file,
        pagesize=_PAGE,
        invariant=1,
        lang="sv",
        initialFontName=REGULAR,
        initialFontSize=CELL.fontSize,
    )
    canvas.setTitle(TITLE)
    for blank in (canvas.setAuthor, canvas.setCreator, canvas.setProducer, canvas.setSubject):
        blank("")
    quiet = silences(events)
    for number, page in enumerate(pages, 1):
        _furnish(canvas, page, made_on, number, len(pages))
        _draw(canvas, page, quiet)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Card:
    """One event with its words laid out for a card of one width."""

    event: TimelineEvent
    width: float
    height: float
    paragraphs: tuple[tuple[Any, float], ...]
    signs: tuple[tuple[str, tuple[tuple[Outline, bool], ...], float, float], ...]
    """Words with their symbols, and where they stand: from the left, and from the top."""

    @classmethod
    def of(cls, event: TimelineEvent) -> "_Card":
        """Lay an event out in the narrowest card that is not too tall."""
        cards = (cls._laid_out(event, wide) for wide in _CARDS)
        return next(
            (card for card in cards if card.height <= _TALLEST), cls._laid_out(event, _ROOM)
        )

    @classmethod
    def _laid_out(cls, event: TimelineEvent, wide: float) -> "_Card":
        room = wide - 2 * _PAD - 1 * mm
        parts = [(event.happened.label, CELL_STRONG), (event.kind.label, HEAD)]
        if event.text:
            parts.append((event.text, CELL))
        paragraphs: list[tuple[Any, float]] = []
        y = _PAD
        for words, style in parts:
            paragraph = text(words, style)
            y += float(paragraph.wrap(room, _PAGE[1])[1])
            paragraphs.append((paragraph, y))
        signs: list[tuple[str, tuple[tuple[Outline, bool], ...], float, float]] = []
        x = 0.0
        y += SMALL.leading
        for words, shapes in _signs(event):
            before = _symbols_wide(shapes)
            lines = simpleSplit(words, SMALL.fontName, SMALL.fontSize, room - before)
            needed = before + max(width(line, SMALL) for line in lines)
            if signs and (x + needed > room or len(lines) > 1):
                x, y = 0.0, y + SMALL.leading
            signs.append((lines[0], shapes, x, y))
            for line in lines[1:]:
                y += SMALL.leading
                signs.append((line, (), before, y))
            x += needed + 3 * mm
        if not signs:
            y -= SMALL.leading
        return cls(event, wide, y + _PAD, tuple(paragraphs), tuple(signs))

    @property
    def box(self) -> Box:
        """Return what the packing needs to know."""
        return Box(self.event.happened.first, self.event.happened.last, self.width, self.height)


@dataclass(frozen=True, slots=True)
class _Page:
    """The events of one page, each where it stands."""

    cards: tuple[_Card, ...]
    scale: Scale
    until: date
    places: tuple[Put, ...]


def _signs(event: TimelineEvent) -> list[tuple[str, tuple[tuple[Outline, bool], ...]]]:
    found: list[tuple[str, tuple[tuple[Outline, bool], ...]]] = [
        (form.label, ((SHAPES[form], form not in HOLLOW),))
        for form in ViolenceForm
        if form in event.forms
    ]
    if event.levels:
        square = SHAPES[ViolenceForm.PHYSICAL]
        cells = tuple((square, level in event.levels) for level in BreakUpLevel)
        found.append((level_words(event.levels), cells))
    return found


def _symbols_wide(shapes: Sequence[object]) -> float:
    return len(shapes) * (_SYMBOL + 0.6 * mm) + 0.6 * mm if shapes else 0.0


def _pages(cards: list[_Card]) -> list[_Page]:
    """Return the pages: on each as many events as fit, at a scale of its own."""
    pages: list[_Page] = []
    rest = cards
    while rest:
        best, count = _page(rest[:1]), 1
        for more in range(2, len(rest) + 1):
            page = _page(rest[:more])
            if bottom([card.box for card in page.cards], page.places, _BAR) > _DEEP:
                break
            best, count = page, more
        pages.append(best)
        rest = rest[count:]
    return pages or [_page([])]


def _page(cards: list[_Card]) -> _Page:
    """Put events on one page: from the beginning of the first year or month to the last day."""
    first = min((card.event.happened.first for card in cards), default=date(2000, 1, 1))
    until = max((card.event.happened.last for card in cards), default=first)
    start = date(first.year, 1, 1)
    if (until - start).days < _SHORT:
        start = date(first.year, first.month, 1)
    scale = Scale(start, _ROOM / max(Scale(start, 1.0).end(until), _LEAST))
    places = pack([card.box for card in cards], scale, bar=_BAR, gap=_GAP, right=_ROOM)
    return _Page(tuple(cards), scale, until, tuple(places))


def _furnish(canvas: Any, page: _Page, made_on: date, number: int, pages: int) -> None:  # noqa: ANN401 - ReportLab has no types
    """Write what stands around the drawing: no code, no name."""
    canvas._doc._timeStamp.YMDhms = (made_on.year, made_on.month, made_on.day, 0, 0, 0)  # noqa: SLF001 - ReportLab offers no other way to say the date
    heading = text(TITLE, HEADING)
    heading.wrap(_ROOM, 20 * mm)
    heading.drawOn(canvas, _SIDE, _PAGE[1] - 21 * mm)
    canvas.setFont(REGULAR, 8)
    canvas.setFillColor(MUTED)
    span = str(page.scale.start.year)
    if page.until.year != page.scale.start.year:
        span = f"{span}–{page.until.year}"
    if page.cards:
        canvas.drawRightString(_SIDE + _ROOM, _PAGE[1] - 19 * mm, span)
    legend = _LEGEND if pages == 1 else f"{_LEGEND} {_SCALES}"
    canvas.drawString(_SIDE, 9 * mm, legend)
    canvas.drawRightString(
        _SIDE + _ROOM, 9 * mm, f"Utskriven {made_on.isoformat()} · Sida {number} av {pages}"
    )


def _draw(canvas: Any, page: _Page, quiet: Sequence[Silence]) -> None:  # noqa: ANN401 - ReportLab has no types
    """Draw the years, what nothing is written about, the bars and the cards."""
    low = _TOP - _AXIS
    canvas.setFillColor(TINT)
    canvas.rect(_SIDE, low, _ROOM, _AXIS, stroke=0, fill=1)
    for silence in quiet:
        _silence(canvas, page, silence)
    canvas.setFont(STRONG, 9)
    for day, words in marks(page.scale, page.until, 15 * mm) if page.cards else ():
        x = _SIDE + page.scale.x(day)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(x, low, x, low - _DEEP)
        canvas.setFillColor(TEXT)
        canvas.drawString(x + 1 * mm, low + 2.2 * mm, words)
    for card, put in zip(page.cards, page.places, strict=True):
        _bar(canvas, card.event, put, low - 2 * mm)
        _card(canvas, card, _SIDE + put.card, low - 2 * mm - put.y - _BAR)


def _silence(canvas: Any, page: _Page, silence: Silence) -> None:  # noqa: ANN401 - ReportLab has no types
    """Say above the years what nothing is written about, also where a page begins after it."""
    began = page.cards[0].event.happened.first if page.cards else silence.first
    if silence.first < page.scale.start and silence.last + timedelta(days=1) == began:
        _silence_before(canvas, silence)
        return
    left = max(0.0, page.scale.x(silence.first))
    right = min(_ROOM, page.scale.end(silence.last))
    months = length_words(months_between(silence.first, silence.last + timedelta(days=1)))
    for words in (f"Inget nedskrivet på {months}", "Inget nedskrivet"):
        if right - left > width(words, SMALL) + 4 * mm:
            canvas.setFillColor(MUTED)
            canvas.setFont(REGULAR, SMALL.fontSize)
            canvas.drawCentredString(_SIDE + (left + right) / 2, _TOP + 1.2 * mm, words)
            canvas.setStrokeColor(MUTED)
            canvas.setLineWidth(0.5)
            canvas.setDash(1.5, 1.5)
            canvas.line(_SIDE + left, _TOP, _SIDE + right, _TOP)
            canvas.setDash()
            return


def _silence_before(canvas: Any, silence: Silence) -> None:  # noqa: ANN401 - ReportLab has no types
    months = length_words(months_between(silence.first, silence.last + timedelta(days=1)))
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, SMALL.fontSize)
    words = f"Före det här: inget nedskrivet på {months}"
    canvas.drawString(_SIDE, _TOP + 1.2 * mm, words)


def _bar(canvas: Any, event: TimelineEvent, put: Put, top: float) -> None:  # noqa: ANN401 - ReportLab has no types
    y = top - put.y - _BAR / 2
    canvas.setStrokeColor(ACCENT)
    canvas.setFillColor(ACCENT)
    if event.happened.exact:
        canvas.circle(_SIDE + put.x + _BAR / 2, y, _BAR / 2.4, stroke=0, fill=1)
        return
    canvas.setLineWidth(_BAR * 0.6)
    if event.happened.about:
        canvas.setDash(3, 2)
    canvas.line(_SIDE + put.x, y, _SIDE + put.until, y)
    canvas.setDash()


def _card(canvas: Any, card: _Card, left: float, top: float) -> None:  # noqa: ANN401 - ReportLab has no types
    """Draw a card with its words; violence has a thick edge, a break-up a broken one."""
    canvas.setFillGray(1)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.roundRect(left, top - card.height, card.width, card.height, 1.5 * mm, stroke=1, fill=1)
    kind = card.event.kind
    if kind in {EventKind.VIOLENCE, EventKind.BREAK_UP, EventKind.RETURN}:
        canvas.setStrokeColor(TEXT)
        canvas.setLineWidth(1.6)
        if kind is not EventKind.VIOLENCE:
            canvas.setDash(2.5, 1.5)
        edge = left + 0.8 * mm
        canvas.line(edge, top - 1.5 * mm, edge, top - card.height + 1.5 * mm)
        canvas.setDash()
    inside = left + _PAD + 1 * mm
    for paragraph, low in card.paragraphs:
        paragraph.drawOn(canvas, inside, top - low)
    for words, shapes, x, y in card.signs:
        at = inside + x
        for outline, filled in shapes:
            _shape(canvas, outline, at, top - y, filled=filled)
            at += _SYMBOL + 0.6 * mm
        canvas.setFillColor(TEXT)
        canvas.setFont(REGULAR, SMALL.fontSize)
        canvas.drawString(inside + x + _symbols_wide(shapes), top - y + 0.3 * mm, words)


def _shape(canvas: Any, outline: Outline, left: float, low: float, *, filled: bool) -> None:  # noqa: ANN401 - ReportLab has no types
    path = canvas.beginPath()
    for at, (x, y) in enumerate(outline):
        (path.lineTo if at else path.moveTo)(left + x * _SYMBOL, low + (1 - y) * _SYMBOL)
    path.close()
    canvas.setStrokeColor(TEXT)
    canvas.setFillColor(TEXT)
    canvas.setLineWidth(0.7)
    canvas.drawPath(path, stroke=1, fill=int(filled))
