"""What a section of the settings may ask of the window. The frame is one (architecture.md 2)."""

from typing import Protocol

from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.window.office import Office


class Host(Protocol):
    """The window around the settings: the desk, the open office, and the looks it wears."""

    desk: Desk
    office: Office
    session_reason: str
    """Why the computer's own lock cannot be followed; empty where it can."""

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme, and remember it."""

    def set_text_size(self, percent: int) -> None:
        """Show text in a size, and remember it."""

    def do(self, command: str) -> None:
        """Do a command of the window by its id, e.g. ``"about"``."""

    def ask_backup(self) -> None:
        """Ask anew when the newest backup was made."""

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Say in passing that something was done; ``undo`` offers to take it back."""
