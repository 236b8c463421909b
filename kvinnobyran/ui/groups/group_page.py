"""One group: the matrix, who takes part, when it meets, and what is said about it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.dates import WEEKDAYS
from kvinnobyran.domain.group import Group, GroupState, Venue
from kvinnobyran.domain.meeting import MeetingState
from kvinnobyran.flows.drafts import Draft, drafts_of
from kvinnobyran.flows.groups import end_group, open_group, start_group
from kvinnobyran.store.database import Database
from kvinnobyran.store.groups import GroupView, group_view
from kvinnobyran.ui.groups.about_tab import AboutTab
from kvinnobyran.ui.groups.matrix_tab import MatrixTab
from kvinnobyran.ui.groups.meetings_tab import MeetingsTab
from kvinnobyran.ui.groups.people_tab import PeopleTab
from kvinnobyran.ui.groups.room import GroupRoom
from kvinnobyran.ui.groups.sheets import planning_sheet
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.tabs import Tabs
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator

MATRIX, PEOPLE, MEETINGS, ABOUT = "matrix", "people", "meetings", "about"
_TABS: Final = (
    (MATRIX, "Närvaro"),
    (PEOPLE, "Deltagare"),
    (MEETINGS, "Tillfällen"),
    (ABOUT, "Om gruppen"),
)
JOIN: Final = "join:"
"""Before the id of somebody whom the page is opened to take in."""
_Tab = MatrixTab | PeopleTab | MeetingsTab | AboutTab
_Read = tuple[GroupView | None, list[Draft]]


def _read(database: Database, group_id: str, today: date, user: str) -> _Read:
    head = database.head()
    return group_view(database, group_id, today, head=head), drafts_of(database, user)


def when_and_where(group: Group) -> str:
    """Return ``Måndagar kl. 17.00, egna lokaler``."""
    words = []
    if group.weekday is not None:
        words.append(f"{WEEKDAYS[group.weekday].capitalize()}ar")
    if group.starts_at is not None:
        words.append(f"kl. {group.starts_at.hour}.{group.starts_at.minute:02d}")
    place = group.place if group.venue is not Venue.OWN and group.place else group.venue.label
    return f"{' '.join(words)}, {place.lower()}" if words else place


class GroupPage(Page):
    """Shows one group through its tabs, and the sheet that is being written."""

    tables = frozenset(
        {
            "support_group",
            "group_type",
            "group_membership",
            "group_meeting",
            "group_attendance",
            "group_evaluation",
            "volunteer_hours",
            "unsuitable_pair",
            "consent",
            "custody",
            "protection",
            "person",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator, group_id: str) -> None:
        super().__init__("Grupp", width=Width.FULL, scroll=False)
        self._desk = desk
        self._navigator = navigator
        self._group_id = group_id
        self._sheet: Sheet | None = None
        self._wanted: dict[str, Any] = {}
        self.room = GroupRoom(desk, navigator, edit=self.edit)
        self.next = Button("", Kind.PRIMARY, then=self._take_step)
        self.next.hide()
        self.offer(self.next)
        self.matrix = MatrixTab(self.room)
        self._people: PeopleTab | None = None
        self._meetings: MeetingsTab | None = None
        self._about: AboutTab | None = None
        self._tabs = Tabs("Gruppens delar")
        for key, title in _TABS:
            self._tabs.add(title, partial(self._page, key))
        self._layers = Layers()
        self._paper = QWidget()
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, Space.S, 0, 0)
        self._layers.addWidget(self._tabs)
        self._layers.addWidget(self._paper)
        self.body.addWidget(self._layers, 1)

    @property
    def people(self) -> PeopleTab:
        """Return the participants; the tabs but the first are built when they are wanted."""
        if self._people is None:
            self._people = PeopleTab(self.room)
            self._show_in(self._people)
        return self._people

    @property
    def meetings(self) -> MeetingsTab:
        """Return the meetings."""
        if self._meetings is None:
            self._meetings = MeetingsTab(self.room)
            self._show_in(self._meetings)
        return self._meetings

    @property
    def about(self) -> AboutTab:
        """Return what is said about the group."""
        if self._about is None:
            self._about = AboutTab(self.room)
            self._show_in(self._about)
        return self._about

    def _show_in(self, tab: _Tab | None) -> None:
        if tab is not None and self.room.found is not None:
            tab.show_group(self.room.found)

    def _page(self, key: str) -> QWidget:
        if key == PEOPLE:
            return self.people
        if key == MEETINGS:
            return self.meetings
        return self.about if key == ABOUT else self.matrix

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the step, and the tabs or the sheet."""
        if self._sheet is not None:
            return (self._sheet.form,)
        return (self.next, self._tabs.front, self._page(self.tab))

    @property
    def tab(self) -> str:
        """Return the key of the tab that is shown."""
        return _TABS[self._tabs.currentIndex()][0]

    def refresh(self) -> None:
        """Ask for everything about the group again."""
        self._desk.ask(_read, self._group_id, self._desk.today, self._desk.user, then=self._show)

    def show_tab(self, key: str) -> None:
        """Show a tab by its key."""
        keys = [each for each, _ in _TABS]
        if key in keys:
            self._tabs.setCurrentIndex(keys.index(key))

    def open_record(self, record: str) -> None:
        """Open what an id stands for as soon as the group is here: a meeting or a membership."""
        self._wanted = {"record": record}
        if self.room.found is not None:
            self._come_back()

    def edit(self, sheet: Sheet) -> None:
        """Put a sheet on top of the tabs; one that was there is put aside."""
        if self._sheet is not None:
            self._sheet.keeper.keep()
        self._clear_paper()
        self._sheet = sheet
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        self._on_paper.addWidget(sheet)
        self._layers.setCurrentWidget(self._paper)
        self.next.hide()
        sheet.form.focus_first()

    def state(self) -> dict[str, object]:
        """Return the tab, the cell and the sheet."""
        return {
            "tab": self.tab,
            "cell": list(self.matrix.matrix.here() or ()),
            "sheet": self._sheet.state() if self._sheet else {},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same tab, cell and sheet."""
        self.show_tab(str(state.get("tab", "")))
        self._wanted = {**dict(state.get("sheet") or {}), "cell": state.get("cell") or []}
        if self.room.found is not None:
            self._come_back()

    def _show(self, found: _Read) -> None:
        view, self.room.drafts = found
        if view is None:
            self.say("Gruppen finns inte", "Den kan ha ångrats eller tagits bort.")
            return
        first = self.room.found is None
        self.room.found = view
        words = [view.kind.label, view.group.state.label, when_and_where(view.group)]
        self.say(view.group.name, " · ".join(words))
        for tab in (self.matrix, self._people, self._meetings, self._about):
            self._show_in(tab)
        self._show_step()
        if self._wanted:
            self._come_back()
        elif first and self.isVisible() and self._sheet is None:
            self.matrix.to_today()
            self._go_home()

    def _show_step(self) -> None:
        """Offer what comes next, while nothing is being written."""
        step = self._step()
        self.next.setVisible(step is not None and self._sheet is None)
        if step is not None:
            self.next.setText(step[0])
            self.next.setAccessibleName(step[0])

    def _step(self) -> tuple[str, Any] | None:
        """Return what the group's main button says and does."""
        view, run = self.room.view, self.room.run
        group, today = view.group, self._desk.today
        planned = [each for each in view.meetings if each.state is MeetingState.PLANNED]
        ongoing = group.state is GroupState.ONGOING
        if group.state is GroupState.PLANNED and view.meetings:
            said = "Gruppen är öppen för intag"
            return "Öppna för intag", lambda: run(open_group, group, said=said)
        if group.state is GroupState.INTAKE and view.meetings:
            return "Starta gruppen", lambda: run(start_group, group, said="Gruppen har startat")
        if (not view.meetings and group.state in {GroupState.PLANNED, GroupState.INTAKE}) or (
            ongoing and not view.meetings
        ):
            return "Planera tillfällen", lambda: self.edit(planning_sheet(self.room))
        due = next((each for each in planned if each.held_on <= today), None)
        if ongoing and due is not None and view.kind.dinner and due.held_on == today:
            return "Skriv ut kvällens blad", lambda: self.meetings.print_evening(due)
        if ongoing and due is not None:
            return "Skriv in närvaro", lambda: self._to_matrix(due.id)
        if ongoing and not planned:
            return "Avsluta gruppen", lambda: run(end_group, group, said="Gruppen är avslutad")
        return None

    def _take_step(self) -> None:
        step = self._step()
        if step is not None:
            step[1]()

    def _to_matrix(self, meeting_id: str) -> None:
        self.show_tab(MATRIX)
        self.matrix.matrix.go(None, meeting_id)
        self.matrix.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def _come_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        cell, record = wanted.get("cell") or [], str(wanted.get("record", ""))
        if record.startswith(JOIN):
            self.people.add(record.removeprefix(JOIN))
            return
        if len(cell) == 2:  # noqa: PLR2004 - a row and a column
            self.matrix.matrix.go(*cell)
        kind = str(wanted.get("kind", ""))
        kind = kind or next((each.kind for each in self.room.drafts if each.record == record), "")
        if kind or record:
            self._open(kind, record)

    def _open(self, kind: str, record: str) -> None:
        """Open the sheet that a draft was of, or what an id stands for."""
        view = self.room.view
        makers: dict[str, Callable[[], Sheet]] = {
            "group_plan": lambda: planning_sheet(self.room),
            "group": self.about.group_sheet,
            "group_calling_off": self.about.calling_off_sheet,
            "group_evaluation": partial(self.about.evaluation_sheet, record),
        }
        if kind in makers:
            self.edit(makers[kind]())
        elif kind == "group_membership":
            self.people.add()
        elif kind == "group_catch_up":
            self.show_tab(MATRIX)
        elif any(each.id == record for each in view.members):
            self.show_tab(PEOPLE)
            self.people.open_member(record, kind)
        elif kind == "group_meeting" or any(each.id == record for each in view.meetings):
            self.meetings.open_meeting(record, kind)

    def _go_home(self) -> None:
        home: QWidget = self.matrix.matrix
        if self.tab != MATRIX or not self.room.view.members:
            home = self._tabs.front if self.next.isHidden() else self.next
        home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, _: object, said: str) -> None:
        undo = self._sheet is None or self._sheet.undoable
        self._leave()
        self.refresh()
        self._navigator.toast(said, undo=undo)

    def _leave(self) -> None:
        self._clear_paper()
        self._layers.setCurrentWidget(self._tabs)
        if self.room.found is not None:
            self._show_step()
            self._go_home()

    def _clear_paper(self) -> None:
        if self._sheet is not None:
            self._on_paper.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
