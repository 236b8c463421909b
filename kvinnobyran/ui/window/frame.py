"""The window: sidebar, menus, status bar, one page at a time. It is the pages' Navigator."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups, history
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import practice_day
from kvinnobyran.store.undo import redo_name, undo_name
from kvinnobyran.store.workplace import Workplace
from kvinnobyran.ui.kit import draft
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.toast import Toast
from kvinnobyran.ui.window import come_back, panes
from kvinnobyran.ui.window.actions import Actions, key_words
from kvinnobyran.ui.window.commands import Command, by_id
from kvinnobyran.ui.window.office import Office
from kvinnobyran.ui.window.places import PAGES, PLACES, FramePage, Open, Place, Visit
from kvinnobyran.ui.window.sidebar import Sidebar
from kvinnobyran.ui.window.unlocked import UnlockedWindow
from kvinnobyran.ui.window.visits import Visits
from kvinnobyran.vault.unlocked import UnlockedVault

SHOWN_OUTSIDE = frozenset({"publication", "purge_ledger"})
"""The tables whose changes a manager's file follows at once (decision 0029)."""
_SIDEBAR_SHARE = 0.28
"""The sidebar shows only icons when its words would take more of the width than this."""


def _undo_names(database: Database, user: str) -> tuple[str | None, str | None]:
    return undo_name(database, user), redo_name(database, user)


class MainWindow(UnlockedWindow):
    """The frame of an open office."""

    def __init__(
        self,
        desk: Desk,
        office: Office | None = None,
        *,
        places: tuple[Place, ...] = PLACES,
        pages: Mapping[str, Open] | None = None,
    ) -> None:
        self.office = office or Office()
        super().__init__(desk, self.office.preferences)
        self._places = {place.id: place for place in places}
        self._pages = dict(PAGES if pages is None else pages)
        self._undo = self._redo = ""
        self._narrow_wanted = False
        self.visits = Visits(self._build_page)
        self.sidebar = Sidebar(
            places,
            lambda command: key_words(by_id(command).keys[0]),
            new_contact=self.new_contact,
            lock=lambda: self.lock_wanted.emit("command"),
        )
        self.sidebar.went.connect(self._went)
        self._lay_out()
        self.toaster = Toast(self._stage)
        self.actions_ = Actions(self, self._does(), self._reason)
        self.tick_theme()
        desk.saved.connect(self._saved)
        desk.changed.connect(self._changed)
        self._ask_undo()
        self.ask_backup()
        desk.ask(practice_day, then=self.status.say_practice)

    @property
    def keys(self) -> UnlockedVault | None:
        """Return the unlocked vault."""
        return self.office.vault

    # --- Navigator ------------------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Show one of the seven places."""
        self._show(Visit(kind=place))

    def open_case(self, case_id: str, *, tab: str = "", record: str = "") -> None:
        """Show a case, on a tab, with a record in it in focus."""
        self._show(Visit(kind="case", record=case_id, tab=tab, focus=record))

    def open_timeline(self, case_id: str, *, event: str = "") -> None:
        """Show a case's timeline over the relation, with an event of it in focus."""
        self._show(Visit(kind="timeline", record=case_id, focus=event))

    def open_inquiry(self, inquiry_id: str) -> None:
        """Show an inquiry that was begun or saved earlier."""
        self._show(Visit(kind="inquiry", record=inquiry_id))

    def open_page(self, kind: str, record: str = "", *, focus: str = "") -> None:
        """Show a page that is no place and no case, with something on it in focus."""
        self._show(Visit(kind=kind, record=record, focus=focus))

    def new_contact(self, draft: str = "") -> None:
        """Open the quick capture, empty or with a draft that was put aside."""
        self._show(Visit(kind="capture", record=draft))

    def back(self) -> None:
        """Leave a page that was opened from another one; the first page is Idag."""
        self._flush_quietly()
        visit = self.visits.back()
        if visit is None:
            self.go("today")
        else:
            self._shown(visit)
            if self.visits.page is not None:
                self._focus_page(self.visits.page)

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Say in passing that something was done."""
        self.toaster.say(text, undo=self.undo if undo else None)

    # --- undo -----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the latest step."""
        self.desk.do(history.undo_step, then=self._undone, otherwise=self._cannot)

    def redo(self) -> None:
        """Do again what was taken back."""
        self.desk.do(history.redo_step, then=self._redone, otherwise=self._cannot)

    def _undone(self, name: str) -> None:
        self.toaster.say(f"Ångrat: {name}", undo=self.redo, verb="Gör om")
        self._ask_undo()

    def _redone(self, name: str) -> None:
        self.toaster.say(f"Gjort om: {name}", undo=self.undo)
        self._ask_undo()

    def _cannot(self, trouble: Trouble) -> None:
        self.toaster.say(f"{trouble.sentence} {trouble.way_on}".strip())

    # --- coming back ------------------------------------------------------------------------------

    def workplace(self) -> Workplace:
        """Return where the user is: the page, its state, the focus and the cursor."""
        visit, page = self.visits.visit, self.visits.page
        if visit is None or page is None:
            return Workplace()
        focus, cursor = come_back.describe(page)
        state = page.state() if isinstance(page, FramePage) else {}
        return Workplace(
            page=visit.kind,
            record=visit.record,
            focus=focus,
            cursor=cursor,
            window=json.dumps({"tab": visit.tab, "state": state}, ensure_ascii=False),
        )

    def come_back(self, workplace: Workplace) -> None:
        """Be where the user was; Idag when that was nowhere or cannot be read."""
        kind = workplace.page
        if kind not in self._places and kind not in self._pages:
            self.go("today")
            return
        try:
            kept = json.loads(workplace.window or "{}")
        except ValueError:
            kept = {}
        self._show(Visit(kind=kind, record=workplace.record, tab=str(kept.get("tab", ""))))
        page = self.visits.page
        if page is None:
            return
        if isinstance(page, FramePage) and isinstance(kept.get("state"), dict):
            page.restore(kept["state"])
        come_back.give_back(page, workplace.focus, workplace.cursor)

    # --- how --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QVBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(0)
        bar.addWidget(self.banner)
        bar.addWidget(self.notice)
        column.addLayout(bar)
        # Over the pages and not among them: of a stack, a screen reader is told only the pages.
        self._stage = QWidget()
        on_stage = QVBoxLayout(self._stage)
        on_stage.setContentsMargins(0, 0, 0, 0)
        on_stage.addWidget(self.visits)
        column.addWidget(self._stage, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        middle = QWidget()
        middle.setLayout(row)
        self.setCentralWidget(middle)

    def _build_page(self, visit: Visit) -> QWidget:
        place = self._places.get(visit.kind)
        return place.make(self) if place is not None else self._pages[visit.kind](self, visit)

    def _show(self, visit: Visit) -> None:
        self._flush_quietly()
        page = self.visits.show_visit(visit)
        self._shown(visit)
        self._focus_page(page)

    def _went(self, place: str) -> None:
        """Show a place from the sidebar; the focus stays there for the arrow keys."""
        self._flush_quietly()
        self.visits.show_visit(Visit(kind=place))
        self._shown(Visit(kind=place))

    def _shown(self, visit: Visit) -> None:
        self.sidebar.mark(visit.at_place)
        self.actions_.refresh()

    def _focus_page(self, page: QWidget) -> None:
        """Put the focus in the page, unless the page has put it somewhere itself."""
        focused = self.focusWidget()
        if not page.isAncestorOf(focused):
            first = panes.first_focusable(page)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _flush_quietly(self) -> None:
        """Commit what is typed before the page goes; a trouble is shown, not raised."""
        try:
            draft.flush_all()
        except Trouble as trouble:
            self.say_trouble(trouble)

    def _saved(self, at: datetime) -> None:
        self.status.say_saved(at)
        if self.notice.isVisible():
            self.notice.hide()

    def _changed(self, tables: frozenset[str]) -> None:
        self.visits.tables_changed(tables)
        if "purge_ledger" in tables:
            from kvinnobyran.ui.window.copying import keep_list

            keep_list(self)
        if tables & SHOWN_OUTSIDE:
            self.carry_oversight()
        self._ask_undo()

    def ask_backup(self) -> None:
        """Ask how old the newest backup is, for the status bar."""
        self.desk.ask(backups.last_backup, then=self._tell_backup)

    def carry_oversight(self) -> None:
        """Carry home what managers did, and out what they may see; without one, do nothing."""
        vault = self.office.vault
        if vault is not None and (vault.vault.managers or vault.vault.oversight_path.exists()):
            from kvinnobyran.flows.oversight import carry

            self.desk.do(carry, vault, owner=self)

    def keep_copies(self) -> None:
        """Make the copies of the day and of the week; say a word only when the stick is missed."""
        from kvinnobyran.ui.window.copying import keep_copies

        keep_copies(self)

    def _tell_backup(self, at: datetime | None) -> None:
        now = self.desk.now
        local = None if at is None else at.astimezone(now.tzinfo)
        self.status.say_backup(local, now.date())

    def _ask_undo(self) -> None:
        self.desk.ask(_undo_names, self.desk.user, then=self._name_undo)

    def _name_undo(self, names: tuple[str | None, str | None]) -> None:
        self._undo, self._redo = (name or "" for name in names)
        for id_, verb, name in (
            ("undo", by_id("undo").text, self._undo),
            ("redo", by_id("redo").text, self._redo),
        ):
            self.actions_.name(id_, f"{verb} {name[:1].lower()}{name[1:]}".strip())
        self.actions_.refresh()

    def _does(self) -> dict[str, Callable[[], object]]:
        from kvinnobyran.ui.window.doing import doing

        return doing(self)

    def _reason(self, command: Command) -> str:
        """Return why a command cannot be done now, or an empty string."""
        if command.page:
            page = self.visits.page
            if not callable(getattr(page, command.page, None)):
                return command.cannot
            why_not = getattr(page, "why_not", None)
            return str(why_not(command.sheet or command.page)) if callable(why_not) else ""
        reasons = {
            "undo": "" if self._undo else "Det finns inget att ångra.",
            "redo": "" if self._redo else "Det finns inget att göra om.",
            "back": "" if self.visits.can_go_back else "Det finns ingen sida att gå tillbaka till.",
            "allow_capture": self.capture_reason,
        }
        return reasons.get(command.id, "")

    # --- look -------------------------------------------------------------------------------------

    def narrow_sidebar(self, *, on: bool) -> None:
        """Show only icons in the sidebar, or words as well when there is room."""
        self._narrow_wanted = on
        self._fit_sidebar()

    def put_look(self) -> None:
        """Let the program look as was chosen, and the sidebar have the room that it needs."""
        super().put_look()
        self._fit_sidebar()

    def _fit_sidebar(self) -> None:
        cramped = self.sidebar.wide_width() > self.width() * _SIDEBAR_SHARE
        self.sidebar.narrow(on=self._narrow_wanted or cramped)
        if hasattr(self, "actions_"):
            self.actions_.check("narrow", on=self.sidebar.is_narrow)

    # --- Qt ---------------------------------------------------------------------------------------

    def panes(self) -> list[QWidget]:
        """Return what F6 goes between: the notice, the page's panes and the sidebar."""
        page = self.visits.page
        own = getattr(page, "panes", ()) if page is not None else ()
        return [self.notice, *own, self.sidebar]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sidebar()

    def do(self, command: str) -> None:
        """Do a command by its id."""
        self.actions_.do(command)

    def action(self, id: str) -> QAction:
        """Return a command's action."""
        return self.actions_.by_id[id]
