"""Insynen as a window: three pages, the lock, and nothing else that can be reached (0029)."""

import json
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kvinnobyran.store.workplace import Workplace
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.kit.toast import Toast
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.oversight.log_page import MonthsPage
from kvinnobyran.ui.oversight.passphrase_page import PassphrasePage
from kvinnobyran.ui.oversight.reports_page import FrozenReportsPage
from kvinnobyran.ui.window import panes
from kvinnobyran.ui.window.actions import Actions, key_words
from kvinnobyran.ui.window.commands import COMMANDS, THEME_COMMAND, Command, Menu
from kvinnobyran.ui.window.doing import edit, open_menu
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.ui.window.sidebar import PlaceButton
from kvinnobyran.ui.window.unlocked import UnlockedWindow
from kvinnobyran.vault.oversight import UnlockedOversight

_SHARED: Final = frozenset(
    {
        *("print", "neutral", "lock", "quit", "cut", "copy", "paste", "larger", "smaller"),
        *("normal_size", "next_pane", "previous_pane", "menu"),
        *(THEME_COMMAND + theme.value for theme in Theme),
    }
)
"""The commands of the office's window that this one has too."""
_REPORTS: Final = Command(
    id="go_reports", text="&Rapporter", menu=Menu.GO, keys=("Ctrl+1",), icon=Icon.REPORT
)
_MONTHS: Final = Command(
    id="go_months", text="&Loggranskning", menu=Menu.GO, keys=("Ctrl+2",), icon=Icon.HISTORY
)
_PASSPHRASE: Final = Command(
    id="go_passphrase", text="&Lösenord", menu=Menu.GO, keys=("Ctrl+3",), icon=Icon.KEY
)
_PLACES: Final = (_REPORTS, _MONTHS, _PASSPHRASE)
_COMMANDS: Final = (*(each for each in COMMANDS if each.id in _SHARED), *_PLACES)

_AnyPage = FrozenReportsPage | MonthsPage | PassphrasePage


class OversightWindow(UnlockedWindow):
    """What a manager sees when she has unlocked."""

    def __init__(self, desk: Desk, keys: UnlockedOversight, preferences: Preferences) -> None:
        super().__init__(desk, preferences)
        self._keys = keys
        self._stack = QStackedWidget()
        self._stage = QWidget()
        self.toaster = Toast(self._stage)
        self.reports = FrozenReportsPage(desk, self.toaster.say)
        self.months = MonthsPage(desk, self.toaster.say)
        self.passphrase = PassphrasePage(desk, keys, self.toaster.say)
        self._pages: dict[str, _AnyPage] = {
            _REPORTS.id: self.reports,
            _MONTHS.id: self.months,
            _PASSPHRASE.id: self.passphrase,
        }
        self._lay_out()
        self.actions_ = Actions(self, self._does(), self._reason, _COMMANDS)
        self.tick_theme()
        desk.saved.connect(self.status.say_saved)
        self.go(_REPORTS.id)

    @property
    def keys(self) -> UnlockedOversight:
        """Return what was unlocked."""
        return self._keys

    @property
    def page(self) -> "_AnyPage":
        """Return the page that is shown."""
        return next(page for page in self._pages.values() if page is self._stack.currentWidget())

    def go(self, place: str) -> None:
        """Show a page by its command."""
        page = self._pages[place]
        self._stack.setCurrentWidget(page)
        self._buttons[place].setChecked(True)
        page.arrive()
        self.actions_.refresh()

    # --- coming back ------------------------------------------------------------------------------

    def workplace(self) -> Workplace:
        """Return which page is shown, and what stands on each."""
        states = {place: page.state() for place, page in self._pages.items()}
        here = next(place for place, page in self._pages.items() if page is self.page)
        return Workplace(page=here, window=json.dumps(states, ensure_ascii=False))

    def come_back(self, workplace: Workplace) -> None:
        """Be where she was; a place that cannot be read is the first page."""
        try:
            states = json.loads(workplace.window or "{}")
        except ValueError:
            states = {}
        for place, page in self._pages.items():
            if isinstance(state := states.get(place), dict):
                page.restore(state)
        if workplace.page in self._pages:
            self.go(workplace.page)

    # --- how --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.side = QFrame()
        self.side.setProperty("ground", "side")
        self.side.setAccessibleName("Sidofält")
        self._buttons: dict[str, PlaceButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(Label("Insyn", Voice.HEADING, wrap=False))
        for command in _PLACES:
            icon = command.icon or Icon.INFO
            keys = key_words(command.keys[0])
            button = PlaceButton(command.id, command.label, icon, keys)
            button.clicked.connect(lambda _=False, at=command.id: self.go(at))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[command.id] = button
        column.addStretch(1)
        self.lock = Button("Lås", icon=Icon.LOCK, then=lambda: self.lock_wanted.emit("command"))
        column.addWidget(self.lock)
        on_stage = QVBoxLayout(self._stage)
        on_stage.setContentsMargins(0, 0, 0, 0)
        on_stage.addWidget(self._stack)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.banner, self.notice):
            right.addWidget(widget)
        right.addWidget(self._stage, 1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)

    def panes(self) -> list[QWidget]:
        """Return what F6 goes between."""
        return [self.notice, *self.page.panes, self.side]

    def _does(self) -> dict[str, Callable[[], object]]:
        does: dict[str, Callable[[], object]] = {
            "print": self.reports.print_page,
            "neutral": self.neutral_wanted.emit,
            "lock": lambda: self.lock_wanted.emit("command"),
            "quit": self.close,
            "larger": lambda: self.step_text_size(1),
            "smaller": lambda: self.step_text_size(-1),
            "normal_size": lambda: self.set_text_size(100),
            "next_pane": lambda: panes.move(self.panes(), 1),
            "previous_pane": lambda: panes.move(self.panes(), -1),
            "menu": lambda: open_menu(self),
        }
        for theme in Theme:
            does[THEME_COMMAND + theme.value] = partial(self.set_theme, theme)
        for what in ("cut", "copy", "paste"):
            does[what] = partial(edit, what)
        for command in _PLACES:
            does[command.id] = partial(self.go, command.id)
        return does

    def _reason(self, command: Command) -> str:
        """Return why a command cannot be done now, or an empty string."""
        if command.id == "print" and not (self.page is self.reports and self.reports.may_leave):
            return command.cannot
        return ""
