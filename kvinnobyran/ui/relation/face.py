"""What stands on the card of an event, measured and painted: words first, symbols beside them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)

from kvinnobyran.domain.timeline import BreakUpLevel, EventKind, TimelineEvent, level_words
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.reports.shapes import HOLLOW, SHAPES, Outline
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.tokens import Space, Tokens, Type

CARD = 204
"""The width of a card in logical pixels at 100 %."""
_LINES = 4
"""Lines of text on a card; the rest is read below the drawing."""
_EDGE = 4
HIDDEN = "Visas inte för henne"
THICK = frozenset({EventKind.VIOLENCE})
DASHED = frozenset({EventKind.BREAK_UP, EventKind.RETURN})


@dataclass(frozen=True, slots=True)
class _Run:
    """A line of words in one font, at a place."""

    at: QPointF
    words: str
    font: QFont
    tone: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """A symbol: an outline in a square, filled or not."""

    square: QRectF
    outline: Outline
    filled: bool


_CELLS: tuple[tuple[BreakUpLevel, Outline], ...] = tuple(
    (level, ((at / 3, 0.2), ((at + 0.8) / 3, 0.2), ((at + 0.8) / 3, 0.8), (at / 3, 0.8)))
    for at, level in enumerate(BreakUpLevel)
)
"""The levels of a break-up: three cells side by side, those reached filled."""


@dataclass(slots=True)
class Face:
    """The face of one event. ``scale`` enlarges it; ``all_words`` leaves none of the text out."""

    event: TimelineEvent
    scale: float = 1.0
    hidden_is_said: bool = True
    all_words: bool = False
    runs: list[_Run] = field(default_factory=list)
    signs: list[_Sign] = field(default_factory=list)
    height: float = 0.0
    elided: bool = False
    _look: look.Look | None = None

    @property
    def width(self) -> int:
        """Return the width of the card in logical pixels."""
        return round(look.current().px(CARD) * self.scale)

    def measure(self) -> None:
        """Lay everything out in the look in force, unless it is so already."""
        now, event = look.current(), self.event
        if self._look is now:
            return
        self._look = now
        self.runs, self.signs, self.elided = [], [], False
        pad = Space.S * self.scale
        left, y = pad + _EDGE, pad
        room = self.width - left - pad
        body = now.points(Type.BODY) * self.scale
        small = now.points(Type.SMALL) * self.scale
        when = fonts.font(body, QFont.Weight.DemiBold)
        y = self._wrapped(event.happened.label, when, "text", QPointF(left, y), room)
        kind = fonts.font(small, QFont.Weight.Medium)
        y = self._wrapped(event.kind.label, kind, "muted", QPointF(left, y), room)
        if event.text:
            lines = 200 if self.all_words else _LINES
            top = QPointF(left, y + 2 * self.scale)
            y = self._wrapped(event.text, fonts.font(body), "text", top, room, lines)
        signed = fonts.font(small)
        if event.forms:
            shapes = [
                (form.label, [(SHAPES[form], form not in HOLLOW)])
                for form in ViolenceForm
                if form in event.forms
            ]
            y = self._signed(shapes, signed, QPointF(left, y + 4 * self.scale), room, 1.0)
        if event.levels:
            cells = [(outline, level in event.levels) for level, outline in _CELLS]
            words = level_words(event.levels)
            y = self._signed([(words, cells)], signed, QPointF(left, y + 4 * self.scale), room, 1.8)
        if self.hidden_is_said and not event.shown_to_her:
            y = self._wrapped(HIDDEN, signed, "warn", QPointF(left, y + 3 * self.scale), room)
        self.height = y + pad

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint the ground, the edge that tells the kind, and the words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(0.5, 0.5, self.width - 1, self.height - 1)
        shown = self.event.shown_to_her or not self.hidden_is_said
        painter.setBrush(QColor(tokens.base if shown else tokens.window))
        dash = Qt.PenStyle.SolidLine if shown else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(tokens.border), 1, dash))
        painter.drawRoundedRect(card, 6, 6)
        self._paint_edge(painter, tokens)
        for run in self.runs:
            painter.setFont(run.font)
            painter.setPen(QColor(getattr(tokens, run.tone)))
            painter.drawText(run.at, run.words)
        for sign in self.signs:
            paint_outline(painter, sign.square, sign.outline, tokens.text, filled=sign.filled)

    def _paint_edge(self, painter: QPainter, tokens: Tokens) -> None:
        """Violence has a thick edge, a break-up and a return a broken one; the words say it too."""
        kind = self.event.kind
        thick = kind in THICK or kind in DASHED
        pen = QPen(QColor(tokens.text if thick else tokens.accent), _EDGE if thick else 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if kind in DASHED:
            pen.setDashPattern([2, 1])
        painter.setPen(pen)
        painter.drawLine(QPointF(3, 7), QPointF(3, self.height - 7))

    def _wrapped(
        self, words: str, font: QFont, tone: str, at: QPointF, room: float, most: int = 3
    ) -> float:
        """Put words on as many lines as they need, at most ``most``; return where they end."""
        metrics = QFontMetricsF(font)
        flat = " ".join(words.split())
        layout = QTextLayout(flat, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = at.y()
        for number in range(1, most + 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room)
            start = line.textStart()
            part = flat[start : start + line.textLength()].rstrip()
            if number == most and start + line.textLength() < len(flat):
                rest = flat[start : start + 200]
                part = metrics.elidedText(f"{rest} …", Qt.TextElideMode.ElideRight, room)
                self.elided = True
            self.runs.append(_Run(QPointF(at.x(), y + metrics.ascent()), part, font, tone))
            y += metrics.height()
        layout.endLayout()
        return y

    def _signed(
        self,
        words: Iterable[tuple[str, list[tuple[Outline, bool]]]],
        font: QFont,
        at: QPointF,
        room: float,
        wide: float,
    ) -> float:
        """Put words with their symbols in front, on the next line when there is no room."""
        metrics = QFontMetricsF(font)
        side = metrics.capHeight() * 1.25
        x, y = at.x(), at.y()
        for said, outlines in words:
            needed = side * wide + 5 * self.scale + metrics.horizontalAdvance(said)
            if x > at.x() and x + needed > at.x() + room:
                x, y = at.x(), y + metrics.height() + 1
            middle = y + metrics.ascent() - metrics.capHeight() / 2
            square = QRectF(x, middle - side / 2, side * wide, side)
            self.signs += [_Sign(square, outline, filled) for outline, filled in outlines]
            start = QPointF(x + side * wide + 5 * self.scale, y)
            left = at.x() + room - start.x()
            y = self._wrapped(said, font, "text", start, left) - metrics.height()
            x += needed + 10 * self.scale
        return y + metrics.height()


def paint_outline(
    painter: QPainter, square: QRectF, outline: Outline, colour: str, *, filled: bool
) -> None:
    """Paint a symbol into a rectangle."""
    corners = QPolygonF(
        [
            QPointF(square.x() + x * square.width(), square.y() + y * square.height())
            for x, y in outline
        ]
    )
    painter.setPen(QPen(QColor(colour), 1.2))
    painter.setBrush(QBrush(QColor(colour)) if filled else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(corners)
