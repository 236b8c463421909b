"""A small message at the bottom left that says what was done, and can undo it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.tokens import Space

SECONDS = 10
"""How long it stays. Undo is also on Ctrl+Z, so nobody depends on the time."""
_WIDEST = 560
_FOOT = 48
"""The height of a row of buttons in logical pixels at 100 %."""


class Toast(QFrame):
    """The one toast of a window; a new message takes the place of the old one.

    It never takes the focus. While the pointer or the focus is on it, it stays.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("ground", "toast")
        self._over = over
        self._text = Label("", wrap=False)
        self._button = Button("Ångra")
        self._does: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_out)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.L)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self._act)
        over.installEventFilter(self)
        self.hide()

    def say(
        self, text: str, *, undo: Callable[[], object] | None = None, verb: str = "Ångra"
    ) -> None:
        """Show a message for ten seconds, with a button if there is something to undo."""
        self._does = undo
        self._text.setText(text)
        self._button.setText(verb)
        self._button.setAccessibleName(f"{verb}: {text}")
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()
        self._place()
        self.raise_()
        self._timer.start(SECONDS * 1000)
        announce(self._over, text)

    def text(self) -> str:
        """Return the message that is shown, or ``""``."""
        return self._text.text() if self.isVisible() else ""

    def dismiss(self) -> None:
        """Take the message away; also at lock."""
        self._timer.stop()
        self._text.setText("")
        self._does = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.width() - 2 * Space.XL
        widest = min(room, look.current().px(_WIDEST))
        self._text.setWordWrap(False)
        if self.sizeHint().width() > widest:
            self._text.setWordWrap(True)
            self.setFixedWidth(widest)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(widest)
        hint = self.sizeHint()
        width = min(hint.width(), widest) if not self._text.wordWrap() else widest
        height = self.heightForWidth(width) if self.hasHeightForWidth() else hint.height()
        # Above the lowest row: there stand the buttons of a form that one goes on with.
        low = self._over.height() - height - Space.XL - look.current().px(_FOOT)
        self.setGeometry(Space.XL, max(0, low), width, max(height, hint.height()))

    def _time_out(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start(SECONDS * 1000)
        else:
            self.dismiss()

    def _act(self) -> None:
        does = self._does
        self.dismiss()
        if does is not None:
            does()
