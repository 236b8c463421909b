"""The tabs of a case, and the column that each of them is."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit.columns import Piles
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.tokens import Space


class Tab(NamedTuple):
    """A tab: its key, its title, and what stands there while no part shows anything."""

    key: str
    title: str
    empty: str = "Här finns inget än."
    hint: str = ""
    columns: int = 1


TABS: tuple[Tab, ...] = (
    Tab("overview", "Översikt", columns=2),
    Tab("contacts", "Kontakter", columns=2),
    Tab("assessment", "Bedömning", columns=2),
    Tab("sessions", "Samtal"),
    Tab("notes", "Anteckningar"),
    Tab("children", "Barn"),
    Tab("placement", "Placering", columns=2),
    Tab("documents", "Dokument"),
    Tab("timeline", "Tidslinje", "Inget har hänt än."),
)
"""The list is the registry: a new tab is one entry here; parts say by its key what they show."""


class TabPage(QWidget):
    """A column that is built anew from what the parts show on this tab."""

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self._tab = tab
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, Space.M, 0, 0)
        self.column.setSpacing(Space.L)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these, or what the tab says while there are none."""
        while (item := self.column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        if not widgets:
            self.column.addWidget(Empty(self._tab.empty, self._tab.hint), 1)
            return
        if self._tab.columns > 1:
            piles = Piles(most=self._tab.columns)
            # In this order: each time full cards are moved, the style sheet looks at them all.
            self.column.addWidget(piles)
            self.column.addStretch(1)
            piles.fill(widgets)
            return
        grows = False
        for widget in widgets:
            tall = bool(widget.sizePolicy().expandingDirections() & Qt.Orientation.Vertical)
            self.column.addWidget(widget, 1 if tall else 0)
            # Qt would show it a moment later, and what is not shown takes no focus.
            widget.show()
            grows = grows or tall
        if not grows:
            self.column.addStretch(1)
