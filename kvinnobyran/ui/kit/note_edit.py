"""The editor of notes: plain text, a place to come back to, and a signal to keep a draft."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.writing import WritingArea

PAUSE_MS = 2000
"""After the last key."""
LONGEST_MS = 5000
"""While somebody types without pause."""


class NoteEdit(WritingArea, Editor):
    """Many lines of plain text, kept as a draft two seconds after the last key.

    ``autosave`` carries the text, at most five seconds after a change. ``flush`` emits it
    at once, if something is unsaved: called at lock, close and suspend.
    """

    edited = Signal()
    autosave = Signal(str)

    def __init__(
        self, *, name: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._filling = False
        self._pause = self._clock(PAUSE_MS)
        self._longest = self._clock(LONGEST_MS)
        self.setPlaceholderText(placeholder)
        self.typed.connect(self._changed)

    def value(self) -> str:
        return self.text()

    def set_value(self, value: str | None) -> None:
        self._filling = True
        self.set_text(value or "")
        self._filling = False
        self._pause.stop()
        self._longest.stop()

    def caret(self) -> int:
        return self.textCursor().position()

    def set_caret(self, place: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(place, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insert(self, text: str) -> None:
        """Put a text block in at the cursor: a template, a time."""
        self.insertPlainText(text)

    def unsaved(self) -> bool:
        """Return whether something was typed since the last ``autosave``."""
        return self._longest.isActive()

    def flush(self) -> None:
        """Emit ``autosave`` now if something is unsaved."""
        if self.unsaved():
            self._pause.stop()
            self._longest.stop()
            self.autosave.emit(self.text())

    def _clock(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self._due)
        return timer

    def _due(self) -> None:
        self._pause.stop()
        self._longest.stop()
        self.autosave.emit(self.text())

    def _changed(self) -> None:
        if self._filling:
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self.edited.emit()
