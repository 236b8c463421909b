"""Choose one figure of the report: first its table, then its row."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.reports import words
from kvinnobyran.reports.sections import Numbered
from kvinnobyran.statistics.goals import choices, table_of
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.tokens import Space

BY_HAND = "Räknas för hand"
_ELSEWHERE = "En tabell som inte finns i den här rapporten"


class FigureEdit(QWidget, Editor):
    """A figure of the report as an indicator keeps it, or None: counted by hand."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: tuple[Numbered, ...] = ()
        self.table = CodeBox((), nothing=BY_HAND)
        self.table.setAccessibleName("Utfallet tas från tabell")
        self.row = CodeBox((), nothing=None)
        self.row.setAccessibleName("Utfallet tas från rad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.table)
        column.addWidget(self.row)
        self.setFocusProxy(self.table)
        self.table.edited.connect(self._choose_table)
        self.row.edited.connect(self.edited)
        self._offer("", None)

    def set_tables(self, tables: Iterable[Numbered]) -> None:
        """Offer the tables of a report; what was chosen stays."""
        chosen = self.value()
        self._tables = tuple(tables)
        self.set_value(chosen)

    def value(self) -> str | None:
        return self.row.value() if self.table.value() is not None else None

    def set_value(self, value: str | None) -> None:
        self._offer(table_of(value or ""), value)

    def _choose_table(self) -> None:
        self._offer(self.table.value() or "", None)
        self.edited.emit()

    def _offer(self, table: str, figure: str | None) -> None:
        """Show a table with its rows; one that this report lacks keeps the figure it had."""
        here = next((each.table for each in self._tables if each.table.id == table), None)
        known = [
            Option(each.table.id, words.caption(each.place, each.table)) for each in self._tables
        ]
        strange = table and here is None
        self.table.set_options([*known, *([Option(table, _ELSEWHERE)] if strange else [])])
        self.table.set_value(table or None)
        rows = [Option(*each) for each in choices(here)] if here else []
        if figure is not None and figure not in {each.value for each in rows}:
            rows.append(Option(figure, "Samma figur som förut" if here else _ELSEWHERE))
        self.row.set_options(rows)
        self.row.set_value(figure if figure is not None else (rows[0].value if rows else None))
        self.row.setVisible(bool(table))
