# ruff: noqa: S608 - every name comes from our own registry
"""Backups: one sealed file each, and none counts before it has been read back (security.md 5.2).

The file is one line of JSON (the header) and behind it a SQLCipher database under a random
key of its own. Only the sealed key is in the header; there is no password slot. How the key
is sealed and opened is the vault's business and comes in as a function.
"""

import hashlib
import hmac
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import kvinnobyran
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store import pragmas
from kvinnobyran.store.codec import moment
from kvinnobyran.store.connection import (
    KEY_BYTES,
    Connection,
    connect,
    discard,
    disk_trouble,
    faults_of,
    new_file,
    settle,
    sync_folder,
)
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import AlreadyThere, CopyFailed, DiskFull

FORMAT: Final = "kvinnobyran-backup-1"
HEADER_LIMIT: Final = 1 << 20
CHUNK: Final = 1 << 20
MARGIN: Final = 2
"""How many times the size of the database must be free (security.md 5.2)."""

Seal = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a backup says of itself without being opened. Bound to its key by ``mac``."""

    vault_id: str
    epoch: int
    created: str
    app: str
    schema: int
    counts: dict[str, int]
    audit_head: str
    size: int
    sha256: str
    sealed: str
    format: str = FORMAT
    mac: str = ""

    def signed(self, key: bytes) -> str:
        """Return the MAC of everything else in the header, under the backup's own key."""
        said = {name: getattr(self, name) for name in self.__slots__ if name != "mac"}
        return hmac.digest(key, json.dumps(said, sort_keys=True).encode(), "sha256").hex()

    def line(self, key: bytes) -> bytes:
        """Return the first line of the container."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(said | {"mac": self.signed(key)}).encode() + b"\n"


def backup(database: Database, keys: StoreKeys, folder: Path, *, seal: Seal, now: datetime) -> Path:
    """Write one verified backup into ``folder`` and return its path.

    ``seal`` seals the backup's key to those who may open it. Only what was read back from
    the target, opened on a fresh connection, checked twice and counted gets its final name.
    Raises :class:`DiskFull`, :class:`ReadOnlyMedium`, :class:`CopyFailed`,
    :class:`AlreadyThere`.
    """
    target = folder / f"kopia-{now:%Y-%m-%d-%H%M%S}.dat"
    part = target.with_name(target.name + ".part")
    key = secrets.token_bytes(KEY_BYTES)
    try:
        _make_room(database.path, folder)
        if target.exists():
            raise AlreadyThere
        part.unlink(missing_ok=True)
        with _scratch(database.path) as copy:
            counts = _copy(database, copy, key)
            header = Header(
                vault_id=keys.vault_id,
                epoch=keys.epoch,
                created=moment(now),
                app=kvinnobyran.__version__,
                schema=int(database.value("PRAGMA user_version")),
                counts=counts,
                audit_head=database.audit_head().text,
                size=copy.stat().st_size,
                sha256=_digest(copy),
                sealed=seal(key).hex(),
            )
            _pack(header.line(key), copy, part)
        written = _digest(part)
        trial_restore(part, lambda _: key, database.path)
        part.rename(target)
        part = target
        sync_folder(folder)
        if _digest(target) != written:
            raise CopyFailed
    except OSError as error:
        trouble: Trouble = disk_trouble(error)
    except Trouble as error:
        trouble = error
    else:
        return target
    # Nothing that did not pass keeps a name, least of all the final one.
    discard(part)
    raise trouble


def read_header(container: Path) -> Header:
    """Return what a backup says of itself. Raises :class:`CopyFailed` if that is not readable."""
    try:
        with container.open("rb") as file:
            return _header(file.readline(HEADER_LIMIT))
    except OSError as error:
        trouble = disk_trouble(error)
    raise trouble


def trial_restore(container: Path, open_key: Seal, database: Path) -> dict[str, int]:
    """Restore a backup beside ``database``, still encrypted, check it, and remove it again.

    ``open_key`` opens what ``seal`` sealed. Returns the counts of its tables. Raises
    :class:`CopyFailed` when anything is not as it was written.
    """
    try:
        with _scratch(database) as copy:
            key, header = unpack(container, open_key, copy)
            return verified(copy, key, header)
    except OSError as error:
        trouble: Trouble = disk_trouble(error)
    raise trouble


@contextmanager
def _scratch(database: Path) -> Iterator[Path]:
    """Give an empty file beside the database, for encrypted pages only, and remove it."""
    path = database.with_name(f"{database.name}.{secrets.token_hex(4)}.part")
    new_file(path)
    try:
        yield path
    finally:
        discard(path)


def _make_room(database: Path, folder: Path) -> None:
    """Raise :class:`DiskFull` unless twice the database fits where it is and where it goes."""
    wal = database.with_name(database.name + "-wal")
    size = sum(file.stat().st_size for file in (database, wal) if file.exists())
    if any(shutil.disk_usage(place).free < MARGIN * size for place in (database.parent, folder)):
        raise DiskFull


def _copy(database: Database, path: Path, key: bytes) -> dict[str, int]:
    """Copy the database under another key and return how many rows each table has."""
    copy = connect(path, key, fresh=True)
    try:
        database.connection.copy_into(copy)
        settle(copy, pragmas.COPY_SETTINGS)
        return counts_of(copy)
    finally:
        copy.close()


def counts_of(connection: Connection) -> dict[str, int]:
    """Count the rows of every table but the shadows of the search."""
    tables = [
        name
        for schema, name, kind, *_ in connection.rows("PRAGMA table_list")
        if schema == "main" and kind == "table" and not name.startswith("sqlite_")
    ]
    return {
        name: int(connection.rows(f"SELECT count(*) FROM {name}")[0][0]) for name in sorted(tables)
    }


def _pack(header: bytes, copy: Path, part: Path) -> None:
    """Write the container and make it durable."""
    new_file(part)
    with part.open("rb+") as out, copy.open("rb") as pages:
        out.write(header)
        shutil.copyfileobj(pages, out, CHUNK)
        out.flush()
        os.fsync(out.fileno())
        if hasattr(os, "posix_fadvise"):
            # So that what is read back comes from the stick and not from memory.
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _header(line: bytes) -> Header:
    """Understand the first line."""
    try:
        said: dict[str, Any] = json.loads(line)
        header = Header(**said)
    except (ValueError, TypeError):
        header = None
    if header is None or header.format != FORMAT:
        raise CopyFailed
    return header


def unpack(container: Path, open_key: Seal, copy: Path) -> tuple[bytes, Header]:
    """Write the database of a container to ``copy`` and return its key and header."""
    with container.open("rb") as file, copy.open("wb") as out:
        line = file.readline(HEADER_LIMIT)
        header = _header(line)
        shutil.copyfileobj(file, out, CHUNK)
    try:
        sealed = bytes.fromhex(header.sealed)
    except (ValueError, TypeError):
        sealed = b""
    key = open_key(sealed)
    # The whole line, so that not even a blank in it may be another.
    if not hmac.compare_digest(header.line(key), line):
        raise CopyFailed
    if (copy.stat().st_size, _digest(copy)) != (header.size, header.sha256):
        raise CopyFailed
    return key, header


def verified(copy: Path, key: bytes, header: Header) -> dict[str, int]:
    """Open the copy on a fresh connection, run both checks and count."""
    connection = connect(copy, key)
    try:
        settle(connection, pragmas.COPY_SETTINGS)
        counts = counts_of(connection)
        if faults_of(connection) != (0, 0) or counts != header.counts:
            raise CopyFailed
    finally:
        connection.close()
    return counts


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
