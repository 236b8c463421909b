"""The goals of a year with their indicators: what is aimed at, and what became of it (R4, R12)."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.indicator import LONGEST, Indicator
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.reports.sections import Numbered
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.editors import LineEdit, NumberEdit
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.form import Field, Form
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.statistics.figure_edit import FigureEdit


class Goals(QFrame):
    """The indicators of a year and a form for one.

    ``kept`` carries it, ``removed`` one that is to go, ``left`` goes back.
    """

    kept = Signal(object)
    removed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = 0
        self._known: Indicator | None = None
        self.title = Label("", Voice.HEADING)
        self.table: Table[Indicator] = Table(
            "Mål och indikatorer",
            (
                Column(title="Indikator", text=lambda row: row.words),
                Column(title="Mål", text=lambda row: _number(row.target), width=6, right=True),
            ),
            empty=Empty("Inga mål än. Skriv det första här under."),
        )
        self.table.opened.connect(self.change)
        self.figure = FigureEdit()
        self.form = Form(
            (
                Field("goal", "Mål enligt överenskommelsen", LineEdit(limit=LONGEST)),
                Field("words", "Vad som räknas", LineEdit(limit=LONGEST)),
                Field("definition", "Hur det räknas", LineEdit(limit=LONGEST)),
                Field("target", "Målvärde", NumberEdit()),
                Field(
                    "figure",
                    "Utfallet tas från",
                    self.figure,
                    help="Vilken siffra som helst i rapporten. För en kväll i veckan: Tillfällen i "
                    "grupp, Kvällskaféet · Genomfört, med målet 26.",
                ),
                Field("outcome", "Utfall, när det räknas för hand", NumberEdit()),
            )
        )
        self.save = BusyButton("Spara målet", Kind.PRIMARY, then=self._keep)
        self.remove = Button("Ta bort målet", then=self._remove)
        row = Flow(
            self.save,
            self.remove,
            Button("Tillbaka till siffrorna", Kind.QUIET, then=self.left.emit),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (self.title, self.table, self.form):
            column.addWidget(part)
        column.addWidget(row)

    def show_year(
        self, year: int, indicators: list[Indicator], tables: Iterable[Numbered] = ()
    ) -> None:
        """Show the indicators of a year, and an empty form for a new one.

        ``tables`` are those of the report: an outcome can be taken from any of their figures.
        """
        self._year = year
        self.figure.set_tables(tables)
        self.title.setText(f"Mål och indikatorer {year}")
        self.table.show_rows(indicators)
        self.change(None)

    def change(self, indicator: Indicator | None) -> None:
        """Fill the form with one that is known, or make it ready for a new one."""
        self._known = indicator
        self.save.done()
        self.remove.setVisible(indicator is not None)
        self.form.clear_faults()
        shown = indicator or Indicator(id="", year=self._year, goal="", words="")
        self.form.fill(
            {
                "goal": shown.goal,
                "words": shown.words,
                "definition": shown.definition,
                "target": shown.target,
                "figure": shown.figure or None,
                "outcome": shown.outcome,
            }
        )

    def fail(self, trouble: Trouble) -> None:
        """Say what is missing; what was written stays."""
        self.save.done()
        if isinstance(trouble, Refused):
            self.form.show_faults(trouble.faults)

    def _remove(self) -> None:
        if self._known is not None:
            self.removed.emit(self._known)

    def _keep(self) -> None:
        said = self.form.values()
        known = self._known or Indicator(
            id=new_id(),
            year=self._year,
            goal="",
            words="",
            place=len(self.table.model.rows),
        )
        self.kept.emit(
            replace(
                known,
                goal=str(said["goal"] or "").strip(),
                words=str(said["words"] or "").strip(),
                definition=str(said["definition"] or "").strip(),
                target=said["target"],
                figure=said["figure"] or "",
                outcome=said["outcome"],
            )
        )


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)
