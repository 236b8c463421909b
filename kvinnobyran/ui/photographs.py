"""A picture of every page of an open office, for review and for the handbook."""

from collections.abc import Iterator
from datetime import datetime, time

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer
from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.case import CaseState
from kvinnobyran.domain.inquiry import Inquiry
from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.flows.practice import clock_of
from kvinnobyran.store import cases
from kvinnobyran.store.database import Database
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.groups import groups
from kvinnobyran.store.today import needs_attention
from kvinnobyran.ui.application import make_application
from kvinnobyran.ui.case.parts import moments
from kvinnobyran.ui.case.tabs import TABS
from kvinnobyran.ui.gate.gate import GateWindow
from kvinnobyran.ui.gate.lock_page import LockPage
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.kit.worker import InlineWorker
from kvinnobyran.ui.photographed_sheets import show_sheets
from kvinnobyran.ui.statistics.rendering import Background
from kvinnobyran.ui.window.frame import MainWindow
from kvinnobyran.ui.window.office import Office
from kvinnobyran.ui.window.places import PLACES, Visit
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.vault.unlocked import UnlockedVault

Picture = tuple[str, bytes]
"""A file name without its ending, and the PNG."""
_SETTLE_MS = 250
_STAGES = 3
"""A report is counted, laid out and drawn, each after the other."""
_QUARTER_PAST_TEN = time(10, 15)
"""The clock stands still too, so that two runs give the same pictures."""


def photograph(
    database: Database,
    vault: UnlockedVault,
    *,
    size: tuple[int, int],
    theme: str,
    text_size: int,
    sheets: bool = False,
) -> Iterator[Picture]:
    """Yield a picture of every page at a size in pixels, in a theme, at a text size in percent.

    With ``sheets`` it is every sheet of the case page instead. Makes the process's one
    application; the database belongs to the calling thread.
    """
    chosen = next(each for each in Theme if each.value == theme)
    app = make_application(chosen, text_size)
    preferences = Preferences()
    preferences.theme, preferences.text_size = chosen, text_size
    if not sheets:
        gate = GateWindow()
        gate.show_panel(LockPage(vault.vault, InlineWorker()))
        yield "00-las", _picture(gate, size)
        gate.close()
    day = clock_of(database, office_clock)().date()
    moment = datetime.combine(day, _QUARTER_PAST_TEN, office_clock().tzinfo)
    desk = Desk(InlineWorker(), database, vault.user, clock=lambda: moment)
    desk.confirm = vault.confirm
    window = MainWindow(desk, Office(vault=vault, preferences=preferences))
    for name in show_sheets(window, database) if sheets else _pages(window, database, moment):
        yield name, _picture(window, size)
    window.may_close = True
    window.close()
    app.processEvents()


def _pages(window: MainWindow, database: Database, moment: datetime) -> Iterator[str]:
    """Show every page in turn and yield its name."""
    for number, (name, visit) in enumerate(_visits(database, moment), 1):
        window.visits.show_visit(visit)
        window.sidebar.mark(visit.at_place)
        yield f"{number:02d}-{name}"


def _visits(database: Database, moment: datetime) -> Iterator[tuple[str, Visit]]:
    """Yield what is worth a picture: the places, the capture, and one case tab by tab."""
    for place in PLACES:
        yield place.id, Visit(kind=place.id)
    yield "capture", Visit(kind="capture")
    rows = [row for row in cases.case_rows(database) if row.state is CaseState.ONGOING]
    going_on = [found for row in rows if (found := dossier(database, row.id)) is not None]
    if going_on:
        fullest = max(going_on, key=lambda found: len(moments(found)))
        waiting = needs_attention(database, moment.date())
        contacts = [
            *(row.id for row in waiting if row.table == "inquiry"),
            *(inquiry.id for inquiry in fullest.of(Inquiry)),
        ]
        if contacts:
            yield "inquiry", Visit(kind="inquiry", record=contacts[0])
        for tab in TABS:
            yield f"case-{tab.key}", Visit(kind="case", record=fullest.case.id, tab=tab.key)
        yield "extract", Visit(kind="extract", record=fullest.case.id)
        told = max(going_on, key=lambda found: len(found.of(TimelineEvent)))
        yield "timeline", Visit(kind="timeline", record=told.case.id)
    for kind in ("handover", "children", "group_types", "log", "log_review", "retention"):
        yield kind, Visit(kind=kind)
    group = next((row for row in groups(database, moment.date()) if row.seated), None)
    if group is not None:
        yield "group", Visit(kind="group", record=group.id)
    child = database.value("SELECT child_id FROM child_note ORDER BY written_on DESC, id LIMIT 1")
    if child is not None:
        yield "child_file", Visit(kind="child_file", record=str(child))


def _rest() -> None:
    """Let the window do what it has to do."""
    rest = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, rest.quit)
    rest.exec()


def _picture(window: QWidget, size: tuple[int, int]) -> bytes:
    """Show a window, let it come to rest, and return it as PNG."""
    window.resize(*size)
    window.show()
    _rest()
    for _stage in range(_STAGES):
        for background in window.findChildren(Background):
            background.wait()
            _rest()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())
