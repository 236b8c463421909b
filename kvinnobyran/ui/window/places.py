"""The seven places of the sidebar, and the pages that are opened from them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from kvinnobyran.ui.kit.icons import Icon

if TYPE_CHECKING:
    from kvinnobyran.ui.window.frame import MainWindow


@runtime_checkable
class FramePage(Protocol):
    """What the frame asks of a page besides being a widget."""

    tables: frozenset[str]
    """The page is refreshed when one of these tables has changed."""

    def refresh(self) -> None:
        """Ask again for everything that is shown."""

    def state(self) -> dict[str, object]:
        """Return what brings the page back as it is: plain JSON values."""

    def restore(self, state: dict[str, object]) -> None:
        """Be as ``state`` was taken."""


Make = Callable[["MainWindow"], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of the places. ``make`` builds its page when it is first shown."""

    id: str
    label: str
    icon: Icon
    make: Make

    @property
    def command(self) -> str:
        """The id of the command that goes there."""
        return f"go_{self.id}"


def _today(window: "MainWindow") -> QWidget:
    from kvinnobyran.ui.today.page import TodayPage

    return TodayPage(window.desk, window)


def _cases(window: "MainWindow") -> QWidget:
    from kvinnobyran.ui.cases.page import CasesPage

    return CasesPage(window.desk, window)


def _calendar(window: "MainWindow") -> QWidget:
    from kvinnobyran.ui.calendar.page import CalendarPage

    return CalendarPage(window.desk, window)


def _groups(window: "MainWindow") -> QWidget:
    from kvinnobyran.ui.groups.page import GroupsPage

    return GroupsPage(window.desk, window)


def _school(window: "MainWindow") -> QWidget:
    from kvinnobyran.ui.school.page import SchoolPage

    return SchoolPage(window.desk, window)


def _statistics(window: "MainWindow") -> QWidget:
    from kvinnobyran.ui.statistics.page import StatisticsPage

    return StatisticsPage(window.desk, window)


def _settings(window: "MainWindow") -> QWidget:
    from kvinnobyran.ui.settings.page import SettingsPage

    return SettingsPage(window.desk, window)


PLACES: Final[tuple[Place, ...]] = (
    Place(id="today", label="Idag", icon=Icon.TODAY, make=_today),
    Place(id="cases", label="Ärenden", icon=Icon.CASES, make=_cases),
    Place(id="calendar", label="Kalender", icon=Icon.CALENDAR, make=_calendar),
    Place(id="groups", label="Grupper", icon=Icon.GROUPS, make=_groups),
    Place(id="school", label="Skola", icon=Icon.SCHOOL, make=_school),
    Place(id="statistics", label="Statistik", icon=Icon.STATISTICS, make=_statistics),
    Place(id="settings", label="Inställningar", icon=Icon.SETTINGS, make=_settings),
)


_OWNERS: Final = {
    "retention": "settings",
    "extract": "cases",
    "case": "cases",
    "timeline": "cases",
    "child_file": "cases",
    "inquiry": "today",
    "handover": "today",
    "task": "today",
    "children": "cases",
    "group": "groups",
    "group_types": "groups",
    "school_record": "school",
    "log": "settings",
    "log_review": "settings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is shown: a place, or a page opened from one.

    ``kind`` is a place's id, or one of ``PAGES``; ``record`` the id
    that the page is about; ``tab`` and ``focus`` where in it.
    """

    kind: str
    record: str = ""
    tab: str = ""
    focus: str = ""

    @property
    def is_place(self) -> bool:
        """Whether this is one of the seven."""
        return any(place.id == self.kind for place in PLACES)

    @property
    def at_place(self) -> str:
        """The id of the place that the sidebar marks; empty for a contact under way."""
        return self.kind if self.is_place else _OWNERS.get(self.kind, "")


def _case(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.case.page import CasePage

    page = CasePage(window.desk, window, visit.record)
    if visit.tab:
        page.show_tab(visit.tab, visit.focus)
    if visit.focus and visit.tab != "children":  # a child is looked at on its tab
        page.open_record(visit.focus)
    return page


def _timeline(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.relation.page import RelationPage

    return RelationPage(window.desk, window, visit.record, event=visit.focus)


def _inquiry(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.capture.page import CapturePage

    return CapturePage(window.desk, window, inquiry_id=visit.record)


def _capture(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.capture.page import CapturePage

    return CapturePage(window.desk, window, draft=visit.record)


def _child_file(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.child_file.page import ChildFilePage

    page = ChildFilePage(window.desk, window, visit.record)
    if visit.focus:
        page.open_record(visit.focus)
    return page


def _handover(window: "MainWindow", _: Visit) -> QWidget:
    from kvinnobyran.ui.handover.page import HandoverPage

    return HandoverPage(window.desk, window)


def _task(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.handover.task_page import TaskPage

    return TaskPage(window.desk, window, visit.record)


def _children(window: "MainWindow", _: Visit) -> QWidget:
    from kvinnobyran.ui.children.page import ChildrenPage

    return ChildrenPage(window.desk, window)


def _group(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.groups.group_page import GroupPage

    page = GroupPage(window.desk, window, visit.record)
    if visit.focus:
        page.open_record(visit.focus)
    return page


def _group_types(window: "MainWindow", _: Visit) -> QWidget:
    from kvinnobyran.ui.groups.types_page import GroupTypesPage

    return GroupTypesPage(window.desk, window)


def _school_record(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.school.page import SchoolPage

    page = SchoolPage(window.desk, window)
    page.open_record(visit.record)
    return page


def _log(window: "MainWindow", _: Visit) -> QWidget:
    from kvinnobyran.ui.log.page import LogPage

    return LogPage(window.desk, window)


def _log_review(window: "MainWindow", _: Visit) -> QWidget:
    from kvinnobyran.ui.log.review_page import ReviewPage

    return ReviewPage(window.desk, window)


def _retention(window: "MainWindow", _: Visit) -> QWidget:
    from kvinnobyran.ui.retention.page import RetentionPage

    return RetentionPage(window.desk, window)


def _extract(window: "MainWindow", visit: Visit) -> QWidget:
    from kvinnobyran.ui.retention.extract_page import ExtractPage

    return ExtractPage(window.desk, window, visit.record)


Open = Callable[["MainWindow", Visit], QWidget]
PAGES: Final[dict[str, Open]] = {
    "retention": _retention,
    "extract": _extract,
    "group": _group,
    "group_types": _group_types,
    "school_record": _school_record,
    "case": _case,
    "timeline": _timeline,
    "child_file": _child_file,
    "inquiry": _inquiry,
    "capture": _capture,
    "handover": _handover,
    "task": _task,
    "children": _children,
    "log": _log,
    "log_review": _log_review,
}
"""How each page that is not a place is opened."""
