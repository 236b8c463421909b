"""Backups: made, read back and noted in the journal, so that the window can say how old one is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.work import Work
from kvinnobyran.store import backup as stored
from kvinnobyran.store.database import Database

Seal = Callable[[bytes], bytes]
"""Seals the key of one backup to those who may open it; the vault's business."""
EVENT = "backup"
"""What the journal calls a backup that was read back whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was written and read back: where it lies and when it was made."""

    path: Path
    at: datetime


def make_backup(work: Work, keys: StoreKeys, folder: Path, *, seal: Seal) -> Made:
    """Write one verified backup and note it. Takes seconds for a large office.

    What is noted is only that it was done, not where. Raises the store's troubles
    (:class:`DiskFull`, :class:`ReadOnlyMedium`, :class:`CopyFailed` …); nothing is noted then.
    """
    path = stored.backup(work.database, keys, folder, seal=seal, now=work.now)
    with work.step("Säkerhetskopia") as step:
        step.log(EVENT)
    return Made(path=path, at=work.now)


def last_backup(database: Database) -> datetime | None:
    """Return when the newest backup was made, aware, in the office's own time zone."""
    at = database.value("SELECT at FROM journal WHERE kind = ? ORDER BY seq DESC LIMIT 1", (EVENT,))
    return None if at is None else datetime.fromisoformat(str(at)).astimezone()


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


def try_restore(work: Work, container: Path, open_key: Seal) -> int:
    """Restore a backup beside the database, check it, and remove it; return its rows.

    Raises :class:`CopyFailed` when anything in it is not as it was written.
    """
    counts = stored.trial_restore(container, open_key, work.database.path)
    with work.step("Provad återläsning") as step:
        step.log("trial_restore")
    return sum(counts.values())
