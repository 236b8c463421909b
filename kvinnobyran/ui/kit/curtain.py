"""One widget in the place of a whole window; everything else is hidden, and comes back."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Curtain(QObject):
    """Hides what is in ``window`` behind ``front`` until it is lifted.

    What is hidden takes no key, is in no screen reader's tree, and its menus' shortcuts are
    dead. What is laid over the whole window later (the neutral screen) lies above it.
    """

    def __init__(self, window: QWidget, front: QWidget) -> None:
        super().__init__(front)
        self._window = window
        self._front = front
        self._focus: QWidget | None = window.focusWidget()
        self._hidden = [
            child
            for child in window.children()
            if isinstance(child, QWidget)
            and child is not front
            and not child.isWindow()
            and child.isVisibleTo(window)
        ]
        front.setParent(window)
        for child in self._hidden:
            child.hide()
        window.installEventFilter(self)
        self._cover()
        front.show()
        front.raise_()

    def lift(self) -> None:
        """Show everything again, and give the focus back."""
        self._window.removeEventFilter(self)
        self._front.hide()
        for child in self._hidden:
            child.show()
        if self._focus and self._focus.isVisible():
            self._focus.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() is QEvent.Type.Resize:
            self._cover()
        return False

    def _cover(self) -> None:
        self._front.setGeometry(self._window.rect())
