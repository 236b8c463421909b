"""Headings: the one of a page, and those of its parts."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space


class Heading(QWidget):
    """The one heading of a page: its title, a line under it, and what can be done."""

    def __init__(self, title: str, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self.title = Label(title, Voice.TITLE)
        self.lead = Label(lead, Voice.LEAD)
        if not lead:
            self.lead.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.lead)
        self._offers = QHBoxLayout()
        self._offers.setSpacing(Space.S)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(words, 1)
        row.addLayout(self._offers)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(title)

    def say(self, title: str, lead: str = "") -> None:
        """Change the words."""
        self.title.setText(title)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead) and not self._folded)
        self.setAccessibleName(title)

    def fold(self, *, folded: bool) -> None:
        """Be one line of plain size, without what stands under it, or whole again."""
        self._folded = folded
        self.title.speak_as(Voice.STRONG if folded else Voice.TITLE)
        self.lead.setVisible(bool(self.lead.text()) and not folded)

    def offer(self, *buttons: Button) -> None:
        """Put buttons at the right; the primary one last."""
        for button in buttons:
            self._offers.addWidget(button)


class Part(QWidget):
    """The heading of a part of a page, with a line above it."""

    def __init__(
        self, title: str, lead: str = "", *, line: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S if line else 0, 0, 0)
        column.setSpacing(2)
        if line:
            column.addWidget(rule())
            column.addSpacing(Space.M)
        column.addWidget(Label(title, Voice.HEADING))
        if lead:
            column.addWidget(Label(lead, Voice.MUTED))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


def rule() -> QFrame:
    """Return a thin line between two parts."""
    line = QFrame()
    line.setProperty("ground", "line")
    return line
