"""One chronological list of everything in the case."""

from datetime import date, time
from typing import NamedTuple

from PySide6.QtWidgets import QSizePolicy

from kvinnobyran.domain.next_step import when
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.deeds import Deeds
from kvinnobyran.ui.case.tabs import Tab
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.table import Column, Table


class Event(NamedTuple):
    """One thing that happened: labels only, never what was said."""

    id: str
    day: date
    at: time | None
    what: str
    state: str


def events(dossier: Dossier) -> list[Event]:
    """Return everything in a case, newest first."""
    kinds = {each.id: each.kind.label for each in dossier.interventions}
    found = [
        *(
            Event(each.id, each.received_on, each.received_at, "Kontakt in",
                  each.outcome.label if each.outcome else each.state.label)
            for each in dossier.inquiries
        ),
        *(
            Event(each.id, each.booked_for, each.booked_at, "Bedömningssamtal", each.state.label)
            for each in dossier.calls
        ),
        *(
            Event(each.id, each.started_on or each.offered_on, None,
                  each.kind.label, each.state.label)
            for each in dossier.interventions
        ),
        *(
            Event(each.id, each.held_on, each.starts_at, kinds[each.intervention_id],
                  each.attendance.label)
            for each in dossier.sessions
        ),
        *(
            Event(each.id, each.written_on, None,
                  "Rättelse" if each.corrects_id else "Anteckning", each.state.label)
            for each in dossier.notes
        ),
        *(
            Event(each.id, each.arose_on, None, "Oro för barn", each.state.label)
            for each in dossier.concerns
        ),
    ]  # fmt: skip
    return sorted(
        found, key=lambda event: (event.day, event.at or time.min, event.id), reverse=True
    )


class TimelineTab(Tab):
    """The list, as a table that sorts and opens."""

    def __init__(self, deeds: Deeds) -> None:
        super().__init__(deeds)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show everything; Enter opens what it is about."""
        self.empty()
        table: Table[Event] = Table(
            "Tidslinje",
            (
                Column(
                    title="När",
                    text=lambda row: when(row.day, row.at),
                    sort=lambda row: row.day,
                    width=17,
                ),
                Column(title="Vad", text=lambda row: row.what),
                Column(title="Läge", text=lambda row: row.state, width=18),
            ),
            empty=Empty("Inget har hänt än.", icon=Icon.HISTORY),
        )
        table.show_rows(events(dossier))
        table.opened.connect(lambda event: self.deeds.find(event.id))
        self.column.addWidget(table, 1)
