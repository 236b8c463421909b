"""The managers' own file: written whole from the register, and read by who holds its key (0029).

Nobody mends it. It is made beside its place and moved there, so that what the register has let
go of is in no page of it, and so that a new key needs no second way of writing.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kvinnobyran.domain.case import FIRST_DEVICE
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.oversight import Deed, FrozenReport, LogCount, LogMonth, LogRow
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store.connection import discard, disk_trouble, faults_of, sync_folder
from kvinnobyran.store.database import Database
from kvinnobyran.store.noted import note_revoked
from kvinnobyran.store.reads import Reads, Schema
from kvinnobyran.store.troubles import CopyFailed

_HERE: Final = Path(__file__).parent
SCHEMA: Final = Schema(
    migrations=(_HERE / "migrations" / "0001_engine.sql", _HERE / "migrations_oversight"),
    tables={
        FrozenReport: "frozen_report",
        LogMonth: "log_month",
        LogRow: "log_row",
        LogCount: "log_count",
        Deed: "deed",
    },
    searchable={},
)
_CONTENT: Final = "content"
"""Where ``meta`` keeps the digest of what the file was written from."""
_NEW_SLOT: Final = "new_slot:"
"""Where ``meta`` keeps a new passphrase's slot, by its manager, until a counsellor unlocks."""
_PLACES: Final = "SELECT user, state FROM workplace ORDER BY user"
Record = Any
"""One of the records of the schema."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a file that could be opened: new deeds, and the digest of its content.

    ``places`` is where each manager was when she locked, with a remark that is half written;
    ``slots`` are the new passphrases that they have chosen.
    """

    deeds: tuple[Deed, ...]
    content: str
    places: tuple[tuple[str, str], ...] = ()
    slots: tuple[str, ...] = ()


def open_file(path: Path, keys: StoreKeys) -> Database:
    """Open the oversight's file. Raises as :meth:`Database.open` does."""
    return Database.open(path, keys, device=FIRST_DEVICE, schema=SCHEMA)


def find(path: Path, keys: StoreKeys) -> Found:
    """Return what a manager has done since the file was written. Raises as :func:`open_file`."""
    database = open_file(path, keys)
    try:
        found = Found(
            tuple(deeds(database)),
            str(database.value("SELECT value FROM meta WHERE name = ?", (_CONTENT,))),
            tuple((str(user), str(state)) for user, state in database.wire.rows(_PLACES)),
            tuple(text for _, text in new_slots(database)),
        )
        # What is left in the log would be read into the file that takes this one's place.
        if not database.connection.checkpoint():
            raise CopyFailed
    finally:
        database.close()
    return found


def digest(records: Sequence[Record]) -> str:
    """Return the SHA-256 of what a file is to say."""
    return hashlib.sha256(repr(records).encode()).hexdigest()


def write(
    path: Path,
    keys: StoreKeys,
    records: Sequence[Record],
    *,
    user: str,
    now: datetime,
    places: Sequence[tuple[str, str]] = (),
    revoked_in: int = 0,
) -> None:
    """Write the file anew and let it take the place of the one there.

    ``places`` are taken over from that one; ``revoked_in`` is the key file's, for an older one
    is not to open this. Raises :class:`DiskFull`, :class:`ReadOnlyMedium`,
    :class:`CopyFailed` …; then the one there stays.
    """
    building = path.with_name(path.name + ".next")
    try:
        _forget(building)
        database = Database.create(building, keys, device=FIRST_DEVICE, schema=SCHEMA)
        try:
            _fill(database, records, places, user=user, now=now)
            note_revoked(database, revoked_in)
            if not database.connection.checkpoint():
                raise CopyFailed
        finally:
            database.close()
        with building.open("rb+") as file:
            os.fsync(file.fileno())
        _log_of(path).unlink(missing_ok=True)
        os.replace(building, path)  # noqa: PTH105 - said with the same words as moving.py
        sync_folder(path.parent)
    except OSError as error:
        trouble: Trouble = disk_trouble(error)
    else:
        return
    finally:
        discard(building)
        discard(_log_of(building))
    raise trouble


def remove(path: Path) -> bool:
    """Remove the file, for there is no manager any more; tell whether there was one."""
    try:
        there = path.exists()
        _forget(path)
    except OSError as error:
        trouble = disk_trouble(error)
    else:
        return there
    raise trouble


def _fill(
    database: Database,
    records: Sequence[Record],
    places: Sequence[tuple[str, str]],
    *,
    user: str,
    now: datetime,
) -> None:
    with database.transaction(user=user, name="Insynen skrevs", now=now) as tx:
        for record in records:
            tx.insert(record)
    with database.unjournalled("meta"):
        database.wire.change(
            "INSERT INTO meta (name, value) VALUES (?, ?)", (_CONTENT, digest(records))
        )
        database.wire.many("INSERT INTO workplace (user, state) VALUES (?, ?)", places)
    if not database.connection.checkpoint() or faults_of(database.connection) != (0, 0):
        raise CopyFailed


def _forget(path: Path) -> None:
    for each in (path, _log_of(path)):
        each.unlink(missing_ok=True)


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


# --- questions ------------------------------------------------------------------------------------


def reports(reader: Reads) -> list[FrozenReport]:
    """Return the reports, the newest period first."""
    return reader.all(
        FrozenReport,
        "SELECT * FROM frozen_report ORDER BY last_day DESC, first_day DESC, number DESC",
    )


def months(reader: Reads) -> list[LogMonth]:
    """Return the months of the log, the newest first."""
    return reader.all(LogMonth, "SELECT * FROM log_month ORDER BY id DESC")


def rows(reader: Reads, month: str) -> list[LogRow]:
    """Return the readings that were drawn for a month, in the order of the log."""
    return reader.all(LogRow, "SELECT * FROM log_row WHERE month_id = ? ORDER BY seq", (month,))


def counts(reader: Reads, month: str) -> list[LogCount]:
    """Return how many lines of each sort each user has in a month."""
    return reader.all(
        LogCount, "SELECT * FROM log_count WHERE month_id = ? ORDER BY user, sort", (month,)
    )


def deeds(reader: Reads) -> list[Deed]:
    """Return what managers have done since the file was written, the oldest first."""
    return reader.all(Deed, "SELECT * FROM deed ORDER BY at, id")


def new_slots(reader: Reads) -> list[tuple[str, str]]:
    """Return who has chosen a new passphrase, and its slot."""
    return [
        (str(name).removeprefix(_NEW_SLOT), str(text))
        for name, text in reader.wire.rows("SELECT name, value FROM meta ORDER BY name")
        if str(name).startswith(_NEW_SLOT)
    ]


def keep_new_slot(database: Database, user: str, text: str) -> None:
    """Keep a new passphrase's slot until a counsellor's program puts it in place."""
    with database.unjournalled("meta"):
        database.wire.change(
            "INSERT INTO meta (name, value) VALUES (?1, ?2)"
            " ON CONFLICT (name) DO UPDATE SET value = ?2",
            (_NEW_SLOT + user, text),
        )
