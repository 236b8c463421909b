"""The menus, made from the one list of commands: every command has its place, key and reason."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from kvinnobyran.ui.kit import icons
from kvinnobyran.ui.window.commands import COMMANDS, Command, Menu

_KEY_WORDS = {
    "Return": "Enter",
    "Space": "Mellanslag",
    "Shift": "Skift",
    "Left": "Vänsterpil",
}


def key_words(keys: str) -> str:
    """Return a key's name as it stands on a Swedish keyboard: ``Ctrl+Skift+Mellanslag``.

    >>> key_words("Ctrl++")
    'Ctrl++'
    """
    parts = [*keys[:-1].split("+"), keys[-1]] if keys.endswith("+") else keys.split("+")
    return "+".join(_KEY_WORDS.get(part, part) for part in parts if part)


class Actions:
    """One :class:`QAction` for each of ``commands``, in the menu bar of ``window``.

    ``does`` says what each command does, by id; ``reason`` why it cannot be done now (``""``
    when it can). ``refresh`` asks for the reasons again.
    """

    def __init__(
        self,
        window: QMainWindow,
        does: Mapping[str, Callable[[], object]],
        reason: Callable[[Command], str],
        commands: Sequence[Command] = COMMANDS,
    ) -> None:
        self._commands = tuple(commands)
        self._reason = reason
        self._asleep = False
        self._dressed: set[Menu] = set()
        self.by_id: dict[str, QAction] = {}
        self.menus: dict[Menu, QMenu] = {}
        bar = window.menuBar()
        bar.setNativeMenuBar(False)
        bar.setAccessibleName("Menyrad")
        wanted = {command.menu for command in commands if not command.listed_only}
        for menu in (each for each in Menu if each in wanted):
            made = QMenu(menu.value, bar)
            made.setAccessibleName(menu.label)
            made.setToolTipsVisible(True)
            made.aboutToShow.connect(self.refresh)
            made.aboutToShow.connect(partial(self._dress, menu))
            bar.addMenu(made)
            self.menus[menu] = made
        for command in commands:
            if not command.listed_only:
                self._add(window, command, does[command.id])

    def _add(self, window: QMainWindow, command: Command, act: Callable[[], object]) -> None:
        action = QAction(command.text, window)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(command.checkable)
        action.triggered.connect(lambda _=False: act())
        menu = self.menus[command.menu]
        if command.new_group:
            menu.addSeparator()
        menu.addAction(action)
        self.by_id[command.id] = action

    def _dress(self, menu: Menu) -> None:
        """Give a menu its icons when it is first opened: drawing them all takes a while."""
        if menu not in self._dressed:
            self._dressed.add(menu)
            for command in self._commands:
                action = self.by_id.get(command.id)
                if command.menu is menu and action and command.icon and not command.checkable:
                    icons.give(action, command.icon)

    def refresh(self) -> None:
        """Enable what can be done now; the tool tip of the rest says why not."""
        for command in self._commands:
            action = self.by_id.get(command.id)
            if action is None or self._asleep:
                continue
            reason = self._reason(command)
            action.setEnabled(not reason)
            action.setToolTip(reason or command.label)
            action.setStatusTip("")

    def sleep(self) -> None:
        """Let no command be done any more: the office is being put away."""
        self._asleep = True
        for action in self.by_id.values():
            action.setEnabled(False)

    def name(self, id: str, text: str) -> None:
        """Give a command another text: what would be undone."""
        self.by_id[id].setText(text)

    def check(self, id: str, *, on: bool) -> None:
        """Tick a command, or take the tick away, without doing it; if the window has it."""
        if id in self.by_id:
            self.by_id[id].setChecked(on)

    def do(self, id: str) -> None:
        """Do a command if it can be done now."""
        self.refresh()
        self.by_id[id].trigger()
