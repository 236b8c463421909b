"""Shown to her: the timeline alone in the window, large, with nothing else on the screen (5.4).

No code, no name, no menus, no status, no messages; only what is marked as shown to her. Esc
leads back. The keys that lock and that bring up the neutral page work as everywhere.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.relation.view import View

LARGER = 1.4
_TITLE = "Tidslinje"
_HINT = "Pilarna går mellan händelserna. Esc avslutar."
_SOON = "Skärmen låses strax. Tryck på en tangent för att fortsätta."


class Presentation(QWidget):
    """The whole window. ``left`` is emitted when one wants back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setProperty("ground", "neutral")
        self.setAccessibleName(_TITLE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view = View(scale=LARGER, hidden_is_said=False)
        self.empty = Empty("Inget att visa än.", icon=Icon.HISTORY)
        self.hint = Label(_HINT, Voice.MUTED)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        foot.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(foot)

    def show_events(self, events: Sequence[TimelineEvent]) -> None:
        """Show those that are meant for her eyes."""
        hers = [event for event in events if event.shown_to_her]
        self.view.setVisible(bool(hers))
        self.empty.setVisible(not hers)
        self.view.drawing.show_events(hers)

    def begin(self, event_id: str) -> None:
        """Go to an event, or to the first one."""
        drawing = self.view.drawing
        if drawing.cards:
            drawing.choose(event_id, focus=True)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def warn_of_lock(self, on: bool) -> None:
        """Say that the office is about to lock, in words that say nothing of what it is."""
        self.hint.setText(_SOON if on else _HINT)
        self.hint.speak_as(Voice.STRONG if on else Voice.MUTED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.accept()  # nothing behind it gets a key
