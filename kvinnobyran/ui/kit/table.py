"""A list of records as a table: one generic model, native sorting, and an empty state."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QTableView, QWidget

from kvinnobyran.ui.kit import clipboard, look
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.tokens import Size

R = TypeVar("R")
_Index = QModelIndex | QPersistentModelIndex
_LEAST = 16
"""The characters that a column without a width of its own has room for, at least."""
_IN_A_LINE = 2
"""So many columns share a line of a row that is folded."""
RECORD = Qt.ItemDataRole.UserRole + 1
"""The role that gives the row itself."""


# Without slots: ``Column[R](…)`` leaves a note on the object, which slots would not take.
@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """One column: its title, what it shows, and what it sorts by (by default what it shows).

    ``width`` is in characters; 0 takes what is left. ``spoken`` is what a screen reader
    says where the shown text is only a sign.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    width: int = 0
    right: bool = False
    spoken: Callable[[R], str] | None = None


@lru_cache(maxsize=1)
def collator() -> QCollator:
    """Return Swedish order: å ä ö last, v and w apart, case aside."""
    made = QCollator(QLocale("sv_SE"))
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setNumericMode(True)
    return made


def sort_key(value: Any) -> tuple[int, Any]:  # noqa: ANN401 - whatever a column sorts by
    """Return a key that compares texts in Swedish order and puts None last."""
    if value is None:
        return (3, 0)
    if isinstance(value, datetime):
        return (1, value.timestamp())
    if isinstance(value, date):
        return (1, value.toordinal() * 86_400.0)
    if isinstance(value, time):
        return (1, value.hour * 60.0 + value.minute)
    if isinstance(value, int | float):
        return (1, float(value))
    return (2, collator().sortKey(str(value)))


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows of one type under columns. Sorting is done here, on the rows themselves."""

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[R] = []
        self.folded = False
        """Whether the first column says in some lines what all of them hold."""
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows, in the order that the user has asked for."""
        self.beginResetModel()
        self._rows = list(rows)
        self._arrange()
        self.endResetModel()

    def row(self, place: int) -> R:
        """Return the row at a place."""
        return self._rows[place]

    @property
    def rows(self) -> tuple[R, ...]:
        """Return the rows as they are shown."""
        return tuple(self._rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's QVariant
        if orientation is Qt.Orientation.Horizontal:
            column = self._columns[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return column.title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _aligned(column)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's QVariant
        row, column = self._rows[index.row()], self._columns[index.column()]
        if self.folded and role == Qt.ItemDataRole.DisplayRole:
            return self._in_lines(row)
        if self.folded and role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(_spoken(each, row) for each in self._columns)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(column.text(row).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(column, row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        return row if role == RECORD else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 keeps the order that the rows came in."""
        self._order = None if column < 0 else (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._rows[index.row()] for index in before]
        self._arrange()
        places = {id(row): place for place, row in enumerate(self._rows)}
        after = [
            self.index(places[id(row)], index.column())
            for row, index in zip(kept, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @property
    def lines(self) -> int:
        """Return in how many lines a row is said."""
        return -(-len(self._columns) // _IN_A_LINE) if self.folded else 1

    def _in_lines(self, row: R) -> str:
        """Return what all columns say, two in a line; only the first two need no title."""
        said = [" ".join(column.text(row).split()) for column in self._columns]
        if len(said) > _IN_A_LINE + 1:
            said[_IN_A_LINE:] = [
                f"{column.title}: {text}" if text else ""
                for column, text in zip(self._columns[_IN_A_LINE:], said[_IN_A_LINE:], strict=True)
            ]
        starts = range(0, len(said), _IN_A_LINE)
        lines = (said[start : start + _IN_A_LINE] for start in starts)
        return "\n".join(" · ".join(text for text in texts if text) for texts in lines)

    def _arrange(self) -> None:
        if self._order is not None:
            place, order = self._order
            column = self._columns[place]
            by = column.sort or column.text
            # Two passes, so that None stays last whichever way one sorts.
            self._rows.sort(
                key=lambda row: sort_key(by(row)), reverse=order is Qt.SortOrder.DescendingOrder
            )
            self._rows.sort(key=lambda row: by(row) is None)


def _spoken(column: Column[R], row: R) -> str:
    """Return what a screen reader says of a cell."""
    said = (column.spoken or column.text)(row)
    return f"{column.title}: {said}" if said else f"{column.title}: tomt"


def _aligned(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class Table(QWidget, Generic[R]):
    """A table of records. Enter or a double click emits ``opened`` with the row.

    ``key`` tells rows apart, so that the chosen one stays chosen when the list is asked
    for again; by default a row's ``id``.
    """

    opened = Signal(object)
    chosen = Signal(object)
    """The row that the cursor stands on, or None."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        *,
        empty: Empty | None = None,
        key: Callable[[R], Hashable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key or (lambda row: getattr(row, "id", row))
        self._columns = tuple(columns)
        self.model = RowModel[R](columns)
        self.view = _View(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self.empty = empty or Empty("Här är det tomt.")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.setFocusProxy(self.view)
        self.view.entered_row.connect(self._open)
        self.view.doubleClicked.connect(self._open)
        self.view.selectionModel().currentRowChanged.connect(
            lambda *_: self.chosen.emit(self.current())
        )
        look.follow(self._fit)
        self.show_rows(())

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; the chosen one stays chosen if it is still there."""
        current = self.current()
        wanted = None if current is None else self._key(current)
        self.model.show_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        places = [at for at, row in enumerate(self.model.rows) if self._key(row) == wanted]
        if rows:
            self.view.selectRow(places[0] if places and current is not None else 0)

    def current(self) -> R | None:
        """Return the row that the cursor stands on."""
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def choose(self, key: Hashable) -> bool:
        """Put the cursor on the row with this key; return whether it is there."""
        for place, row in enumerate(self.model.rows):
            if self._key(row) == key:
                self.view.selectRow(place)
                return True
        return False

    def sort_by(self, column: int, *, falling: bool = False) -> None:
        """Sort by a column, as a click on its title does."""
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(column, order)

    def _open(self, *_: object) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say below one another what there is no room for side by side, and back."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Fold the columns below one another where they would be cut, at large text say."""
        letter = self.view.fontMetrics().averageCharWidth()
        needed = sum((column.width or _LEAST) * letter + 32 for column in self._columns)
        # A table that is not laid out yet has Qt's own first size.
        folded = self.testAttribute(Qt.WidgetAttribute.WA_Resized) and self.width() < needed
        if folded is self.model.folded:
            return
        self.model.folded = folded
        for place in range(1, len(self._columns)):
            self.view.setColumnHidden(place, folded)
        self.view.horizontalHeader().setVisible(not folded)
        self._fit()

    def _fit(self) -> None:
        now = look.current()
        self._fold()
        more = (self.model.lines - 1) * self.view.fontMetrics().lineSpacing()
        self.view.verticalHeader().setDefaultSectionSize(now.px(Size.ROW) + more)
        letter = self.view.fontMetrics().averageCharWidth()
        head = self.view.horizontalHeader()
        for place, column in enumerate(self._columns):
            if column.width and not self.model.folded:
                head.resizeSection(place, column.width * letter + 32)
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)


class _View(QTableView):
    """The view: whole rows, Tab leads out, Enter opens."""

    entered_row = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setDragEnabled(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setMinimumSectionSize(48)
        self.setSortingEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.entered_row.emit()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and not event.modifiers():
            last = self.model().rowCount() - 1
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.matches(QKeySequence.StandardKey.Copy):
            # Qt would copy the cell without the hints that keep it out of histories.
            clipboard.put(str(self.currentIndex().data() or ""))
        else:
            super().keyPressEvent(event)
