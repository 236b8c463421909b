"""From a passphrase to an open office, in the thread that will own the database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kvinnobyran.store.database import Database
    from kvinnobyran.vault.unlocked import UnlockedVault
    from kvinnobyran.vault.vault import Vault

DEVICE = "a"
"""The office's first computer (domain.md: visible codes stay unique on two laptops)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An unlocked vault and its open database."""

    vault: "UnlockedVault"
    database: "Database"


def open_office(vault: "Vault", unlock: "Callable[[], UnlockedVault]") -> Opened:
    """Unlock and open. Raises the troubles of the vault and of the store.

    A database that will not open takes the keys with it: they are overwritten.
    """
    # The lock page is painted before the store is read (Program._read_ahead).
    from kvinnobyran.store.database import Database

    unlocked = unlock()
    try:
        database = Database.open(vault.database_path, unlocked.store_keys, device=DEVICE)
    except BaseException:
        unlocked.wipe()
        raise
    return Opened(unlocked, database)
