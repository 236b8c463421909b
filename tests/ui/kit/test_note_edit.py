import pytest
from PySide6.QtTest import QTest

from kvinnobyran.ui.kit import note_edit
from kvinnobyran.ui.kit.note_edit import NoteEdit


@pytest.fixture
def note(monkeypatch: pytest.MonkeyPatch) -> NoteEdit:
    monkeypatch.setattr(note_edit, "PAUSE_MS", 80)
    monkeypatch.setattr(note_edit, "LONGEST_MS", 200)
    made = NoteEdit()
    made.show()
    return made


def test_the_times_are_those_promised():
    assert (note_edit.PAUSE_MS, note_edit.LONGEST_MS) == (2000, 5000)


def test_a_pause_keeps_the_draft_once(note: NoteEdit, qtbot):
    kept: list[str] = []
    note.autosave.connect(kept.append)
    QTest.keyClicks(note, "hej")
    assert note.unsaved()
    qtbot.waitUntil(lambda: bool(kept), timeout=1000)
    assert kept == ["hej"]
    assert not note.unsaved()


def test_typing_without_pause_is_kept_too(note: NoteEdit, qtbot):
    kept: list[str] = []
    note.autosave.connect(kept.append)
    for _ in range(12):
        QTest.keyClicks(note, "a", delay=30)
    assert kept, "somebody who never pauses is saved all the same"


def test_flush_keeps_at_once_and_only_if_needed(note: NoteEdit):
    kept: list[str] = []
    note.autosave.connect(kept.append)
    note.flush()
    QTest.keyClicks(note, "x")
    note.flush()
    note.flush()
    assert kept == ["x"]


def test_putting_a_text_in_is_no_change(note: NoteEdit, qtbot):
    with qtbot.assertNotEmitted(note.edited), qtbot.assertNotEmitted(note.autosave, wait=250):
        note.set_value("från förr")
    assert not note.unsaved()


def test_the_place_of_the_cursor_comes_back(note: NoteEdit):
    note.set_value("abc\ndef")
    note.set_caret(5)
    assert note.caret() == 5
    note.insert("XX")
    assert note.text() == "abc\ndXXef"
    note.set_caret(10_000)
    assert note.caret() == len(note.text())
