"""Notes (G9), text blocks and own words through their flows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kvinnobyran.domain.case import CloseReason, Documentation, Regime
from kvinnobyran.domain.first_blocks import FIRST_BLOCKS
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import JournalNote, NoteKind, NoteLocked, NoteState, WorkingNote
from kvinnobyran.domain.settings import WORKING_NOTE_LIFE
from kvinnobyran.domain.task import TaskState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.writing import TextBlock
from kvinnobyran.flows import notes, writing
from kvinnobyran.flows.cases import close_case
from kvinnobyran.flows.history import redo_step, undo_step
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.work import Work
from kvinnobyran.store import cases as stored
from kvinnobyran.store import tasks
from kvinnobyran.store import writing as stored_writing
from kvinnobyran.store.journal import history
from kvinnobyran.store.troubles import BrokenRule


@pytest.fixture
def case(office):
    return office.case("Åsa Påhittad")


def placed(office, case):
    moved = replace(case, regime=Regime.SOL_PLACEMENT)
    with office.work.step("Ärendet") as tx:
        tx.update(moved)
    return moved


def working(office, case, text="Påhittat minne"):
    return notes.save_working_note(
        office.work,
        WorkingNote(
            id=new_id(),
            case_id=case.id,
            written_on=office.work.today,
            text=text,
            delete_on=WorkingNote.lifetime(office.work.today),
        ),
    )


def journal_note(office, case, **more):
    return JournalNote(
        id=new_id(), case_id=case.id, written_on=office.work.today, text="Påhittat", **more
    )


# --- G9 ------------------------------------------------------------------------------------------


def test_G9_a_signature_is_taken_back_for_ten_minutes_and_then_the_note_is_locked(office, case):
    signed = notes.sign_note(office.work, journal_note(office, case))
    office.now += timedelta(minutes=10)
    assert undo_step(office.work) == "Signera anteckning"
    assert office.database.get(JournalNote, signed.id) is None
    assert redo_step(office.work) == "Signera anteckning"
    office.now += timedelta(minutes=1)
    with pytest.raises(NoteLocked) as error:
        undo_step(office.work)
    assert "rättelse" in error.value.way_on
    assert office.database.get(JournalNote, signed.id) == signed


def test_G9_what_was_a_draft_first_is_a_draft_again_and_the_journal_tells(office, case):
    draft = notes.save_note(office.work, journal_note(office, case))
    notes.sign_note(office.work, draft)
    undo_step(office.work)
    assert office.database.get(JournalNote, draft.id) == draft
    told = [entry.step for entry in history(office.database, "journal_note", draft.id)]
    assert len(told) == 3
    # A step that signed nothing is taken back however old it is.
    office.now += timedelta(days=1)
    assert undo_step(office.work) == "Anteckning"


def test_G9_a_correction_is_locked_like_what_it_corrects(office, case):
    original = notes.sign_note(office.work, journal_note(office, case))
    correction = journal_note(office, case, correction_reason="Fel dag")
    notes.correct_note(office.work, original, correction)
    office.now += timedelta(minutes=11)
    with pytest.raises(NoteLocked):
        undo_step(office.work)


def test_G9_a_working_note_has_its_author_and_only_she_changes_it(office, case):
    note = working(office, case)
    assert note.author == "Greta"
    hers = Work(office.database, "Karin", office.now)
    with pytest.raises(Refused) as caught:
        notes.save_working_note(hers, replace(note, text="Ändrat"))
    assert "kollega" in caught.value.faults[0].sentence
    again = notes.save_working_note(office.work, replace(note, text="Ändrat", author=""))
    assert again.author == "Greta"


def test_G9_a_working_note_erases_itself_after_the_days_the_unit_has_said(office, case):
    assert working(office, case).delete_on == WorkingNote.lifetime(office.work.today)
    change_setting(office.work, WORKING_NOTE_LIFE, "14")
    note = working(office, case)
    assert (note.delete_on - note.written_on).days == 14
    office.later(14)
    assert notes.erase_due_working_notes(office.work) == 1
    assert office.database.get(WorkingNote, note.id) is None
    assert all(entry.payload is None for entry in history(office.database, "working_note", note.id))


def test_G9_a_changed_setting_does_not_lengthen_a_life(office, case):
    note = working(office, case)
    change_setting(office.work, WORKING_NOTE_LIFE, "90")
    office.later(5)
    assert notes.save_working_note(office.work, note).delete_on == note.delete_on
    late = replace(note, delete_on=WorkingNote.lifetime(note.written_on, 91))
    with pytest.raises(Refused):
        notes.save_working_note(office.work, late)


def test_G9_in_a_placement_a_working_note_waits_until_somebody_has_answered(office, case):
    case = placed(office, case)
    note = working(office, case)
    [task] = tasks.of_cause(office.database, "domain.md G9", note.id)
    assert (task.assigned_to, task.state) == ("Greta", TaskState.OPEN)
    assert task.due_on < note.delete_on
    office.later(40)
    assert notes.erase_due_working_notes(office.work) == 0
    notes.settle_working_note(office.work, note)
    assert office.database.get(WorkingNote, note.id) is None
    [task] = tasks.of_cause(office.database, "domain.md G9", note.id)
    assert task.state is TaskState.DONE
    assert office.database.verify_journal() == []


def test_G9_at_close_a_working_note_goes_with_what_was_asked_about_it(office, case):
    case = placed(office, case)
    note = working(office, case)
    with pytest.raises(Refused) as caught:
        close_case(office.work, case, closed_on=office.work.today, reason=CloseReason.GOALS_REACHED)
    assert "journalen" in " ".join(fault.sentence for fault in caught.value.faults)
    close_case(
        office.work,
        case,
        closed_on=office.work.today,
        reason=CloseReason.GOALS_REACHED,
        reasons={fault.field: "Det står där" for fault in caught.value.faults},
    )
    assert office.database.get(WorkingNote, note.id) is None
    [task] = tasks.of_cause(office.database, "domain.md G9", note.id)
    assert task.state is TaskState.DONE


def test_G9_saving_twice_makes_no_second_reminder(office, case):
    case = placed(office, case)
    note = working(office, case)
    notes.save_working_note(office.work, replace(note, text="Mer"))
    assert len(tasks.of_cause(office.database, "domain.md G9", note.id)) == 1


def test_G9_what_matters_is_carried_into_the_journal(office, case):
    case = placed(office, case)
    note = working(office, case, "Det som betyder något")
    draft = notes.carry_to_journal(office.work, note)
    assert (draft.text, draft.state) == ("Det som betyder något", NoteState.DRAFT)
    assert office.database.get(JournalNote, draft.id) == draft
    assert stored.working_notes(office.database, case.id) == []


def test_G9_a_correction_keeps_the_original(office, case):
    original = notes.sign_note(office.work, journal_note(office, case, kind=NoteKind.PHONE))
    correction = replace(original, id=new_id(), text="Rätt", correction_reason="Fel dag")
    notes.correct_note(office.work, original, correction)
    kept = {each.id: each for each in stored.notes(office.database, case.id)}
    assert kept[original.id] == original
    assert kept[correction.id].corrects_id == original.id
    for change in ({"text": "Annat"}, {"kind": NoteKind.EVENT}):
        with pytest.raises(BrokenRule), office.work.step("Fel") as tx:
            tx.update(replace(original, **change))
    with pytest.raises(Refused):
        notes.save_note(office.work, replace(original, state=NoteState.DRAFT))


def test_A20_no_note_of_any_kind_against_her_choice(office, case):
    with office.work.step("Ärendet") as tx:
        tx.update(replace(case, documentation=Documentation.STATISTICS_ONLY))
    with pytest.raises(Refused):
        working(office, case)
    with pytest.raises(Refused):
        notes.save_note(office.work, journal_note(office, case))


# --- text blocks ---------------------------------------------------------------------------------


def test_a_first_block_is_changed_retired_and_undone(office):
    assert stored_writing.text_blocks(office.database) == list(FIRST_BLOCKS)
    first = FIRST_BLOCKS[0]
    writing.save_block(office.work, replace(first, text="Vår egen [text]"))
    blocks = {block.id: block for block in stored_writing.text_blocks(office.database)}
    assert blocks[first.id].text == "Vår egen [text]"
    assert len(blocks) == len(FIRST_BLOCKS)
    writing.retire_block(office.work, FIRST_BLOCKS[1])
    blocks = {block.id: block for block in stored_writing.text_blocks(office.database)}
    assert blocks[FIRST_BLOCKS[1].id].retired_on == office.work.today


def test_a_block_with_a_name_from_the_register_wants_a_reason(office, case):
    block = TextBlock(id=new_id(), title="Hälsning", text="Hälsa Åsa: [vad]")
    with pytest.raises(Refused) as caught:
        writing.save_block(office.work, block)
    assert "Åsa" not in str(caught.value.faults)
    writing.save_block(office.work, block, reasons={"text": "Ett ordspråk"})
    assert block in stored_writing.text_blocks(office.database)


# --- own words -----------------------------------------------------------------------------------


def test_a_word_is_learnt_once_and_forgotten_without_a_trace(office):
    word = writing.learn_word(office.work, " trappansamtal ")
    assert [each.word for each in stored_writing.own_words(office.database)] == ["trappansamtal"]
    with pytest.raises(Refused):
        writing.learn_word(office.work, "Trappansamtal")
    writing.unlearn_word(office.work, word)
    assert stored_writing.own_words(office.database) == []
    assert all(entry.payload is None for entry in history(office.database, "own_word", word.id))


@pytest.mark.parametrize("word", ["Åsa", "påhittads", "A\u030asa"])
def test_a_name_in_the_register_is_never_learnt_by_a_slip(office, case, word):
    with pytest.raises(Refused) as caught:
        writing.learn_word(office.work, word)
    assert "någons namn" in caught.value.faults[0].sentence
    assert stored_writing.own_words(office.database) == []
    learnt = writing.learn_word(office.work, word, reasons={"word": "En gata"})
    assert stored_writing.own_words(office.database) == [learnt]
