"""What is shown where there is nothing yet: an icon, a sentence, and the next step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.ui.kit import icons, look
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_ICON = 40
_WIDTH = 420


class Empty(QWidget):
    """An empty place. ``heading`` says what is not there, ``text`` how it comes to be."""

    def __init__(
        self,
        heading: str,
        text: str = "",
        *,
        icon: Icon = Icon.INFO,
        button: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mark = Label("", wrap=False)
        self._kind = icon
        self._heading = Label(heading, Voice.HEADING)
        self._text = Label(text, Voice.MUTED)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        column.addStretch(2)
        column.addWidget(self._mark, 0, middle)
        for label in (self._heading, self._text):
            label.setAlignment(middle)
            label.setMinimumWidth(min(look.current().px(_WIDTH), 640))
            column.addWidget(label, 0, middle)
        self._text.setVisible(bool(text))
        if button is not None:
            column.addSpacing(Space.S)
            column.addWidget(button, 0, middle)
        column.addStretch(3)
        self._draw()

    def say(self, heading: str, text: str = "") -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def changeEvent(self, event: object) -> None:
        """Draw the icon anew when the theme has changed."""
        super().changeEvent(event)  # type: ignore[arg-type] # Qt's QEvent
        if hasattr(self, "_text"):
            self._draw()

    def _draw(self) -> None:
        size = look.current().px(_ICON)
        self._mark.setPixmap(icons.pixmap(self._kind, "muted", size))
