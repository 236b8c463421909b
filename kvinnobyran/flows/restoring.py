"""From a backup and the printed sheet to an office in a folder of its own (security.md 5.3).

Nothing of the burnt laptop is needed. What was purged after the backup was made is purged again
before anybody logs in, from the list that lies beside the backups.
"""

import json
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kvinnobyran import paths
from kvinnobyran.domain.case import FIRST_DEVICE
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups, purge_list
from kvinnobyran.store.backup import Header, read_header
from kvinnobyran.store.check import check
from kvinnobyran.store.connection import disk_trouble
from kvinnobyran.store.database import Database
from kvinnobyran.store.restoring import restore
from kvinnobyran.store.troubles import CopyFailed
from kvinnobyran.vault.troubles import VaultExists
from kvinnobyran.vault.unlocked import UnlockedVault
from kvinnobyran.vault.vault import DATABASE_NAME, Vault

NOBODY: Final = "Återläsning"
"""Who did it, for the journal: nobody has a passphrase yet."""


class ForeignBackup(Trouble):
    """The file is none of our backups, or its seal cannot be read."""

    sentence = "Filen är ingen säkerhetskopia från det här programmet, eller så är den skadad."
    way_on = "Välj en annan kopia: de heter kopia- och sedan dag och klockslag."


class NotWhole(Trouble):
    """The restored register did not pass its check; it is not kept."""

    sentence = "Det återlästa registret stämde inte vid kontrollen och har tagits bort igen."
    way_on = "Läs tillbaka en annan kopia."


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back: from when, how many rows, and how many ids were purged again."""

    made: datetime
    rows: int
    purged: int


def restore_office(
    container: Path,
    recovery_key: str,
    folder: Path,
    *,
    now: datetime,
    newcomer: tuple[str, str] | None = None,
) -> Restored:
    """Make a register in ``folder``, missing or empty, from one backup; then check all of it.

    It is built beside its place and moved there when it is whole. ``newcomer`` is the name and
    passphrase of a first user; without one the program asks for the printed key and for them.
    Raises :class:`VaultExists`, :class:`ForeignBackup`, :class:`CopyFailed`,
    :class:`WrongRecoveryKey`, :class:`RecoveryKeyMistyped`, :class:`NewerSchema`,
    :class:`NotWhole`, :class:`DiskFull` …
    """
    header = _header(container)
    try:
        if folder.is_symlink() or (folder.exists() and (folder.is_file() or any(folder.iterdir()))):
            raise VaultExists
        paths.make_private(folder.parent)
        beside = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.new")
        try:
            purged = _build(container, header, recovery_key, beside, now=now, newcomer=newcomer)
            if folder.exists():
                folder.rmdir()
            beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        trouble: Trouble = disk_trouble(error)
    else:
        return Restored(
            made=datetime.fromisoformat(header.created),
            rows=sum(header.counts.values()),
            purged=purged,
        )
    raise trouble


def _header(container: Path) -> Header:
    with suppress(CopyFailed):
        return read_header(container)
    raise ForeignBackup


def _seal(header: Header) -> bytes:
    """Return the key file that lies in the header: the recovery key is its only holder."""
    try:
        return bytes.fromhex(json.loads(bytes.fromhex(header.sealed))["seal"])
    except (ValueError, KeyError, TypeError):
        raise ForeignBackup from None


def _build(
    container: Path,
    header: Header,
    recovery_key: str,
    folder: Path,
    *,
    now: datetime,
    newcomer: tuple[str, str] | None,
) -> int:
    """Restore into a folder that is nobody's yet, check it, purge again; return how much went."""
    vault = Vault.restore(folder, _seal(header))
    keys = vault.unlock_with_recovery_key(recovery_key)
    try:
        open_key = backups.opened_by_sheet(recovery_key)
        restore(container, open_key, keys.store_keys, folder / DATABASE_NAME)
        if newcomer is not None:
            name, passphrase = newcomer
            keys.add_user(name, passphrase, addresses=keys.address_key is not None)
        return _settled(header, keys, folder, purge_list.read(container.parent, open_key), now)
    finally:
        keys.wipe()


def _settled(
    header: Header,
    keys: UnlockedVault,
    folder: Path,
    gone: tuple[purge_list.Gone, ...],
    now: datetime,
) -> int:
    database = Database.open(folder / DATABASE_NAME, keys.store_keys, device=FIRST_DEVICE)
    try:
        if database.audit_head().text != header.audit_head:
            raise NotWhole
        purged = purge_list.replay(database, gone, user=NOBODY, now=now)
        with database.transaction(user=NOBODY, name="Återläst säkerhetskopia", now=now) as step:
            step.log("restore")
        if not all(line.ok for line in check(database, keys.store_keys)):
            raise NotWhole
        return purged
    finally:
        database.close()
