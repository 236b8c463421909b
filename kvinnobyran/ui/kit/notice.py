"""A bar inside the page that says something: never a box in the way."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import IconLabel, Label, Voice, restyle
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.tokens import Radius, Space


class Tone(StrEnum):
    """What sort of thing is said. Each has its icon and its word, besides its colour."""

    INFO = "info"
    WARN = "warn"
    DANGER = "danger"
    OK = "ok"


ICONS = {
    Tone.INFO: Icon.INFO,
    Tone.WARN: Icon.WARNING,
    Tone.DANGER: Icon.DANGER,
    Tone.OK: Icon.OK,
}
_WORDS = {
    Tone.INFO: "Upplysning",
    Tone.WARN: "Varning",
    Tone.DANGER: "Viktigt",
    Tone.OK: "Klart",
}


class Notice(QFrame):
    """A bar with an icon, perhaps a heading, a sentence, and perhaps one thing to do.

    ``action`` is ``(text on the button, what it does)``. ``closable`` gives it a cross.
    """

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.INFO,
        *,
        heading: str = "",
        action: tuple[str, Callable[[], object]] | None = None,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon = IconLabel(ICONS[tone], tone.value)
        self._heading = Label("", Voice.STRONG)
        self._text = Label("")
        self.below = QVBoxLayout()
        """Room for more, under the sentence: links to faults, say."""
        self.below.setSpacing(Space.XS)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        words.addLayout(self.below)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, 10, Space.M, 10)
        self._row.setSpacing(10)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._button: Button | None = None
        self._does: Callable[[], object] | None = None
        if closable:
            cross = IconButton(Icon.CLOSE, "Stäng meddelandet", then=self.hide)
            cross.setProperty("compact", "true")
            self._row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.say(text, tone, heading=heading, action=action)

    def say(
        self,
        text: str,
        tone: Tone = Tone.INFO,
        *,
        heading: str = "",
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Say something else, and tell a screen reader if it is seen."""
        self.setProperty("kind", tone.value)
        self._icon.show_icon(ICONS[tone], tone.value)
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        flag = Qt.AlignmentFlag
        self._row.setAlignment(self._icon, flag.AlignTop if heading else flag.AlignVCenter)
        self._offer(action)
        spoken = ". ".join(part.rstrip(".") for part in (_WORDS[tone], heading, text) if part)
        self.setAccessibleName(spoken)
        restyle(self)
        if self.isVisible():
            announce(self, spoken)

    def text(self) -> str:
        """Return the sentence that is shown."""
        return self._text.text()

    def fold(self, *, folded: bool) -> None:
        """Stand closer around the words, which are all said still; or as usual again."""
        edge = 2 if folded else 10
        self._row.setContentsMargins(Space.M, edge, Space.M, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus ring when the bar itself has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(self, Radius.FIELD, gap=False)

    def _offer(self, action: tuple[str, Callable[[], object]] | None) -> None:
        """Show the one thing to do; most bars never have any."""
        self._does = action[1] if action else None
        if self._button is None and action is not None:
            self._button = Button(action[0], Kind.PLAIN, then=self._act)
            self._row.insertWidget(2, self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._button is not None:
            self._button.setVisible(action is not None)
        if self._button is not None and action is not None:
            self._button.setText(action[0])
            self._button.setAccessibleName(action[0])

    def _act(self) -> None:
        if self._does is not None:
            self._does()
