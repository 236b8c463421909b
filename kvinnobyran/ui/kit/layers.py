"""Several widgets in one place, of which one is seen, with the room that this one needs."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Layers(QWidget):
    """What is not seen takes no room, neither its height nor its width.

    Qt's own stack asks all that it holds how high they want to be, and is as high as the highest.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._held: list[QWidget] = []

    def addWidget(self, widget: QWidget) -> None:
        """Hold one more; the first is seen."""
        self._column.addWidget(widget)
        widget.setVisible(not self._held)
        self._held.append(widget)

    def setCurrentWidget(self, widget: QWidget) -> None:
        """Let this one be seen, and no other."""
        widget.show()
        for each in self._held:
            each.setVisible(each is widget)

    def currentWidget(self) -> QWidget:
        """Return the one that is seen."""
        return next(each for each in self._held if not each.isHidden())
