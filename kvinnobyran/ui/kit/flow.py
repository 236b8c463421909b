"""A row of widgets that goes on in the next line when there is no more room, as words do.

A widget, not a layout: Qt asks a layout written in Python for the items it holds, and PySide may
take such an item for deleted while Qt still lays it out, which ends the process (decision 0027).
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.kit.worker import alive

_UPSET = (QEvent.Type.LayoutRequest, QEvent.Type.ChildRemoved)


class Flow(QWidget):
    """Left to right, and on the next line when there is no more room."""

    def __init__(
        self, *widgets: QWidget, gap: int = Space.S, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row: list[QWidget] = []
        self._gap = gap
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget last; it is shown unless somebody hid it."""
        hidden = widget.isHidden() and widget.testAttribute(
            Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        )
        if widget.parent() is not self:
            widget.setParent(self)
        self._row.append(widget)
        if not hidden:
            widget.show()
        self._changed()

    def take(self, widget: QWidget) -> None:
        """Let go of a widget; it stays a child until somebody else takes it."""
        self._row.remove(widget)
        self._changed()

    def clear(self) -> None:
        """Throw everything in it away."""
        for widget in self._mine():
            widget.hide()
            widget.deleteLater()
        self._row.clear()
        self._changed()

    def heightForWidth(self, width: int) -> int:
        return self._lay(width, move=False)

    def sizeHint(self) -> QSize:
        hints = [_hint(widget) for widget in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        size = QSize(0, 0)
        for widget in self._shown():
            size = size.expandedTo(widget.minimumSizeHint().expandedTo(widget.minimumSize()))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(self.width(), move=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out what changed while nobody saw it: Qt tells only what is shown."""
        super().showEvent(event)
        self._changed()

    def event(self, event: QEvent) -> bool:
        """Lay out anew when a widget in it came, went or changed its size."""
        if event.type() in _UPSET:
            self._changed()
        return super().event(event)

    def _changed(self) -> None:
        self.updateGeometry()
        self._lay(self.width(), move=True)

    def _mine(self) -> Iterator[QWidget]:
        return (each for each in self._row if alive(each) and each.parent() is self)

    def _shown(self) -> Iterator[QWidget]:
        return (each for each in self._mine() if not each.isHidden())

    def _lay(self, width: int, *, move: bool) -> int:
        """Lay the widgets out in this width and return the height that they take."""
        x = y = tallest = 0
        for widget in self._shown():
            size = _hint(widget)
            if x and x + size.width() > width:
                x, y, tallest = 0, y + tallest + self._gap, 0
            if size.width() > width:
                size = _narrowed(widget, size, width)
            if move:
                widget.setGeometry(QRect(x, y, size.width(), size.height()))
            x += size.width() + self._gap
            tallest = max(tallest, size.height())
        return y + tallest


def _hint(widget: QWidget) -> QSize:
    """Return the size that a widget would like, as a layout of Qt's reckons it."""
    hint = widget.sizeHint().expandedTo(widget.minimumSizeHint())
    return hint.boundedTo(widget.maximumSize()).expandedTo(widget.minimumSize())


def _narrowed(widget: QWidget, hint: QSize, width: int) -> QSize:
    """Return the size of a widget that is wider than a whole line."""
    least = widget.minimumSizeHint().expandedTo(widget.minimumSize()).width()
    narrow = max(width, least)
    tall = widget.heightForWidth(narrow) if widget.hasHeightForWidth() else hint.height()
    return QSize(narrow, tall)
