"""The content of documents, in pieces: written once, read whole, compared with its digest.

It is not journalled itself, because a journal that held it would be three times its size. What
is journalled is the document's digest, so that the chain tells whether the content is the same.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.consent import Consent
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Reads
from kvinnobyran.store.transaction import Transaction

PIECE: Final = 256 * 1024
"""Bytes."""
KEPT_DAYS: Final = 30
"""How long the content of a document that was taken away can come back (experience.md 9.11)."""


class DamagedDocument(Trouble):
    """What is stored is not what was brought in."""

    sentence = "Dokumentets innehåll är skadat och visas inte. Uppgifterna om det är kvar."
    way_on = "Läs tillbaka en säkerhetskopia från när dokumentet var helt."


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a content as hex."""
    return hashlib.sha256(content).hexdigest()


def keep_content(tx: Transaction, document_id: str, content: bytes) -> None:
    """Write the content of a new document."""
    tx.wire.many(
        "INSERT INTO document_part (document_id, place, content) VALUES (?, ?, ?)",
        [
            (document_id, place, content[start : start + PIECE])
            for place, start in enumerate(range(0, len(content), PIECE))
        ],
    )


def content_of(reader: Reads, document: Document) -> bytes:
    """Return the whole content. Raises :class:`DamagedDocument` if it is not what it was."""
    content = b"".join(_pieces(reader, document.id))
    if len(content) != document.size or digest_of(content) != document.digest:
        raise DamagedDocument
    return content


def documents_are_whole(reader: Reads) -> bool:
    """Tell whether every document's content is there and is what its digest says."""
    for document_id, size, digest in reader.wire.rows("SELECT id, size, digest FROM document"):
        seen, found = hashlib.sha256(), 0
        for piece in _pieces(reader, document_id):
            seen.update(piece)
            found += len(piece)
        if (found, seen.hexdigest()) != (size, digest):
            return False
    return True


def documents_of(reader: Reads, case_id: str) -> list[Document]:
    """Return the documents of a case, those brought in last first."""
    return reader.all(
        Document,
        "SELECT * FROM document WHERE case_id = ? ORDER BY brought_in_on DESC, name, rowid",
        (case_id,),
    )


def same_content(reader: Reads, case_id: str, digest: str) -> Document | None:
    """Return the document of a case that has this very content, if there is one."""
    return reader.one(
        Document, "SELECT * FROM document WHERE case_id = ? AND digest = ?", (case_id, digest)
    )


def sweep_contents(database: Database, today: date) -> int:
    """Delete the content that no document has named for thirty days; return how many pieces.

    What has been let go is marked with the day, and unmarked when its document has come back.
    """
    wire = database.wire
    with database.unjournalled("document_part"):
        wire.change(
            "UPDATE document_part SET let_go_on = NULL"
            " WHERE let_go_on IS NOT NULL AND document_id IN (SELECT id FROM document)"
        )
        wire.change(
            "UPDATE document_part SET let_go_on = ?"
            " WHERE let_go_on IS NULL AND document_id NOT IN (SELECT id FROM document)",
            (today.isoformat(),),
        )
        return wire.change(
            "DELETE FROM document_part WHERE let_go_on < ?",
            ((today - timedelta(days=KEPT_DAYS)).isoformat(),),
        )


def is_in_a_file(reader: Reads, document_id: str) -> bool:
    """Tell whether a document is a drawing in some child's own file."""
    return bool(reader.value("SELECT 1 FROM child_note WHERE document_id = ?", (document_id,)))


def let_go_of_paper(tx: Transaction, document_id: str) -> None:
    """Let the consents that were given on a paper stand without it."""
    for consent in tx.all(Consent, "SELECT * FROM consent WHERE document_id = ?", (document_id,)):
        tx.update(replace(consent, document_id=None))


def forget_document(tx: Transaction, document_id: str) -> None:
    """Delete a document for good: the record, its traces, and its content at once (a purge)."""
    let_go_of_paper(tx, document_id)
    tx.forget("document", document_id)
    tx.wire.change("DELETE FROM document_part WHERE document_id = ?", (document_id,))


def _pieces(reader: Reads, document_id: str) -> Iterator[bytes]:
    """Read one piece after the other, so that a check never holds more than one."""
    place = 0
    while rows := reader.wire.rows(
        "SELECT content FROM document_part WHERE document_id = ? AND place = ?",
        (document_id, place),
    ):
        yield rows[0][0]
        place += 1
