"""Two appraisals over time: hers with a ring and a line, ours with a square and dashes.

Told apart by shape and word, never by colour alone; a screen reader gets the same in words.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kvinnobyran.domain.risk import RiskAssessment, RiskLevel
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.tokens import Radius, Space, Type

_LEVELS = (RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)
_ROW, _MARK, _LEFT = 30, 5, 64


class _Point(NamedTuple):
    day: date
    hers: int | None
    ours: int | None


class Curve(QWidget):
    """The appraisals of a case from the oldest to the newest, equally far apart."""

    def __init__(
        self, assessments: Sequence[RiskAssessment], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        ordered = sorted(assessments, key=lambda each: each.assessed_on)
        self._points = [_Point(e.assessed_on, e.her_own.rank, e.ours.rank) for e in ordered]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        said = [
            f"{each.assessed_on}: hennes egen {each.her_own.label.lower()}, "
            f"vår {each.ours.label.lower()}"
            for each in ordered
        ]
        self.setAccessibleName("Bedömningarna över tid. " + ". ".join(said))
        look.follow(self._fit)

    def sizeHint(self) -> QSize:
        return QSize(360, self.height())

    def _fit(self) -> None:
        self._size = look.current().px(_MARK)
        self.setFixedHeight(look.current().px(_ROW) * 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = look.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.font(now.points(Type.SMALL)))
        row = now.px(_ROW)
        left = now.px(_LEFT)
        painter.setPen(QColor(now.tokens.muted))
        for place, level in enumerate(_LEVELS):
            room = QRectF(Space.S, row * place, left - Space.S, row)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, level.label)
            middle = row * place + row / 2
            painter.drawLine(QPointF(left, middle), QPointF(self.width() - Space.M, middle))
        self._days(painter, left, row * 3, row)
        self._legend(painter, left, row * 4, row)
        first = QPen(QColor(now.tokens.first), 2)
        self._line(painter, first, [point.hers for point in self._points], left, row, ring=True)
        second = QPen(QColor(now.tokens.second), 2, Qt.PenStyle.DashLine)
        self._line(painter, second, [point.ours for point in self._points], left, row, ring=False)
        painter.end()
        if self.hasFocus():
            paint_ring(self, Radius.FIELD, gap=False)

    def _across(self, place: int, left: float) -> float:
        """Return where the assessment at this place stands."""
        room = self.width() - Space.L - left - 2 * self._size - Space.M
        return left + self._size + Space.M + room * place / max(1, len(self._points) - 1)

    def _days(self, painter: QPainter, left: float, top: float, row: float) -> None:
        """Write the first and the last day under the curve."""
        first = QRectF(left, top, self.width() - left, row)
        last = QRectF(left, top, self.width() - left - Space.M, row)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(first, middle, str(self._points[0].day))
        painter.drawText(last, middle | Qt.AlignmentFlag.AlignRight, str(self._points[-1].day))

    def _legend(self, painter: QPainter, left: float, top: float, row: float) -> None:
        now = look.current()
        at = left
        for words, ring in (("Hennes egen bedömning", True), ("Vår bedömning", False)):
            painter.setPen(QPen(QColor(now.tokens.first if ring else now.tokens.second), 2))
            self._mark(painter, QPointF(at + self._size, top + row / 2), ring=ring)
            painter.setPen(QColor(now.tokens.text))
            wide = painter.fontMetrics().horizontalAdvance(words)
            room = QRectF(at + 2 * self._size + Space.S, top, wide + Space.S, row)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            at = room.right() + Space.L
        painter.setPen(QColor(now.tokens.muted))

    def _line(
        self,
        painter: QPainter,
        pen: QPen,
        ranks: Sequence[int | None],
        left: float,
        row: float,
        *,
        ring: bool,
    ) -> None:
        """Draw one appraisal; where there was no level there is no mark."""
        # Two marks on the same level stand beside each other.
        aside = -self._size if ring else self._size
        points = [
            QPointF(self._across(place, left) + aside, row * (3 - rank) + row / 2)
            for place, rank in enumerate(ranks)
            if rank is not None
        ]
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for one, after in pairwise(points):
            painter.drawLine(one, after)
        painter.setPen(QPen(pen.color(), 2))
        for point in points:
            self._mark(painter, point, ring=ring)

    def _mark(self, painter: QPainter, at: QPointF, *, ring: bool) -> None:
        painter.setBrush(QColor(look.current().tokens.base))
        if ring:
            painter.drawEllipse(at, self._size, self._size)
        else:
            painter.setBrush(painter.pen().color())
            painter.drawRect(
                QRectF(at.x() - self._size, at.y() - self._size, 2 * self._size, 2 * self._size)
            )
