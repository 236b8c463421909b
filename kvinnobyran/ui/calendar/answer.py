"""The answer to a placer who asks what is free, lying over the calendar. Esc leads back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kvinnobyran.ui.housing.reply import ReplyPanel
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.heading import Part
from kvinnobyran.ui.kit.tokens import Space

_TITLE = "Svar till placerare"


class Answer(QFrame):
    """What is free, as text to copy."""

    left = Signal()
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.setAccessibleName(_TITLE)
        self.panel = ReplyPanel(desk, self.said.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        lead = "Skriv vad de frågar efter. Svaret säger dagar och platser, aldrig var."
        column.addWidget(Part(_TITLE, lead, line=False))
        column.addWidget(self.panel)
        column.addWidget(Button("Till kalendern", Kind.QUIET, then=self.left.emit))
        column.addStretch(1)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)
