"""A grid of answers: rows by columns, moved in by arrows and turned by space. Knows no record.

Every cell says its answer by a sign and a word, never by colour alone; where there is no room
for the word the sign stands alone, and the page says the word of the cell that one is at.
"""

from collections.abc import Hashable, Sequence
from typing import Final, cast

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kvinnobyran.ui.kit import fonts, icons, look
from kvinnobyran.ui.kit.matrix_model import Cell, Cells, ColumnHead, MatrixModel, RowHead
from kvinnobyran.ui.kit.tokens import FOCUS_WIDTH, Space, Type

_Index = QModelIndex | QPersistentModelIndex
_NARROW: Final = 58
_WIDE: Final = 104
_WIDEST: Final = 168
_ROW: Final = 34
_MOST_WIDE: Final = 10
"""With more columns than this a cell has its sign only."""
_GAP: Final = 6


class _CellPainter(QStyledItemDelegate):
    """Paints the sign, the word where there is room, and the ring of the cell one is at."""

    def __init__(self, view: "Matrix") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell, now = self._view.cells.cell(index), look.current()
        at = self._view.currentIndex() == index
        room: QRect = option.rect
        if at:
            painter.fillRect(room, QColor(now.tokens.tint))
        elif not cell.turns:
            painter.fillRect(room, QColor(now.tokens.window))
        painter.setPen(QPen(QColor(now.tokens.line), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomRight())
        tone = cell.tone if cell.icon is not None else "muted"
        word = (cell.short or cell.word) if self._view.wide and cell.icon is not None else ""
        side = now.px(16)
        left = room.left() + Space.S if word else room.center().x() - side // 2
        if cell.icon is not None:
            drawn = icons.pixmap(cell.icon, tone, side)
            painter.drawPixmap(left, room.center().y() - side // 2, drawn)
        if word:
            painter.setPen(QColor(now.colour(tone)))
            painter.setFont(self._view.small)
            rest = room.adjusted(Space.S + side + _GAP, 0, -2, 0)
            shown = QFontMetrics(self._view.small).elidedText(
                word, Qt.TextElideMode.ElideRight, rest.width()
            )
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, shown)
        if at and self._view.hasFocus():
            painter.setPen(QPen(QColor(now.tokens.focus), FOCUS_WIDTH))
            painter.drawRect(room.adjusted(1, 1, -2, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Say nothing: rows and columns have the sizes that the view gives them."""
        return QSize(1, 1)


class _Head(QHeaderView):
    """A head that paints its lines itself; it is read, not pressed."""

    def __init__(self, orientation: Qt.Orientation, view: "Matrix") -> None:
        super().__init__(orientation, view)
        self._view = view
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(12)

    def sizeHint(self) -> QSize:
        """Say the size that the view gives it: Qt's own would measure every section."""
        return QSize(self._view.head_width, self._view.head_height)

    def renew(self, place: int) -> None:
        """Paint one section again."""
        at, size = self.sectionViewportPosition(place), self.sectionSize(place)
        across = self.orientation() is Qt.Orientation.Horizontal
        view = self.viewport()
        view.update(
            QRect(at, 0, size, view.height()) if across else QRect(0, at, view.width(), size)
        )

    def paintSection(self, painter: QPainter, room: QRect, place: int) -> None:
        painter.save()
        tokens = look.current().tokens
        current = self._view.currentIndex()
        down = self.orientation() is Qt.Orientation.Vertical
        at = (current.row() if down else current.column()) == place and current.isValid()
        painter.fillRect(room, QColor(tokens.tint if at else tokens.base))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomRight())
        ink = QColor(tokens.on_tint if at else tokens.text)
        muted = QColor(tokens.on_tint if at else tokens.muted)
        if down:
            self._paint_row(painter, room, self._view.cells.rows[place], ink, muted)
        else:
            self._paint_column(painter, room, self._view.cells.columns[place], ink, muted)
        painter.restore()

    def _paint_row(
        self, painter: QPainter, room: QRect, row: RowHead, ink: QColor, muted: QColor
    ) -> None:
        view = self._view
        inner = room.adjusted(Space.L if row.under else Space.S, 0, -Space.S, 0)
        painter.setFont(view.small)
        painter.setPen(muted)
        painter.drawText(inner, _RIGHT, row.aside)
        inner.setRight(inner.right() - view.small_metrics.horizontalAdvance(row.aside) - _GAP)
        if row.mark is not None:
            side = look.current().px(16)
            painter.drawPixmap(
                inner.right() - side,
                inner.center().y() - side // 2,
                icons.pixmap(row.mark, "warn", side),
            )
            inner.setRight(inner.right() - side - _GAP)
        painter.setFont(view.plain if row.under else view.strong)
        painter.setPen(ink)
        metrics = view.plain_metrics if row.under else view.strong_metrics
        shown = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _LEFT, shown)

    def _paint_column(
        self, painter: QPainter, room: QRect, column: ColumnHead, ink: QColor, muted: QColor
    ) -> None:
        view = self._view
        line = view.line
        inner = room.adjusted(2, Space.XS, -2, 0)
        for number, (words, font, colour) in enumerate(
            (
                (column.title, view.small_strong, ink),
                (column.detail, view.small, muted),
                (column.foot, view.small, muted),
            )
        ):
            painter.setFont(font)
            painter.setPen(colour)
            place = QRect(inner.left(), inner.top() + number * line, inner.width(), line)
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Matrix(QTableView):
    """The grid. ``turned`` is space on a cell, ``filled`` Shift+space: its whole column.

    Both carry keys. ``asked`` is the menu of a cell and where it was asked for; ``moved`` tells
    that the cursor is somewhere else.
    """

    turned = Signal(object, object)
    filled = Signal(object)
    asked = Signal(object, object, QPoint)
    moved = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = MatrixModel(self)
        self.wide = True
        self.head_height = self.head_width = 0
        self.setProperty("matrix", "true")  # the ring is around the cell one is at
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            "Pilarna flyttar. Mellanslag växlar svaret. Skift och mellanslag: alla närvarande."
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        look.follow(self._measure)
        self.setHorizontalHeader(_Head(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Head(Qt.Orientation.Vertical, self))
        self.setItemDelegate(_CellPainter(self))
        self.setModel(self.cells)
        look.follow(self._fit)

    def show_all(
        self, rows: Sequence[RowHead], columns: Sequence[ColumnHead], cells: Cells
    ) -> None:
        """Show these; the cursor stays at the same place if it is still there."""
        was = self.here()
        if self.cells.show_all(rows, columns, cells):
            self._fit()
            if was is None or not self.go(*was):
                self.setCurrentIndex(self.cells.index(0, 0))
        self.moved.emit()

    def put(self, row: Hashable, column: Hashable, cell: Cell) -> None:
        """Show one other answer, at once."""
        self.cells.put(row, column, cell)
        self.moved.emit()

    def here(self) -> tuple[Hashable, Hashable] | None:
        """Return the keys of the cell that the cursor is at."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.cells.rows[index.row()].key, self.cells.columns[index.column()].key

    def words(self) -> str:
        """Return where the cursor is, in words."""
        index = self.currentIndex()
        return self.cells.words(index) if index.isValid() else ""

    def go(self, row: Hashable | None, column: Hashable | None) -> bool:
        """Put the cursor on a cell, or on a row or column of it; return whether it is there."""
        at = next((n for n, each in enumerate(self.cells.rows) if row in {None, each.key}), -1)
        place = next(
            (n for n, each in enumerate(self.cells.columns) if column in {None, each.key}), -1
        )
        if at < 0 or place < 0:
            return False
        self.setCurrentIndex(self.cells.index(at, place))
        return True

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Paint both heads too: they show where one is."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self.update(index)
                self.horizontalHeader().renew(index.column())
                self.verticalHeader().renew(index.row())
        self.moved.emit()

    def horizontalHeader(self) -> _Head:
        """Return the head of the columns."""
        return cast("_Head", super().horizontalHeader())

    def verticalHeader(self) -> _Head:
        """Return the head of the rows."""
        return cast("_Head", super().verticalHeader())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.here()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space and here is not None:
            if plain == Qt.KeyboardModifier.ShiftModifier:
                self.filled.emit(here[1])
            elif plain == Qt.KeyboardModifier.NoModifier:
                self._turn(here)
        elif event.text() and event.text().isprintable():
            event.ignore()  # Qt would search the cells for the letter
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click on the cell one is at turn it; on another it only goes there."""
        index = self.indexAt(event.position().toPoint())
        again = index.isValid() and index == self.currentIndex()
        super().mousePressEvent(event)
        here = self.here()
        if again and here is not None and event.button() == Qt.MouseButton.LeftButton:
            self._turn(here)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            place = self.visualRect(index).center() if by_key else event.pos()
            here = self.here()
            if here is not None:
                self.asked.emit(here[0], here[1], self.viewport().mapToGlobal(place))

    def sizeHint(self) -> QSize:
        """Ask for all its rows, up to a dozen."""
        return QSize(super().sizeHint().width(), self._height(12))

    def minimumSizeHint(self) -> QSize:
        """Ask for some of its rows at least."""
        return QSize(super().minimumSizeHint().width(), self._height(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width where there is room for the words of all columns."""
        super().resizeEvent(event)
        self._share()

    def _height(self, most: int) -> int:
        rows = min(most, max(2, len(self.cells.rows)))
        return self.head_height + rows * look.current().px(_ROW) + 24

    def _turn(self, here: tuple[Hashable, Hashable]) -> None:
        if self.cells.cell(self.currentIndex()).turns:
            self.turned.emit(*here)

    def _measure(self) -> None:
        """Make the letters of the look in force."""
        now = look.current()
        self.small = fonts.font(now.points(Type.SMALL))
        self.small_strong = fonts.font(now.points(Type.SMALL), QFont.Weight.DemiBold)
        self.plain = fonts.font(now.points(Type.BODY))
        self.strong = fonts.font(now.points(Type.BODY), QFont.Weight.Medium)
        self.small_metrics = QFontMetrics(self.small)
        self.plain_metrics = QFontMetrics(self.plain)
        self.strong_metrics = QFontMetrics(self.strong)
        self.line = self.small_metrics.height() + 1
        self.head_height = 3 * self.line + Space.S

    def _fit(self) -> None:
        """Give rows, columns and heads their sizes: words where there are few columns."""
        self._measure()
        now = look.current()
        columns = self.cells.columns
        self.wide = len(columns) <= _MOST_WIDE
        widest = max(
            (
                self.strong_metrics.horizontalAdvance(row.title)
                + self.small_metrics.horizontalAdvance(row.aside)
                + (now.px(16) + _GAP if row.mark else 0)
                for row in self.cells.rows
            ),
            default=0,
        )
        self.head_width = min(now.px(240), widest + 3 * Space.L)
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.setDefaultSectionSize(now.px(_ROW))
        across.setFixedHeight(self.head_height)
        down.setFixedWidth(self.head_width)
        self._share()
        self.updateGeometry()

    def _share(self) -> None:
        """Make the columns as wide as they may be, and never narrower than their heads."""
        now, columns = look.current(), self.cells.columns
        words = (word for each in columns for word in (each.title, each.foot))
        least = max(map(self.small_metrics.horizontalAdvance, words), default=0) + Space.M
        most = now.px(_WIDEST if self.wide else _NARROW)
        room = self.width() - self.head_width - Space.L
        share = room // len(columns) if columns else 0
        least = max(least, now.px(_WIDE if self.wide else _NARROW))
        self.horizontalHeader().setDefaultSectionSize(max(least, min(share, most)))
