"""What stands in the window's place while the disk will not take what was typed.

The office must be locked and the draft must not be lost: until both can be had, the window is
hidden, the text stays in memory only, and saving is tried again every few seconds.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Size, Space


class HeldWindow(QMainWindow):
    """Says what is wrong, tries again, and offers to lock and lose the last seconds."""

    def __init__(self, *, again: Callable[[], object], give_up: Callable[[], object]) -> None:
        super().__init__()
        self.setWindowTitle("Kvinnobyrån")
        self.notice = Notice("", Tone.WARN)
        self._sure = Button("Lås ändå och förlora det senaste", Kind.DANGER, then=give_up)
        inside = QWidget()
        inside.setMaximumWidth(look.current().px(Size.FORM))
        column = QVBoxLayout(inside)
        column.setSpacing(Space.L)
        column.addWidget(Label("Fönstret är dolt", Voice.TITLE))
        column.addWidget(
            Label(
                "Det du skrev de sista sekunderna är inte sparat än. Programmet försöker igen "
                "var femte sekund och låser så snart det har gått."
            )
        )
        column.addWidget(self.notice)
        row = QHBoxLayout()
        row.addWidget(Button("Försök nu", Kind.PRIMARY, then=again))
        row.addWidget(self._sure)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        middle = QWidget()
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        whole.addWidget(inside)
        self.setCentralWidget(middle)

    def say(self, trouble: Trouble) -> None:
        """Say what the disk says."""
        self.notice.say(trouble.way_on, Tone.WARN, heading=trouble.sentence)
