"""One stay as a widget of its own: a button with a name, so that a screen reader reads it."""

from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolTip, QWidget

from kvinnobyran.domain.stay import Stay
from kvinnobyran.domain.stay_words import detail_said, spoken
from kvinnobyran.ui.calendar.faces import Letters, paint_stay
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.tokens import Radius

_EDGE: Final = 8
"""Logical pixels at each end of a stay that are its edge; a third of it at most."""
_WORDS_STEP: Final = 32
_NONE: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_KEYS: Final = {
    (Qt.Key.Key_Right, _NONE): "next",
    (Qt.Key.Key_Left, _NONE): "back",
    (Qt.Key.Key_Up, _NONE): "up",
    (Qt.Key.Key_Down, _NONE): "down",
    (Qt.Key.Key_Home, _NONE): "today",
    (Qt.Key.Key_End, _NONE): "last",
    (Qt.Key.Key_PageUp, _NONE): "wider",
    (Qt.Key.Key_PageDown, _NONE): "closer",
    (Qt.Key.Key_Plus, _NONE): "in",
    (Qt.Key.Key_Plus, _SHIFT): "in",
    (Qt.Key.Key_Minus, _NONE): "out",
    (Qt.Key.Key_N, _NONE): "new",
    (Qt.Key.Key_Escape, _NONE): "drop",
    (Qt.Key.Key_Return, _NONE): "open",
    (Qt.Key.Key_Enter, _NONE): "open",
    (Qt.Key.Key_Space, _NONE): "open",
    (Qt.Key.Key_Right, _ALT): "later",
    (Qt.Key.Key_Left, _ALT): "earlier",
    (Qt.Key.Key_Right, _ALT | _SHIFT): "longer",
    (Qt.Key.Key_Left, _ALT | _SHIFT): "shorter",
    (Qt.Key.Key_Up, _ALT): "lift",
    (Qt.Key.Key_Down, _ALT): "lower",
}


def wish_of(event: QKeyEvent) -> str:
    """Return what a key asks of the calendar; empty when it is not one of the calendar's."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get((Qt.Key(event.key()), held), "")


class StayBar(QAbstractButton):
    """One stay. It is worn anew for another stay when its own is out of sight."""

    wanted = Signal(str)
    """What a key asks for: a value of ``_KEYS``."""
    came = Signal()
    went = Signal()
    menu = Signal(object)
    grabbed = Signal(str, QPoint)
    """The pointer drags the stay by its ``first`` day, its ``until``, or ``whole``."""
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, parent: QWidget, letters: Letters) -> None:
        super().__init__(parent)
        self.letters = letters
        self._hidden = 0
        self._pressed: QPoint | None = None
        self._dragging = False
        self.by_pointer = False
        """Whether the press that is told now was the pointer's: that chooses, others open."""
        self.stay: Stay | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def wear(self, stay: Stay) -> None:
        """Be this stay."""
        if stay != self.stay:
            self.stay = stay
            self.setAccessibleName(spoken(stay))
            self.update()

    def hide_left(self, hidden: float) -> None:
        """Write the words where they are seen: so much of the left end is out of sight.

        In steps, because each of them is painted while somebody scrolls.
        """
        stepped = ceil(hidden / _WORDS_STEP) * _WORDS_STEP
        if stepped != self._hidden:
            # Only where the words stood and stand: the rest of a long stay is as it was.
            left = min(stepped, self._hidden)
            wide = round(abs(stepped - self._hidden) + self.letters.widest)
            self._hidden = stepped
            self.update(left, 0, wide, self.height())

    def event(self, event: QEvent) -> bool:
        """Tell all about the stay where the pointer rests."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), detail_said(self.stay) if self.stay else "")
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = wish_of(event)
        if wish:
            self.wanted.emit(wish)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.went.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())

    # --- the pointer ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is None:
            edge = self._edge(place)
            shape = Qt.CursorShape.SizeHorCursor if edge != "whole" else None
            self.setCursor(shape or Qt.CursorShape.PointingHandCursor)
            return
        far = (place - self._pressed).manhattanLength()
        if not self._dragging and far >= QApplication.startDragDistance():
            self._dragging = True
            self.grabbed.emit(self._edge(self._pressed), self.mapToParent(self._pressed))
        if self._dragging:
            self.dragged.emit(self.mapToParent(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self._dragging, self._pressed = self._dragging, False, None
        if dragging:
            self.setDown(False)
            self.dropped.emit()
        else:
            self.by_pointer = True
            super().mouseReleaseEvent(event)
            self.by_pointer = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit("open")

    def _edge(self, place: QPoint) -> str:
        near = min(_EDGE, self.width() // 3)
        if place.x() < near:
            return "first"
        return "until" if place.x() >= self.width() - near else "whole"

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.stay is None:
            return
        painter = QPainter(self)
        paint_stay(
            painter,
            QRectF(self.rect()),
            self.stay,
            self.letters,
            hidden=self._hidden,
            needed=QRectF(event.rect()),
        )
        painter.end()
        if self.hasFocus():
            paint_ring(self, Radius.FIELD)


class Ghost(QWidget):
    """Where a stay would lie: an outline above the others, red and doubled where it clashes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clashes = False
        self._words = ""
        self._letters = Letters.now()
        self.hide()

    def say(self, words: str, letters: Letters, *, clashes: bool) -> None:
        """Show these words; ``clashes`` says that something is in the way."""
        self._words, self._letters, self._clashes = words, letters, clashes
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = look.current().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(tokens.danger_tint if self._clashes else tokens.info_tint)
        ground.setAlphaF(0.85)
        edge = QColor(tokens.danger if self._clashes else tokens.focus)
        pen = QPen(edge, 3)
        if not self._clashes:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(ground)
        card = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawRoundedRect(card, Radius.FIELD, Radius.FIELD)
        painter.setFont(self._letters.small)
        painter.setPen(QColor(tokens.danger if self._clashes else tokens.text))
        metrics = self._letters.small_metrics
        room = card.width() - 12
        said = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        middle = card.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(card.left() + 6, middle), said)
        painter.end()
