"""Volontärer: who has signed and shown what, and the hours of her that the cursor is at (R6)."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.volunteer import (
    HoursState,
    Volunteer,
    VolunteerHours,
    value_in,
    worth,
)
from kvinnobyran.flows.volunteers import remove_hours, remove_volunteer
from kvinnobyran.store.school import SchoolView
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.school.room import SchoolRoom
from kvinnobyran.ui.school.sheets import hours_sheet, volunteer_sheet
from kvinnobyran.ui.school.tabs import hours_words

MISSING: Final = "Saknas"


def kronor(value: int) -> str:
    """Return ``7 350 kr`` with spaces that do not break.

    >>> kronor(7350).replace(chr(160), " ")
    '7 350 kr'
    """
    return f"{value:,} kr".replace(",", "\N{NO-BREAK SPACE}").replace(" ", "\N{NO-BREAK SPACE}")


class VolunteersTab(QWidget):
    """Two tables: the volunteers, and the hours of one; the sum of all of them below."""

    new_text = "Ny volontär"

    def __init__(self, room: SchoolRoom) -> None:
        super().__init__()
        self.room = room
        self.add_hours = Button("Skriv in tid", icon=Icon.CLOCK, then=self.new_hours)
        self.away = Button("Ta bort", Kind.QUIET, then=self._remove)
        self.table: Table[Volunteer] = Table(
            "Volontärer",
            (
                Column(title="Namn eller kod", text=lambda row: row.name),
                Column(
                    title="Tid",
                    text=lambda row: hours_words(self._minutes(row)),
                    sort=self._minutes,
                    right=True,
                    width=12,
                ),
                Column(
                    title="Tystnadsplikt",
                    text=lambda row: str(row.confidentiality_on or MISSING),
                    width=14,
                ),
                Column(
                    title="Utdrag visat", text=lambda row: str(row.extract_on or MISSING), width=14
                ),
                Column(title="Från", text=lambda row: str(row.since), width=12),
                Column(title="Till", text=lambda row: str(row.until or ""), width=12),
            ),
            empty=Empty(
                "Inga volontärer än",
                "Ny volontär skriver in ett förnamn eller en kod, och två datum.",
                icon=Icon.PEOPLE,
            ),
        )
        self.hours: Table[VolunteerHours] = Table(
            "Tid för den valda volontären",
            (
                Column(title="Dag", text=lambda row: str(row.day), width=12),
                Column(title="Med vad", text=lambda row: row.kind.label, width=18),
                Column(title="Grupp", text=self._group),
                Column(title="Läge", text=lambda row: row.state.label, width=12),
                Column(
                    title="Tid",
                    text=lambda row: hours_words(row.minutes),
                    sort=lambda row: row.minutes,
                    right=True,
                    width=12,
                ),
            ),
            empty=Empty("Ingen tid den här terminen", "Skriv in tid, eller välj en annan termin."),
        )
        self.whose = Label("", Voice.LABEL)
        self.hours_away = Button("Ta bort tiden", Kind.QUIET, then=self._remove_hours)
        self.sum = Label("", Voice.MUTED)
        self.table.opened.connect(lambda row: room.edit(volunteer_sheet(room, row)))
        self.table.chosen.connect(self._chosen)
        self.hours.opened.connect(lambda row: room.edit(hours_sheet(room, row)))
        self.hours.chosen.connect(lambda row: self.hours_away.setVisible(row is not None))
        under = QHBoxLayout()
        under.addWidget(self.whose)
        under.addWidget(self.hours_away)
        under.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(Flow(self.add_hours, self.away))
        column.addWidget(self.table, 3)
        column.addLayout(under)
        column.addWidget(self.hours, 2)
        column.addWidget(self.sum)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the two tables."""
        return (self.table, self.hours)

    def show_view(self, view: SchoolView) -> None:
        """Show the volunteers, and what their help in the term is worth."""
        self.table.show_rows(view.volunteers)
        self._chosen(self.table.current())
        given = [each for each in view.hours if self._counts(each)]
        minutes = sum(each.minutes for each in given)
        value = sum(
            worth(each.minutes, value_in(view.hour_values, each.day.year)) for each in given
        )
        words = f"Egen insats {self.room.term or 'alla terminer'}: {hours_words(minutes)}"
        if view.hour_values:
            self.sum.setText(f"{words}, värd {kronor(value)}.")
        else:
            self.sum.setText(f"{words}. Vad en timme är värd anges i Inställningar.")

    def new(self) -> None:
        """Begin a new volunteer."""
        self.room.edit(volunteer_sheet(self.room, None))

    def new_hours(self) -> None:
        """Write down help at an occasion, of the volunteer that the cursor is at."""
        row = self.table.current()
        if row is not None:
            self.room.edit(hours_sheet(self.room, None, volunteer_id=row.id))

    def _chosen(self, row: Volunteer | None) -> None:
        for button in (self.add_hours, self.away):
            button.setVisible(row is not None)
        self.whose.setText(f"Tid för {row.name}" if row is not None else "")
        self.hours.show_rows(
            [
                each
                for each in self.room.view.hours
                if row is not None and each.volunteer_id == row.id and self.room.shows(each.day)
            ]
            if self.room.found is not None
            else []
        )
        self.hours.setVisible(row is not None)
        self.hours_away.setVisible(self.hours.current() is not None)

    def _counts(self, hours: VolunteerHours) -> bool:
        return hours.state is HoursState.GIVEN and self.room.shows(hours.day)

    def _minutes(self, row: Volunteer) -> int:
        hours = self.room.found.hours if self.room.found is not None else ()
        return sum(
            each.minutes for each in hours if each.volunteer_id == row.id and self._counts(each)
        )

    def _group(self, row: VolunteerHours) -> str:
        found = self.room.found
        return found.helped_at.get(row.meeting_id or "", "") if found is not None else ""

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            self.room.run(remove_volunteer, row, said="Volontären är borttagen")

    def _remove_hours(self) -> None:
        row = self.hours.current()
        if row is not None:
            self.room.run(remove_hours, row, said="Tiden är borttagen")
