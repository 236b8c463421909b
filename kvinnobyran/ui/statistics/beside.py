"""What stands beside the pages of a report: one of several things, with the room that it needs."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Beside(QWidget):
    """Several widgets of which one is seen. A tall form that is not seen takes no room.

    Qt's own stack asks all that it holds how high they want to be, and is as high as the highest.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._held: list[QWidget] = []

    def hold(self, widget: QWidget) -> None:
        """Hold one more; the first is seen."""
        self._column.addWidget(widget)
        widget.setVisible(not self._held)
        self._held.append(widget)

    def show_only(self, widget: QWidget) -> None:
        """Let this one be seen, and no other."""
        for each in self._held:
            each.setVisible(each is widget)

    @property
    def seen(self) -> QWidget:
        """The one that is seen."""
        return next(each for each in self._held if not each.isHidden())
