"""Keeps the windows out of screenshots and shared screens, where the system can: on Windows.

``SetWindowDisplayAffinity`` is called when a window is first shown, dialogs, menus and tool tips
included (security.md section 7). Not yet tried on a real Windows laptop. X11 and Wayland have
no such thing, and the window says so instead of promising it.
"""

import ctypes
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

EXCLUDE: Final = 0x11
"""WDA_EXCLUDEFROMCAPTURE: the window is not there at all (Windows 10 2004 and later)."""
MONITOR: Final = 0x1
"""WDA_MONITOR: the window is black; what older versions can do."""
NONE: Final = 0x0
ALLOWED_MINUTES: Final = 60
NOT_HERE: Final = "Det går bara på Windows. Här kan programmet inte stoppa skärmbilder."


def user32() -> Any:  # noqa: ANN401 - the system's library, or None
    """Return Windows' own library, or ``None`` anywhere else."""
    windows = getattr(ctypes, "windll", None)
    return None if windows is None else windows.user32


class CaptureProtection(QObject):
    """Protects every window as it is shown, until sharing is allowed for an hour."""

    def __init__(
        self,
        library: Any = None,  # noqa: ANN401 - the system's library, a fake of it, or None
        *,
        ended: Callable[[], object] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        """Protect through ``library``; ``ended`` is called when the hour is over."""
        super().__init__(parent)
        self._library = library
        self._ended = ended
        self._allowed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ALLOWED_MINUTES * 60 * 1000)
        self._timer.timeout.connect(self._over)

    @property
    def reason(self) -> str:
        """Why sharing cannot be allowed here (it cannot be stopped either), or ``""``."""
        return NOT_HERE if self._library is None else ""

    def protect(self, window: QWidget) -> bool:
        """Keep one window out of pictures of the screen; return whether the system agreed."""
        if self._library is None:
            return False
        handle = int(window.winId())
        if self._allowed:
            return bool(self._library.SetWindowDisplayAffinity(handle, NONE))
        return any(
            self._library.SetWindowDisplayAffinity(handle, how) for how in (EXCLUDE, MONITOR)
        )

    def allow(self, *, on: bool) -> None:
        """Let the screen be shared for an hour, or protect again."""
        self._allowed = on
        if on:
            self._timer.start()
        else:
            self._timer.stop()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self.protect(window)

    def _over(self) -> None:
        self.allow(on=False)
        self._ended()
