"""The painted ground of the calendar: rows, months, red days, gaps with their length, today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.holidays import Rest, holiday
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.reports.lanes import DAY, Bar, Measures, Scale, gap_forms
from kvinnobyran.ui.calendar.faces import Letters
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.tokens import Space

_DAYS_SEEN: Final = 3.0
"""Logical pixels a day at 100 % from which on single red days are told."""
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Ground:
    """What is painted under the stays."""

    calendar: Calendar
    scale: Scale
    tops: Sequence[float]
    measures: Measures
    letters: Letters
    boxes: Callable[[int], Sequence[Bar]]

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Paint what of the ground lies in a rectangle."""
        tokens = look.current().tokens
        painter.fillRect(seen, QColor(tokens.base))
        below = QRectF(seen)
        below.setTop(max(seen.top(), round(self.tops[-1]) + 1))
        painter.fillRect(below, QColor(tokens.window))
        seen = QRectF(seen)
        seen.setBottom(min(seen.bottom(), self.tops[-1]))
        if seen.isEmpty():
            return
        first = max(self.calendar.first, self.scale.day(seen.left()))
        until = min(self.calendar.until, self.scale.day(seen.right()) + DAY)
        if first >= until:
            return
        if self.scale.per_day >= look.current().px(_DAYS_SEEN):
            self._red_days(painter, seen, (first, until))
        self._months(painter, seen, (first, until))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLines(
            [
                QLineF(seen.left(), round(y) + 0.5, seen.right(), round(y) + 0.5)
                for y in self.tops[1:]
                if seen.top() <= y <= seen.bottom() + 1
            ]
        )
        self._today(painter, seen)
        self._gaps(painter, seen)

    def _red_days(self, painter: QPainter, seen: QRectF, days: Days) -> None:
        """Shade red days, and the eves a little less."""
        tokens = look.current().tokens
        day = days[0]
        while day < days[1]:
            found = holiday(day)
            if found is not None:
                colour = QColor(tokens.hover if found.rest is Rest.EVE else tokens.line)
                left, wide = self.scale.x(day), self.scale.per_day
                painter.fillRect(QRectF(left, seen.top(), wide, seen.height()), colour)
            day += DAY

    def _months(self, painter: QPainter, seen: QRectF, days: Days) -> None:
        """Draw a line where a month begins, and a darker one where a year does."""
        tokens = look.current().tokens
        day = days[0].replace(day=1)
        while day < days[1]:
            pen = QPen(QColor(tokens.border if day.month == 1 else tokens.line), 1)
            painter.setPen(pen)
            x = round(self.scale.x(day)) + 0.5
            painter.drawLine(QLineF(x, seen.top(), x, seen.bottom()))
            day = add_months(day, 1)

    def _gaps(self, painter: QPainter, seen: QRectF) -> None:
        """Say how long an apartment is free, where there is room for the words."""
        tokens, metrics = look.current().tokens, self.letters.small_metrics
        painter.setFont(self.letters.small)
        for at, row in enumerate(self.calendar.rows):
            top, bottom = self.tops[at], self.tops[at + 1]
            if bottom < seen.top() or top > seen.bottom():
                continue
            y = top + self.measures.pad + self.measures.lane / 2
            for gap in row.gaps:
                left = self.scale.x(gap.first)
                right = self.scale.x(gap.until or self.calendar.until)
                if right < seen.left() or left > seen.right():
                    continue
                left = max(left, self._end_before(at, gap.first))
                forms = ((words, metrics.horizontalAdvance(words)) for words in gap_forms(gap))
                fitting = ((words, wide) for words, wide in forms if wide + 4 <= right - left)
                words, wide = next(fitting, ("", 0.0))
                if not words:
                    continue
                wide = min(wide + 2 * Space.S, right - left)
                x = left + Space.S if gap.until is None else (left + right - wide) / 2
                painter.setPen(QColor(tokens.muted))
                box = QRectF(x, y - metrics.height() / 2, wide, metrics.height())
                painter.fillRect(box, QColor(tokens.base))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _end_before(self, row: int, day: date) -> float:
        """Return where the stays end that leave on a day: a short one is drawn longer."""
        ends = (
            box.x + box.width
            for slot, box in zip(self.calendar.rows[row].slots, self.boxes(row), strict=True)
            if slot.until == day
        )
        return max(ends, default=0.0)

    def _today(self, painter: QPainter, seen: QRectF) -> None:
        x = self.scale.x(self.calendar.today)
        painter.setPen(QPen(QColor(look.current().tokens.accent), 2))
        painter.drawLine(QLineF(x, seen.top(), x, seen.bottom()))
