"""Drafts: what is typed and not yet saved, committed encrypted, bound to one user and record.

Not journalled, because it is nobody's record yet, but as durable as one (FULL). A draft is
only ever found by its user, its kind and its record, so it can never appear in another one.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from kvinnobyran.store.codec import moment
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Reads
from kvinnobyran.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a form held. ``record`` is the id of the record it is about, new ones included.

    ``body`` is the form's own JSON text and stored literally; ``cursor`` the place in it.
    """

    user: str
    kind: str
    record: str
    body: str
    cursor: int
    updated_at: datetime


_OWN = (
    "SELECT user, kind, record, body, cursor, updated_at FROM draft"
    " WHERE user = ? AND kind = ? AND record = ?"
)
_ALL = (
    "SELECT user, kind, record, body, cursor, updated_at FROM draft"
    " WHERE user = ? ORDER BY updated_at DESC, kind, record"
)


def save_draft(database: Database, draft: Draft) -> None:
    """Commit a draft over the one of the same user, kind and record.

    Raises :class:`DiskFull` and its like; the draft before it is then still there.
    """
    with database.unjournalled("draft"):
        database.wire.change(
            "INSERT INTO draft (id, user, kind, record, body, cursor, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (user, kind, record) DO UPDATE SET"
            " body = excluded.body, cursor = excluded.cursor, updated_at = excluded.updated_at",
            (
                uuid.uuid4().hex,
                draft.user,
                draft.kind,
                draft.record,
                draft.body,
                draft.cursor,
                moment(draft.updated_at),
            ),
        )


def load_draft(database: Reads, *, user: str, kind: str, record: str) -> Draft | None:
    """Return the draft of exactly this user, kind and record, or None."""
    return database.one(Draft, _OWN, (user, kind, record))


def drafts_of(database: Reads, user: str) -> list[Draft]:
    """Return all drafts of a user, the latest first (for Idag)."""
    return database.all(Draft, _ALL, (user,))


def delete_draft(door: Database | Transaction, *, user: str, kind: str, record: str) -> None:
    """Delete a draft: inside the transaction that saves its record, or on its own."""
    statement = "DELETE FROM draft WHERE user = ? AND kind = ? AND record = ?"
    if isinstance(door, Transaction):
        door.wire.change(statement, (user, kind, record))
        return
    with door.unjournalled("draft"):
        door.wire.change(statement, (user, kind, record))


def forget_drafts_before(database: Database, *, kind: str, before: datetime) -> int:
    """Forget every user's drafts of a kind that were last typed in before a moment.

    Returns how many. Nothing is left of them, the write-ahead log included.
    """
    old = (kind, moment(before))
    gone = database.wire.rows("SELECT id FROM draft WHERE kind = ? AND updated_at < ?", old)
    if gone:
        with database.unjournalled("draft"):
            database.wire.change("DELETE FROM draft WHERE kind = ? AND updated_at < ?", old)
        database.connection.checkpoint()
    return len(gone)


def forget_drafts_of_case(step: Transaction, *, kind: str, case_id: str) -> None:
    """Forget every user's drafts of a kind whose form belongs to a case."""
    step.wire.change(
        "DELETE FROM draft WHERE kind = ? AND json_extract(body, '$.case') = ?", (kind, case_id)
    )
