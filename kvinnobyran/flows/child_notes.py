"""Notes in a child's own file, and who may read it (T7, T9)."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from kvinnobyran.domain.child_file import ChildNote, child_note_faults, reading_faults
from kvinnobyran.domain.concern import check_faults
from kvinnobyran.domain.document import About, Direction, Document, DocumentKind, Medium
from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.note import NoteState
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.session import Presence
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.flows.documents import described_document, settle_log
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.plain_files import Brought, read_file
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.documents import is_in_a_file, keep_content
from kvinnobyran.store.writing import text_blocks

DRAWING: Final = "Teckning"
"""What every drawing is called in the register."""
DRAWINGS: Final = frozenset({Medium.PNG, Medium.JPEG, Medium.PDF})
"""What a drawing can be: a photograph, or a scan."""


def save_child_note(
    work: Work, note: ChildNote, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> ChildNote:
    """Keep a note in one child's file as a draft. VARNA for a brother's or sister's words (T7)."""
    settle([*_faults(work, note), *_draft_faults(work, note)], reasons)
    with work.step("Anteckning i barnets akt", reasons) as tx:
        put(tx, note, expect=expect)
    return note


def sign_child_note(
    work: Work, note: ChildNote, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> ChildNote:
    """Sign a note. STOPP while the child's concern check of that session is missing (T8)."""
    signed = replace(note, state=NoteState.SIGNED, signed_by=work.user, signed_at=work.now)
    settle(
        [*_faults(work, signed), *_draft_faults(work, note), *_unchecked_faults(work, note)],
        reasons,
    )
    with work.step("Signera i barnets akt", reasons) as tx:
        put(tx, signed, expect=expect)
    return signed


def correct_child_note(
    work: Work, original: ChildNote, correction: ChildNote, *, reasons: Reasons = NO_REASONS
) -> ChildNote:
    """Sign a correction of a signed note; the original stays beside it (G9)."""
    original = work.database.get(ChildNote, original.id) or original
    signed = replace(
        correction,
        case_id=original.case_id,
        child_id=original.child_id,
        session_id=original.session_id,
        corrects_id=original.id,
        state=NoteState.SIGNED,
        signed_by=work.user,
        signed_at=work.now,
    )
    known = stored.notes_of(work.database, original.child_id)
    faults = _faults(work, signed)
    if original.state is not NoteState.SIGNED:
        faults.append(
            stopp("corrects_id", "Anteckningen är inte signerad. Ändra den.", "domain.md G9")
        )
    if any(each.corrects_id == original.id for each in known):
        faults.append(stopp("text", "Anteckningen är redan rättad.", "domain.md G9"))
    settle(faults, reasons)
    with work.step("Rätta i barnets akt", reasons) as tx:
        tx.insert(signed)
    return signed


def bring_drawing(
    work: Work, note: ChildNote, path: Path, *, reasons: Reasons = NO_REASONS
) -> tuple[ChildNote, Document]:
    """Read a file and keep it as a drawing, with a note in the child's own file (T9).

    The original stays where it lies, unencrypted; whoever calls this says so. Raises
    :class:`NotBroughtIn` and its kin, :class:`Refused`, and the store's troubles.
    """
    return keep_drawing(work, note, read_file(path), reasons=reasons)


def keep_drawing(
    work: Work, note: ChildNote, brought: Brought, *, reasons: Reasons = NO_REASONS
) -> tuple[ChildNote, Document]:
    """Keep a drawing that is in memory. It gets no name: a file's name often has the child's."""
    earlier = work.database.get(ChildNote, note.id)
    require(
        earlier is None or earlier.document_id is None,
        lambda: stopp("text", "Anteckningen har redan en teckning.", "domain.md T9"),
    )
    drawing = replace(
        described_document(work, note.case_id, brought),
        name=DRAWING,
        kind=DocumentKind.PICTURE,
        direction=Direction.OWN,
        about=About.CHILD,
    )
    require(
        drawing.medium in DRAWINGS,
        lambda: stopp("text", "Välj ett foto eller en PDF av teckningen.", "domain.md T9"),
    )
    note = replace(note, document_id=None)
    known = stored.drawings_of(work.database, note.child_id)
    settle([*_faults(work, note), *_draft_faults(work, note)], reasons)
    note = replace(note, document_id=drawing.id)
    require(
        all(each.digest != drawing.digest for each in known),
        lambda: stopp("text", "Teckningen finns redan i barnets akt.", "experience.md 10"),
    )
    with work.step("Teckning i barnets akt", reasons) as tx:
        keep_content(tx, drawing.id, brought.content)
        tx.insert(drawing)
        put(tx, note)
    settle_log(work, drawing)
    return note, drawing


def remove_child_note(work: Work, note: ChildNote) -> None:
    """Take a draft away, with its drawing; a signed note stays."""
    note = work.database.get(ChildNote, note.id) or note
    settle(_draft_faults(work, note))
    drawing = work.database.get(Document, note.document_id) if note.document_id else None
    with work.step("Ta bort utkast") as tx:
        tx.delete(note)
        if drawing is not None and not is_in_a_file(tx, drawing.id):
            tx.delete(drawing)


def show_child_file(
    work: Work, child_id: str, to: str, *, reasons: Reasons = NO_REASONS
) -> tuple[ChildNote, ...]:
    """Return a child's whole file for somebody to see, and log that it was shown (T6, T9).

    STOPP for everybody but the child; VARNA until it has turned eighteen.
    """
    child = work.database.get(Person, child_id)
    settle(reading_faults(to, child_id, child.birth if child else None, work.today), reasons)
    with work.step("Visa barnets akt", reasons) as tx:
        tx.log("child_file", table="person", record=child_id)
    return tuple(
        each for each in stored.notes_of(work.database, child_id) if each.state is NoteState.SIGNED
    )


def _faults(work: Work, note: ChildNote) -> list[Fault]:
    siblings = stored.notes_of_siblings(work.database, note.child_id, note.case_id)
    blocks = [block.text for block in text_blocks(work.database)] if siblings else []
    return [
        *keeps(work, note.case_id, Kept.JOURNAL, "text"),
        *child_note_faults(note, siblings, today=work.today, blocks=blocks),
        *_drawing_faults(work, note),
    ]


def _drawing_faults(work: Work, note: ChildNote) -> list[Fault]:
    """Hold that what lies in a child's file is the child's own: no paper of its mother's."""
    if note.document_id is None:
        return []
    drawing = work.database.get(Document, note.document_id)
    if drawing is not None and drawing.about is About.CHILD and drawing.case_id == note.case_id:
        return []
    return [stopp("document_id", "Det där är ingen teckning av barnet.", "domain.md T9")]


def _draft_faults(work: Work, note: ChildNote) -> list[Fault]:
    earlier = work.database.get(ChildNote, note.id)
    if (earlier or note).state is NoteState.DRAFT:
        return []
    return [stopp("text", "Anteckningen är signerad. Skriv en rättelse.", "domain.md G9")]


def _unchecked_faults(work: Work, note: ChildNote) -> list[Fault]:
    """Hold T8 for the child whose note it is; it must have been at the session."""
    if note.session_id is None:
        return []
    for each in stored.children_at(work.database, note.session_id):
        programme = work.database.get(TrappanProgramme, each.programme_id)
        if programme is not None and programme.child_id == note.child_id:
            there = each.presence is Presence.PRESENT
            return list(
                check_faults(each.concern_check, each.concern_reason, children_involved=there)
            )
    return [stopp("session_id", "Barnet var inte med i det samtalet.", "domain.md T7")]
