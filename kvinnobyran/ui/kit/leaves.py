"""Texts one under the other, each on its own leaf: what is read, in one list however long.

A widget for each would be seven of them a text, and a case has hundreds of notes. Here is one
view that paints those that are seen, and measures the others in portions while one reads.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
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
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from kvinnobyran.ui.kit import clipboard, fonts, look
from kvinnobyran.ui.kit.tokens import FOCUS_WIDTH, Radius, Space, Type

_Index = QModelIndex | QPersistentModelIndex
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_TALL = 1 << 20
_LINES = {
    Qt.Key.Key_Down: 3,
    Qt.Key.Key_Up: -3,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
"""How many lines each key scrolls within a long leaf."""
_LEAST = 72
"""The least height of the list in logical pixels at text size 100 %."""
_PORTION = 12
"""How many leaves are measured before the list is painted; the rest while one reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One text: ``head`` says what it is, ``foot`` what else is known of it.

    ``key`` is whatever the page needs to open it. ``tinted`` sets it apart from the others.
    """

    key: Hashable
    head: str
    text: str
    foot: str = ""
    tinted: bool = False

    @property
    def spoken(self) -> str:
        """Return what a screen reader says."""
        return ". ".join(part.rstrip(".") for part in (self.head, self.text, self.foot) if part)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.leaves: tuple[Leaf, ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.leaves)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's QVariant
        leaf = self.leaves[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return leaf.head
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return leaf.spoken
        return None

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        self.beginResetModel()
        self.leaves = tuple(leaves)
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    """Measures and paints one leaf."""

    def __init__(self, view: "Leaves") -> None:
        super().__init__(view)
        self._view = view
        self.fit()

    def fit(self) -> None:
        """Take the letters of the look in force."""
        size = look.current().points(Type.BODY)
        self._heading = fonts.font(size, QFont.Weight.Medium)
        self._heading_metrics = QFontMetrics(self._heading)
        self._metrics = QFontMetrics(fonts.font(size))
        self._heights: dict[tuple[Leaf, int], tuple[int, int, int]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        parts = [height for height in self._parts(index, width) if height]
        gaps = Space.S * (len(parts) - 1)
        return QSize(width, sum(parts) + gaps + 2 * Space.M + Space.M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view, leaf = self._view, self._view.leaf(index)
        tokens = look.current().tokens
        place: QRect = option.rect
        leafed = place.adjusted(0, 0, -1, -Space.M - 1)
        current = index.row() == view.currentIndex().row()
        ringed = current and view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.focus if ringed else tokens.accent if current else tokens.line
        painter.setPen(QPen(QColor(edge), FOCUS_WIDTH if ringed else 1))
        painter.setBrush(QColor(tokens.tint if leaf.tinted else tokens.base))
        painter.drawRoundedRect(leafed.adjusted(1, 1, -1, -1), Radius.CARD, Radius.CARD)
        inner = leafed.adjusted(Space.L, Space.M, -Space.L, 0)
        head, text, foot = self._parts(index, place.width())
        muted = QColor(tokens.on_tint if leaf.tinted else tokens.muted)
        painter.setPen(muted)
        painter.setFont(self._heading)
        painter.drawText(inner, _WRAPPED, leaf.head)
        inner.setTop(inner.top() + head + Space.S)
        painter.setFont(view.font())
        painter.setPen(QColor(tokens.on_tint if leaf.tinted else tokens.text))
        painter.drawText(inner, _WRAPPED, leaf.text)
        if foot:
            inner.setTop(inner.top() + text + Space.S)
            painter.setPen(muted)
            painter.drawText(inner, _WRAPPED, leaf.foot)
        painter.restore()

    def _parts(self, index: _Index, width: int) -> tuple[int, int, int]:
        """Return how high head, text and foot are where the list is so wide."""
        leaf = self._view.leaf(index)
        room = max(1, width - 2 * Space.L)
        found = self._heights.get((leaf, room))
        if found is None:
            found = self._heights[leaf, room] = (
                _height(self._heading_metrics, leaf.head, room),
                _height(self._metrics, leaf.text, room),
                _height(self._metrics, leaf.foot, room),
            )
        return found


def _height(metrics: QFontMetrics, words: str, room: int) -> int:
    return metrics.boundingRect(0, 0, room, _TALL, _WRAPPED, words).height() if words else 0


class Leaves(QListView):
    """A list of texts. Enter or a double click emits ``opened`` with the key of the leaf.

    The arrows go from leaf to leaf, and scroll through one that is longer than the view.
    ``menu`` fills the context menu of a leaf.
    """

    opened = Signal(object)
    chosen = Signal(object)
    """The key of the leaf that the cursor stands on, or None."""

    def __init__(self, name: str, *, menu: Callable[[Any, QMenu], object] | None = None) -> None:
        super().__init__()
        self._menu = menu
        self._model = _Model()
        self._painter = _Painter(self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setProperty("leaves", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_PORTION)
        self.doubleClicked.connect(lambda _: self._open())
        self.selectionModel().currentChanged.connect(self._choose)
        look.follow(self._fit)

    def leaf(self, index: _Index) -> Leaf:
        """Return the leaf at an index."""
        return self._model.leaves[index.row()]

    def current(self) -> Any:  # noqa: ANN401 - whatever the page gave as a key
        """Return the key of the leaf that the cursor stands on, or None."""
        index = self.currentIndex()
        return self.leaf(index).key if index.isValid() else None

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        """Show these; the cursor stands on the first."""
        self._model.show_leaves(leaves)
        if leaves:
            self.setCurrentIndex(self._model.index(0))

    def choose(self, key: Hashable) -> bool:
        """Put the cursor on the leaf with this key and show it; return whether it is there."""
        for place, leaf in enumerate(self._model.leaves):
            if leaf.key == key:
                index = self._model.index(place)
                self.setCurrentIndex(index)
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            index = self.currentIndex()
            clipboard.put(self.leaf(index).text if index.isValid() else "")
        elif not self._scrolled_within(key):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if self._menu is None or not index.isValid():
            return
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(index).center() if by_key else event.pos()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._menu(self.leaf(index).key, menu)
        menu.popup(self.viewport().mapToGlobal(place))

    def _scrolled_within(self, key: int) -> bool:
        """Scroll through a leaf whose end is not in view; return whether there was more of it."""
        by = _LINES.get(Qt.Key(key), 0)
        shown, seen = self.visualRect(self.currentIndex()), self.viewport().rect()
        more = shown.bottom() - seen.bottom() if by > 0 else seen.top() - shown.top()
        if not by or more <= Space.M or not shown.intersects(seen):
            return False
        step = min(more, abs(by) * self.fontMetrics().lineSpacing())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (step if by > 0 else -step))
        return True

    def _open(self) -> None:
        if self.current() is not None:
            self.opened.emit(self.current())

    def _choose(self, *_: object) -> None:
        self.viewport().update()
        self.chosen.emit(self.current())

    def _fit(self) -> None:
        self._painter.fit()
        self.setMinimumHeight(look.current().px(_LEAST))
        self.scheduleDelayedItemsLayout()
