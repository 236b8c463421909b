"""The database moves to a new key, through a copy that is read back first (security.md 3.4)."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store import migrate, pragmas
from kvinnobyran.store.connection import (
    connect,
    discard,
    disk_trouble,
    faults_of,
    new_file,
    settle,
    sync_folder,
    verify_copy,
)
from kvinnobyran.store.troubles import CopyFailed, DiskFull

if TYPE_CHECKING:
    from kvinnobyran.store.database import Database

_MARGIN: Final = 2


def next_path(database: Path) -> Path:
    """Return where the database under the next key is written."""
    return database.with_name(database.name + ".next")


def move(
    database: "Database",
    keys: StoreKeys,
    *,
    prepare: Callable[[], None],
    finish: Callable[[], None],
) -> None:
    """Let the open database go on under ``keys``, a new epoch's; it stays open.

    ``prepare`` is called when the copy has been read back and before it takes the place of the
    database, ``finish`` after that: the vault's own two steps. Until the rename, every failure
    leaves everything as it was. Raises :class:`DiskFull`, :class:`CopyFailed` and what the
    store's other ways of writing raise, and what ``prepare`` and ``finish`` raise.
    """
    path = database.path
    target = next_path(path)
    try:
        _write(database, keys, target)
        prepare()
        if not database.connection.checkpoint():
            raise CopyFailed
        database.connection.close()
        try:
            _no_log_left(path)
            take_place(target, path)
        except BaseException:
            database.reopen(None)
            raise
    except OSError as error:
        trouble: Trouble | None = disk_trouble(error)
    else:
        trouble = None
    finally:
        discard(target)
    if trouble is not None:
        raise trouble
    sync_folder(path.parent)
    database.reopen(keys)
    finish()
    # They lie there under the old key.
    migrate.drop_copies(path)


def _no_log_left(path: Path) -> None:
    """Raise :class:`CopyFailed` if a write-ahead log of the old database would stay behind."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise CopyFailed
    log.unlink(missing_ok=True)


def take_place(target: Path, path: Path) -> None:
    """Let the new database take the old one's place: the one moment that decides."""
    os.replace(target, path)  # noqa: PTH105 - said with the same words as security.md


def _write(database: "Database", keys: StoreKeys, target: Path) -> None:
    """Write the copy under the new key, of the new epoch, and read it back."""
    size = database.path.stat().st_size
    if shutil.disk_usage(target.parent).free < _MARGIN * size:
        raise DiskFull
    target.unlink(missing_ok=True)
    new_file(target)
    counted = "SELECT count(*), coalesce(max(seq), 0) FROM journal"
    copy = connect(target, keys.database, fresh=True)
    try:
        database.connection.copy_into(copy)
        settle(copy, pragmas.COPY_SETTINGS)
        with copy.writing():
            copy.change("UPDATE meta SET value = ? WHERE name = 'epoch'", (str(keys.epoch),))
        if copy.rows(counted) != database.connection.rows(counted):
            raise CopyFailed
        if faults_of(copy) != (0, 0):
            raise CopyFailed
    finally:
        copy.close()
    verify_copy(database.connection, target, keys.database)
    sync_folder(target.parent)
