"""The same figures in words, one table at a time, with how each is counted."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.reports import words
from kvinnobyran.reports.sections import numbered
from kvinnobyran.statistics.tables import TOTAL, At, Audience, Report
from kvinnobyran.statistics.tables import Table as Counted
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.heading import Part
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space

SPOKEN_WITHHELD = "antalet visas inte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One cell as it is read: where it is, and its figure."""

    id: str
    where: str
    figure: str
    share: str
    spoken: str
    at: At


def figures(table: Counted) -> list[Figure]:
    """Return every cell of a table in reading order."""
    found: list[Figure] = []
    for at in table.positions():
        labels = [
            next(place.label for place in dimension.places if place.id == at[dimension.id])
            for dimension in table.dimensions
            if at[dimension.id] != TOTAL
        ]
        cell = table.cell(at)
        figure = words.figure(cell, table.unit)
        found.append(
            Figure(
                id="/".join(at.values()),
                where=" · ".join(labels) or "Totalt",
                figure=figure,
                share=words.share(table.share(at)) if labels else "",
                spoken=SPOKEN_WITHHELD if cell.withheld else figure,
                at=cell.at,
            )
        )
    return found


class Figures(QWidget):
    """Choose a table; read its figures and "Så räknas det".

    ``looked`` asks who is behind a figure: only in the office's own report.
    """

    looked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(Part("Siffrorna och hur de räknas", line=False))
        self.choice = CodeBox((), nothing=None)
        self.choice.setAccessibleName("Tabell")
        self.choice.edited.connect(self._show)
        self.base = Label("", Voice.MUTED)
        self.table: Table[Figure] = Table(
            "Siffror",
            (
                Column(title="Vad", text=lambda row: row.where),
                Column(
                    title="Antal",
                    text=lambda row: row.figure,
                    spoken=lambda row: row.spoken,
                    width=7,
                    right=True,
                ),
                Column(title="Andel", text=lambda row: row.share, width=7, right=True),
            ),
            empty=Empty("Inget att räkna"),
        )
        self.behind = Button("Visa vilka som räknas", Kind.QUIET, then=self._look)
        self.table.opened.connect(lambda _row: self._look())
        self.legend = Label(words.LEGEND, Voice.MUTED)
        self.counted = Label("", Voice.STRONG)
        self.counted.setText("Så räknas det")
        self.definition = Label("", parent=self)
        column.addWidget(self.choice)
        column.addWidget(self.base)
        column.addWidget(self.table, 1)
        column.addWidget(self.behind)
        column.addWidget(self.legend)
        column.addWidget(self.counted)
        column.addWidget(self.definition)

    def show_report(self, report: Report) -> None:
        """Offer the report's tables; the one that was read stays chosen."""
        self._report = report
        self.choice.set_options(
            [Option(table.id, words.caption(place, table)) for place, table in numbered(report)]
        )
        if not any(table.id == self.choice.value() for table in report.tables):
            self.choice.set_value(report.tables[0].id)
        self._show()

    def choose(self, table: str) -> None:
        """Read another table, if the report has it."""
        if self._report is not None and any(each.id == table for each in self._report.tables):
            self.choice.set_value(table)
            self._show()

    def _show(self) -> None:
        if self._report is None or self.choice.value() is None:
            return
        table = self._report.table(self.choice.value())
        self.base.setText(words.base_line(self._report, table))
        self.base.setVisible(bool(self.base.text()))
        self.table.show_rows(figures(table))
        inside = self._report.audience is Audience.INTERNAL
        self.behind.setVisible(inside and bool(table.heads))
        self.legend.setVisible(table.any_withheld)
        self.definition.setText(" ".join(part for part in (table.definition, table.note) if part))

    def _look(self) -> None:
        """Ask who is behind the row that is chosen."""
        row = self.table.current()
        if self._report is None or row is None or self.behind.isHidden():
            return
        self.looked.emit(self._report.table(self.choice.value()), row.at)
