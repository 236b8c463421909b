"""From a passphrase to an open office, in the thread that will own the database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.vault.troubles import OversightNotReady

if TYPE_CHECKING:
    from kvinnobyran.domain.trouble import Trouble
    from kvinnobyran.store.database import Database
    from kvinnobyran.vault.oversight import UnlockedOversight
    from kvinnobyran.vault.unlocked import UnlockedVault
    from kvinnobyran.vault.vault import Vault

DEVICE = "a"
"""The office's first computer (domain.md: visible codes stay unique on two laptops)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An unlocked vault and its open database."""

    vault: "UnlockedVault"
    database: "Database"


def open_office(
    vault: "Vault",
    unlock: "Callable[[], UnlockedVault]",
    *,
    accepts: "tuple[type[Trouble], ...]" = (),
) -> Opened:
    """Unlock and open. Raises the troubles of the vault and of the store.

    A database that will not open takes the keys with it: they are overwritten. ``accepts`` is
    what somebody knows and opens in spite of: an older register, or an older key file.
    """
    # The lock page is painted before the store is read (Program._read_ahead).
    from kvinnobyran.flows import same_time
    from kvinnobyran.store.database import Database

    unlocked = unlock()
    try:
        database = Database.open(vault.database_path, unlocked.store_keys, device=DEVICE)
        try:
            same_time.begin(database, unlocked, now=office_clock(), accepts=accepts)
        except BaseException:
            database.close()
            raise
    except BaseException:
        unlocked.wipe()
        raise
    return Opened(unlocked, database)


@dataclass(frozen=True, slots=True)
class OpenedOversight:
    """What a manager has opened: the oversight's keys and its own file, never the register."""

    keys: "UnlockedOversight"
    database: "Database"


def open_oversight(vault: "Vault", user: str, passphrase: str) -> OpenedOversight:
    """Unlock and open the oversight. Raises as :func:`open_office` does.

    A file that is not there, or is of the key before, is :class:`OversightNotReady`: the next
    counsellor who unlocks writes it anew.
    """
    from kvinnobyran.store import noted, oversight
    from kvinnobyran.store.troubles import DatabaseMissing, ForeignFile, WrongEpoch

    keys = vault.unlock_oversight(user, passphrase)
    try:
        database = oversight.open_file(vault.oversight_path, keys.store_keys)
    except (DatabaseMissing, ForeignFile, WrongEpoch):
        keys.wipe()
        raise OversightNotReady from None
    except BaseException:
        keys.wipe()
        raise
    if vault.table.generation < noted.revoked_in(database):
        # An older key file: the next counsellor is told, and goes no further with it (0032).
        database.close()
        keys.wipe()
        raise OversightNotReady
    return OpenedOversight(keys, database)
