"""Making a new office, beside its place: it is moved there when the sheet has been read back.

Whatever interrupts the first run leaves no half office: the folder of an unfinished one has a
name of its own and is swept away at the next try. It never held anything.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store.database import Database
from kvinnobyran.ui.gate.opening import DEVICE, Opened, open_office
from kvinnobyran.vault.recovery import RecoveryKey
from kvinnobyran.vault.troubles import FolderNotYours, VaultExists
from kvinnobyran.vault.vault import Vault

UNFINISHED = ".new"


@dataclass(frozen=True, slots=True)
class Built:
    """An unfinished office: where it is, and what its sheet will say."""

    folder: Path
    recovery_key: RecoveryKey


def build(folder: Path, user: str, passphrase: str) -> Built:
    """Make vault and database beside ``folder``. Takes about two seconds.

    Raises what :meth:`Vault.create` and :meth:`Database.create` raise, and :class:`VaultExists`
    when there is anything in ``folder``.
    """
    if folder.exists() and any(folder.iterdir()):
        raise VaultExists
    beside = folder.with_name(folder.name + UNFINISHED)
    shutil.rmtree(beside, ignore_errors=True)
    vault, unlocked, recovery_key = Vault.create(beside, user=user, passphrase=passphrase)
    try:
        Database.create(vault.database_path, unlocked.store_keys, device=DEVICE).close()
    finally:
        unlocked.wipe()
    return Built(beside, recovery_key)


def finish(built: Built, folder: Path, user: str, passphrase: str) -> Opened:
    """Move the office to its place and open it there.

    Raises :class:`VaultExists`, :class:`FolderNotYours`, and what opening raises.
    """
    try:
        if folder.exists():
            folder.rmdir()
        built.folder.rename(folder)
    except FileExistsError:
        raise VaultExists from None
    except OSError:
        trouble: Trouble = VaultExists() if folder.exists() else FolderNotYours()
    else:
        built.recovery_key.wipe()
        vault = Vault.open(folder)
        return open_office(vault, lambda: vault.unlock(user, passphrase))
    raise trouble


def sweep(folder: Path) -> None:
    """Remove what an interrupted first run left beside ``folder``."""
    shutil.rmtree(folder.with_name(folder.name + UNFINISHED), ignore_errors=True)
