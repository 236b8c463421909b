"""A letter is written on its sheet, and what is seen is what is printed (S2, S3)."""

from dataclasses import replace

import pytest

from kvinnobyran.domain.document import Document
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import ContactKind, ContactSafety, ContactWay
from kvinnobyran.flows import people
from kvinnobyran.flows.letters import BY_HAND
from kvinnobyran.ui import printing
from tests.ui.case.test_case_page import button, enter, told
from tests.ui.kit.walk import nameless
from tests.ui.rig import take_paper


@pytest.fixture
def printed(monkeypatch):
    sent = []
    take_paper(monkeypatch, sent)
    return sent


def test_s2_a_letter_passes_its_gate_is_seen_printed_and_kept(page, rig, case, printed):
    way = ContactWay(
        id=new_id(),
        person_id=case.person_id,
        kind=ContactKind.LETTER,
        value="Påhittade vägen 12",
        safety=ContactSafety.FORBIDDEN,
    )
    people.save_contact_way(rig.work, way)
    page.refresh()
    page.show_tab("documents")
    button(page, "Skriv brev …").click()
    sheet = page._sheet
    assert nameless(sheet) == []
    assert sheet.form._boxes["page"].isHidden()
    enter(page)
    assert set(told(page)) == {"to", "text"}
    page.open_sheet("letter", way.id)
    sheet = page._sheet
    picture = sheet.form.editor("page")
    assert sheet.form.editor("to").value() == way.id
    assert "får inte användas" in sheet.form.editor("may").text()
    assert "Med vårt namn" in picture.accessibleName()
    enter(page, text="Hej, vi ses.")
    assert told(page) == ["to"]
    assert printed == []
    people.save_contact_way(rig.work, replace(way, safety=ContactSafety.SAFE))
    page.open_sheet("letter", way.id)
    enter(page, text="Hej, vi ses.", to=BY_HAND)
    assert page._sheet is None
    assert rig.went.toasts[-1] == ("Brevet är antecknat. Hämta papperet genast.", False)
    (document,) = page.room.dossier.of(Document)
    assert document.name == "Brev till henne"
    assert [whole[:5] for whole in printed] == [b"%PDF-"]


def test_a_print_that_was_called_off_keeps_no_letter_and_notes_none(
    page, rig, printed, monkeypatch
):
    def noted():
        return rig.database.value("SELECT count(*) FROM journal WHERE kind = 'letter'")

    page.open_sheet("letter")
    with monkeypatch.context() as left:
        left.setattr(printing, "choose_printer", lambda *_: None)
        enter(page, text="Hej, vi ses.", to=BY_HAND)
    sheet = page._sheet
    assert sheet is not None, "it is still there, to be printed again"
    assert "Inget skrevs ut" in sheet.notice.text()
    assert (printed, noted(), page.room.dossier.of(Document)) == ([], 0, ())
    sheet.save()
    assert (len(printed), noted()) == (1, 1)


def test_a_record_that_no_letter_goes_to_is_no_recipient(page, rig):
    (phone,) = page.room.dossier.of(ContactWay)
    page.open_sheet("letter", phone.id)
    assert page._sheet.form.editor("to").value() is None


def test_the_page_that_is_seen_follows_what_is_typed(page, qtbot):
    page.open_sheet("letter")
    sheet = page._sheet
    sheet.form.editor("to").set_value(BY_HAND)
    sheet.form.editor("to").edited.emit()
    picture = sheet.form.editor("page")
    qtbot.waitUntil(lambda: not picture.pixmap().isNull())
    before = picture.pixmap().toImage()
    sheet.form.editor("text").insertPlainText("Hej, vi ses.")
    qtbot.waitUntil(lambda: picture.pixmap().toImage() != before)
    # And it has its room: nothing of it is cut off.
    assert picture.height() == picture.pixmap().deviceIndependentSize().height()
    assert picture.parentWidget().height() >= picture.height()
    assert sheet.form.height() >= sheet.form.sizeHint().height()
