"""Buttons: a verb, perhaps an icon, and one of four kinds."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from kvinnobyran.ui.kit import icons
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import restyle
from kvinnobyran.ui.kit.tokens import Radius


class Kind(StrEnum):
    """How much a button asks for attention. A page has at most one primary."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    DANGER = "danger"


_TONES = {
    Kind.PRIMARY: "on_accent",
    Kind.PLAIN: "text",
    Kind.QUIET: "accent",
    Kind.DANGER: "danger",
}


class Button(QPushButton):
    """A push button. ``then`` is called without arguments when it is pressed."""

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.PLAIN,
        *,
        icon: Icon | None = None,
        then: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind.value)
        self.setAccessibleName(text.replace("&", ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._icon = icon
        if icon is not None:
            icons.give(self, icon, _TONES[kind])
        if then is not None:
            # Without the lambda, Qt would hand over whether the button is checked.
            self.clicked.connect(lambda: then())  # noqa: PLW0108 - the lambda drops an argument

    def become(self, kind: Kind) -> None:
        """Ask for more attention than before, or for less: a page has one primary button."""
        if self.property("kind") != kind.value:
            self.setProperty("kind", kind.value)
            restyle(self)
            if self._icon is not None:
                icons.give(self, self._icon, _TONES[kind])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus ring upon the button."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(self, Radius.FIELD)


class BusyButton(Button):
    """A button that can be pressed once: it is busy until the work has come home.

    ``start`` is called by the press; call ``done`` when the answer is here, whatever it is.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.PRIMARY,
        *,
        busy_text: str = "Sparar …",
        icon: Icon | None = None,
        then: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, kind, icon=icon, parent=parent)
        self._text = text
        self._busy_text = busy_text
        self._then = then
        self._busy = False
        self._had_focus = False
        self.clicked.connect(self._press)

    @property
    def is_busy(self) -> bool:
        """Return whether the work has not yet come home."""
        return self._busy

    def start(self) -> None:
        """Show the busy text and take no more presses."""
        self._busy = True
        self._had_focus = self.hasFocus()
        self.setText(self._busy_text)
        self.setEnabled(False)

    def done(self) -> None:
        """Be an ordinary button again, with the focus if it had it."""
        self._busy = False
        self.setText(self._text)
        self.setEnabled(True)
        if self._had_focus and self.window().focusWidget() in {None, self}:
            self.setFocus()

    def rename(self, text: str) -> None:
        """Say something else on it from now on."""
        self._text = text
        self.setText(text)
        self.setAccessibleName(text)

    def _press(self) -> None:
        if not self._busy and self._then is not None:
            self.start()
            self._then()


class IconButton(QToolButton):
    """A button that is only an icon; ``name`` is its name, and its tool tip."""

    def __init__(
        self,
        icon: Icon,
        name: str,
        *,
        then: Callable[[], object] | None = None,
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        icons.give(self, icon, tone)
        if then is not None:
            # Without the lambda, Qt would hand over whether the button is checked.
            self.clicked.connect(lambda: then())  # noqa: PLW0108 - the lambda drops an argument
