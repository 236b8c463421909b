"""Spelling and text blocks where long texts are written."""

import unicodedata

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from kvinnobyran.ui.kit import speller as speller_module
from kvinnobyran.ui.kit.editors import TextEdit
from kvinnobyran.ui.kit.note_edit import NoteEdit
from kvinnobyran.ui.kit.speller import Speller, fields_words, tokens
from kvinnobyran.ui.kit.writing import LONGEST_CHECKED, Offered
from tests.ui.rig import key

pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)|grabbing the keyboard", extend=True)
WRONG = {"anmälann", "kvinnna", "hjelp"}


class Quick(Speller):
    """Knows at once which words are wrong, and starts nothing."""

    def warm(self):
        pass

    def wrong(self, word):
        return self.enabled and not self._is_ours(word) and word.casefold() in WRONG

    def suggest(self, word, then):
        self.then = then


@pytest.fixture
def known(qapp):
    made = Quick(qapp)
    speller_module.install(made)
    yield made
    speller_module.install(None)
    made.deleteLater()


@pytest.fixture
def area(qtbot, known):
    holder = QWidget()
    column = QVBoxLayout(holder)
    area, other = TextEdit(), NoteEdit(name="annat")
    column.addWidget(area)
    column.addWidget(other)
    qtbot.addWidget(holder)
    holder.resize(500, 400)
    holder.show()
    area.other = other
    area.setFocus()
    QApplication.processEvents()
    yield area
    holder.close()


def waves(area):
    """Return the words that have a wave under them."""
    found = []
    block = area.document().begin()
    while block.isValid():
        for each in block.layout().formats():
            if each.format.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline:
                text = block.text().encode("utf-16-le")
                found.append(
                    text[each.start * 2 : (each.start + each.length) * 2].decode("utf-16-le")
                )
        block = block.next()
    return found


def menu():
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def words(found):
    return [action.text() for action in found.actions() if not action.isSeparator()]


def close():
    while isinstance(QApplication.activePopupWidget(), QMenu):
        QApplication.activePopupWidget().close()


# --- which words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hon ringde Åsa idag.", ["Hon", "ringde", "idag"]),
        ("Åsa ringde. Nexus svarade", ["Åsa", "ringde", "Nexus", "svarade"]),
        ("FREDA SoL ok", ["ok"]),
        ("kl 14.30 b2b x", ["kl"]),
        ("ex-sambo hen:s t.ex.", ["ex-sambo", "hen:s", "t.ex"]),
        ("a\u030alder", ["ålder"]),
        ("😀 hjelp", ["hjelp"]),
        ("x" * 61, []),
        ("", []),
    ],
)
def test_words_that_can_be_wrong(text, found):
    assert [token.word for token in tokens(text)] == found


def test_a_name_inside_a_sentence_is_nobodys_business():
    assert [t.word for t in tokens("hon bor hos Hjelp nu")] == ["hon", "bor", "hos", "nu"]


def test_the_words_of_the_field_are_known(known):
    assert {"trappansamtal", "Kvällskaféet", "orosbedömning"} <= fields_words()
    WRONG.add("trappansamtal")
    assert not known.wrong("trappansamtal")
    assert not known.wrong("Trappansamtal")
    WRONG.discard("trappansamtal")


# --- marks ---------------------------------------------------------------------------------------


def test_what_is_wrong_gets_a_wave_and_the_text_stays_what_it_was(area):
    text = "😀 En anmälann gjordes.\nHon fick hjelp."
    area.set_value(text)
    assert waves(area) == ["anmälann", "hjelp"]
    assert area.value() == text


def test_looking_through_is_no_typing(area, known, qtbot):
    area.set_value("En anmälann")
    with qtbot.assertNotEmitted(area.edited):
        known.know_unit(["anmälann"])
        known.know_unit([])
        area.other.setFocus()
        area.setFocus()
    assert not area.document().isUndoAvailable()


def test_the_word_that_is_typed_is_left_alone_until_it_is_done(area):
    QTest.keyClicks(area, "hjelp")
    assert waves(area) == []
    QTest.keyClicks(area, " ")
    assert waves(area) == ["hjelp"]
    key(Qt.Key.Key_Backspace)
    area.other.setFocus()
    area.setFocus()


def test_the_units_own_words_are_right_and_wrong_again_when_they_are_taken_away(area, known):
    area.set_value("En anmälann ")
    known.know_unit(["anmälann"])
    assert waves(area) == []
    known.know_unit([])
    assert waves(area) == ["anmälann"]
    known.set_enabled(on=False)
    assert waves(area) == []


def test_a_very_long_text_is_not_looked_through(area):
    area.set_value("hjelp " * (LONGEST_CHECKED // 6 + 1))
    assert waves(area) == []
    key(Qt.Key.Key_F7)
    assert QApplication.activePopupWidget() is None


def test_a_field_that_nobody_wrote_in_is_not_looked_through(area):
    assert area.other._marks is None
    area.other.setFocus()
    assert area.other._marks is not None


# --- by keyboard ---------------------------------------------------------------------------------


def test_f7_goes_from_mistake_to_mistake_and_a_suggestion_is_one_step(area, known):
    area.set_value("En anmälann gjordes. Hon fick hjelp.")
    key(Qt.Key.Key_F7)
    assert area.textCursor().selectedText() == "anmälann"
    assert words(menu()) == ["Söker förslag …", "Lägg till i ordlistan"]
    known.then(("anmälan", "anmäla"))
    assert words(menu()) == ["anmälan", "anmäla", "Lägg till i ordlistan"]
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    assert area.value() == "En anmälan gjordes. Hon fick hjelp."
    area.undo()
    assert area.value() == "En anmälann gjordes. Hon fick hjelp."
    area.redo()
    key(Qt.Key.Key_F7)
    assert area.textCursor().selectedText() == "hjelp"
    known.then(())
    assert words(menu())[0] == "Inga förslag"
    close()
    key(Qt.Key.Key_F7)
    assert area.textCursor().selectedText() == "hjelp", "it goes round the end"
    close()


def test_f7_waits_for_the_dictionary_and_then_goes_on(area, known, monkeypatch):
    plain = Quick.wrong
    monkeypatch.setattr(Quick, "wrong", lambda *_: None)
    area.set_value("En anmälann gjordes.")
    key(Qt.Key.Key_F7)
    assert not isinstance(QApplication.activePopupWidget(), QMenu)
    monkeypatch.setattr(Quick, "wrong", plain)
    known.learnt.emit(False)
    assert area.textCursor().selectedText() == "anmälann"
    assert words(menu())[0] == "Söker förslag …"
    close()
    area.set_value("Allt rätt.")
    key(Qt.Key.Key_F7)
    assert not isinstance(QApplication.activePopupWidget(), QMenu)
    known.learnt.emit(False)
    assert not area.textCursor().hasSelection()


def test_an_answer_that_comes_when_the_menu_is_gone_is_no_trouble(area, known):
    area.set_value("En anmälann ")
    key(Qt.Key.Key_F7)
    close()
    QApplication.sendPostedEvents(None, 52)
    QApplication.processEvents()
    known.then(("anmälan",))


def test_the_menu_of_a_word_offers_what_was_meant_and_the_rest(area, known, qtbot):
    area.set_value("En anmälann gjordes")
    area.offer_blocks = list
    area.set_caret(6)
    place = area.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place)
    QApplication.sendEvent(area.viewport(), event)
    shown = words(menu())
    assert shown[:2] == ["Söker förslag …", "Lägg till i ordlistan"]
    assert "Klistra in" in shown
    assert shown[-1].startswith("Sätt in textblock")
    learn = menu().actions()[1]
    with qtbot.waitSignal(known.wants_word) as wanted:
        learn.trigger()
    assert wanted.args == ["anmälann"]
    close()


# --- text blocks ---------------------------------------------------------------------------------

BLOCK = Offered("Samtal: stomme", "Läget: [hur hon har det]\nNästa: [dag]")


def test_ctrl_t_puts_a_block_in_and_f8_goes_through_its_gaps(area):
    area.offer_blocks = lambda: [BLOCK, Offered("Annat & mer", "x")]
    area.set_value("😀 Först")
    area.set_caret(8)
    key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert words(menu()) == ["Samtal: stomme", "Annat && mer"]
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    assert area.value() == "😀 Först\n\n" + BLOCK.text
    assert area.textCursor().selectedText() == "[hur hon har det]"
    QTest.keyClicks(area, "bra")
    key(Qt.Key.Key_F8)
    assert area.textCursor().selectedText() == "[dag]"
    QTest.keyClicks(area, "fredag")
    assert area.value() == "😀 Först\n\nLäget: bra\nNästa: fredag"


def test_undo_takes_a_block_away_in_one_step(area):
    area.put_block(BLOCK)
    area.undo()
    assert area.value() == ""


def test_where_no_block_fits_it_is_said(area):
    area.offer_blocks = list
    key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert words(menu()) == ["Inga textblock passar här"]
    close()


# --- the real process ----------------------------------------------------------------------------


@pytest.mark.slow
def test_the_process_is_asked_once_and_answers_without_anyone_waiting(qapp, qtbot):
    real = Speller(qapp)
    try:
        real.warm()
        real.warm()
        assert not real._aside.running, "nobody waits for that either"
        qtbot.waitSignal(real.learnt, timeout=15_000).wait()
        assert real._number == 1
        real.stop()
        assert real.wrong("anmälann") is None
        assert real.wrong("anmälan") is None
        assert not real._aside.running, "it waits for the pause in the typing"
        with qtbot.waitSignal(real.learnt, timeout=15_000):
            pass
        assert real.wrong("anmälann") is True
        assert real.wrong("anmälan") is False
        assert real.wrong(unicodedata.normalize("NFC", "trappansamtal")) is False
        answers = []
        real.suggest("anmälann", answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=15_000)
        assert "anmälan" in answers[0]
    finally:
        real.stop()
        real.deleteLater()
    assert not real._aside.running


def test_a_process_that_cannot_start_leaves_the_text_alone(qapp, qtbot, monkeypatch):
    from kvinnobyran.ui.kit import aside

    monkeypatch.setattr(aside, "own_command", lambda: ["/finns/inte"])
    real = Speller(qapp)
    answers = []
    try:
        for _ in range(3):
            real.suggest("x", answers.append)
            qtbot.waitUntil(lambda: not real._aside.running)
        real.suggest("x", answers.append)
        assert answers == [(), (), (), ()]
        assert real.wrong("hjelp") is False
    finally:
        real.stop()
        real.deleteLater()
