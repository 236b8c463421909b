"""Who read what is protected, from the journal's chain (domain.md S1, D7)."""

from dataclasses import dataclass
from datetime import datetime

from kvinnobyran.store import journal
from kvinnobyran.store.reads import Reads

READING = "read"
"""The kind of a journal line that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading: who, when, and what was shown."""

    user: str
    at: datetime
    what: str


def readings(reader: Reads, person_id: str, limit: int = 20) -> list[Reading]:
    """Return the latest readings of a person's protected details, the newest first."""
    found = [
        Reading(
            user=entry.user,
            at=datetime.fromisoformat(entry.at),
            what=str((entry.payload or {}).get("text", "")),
        )
        for entry in journal.history(reader, "person", person_id)
        if entry.kind == READING
    ]
    return found[::-1][:limit]
