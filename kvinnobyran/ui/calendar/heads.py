"""What stays in sight: years, months and weeks above the drawing, the apartments at its left."""

from typing import Final

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QToolTip, QWidget

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.dates import long_label, week_label
from kvinnobyran.domain.holidays import holiday
from kvinnobyran.reports.lanes import DAY, Mark, months, weeks, years
from kvinnobyran.ui.calendar.bars import wish_of
from kvinnobyran.ui.calendar.canvas import Canvas
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.tokens import Radius, Space, Type

_GAP: Final = 6
_TODAY: Final = "Idag"


class TimeHead(QWidget):
    """Years, months and ISO weeks, as far to the left as the drawing is scrolled."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._scrolled = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("År, månad och vecka")
        look.follow(self._fit)

    def scroll_to(self, x: int) -> None:
        """Follow the drawing."""
        if x != self._scrolled:
            self._scrolled = x
            self.update()

    def event(self, event: QEvent) -> bool:
        """Tell which day the pointer is on, with its week and its name."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._canvas.scale.day(event.pos().x() + self._scrolled)
            named = holiday(day)
            words = f"{long_label(day)}, {week_label(day)}"
            QToolTip.showText(event.globalPos(), f"{words}, {named.name}" if named else words)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, canvas = look.current(), self._canvas
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.tokens.side))
        painter.translate(-self._scrolled, 0)
        first = max(canvas.calendar.first, canvas.scale.day(self._scrolled))
        until = min(canvas.calendar.until, canvas.scale.day(self._scrolled + self.width()) + DAY)
        if first < until:
            scale = canvas.scale
            tiers = (
                (years(first, until), self._strong, False),
                (months(first, until, scale, self._wide, _GAP), self._font, False),
                (weeks(first, until, scale, self._wide, _GAP), self._font, True),
            )
            high = self.height() / 3
            for tier, (marks, font, middle) in enumerate(tiers):
                painter.setFont(font)
                self._tier(painter, marks, tier * high, middle=middle)
            self._today(painter, high)
        painter.setPen(QPen(QColor(now.tokens.border), 1))
        low = self.height() - 0.5
        painter.drawLine(QLineF(self._scrolled, low, self._scrolled + self.width(), low))
        painter.end()

    def _tier(self, painter: QPainter, marks: list[Mark], top: float, *, middle: bool) -> None:
        """Write one line of the header; a name stays in sight as long as its time does."""
        tokens, scale = look.current().tokens, self._canvas.scale
        low = top + self.height() / 3
        base = top + (low - top + self._metrics.ascent() - self._metrics.descent()) / 2
        if middle:
            painter.setPen(QColor(tokens.muted))
            for mark in marks:
                left, right = scale.x(mark.first), scale.x(mark.until)
                x = (left + right - self._wide(mark.words)) / 2
                painter.drawText(QPointF(x, base), mark.words)
            return
        edges = [round(scale.x(mark.first)) + 0.5 for mark in marks]
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLines([QLineF(x, top, x, low) for x in edges])
        painter.setPen(QColor(tokens.text))
        for mark, x in zip(marks, edges, strict=True):
            left = max(x, self._scrolled) + _GAP
            if mark.words and left + self._wide(mark.words) <= scale.x(mark.until):
                painter.drawText(QPointF(left, base), mark.words)

    def _wide(self, words: str) -> float:
        """Return how wide words are; the same few are asked for again and again."""
        found = self._widths.get(words)
        if found is None:
            found = self._widths[words] = self._metrics.horizontalAdvance(words)
        return found

    def _today(self, painter: QPainter, high: float) -> None:
        tokens, canvas = look.current().tokens, self._canvas
        painter.setFont(self._strong)
        wide = QFontMetricsF(self._strong).horizontalAdvance(_TODAY) + 2 * _GAP
        x = canvas.scale.x(canvas.calendar.today)
        box = QRectF(x - wide / 2, 2 * high + 1, wide, high - 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, 4, 4)
        painter.drawRect(QRectF(x - 1, box.bottom() - 2, 2, 5))
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _TODAY)

    def _fit(self) -> None:
        points = look.current().points
        self._font = fonts.tabular(fonts.font(points(Type.SMALL)))
        self._strong = fonts.tabular(fonts.font(points(Type.SMALL), QFont.Weight.DemiBold))
        self._metrics = QFontMetricsF(self._font)
        self._widths: dict[str, float] = {}
        self.setFixedHeight(round(3 * (self._metrics.height() + 5)))
        self.update()


class ApartmentHead(QAbstractButton):
    """One apartment: its code and whom it has room for. Enter leads to its stays."""

    wanted = Signal(str)
    came = Signal()

    def __init__(self, apartment: Apartment, free: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.apartment = apartment
        self._free = free
        self.setAccessibleName(f"{apartment.code}, {free}")
        self.setAccessibleDescription(room_said(apartment))
        self.setToolTip(f"{apartment.code}: {room_said(apartment)}, {free}")
        self.clicked.connect(lambda: self.wanted.emit("stays"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = wish_of(event)
        if wish == "open":
            self.click()
        elif wish:
            self.wanted.emit(wish)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = look.current()
        painter = QPainter(self)
        painter.setPen(QPen(QColor(now.tokens.line), 1))
        low = self.height() - 0.5
        painter.drawLine(QLineF(0, low, self.width(), low))
        strong = fonts.font(now.points(Type.BODY), QFont.Weight.DemiBold)
        small = fonts.font(now.points(Type.SMALL))
        bold, thin = QFontMetricsF(strong), QFontMetricsF(small)
        room = self.width() - 2 * Space.M
        lines = [(self.apartment.code, strong, bold, now.tokens.text)]
        if self.height() > bold.height() + thin.height() + Space.S:
            lines.append((room_said(self.apartment), small, thin, now.tokens.muted))
        y = (self.height() - sum(each[2].height() for each in lines)) / 2
        for words, font, metrics, colour in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(Space.M, y + metrics.ascent()), said)
            y += metrics.height()
        painter.end()
        if self.hasFocus():
            paint_ring(self, Radius.FIELD)


class ApartmentColumn(QFrame):
    """The apartments, as far down as the drawing is scrolled. One of them is a stop of Tab."""

    asked = Signal(int, str)
    """A row, and what is wanted: ``stays`` or a key."""
    came = Signal(int)
    """The row whose apartment has the focus."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._scrolled = 0
        self._at = 0
        self.heads: list[ApartmentHead] = []
        self._inner = QWidget(self)
        self.setAccessibleName("Lägenheter")
        self.setProperty("ground", "side")
        look.follow(self._fit)

    def show_apartments(self) -> None:
        """Show those of the canvas's calendar; the focus stays where it was."""
        calendar = self._canvas.calendar
        focused = any(head.hasFocus() for head in self.heads)
        for head in self.heads:
            head.hide()
            head.deleteLater()
        self.heads = []
        for row, apartment in enumerate(calendar.apartments):
            head = ApartmentHead(apartment, free_said(self._canvas, row), self._inner)
            head.wanted.connect(lambda wish, row=row: self.asked.emit(row, wish))
            head.came.connect(lambda row=row: self._came(row))
            head.show()
            self.heads.append(head)
        self._at = min(self._at, max(0, len(self.heads) - 1))
        self._rove()
        self.lay()
        if focused and self.heads:
            self.heads[self._at].setFocus(Qt.FocusReason.OtherFocusReason)

    def lay(self) -> None:
        """Put every apartment beside its row."""
        edges = self._canvas.tops
        for head, top, low in zip(self.heads, edges, edges[1:], strict=False):
            head.setGeometry(0, round(top), self.width(), round(low) - round(top))
        self._inner.setGeometry(0, -self._scrolled, self.width(), round(edges[-1]) + 1)

    def scroll_to(self, y: int) -> None:
        """Follow the drawing."""
        self._scrolled = y
        self._inner.move(0, -y)

    def focus_row(self, row: int) -> None:
        """Give an apartment the focus."""
        if 0 <= row < len(self.heads):
            self.heads[row].setFocus(Qt.FocusReason.OtherFocusReason)

    def _came(self, row: int) -> None:
        self._at = row
        self._rove()
        self.came.emit(row)

    def _rove(self) -> None:
        for at, head in enumerate(self.heads):
            on = at == self._at
            head.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def _fit(self) -> None:
        now = look.current()
        metrics = QFontMetricsF(fonts.font(now.points(Type.BODY), QFont.Weight.DemiBold))
        wide = min(now.px(176), 232)
        self.setFixedWidth(max(wide, round(metrics.horizontalAdvance("Lägenhet A")) + 2 * Space.M))
        self.lay()

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 0)


def room_said(apartment: Apartment) -> str:
    """Return whom an apartment has room for: ``1 vuxen, 2 barn, djur``."""
    adults = "1 vuxen" if apartment.adults == 1 else f"{apartment.adults} vuxna"
    animals = "djur" if apartment.pets else "inga djur"
    return f"{adults}, {apartment.children} barn, {animals}"


def free_said(canvas: Canvas, row: int) -> str:
    """Return when an apartment is free next: ``ledig nu, 17 dagar`` or ``ledig från …``."""
    calendar = canvas.calendar
    free = calendar.next_free(row, calendar.today)
    if free.first >= calendar.until:
        return "upptagen tills vidare"
    if free.first > calendar.today:
        return f"ledig från {free.first.isoformat()}"
    return "ledig nu" if free.until is None else f"ledig nu, till {free.until.isoformat()}"
