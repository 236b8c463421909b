"""The system's own boxes for files and folders, opened here and nowhere else.

Qt writes down where somebody looked last; it is taken away at once (security.md section 7).
"""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """Let a folder be chosen; return it, or ``None`` if the box was left."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    _forget()
    return Path(chosen) if chosen else None


def ask_file(parent: QWidget, title: str, start: Path) -> Path | None:
    """Let one file be chosen to read; return it, or ``None`` if the box was left."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(start))
    _forget()
    return Path(chosen) if chosen else None


def ask_files(parent: QWidget, title: str) -> tuple[Path, ...]:
    """Let files be chosen to read, from the home folder on; return them, or none."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(Path.home()))
    _forget()
    return tuple(Path(name) for name in chosen)


def ask_save_file(parent: QWidget, title: str, name: str, kind: str = "") -> Path | None:
    """Let it be said where a new file is to lie; return that, or ``None`` if the box was left.

    ``name`` is the proposed name, ``kind`` Qt's filter: "PDF (*.pdf)".
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kind)
    _forget()
    return Path(chosen) if chosen else None


def _forget() -> None:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
    settings.sync()
