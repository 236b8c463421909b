"""Journal notes (draft, signed, corrected) and working notes that erase themselves (G9)."""

from dataclasses import replace
from datetime import timedelta

from kvinnobyran.domain.case import Case, Documentation
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.note import (
    WORKING_NOTE_DAYS,
    WORKING_NOTE_FORM,
    JournalNote,
    NoteState,
    WorkingNote,
    journal_note_faults,
)
from kvinnobyran.flows.work import Work, put, require, settle
from kvinnobyran.store import cases as stored
from kvinnobyran.store.drafts import forget_drafts_before


def save_note(work: Work, note: JournalNote, *, expect: int | None = None) -> JournalNote:
    """Keep a journal note as a draft."""
    settle(
        [*_documentation_faults(work, note.case_id), *journal_note_faults(note, today=work.today)]
    )
    earlier = work.database.get(JournalNote, note.id)
    _require_draft(earlier)
    with work.step("Anteckning") as tx:
        put(tx, note, expect=expect)
    return note


def sign_note(work: Work, note: JournalNote, *, expect: int | None = None) -> JournalNote:
    """Sign a note: from now on it is changed only by a correction (G9)."""
    signed = replace(note, state=NoteState.SIGNED, signed_by=work.user, signed_at=work.now)
    settle(
        [*_documentation_faults(work, note.case_id), *journal_note_faults(signed, today=work.today)]
    )
    earlier = work.database.get(JournalNote, note.id)
    _require_draft(earlier)
    with work.step("Signera anteckning") as tx:
        put(tx, signed, expect=expect)
    return signed


def correct_note(work: Work, original: JournalNote, correction: JournalNote) -> JournalNote:
    """Sign a correction of a signed note; the original stays readable beside it (G9)."""
    require(
        original.state is NoteState.SIGNED,
        lambda: stopp(
            "corrects_id", "Anteckningen är inte signerad. Ändra den direkt.", "domain.md G9"
        ),
    )
    # The same one saved twice (its draft came back after a lock) must not be two.
    require(
        all(
            each.corrects_id != original.id
            for each in stored.notes(work.database, original.case_id)
        ),
        lambda: stopp(
            "text", "Anteckningen är redan rättad. Rätta rättelsen i stället.", "domain.md G9"
        ),
    )
    signed = replace(
        correction,
        case_id=original.case_id,
        session_id=original.session_id,
        corrects_id=original.id,
        state=NoteState.SIGNED,
        signed_by=work.user,
        signed_at=work.now,
    )
    settle(journal_note_faults(signed, today=work.today))
    with work.step("Rätta anteckning") as tx:
        tx.insert(signed)
    return signed


def remove_draft_note(work: Work, note: JournalNote) -> None:
    """Take a draft note away; a signed one stays."""
    _require_draft(work.database.get(JournalNote, note.id))
    with work.step("Ta bort utkast") as tx:
        tx.delete(note)


def save_working_note(work: Work, note: WorkingNote) -> WorkingNote:
    """Keep a short-lived note of one's own."""
    with work.step("Arbetsminne") as tx:
        put(tx, note)
    return note


def erase_due_working_notes(work: Work) -> int:
    """Erase the working notes whose day has come, with their trace in the journal (G9).

    One that was begun and never saved is as old as what was typed last. Returns how many.
    Runs at every unlock.
    """
    begun_before = work.now - timedelta(days=WORKING_NOTE_DAYS)
    drafts = forget_drafts_before(work.database, kind=WORKING_NOTE_FORM, before=begun_before)
    due = stored.due_working_notes(work.database, work.today)
    if due:
        with work.step("Radera arbetsminnen") as tx:
            for note in due:
                tx.forget("working_note", note.id)
    return len(due) + drafts


def _require_draft(earlier: JournalNote | None) -> None:
    require(
        earlier is None or earlier.state is NoteState.DRAFT,
        lambda: stopp(
            "text", "Anteckningen är signerad. Skriv en rättelse i stället.", "domain.md G9"
        ),
    )


def _documentation_faults(work: Work, case_id: str) -> list[Fault]:
    case = work.database.get(Case, case_id)
    if case is not None and case.documentation is Documentation.STATISTICS_ONLY:
        return [
            stopp(
                "text",
                "Hon har valt endast statistik. I det här ärendet skrivs ingen journal.",
                "domain.md A20",
            )
        ]
    return []
