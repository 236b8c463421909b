"""The list of cases: a code, where it is, whose it is, and the next step. No names."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.codes import Code
from kvinnobyran.store import cases as stored
from kvinnobyran.store.cases import CaseRow
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator


class Choice(Code):
    """The saved filters."""

    MINE = ("mine", "Mina")
    ONGOING = ("ongoing", "Pågående")
    WAITING = ("waiting", "Väntar")
    CLOSED = ("closed", "Avslutade")
    ALL = ("all", "Alla")


_STATES: dict[Choice, frozenset[CaseState]] = {
    Choice.MINE: frozenset({CaseState.ASSESSMENT, CaseState.ONGOING, CaseState.PAUSED}),
    Choice.ONGOING: frozenset({CaseState.ONGOING}),
    Choice.WAITING: frozenset({CaseState.ASSESSMENT, CaseState.PAUSED}),
    Choice.CLOSED: frozenset({CaseState.CLOSED}),
    Choice.ALL: frozenset(CaseState),
}


def belongs(row: CaseRow, choice: Choice, user: str) -> bool:
    """Tell whether a case is among those that a filter shows."""
    if row.state not in _STATES[choice]:
        return False
    return choice is not Choice.MINE or row.counsellor == user


def found(row: CaseRow, words: str) -> bool:
    """Tell whether every word is in what the row shows; ``27-14`` finds KB-27-014."""
    texts = (row.code, row.state.label, row.counsellor, row.next_what or "")
    whole = " ".join(texts).casefold()
    short = row.code.casefold().replace("-0", "-").replace("-0", "-")
    return all(word in whole or word in short for word in words.casefold().split())


def next_step(row: CaseRow) -> str:
    """Return the next step and its day, or what is missing."""
    if row.next_what is None or row.next_on is None:
        return "" if row.state is CaseState.CLOSED else "Inget bokat"
    return f"{row.next_on.isoformat()} {row.next_what}"


class CasesPage(Page):
    """Search, five filters and a table. Enter opens, newest activity comes first."""

    tables = frozenset(
        {
            "support_case",
            "inquiry",
            "assessment_call",
            "journal_note",
            "counselling_session",
            "intervention",
            "task",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__("Ärenden", width=Width.WIDE, scroll=False)
        self._desk = desk
        self._navigator = navigator
        self._rows: list[CaseRow] = []
        self.offer(
            Button(
                "Barnet i centrum",
                Kind.QUIET,
                icon=Icon.PEOPLE,
                then=lambda: navigator.open_page("children"),
            ),
            Button(
                "Ny kontakt",
                Kind.PLAIN,
                icon=Icon.NEW_CONTACT,
                then=navigator.new_contact,
            ),
        )
        self.search = LineEdit(placeholder="Sök på kod, läge, handläggare eller nästa steg")
        self.search.setAccessibleName("Sök ärende")
        self.search.setClearButtonEnabled(True)
        self.choice = Chips(Choice, name="Visa")
        self.choice.set_value(Choice.MINE)
        self.count = Label("", Voice.MUTED, wrap=False)
        self.empty = Empty("Här är det tomt.", icon=Icon.CASES)
        self.table: Table[CaseRow] = Table(
            "Ärenden",
            (
                Column(title="Ärende", text=lambda row: row.code, width=13),
                Column(title="Läge", text=lambda row: row.state.label, width=12),
                Column(title="Handläggare", text=lambda row: row.counsellor, width=18),
                Column(
                    title="Senaste kontakt",
                    text=lambda row: row.last_on.isoformat(),
                    sort=lambda row: row.last_on,
                    width=17,
                ),
                Column(title="Nästa steg", text=next_step, sort=lambda row: row.next_on),
            ),
            empty=self.empty,
        )
        self.table.opened.connect(lambda row: navigator.open_case(row.id))
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

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the search, the filters and the list."""
        return (self.search, self.choice, self.table)

    def refresh(self) -> None:
        """Ask for the cases."""
        self._desk.ask(stored.case_rows, then=self._show)

    def state(self) -> dict[str, object]:
        """Return what is searched, which filter is chosen and where the cursor stands."""
        current = self.table.current()
        return {
            "search": self.search.draft(),
            "choice": (self.choice.value() or Choice.ALL).value,
            "row": current.id if current else "",
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Search and choose as then."""
        self.search.restore(str(state.get("search", "")))
        wanted = state.get("choice")
        self.choice.set_value(next((each for each in Choice if each == wanted), Choice.MINE))
        self._filter()
        self.table.choose(str(state.get("row", "")))

    def find_on_page(self) -> None:
        """Put the cursor in the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter and the arrow in the search act on the list."""
        if self.search.hasFocus() and not event.modifiers():
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                row = self.table.current()
                if row is not None:
                    self._navigator.open_case(row.id)
                return
            if event.key() == Qt.Key.Key_Down:
                self.table.view.setFocus(Qt.FocusReason.TabFocusReason)
                return
        super().keyPressEvent(event)

    def _show(self, rows: list[CaseRow]) -> None:
        self._rows = rows
        self._filter()

    def _filter(self) -> None:
        choice: Choice = self.choice.value() or Choice.ALL
        words = self.search.value()
        chosen = [row for row in self._rows if belongs(row, choice, self._desk.user)]
        rows = [row for row in chosen if found(row, words)]
        if not self._rows:
            self.empty.say("Inga ärenden än", "Ctrl+N börjar en ny kontakt.")
        elif words.strip():
            self.empty.say("Inget ärende stämmer", "Rätta sökningen, eller välj Alla.")
        else:
            self.empty.say("Inga ärenden här", "Välj Alla för att se resten.")
        self.table.show_rows(rows)
        number = "Ett ärende" if len(rows) == 1 else f"{len(rows)} ärenden"
        self.count.setText(number if rows else "")
