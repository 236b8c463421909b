"""The matrix of a group: how soon it is open, and how soon a change is seen, beside a bare one."""

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.matrix import Matrix
from kvinnobyran.ui.kit.matrix_model import Cell, ColumnHead, RowHead
from tests.bench.conftest import interleave, median, timed

pytestmark = [pytest.mark.bench, pytest.mark.slow]

ROWS, COLUMNS = 40, 26
ROUNDS = 15
FRAME = 1 / 60
SIGNS = (
    Cell("närvarande", Icon.CHECK, "ok"),
    Cell("anmäld frånvaro", Icon.MINUS, "warn"),
    Cell("uteblev", Icon.CLOSE, "danger"),
    Cell("ej registrerat"),
)


class Bare(QAbstractTableModel):
    """The same words for Qt's own table."""

    def __init__(self):
        super().__init__()
        self.words = {}

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else COLUMNS

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            place = (index.row(), index.column())
            return self.words.get(place, SIGNS[(place[0] * place[1]) % 4].word)
        return None

    def turn(self, index):
        place = (index.row(), index.column())
        self.words[place] = "närvarande" if self.data(index) != "närvarande" else "uteblev"
        self.dataChanged.emit(index, index)


def ours():
    made = Matrix("Närvaro")
    rows = [RowHead(n, f"Påhittad {n}", f"{n} av 26") for n in range(ROWS)]
    columns = [ColumnHead(n, f"{n + 1}", "18 jan", "6 av 8") for n in range(COLUMNS)]
    cells = {
        (row, column): SIGNS[(row * column) % 4] for row in range(ROWS) for column in range(COLUMNS)
    }
    made.show_all(rows, columns, cells)
    made.turned.connect(lambda row, column: made.put(row, column, SIGNS[row % 3]))
    return made


def bare():
    made = QTableView()
    made.model_ = Bare()
    made.setModel(made.model_)
    return made


def opened(make):
    """Make a grid, show it, and wait until all of it is painted."""
    made = make()
    made.resize(1240, 900)
    made.show()
    QTest.qWaitForWindowExposed(made)
    QApplication.processEvents()
    return made


def shut(made):
    made.close()
    made.deleteLater()
    QApplication.processEvents()


def test_matrix_of_40_by_26(table, qapp):
    def run(make):
        kept = []
        seconds = timed(lambda: kept.append(opened(make)))
        shut(kept[0])
        return seconds

    run(ours)
    run(bare)
    plain, own = interleave(ROUNDS, lambda: run(bare), lambda: run(ours))
    table.ratio("a matrix of 40 x 26, opened and painted", median(own), median(plain), None)
    table.limit("the same, against its limit", median(own), 0.1)

    grid, plain_grid = opened(ours), opened(bare)

    def press():
        QTest.keyClick(grid, Qt.Key.Key_Space)
        QTest.keyClick(grid, Qt.Key.Key_Right)
        QApplication.processEvents()

    def turn_plainly():
        plain_grid.model_.turn(plain_grid.model_.index(0, 0))
        QTest.keyClick(plain_grid, Qt.Key.Key_Right)
        QApplication.processEvents()

    plain, own = interleave(20, lambda: timed(turn_plainly), lambda: timed(press))
    table.ratio("space and an arrow in it, until painted", median(own), median(plain), None)
    table.limit("the same, against one frame", median(own), FRAME)
    shut(grid)
    shut(plain_grid)
