"""The list of what was purged, beside the backups: random ids, no names (domain.md D5).

An older backup does not know what was purged after it. So the list goes with the backups, in a
file that is written anew with each of them and after each purge, and read at every restore. It
is sealed as a backup's key is, to the printed sheet, which outlives every new key of the database.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.purging import LedgerRow
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import purging
from kvinnobyran.store.connection import disk_trouble
from kvinnobyran.store.database import Database
from kvinnobyran.store.retention import ledger
from kvinnobyran.vault import saving

NAME: Final = "kopia-lista.dat"
_FORMAT: Final = "kvinnobyran-list-1"
_LARGEST: Final = 64 << 20
Seal = Callable[[bytes], bytes]
"""Seals, or opens what was sealed."""


class ListDamaged(Trouble):
    """The list lies there and cannot be read: nothing is restored past it."""

    sentence = "Listan över det som är gallrat går inte att läsa, så kopian läses inte tillbaka."
    way_on = (
        "Läs tillbaka från ett annat minne. Finns inget, flytta kopian till en egen mapp: då "
        "kommer det som gallrats efter kopian tillbaka och ska gallras om."
    )


@dataclass(frozen=True, slots=True, order=True)
class Gone:
    """A random id that is gone."""

    purged_on: date
    table: str
    record: str


def keep(database: Database, folder: Path, *, seal: Seal) -> int:
    """Write the list into a folder of backups and return how many ids it names.

    Raises :class:`DiskFull`, :class:`ReadOnlyMedium` …
    """
    rows = sorted(Gone(each.purged_on, each.of_table, each.record) for each in ledger(database))
    said = json.dumps([[each.purged_on.isoformat(), each.table, each.record] for each in rows])
    content = {"format": _FORMAT, "sealed": seal(said.encode()).hex()}
    try:
        saving.save(folder / NAME, json.dumps(content).encode())
    except OSError as error:
        trouble = disk_trouble(error)
    else:
        return len(rows)
    raise trouble


def read(folder: Path, open_key: Seal) -> tuple[Gone, ...]:
    """Return what the list in a folder of backups names; nothing where there is no list.

    Raises :class:`ListDamaged` for one that is damaged, or another register's.
    """
    try:
        with (folder / NAME).open("rb") as file:
            content = file.read(_LARGEST)
    except FileNotFoundError:
        return ()
    except OSError:
        raise ListDamaged from None
    try:
        rows = json.loads(open_key(bytes.fromhex(json.loads(content)["sealed"])))
        return tuple(Gone(date.fromisoformat(day), table, record) for day, table, record in rows)
    except (ValueError, KeyError, TypeError, Trouble):
        raise ListDamaged from None


def replay(database: Database, gone: Iterable[Gone], *, user: str, now: datetime) -> int:
    """Purge again what the list names; return how many of them were there."""
    rows = [
        LedgerRow(
            id=new_id(),
            of_table=each.table,
            record=each.record,
            purged_on=each.purged_on,
            protocol_id="",
        )
        for each in gone
    ]
    return purging.replay(database, rows, user=user, now=now) if rows else 0
