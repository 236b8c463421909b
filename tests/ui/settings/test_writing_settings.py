"""What the unit decides about writing: words, text blocks, days."""

import datetime as dt
from types import SimpleNamespace

import pytest

from kvinnobyran.domain.first_blocks import FIRST_BLOCKS
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import NoteKind
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.settings import SPELLING, WORKING_NOTE_LIFE
from kvinnobyran.store.office import setting
from kvinnobyran.store.writing import own_words, text_blocks
from kvinnobyran.ui.kit import speller
from kvinnobyran.ui.settings.writing import WritingSection
from kvinnobyran.ui.spelling import OfficeSpeller
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    with rig.work.step("Person") as tx:
        tx.insert(Person(id=new_id(), identity=Identity.KNOWN, first_name="Påhitta"))
    yield rig
    rig.close()


@pytest.fixture
def section(rig, qtbot):
    made = WritingSection(SimpleNamespace(desk=rig.desk, toast=rig.went.toast))
    qtbot.addWidget(made)
    rig.desk.changed.connect(lambda _: made.refresh())
    made.refresh()
    made.show()
    return made


def words(rig):
    return [each.word for each in own_words(rig.database)]


def test_a_word_is_added_and_taken_away(rig, section):
    section.word_button.click()
    section.word_form.editor("word").set_value("trappansamtalsrum")
    section.word_fold.go.click()
    assert words(rig) == ["trappansamtalsrum"]
    [row] = section.words._rows
    row.finished.emit()
    assert words(rig) == []


def test_a_name_is_added_only_with_a_reason_given_beside_it(rig, section):
    section.word_button.click()
    section.word_form.editor("word").set_value("Påhitta")
    section.word_fold.go.click()
    assert words(rig) == []
    [line] = section.word_form._boxes["word"].lines
    assert "någons namn" in line.fault.sentence
    line.reason.set_value("Också ett verb")
    section.word_fold.go.click()
    assert words(rig) == ["Påhitta"]


def test_a_text_block_is_written_changed_and_retired(rig, section):
    section.block_button.click()
    section.block_fold.go.click()
    assert {name for name, box in section.block_form._boxes.items() if box.lines} == {
        "title",
        "text",
    }
    section.block_form.editor("title").set_value("Vår egen")
    section.block_form.editor("for_kind").set_value(NoteKind.PHONE)
    section.block_form.editor("text").set_value("Hon sa [vad].")
    section.block_fold.go.click()
    [own] = [block for block in text_blocks(rig.database) if block not in FIRST_BLOCKS]
    assert (own.title, own.for_kind) == ("Vår egen", NoteKind.PHONE)
    section.blocks.opened.emit(FIRST_BLOCKS[0])
    section.block_form.editor("title").set_value("Omdöpt")
    section.block_fold.go.click()
    assert "Omdöpt" in {block.title for block in text_blocks(rig.database)}


def test_days_and_spelling_are_kept(rig, section):
    section.days.setCurrentIndex(1)
    section.days.activated.emit(1)
    assert setting(rig.database, WORKING_NOTE_LIFE) == "14"
    section.spelling.click()
    assert setting(rig.database, SPELLING) == "0"


# --- the speller of the open office --------------------------------------------------------------


@pytest.fixture
def spelling(rig, qapp):
    made = OfficeSpeller(rig.desk, rig.went)
    yield made
    made.leave()
    made.deleteLater()
    assert speller.current() is None


def test_a_word_added_from_a_text_is_known_at_once_and_undone(rig, spelling):
    known = spelling.speller
    known.wants_word.emit("Trappansamtalsrum")
    assert words(rig) == ["trappansamtalsrum"]
    assert known.wrong("trappansamtalsrum") is False
    assert rig.went.toasts[-1] == ("Ordet är tillagt i ordlistan", True)
    assert not known._aside.running


def test_a_name_is_refused_in_passing_and_where_to_go_is_said(rig, spelling):
    spelling.speller.wants_word.emit("Påhitta")
    assert words(rig) == []
    said, undo = rig.went.toasts[-1]
    assert "någons namn" in said
    assert "Inställningar" in said
    assert "Påhitta" not in said
    assert not undo


def test_spelling_is_turned_off_for_everybody(rig, spelling):
    from kvinnobyran.flows.office import change_setting

    rig.desk.do(change_setting, SPELLING, "0")
    assert not spelling.speller.enabled
    assert spelling.speller.wrong("xqzq") is False
    rig.desk.do(change_setting, SPELLING, "1")
    assert spelling.speller.enabled
