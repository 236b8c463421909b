import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QRadioButton

from kvinnobyran.domain.codes import Code
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.editors import Option

from .walk import activate, interface, name, nameless


class Colour(Code):
    RED = "red", "Röd"
    GREEN = "green", "Grön"
    BLUE = "blue", "Blå"


def shown(chips: Chips) -> Chips:
    activate(chips)
    return chips


def chip(chips: Chips, place: int) -> QCheckBox | QRadioButton:
    return chips._chips[place]


def focused(chips: Chips) -> int:
    return [chip is chips.window().focusWidget() for chip in chips._chips].index(True)


def test_one_of_several():
    chips = shown(Chips(Colour, name="Färg"))
    assert chips.value() is None
    QTest.keyClick(chip(chips, 0), Qt.Key.Key_Space)
    assert chips.value() is Colour.RED
    QTest.keyClick(chip(chips, 0), Qt.Key.Key_3)
    assert chips.value() is Colour.BLUE
    assert focused(chips) == 2
    QTest.keyClick(chip(chips, 2), Qt.Key.Key_Space)
    assert chips.value() is None, "what was chosen by mistake can be taken back"


def test_an_answer_that_must_be_there_is_changed_and_never_taken_back():
    chips = shown(Chips(Colour, name="Färg", kept=True))
    chips.set_value(Colour.RED)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Space):
        QTest.keyClick(chip(chips, 0), key)
        assert chips.value() is Colour.RED
    QTest.keyClick(chip(chips, 0), Qt.Key.Key_2)
    assert chips.value() is Colour.GREEN


def test_several():
    chips = shown(Chips(Colour, multi=True))
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        QTest.keyClick(chip(chips, 0), key)
    assert chips.value() == frozenset({Colour.RED, Colour.BLUE})
    QTest.keyClick(chip(chips, 0), Qt.Key.Key_1)
    assert chips.value() == frozenset({Colour.BLUE})


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_Down, Qt.Key.Key_Right], 2),
        ([Qt.Key.Key_Left], 2),
        ([Qt.Key.Key_End], 2),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 0),
        ([Qt.Key.Key_End, Qt.Key.Key_Right], 0),
    ],
)
def test_arrows_move_and_do_not_choose(keys: list[Qt.Key], place: int):
    chips = shown(Chips(Colour))
    for key in keys:
        QTest.keyClick(chip(chips, focused(chips)), key)
    assert focused(chips) == place
    assert chips.value() is None


def test_the_group_is_one_stop_for_tab():
    chips = shown(Chips(Colour))
    stops = [
        each
        for each in chips._chips
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    ]
    assert len(stops) == 1
    chips.set_value(Colour.BLUE)
    chips.setFocus()
    assert focused(chips) == 2


def test_a_person_is_heard_and_the_program_is_not(qtbot):
    chips = shown(Chips(Colour))
    with qtbot.assertNotEmitted(chips.edited):
        chips.set_value(Colour.RED)
    with qtbot.waitSignal(chips.edited, timeout=200):
        assert chips.press("2")
    assert not chips.press("9")


def test_shortcuts_pass_through():
    chips = shown(Chips(Colour))
    QTest.keyClick(chip(chips, 0), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert chips.value() is None


def test_each_chip_says_group_name_role_and_key():
    chips = shown(Chips((Option(0, "Inga", key="0"), Option(1, "Ett & flera")), name="Barn"))
    assert name(chip(chips, 0)) == "Barn: Inga"
    assert name(chip(chips, 1)) == "Barn: Ett & flera"
    assert chip(chips, 0).accessibleDescription() == "Tangent 0"
    assert nameless(chips) == []
    assert chips.press("0")
    assert chips.value() == 0


def test_a_draft_is_json_and_comes_back():
    import json

    chips = Chips(Colour, multi=True)
    chips.set_value({Colour.GREEN})
    other = Chips(Colour, multi=True)
    other.restore(json.loads(json.dumps(chips.draft())))
    assert other.value() == frozenset({Colour.GREEN})
    single = Chips(Colour)
    single.restore([7])
    assert single.value() is None


def test_one_of_several_is_a_radio_button_and_several_are_tick_boxes():
    role = QAccessible.Role
    assert interface(chip(shown(Chips(Colour)), 0)).role() == role.RadioButton
    assert interface(chip(shown(Chips(Colour, multi=True)), 0)).role() == role.CheckBox


def test_yes_and_no():
    answer = shown(YesNo(name="Akut fara"))
    answer.press("n")
    assert answer.value() is False
    answer.press("j")
    assert answer.value() is True


def test_a_chosen_chip_is_known_without_colour():
    chips = shown(Chips(Colour))
    before = chip(chips, 0).grab().toImage()
    chips.set_value(Colour.RED)
    after = chip(chips, 0).grab().toImage()
    grey_before = [before.pixelColor(x, 17).lightness() for x in range(8, 30)]
    grey_after = [after.pixelColor(x, 17).lightness() for x in range(8, 30)]
    assert max(abs(a - b) for a, b in zip(grey_before, grey_after, strict=True)) > 80


def test_only_what_is_offered_is_shown_and_keys_go_by_what_is_shown():
    chips = shown(Chips(Colour, name="Färg"))
    chips.offer([Colour.GREEN, Colour.BLUE])
    assert [chip.isVisible() for chip in chips._chips] == [False, True, True]
    assert [chip.key for chip in chips._chips] == ["", "1", "2"]
    chips.setFocus()
    assert focused(chips) == 1
    QTest.keyClick(chip(chips, 1), Qt.Key.Key_2)
    assert chips.value() is Colour.BLUE
    QTest.keyClick(chip(chips, 2), Qt.Key.Key_Right)
    assert focused(chips) == 1
    height = chips.heightForWidth(4000)
    chips.set_value(Colour.RED)
    chips.offer([Colour.GREEN])
    assert [chip.isVisible() for chip in chips._chips] == [True, True, False]
    assert chips.heightForWidth(4000) == height
