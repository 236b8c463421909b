"""The cases behind a figure, by their codes: inside the program only, and noted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kvinnobyran.statistics.behind import CaseBehind
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space


class Behind(QFrame):
    """A list of codes. ``opened`` asks for a case, ``left`` goes back to the figures."""

    opened = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.title = Label("", Voice.HEADING)
        self.said = Label(
            "Bara här i programmet. Att någon har tittat står i loggen. Den som har skyddade "
            "uppgifter har ingen rad.",
            Voice.MUTED,
        )
        self.table: Table[CaseBehind] = Table(
            "Ärenden bakom siffran",
            (Column(title="Ärende", text=lambda row: row.code),),
            empty=Empty("Ingen räknas här"),
        )
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        column.addWidget(self.title)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(Button("Tillbaka till siffrorna", Kind.QUIET, then=self.left.emit))

    def show_cases(self, title: str, cases: list[CaseBehind]) -> None:
        """Show who is behind a figure."""
        self.title.setText(title)
        self.table.show_rows(cases)
        self.table.setFocus()
