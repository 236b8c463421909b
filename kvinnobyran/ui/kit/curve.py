"""A small curve over time. Its figures stand below it in words, and are its name for a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space, Type

_HEIGHT = 96
_WIDTH = 220
_MOST = 460
"""A curve of a few points says no more when it is wide."""
_DOT = 4.0


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name and its points in order of time."""

    name: str
    points: tuple[tuple[date, int], ...]


class Curve(QWidget):
    """Up to two lines over time between two figures; ``words`` say the same.

    The first has round dots and a whole line, the second squares and a dashed one, so that
    they are told apart without their colours.
    """

    def __init__(
        self,
        series: Sequence[Series],
        *,
        lowest: int,
        highest: int,
        words: str,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.plot = _Plot([each for each in series if each.points], lowest, highest)
        self.plot.setAccessibleName(name)
        self.plot.setAccessibleDescription(words)
        self.words = Label(words, Voice.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, 0, Space.S, Space.XS)
        column.setSpacing(Space.XS)
        column.addWidget(self.plot)
        column.addWidget(self.words)
        self.plot.setVisible(any(len(each.points) > 1 for each in series))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class _Plot(QWidget):
    """What is painted."""

    def __init__(self, series: Sequence[Series], lowest: int, highest: int) -> None:
        super().__init__()
        self._series = tuple(series)
        self._lowest, self._highest = lowest, highest
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self._fit)

    def sizeHint(self) -> QSize:
        return QSize(look.current().px(_WIDTH), look.current().px(_HEIGHT))

    def _fit(self) -> None:
        self.setFixedHeight(look.current().px(_HEIGHT))
        self.setMaximumWidth(look.current().px(_MOST))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = look.current().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.tabular(fonts.font(look.current().points(Type.SMALL))))
        letters = painter.fontMetrics()
        left = letters.horizontalAdvance(str(self._highest)) + Space.S
        room = QRectF(left, letters.height() / 2, self.width() - left - 8, 0)
        room.setBottom(self.height() - letters.height() * 1.5)
        self._scale(painter, room, left)
        for series, colour, dashed in zip(
            self._series, (tokens.first, tokens.second), (False, True), strict=False
        ):
            self._line(painter, room, series, QColor(colour), dashed=dashed)
        painter.end()

    def _scale(self, painter: QPainter, room: QRectF, left: float) -> None:
        """Draw the lowest and the highest figure, and the first and the last day."""
        tokens = look.current().tokens
        letters = painter.fontMetrics()
        for figure, height in ((self._highest, room.top()), (self._lowest, room.bottom())):
            painter.setPen(QColor(tokens.line))
            painter.drawLine(QPointF(room.left(), height), QPointF(room.right(), height))
            painter.setPen(QColor(tokens.muted))
            box = QRectF(0, height - letters.height() / 2, left - Space.XS, letters.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(figure))
        first, last = self._days()
        below = QRectF(
            room.left(), self.height() - letters.height(), room.width(), letters.height()
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, first.isoformat())
        if last != first:
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, last.isoformat())

    def _line(
        self, painter: QPainter, room: QRectF, series: Series, colour: QColor, *, dashed: bool
    ) -> None:
        places = [self._place(room, day, figure) for day, figure in series.points]
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(places)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for place in places:
            if dashed:
                painter.drawRect(QRectF(place.x() - _DOT, place.y() - _DOT, 2 * _DOT, 2 * _DOT))
            else:
                painter.drawEllipse(place, _DOT, _DOT)

    def _place(self, room: QRectF, day: date, figure: int) -> QPointF:
        first, last = self._days()
        along = (day - first).days / max((last - first).days, 1)
        up = (figure - self._lowest) / (self._highest - self._lowest)
        inner = room.adjusted(_DOT, 0, -_DOT, 0)
        return QPointF(inner.left() + along * inner.width(), inner.bottom() - up * inner.height())

    def _days(self) -> tuple[date, date]:
        days = [day for series in self._series for day, _ in series.points]
        return min(days), max(days)
