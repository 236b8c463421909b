"""A whole database out of a backup, under the register's own key again (security.md 5.3)."""

from collections.abc import Callable
from pathlib import Path

from kvinnobyran.domain.copies import Stage
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store import pragmas
from kvinnobyran.store.backup import Header, Seal, counts_of, unpack, verified
from kvinnobyran.store.connection import (
    connect,
    discard,
    disk_trouble,
    new_file,
    settle,
    sync_folder,
)
from kvinnobyran.store.troubles import AlreadyThere, CopyFailed, WrongVault

Told = Callable[[Stage], object]
"""Hears how far it has come."""


def nobody(_: Stage) -> None:
    """Hear it, and say nothing."""


def restore(
    container: Path, open_key: Seal, keys: StoreKeys, target: Path, *, told: Told = nobody
) -> Header:
    """Write the database of a backup to ``target``, which must not exist; return its header.

    It is checked before it is copied, counted after, and has its name only then. Raises
    :class:`AlreadyThere`, :class:`CopyFailed`, :class:`WrongVault`, :class:`DiskFull` …
    """
    if target.exists():
        raise AlreadyThere
    sealed, building = (target.with_name(f"{target.name}.{end}") for end in ("part", "new"))
    try:
        for path in (sealed, building):
            path.unlink(missing_ok=True)
            new_file(path)
        header = _copied(container, open_key, keys, sealed, building, told)
        building.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        trouble: Trouble = disk_trouble(error)
    else:
        return header
    finally:
        discard(sealed)
        discard(building)
    raise trouble


def _copied(
    container: Path, open_key: Seal, keys: StoreKeys, sealed: Path, building: Path, told: Told
) -> Header:
    """Check what the container holds, and copy it into ``building`` under the register's key."""
    told(Stage.READING)
    key, header = unpack(container, open_key, sealed)
    if (header.vault_id, header.epoch) != (keys.vault_id, keys.epoch):
        raise WrongVault
    told(Stage.CHECKING)
    verified(sealed, key, header)
    told(Stage.WRITING)
    original = connect(sealed, key)
    try:
        settle(original, pragmas.COPY_SETTINGS)
        copy = connect(building, keys.database, fresh=True)
        try:
            original.copy_into(copy)
            settle(copy)
            if counts_of(copy) != header.counts or not copy.checkpoint():
                raise CopyFailed
        finally:
            copy.close()
    finally:
        original.close()
    return header
