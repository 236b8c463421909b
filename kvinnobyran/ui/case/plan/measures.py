"""What a plan says is to be done: one row a measure, with who and by when (A21)."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.plan import Measure
from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.tokens import Space

_UNSAID = "Skriv vad som ska göras, eller töm raden."


class MeasuresEdit(QWidget, Editor):
    """The measures of a draft, in their order. The value is a tuple; each keeps its id.

    There is always an empty row to write in; a row without a word is none.
    """

    edited = Signal()

    def __init__(self, plan_id: str, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan_id
        self._today = today
        self._name = ""
        self._rows: list[_Row] = []
        # Rows come and go, and Qt puts what is new last: they are chained between these two.
        # The first is never seen; Qt chains nothing to what cannot take the focus at all.
        self._before = QWidget(self)
        self._before.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._before.hide()
        self.add = Button("En till", Kind.QUIET, icon=Icon.ADD, then=self._another)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._put(new_id())
        self._number()

    def value(self) -> tuple[Measure, ...]:
        return tuple(row.measure(self._plan) for row in self._rows if row.said)

    def set_value(self, value: Iterable[Measure] | None) -> None:
        self._clear()
        for each in value or ():
            row = self._put(each.id)
            row.what.set_value(each.what)
            row.who.set_value(each.who)
            row.due_on.set_value(each.due_on)
        if not self._rows:
            self._put(new_id())
        self._number()

    def draft(self) -> list[list[Any]]:
        return [row.draft() for row in self._rows]

    def restore(self, draft: list[list[Any]]) -> None:
        self._clear()
        for own, *typed in draft:
            self._put(own).restore(typed)
        if not self._rows:
            self._put(new_id())
        self._number()

    def problem(self) -> str:
        """Say that a row says who or when and not what, or a day that cannot be read."""
        for row in self._rows:
            if trouble := row.due_on.problem():
                return trouble
            if not row.said and row.begun:
                return _UNSAID
        return ""

    def setAccessibleName(self, name: str, /) -> None:
        """Name every row by its number."""
        super().setAccessibleName(name)
        self._name = name
        self.add.setAccessibleName(f"{name}: lägg till en till")
        self._number()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the focus on the first row. A proxy would lead Tab from the last stop back here."""
        self._rows[0].what.setFocus(reason)

    def _another(self) -> None:
        row = self._put(new_id())
        self._number()
        row.what.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _put(self, own: str) -> "_Row":
        row = _Row(own, self._today)
        for editor in (row.what, row.who, row.due_on):
            editor.edited.connect(self.edited)
        row.away.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(len(self._rows) - 1, row)
        return row

    def _number(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.call(f"{self._name} {number}".strip())
        stops = [stop for row in self._rows for stop in row.stops]
        for one, after in pairwise((self._before, *stops, self.add)):
            self.setTabOrder(one, after)

    def _remove(self, row: "_Row") -> None:
        self._take(row)
        if not self._rows:
            self._put(new_id())
        self._number()
        self._rows[-1].what.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _clear(self) -> None:
        for row in list(self._rows):
            self._take(row)

    def _take(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class _Row(QWidget):
    """One measure: what, who, by when."""

    def __init__(self, own: str, today: date) -> None:
        super().__init__()
        self.own = own
        self.what = LineEdit(limit=300)
        self.what.setPlaceholderText("Vad ska göras?")
        self.who = LineEdit(limit=100)
        self.who.setPlaceholderText("Vem: hon, vi, socialtjänsten …")
        self.due_on = DateEdit(today=today)
        # Tab comes to the line itself, in the row's order; through a proxy it would come twice.
        self.due_on.setFocusProxy(None)  # type: ignore[arg-type] # the stub forgets it may be none
        self.away = IconButton(Icon.CLOSE, "Ta bort insatsen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.what, 4)
        row.addWidget(self.who, 2)
        row.addWidget(self.due_on)
        row.addWidget(self.away)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return where Tab stops, in order."""
        return self.what, self.who, self.due_on.line, self.away

    @property
    def said(self) -> bool:
        """Tell whether it says what is to be done."""
        return bool(self.what.value().strip())

    @property
    def begun(self) -> bool:
        """Tell whether it says anything."""
        return bool(self.who.value().strip()) or self.due_on.value() is not None

    def measure(self, plan_id: str) -> Measure:
        """Return the measure that was written."""
        return Measure(
            id=self.own,
            plan_id=plan_id,
            what=self.what.value().strip(),
            who=self.who.value().strip(),
            due_on=self.due_on.value(),
        )

    def draft(self) -> list[Any]:
        """Return what was typed."""
        return [self.own, self.what.draft(), self.who.draft(), self.due_on.draft()]

    def restore(self, typed: list[Any]) -> None:
        """Show what was typed."""
        editors: tuple[Editor, ...] = (self.what, self.who, self.due_on)
        for editor, words in zip(editors, typed, strict=True):
            editor.restore(words)

    def call(self, name: str) -> None:
        """Name the parts."""
        self.what.setAccessibleName(f"{name}: vad")
        self.who.setAccessibleName(f"{name}: vem")
        self.due_on.setAccessibleName(f"{name}: senast")
        self.away.setAccessibleName(f"{name}: ta bort")
