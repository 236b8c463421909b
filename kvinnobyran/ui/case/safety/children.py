"""Some children, each a person of the register or only what she calls it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.ids import new_id
from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, Option
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.tokens import Space

UNREGISTERED = "Annat barn, skriv"
KNOWN = "Ett barn i registret"
"""A child that is chosen already and is no longer among those around her."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildEntry:
    """One child on a form; ``kind`` is the answer about it, where the form asks one."""

    id: str
    person_id: str | None = None
    label: str = ""
    kind: Code | None = None


class _Row(QWidget):
    """One child: who, what she calls it when it is not registered, and perhaps an answer."""

    edited = Signal()

    def __init__(self, edit: "ChildrenEdit", entry: ChildEntry) -> None:
        super().__init__(edit)
        self.id = entry.id
        self.who = CodeBox(edit.who, nothing=UNREGISTERED)
        self.label = LineEdit(placeholder="Till exempel äldsta dottern", limit=200)
        self.kind = CodeBox(edit.kinds, nothing=None) if edit.kinds else None
        self.away = IconButton(Icon.CLOSE, "Ta bort barnet", then=lambda: edit.remove(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.who, 2)
        row.addWidget(self.label, 3)
        if self.kind is not None:
            row.addWidget(self.kind, 2)
        row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignVCenter)
        self.who.set_options(_with(edit.who, entry.person_id))
        self.show_entry(entry)
        self.who.edited.connect(self._chosen)
        for field in (self.label, self.kind):
            if field is not None:
                field.edited.connect(self.edited)

    def offer(self, who: Sequence[Option]) -> None:
        """Offer these persons; with none there is only the line to write on."""
        self.who.set_options(_with(who, self.who.value()))
        self._follow()

    def entry(self) -> ChildEntry:
        """Return what the row says."""
        person = self.who.value()
        return ChildEntry(
            id=self.id,
            person_id=person,
            label="" if person else self.label.value(),
            kind=self.kind.value() if self.kind else None,
        )

    def show_entry(self, entry: ChildEntry) -> None:
        """Show a child."""
        self.who.set_value(entry.person_id)
        self.label.set_value(entry.label)
        if self.kind is not None and entry.kind is not None:
            self.kind.set_value(entry.kind)
        self._follow()

    def called(self, name: str, number: int) -> None:
        """Name the fields for a screen reader."""
        of = f"{name}, barn {number}"
        self.who.setAccessibleName(f"{of}: vem")
        self.label.setAccessibleName(f"{of}: vad hon kallar barnet")
        self.away.setAccessibleName(f"{of}: ta bort")
        if self.kind is not None:
            self.kind.setAccessibleName(f"{of}: utsatthet")

    def _chosen(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        registered = self.who.value() is not None
        self.who.setVisible(registered or self.who.count() > 1)
        self.label.setVisible(not registered)


def _with(who: Sequence[Option], chosen: str | None) -> tuple[Option, ...]:
    """Return the persons to choose from, and the one that is chosen whoever it is."""
    if chosen is None or any(option.value == chosen for option in who):
        return tuple(who)
    return (*who, Option(chosen, KNOWN))


class ChildrenEdit(QWidget, Editor):
    """A list of children. The value is a tuple of :class:`ChildEntry`.

    ``kinds`` is what is asked of each child. ``offer`` brings the children whom the register
    knows: they come after the form is shown.
    """

    edited = Signal()

    def __init__(self, kinds: type[Code] | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = kinds
        self.who: tuple[Option, ...] = ()
        self._rows: list[_Row] = []
        self._name = ""
        self.add = Button("Lägg till barn", Kind.QUIET, icon=Icon.ADD, then=self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def rows(self) -> tuple[_Row, ...]:
        """Return the rows that are shown."""
        return tuple(self._rows)

    def offer(self, children: Iterable[Option]) -> None:
        """Offer the children of the register; what was chosen stays."""
        self.who = tuple(children)
        for row in self._rows:
            row.offer(self.who)

    def value(self) -> tuple[ChildEntry, ...]:
        return tuple(row.entry() for row in self._rows)

    def set_value(self, value: Iterable[ChildEntry] | None) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for entry in value or ():
            self._put(entry)
        self._name_all()

    def draft(self) -> list[dict[str, Any]]:
        return [
            {"id": e.id, "person": e.person_id, "label": e.label, "kind": str(e.kind or "")}
            for e in self.value()
        ]

    def restore(self, draft: list[dict[str, Any]]) -> None:
        by_name = {str(kind): kind for kind in self.kinds or ()}
        self.set_value(
            ChildEntry(
                id=str(each["id"]),
                person_id=each["person"],
                label=str(each["label"]),
                kind=by_name.get(each["kind"]),
            )
            for each in draft
        )

    def setAccessibleName(self, name: str, /) -> None:
        """Name every row."""
        super().setAccessibleName(name)
        self._name = name
        self._name_all()

    def remove(self, row: _Row) -> None:
        """Take a child away; the focus goes to what stands in its place."""
        place = self._rows.index(row)
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._name_all()
        after = self._rows[min(place, len(self._rows) - 1)].away if self._rows else self.add
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _add(self) -> None:
        row = self._put(ChildEntry(id=new_id()))
        self._name_all()
        field: QWidget = row.who if self.who else row.label
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _put(self, entry: ChildEntry) -> _Row:
        row = _Row(self, entry)
        row.edited.connect(self.edited)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)
        row.show()
        before = self._rows[-2].away if len(self._rows) > 1 else None
        stops = [before, row.who, row.label, row.kind, row.away, self.add]
        chain = [each for each in stops if each is not None]
        for one, after in pairwise(chain):
            self.setTabOrder(one, after)
        return row

    def _name_all(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.called(self._name, number)
