"""Barnet i centrum: every child of an open case on one page (domain.md 5.13)."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.store.children import ChildStanding, children
from kvinnobyran.ui.children.words import (
    Show,
    age,
    belongs,
    checked,
    consent,
    found,
    next_step,
    number,
    offered,
)
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit, Option
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator


class ChildrenPage(Page):
    """Search, filters and a table. Enter opens the child's part of its case."""

    tables = frozenset(
        {
            "support_case",
            "relation",
            "person",
            "protection",
            "custody",
            "guardian",
            "consent",
            "consent_decision",
            "trappan_programme",
            "trappan_session",
            "trappan_attendance",
            "assessment_call",
            "counselling_session",
            "concern_report",
            "task",
            "setting",
            "group_membership",
            "placement_offer",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(
            "Barnet i centrum",
            "Varje barn i ett öppet ärende: vad det har erbjudits, samtycke, orosbedömning och"
            " nästa steg.",
            width=Width.WIDE,
            scroll=False,
        )
        self._desk = desk
        self._navigator = navigator
        self._children: list[ChildStanding] = []
        today = desk.today
        self.search = LineEdit(placeholder="Sök på ärende, ålder, läge eller nästa steg")
        self.search.setAccessibleName("Sök barn")
        self.search.setClearButtonEnabled(True)
        self.choice = Chips([Option(each, each.label) for each in Show], name="Visa", kept=True)
        self.choice.set_value(Show.ALL)
        self.count = Label("", Voice.MUTED, wrap=False)
        self.empty = Empty("Här är det tomt.", icon=Icon.PEOPLE)
        self.table: Table[ChildStanding] = Table(
            "Barn i öppna ärenden",
            (
                Column(title="Ärende", text=lambda each: each.row.code, width=10),
                Column(
                    title="Ålder",
                    text=lambda each: age(each, today),
                    sort=lambda each: each.row.birth.first if each.row.birth else None,
                    width=8,
                ),
                Column(title="Erbjudet", text=lambda each: offered(each, today), width=20),
                Column(title="Samtycke till Trappan", text=consent, width=22),
                Column(
                    title="Orosbedömning",
                    text=lambda each: checked(each, today),
                    sort=lambda each: each.row.checked_on,
                    width=11,
                ),
                Column(title="Nästa steg", text=lambda each: next_step(each, today)),
            ),
            empty=self.empty,
            key=lambda each: (each.row.case_id, each.row.child_id),
        )
        self.whole = Label("", Voice.BODY)
        """What the row that the cursor stands on says, whole: a column may be narrow."""
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._tell)
        self.search.edited.connect(self._filter)
        self.choice.edited.connect(self._filter)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.choice, 1)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.setSpacing(Space.M)
        self.body.addWidget(self.search)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.whole)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the search, the filters and the list."""
        return (self.search, self.choice, self.table)

    def refresh(self) -> None:
        """Ask for the children."""
        self._desk.ask(children, self._desk.today, then=self._show)

    def state(self) -> dict[str, object]:
        """Return what is searched and which filter is chosen."""
        return {"search": self.search.draft(), "choice": (self.choice.value() or Show.ALL).value}

    def restore(self, state: dict[str, Any]) -> None:
        """Search and choose as then."""
        self.search.restore(str(state.get("search", "")))
        wanted = state.get("choice")
        self.choice.set_value(next((each for each in Show if each == wanted), Show.ALL))
        self._filter()

    def find_on_page(self) -> None:
        """Put the cursor in the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter and the arrow in the search act on the list."""
        if self.search.hasFocus() and not event.modifiers():
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                current = self.table.current()
                if current is not None:
                    self._open(current)
                return
            if event.key() == Qt.Key.Key_Down:
                self.table.view.setFocus(Qt.FocusReason.TabFocusReason)
                return
        super().keyPressEvent(event)

    def _open(self, child: ChildStanding) -> None:
        """Show the child's part of its case."""
        self._navigator.open_case(child.row.case_id, tab="children", record=child.row.child_id)

    def _show(self, found_: list[ChildStanding]) -> None:
        self._children = found_
        self._filter()

    def _filter(self) -> None:
        show: Show = self.choice.value() or Show.ALL
        words, today = self.search.value(), self._desk.today
        chosen = [each for each in self._children if belongs(each, show, today)]
        rows = [each for each in chosen if found(each, words, today)]
        if not self._children:
            self.empty.say(
                "Inget barn i något öppet ärende",
                "Lägg till barnen i ärendet: ett alias eller en ålder räcker.",
            )
        elif words.strip():
            self.empty.say("Inget barn stämmer", "Rätta sökningen, eller välj Alla.")
        else:
            self.empty.say("Inga barn här", "Välj Alla för att se resten.")
        self.table.show_rows(rows)
        self.count.setText(number(rows) if rows else "")
        self._tell(self.table.current())

    def _tell(self, child: ChildStanding | None) -> None:
        """Say the row under the cursor in whole words."""
        today = self._desk.today
        self.whole.setVisible(child is not None)
        if child is not None:
            agreed = consent(child).rstrip(".")
            self.whole.setText(
                f"{child.row.code}. Ålder: {age(child, today).lower()}. {offered(child, today)}."
                f" Samtycke: {agreed[0].lower()}{agreed[1:]}. Senaste orosbedömning:"
                f" {checked(child, today).lower()}. Nästa steg:"
                f" {next_step(child, today) or 'inget planerat'}."
            )
