"""Which case is it about? A code or a part of one, and the list beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.case import CaseState
from kvinnobyran.store import cases as stored
from kvinnobyran.store.cases import CaseRow
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space


def matches(row: CaseRow, words: str) -> bool:
    """Tell whether a case's code or counsellor holds every word: ``27-14`` finds KB-27-014."""
    code, counsellor = row.code.casefold(), row.counsellor.casefold()
    short = code.replace("-0", "-").replace("-0", "-")
    return all(
        word in code or word in short or word in counsellor for word in words.casefold().split()
    )


class JoiningStep(QWidget):
    """The list of cases, newest activity first. ``chosen`` carries the row."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[CaseRow] = []
        self.search = LineEdit(placeholder="Kod, till exempel 27-014")
        self.search.setAccessibleName("Sök ärende")
        self.search.setClearButtonEnabled(True)
        self.table: Table[CaseRow] = Table(
            "Ärenden",
            (
                Column(title="Ärende", text=lambda row: row.code, width=12),
                Column(title="Läge", text=lambda row: row.state.label, width=11),
                Column(title="Handläggare", text=lambda row: row.counsellor),
                Column(title="Senast", text=lambda row: row.last_on.isoformat(), width=11),
            ),
            empty=Empty(
                "Inget ärende stämmer", "Rätta koden, eller gå tillbaka.", icon=Icon.SEARCH
            ),
        )
        self.table.opened.connect(self.chosen)
        self.search.edited.connect(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(Label("Enter knyter kontakten till det valda ärendet.", Voice.MUTED))

    def begin(self) -> None:
        """Ask for the cases and put the cursor in the search."""
        self.search.set_value("")
        self.search.setFocus()
        self._desk.ask(stored.case_rows, then=self._show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter and the arrows in the search act on the list."""
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self.table.current()
            if row is not None:
                self.chosen.emit(row)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.search.hasFocus():
            self.table.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _show(self, rows: list[CaseRow]) -> None:
        # An open case is the likelier one; within each the newest activity comes first.
        self._rows = sorted(rows, key=lambda row: row.state is CaseState.CLOSED)
        self._filter()

    def _filter(self) -> None:
        words = self.search.value()
        self.table.show_rows([row for row in self._rows if matches(row, words)])
