"""A list of texts: read with the arrows, opened, copied, and quick however long it is."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from kvinnobyran.ui.kit import clipboard, style
from kvinnobyran.ui.kit.leaves import Leaf, Leaves
from kvinnobyran.ui.kit.style import Theme

LONG = "Ett påhittat ord till. " * 400


@pytest.fixture
def leaves(qapp, qtbot):
    style.apply(qapp, Theme.LIGHT, 100)
    made = Leaves("Anteckningar", menu=lambda key, menu: menu.addAction(f"Öppna {key}"))
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_leaves(
        [
            Leaf(key=1, head="2027-02-01 · Signerad", text="Kort.", foot="Varför: fel dag"),
            Leaf(key=2, head="2027-01-01 · Signerad", text=LONG),
            Leaf(key=3, head="Arbetsminne", text="Ring igen.", tinted=True),
        ]
    )
    made.show()
    made.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    return made


def test_the_arrows_go_through_a_long_text_before_they_leave_it(leaves):
    QTest.keyClick(leaves, Qt.Key.Key_Down)
    assert leaves.current() == 2
    presses = 0
    while leaves.current() == 2 and presses < 300:
        before = leaves.verticalScrollBar().value()
        QTest.keyClick(leaves, Qt.Key.Key_Down)
        presses += 1
        assert leaves.current() == 3 or leaves.verticalScrollBar().value() > before
    assert leaves.current() == 3
    assert presses > 10


def test_enter_opens_and_the_cursor_says_where_it_is(leaves):
    opened, chosen = [], []
    leaves.opened.connect(opened.append)
    leaves.chosen.connect(chosen.append)
    assert leaves.choose(3)
    QTest.keyClick(leaves, Qt.Key.Key_Return)
    assert (opened, chosen) == ([3], [3])
    assert not leaves.choose(4)


def test_ctrl_c_copies_the_text_alone(leaves):
    QTest.keyClick(leaves, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "Kort."


@pytest.mark.qt_log_ignore(r"raise\(\)|grabbing the keyboard", extend=True)  # offscreen
def test_the_menu_is_about_the_leaf_under_the_cursor(leaves):
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(leaves, QContextMenuEvent(reason, QPoint(), QPoint()))
    menu = leaves.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Öppna 1"]
    menu.close()


def test_a_screen_reader_hears_all_of_it(leaves):
    row = QAccessible.queryAccessibleInterface(leaves).child(0)
    assert row.text(QAccessible.Text.Name) == ("2027-02-01 · Signerad. Kort. Varför: fel dag")


def test_large_letters_make_higher_leaves(qapp, leaves):
    before = leaves.visualRect(leaves.model().index(0, 0)).height()
    style.apply(qapp, Theme.DARK, 200)
    QApplication.processEvents()
    assert leaves.visualRect(leaves.model().index(0, 0)).height() > 1.4 * before
    style.apply(qapp, Theme.LIGHT, 100)


def test_an_empty_list_opens_nothing(leaves):
    opened = []
    leaves.opened.connect(opened.append)
    leaves.show_leaves([])
    QTest.keyClick(leaves, Qt.Key.Key_Return)
    QTest.keyClick(leaves, Qt.Key.Key_Down)
    assert (leaves.current(), opened) == (None, [])
