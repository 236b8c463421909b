"""The clock of a call: it counts the minutes, and what is typed instead stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.inquiry import MAX_MINUTES
from kvinnobyran.ui.kit.editors import NumberEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import IconLabel, Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_TICK_MS = 1000
_MINUTE = timedelta(minutes=1)


def minutes_of(length: timedelta) -> int:
    """Return begun minutes: a call of ten seconds is one minute, none is nought."""
    return max(0, min(MAX_MINUTES, -(-length // _MINUTE)))


class CallClock(QWidget):
    """Runs from :meth:`start`; ``edited`` says that a person typed the minutes."""

    edited = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._since: datetime | None = None
        self._typed = False
        self.minutes = NumberEdit(least=0, most=MAX_MINUTES)
        self.minutes.setAccessibleName("Minuter")
        self.minutes.setAccessibleDescription("Räknas av klockan tills du skriver själv")
        self.minutes.edited.connect(self._type)
        self.shown = Label("", Voice.STRONG, wrap=False)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel(Icon.CLOCK, "muted"))
        row.addWidget(self.shown)
        row.addWidget(self.minutes)
        row.addWidget(Label("minuter", Voice.MUTED, wrap=False))

    @property
    def since(self) -> datetime | None:
        """Return when the call began, while it is being timed."""
        return None if self._typed else self._since

    def start(self, since: datetime | None = None) -> None:
        """Begin at nought, or count on from when the call began."""
        self._since = since or self._now()
        self._typed = False
        self._timer.start()
        self.tick()

    def stop(self) -> None:
        """Keep the minutes as they are."""
        self.tick()
        self._since = None
        self._timer.stop()
        self._show()

    def show_minutes(self, minutes: int | None) -> None:
        """Show the minutes of an earlier contact; the clock stands still."""
        self._since = None
        self._timer.stop()
        self.minutes.set_value(minutes)
        self._show()

    def tick(self) -> None:
        """Count on, unless somebody has typed the minutes."""
        if self._since is not None and not self._typed:
            self.minutes.set_value(minutes_of(self._now() - self._since))
        self._show()

    def draft(self) -> dict[str, Any]:
        """Return the minutes as they stand: a draft that is taken up again counts no pause."""
        self.tick()
        return {"minutes": self.minutes.draft()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show the minutes of a draft; the clock stands still."""
        self.show_minutes(None)
        self.minutes.restore(str(draft.get("minutes", "")))

    def _type(self) -> None:
        self._typed = True
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        if self._since is None or self._typed:
            self.shown.setText("")
            return
        seconds = int((self._now() - self._since).total_seconds())
        self.shown.setText(f"{seconds // 60}:{seconds % 60:02d}")
