"""How a stay looks. What it is, is told by a pattern, an edge and a word besides the colour."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.domain.stay_words import short_said
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.tokens import Radius, Space, Tokens, Type

_THICK = 4.0
_STRIP = 10.0
_LETTERS = 40
_LEAST_LETTERS = 4
"""Fewer than these, and an ellipsis, say nothing."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of the look in force, measured once."""

    strong: QFont
    small: QFont
    strong_metrics: QFontMetricsF
    small_metrics: QFontMetricsF

    @classmethod
    def now(cls) -> "Letters":
        """Return those of the look in force."""
        points = look.current().points
        strong = fonts.tabular(fonts.font(points(Type.BODY), QFont.Weight.DemiBold))
        small = fonts.tabular(fonts.font(points(Type.SMALL)))
        return cls(strong, small, QFontMetricsF(strong), QFontMetricsF(small))

    @property
    def widest(self) -> float:
        """Return how wide the words of a stay may be; what is longer is elided."""
        return self.strong_metrics.averageCharWidth() * _LETTERS

    @property
    def two_lines(self) -> float:
        """Return how high a stay is that says two lines."""
        return round(self.strong_metrics.height() + self.small_metrics.height() + 2 * Space.S)

    @property
    def one_line(self) -> float:
        """Return how high a stay is that says one."""
        return max(24.0, round(self.strong_metrics.height() + Space.S))


@dataclass(frozen=True, slots=True)
class _Style:
    """Fill, edge, how the edge is drawn, and what lies on the fill, of the tokens."""

    fill: str
    edge: str
    width: float = 1.2
    pen: Qt.PenStyle = Qt.PenStyle.SolidLine
    hatch: Qt.BrushStyle = Qt.BrushStyle.NoBrush
    strip: Qt.BrushStyle = Qt.BrushStyle.NoBrush
    text: str = "text"


def _style(stay: Stay) -> _Style:
    colour = "second" if stay.kind is StayKind.RESERVATION else "first"
    if stay.state is StayState.CLOSURE:
        return _Style("window", "border", hatch=Qt.BrushStyle.BDiagPattern)
    if stay.state is StayState.CONFLICT:
        return _Style("danger_tint", "danger", width=2.0, strip=Qt.BrushStyle.DiagCrossPattern)
    if stay.state is StayState.PRELIMINARY:
        return _Style("base", colour, width=1.6, pen=Qt.PenStyle.CustomDashLine)
    if stay.past:
        return _Style("window", "border", text="muted")
    return _Style(f"{colour}_tint", colour, strip=Qt.BrushStyle.SolidPattern)


def paint_stay(
    painter: QPainter,
    rect: QRectF,
    stay: Stay,
    letters: Letters,
    *,
    hidden: float = 0.0,
    needed: QRectF | None = None,
) -> None:
    """Paint a stay into a rectangle; ``hidden`` is how much of its left end is out of sight.

    ``needed`` is the part that has to be painted: most frames of scrolling need no words.
    """
    tokens = look.current().tokens
    style = _style(stay)
    half = style.width / 2
    card = rect.adjusted(half, half, -half, -half)
    corner = min(float(Radius.FIELD), card.width() / 2)
    edge = _colour(tokens, style.edge)
    # The ground without smoothing: that of a long stay costs more than all the rest.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(card.adjusted(1, 1, -1, -1), _colour(tokens, style.fill))
    inside = float(Space.S)
    narrow = card.width() <= 3 * _STRIP
    if style.hatch is not Qt.BrushStyle.NoBrush or (narrow and _patterned(style)):
        pattern = style.strip if narrow and _patterned(style) else style.hatch
        painter.fillRect(card.adjusted(1, 1, -1, -1), QBrush(edge, pattern))
    elif style.strip is not Qt.BrushStyle.NoBrush and not narrow:
        wide = _STRIP if _patterned(style) else _THICK
        strip = QRectF(card.left() + half, card.top() + 2, wide, card.height() - 4)
        painter.fillRect(strip, QBrush(edge, style.strip))
        inside = wide + Space.XS + 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(edge, style.width)
    if style.pen is Qt.PenStyle.CustomDashLine:
        pen.setDashPattern([3.5, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(card, corner, corner)
    room = card.adjusted(inside, 0, -Space.XS, 0)
    if hidden:
        # As far to the right as is hidden, and no farther than the words still fit.
        least = letters.strong_metrics.horizontalAdvance(stay.label)
        least = max(least, letters.small_metrics.horizontalAdvance(short_said(stay)))
        last = max(room.left(), room.right() - least - Space.XS)
        room.setLeft(min(card.left() + hidden + Space.S, last))
    if room.width() > letters.small_metrics.averageCharWidth() * _LEAST_LETTERS:
        ground = style.fill if style.hatch is not Qt.BrushStyle.NoBrush else ""
        room.setWidth(min(room.width(), letters.widest))
        if needed is not None and not needed.intersects(room):
            return
        _paint_words(painter, room, stay, letters, _Ink(style.text, ground))


def _patterned(style: _Style) -> bool:
    return style.strip not in {Qt.BrushStyle.NoBrush, Qt.BrushStyle.SolidPattern}


@dataclass(frozen=True, slots=True)
class _Ink:
    """The colour of words, and the ground under them where there is a hatch."""

    text: str
    ground: str


def _paint_words(painter: QPainter, room: QRectF, stay: Stay, letters: Letters, ink: _Ink) -> None:
    tokens = look.current().tokens
    word = short_said(stay)
    lines = [(stay.label, letters.strong, letters.strong_metrics, ink.text)]
    tone = "danger" if stay.state is StayState.CONFLICT else ink.text
    second = (word, letters.small, letters.small_metrics, tone)
    both = room.height() >= letters.two_lines - Space.S
    if both:
        lines.append(second)
        height = letters.strong_metrics.height() + letters.small_metrics.height()
    else:
        height = letters.strong_metrics.height()
    y = room.top() + (room.height() - height) / 2
    end = room.left()
    for words, font, metrics, colour in lines:
        said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        end = _line(painter, QPointF(room.left(), y), said, (font, metrics), colour, ink.ground)
        y += metrics.height()
    left = room.right() - end - Space.S
    if not both and left > letters.small_metrics.averageCharWidth() * 4:
        said = letters.small_metrics.elidedText(word, Qt.TextElideMode.ElideRight, left)
        y = room.center().y() - letters.small_metrics.height() / 2
        at = QPointF(end + Space.S, y)
        _line(painter, at, said, (letters.small, letters.small_metrics), tone, ink.ground)
    painter.setPen(_colour(tokens, "text"))


def _line(
    painter: QPainter,
    at: QPointF,
    words: str,
    letters: tuple[QFont, QFontMetricsF],
    tone: str,
    ground: str,
) -> float:
    """Write one line, on a ground of its own if there is a hatch; return where it ends."""
    tokens = look.current().tokens
    font, metrics = letters
    wide = metrics.horizontalAdvance(words)
    if ground and words:
        behind = QRectF(at.x() - 3, at.y(), wide + 6, metrics.height())
        painter.fillRect(behind, _colour(tokens, ground))
    painter.setFont(font)
    painter.setPen(_colour(tokens, tone))
    painter.drawText(QPointF(at.x(), at.y() + metrics.ascent()), words)
    return at.x() + wide


def _colour(tokens: Tokens, name: str) -> QColor:
    value: str = getattr(tokens, name)
    return QColor(value)
