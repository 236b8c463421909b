"""Notes on the page: blocks by kind, a colleague's working note, carried over, erased (G9)."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.case import Regime
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import WORKING_NOTE_FORM, JournalNote, NoteKind, WorkingNote
from kvinnobyran.flows.notes import save_working_note
from kvinnobyran.flows.work import Work
from kvinnobyran.store.cases import notes, working_notes
from kvinnobyran.ui.case.notes.part import NoteList, _leaf, _own, _working_leaf

ERASING = "working_note_erasing"


def working(rig, case, user="Greta"):
    today = rig.desk.today
    return save_working_note(
        Work(rig.database, user, rig.clock.now),
        WorkingNote(
            id=new_id(),
            case_id=case.id,
            written_on=today,
            text="Påhittat minne",
            delete_on=WorkingNote.lifetime(today),
        ),
    )


def placed(rig, page, case):
    with rig.work.step("Ärendet") as tx:
        tx.update(replace(case, regime=Regime.SOL_PLACEMENT))
    page.refresh()


def faults(sheet):
    return [line.fault.sentence for box in sheet.form._boxes.values() for line in box.lines]


def test_the_blocks_of_the_kind_come_first_and_the_kind_is_kept(rig, page, case):
    page.open_sheet("journal_note")
    sheet = page._sheet
    text = sheet.form.editor("text")
    sheet.form.editor("kind").set_value(NoteKind.PHONE)
    offered = text.offer_blocks()
    assert offered[0].title == "Telefonsamtal"
    text.put_block(offered[0])
    assert text.textCursor().selectedText() == "[tid]"
    sheet.buttons[0].click()
    [note] = notes(rig.database, case.id)
    assert note.kind is NoteKind.PHONE
    assert "[ja/nej/oklart]" in note.text


def test_G9_a_working_note_says_that_it_is_no_journal_and_whose_it_is(rig, page, case):
    note = working(rig, case, "Karin")
    page.refresh()
    leaf = _working_leaf(page.room, note)
    assert leaf.tinted
    assert "Arbetsminne, inte journal" in leaf.head
    assert "Skrivet av Karin" in leaf.head
    assert not _own(page.room, note)
    page.open_sheet(WORKING_NOTE_FORM, note.id)
    assert page._sheet is None, "a colleague's is read and not changed"
    page.open_record(note.id)
    assert page.tab == "notes"
    found = page.findChild(NoteList)
    assert [text for text, _ in found._does(note)] == ["Radera …"]


def test_G9_a_working_note_is_carried_into_the_journal_and_signed(rig, page, case):
    note = working(rig, case)
    page.refresh()
    page.show_tab("notes")
    found = page.findChild(NoteList)
    does = dict(found._does(note))
    does["För över till journalen"]()
    sheet = page._sheet
    assert sheet.form.editor("text").value() == "Påhittat minne"
    sheet.save()
    [signed] = notes(rig.database, case.id)
    assert signed.signed_by == "Greta"
    assert "Signerad av Greta 2027-02-09 10.15" in _leaf(page.room, signed, corrected=False).head
    assert working_notes(rig.database, case.id) == []
    assert rig.database.get(JournalNote, signed.id) == signed


@pytest.mark.parametrize("in_placement", [False, True])
def test_G9_erasing_asks_first_and_cannot_be_undone(rig, page, case, in_placement):
    if in_placement:
        placed(rig, page, case)
    note = working(rig, case)
    page.refresh()
    page.open_sheet(ERASING, note.id)
    sheet = page._sheet
    sheet.save()
    [sentence] = faults(sheet)
    assert ("journalen" in sentence) is in_placement
    assert len(working_notes(rig.database, case.id)) == 1
    sheet.form.editor("sure").set_value(True)
    sheet.save()
    assert working_notes(rig.database, case.id) == []
    assert rig.went.toasts[-1] == ("Arbetsminnet är raderat", False)


def test_G9_in_a_placement_a_note_whose_day_has_come_says_that_it_waits(rig, page, case):
    placed(rig, page, case)
    note = working(rig, case)
    rig.clock.on(days=40)
    page.refresh()
    leaf = _working_leaf(page.room, note)
    assert "Väntar på svar" in leaf.head
    assert "Placering" in leaf.foot
    QApplication.processEvents()
