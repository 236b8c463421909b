"""What each command does, by its id."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.kit import draft
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.window import panes
from kvinnobyran.ui.window.commands import COMMANDS, THEME_COMMAND

if TYPE_CHECKING:
    from kvinnobyran.ui.window.frame import MainWindow


def doing(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """Return what every command does in this window."""
    does: dict[str, Callable[[], object]] = {
        "new_contact": window.new_contact,
        "save": lambda: save(window),
        "keep_open": lambda: window.hold_open.emit(window.action("keep_open").isChecked()),
        "neutral": window.neutral_wanted.emit,
        "lock": lambda: window.lock_wanted.emit("command"),
        "quit": window.close,
        "undo": window.undo,
        "redo": window.redo,
        "cut": partial(edit, "cut"),
        "copy": partial(edit, "copy"),
        "paste": partial(edit, "paste"),
        "palette": lambda: show_palette(window),
        "larger": lambda: window.step_text_size(1),
        "smaller": lambda: window.step_text_size(-1),
        "normal_size": lambda: window.set_text_size(100),
        "narrow": lambda: window.narrow_sidebar(on=window.action("narrow").isChecked()),
        "next_pane": lambda: panes.move(window.panes(), 1),
        "previous_pane": lambda: panes.move(window.panes(), -1),
        "menu": lambda: open_menu(window),
        "allow_capture": lambda: window.allow_capture.emit(
            window.action("allow_capture").isChecked()
        ),
        "children": lambda: window.open_page("children"),
        "handover": lambda: window.open_page("handover"),
        "retention": lambda: window.open_page("retention"),
        "log": lambda: window.open_page("log"),
        "back": window.back,
        "help": lambda: show_help(window),
        "about": lambda: show_help(window, about=True),
    }
    for theme in Theme:
        does[THEME_COMMAND + theme.value] = partial(window.set_theme, theme)
    for command in COMMANDS:
        if command.page:
            given = (command.sheet,) if command.sheet else ()
            does[command.id] = partial(ask_page, window, command.page, *given)
        elif command.id.startswith("go_"):
            does[command.id] = partial(window.go, command.id.removeprefix("go_"))
    return does


def ask_page(window: "MainWindow", method: str, *given: str) -> None:
    """Let the page that is shown do it."""
    act = getattr(window.visits.page, method, None)
    if callable(act):
        act(*given)


def save(window: "MainWindow") -> None:
    """Commit what is typed now; the autosave would have done it within seconds."""
    try:
        draft.flush_all()
    except Trouble as trouble:
        window.say_trouble(trouble)
    else:
        window.status.say_saved(window.desk.now)
        window.toast("Allt du har skrivit är sparat")


def edit(what: str) -> None:
    """Cut, copy or paste in the field that has the focus, if it is one."""
    field: QWidget | None = QApplication.focusWidget()
    act = getattr(field, f"{what}_plain", None) or getattr(field, what, None)
    if callable(act):
        act()


def open_menu(window: QMainWindow) -> None:
    """Open the first menu, as F10 does everywhere."""
    bar = window.menuBar()
    bar.setFocus()
    first = bar.actions()[0]
    bar.setActiveAction(first)


def show_palette(window: "MainWindow") -> None:
    """Open the box that searches and knows every command."""
    from kvinnobyran.ui.window.palette import Palette

    Palette(window).show_up()


def show_help(window: "MainWindow", *, about: bool = False) -> None:
    """Open the handbook with the list of keys."""
    from kvinnobyran.ui.window.help import HelpDialog

    HelpDialog(window, about=about).show_up()
