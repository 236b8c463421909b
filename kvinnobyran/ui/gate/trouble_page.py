"""A plain page for what keeps the office shut before anybody could type anything."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space

Way = tuple[str, Callable[[], object]]
"""The words on a button, and what it does."""


class TroublePage(QFrame):
    """Says what happened and what to do. There is never a way here to begin anew on top of it."""

    def __init__(self, heading: str, trouble: Trouble, ways: tuple[Way, ...]) -> None:
        """Show the trouble, with a button for each of ``ways``, the best one first."""
        super().__init__()
        self.setProperty("ground", "card")
        self.setAccessibleName(heading)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(Label(heading, Voice.TITLE))
        column.addWidget(Notice(trouble.way_on, Tone.WARN, heading=trouble.sentence))
        self.buttons = tuple(
            Button(text, Kind.PLAIN if place else Kind.PRIMARY, then=act)
            for place, (text, act) in enumerate(ways)
        )
        for button in self.buttons:
            column.addWidget(button)

    def begin(self) -> None:
        """Put the focus on the best way on."""
        if self.buttons:
            self.buttons[0].setFocus()
