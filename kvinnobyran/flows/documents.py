"""Documents of a case: brought in whole and encrypted, described, and let out only on purpose."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.document import (
    About,
    Direction,
    Document,
    DocumentKind,
    Medium,
    document_faults,
    medium_of,
    name_of,
)
from kvinnobyran.domain.documentation import Kept, documentation_faults
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.plain_files import Brought, read_file, write_private
from kvinnobyran.flows.work import Work, put, require, settle
from kvinnobyran.store import documents as stored
from kvinnobyran.store.database import Database

LONGEST_PURPOSE: Final = 300
_LARGE: Final = 1 << 20
_FIRST_KIND: Final = {Medium.PNG: DocumentKind.PICTURE, Medium.JPEG: DocumentKind.PICTURE}


class CopyNotWritten(Trouble):
    """The place that was chosen would not take the copy."""

    sentence = "Kopian gick inte att spara där. Inget har lämnats ut."
    way_on = "Välj en annan mapp, eller kontrollera att det finns plats."


def bring_in(work: Work, case_id: str, path: Path) -> Document:
    """Read a file and keep it as a document of a case; it is described afterwards.

    The original stays where it lies, unencrypted; whoever calls this says so. Raises
    :class:`NotBroughtIn` and its kin, :class:`Refused`, and the store's troubles.
    """
    return keep_document(work, case_id, read_file(path))


def keep_document(work: Work, case_id: str, brought: Brought) -> Document:
    """Keep content that is in memory as a document of a case. Raises :class:`Refused`."""
    document = described_document(work, case_id, brought)
    require(
        stored.same_content(work.database, case_id, document.digest) is None,
        lambda: stopp(
            "name", "Dokumentet finns redan i ärendet, med samma innehåll.", "experience.md 10"
        ),
    )
    with work.step("Nytt dokument") as tx:
        stored.keep_content(tx, document.id, brought.content)
        tx.insert(document)
    settle_log(work, document)
    return document


def described_document(work: Work, case_id: str, brought: Brought) -> Document:
    """Return content as a document that nobody has saved; STOPP where she wants none kept."""
    medium = medium_of(brought.content)
    case = work.database.get(Case, case_id)
    require(
        case is not None,
        lambda: stopp("case_id", "Ärendet finns inte längre.", "domain.md 3.1"),
    )
    if case is not None:
        settle(documentation_faults(case.documentation, Kept.DOCUMENT, "name"))
    return Document(
        id=new_id(),
        case_id=case_id,
        name=name_of(brought.name) or medium.label,
        kind=_FIRST_KIND.get(medium, DocumentKind.OTHER),
        direction=Direction.IN,
        brought_in_on=work.today,
        brought_in_by=work.user,
        medium=medium,
        size=len(brought.content),
        digest=stored.digest_of(brought.content),
    )


def settle_log(work: Work, document: Document) -> None:
    """Let the write-ahead log go after a large one, or it would keep its size to the end."""
    if document.size > _LARGE:
        work.database.connection.checkpoint()


def describe(work: Work, document: Document, *, expect: int | None = None) -> Document:
    """Change what is written about a document; its content never changes."""
    settle(document_faults(document, today=work.today))
    require(
        document.about is About.CHILD or not stored.is_in_a_file(work.database, document.id),
        lambda: stopp("about", "Teckningen är barnets och ligger i barnets akt.", "domain.md T9"),
    )
    with work.step("Dokument") as tx:
        put(tx, document, expect=expect)
    return document


def take_away(work: Work, document: Document) -> None:
    """Take a document away; "Ångra" brings it back, and after thirty days its content is gone."""
    require(
        not stored.is_in_a_file(work.database, document.id),
        lambda: stopp("about", "Teckningen är barnets och ligger i barnets akt.", "domain.md T9"),
    )
    with work.step("Ta bort dokument") as tx:
        stored.let_go_of_paper(tx, document.id)
        tx.delete(document)


def content(database: Database, document: Document) -> bytes:
    """Return a document's content, to be looked at in memory. Raises :class:`DamagedDocument`."""
    return stored.content_of(database, document)


def save_plain_copy(work: Work, document: Document, path: Path, *, purpose: str) -> Path:
    """Write an unencrypted copy where the user chose, and note what for; neither without the other.

    The log says which document and why, and not where to. Raises :class:`Refused`,
    :class:`CopyNotWritten` and :class:`DamagedDocument`.
    """
    words = purpose.strip()
    require(
        bool(words),
        lambda: stopp("purpose", "Skriv vad kopian ska användas till.", "domain.md D8"),
    )
    require(
        len(words) <= LONGEST_PURPOSE,
        lambda: stopp("purpose", f"Högst {LONGEST_PURPOSE} tecken får plats.", "domain.md D8"),
    )
    whole = stored.content_of(work.database, document)
    beside = path.with_name(f"{path.name}.del")
    unnoted = beside
    try:
        with work.step("Spara okrypterad kopia") as tx:
            tx.log(
                "export",
                table="document",
                record=document.id,
                text=f"Okrypterad kopia. Ändamål: {words}.",
            )
            write_private(beside, whole)
            beside.replace(path)
            unnoted = path  # it lies there, and the step may still fail
        unnoted = beside
    except (OSError, ValueError):
        trouble = CopyNotWritten()
    else:
        return path
    finally:
        with suppress(OSError, ValueError):
            unnoted.unlink(missing_ok=True)
    raise trouble


def sweep(work: Work) -> int:
    """Let the content go that no document has named for thirty days. Runs at every unlock."""
    gone = stored.sweep_contents(work.database, work.today)
    if gone:
        work.database.connection.checkpoint()
    return gone
