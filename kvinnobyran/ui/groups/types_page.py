"""Sorters grupper: what kinds there are, as data. The next group needs no programmer (A18)."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.group import GroupType
from kvinnobyran.flows.groups import offer_type, retire_type
from kvinnobyran.store import groups as stored
from kvinnobyran.store.database import Database
from kvinnobyran.ui.groups.sheets import type_sheet
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator

_Read = tuple[list[GroupType], int]


def whom(kind: GroupType) -> str:
    """Return who a kind is for, in a few words."""
    words = [kind.role.label.lower()]
    if kind.age_from is not None or kind.age_to is not None:
        words.append(
            f"{kind.age_from or 0}–{kind.age_to or ''} år".replace("– år", " år och uppåt")
        )
    if kind.child_to is not None:
        words.append(f"med barn 0–{kind.child_to} år")
    if kind.with_children:
        words.append("barnen är med")
    return ", ".join(words).capitalize()


def how(kind: GroupType) -> str:
    """Return how a kind goes on: chapters, seats, closed or open."""
    words = ["sluten" if kind.closed else "öppen"]
    if kind.chapters:
        words.append(f"{len(kind.chapters)} kapitel")
    if kind.seats:
        words.append(f"{kind.seats} platser")
    if kind.a_year:
        words.append(f"{kind.a_year} gånger om året")
    return ", ".join(words).capitalize()


def _read(database: Database) -> _Read:
    return stored.types(database), database.head()


class GroupTypesPage(Page):
    """A table of the kinds. Enter opens one."""

    tables = frozenset({"group_type"})

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(
            "Sorters grupper",
            "Varje sort har sina regler: vem den är för, platser och kapitel.",
            width=Width.WIDE,
            scroll=False,
        )
        self._desk = desk
        self._navigator = navigator
        self._head = 0
        self._sheet: Sheet | None = None
        self.new = Button("Ny sort", Kind.PRIMARY, icon=Icon.ADD, then=lambda: self._edit(None))
        self.offer(self.new)
        self.table: Table[GroupType] = Table(
            "Sorters grupper",
            (
                Column(title="Sort", text=lambda kind: kind.label, width=24),
                Column(title="För", text=whom),
                Column(title="Så går den till", text=how),
                Column(
                    title="Erbjuds",
                    text=lambda kind: "Ja" if kind.retired_on is None else "Inte längre",
                    width=10,
                ),
            ),
        )
        self.table.opened.connect(self._edit)
        self.table.chosen.connect(self._chosen)
        self.offering = Button("Erbjud inte längre", Kind.QUIET, then=self._offer)
        row = QHBoxLayout()
        row.addWidget(self.offering)
        row.addStretch(1)
        self._front, self._paper = QWidget(), QWidget()
        front = QVBoxLayout(self._front)
        front.setContentsMargins(0, 0, 0, 0)
        front.setSpacing(Space.M)
        front.addWidget(self.table, 1)
        front.addLayout(row)
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, 0, 0, 0)
        self._layers = Layers()
        self._layers.addWidget(self._front)
        self._layers.addWidget(self._paper)
        self.body.addWidget(self._layers, 1)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the list, or the sheet."""
        return (self._sheet.form,) if self._sheet is not None else (self.table,)

    def refresh(self) -> None:
        """Ask for the kinds."""
        self._desk.ask(_read, then=self._show)

    def state(self) -> dict[str, object]:
        """Return nothing: drafts come back by themselves."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Do nothing."""

    def _show(self, found: _Read) -> None:
        kinds, self._head = found
        self.table.show_rows(kinds)
        self._chosen(self.table.current())

    def _chosen(self, kind: GroupType | None) -> None:
        self.offering.setEnabled(kind is not None)
        verb = "Erbjud igen" if kind is not None and kind.retired_on else "Erbjud inte längre"
        self.offering.setText(verb)
        self.offering.setAccessibleName(f"{verb}: {kind.label}" if kind else verb)

    def _offer(self) -> None:
        kind = self.table.current()
        if kind is not None:
            flow = offer_type if kind.retired_on else retire_type
            said = "Sorten erbjuds igen" if kind.retired_on else "Sorten erbjuds inte längre"
            self._desk.do(
                flow, kind, then=lambda _: self._navigator.toast(said, undo=True), owner=self
            )

    def _edit(self, kind: GroupType | None) -> None:
        self._leave()
        sheet = type_sheet(self._desk, kind, self._head)
        self._sheet = sheet
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        self._on_paper.addWidget(sheet)
        self._layers.setCurrentWidget(self._paper)
        self.new.hide()
        sheet.form.focus_first()

    def _saved(self, _: object, said: str) -> None:
        self._leave()
        self.refresh()
        self._navigator.toast(said, undo=True)

    def _leave(self) -> None:
        if self._sheet is not None:
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
        self._layers.setCurrentWidget(self._front)
        self.new.show()
        self.table.setFocus()
