"""A list in order of weight: the most acute first. Moved by keyboard as well as by button."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import IconButton
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import CodeBox, Option, options
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.tokens import Space


class RankedList(QWidget, Editor):
    """Some of a closed list, ranked. The value is a tuple, the heaviest first.

    Choose in the box to add; in the list Alt+Up and Alt+Down move, Delete takes away.
    """

    edited = Signal()

    def __init__(
        self,
        of: type[Code] | Iterable[Option | Code],
        *,
        add: str = "Lägg till …",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = options(of)
        self._chosen: list[Any] = []
        self.box = CodeBox(self._options, nothing=add)
        self.list = _Ranks(self)
        self.up = IconButton(Icon.UP, "Flytta upp", then=lambda: self._move(-1))
        self.down = IconButton(Icon.DOWN, "Flytta ner", then=lambda: self._move(1))
        self.away = IconButton(Icon.CLOSE, "Ta bort ur listan", then=self._remove)
        buttons = QVBoxLayout()
        buttons.setSpacing(Space.XS)
        for button in (self.up, self.down, self.away):
            buttons.addWidget(button)
        buttons.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.box)
        column.addLayout(row)
        self.setFocusProxy(self.box)
        # Said, because Tab goes from a part straight to its proxy, past all that was made before.
        for one, after in pairwise((self.box, self.list, self.up, self.down, self.away)):
            self.setTabOrder(one, after)
        self.box.edited.connect(self._add)
        self.list.shifted.connect(self._move)
        self.list.removed.connect(self._remove)
        self.list.currentRowChanged.connect(self._arm)
        self._show(0)

    def value(self) -> tuple[Any, ...]:
        return tuple(self._chosen)

    def set_value(self, value: Iterable[Any] | None) -> None:
        self._chosen = list(value or ())
        self._show(0)

    def draft(self) -> list[str]:
        return [str(each) for each in self._chosen]

    def restore(self, draft: list[str]) -> None:
        by_name = {str(option.value): option.value for option in self._options}
        self.set_value(by_name[each] for each in draft if each in by_name)

    def setAccessibleName(self, name: str, /) -> None:
        """Name the box and the list."""
        super().setAccessibleName(name)
        self.box.setAccessibleName(f"{name}: lägg till")
        self.list.setAccessibleName(f"{name}: i ordning")
        for button, does in ((self.up, "flytta upp"), (self.down, "flytta ner")):
            button.setAccessibleName(f"{name}: {does}")
        self.away.setAccessibleName(f"{name}: ta bort ur listan")

    def _add(self) -> None:
        value = self.box.value()
        if value is not None and value not in self._chosen:
            self._chosen.append(value)
            self._changed(len(self._chosen) - 1)

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._chosen) and 0 <= place + by < len(self._chosen):
            self._chosen.insert(place + by, self._chosen.pop(place))
            self._changed(place + by)

    def _remove(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._chosen):
            del self._chosen[place]
            self._changed(min(place, len(self._chosen) - 1))

    def _changed(self, place: int) -> None:
        self._show(place)
        self.edited.emit()

    def _show(self, place: int) -> None:
        labels = {option.value: option.label for option in self._options}
        self.list.clear()
        for number, value in enumerate(self._chosen, 1):
            self.list.addItem(f"{number}.  {labels.get(value, str(value))}")
        self.list.setCurrentRow(place if self._chosen else -1)
        self.box.set_options(each for each in self._options if each.value not in self._chosen)
        self.box.set_value(None)
        self._arm()

    def _arm(self) -> None:
        place, count = self.list.currentRow(), len(self._chosen)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < count - 1)
        self.away.setEnabled(place >= 0)


class _Ranks(QListWidget):
    """The list, with its keys."""

    shifted = Signal(int)
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSpacing(1)
        look.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(look.current().px(124))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps:
            self.shifted.emit(steps[key])
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
