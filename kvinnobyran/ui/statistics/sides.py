"""A page in two: the pages of a paper beside what is said and asked of them, or under it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.statistics.preview import Preview

_BESIDE = 840
"""Below this width, in logical pixels at 100 %, one stands under the other."""


class Sides(QScrollArea):
    """Two widgets with a share of the width each, one of them the pages; ``above`` is over both.

    With large letters there is more than the window holds: then everything scrolls, so that the
    pages can have the whole height.
    """

    def __init__(
        self, sides: Sequence[tuple[QWidget, int]], preview: Preview, *above: QWidget
    ) -> None:
        super().__init__()
        self._preview = preview
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in above:
            column.addWidget(widget)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(Space.XL)
        for widget, share in sides:
            self._sides.addWidget(widget, share)
        column.addLayout(self._sides, 1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # It takes what is left, and asks for nothing: a window would scroll around it.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setWidget(ground)

    def bring(self, widget: QWidget) -> None:
        """Bring one of the sides into sight, once it is laid out, where they are not beside."""

        def scroll() -> None:
            ground = self.widget()
            if self._sides.direction() is QBoxLayout.Direction.TopToBottom and ground is not None:
                self.verticalScrollBar().setValue(widget.mapTo(ground, QPoint()).y())

        QTimer.singleShot(0, self, scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two beside each other where there is room for both."""
        super().resizeEvent(event)
        beside = event.size().width() >= look.current().px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._preview.stand(0 if beside else event.size().height() - Space.M)
        if way is not self._sides.direction():
            self._sides.setDirection(way)
