"""Tillfällen: what is planned, what has been, and the sheet of an evening."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.dates import WEEKDAYS, week_label
from kvinnobyran.domain.meeting import ATTENDED, Meeting, MeetingState
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.domain.volunteer import Volunteer, VolunteerHours
from kvinnobyran.flows.evenings import note_evening_printed
from kvinnobyran.flows.meetings import remove_meeting
from kvinnobyran.store.database import Database
from kvinnobyran.store.evenings import EveningView
from kvinnobyran.store.groups import GroupView, active_volunteers, helpers_at
from kvinnobyran.ui.groups.meeting_sheets import cancelling_sheet, meeting_sheet
from kvinnobyran.ui.groups.room import GroupRoom
from kvinnobyran.ui.groups.sheets import planning_sheet
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.printing import NotPrinted, put_on_paper

_Helping = tuple[list[tuple[VolunteerHours, Volunteer]], list[Volunteer]]


def _helping(database: Database, meeting: Meeting) -> _Helping:
    return helpers_at(database, meeting.id), active_volunteers(database, meeting.held_on)


def day_words(meeting: Meeting) -> str:
    """Return ``2027-01-18 måndag, kl. 17.00``."""
    at = meeting.starts_at
    clock = f", kl. {at.hour}.{at.minute:02d}" if at else ""
    return f"{meeting.held_on.isoformat()} {WEEKDAYS[meeting.held_on.weekday()]}{clock}"


class MeetingsTab(QWidget):
    """A table of the meetings, and buttons for the one that the cursor is at."""

    def __init__(self, room: GroupRoom) -> None:
        super().__init__()
        self._room = room
        self._came: dict[str, int] = {}
        self.plan = Button("Planera tillfällen", icon=Icon.CALENDAR, then=self._plan)
        self.new = Button("Nytt tillfälle", icon=Icon.ADD, then=self._new)
        self.print = Button("Kvällens blad", icon=Icon.PRINT, then=self._print)
        self.off = Button("Ställ in", then=self._cancel)
        self.away = Button("Ta bort", Kind.QUIET, then=self._remove)
        self.table: Table[Meeting] = Table(
            "Tillfällen",
            (
                Column(
                    title="Dag", text=day_words, sort=lambda row: row.held_on.isoformat(), width=27
                ),
                Column(title="Vecka", text=lambda row: week_label(row.held_on), width=9),
                Column(title="Läge", text=lambda row: row.state.label, width=12),
                Column(title="Kapitel eller tema", text=self._about),
                Column(title="Närvarande", text=self._count, right=True, width=11),
                Column(title="Varför inställt", text=lambda row: row.reason, width=22),
            ),
            empty=Empty(
                "Inga tillfällen än",
                "Planera tillfällen lägger ut terminen utan röda dagar.",
                icon=Icon.CALENDAR,
            ),
        )
        self.table.opened.connect(self._edit)
        self.table.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(Flow(self.plan, self.new, self.print, self.off, self.away))
        column.addWidget(self.table, 1)

    def show_group(self, view: GroupView) -> None:
        """Show the meetings in order of time."""
        self._came = {}
        for each in view.attendance:
            if each.presence in ATTENDED:
                self._came[each.meeting_id] = self._came.get(each.meeting_id, 0) + 1
        self.table.show_rows(view.meetings)
        self._chosen(self.table.current())

    def open_meeting(self, record: str, kind: str = "") -> None:
        """Open a meeting, or a sheet about it that is half written."""
        self.table.choose(record)
        meeting = next((each for each in self._room.view.meetings if each.id == record), None)
        if meeting is None:
            self._new()
        elif kind == "group_cancelling":
            self._room.edit(cancelling_sheet(self._room, meeting))
        else:
            self._edit(meeting)

    def print_evening(self, meeting: Meeting) -> None:
        """Print the sheet of an evening; what is printed is noted (D8)."""

        def pages(found: EveningView) -> bytes:
            from kvinnobyran.reports.evening import evening_sheet

            return evening_sheet(found.evening)

        put_on_paper(
            self._room.desk,
            self,
            note_evening_printed,
            meeting,
            pages=pages,
            then=self._printed,
            otherwise=self._not_printed,
        )

    def _not_printed(self, trouble: Trouble) -> None:
        if not isinstance(trouble, NotPrinted):  # she left the box herself
            self._room.refused(trouble)

    def _printed(self, found: EveningView) -> None:
        if found.without_consent:
            names = ", ".join(found.without_consent)
            self._room.navigator.toast(f"Står inte på bladet, samtycke saknas: {names}.")

    def _chosen(self, row: Meeting | None) -> None:
        dinner = self._room.found is not None and self._room.found.kind.dinner
        self.print.setVisible(
            row is not None and dinner and row.state is not MeetingState.CANCELLED
        )
        self.off.setVisible(row is not None and row.state is MeetingState.PLANNED)
        self.away.setVisible(row is not None)

    def _plan(self) -> None:
        self._room.edit(planning_sheet(self._room))

    def _new(self) -> None:
        def begin(volunteers: Sequence[Volunteer]) -> None:
            self._room.edit(meeting_sheet(self._room, None, volunteers=volunteers))

        desk = self._room.desk
        desk.ask(active_volunteers, desk.today, then=begin, owner=self)

    def _edit(self, meeting: Meeting) -> None:
        def begin(found: _Helping) -> None:
            helpers, volunteers = found
            self._room.edit(
                meeting_sheet(self._room, meeting, helpers=helpers, volunteers=volunteers)
            )

        self._room.desk.ask(_helping, meeting, then=begin, owner=self)

    def _print(self) -> None:
        row = self.table.current()
        if row is not None:
            self.print_evening(row)

    def _cancel(self) -> None:
        row = self.table.current()
        if row is not None:
            self._room.edit(cancelling_sheet(self._room, row))

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            self._room.run(remove_meeting, row, said="Tillfället är borttaget")

    def _about(self, row: Meeting) -> str:
        view = self._room.found
        if row.chapter is None or view is None:
            return row.theme
        again = ", tas igen" if row.catch_up else ""
        return f"{view.kind.chapter(row.chapter)}{again}"

    def _count(self, row: Meeting) -> str:
        came = self._came.get(row.id, 0) + (row.visitors or 0)
        return str(came) if row.state is MeetingState.HELD else ""
