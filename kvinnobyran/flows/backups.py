"""Backups: made, read back and noted in the journal, so that the window can say how old one is."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.work import Work
from kvinnobyran.store import backup as stored
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import CopyFailed
from kvinnobyran.vault import sealing

Seal = Callable[[bytes], bytes]
"""Seals the key of one backup, or opens what was sealed; the vault's business."""
EVENT = "backup"
"""What the journal calls a backup that was read back whole, outside the machine."""
EVENT_HERE = "backup_here"
"""The same for a copy that lies on the machine itself: it burns with it."""


_CONTEXT = b"data"


def sealed_to_sheet(backup_seal: bytes) -> Seal:
    """Return what seals a backup's key to the printed recovery key alone.

    ``backup_seal`` is the unlocked vault's; it lies in the backup, so that the sheet opens it
    on any machine.
    """

    def seal(key: bytes) -> bytes:
        sealed = sealing.seal_backup_key(backup_seal, bytearray(key), _CONTEXT)
        return json.dumps({"seal": backup_seal.hex(), "key": sealed.hex()}).encode()

    return seal


def opened_by_sheet(recovery_key: str) -> Seal:
    """Return what opens a backup's key with the printed recovery key, as people type it.

    It raises :class:`RecoveryKeyMistyped`, :class:`WrongRecoveryKey`, :class:`SealBroken` and
    :class:`CopyFailed`.
    """

    def open_key(sealed: bytes) -> bytes:
        try:
            said = json.loads(sealed)
            seal, key = bytes.fromhex(said["seal"]), bytes.fromhex(said["key"])
        except (ValueError, KeyError, TypeError):
            raise CopyFailed from None
        return bytes(sealing.open_backup_key(seal, recovery_key, key, _CONTEXT))

    return open_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was written and read back: where it lies and when it was made.

    ``head`` is the end of the journal's chain in it, to be printed or written down: only
    against one kept elsewhere is a whole folder put back seen (security.md T25).
    """

    path: Path
    at: datetime
    head: str


def make_backup(
    work: Work, keys: StoreKeys, folder: Path, *, seal: Seal, event: str = EVENT
) -> Made:
    """Write one verified backup and note it. Takes seconds for a large office.

    What is noted is only that it was done, not where. Raises the store's troubles
    (:class:`DiskFull`, :class:`ReadOnlyMedium`, :class:`CopyFailed` …); nothing is noted then.
    """
    path = stored.backup(work.database, keys, folder, seal=seal, now=work.now)
    with work.step("Säkerhetskopia") as step:
        step.log(event)
    from kvinnobyran.flows import purge_list  # noqa: PLC0415 - the window's start needs no purge

    purge_list.keep(work.database, folder, seal=seal)
    return Made(path=path, at=work.now, head=stored.read_header(path).audit_head)


def last_backup(database: Database, event: str = EVENT) -> datetime | None:
    """Return when the newest backup of this kind was made, an aware moment."""
    # Without a record the entry stands in an index of its own: the journal is long.
    at = database.value(
        "SELECT at FROM journal WHERE tbl = '' AND kind = ? ORDER BY seq DESC LIMIT 1", (event,)
    )
    return None if at is None else datetime.fromisoformat(str(at))


def newest_in(folder: Path, vault_id: str) -> Path | None:
    """Return the newest backup of this vault in a folder, or None.

    Raises nothing for a folder that is not there: a stick may be out.
    """
    found = sorted(folder.glob("kopia-*.dat"), reverse=True) if folder.is_dir() else []
    for path in found:
        try:
            header = stored.read_header(path)
        except Trouble:
            continue
        if header.vault_id == vault_id:
            return path
    return None


def newest_of_any(folder: Path) -> Path | None:
    """Return the newest backup in a folder, whosever it is; the key tells that."""
    found = sorted(folder.glob("kopia-*-*.dat"), reverse=True) if folder.is_dir() else []
    return found[0] if found else None


def try_restore(work: Work, container: Path, open_key: Seal) -> int:
    """Restore a backup beside the database, check it, and remove it; return its rows.

    Raises :class:`CopyFailed` when anything in it is not as it was written.
    """
    counts = stored.trial_restore(container, open_key, work.database.path)
    with work.step("Provad återläsning") as step:
        step.log("trial_restore")
    return sum(counts.values())
