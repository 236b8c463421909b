"""Drafts and the way back: what is typed is committed encrypted before it is anybody's record.

A draft is bound to one user, one kind of form and one record (the id of the record it is
about, also of one that is not saved yet). It is not a step: it is neither journalled nor undone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kvinnobyran.flows.work import Work
from kvinnobyran.store import drafts as stored
from kvinnobyran.store.database import Database
from kvinnobyran.store.transaction import Transaction
from kvinnobyran.store.workplace import Workplace, load_workplace, save_workplace

Body = Mapping[str, object]
"""What a form held: plain values that JSON can carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as a form puts it back. ``cursor`` is the place in the text that had the focus."""

    kind: str
    record: str
    body: Body
    cursor: int
    updated_at: datetime

    @property
    def case_id(self) -> str:
        """Return the case that it belongs to, or ``""``."""
        belongs = self.body.get("belongs_to")
        found = belongs.get("case") if isinstance(belongs, dict) else self.body.get("case")
        return found if isinstance(found, str) else ""


def keep_draft(work: Work, kind: str, record: str, body: Body, cursor: int = 0) -> None:
    """Commit what a form holds, over the draft of the same form.

    Raises the store's troubles (:class:`DiskFull`, :class:`Unstorable` …); the draft before
    is then still there.
    """
    stored.save_draft(
        work.database,
        stored.Draft(
            user=work.user,
            kind=kind,
            record=record,
            body=json.dumps(body, ensure_ascii=False),
            cursor=max(0, cursor),
            updated_at=work.now,
        ),
    )


def drop_draft(work: Work, kind: str, record: str, *, within: Transaction | None = None) -> None:
    """Forget a draft: on its own, or ``within`` the step that saves its record."""
    stored.delete_draft(within or work.database, user=work.user, kind=kind, record=record)


def draft_of(database: Database, user: str, kind: str, record: str) -> Draft | None:
    """Return the draft of exactly this user, form and record."""
    found = stored.load_draft(database, user=user, kind=kind, record=record)
    return None if found is None else _read(found)


def drafts_of(database: Database, user: str) -> list[Draft]:
    """Return all drafts of a user, the latest first."""
    return [_read(found) for found in stored.drafts_of(database, user)]


def has_drafts(work: Work) -> bool:
    """Tell whether the user has anything typed that is not saved as a record."""
    return bool(stored.drafts_of(work.database, work.user))


def keep_workplace(work: Work, workplace: Workplace) -> None:
    """Commit where the user is, for coming back after a lock."""
    save_workplace(work.database, work.user, workplace)


def workplace_of(database: Database, user: str) -> Workplace:
    """Return where the user was."""
    return load_workplace(database, user)


def _read(found: stored.Draft) -> Draft:
    return Draft(
        kind=found.kind,
        record=found.record,
        body=json.loads(found.body),
        cursor=found.cursor,
        updated_at=found.updated_at,
    )
