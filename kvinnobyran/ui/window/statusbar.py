"""The status bar: what is saved, how old the backup is, when the window locks itself."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QWidget

from kvinnobyran.domain.date_entry import in_words
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_LATELY_DAYS = 7


def saved_words(at: datetime | None) -> str:
    """Return ``Sparat 14.32``, or that nothing has been saved since the window was opened."""
    return "Inget nytt att spara" if at is None else f"Sparat {at:%H.%M}"


def backup_words(at: datetime | None, today: date) -> str:
    """Return how old the newest backup is, in words."""
    if at is None:
        return "Ingen säkerhetskopia än"
    days = (today - at.date()).days
    if days <= 0:
        return f"Säkerhetskopia idag {at:%H.%M}"
    if days == 1:
        return f"Säkerhetskopia igår {at:%H.%M}"
    if days <= _LATELY_DAYS:
        return f"Säkerhetskopia för {days} dagar sedan"
    return f"Säkerhetskopia {in_words(at.date())}: för gammal"


def lock_words(seconds: float | None, held_until: datetime | None) -> str:
    """Return when the window locks itself; ``None`` seconds means that it does not."""
    if held_until is not None:
        return f"Hålls öppet till {held_until:%H.%M}"
    if seconds is None:
        return "Låses inte av sig självt"
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"Låses om {max(0, round(seconds))} s"
    return f"Låses om {int(seconds // 60)} min"


class ElidedLabel(Label):
    """One line that is shortened with three dots rather than cut (experience.md 8.6)."""

    def __init__(self, voice: Voice = Voice.BODY) -> None:
        super().__init__("", voice, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show a text; the whole of it is also the tool tip and the name."""
        super().setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, shortened."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


class StatusBar(QStatusBar):
    """Three facts in one line, and in a fictitious office that it is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName("Statusrad")
        self.line = ElidedLabel(Voice.SMALL)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(Space.M, 0, Space.M, 0)
        row.setSpacing(Space.M)
        self.practice = Label("Övning: ingen här finns på riktigt", Voice.WARN, wrap=False)
        self.practice.hide()
        row.addWidget(self.practice)
        row.addWidget(self.line, 1)
        self.addWidget(box, 1)
        self._saved = saved_words(None)
        self._backup = ""
        self._lock = ""

    def say_practice(self, day: date | None) -> None:
        """Mark a fictitious office, always in sight; ``day`` is None in a real one."""
        self.practice.setVisible(day is not None)

    def say_saved(self, at: datetime | None, *, trouble: str = "") -> None:
        """Say when the last thing was saved, or what stands in the way."""
        self._saved = trouble or saved_words(at)
        self._show()

    def say_backup(self, at: datetime | None, today: date) -> None:
        """Say how old the newest backup is."""
        self._backup = backup_words(at, today)
        self._show()

    def say_lock(self, seconds: float | None, held_until: datetime | None = None) -> None:
        """Say when the window locks itself."""
        self._lock = lock_words(seconds, held_until)
        self._show()

    def _show(self) -> None:
        text = " · ".join(part for part in (self._saved, self._backup, self._lock) if part)
        if text != self.line.text():
            self.line.setText(text)
