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
_WIDEST = 640


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
            column.addWidget(label, 0, middle)
        if not text:
            self._text.hide()
        if button is not None:
            column.addSpacing(Space.S)
            column.addWidget(button, 0, middle)
        column.addStretch(3)
        look.follow(self._fit)

    def say(self, heading: str, text: str = "") -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        now = look.current()
        self._mark.setPixmap(icons.pixmap(self._kind, "muted", now.px(_ICON)))
        for label in (self._heading, self._text):
            width = min(now.px(_WIDTH), _WIDEST)
            label.setMinimumWidth(width)
            # A label that is centred is not asked for its height by its width: say it.
            # An empty one answers -1.
            label.setMinimumHeight(max(0, label.heightForWidth(width)))
