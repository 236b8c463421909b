"""Bars with their figures, for the screen. What is withheld says nothing of its size."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.tokens import Space

_BAR = 18
_ROW = 34
_WITHHELD = 48
"""The one length, in logical pixels, of every bar whose figure is withheld."""
WITHHELD_WORDS = "visas inte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar. ``value`` is None when the figure is withheld; ``text`` is what stands at it."""

    label: str
    value: int | None
    text: str = ""

    @property
    def figure(self) -> str:
        """Return the words at the bar's end."""
        return self.text or (WITHHELD_WORDS if self.value is None else str(self.value))


class Bars(QWidget):
    """A chart of horizontal bars. A screen reader gets it as one sentence per bar."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_bars(())

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars, in this order."""
        self._bars = tuple(bars)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(". ".join(f"{bar.label}: {bar.figure}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = look.current()
        return QSize(now.px(420), max(1, len(self._bars)) * now.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.current().px(240), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = look.current()
        metrics = self.fontMetrics()
        words = min(
            # A little more than the letters: rounding would elide a text that fits.
            max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0) + 4,
            self.width() // 2,
        )
        figures = max((metrics.horizontalAdvance(bar.figure) for bar in self._bars), default=0)
        room = max(1, self.width() - words - figures - 3 * Space.M)
        most = max((bar.value or 0 for bar in self._bars), default=0) or 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = now.px(_ROW)
        for place, bar in enumerate(self._bars):
            top = place * row
            box = QRectF(0, top, words, row)
            elided = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, words)
            painter.setPen(QColor(now.tokens.text))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), elided)
            withheld = bar.value is None
            length = _WITHHELD if bar.value is None else room * bar.value / most
            shape = QRectF(words + Space.M, top + (row - now.px(_BAR)) / 2, length, now.px(_BAR))
            colour = QColor(now.tokens.first)
            painter.setPen(QColor(now.tokens.border) if withheld else Qt.PenStyle.NoPen)
            hatched = QBrush(QColor(now.tokens.border), Qt.BrushStyle.BDiagPattern)
            painter.setBrush(hatched if withheld else QBrush(colour))
            painter.drawRoundedRect(shape, 3, 3)
            painter.setPen(QColor(now.tokens.muted if withheld else now.tokens.text))
            end = QRectF(shape.right() + Space.S, top, figures + Space.M, row)
            painter.drawText(end, int(Qt.AlignmentFlag.AlignVCenter), bar.figure)
        painter.end()
