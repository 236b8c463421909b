"""``kvinnobyran`` alone: the window."""

import argparse
import os
import sys
from pathlib import Path

from kvinnobyran.domain.trouble import Trouble


class NoDisplay(Trouble):
    """There is no screen to open a window on."""

    sentence = "Det finns ingen skärm att öppna fönstret på."
    way_on = "Starta programmet på en dator med skärm, eller kör demo med --no-window."


class NoWindow(Trouble):
    """The parts that draw the window cannot be loaded."""

    sentence = "Fönstrets delar går inte att ladda på den här datorn."
    way_on = "Installera programmet på nytt."


def run(chosen: argparse.Namespace) -> int:
    """Open the window on the register's folder."""
    require_display()
    return show(chosen.data)


def require_display() -> None:
    """Raise :class:`NoDisplay` where Qt would only abort."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named):
        raise NoDisplay


def show(folder: Path | None) -> int:
    """Open the window on a folder, or on the usual one; returns its exit code."""
    try:
        from kvinnobyran import app
    except ImportError as missing:
        if (missing.name or "").partition(".")[0] in {"PySide6", "shiboken6"}:
            raise NoWindow from None
        raise
    return int(app.run(folder))
