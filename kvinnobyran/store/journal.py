"""The journal of changes: the database notes every change itself, in a chain of HMACs.

TEMP triggers, written from the schema at every opening, put what changed into
``pending_change``; the commit of a transaction moves it into the append-only ``journal``.
Each entry carries HMAC-SHA256 over itself and the entry before it; the payload is only
digested, so that it can be erased and the chain still verifies (architecture.md section 5).
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kvinnobyran.store.reads import Reads, Wire
from kvinnobyran.store.troubles import StoreBug

UNJOURNALLED: Final = (
    "meta",
    "step",
    "journal",
    "journal_payload",
    "draft",
    "workplace",
    "search_doc",
)
"""The engine's own tables. Every other table is journalled, so nobody can forget to."""

CHANGES: Final = ("insert", "update", "delete", "forget")
"""The kinds of entries that change a record; every other kind is an event."""
REASON: Final = "reason"
RESERVED: Final = frozenset((*CHANGES, REASON))

SALT: Final = 16
_TYPES: Final = {"TEXT": "{}", "INTEGER": "{}", "BLOB": "iif({0} IS NULL, NULL, hex({0}))"}

PENDING: Final = """CREATE TEMP TABLE pending_change (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, tbl TEXT NOT NULL, record TEXT NOT NULL,
    payload TEXT
)"""
_NOTE: Final = "INSERT INTO pending_change (kind, tbl, record, payload)"


class Head(NamedTuple):
    """The end of the chain. ``text`` is what is printed or kept elsewhere to compare with."""

    seq: int
    chain: bytes

    @property
    def text(self) -> str:
        """Return ``seq:hex``."""
        return f"{self.seq}:{self.chain.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read ``seq:hex``. Raises :class:`ValueError`."""
        seq, _, chain = text.partition(":")
        return cls(int(seq), bytes.fromhex(chain))


class Pending(NamedTuple):
    """One change or event that waits for its commit."""

    kind: str
    table: str
    record: str
    payload: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the user did once."""

    id: int
    name: str
    user: str
    device: str
    at: str
    undoes: int | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """Where the chain does not hold: the entry, and a Swedish sentence without values."""

    seq: int
    sentence: str


def columns_of(wire: Wire, table: str) -> dict[str, str]:
    """Return the columns of a table and their declared types."""
    return {
        str(name): str(kind)
        for _, name, kind, *_ in wire.rows(" ".join(("PRAGMA table_info(", table, ")")))
    }


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


def watch(wire: Wire) -> None:
    """Make the triggers of this connection.

    Raises :class:`StoreBug` for a table without an ``id`` or with a column type that JSON
    cannot carry exactly.
    """
    wire.rows(PENDING)
    for table in journalled(wire):
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
            f"{_NOTE} VALUES ('{kind}', '{table}', {which}.id, json_object({pairs})); END"
        )
    both = " UNION ALL ".join(
        f"SELECT '{name}' AS c, {old[name]} AS o, {new[name]} AS n" for name in columns
    )
    yield (
        f"CREATE TEMP TRIGGER {table}_update_noted AFTER UPDATE ON main.{table} BEGIN "
        f"{_NOTE} SELECT 'update', '{table}', OLD.id, p FROM ("
        f"SELECT json_group_object(c, json_array(o, n)) AS p FROM ({both}) WHERE o IS NOT n"
        ") WHERE p <> '{}'; END"
    )


def note(wire: Wire, pending: Pending) -> None:
    """Put an event among the pending changes, in the order of things."""
    wire.change(f"{_NOTE} VALUES (?, ?, ?, ?)", pending)


def take_pending(wire: Wire) -> list[Pending]:
    """Return and empty what has been noted."""
    found = wire.rows("SELECT kind, tbl, record, payload FROM pending_change ORDER BY seq")
    if found:
        wire.change("DELETE FROM pending_change")
    return [Pending(*row) for row in found]


def first_head(key: bytes | bytearray) -> Head:
    """Return the head of an empty journal."""
    return Head(0, hmac.digest(key, b"kvinnobyran journal 1", "sha256"))


def last_head(wire: Wire, key: bytes | bytearray) -> Head:
    """Return the head of the stored journal."""
    found = wire.rows("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1")
    return Head(*found[0]) if found else first_head(key)


def _link(
    key: bytes | bytearray,
    before: bytes,
    step: Step,
    seq: int,
    change: Sequence[str],
    digest: bytes,
) -> bytes:
    """Return the chain value of one entry. The first entry of a step answers for the step."""
    said = [seq, step.id, step.at, step.user, step.device, *change, digest.hex()]
    if seq == step.id:
        said += [step.name, step.undoes]
    return hmac.digest(key, before + json.dumps(said).encode(), "sha256")


def append(
    wire: Wire, key: bytes | bytearray, head: Head, step: Step, changes: Sequence[Pending]
) -> Head:
    """Write a step and its entries behind ``head`` and return the new head."""
    wire.change(
        "INSERT INTO step (id, name, user, device, at, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (step.id, step.name, step.user, step.device, step.at, step.undoes),
    )
    salts = os.urandom(SALT * len(changes))
    seq, chain = head
    entries: list[tuple[Any, ...]] = []
    payloads: list[tuple[int, bytes, str]] = []
    for index, (kind, table, record, payload) in enumerate(changes):
        seq += 1
        digest = b""
        if payload is not None:
            salt = salts[index * SALT : (index + 1) * SALT]
            digest = hashlib.sha256(salt + payload.encode()).digest()
            payloads.append((seq, salt, payload))
        chain = _link(key, chain, step, seq, (kind, table, record), digest)
        entries.append(
            (seq, step.id, step.at, step.user, step.device, kind, table, record, digest, chain)
        )
    wire.many("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries)
    wire.many("INSERT INTO journal_payload VALUES (?, ?, ?)", payloads)
    return Head(seq, chain)


def erase(wire: Wire, table: str, record: str) -> None:
    """Erase what the journal knows of a record, and the reasons given with its steps."""
    wire.change(
        "DELETE FROM journal_payload WHERE seq IN ("
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


_ENTRIES: Final = (
    "SELECT j.seq, j.step, j.at, j.user, j.device, j.kind, j.tbl, j.record, p.payload"
    " FROM journal AS j LEFT JOIN journal_payload AS p ON p.seq = j.seq"
)


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
            f"{_ENTRIES} WHERE j.record = ?2 AND j.tbl = ?1 OR j.kind = 'reason' AND j.seq IN ("
            " SELECT step FROM journal WHERE record = ?2 AND tbl = ?1) ORDER BY j.seq",
            (table, record),
        )
    )


def entries_of(wire: Wire, step: int) -> list[Entry]:
    """Return the entries of a step: they stand together from ``step`` on."""
    return _entries(
        wire.rows(
            f"{_ENTRIES} WHERE j.seq >= ?1"
            " AND j.seq < coalesce((SELECT min(id) FROM step WHERE id > ?1), j.seq + 1)"
            " ORDER BY j.seq",
            (step,),
        )
    )


def verify(wire: Wire, key: bytes | bytearray, head: Head | None = None) -> list[ChainFault]:
    """Walk the whole chain and return the first place where it breaks, or nothing.

    ``head`` is one that was printed or kept elsewhere: only against it can a cut-off end or
    an older file be found (security.md T25). A payload may be missing only where a later
    ``forget`` entry says so.
    """
    steps = {
        row[0]: Step(id=row[0], name=row[1], user=row[2], device=row[3], at=row[4], undoes=row[5])
        for row in wire.rows("SELECT id, name, user, device, at, undoes FROM step")
    }
    forgotten: dict[tuple[str, str], int] = {}
    for seq, table, record in wire.rows(
        "SELECT max(seq), tbl, record FROM journal WHERE kind = 'forget' GROUP BY tbl, record"
    ):
        forgotten[table, record] = seq
    excused = {
        step
        for (step,) in wire.rows(
            "SELECT DISTINCT own.step FROM journal AS own JOIN journal AS f"
            " ON f.kind = 'forget' AND f.tbl = own.tbl AND f.record = own.record"
            " AND f.seq >= own.seq"
        )
    }
    seq, chain = first_head(key)
    reached = head is None or head == (seq, chain)
    for row in wire.rows(
        "SELECT j.seq, j.step, j.at, j.user, j.device, j.kind, j.tbl, j.record,"
        " j.payload_digest, j.chain, p.salt, p.payload"
        " FROM journal AS j LEFT JOIN journal_payload AS p ON p.seq = j.seq ORDER BY j.seq"
    ):
        seq += 1
        found, step_id, at, user, device, kind, table, record, digest, stored, salt, payload = row
        step = steps.get(step_id)
        if found != seq:
            return [ChainFault(seq=seq, sentence="En rad saknas i ändringsloggen.")]
        if step is None or (step.at, step.user, step.device) != (at, user, device):
            return [ChainFault(seq=seq, sentence="En rad i ändringsloggen har fel steg.")]
        chain = _link(key, chain, step, seq, (kind, table, record), digest)
        if not hmac.compare_digest(chain, stored):
            return [ChainFault(seq=seq, sentence="En rad i ändringsloggen är ändrad.")]
        if payload is None:
            missing = digest and not (
                forgotten.get((table, record), 0) >= seq or (kind == REASON and step_id in excused)
            )
            if missing:
                return [ChainFault(seq=seq, sentence="Innehållet i en rad saknas utan gallring.")]
        elif hashlib.sha256(salt + payload.encode()).digest() != digest:
            return [ChainFault(seq=seq, sentence="Innehållet i en rad är ändrat.")]
        reached = reached or (seq, chain) == head
    if not reached:
        return [ChainFault(seq=seq, sentence="Slutet av ändringsloggen saknas eller är utbytt.")]
    return []
