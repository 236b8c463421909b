import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from kvinnobyran.domain.codes import Code
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option, TextEdit
from kvinnobyran.ui.kit.ranked import RankedList

from .walk import nameless


class Fruit(Code):
    APPLE = "apple", "Äpple"
    PEAR = "pear", "Päron"
    PLUM = "plum", "Plommon"


@pytest.mark.parametrize(
    ("typed", "value", "fine"),
    [
        ("25", 25, True),
        (" 1 000 ", 1000, True),
        ("", None, True),
        ("0", 0, True),
        ("-1", -1, False),
        ("tre", None, False),
        ("1,5", None, False),
        ("9" * 30, None, False),
        ("２", None, False),
        ("1001", 1001, False),
    ],
)
def test_numbers(typed: str, value: int | None, fine: bool):
    number = NumberEdit(most=1000, unit="minuter")
    number.restore(typed)
    assert number.value() == value
    assert (number.problem() == "") is fine
    assert number.draft() == typed


def test_a_number_is_shown_and_taken_away():
    number = NumberEdit()
    number.set_value(7)
    assert number.text() == "7"
    number.set_value(None)
    assert (number.text(), number.value()) == ("", None)


def test_a_box_gives_the_code_itself_and_not_a_text():
    box = CodeBox(Fruit)
    assert box.value() is None
    assert box.currentText() == "Inget valt"
    box.set_value(Fruit.PEAR)
    assert box.value() is Fruit.PEAR
    assert isinstance(box.value(), Fruit)


def test_a_box_without_nothing_starts_at_the_first():
    assert CodeBox(Fruit, nothing=None).value() is Fruit.APPLE
    assert CodeBox((), nothing=None).value() is None


def test_a_value_that_has_retired_stays():
    box = CodeBox([Fruit.APPLE])
    box.set_value(Fruit.PLUM)
    assert box.value() is Fruit.PLUM
    assert box.currentText() == "Plommon"


def test_only_a_person_is_heard(qtbot):
    box = CodeBox(Fruit)
    box.show()
    with qtbot.assertNotEmitted(box.edited):
        box.set_value(Fruit.APPLE)
        box.set_options([Fruit.APPLE, Fruit.PEAR])
    with qtbot.waitSignal(box.edited, timeout=200):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.value() is Fruit.PEAR


def test_a_wheel_that_passes_by_changes_nothing():
    box = CodeBox(Fruit)
    box.show()
    box.set_value(Fruit.PEAR)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    box.wheelEvent(wheel)
    assert not wheel.isAccepted()
    assert box.value() is Fruit.PEAR


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (LineEdit, "Åsa  &amp; <b>"),
        (TextEdit, "rad ett\nrad två"),
        (lambda: CodeBox(Fruit), Fruit.PLUM),
        (lambda: CodeBox(Fruit), None),
        (lambda: RankedList(Fruit), (Fruit.PLUM, Fruit.APPLE)),
        (NumberEdit, 12),
    ],
)
def test_values_and_drafts_come_back(make, value, qtbot):
    one, other = make(), make()
    with qtbot.assertNotEmitted(one.edited), qtbot.assertNotEmitted(other.edited):
        one.set_value(value)
        assert one.value() == value
        other.restore(json.loads(json.dumps(one.draft())))
        assert other.value() == value


def test_texts_have_a_place_for_the_cursor():
    for editor in (LineEdit(), TextEdit()):
        editor.set_value("abcdef")
        editor.set_caret(3)
        assert editor.caret() == 3


def test_a_ranked_list_is_worked_by_keys():
    ranked = RankedList([Option(1, "Ett"), Option(2, "Två"), Option(3, "Tre")])
    ranked.setAccessibleName("Behov")
    ranked.show()
    for _ in range(3):
        ranked.box.setCurrentIndex(1)
        ranked.box.activated.emit(1)
    assert ranked.value() == (1, 2, 3)
    assert ranked.box.count() == 1, "what is chosen is not offered twice"
    alt = Qt.KeyboardModifier.AltModifier
    ranked.list.setCurrentRow(2)
    QTest.keyClick(ranked.list, Qt.Key.Key_Up, alt)
    assert ranked.value() == (1, 3, 2)
    assert ranked.list.currentRow() == 1
    QTest.keyClick(ranked.list, Qt.Key.Key_Down, alt)
    QTest.keyClick(ranked.list, Qt.Key.Key_Down, alt)
    assert ranked.value() == (1, 2, 3)
    QTest.keyClick(ranked.list, Qt.Key.Key_Delete)
    assert ranked.value() == (1, 2)
    ranked.up.click()
    assert ranked.value() == (2, 1)
    ranked.away.click()
    ranked.away.click()
    assert ranked.value() == ()
    assert not ranked.away.isEnabled()
    assert nameless(ranked) == []
