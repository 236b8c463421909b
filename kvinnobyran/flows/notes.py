"""Journal notes (draft, signed, corrected) and working notes that erase themselves (G9)."""

from dataclasses import replace
from datetime import date, timedelta

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import (
    G9,
    WORKING_NOTE_FORM,
    JournalNote,
    NoteState,
    WorkingNote,
    journal_note_faults,
    life_in_days,
    must_be_asked,
    working_note_faults,
    working_note_reminders,
)
from kvinnobyran.domain.settings import WORKING_NOTE_LIFE
from kvinnobyran.flows.concerns import unchecked_talk_faults
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import Work, put, require, settle
from kvinnobyran.store import cases as stored
from kvinnobyran.store import office
from kvinnobyran.store.drafts import forget_drafts_before
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.transaction import Transaction


def save_note(work: Work, note: JournalNote, *, expect: int | None = None) -> JournalNote:
    """Keep a journal note as a draft."""
    settle(
        [
            *keeps(work, note.case_id, Kept.JOURNAL, "text"),
            *journal_note_faults(note, today=work.today),
        ]
    )
    with work.step("Anteckning") as tx:
        put(tx, note, expect=expect, allows=_require_draft)
    return note


def sign_note(work: Work, note: JournalNote, *, expect: int | None = None) -> JournalNote:
    """Sign a note: from now on it is changed only by a correction (G9)."""
    signed = replace(note, state=NoteState.SIGNED, signed_by=work.user, signed_at=work.now)
    settle(
        [
            *keeps(work, note.case_id, Kept.JOURNAL, "text"),
            *journal_note_faults(signed, today=work.today),
            *unchecked_talk_faults(work, note.session_id),
        ]
    )
    with work.step("Signera anteckning") as tx:
        put(tx, signed, expect=expect, allows=_require_draft)
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


def save_working_note(work: Work, note: WorkingNote, *, expect: int | None = None) -> WorkingNote:
    """Keep a short-lived note of one's own, for as long as the unit has said.

    In a placement somebody is reminded before it erases itself (G9).
    """
    earlier = work.database.get(WorkingNote, note.id)
    kept = replace(note, author=(earlier or note).author or work.user)
    if earlier is None and note.delete_on == WorkingNote.lifetime(note.written_on):
        kept = replace(kept, delete_on=_erased_on(work.database, note))
    case = work.database.get(Case, note.case_id)
    settle(
        [
            *keeps(work, note.case_id, Kept.WORKING_NOTE, "text"),
            *working_note_faults(kept, earlier=earlier, user=work.user, today=work.today),
        ]
    )
    with work.step("Arbetsminne") as tx:
        put(tx, kept, expect=expect)
        if case is not None:
            remind(
                work,
                tx,
                working_note_reminders(kept, case),
                rule=G9,
                cause=kept.id,
                case_id=case.id,
                assigned_to=kept.author,
            )
    return kept


def settle_working_note(work: Work, note: WorkingNote) -> None:
    """Erase a working note now: what matters of it stands in the journal (G9)."""
    with work.step("Radera arbetsminne") as tx:
        _erase(work, tx, note)


def carry_to_journal(work: Work, note: WorkingNote) -> JournalNote:
    """Make a draft of the journal out of a working note, and erase the working note (G9)."""
    draft = JournalNote(
        id=new_id(),
        case_id=note.case_id,
        session_id=note.session_id,
        written_on=note.written_on,
        text=note.text,
    )
    settle(
        [
            *keeps(work, note.case_id, Kept.JOURNAL, "text"),
            *journal_note_faults(draft, today=work.today),
        ]
    )
    with work.step("För över till journalen") as tx:
        tx.insert(draft)
        _erase(work, tx, note)
    return draft


def erase_due_working_notes(work: Work) -> int:
    """Erase the working notes whose day has come, with their trace in the journal (G9).

    In a placement one waits until somebody has answered that what matters stands in the
    journal; at the latest it goes when the case is closed. One that was begun and never saved
    is as old as what was typed last. Returns how many. Runs at every unlock.
    """
    begun_before = work.now - timedelta(days=_life(work.database))
    drafts = forget_drafts_before(work.database, kind=WORKING_NOTE_FORM, before=begun_before)
    due = [
        note
        for note in stored.due_working_notes(work.database, work.today)
        if not _waits_for_answer(work.database, note)
    ]
    if due:
        with work.step("Radera arbetsminnen") as tx:
            for note in due:
                _erase(work, tx, note)
    return len(due) + drafts


def _erase(work: Work, tx: Transaction, note: WorkingNote) -> None:
    tx.forget("working_note", note.id)
    answer(work, tx, rule=G9, cause=note.id)


def _waits_for_answer(reader: Reader, note: WorkingNote) -> bool:
    case = reader.get(Case, note.case_id)
    return case is not None and must_be_asked(case)


def _life(reader: Reader) -> int:
    return life_in_days(office.setting(reader, WORKING_NOTE_LIFE))


def _erased_on(reader: Reader, note: WorkingNote) -> date:
    return WorkingNote.lifetime(note.written_on, _life(reader))


def _require_draft(earlier: JournalNote | None) -> None:
    require(
        earlier is None or earlier.state is NoteState.DRAFT,
        lambda: stopp(
            "text", "Anteckningen är signerad. Skriv en rättelse i stället.", "domain.md G9"
        ),
    )
