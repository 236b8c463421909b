"""What a matrix shows: the answers under their heads, and what is said of each. Knows no record."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from kvinnobyran.ui.kit.icons import Icon

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: its word, its sign and the tone of both. ``turns`` tells that space acts.

    ``short`` is the word where there is little room; the whole one is said of where one is.
    """

    word: str
    icon: Icon | None = None
    tone: str = "muted"
    turns: bool = True
    short: str = ""


@dataclass(frozen=True, slots=True)
class RowHead:
    """Whose row it is; ``aside`` is its sum, ``under`` tells that it belongs to the one above."""

    key: Hashable
    title: str
    aside: str = ""
    under: bool = False
    mark: Icon | None = None
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What the column is about, in up to three lines: a title, a detail and its sum."""

    key: Hashable
    title: str
    detail: str = ""
    foot: str = ""
    spoken: str = ""


NOTHING: Final = Cell("ej registrerat")
Cells = Mapping[tuple[Hashable, Hashable], Cell]


class MatrixModel(QAbstractTableModel):
    """The answers under their heads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RowHead, ...] = ()
        self.columns: tuple[ColumnHead, ...] = ()
        self._cells: Cells = {}

    def show_all(
        self, rows: Sequence[RowHead], columns: Sequence[ColumnHead], cells: Cells
    ) -> bool:
        """Show these. Return whether the heads' keys are others than before.

        Where they are the same only what differs is told of, and the cursor stays.
        """
        rows, columns = tuple(rows), tuple(columns)
        same = [each.key for each in rows] == [each.key for each in self.rows] and [
            each.key for each in columns
        ] == [each.key for each in self.columns]
        if not same:
            self.beginResetModel()
            self.rows, self.columns, self._cells = rows, columns, dict(cells)
            self.endResetModel()
            return True
        before, self._cells = self._cells, dict(cells)
        for at, row in enumerate(rows):
            for place, column in enumerate(columns):
                spot = (row.key, column.key)
                if before.get(spot, NOTHING) != self._cells.get(spot, NOTHING):
                    index = self.index(at, place)
                    self.dataChanged.emit(index, index)
        if rows != self.rows:
            self.rows = rows
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, len(rows) - 1))
        if columns != self.columns:
            self.columns = columns
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(columns) - 1))
        return False

    def put(self, row: Hashable, column: Hashable, cell: Cell) -> None:
        """Show one other answer, at once."""
        cells = dict(self._cells)
        cells[row, column] = cell
        self._cells = cells
        at = next((n for n, each in enumerate(self.rows) if each.key == row), -1)
        place = next((n for n, each in enumerate(self.columns) if each.key == column), -1)
        if at >= 0 and place >= 0:
            index = self.index(at, place)
            self.dataChanged.emit(index, index)

    def cell(self, index: _Index) -> Cell:
        """Return the answer at a place."""
        spot = (self.rows[index.row()].key, self.columns[index.column()].key)
        return self._cells.get(spot, NOTHING)

    def words(self, index: _Index) -> str:
        """Return the whole place in words: ``Namn, kapitel 5, närvarande``."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        return ", ".join(
            (row.spoken or row.title, column.spoken or column.title, self.cell(index).word)
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's QVariant
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if orientation is Qt.Orientation.Vertical:
            row = self.rows[section]
            return ", ".join(each for each in (row.spoken or row.title, row.aside) if each)
        column = self.columns[section]
        return ", ".join(each for each in (column.spoken or column.title, column.foot) if each)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's QVariant
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).word
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.words(index)
        return None
