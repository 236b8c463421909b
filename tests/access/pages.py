"""Every page of the window with a fictitious office in it, one after the other."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from kvinnobyran.domain.case import FIRST_DEVICE, CaseState
from kvinnobyran.domain.protection import Grade, Protection, grade_of
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.flows.practice import clock_of
from kvinnobyran.store import cases
from kvinnobyran.store.database import Database
from kvinnobyran.store.dossier import Dossier, dossier
from kvinnobyran.store.groups import groups
from kvinnobyran.ui.capture.page import CapturePage
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.case.parts import GUARDED, SHEETS
from kvinnobyran.ui.case.tabs import TABS
from kvinnobyran.ui.groups.group_page import GroupPage
from kvinnobyran.ui.groups.page import GroupsPage
from kvinnobyran.ui.groups.sheets import planning_sheet
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.kit.worker import InlineWorker
from kvinnobyran.ui.relation.page import RelationPage
from kvinnobyran.ui.school.page import SchoolPage
from kvinnobyran.ui.statistics.rendering import Background
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from kvinnobyran.ui.window.places import PLACES, Visit
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.vault.vault import DATABASE_NAME, Vault
from tests.office import copied_office

SCHOOL_SHEETS = (
    "lessons", "tally", "outreach", "volunteers", "hours", "supervision", "concerns",
)  # fmt: skip
NAMES = (
    *(place.id for place in PLACES),
    "capture",
    "timeline",
    "timeline-paper",
    "whose",
    "new_case",
    "joining",
    "handover",
    "children",
    "child_file",
    "group_types",
    "log",
    "log_review",
    "retention",
    "extract",
    *(f"group-{what}" for what in ("matrix", "people", "meetings", "about")),
    *(f"group-{what}" for what in ("new", "plan", "join", "place", "meeting")),
    *(f"school-{what}" for what in ("outreach", "volunteers", "supervision", "concerns")),
    *(f"school-new-{what}" for what in SCHOOL_SHEETS),
    *(f"case-{tab.key}" for tab in TABS),
    *(f"sheet-{sheet}" for sheet in SHEETS),
)
"""What :meth:`Window.show` can show."""
NEVER: dict[str, str] = {
    "relating": "It asks about two who are chosen on a card.",
    "unmerging": "Nobody in the office was registered twice.",
    "perpetrator_name": "The office keeps no names of perpetrators.",
    "placement_enrolment": "No placement waits for a decision on this day.",
    "placement_move_in": "No placement waits for a move on this day.",
    "placement_move_out": "No discharge is decided on this day.",
    "reservation_decision": "No reservation of a case waits on this day.",
    "reservation_conflict": "No reservation of a case is in conflict on this day.",
}
"""Sheets that no case of the office opens, each with its reason."""
USUAL, SMALL = (1366, 768), (1280, 720)
EMPTIEST = "group_types"
"""The page with least in it: to dress a part anew costs as much as to build it."""


class Window:
    """The window of an office of one year, on the thread of the tests."""

    def __init__(self, room: Path) -> None:
        office = copied_office(room)
        self._unlocked = Vault.open(office.data).unlock(office.user, office.passphrase)
        self.database = Database.open(
            office.data / DATABASE_NAME, self._unlocked.store_keys, device=FIRST_DEVICE
        )
        day = clock_of(self.database, office_clock)().date()
        moment = datetime.combine(day, time(10, 15), office_clock().tzinfo)
        desk = Desk(InlineWorker(), self.database, office.user, clock=lambda: moment)
        self.frame = MainWindow(desk, Office(vault=self._unlocked, preferences=Preferences()))
        self.frame.may_close = True
        self.frame.resize(*USUAL)
        self._worn = Theme.LIGHT, 100
        self.frame.show()
        self.frame.activateWindow()
        self.full = self._case(
            lambda found: bool(found.of(CounsellingSession) and found.of(TimelineEvent))
        )

    @property
    def page(self) -> QWidget:
        """What is shown."""
        page = self.frame.visits.page
        assert page is not None
        return page

    def show(self, name: str) -> QWidget:
        """Show a page by its name, and let it come to rest."""
        kind, _, rest = name.partition("-")
        if kind == "case":
            self._visit(Visit(kind="case", record=self.full.case.id, tab=rest))
        elif kind == "sheet":
            self._sheet(rest)
        elif kind == "timeline":
            self._visit(Visit(kind="timeline", record=self.full.case.id))
            if rest and isinstance(self.page, RelationPage):
                self.page.print_page()
        elif kind == "extract":
            self._visit(Visit(kind=kind, record=self.full.case.id))
        elif kind == "group":
            self._group(rest)
        elif kind == "school" and rest:
            self._school(rest)
        elif kind == "child_file":
            child = self.database.value("SELECT child_id FROM child_note ORDER BY id")
            self._visit(Visit(kind=kind, record=str(child)))
        elif kind in {"whose", "new_case", "joining"}:
            self._after_the_call(kind)
        else:
            self._visit(Visit(kind=kind))
        settle(self.frame)
        return self.page

    def wear(self, theme: Theme, percent: int) -> None:
        """Put on a theme and a size of text, with which goes the screen (1280x720 at 200 %)."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if (theme, percent) == self._worn:
            return
        self.show(EMPTIEST)
        style.apply(app, theme, percent)
        self.frame.resize(*(SMALL if percent == 200 else USUAL))
        settle(self.frame)
        self._worn = theme, percent

    def close(self) -> None:
        """Take it down."""
        self.wear(Theme.LIGHT, 100)
        self.frame.close()
        self.frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        while any(thread.name.startswith("pages") for thread in threading.enumerate()):
            _turn(15)
        self.database.close()
        self._unlocked.wipe()

    def _visit(self, visit: Visit) -> None:
        if visit.is_place:
            self.frame.go(visit.kind)
        else:
            self.frame._show(visit)

    def _sheet(self, sheet: str) -> None:
        """Open a sheet of a new record, or of the first one that any case has."""
        for found in (self.full, *self._others(sheet)):
            self._visit(Visit(kind="case", record=found.case.id, tab="overview"))
            settle(self.frame)
            assert isinstance(self.page, CasePage)
            if self.page._sheet is not None:
                self.page._sheet.put_aside()
            for record in ("", *(each.id for each in found)):
                self.page.open_sheet(sheet, record)
                if self.page._sheet is not None:
                    return
        assert sheet in NEVER, f"no case opens the sheet {sheet}"

    def _others(self, sheet: str) -> Iterator[Dossier]:
        """Yield the other cases, those without a door before a sheet that has one."""
        if sheet in NEVER:
            return
        for found in self._cases:
            if sheet not in GUARDED or grade_of(found.of(Protection)) is Grade.NONE:
                yield found

    @cached_property
    def _cases(self) -> list[Dossier]:
        """All there is of every case: read once, for nothing here is ever saved."""
        read = (dossier(self.database, row.id) for row in cases.case_rows(self.database))
        return [found for found in read if found is not None]

    def _school(self, what: str) -> None:
        """Show a tab of the place Skola, or one of its sheets."""
        self.frame.go("school")
        settle(self.frame)
        page = self.page
        assert isinstance(page, SchoolPage)
        if what == "new-tally":
            page.lessons.open_tally(page.room.view.lessons[-1].id)
        elif what == "new-hours":
            page.show_tab("volunteers")
            page.volunteers.new_hours()
        else:
            page.show_tab(what.removeprefix("new-"))
            if what.startswith("new-"):
                page.new.click()

    def _group(self, what: str) -> None:
        """Show a tab of a group that goes on, or one of its sheets."""
        today = self.frame.desk.today
        if what == "new":
            self.frame.go("groups")
            assert isinstance(self.page, GroupsPage)
            self.page.new_group()
            return
        row = next(each for each in groups(self.database, today) if each.seated)
        self._visit(Visit(kind="group", record=row.id))
        settle(self.frame)
        page = self.page
        assert isinstance(page, GroupPage)
        page.show_tab(what)
        view = page.room.view
        if what == "plan":
            page.edit(planning_sheet(page.room))
        elif what == "join":
            page.people.add()
        elif what == "place":
            page.people.open_member(view.members[0].id, "group_place")
        elif what == "meeting":
            page.meetings.open_meeting(view.meetings[0].id)

    def _after_the_call(self, step: str) -> None:
        self._visit(Visit(kind="capture"))
        assert isinstance(self.page, CapturePage)
        self.page.saving.ask()
        if step == "new_case":
            self.page.sides.whose.show_opening()
        elif step == "joining":
            self.page.sides.whose.show_joining()

    def _case(self, wanted: Callable[[Dossier], bool]) -> Dossier:
        for row in cases.case_rows(self.database):
            found = dossier(self.database, row.id)
            if row.state is CaseState.ONGOING and found is not None and wanted(found):
                return found
        raise LookupError(wanted)


def settle(window: QWidget) -> None:
    """Let a window do what it has to do, also what it draws in the background."""
    for _stage in range(2):
        for background in window.findChildren(Background):
            background.wait()
        _turn(15)


def _turn(ms: int) -> None:
    rest = QEventLoop()
    QTimer.singleShot(ms, rest.quit)
    rest.exec()


def shown_parts(root: QWidget) -> Iterator[QWidget]:
    """Yield everything that is shown in a part, the part itself first."""
    for part in (root, *root.findChildren(QWidget)):
        if part.isVisible():
            yield part
