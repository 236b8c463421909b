"""What the register and the key file know of each other's past (decision 0032)."""

from typing import TYPE_CHECKING, Final

from kvinnobyran.store.reads import Reads

if TYPE_CHECKING:
    from kvinnobyran.store.database import Database

_REVOKED: Final = "revoked_in"
"""Where ``meta`` keeps the generation of the key file that last took a way in away."""


def chain_at(reader: Reads, seq: int) -> bytes | None:
    """Return the chain at a row of the journal, or None: one look in the primary key."""
    found = reader.value("SELECT chain FROM journal WHERE seq = ?", (seq,))
    return None if found is None else bytes(found)


def revoked_in(reader: Reads) -> int:
    """Return the generation of the key file that last took a way in away; 0 when none has."""
    return int(reader.value("SELECT value FROM meta WHERE name = ?", (_REVOKED,)) or 0)


def note_revoked(database: "Database", generation: int) -> None:
    """Note that a generation of the key file took a way in away; it never goes back."""
    with database.unjournalled("meta"):
        database.wire.change(
            "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE"
            " SET value = max(CAST(value AS INTEGER), ?3)",
            (_REVOKED, str(generation), generation),
        )
