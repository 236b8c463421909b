"""What the window knows of the office that is open, besides the desk."""

from dataclasses import dataclass, field
from pathlib import Path

from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.vault.unlocked import UnlockedVault


@dataclass(slots=True)
class Office:
    """The folder, the unlocked vault, and what may be remembered outside it.

    ``vault`` is ``None`` only where there is no vault to change (tests of single pages).
    """

    folder: Path | None = None
    vault: UnlockedVault | None = None
    preferences: Preferences = field(default_factory=Preferences)
