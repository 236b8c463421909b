"""The matrix: moved in by arrows, turned by space, said whole, and kept when it is shown anew."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.matrix import Matrix
from kvinnobyran.ui.kit.matrix_model import Cell, ColumnHead, RowHead

YES = Cell("närvarande", Icon.CHECK, "ok")
NO = Cell("deltog inte då", turns=False)
ROWS = (RowHead("r", "Ronja", "1 av 2"), RowHead("t", "Tuva", spoken="Tuva, samtycke saknas"))
COLUMNS = (
    ColumnHead(1, "Kapitel 1", "19 jan", "1 av 2", "kapitel 1"),
    ColumnHead(2, "Kapitel 2", "26 jan", "", "kapitel 2"),
)


@pytest.fixture
def matrix(qtbot):
    made = Matrix("Närvaro")
    qtbot.addWidget(made)
    made.show_all(ROWS, COLUMNS, {("r", 1): YES, ("t", 2): NO})
    made.resize(600, 300)
    made.show()
    made.heard = []
    made.turned.connect(lambda row, column: made.heard.append((row, column)))
    made.filled.connect(made.heard.append)
    return made


def press(matrix, key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(matrix, key, held)


def test_arrows_move_and_space_turns(matrix):
    assert matrix.here() == ("r", 1)
    press(matrix, Qt.Key.Key_Space)
    press(matrix, Qt.Key.Key_Right)
    press(matrix, Qt.Key.Key_Space)
    press(matrix, Qt.Key.Key_Down)
    press(matrix, Qt.Key.Key_Space)  # a cell that nothing can be said of
    press(matrix, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert matrix.heard == [("r", 1), ("r", 2), 2]
    assert matrix.here() == ("t", 2)


def test_a_cell_is_said_whole(matrix):
    index = matrix.cells.index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ronja, kapitel 1, närvarande"
    matrix.go("t", 1)
    assert matrix.words() == "Tuva, samtycke saknas, kapitel 1, ej registrerat"
    told = QAccessible.queryAccessibleInterface(matrix)
    names = {
        told.child(place).text(QAccessible.Text.Name)
        for place in range(told.childCount())
        if told.child(place)
    }
    assert {spoken, "Ronja, 1 av 2", "kapitel 1, 1 av 2"} <= names


def test_the_cursor_stays_when_the_same_is_shown_again_and_moves_with_its_keys(matrix):
    matrix.go("t", 2)
    matrix.show_all(ROWS, COLUMNS, {("t", 2): YES})
    assert (matrix.here(), matrix.words()) == (
        ("t", 2),
        "Tuva, samtycke saknas, kapitel 2, närvarande",
    )
    matrix.show_all((RowHead("a", "Ada"), *ROWS), COLUMNS, {})
    assert matrix.here() == ("t", 2)
    matrix.show_all(ROWS[:1], COLUMNS, {})
    assert matrix.here() == ("r", 1)


def test_a_click_goes_there_and_another_one_turns(matrix):
    place = matrix.visualRect(matrix.cells.index(1, 0)).center()
    for _ in range(2):
        QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert matrix.heard == [("t", 1)]


def test_one_answer_is_put_at_once(matrix):
    matrix.put("r", 2, YES)
    assert matrix.cells.cell(matrix.cells.index(0, 1)) is YES
    matrix.put("nobody", 2, YES)
    assert matrix.cells.rowCount() == 2
