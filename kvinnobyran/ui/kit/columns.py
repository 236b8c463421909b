"""Cards in as many columns as there is room for."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.tokens import Space

_WIDTH = 400


class Columns(QWidget):
    """Lays widgets out in one, two or three columns, row by row.

    ``width`` is the least width of a column in logical pixels at text size 100 %.
    """

    def __init__(
        self,
        widgets: Iterable[QWidget] = (),
        *,
        width: int = _WIDTH,
        most: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._width, self._most = width, most
        self._widgets: list[QWidget] = []
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.L)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget last."""
        self._widgets.append(widget)
        self._place(max(1, self._count))

    def minimumSizeHint(self) -> QSize:
        """Ask for one column only: the others go below."""
        widest = max((each.minimumSizeHint().width() for each in self._widgets), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as fit."""
        super().resizeEvent(event)
        count = self._fitting(event.size().width())
        if count != self._count:
            self._place(count)

    def _fitting(self, width: int) -> int:
        """Return how many columns there is room for."""
        gap = self._grid.spacing()
        column = look.current().px(self._width) + gap
        return max(1, min(self._most, (width + gap) // column))

    def _place(self, count: int) -> None:
        for at in range(max(count, self._count)):
            self._grid.setColumnStretch(at, 1 if at < count else 0)
        self._count = count
        for place, widget in enumerate(self._widgets):
            self._grid.removeWidget(widget)
            row, column = divmod(place, count)
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag(0))
        self.updateGeometry()


class Piles(Columns):
    """Columns in which each card stands right under the one above it, however high they are.

    The next card goes where the pile is lowest: the order is that of reading, as far as it goes.
    """

    def __init__(
        self,
        widgets: Iterable[QWidget] = (),
        *,
        width: int = _WIDTH,
        most: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        self._boxes: list[QVBoxLayout] = []
        super().__init__(width=width, most=most, parent=parent)
        if widgets:
            self.fill(widgets)

    def fill(self, widgets: Iterable[QWidget]) -> None:
        """Put several widgets last, and lay them out once."""
        self._widgets += widgets
        # Before it is laid out, the window says best how much room there will be.
        self._place(self._fitting(max(self.width(), self.window().width())))

    def _place(self, count: int) -> None:
        for at in range(max(count, self._count)):
            self._grid.setColumnStretch(at, 1 if at < count else 0)
        self._count = count
        while len(self._boxes) < count:
            box = QVBoxLayout()
            box.setSpacing(self._grid.spacing())
            box.addStretch(1)
            self._grid.addLayout(box, 0, len(self._boxes))
            self._boxes.append(box)
        heights = [0] * count
        for widget in self._widgets:
            for box in self._boxes:
                box.removeWidget(widget)
            lowest = heights.index(min(heights))
            self._boxes[lowest].insertWidget(self._boxes[lowest].count() - 1, widget)
            heights[lowest] += widget.sizeHint().height() + self._grid.spacing()
        self.updateGeometry()
