# ruff: noqa: S608 - every name comes from the schema, every value is a parameter
"""The journal of changes: the database notes every change itself, in a chain of HMACs.

TEMP triggers, written from the schema before a table is first written to, tell the connection
what changed; the commit of a transaction writes it into the append-only ``journal``.
Each entry carries HMAC-SHA256 over itself and the entry before it; the payload is only
digested, so that it can be erased and the chain still verifies (architecture.md section 5).
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kvinnobyran.store.chain import REASON, Head, Step, link
from kvinnobyran.store.connection import Connection
from kvinnobyran.store.reads import Pending, Reads, Wire
from kvinnobyran.store.troubles import StoreBug

UNJOURNALLED: Final = (
    "meta",
    "journal",
    "draft",
    "workplace",
    "search_doc",
    "document_part",
)
"""The engine's own tables, and the content of documents, whose digest is journalled with the
document. Every other table is journalled, so nobody can forget to."""

REDACT: Final = "redact"
"""The kind of the entry that says that what was known of a record's past was erased."""
CHANGES: Final = ("insert", "update", "delete", "forget")
"""The kinds of entries that change a record; every other kind is an event."""
RESERVED: Final = frozenset((*CHANGES, REASON, REDACT))

SALT: Final = 16
_TYPES: Final = {"TEXT": "{}", "INTEGER": "{}", "BLOB": "iif({0} IS NULL, NULL, hex({0}))"}

_TELL: Final = "note_change"
"""The function of ours by which a trigger tells of a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a record's history; ``payload`` is None when it was erased or never was.

    For an insert and a delete the payload is ``{column: value}``, for an update
    ``{column: [old, new]}``, blobs as hex; for an event ``{"text": …}``.
    """

    seq: int
    step: int
    at: str
    user: str
    device: str
    kind: str
    table: str
    record: str
    payload: dict[str, Any] | None


def columns_of(wire: Wire, table: str) -> dict[str, str]:
    """Return the columns of a table and their declared types."""
    return {str(name): str(kind) for _, name, kind, *_ in wire.rows(f"PRAGMA table_info({table})")}


def journalled(wire: Wire) -> tuple[str, ...]:
    """Return the names of all journalled tables."""
    return tuple(
        str(name)
        for schema, name, kind, *_ in wire.rows("PRAGMA table_list")
        if schema == "main"
        and kind == "table"
        and name not in UNJOURNALLED
        and not name.startswith("sqlite_")
    )


def watch(wire: Wire, table: str) -> None:
    """Make this connection's triggers of a table.

    Raises :class:`StoreBug` for a table without an ``id`` or with a column type that JSON
    cannot carry exactly.
    """
    columns = columns_of(wire, table)
    if "id" not in columns or not _TYPES.keys() >= set(columns.values()):
        raise StoreBug("a table that cannot be journalled: " + table)
    for trigger in _triggers(table, columns):
        wire.rows(trigger)


def _triggers(table: str, columns: dict[str, str]) -> Iterable[str]:
    """Write the three triggers of one table; all names come from the schema."""

    def values(which: str) -> dict[str, str]:
        return {name: _TYPES[kind].format(f'{which}."{name}"') for name, kind in columns.items()}

    old, new = values("OLD"), values("NEW")
    for kind, which, image in (("insert", "NEW", new), ("delete", "OLD", old)):
        pairs = ", ".join(f"'{name}', {value}" for name, value in image.items())
        yield (
            f"CREATE TEMP TRIGGER {table}_{kind}_noted AFTER {kind} ON main.{table} BEGIN "
            f"SELECT {_TELL}('{kind}', '{table}', {which}.id, json_object({pairs})); END"
        )
    both = " UNION ALL ".join(
        f"SELECT '{name}' AS c, {old[name]} AS o, {new[name]} AS n" for name in columns
    )
    yield (
        f"CREATE TEMP TRIGGER {table}_update_noted AFTER UPDATE ON main.{table} BEGIN "
        f"SELECT {_TELL}('update', '{table}', OLD.id, p) FROM ("
        f"SELECT json_group_object(c, json_array(o, n)) AS p FROM ({both}) WHERE o IS NOT n"
        ") WHERE p <> '{}'; END"
    )


def cell(kind: str, value: Any) -> Any:  # noqa: ANN401 - a cell
    """Return a cell from its journalled form: blobs are written there as hex."""
    return bytes.fromhex(value) if kind == "BLOB" and value is not None else value


def listen(connection: Connection) -> None:
    """Let the triggers of a connection tell of what they see."""
    # Not the connection itself: SQLite would hold it for ever, and its key with it.
    pending = connection.pending

    def tell(*change: str) -> None:
        pending.append(Pending(*change))

    connection.function(_TELL, 4, tell, pure=False)


def say_no_more(wire: Wire, table: str, record: str | None = None) -> None:
    """Keep that a record, or all of a table, is changed in this step, and not how."""
    for at, change in enumerate(wire.pending):
        if change.table == table and record in {None, change.record}:
            wire.pending[at] = change._replace(payload=None)


def forget(wire: Wire, table: str, record: str, *, since: int) -> None:
    """Say of a record no more, and of its deletion ``since`` then that it was forgotten."""
    say_no_more(wire, table, record)
    for at, change in enumerate(wire.pending[since:], since):
        if (change.kind, change.table, change.record) == ("delete", table, record):
            wire.pending[at] = change._replace(kind="forget")
    erase(wire, table, record)


def append(
    wire: Wire, key: bytes | bytearray, head: Head, step: Step, changes: Sequence[Pending]
) -> Head:
    """Write the entries of a step behind ``head`` and return the new head."""
    salts = os.urandom(SALT * len(changes))
    seq, chain = head
    entries: list[tuple[Any, ...]] = []
    for index, (kind, table, record, payload) in enumerate(changes):
        seq += 1
        digest, salt = b"", None
        if payload is not None:
            salt = salts[index * SALT : (index + 1) * SALT]
            digest = hashlib.sha256(salt + payload.encode()).digest()
        named = (step.name, step.undoes) if seq == step.id else (None, None)
        said = (seq, step.id, step.at, step.user, step.device, kind, table, record, *named)
        chain = link(key, chain, said, digest)
        entries.append((*said, digest, chain, salt, payload))
    wire.many("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries)
    return Head(seq, chain)


def erase(wire: Wire, table: str, record: str) -> None:
    """Erase what the journal knows of a record, and the reasons given with its steps."""
    wire.change(
        "UPDATE journal SET payload = NULL, salt = NULL WHERE payload IS NOT NULL AND seq IN ("
        " SELECT seq FROM journal WHERE record = ?2 AND tbl = ?1"
        " UNION"
        " SELECT reason.seq FROM journal AS reason"
        " JOIN journal AS own ON reason.seq = own.step"
        " WHERE own.record = ?2 AND own.tbl = ?1 AND reason.kind = 'reason')",
        (table, record),
    )


def newer(wire: Wire, table: str, record: str, seq: int) -> bool:
    """Tell whether a record was changed after entry ``seq``."""
    return bool(
        wire.rows(
            "SELECT 1 FROM journal WHERE record = ? AND seq > ? AND tbl = ?"
            " AND kind IN ('insert', 'update', 'delete', 'forget') LIMIT 1",
            (record, seq, table),
        )
    )


_ENTRIES: Final = "SELECT seq, step, at, user, device, kind, tbl, record, payload FROM journal"


def _entries(rows: Iterable[Sequence[Any]]) -> list[Entry]:
    """Make entries of rows."""
    return [
        Entry(
            seq=seq,
            step=step,
            at=at,
            user=user,
            device=device,
            kind=kind,
            table=table,
            record=record,
            payload=None if payload is None else json.loads(payload),
        )
        for seq, step, at, user, device, kind, table, record, payload in rows
    ]


def history(database: Reads, table: str, record: str) -> list[Entry]:
    """Return all entries of a record, oldest first, with the reasons given beside them."""
    return _entries(
        database.wire.rows(
            f"{_ENTRIES} WHERE record = ?2 AND tbl = ?1 OR kind = 'reason' AND seq IN ("
            " SELECT step FROM journal WHERE record = ?2 AND tbl = ?1) ORDER BY seq",
            (table, record),
        )
    )


def entries_of(wire: Wire, step: int) -> list[Entry]:
    """Return the entries of a step: they stand together from ``step`` on."""
    return _entries(
        wire.rows(
            f"{_ENTRIES} WHERE seq >= ?1 AND seq < coalesce("
            " (SELECT id FROM step WHERE id > ?1 ORDER BY id LIMIT 1), seq + 1) ORDER BY seq",
            (step,),
        )
    )
