"""What may be remembered outside the vault: the window's size, the theme and the text size.

Qt would write anything anywhere under the home folder (security.md section 7: ``lastSearch=``
in clear). This is the only place that writes, and it takes these three names only.
"""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from kvinnobyran.ui.kit.style import LARGEST, SMALLEST, Theme


class _Name(StrEnum):
    """The allow-list."""

    WINDOW = "window"
    THEME = "theme"
    TEXT_SIZE = "text_size"


class Preferences:
    """The three remembered things, in one small file that holds nothing of the office."""

    def __init__(self, file: Path | None = None) -> None:
        """Read from ``file``; without one, remember nothing beyond this object."""
        self._kept: dict[_Name, str] = {}
        self._settings = None if file is None else QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Theme:
        """The chosen theme; follows the system until somebody chooses."""
        stored = self._get(_Name.THEME)
        return next((theme for theme in Theme if theme.value == stored), Theme.SYSTEM)

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._set(_Name.THEME, theme.value)

    @property
    def text_size(self) -> int:
        """The text size in per cent, 90 to 200."""
        stored = self._get(_Name.TEXT_SIZE)
        size = int(stored) if stored.isascii() and stored.isdigit() else 100
        return max(SMALLEST, min(LARGEST, size))

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._set(_Name.TEXT_SIZE, str(percent))

    @property
    def window(self) -> QByteArray:
        """The window's size and place as Qt describes it; empty at first."""
        return QByteArray.fromBase64(self._get(_Name.WINDOW).encode("ascii", "ignore"))

    @window.setter
    def window(self, geometry: QByteArray) -> None:
        self._set(_Name.WINDOW, bytes(geometry.toBase64().data()).decode("ascii"))

    def _get(self, name: _Name) -> str:
        if self._settings is None:
            return self._kept.get(name, "")
        return str(self._settings.value(name.value, ""))

    def _set(self, name: _Name, value: str) -> None:
        if self._settings is None:
            self._kept[name] = value
            return
        self._settings.setValue(name.value, value)
        # Written at once: locking ends the process without going through Qt's own end.
        self._settings.sync()
