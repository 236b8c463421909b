"""Grupper: which there are, how many are in them, and when they meet next."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import WEEKDAYS
from kvinnobyran.domain.group import Group, GroupState, GroupType
from kvinnobyran.flows.drafts import Draft, drafts_of
from kvinnobyran.store import groups as stored
from kvinnobyran.store.colleagues import colleagues
from kvinnobyran.store.database import Database
from kvinnobyran.store.groups import GroupRow
from kvinnobyran.ui.groups.sheets import group_sheet
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator

_Read = tuple[list[GroupRow], list[GroupType], list[str], list[Draft]]


class Choice(Code):
    """The saved filters."""

    NOW = ("now", "Nu och framåt")
    OVER = ("over", "Avslutade")
    ALL = ("all", "Alla")


_STATES: dict[Choice, frozenset[GroupState]] = {
    Choice.NOW: frozenset({GroupState.PLANNED, GroupState.INTAKE, GroupState.ONGOING}),
    Choice.OVER: frozenset({GroupState.ENDED, GroupState.CANCELLED}),
    Choice.ALL: frozenset(GroupState),
}


def seats(row: GroupRow) -> str:
    """Return ``6 av 8, 2 väntar``."""
    limit = 1 if row.individual else row.seats
    words = f"{row.seated} av {limit}" if limit is not None else str(row.seated)
    return f"{words}, {row.waiting} väntar" if row.waiting else words


def next_meeting(row: GroupRow) -> str:
    """Return the next meeting's day and time, or nothing."""
    if row.next_on is None:
        return "Inget planerat" if row.state is not GroupState.ENDED else ""
    at = f" kl. {row.next_at.hour}.{row.next_at.minute:02d}" if row.next_at else ""
    return f"{row.next_on.isoformat()} {WEEKDAYS[row.next_on.weekday()]}{at}"


def _read(database: Database, today: date, user: str) -> _Read:
    return (
        stored.groups(database, today),
        stored.types(database),
        colleagues(database, user),
        drafts_of(database, user),
    )


class GroupsPage(Page):
    """Three filters and a table. Enter opens a group."""

    tables = frozenset({"support_group", "group_membership", "group_meeting", "group_type"})

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__("Grupper", width=Width.WIDE, scroll=False)
        self._desk = desk
        self._navigator = navigator
        self._rows: list[GroupRow] = []
        self._kinds: list[GroupType] = []
        self._colleagues: list[str] = []
        self._drafts: list[Draft] = []
        self._sheet: Sheet | None = None
        self._wanted = ""
        """The sheet to open when the groups are here."""
        self.new = Button("Ny grupp", Kind.PRIMARY, icon=Icon.ADD, then=self.new_group)
        self.kinds = Button(
            "Sorters grupper", Kind.QUIET, then=lambda: navigator.open_page("group_types")
        )
        self.offer(self.kinds, self.new)
        self.choice = Chips(Choice, name="Visa", kept=True)
        self.choice.set_value(Choice.NOW)
        self.count = Label("", Voice.MUTED, wrap=False)
        self.empty = Empty("Inga grupper än", "Ny grupp planerar den första.", icon=Icon.GROUPS)
        self.table: Table[GroupRow] = Table(
            "Grupper",
            (
                Column(title="Grupp", text=lambda row: row.name),
                Column(title="Sort", text=lambda row: row.kind, width=18),
                Column(title="Läge", text=lambda row: row.state.label, width=15),
                Column(
                    title="Nästa tillfälle",
                    text=next_meeting,
                    sort=lambda row: row.next_on,
                    width=25,
                ),
                Column(title="Deltagare", text=seats, sort=lambda row: row.seated, width=16),
            ),
            empty=self.empty,
        )
        self.table.opened.connect(lambda row: navigator.open_page("group", row.id))
        self.choice.edited.connect(self._filter)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.choice, 1)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._front, self._paper = QWidget(), QWidget()
        front = QVBoxLayout(self._front)
        front.setContentsMargins(0, 0, 0, 0)
        front.setSpacing(Space.M)
        front.addLayout(row)
        front.addWidget(self.table, 1)
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, 0, 0, 0)
        self._layers = Layers()
        self._layers.addWidget(self._front)
        self._layers.addWidget(self._paper)
        self.body.addWidget(self._layers, 1)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the filters and the list, or the sheet."""
        return (self._sheet.form,) if self._sheet is not None else (self.choice, self.table)

    def refresh(self) -> None:
        """Ask for the groups."""
        self._desk.ask(_read, self._desk.today, self._desk.user, then=self._show)

    def state(self) -> dict[str, object]:
        """Return the filter, the row, and the sheet."""
        current = self.table.current()
        return {
            "choice": (self.choice.value() or Choice.NOW).value,
            "row": current.id if current else "",
            "sheet": self._sheet.record if self._sheet else "",
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Choose as then, and open the sheet that was open."""
        wanted = state.get("choice")
        self.choice.set_value(next((each for each in Choice if each == wanted), Choice.NOW))
        self._filter()
        self.table.choose(str(state.get("row", "")))
        self._wanted = str(state.get("sheet") or "")
        if self._kinds:
            self.refresh()

    def new_group(self) -> None:
        """Begin a new group, or go on with the one that is half written."""
        if not self._kinds:
            return
        waiting = (
            draft.record
            for draft in self._drafts
            if draft.kind == "group" and draft.body.get("place") == "groups"
        )
        self._open_sheet(next(waiting, ""))

    def _open_sheet(self, record: str) -> None:
        self._leave()
        sheet = group_sheet(self._desk, self._kinds, record_id=record, colleagues=self._colleagues)
        self._sheet = sheet
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        self._on_paper.addWidget(sheet)
        self._layers.setCurrentWidget(self._paper)
        self.new.hide()
        sheet.form.focus_first()

    def _saved(self, group: Group, said: str) -> None:
        self._leave()
        self._navigator.open_page("group", group.id)
        self._navigator.toast(said, undo=True)

    def _leave(self) -> None:
        if self._sheet is not None:
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
        self._layers.setCurrentWidget(self._front)
        self.new.show()

    def _show(self, found: _Read) -> None:
        self._rows, self._kinds, self._colleagues, self._drafts = found
        self._filter()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._open_sheet(wanted)

    def _filter(self) -> None:
        choice: Choice = self.choice.value() or Choice.NOW
        rows = [row for row in self._rows if row.state in _STATES[choice]]
        if not self._rows:
            self.empty.say("Inga grupper än", "Ny grupp planerar den första.")
        else:
            self.empty.say("Inga grupper här", "Välj Alla för att se resten.")
        self.table.show_rows(rows)
        number = "En grupp" if len(rows) == 1 else f"{len(rows)} grupper"
        self.count.setText(number if rows else "")
