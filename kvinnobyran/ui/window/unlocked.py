"""What every window has that stands over something unlocked: the office's, and the managers'."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store.workplace import Workplace
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.window.actions import Actions
from kvinnobyran.ui.window.commands import THEME_COMMAND
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.ui.window.statusbar import StatusBar
from kvinnobyran.vault.vault import Vault

TITLE = "Kvinnobyrån"
"""Always: the task bar and Alt+Tab show it to anybody."""
SMALLEST = (900, 520)


class Keys(Protocol):
    """What was unlocked, of whichever kind."""

    vault: Vault

    def wipe(self) -> None:
        """Overwrite every key."""


class UnlockedWindow(QMainWindow):
    """Says what stands in the way, follows the chosen look, and lets the guard put it away.

    Who makes one gives it its ``actions_``.
    """

    lock_wanted = Signal(str)
    """The user wants to lock; the text says why, for the log."""
    neutral_wanted = Signal()
    """The panic key: show something harmless at once."""
    close_wanted = Signal()
    """The window is to be closed; it stays until the drafts are kept."""
    hold_open = Signal(bool)
    """Keep the window open for an hour, or no longer."""
    lock_warned = Signal(bool)
    """Whether the window locks within a minute: for what covers the banner."""
    allow_capture = Signal(bool)
    """Let the screen be shared for an hour, or no longer (Windows)."""
    actions_: Actions

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__()
        self.desk = desk
        self.preferences = preferences
        self.may_close = False
        """Set when everything typed has been kept: only then does the window close."""
        self.session_reason = ""
        """Why the computer's own lock cannot be followed; empty where it can."""
        self.capture_reason = "Det går bara på Windows."
        """Why screen sharing cannot be allowed; empty where it can."""
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*SMALLEST)
        self.notice = Notice(closable=True)
        self.notice.hide()
        self.banner = Notice(
            "Tryck på en tangent eller rör musen för att fortsätta. Det du har skrivit är kvar.",
            Tone.WARN,
            heading="Programmet låses om mindre än en minut",
        )
        self.banner.hide()
        self.status = StatusBar()
        self.setStatusBar(self.status)
        desk.trouble.connect(self.say_trouble)
        desk.bug.connect(self.say_bug)

    @property
    def keys(self) -> Keys | None:
        """Return what is to be overwritten when the window is put away."""
        return None

    def workplace(self) -> Workplace:
        """Return where the user is; nowhere, unless the window says it."""
        return Workplace()

    # --- what is said -----------------------------------------------------------------------------

    def say_trouble(self, trouble: Trouble) -> None:
        """Show a known trouble on top of the page, with its way on."""
        self.notice.say(trouble.way_on, Tone.WARN, heading=trouble.sentence)
        self.notice.show()
        self.status.say_saved(None, trouble="Inte sparat")

    def say_bug(self, number: str) -> None:
        """Apologise for a fault of our own, with the number that the log knows it by."""
        self.notice.say(
            "Felet är vårt, inte ditt. Det som redan är sparat är kvar. Säg numret till den "
            "som sköter programmet.",
            Tone.DANGER,
            heading=f"Något gick fel i programmet. Felnummer {number}.",
        )
        self.notice.show()

    def warn_of_lock(self, *, on: bool) -> None:
        """Show or hide the banner of the last minute."""
        self.lock_warned.emit(on)
        if on != self.banner.isVisibleTo(self):
            self.banner.setVisible(on)

    # --- look -------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Change the theme, and remember it."""
        self.preferences.theme = theme
        self.put_look()

    def set_text_size(self, percent: int) -> None:
        """Change the text size, and remember it."""
        self.preferences.text_size = percent
        self.put_look()

    def step_text_size(self, by: int) -> None:
        """Make the text one step larger (1) or smaller (-1)."""
        self.set_text_size(style.step(self.preferences.text_size, by))

    def put_look(self) -> None:
        """Let the program look as was chosen."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply(app, self.preferences.theme, self.preferences.text_size)
        self.tick_theme()

    def tick_theme(self) -> None:
        """Tick the chosen theme in the menu."""
        for theme in Theme:
            self.actions_.check(THEME_COMMAND + theme.value, on=theme is self.preferences.theme)

    # --- Qt ---------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when what is typed has been kept (the guard does that and asks again)."""
        if self.isVisible():
            self.preferences.window = self.saveGeometry()
        if not self.may_close:
            self.close_wanted.emit()
        # Whoever heard it has kept everything by now, or has not.
        event.setAccepted(self.may_close)
