"""Counts how long nobody has touched the program, and the computer, each by itself.

Time is the machine's steady clock, sleep included, so neither a changed clock nor a closed lid
stretches it (security.md T20).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kvinnobyran.vault.clock import MachineClock

MINUTES: Final = (2, 5, 10, 15, 30, 60)
"""What the settings offer."""
DEFAULT_MINUTES: Final = 10
HOLD_MINUTES: Final = 60
WARNING_SECONDS: Final = 60
"""The banner is shown in the last minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """After how many seconds without a key or a pointer the office locks."""

    program: float = DEFAULT_MINUTES * 60.0
    computer: float = DEFAULT_MINUTES * 60.0


class IdleWatch(QObject):
    """Says every second how long is left, and ``due`` once when the time is up.

    ``computer_idle`` returns how many seconds the whole computer has been left alone, or
    ``None`` where that cannot be told.
    """

    due = Signal()
    counted = Signal(float)
    """Seconds left."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        steady: Callable[[], float] | None = None,
        computer_idle: Callable[[], float | None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.limits = limits or Limits()
        self._steady = steady or MachineClock().steady
        self.computer_idle = computer_idle
        self._touched = self._steady()
        self._held_until: float | None = None
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin to count."""
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def touch(self) -> None:
        """Note that somebody uses the program."""
        self._touched = self._steady()

    def hold(self, *, on: bool) -> None:
        """Stay open for an hour without being touched (a session in the room), or no longer."""
        self.touch()
        self._held_until = self._steady() + HOLD_MINUTES * 60 if on else None

    @property
    def held_seconds(self) -> float | None:
        """How long it still stays open, or ``None`` when it is not held."""
        if self._held_until is None:
            return None
        left = self._held_until - self._steady()
        return left if left > 0 else None

    def seconds_left(self) -> float:
        """Return the seconds until the office locks if nobody touches anything."""
        now = self._steady()
        left = self._touched + self.limits.program - now
        computer = self.computer_idle()
        if computer is not None:
            left = min(left, self.limits.computer - computer)
        if self._held_until is not None:
            # A minute's warning is given when the hour is over, too.
            left = max(left, self._held_until + WARNING_SECONDS - now)
        return left

    def tick(self) -> None:
        """Tell how long is left, and when the time is up."""
        left = self.seconds_left()
        if self._held_until is not None and self.held_seconds is None and left > WARNING_SECONDS:
            self._held_until = None
        self.counted.emit(max(0.0, left))
        if left <= 0 and not self._told:
            self._told = True
            self.due.emit()
        elif left > 0:
            self._told = False
