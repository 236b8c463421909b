"""Watches over an open office, and locks it: whatever happens, and without losing a letter.

Locking asks nothing. What is typed is committed encrypted, then where the user was, the
clipboard is emptied, the database closed, the keys overwritten, and the process begins again at
the lock page (security.md 0a.3). Only a disk that will not take the draft stops it: then the
windows are hidden, and it tries again until the draft is safe.
"""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from kvinnobyran import bugs
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import drafts, same_time
from kvinnobyran.store.workplace import Workplace
from kvinnobyran.ui.guard.capture_protection import CaptureProtection, user32
from kvinnobyran.ui.guard.held import HeldWindow
from kvinnobyran.ui.guard.idle import WARNING_SECONDS, IdleWatch
from kvinnobyran.ui.guard.neutral import KEYS as NEUTRAL_KEYS
from kvinnobyran.ui.guard.neutral import TITLE as NEUTRAL_TITLE
from kvinnobyran.ui.guard.neutral import NeutralScreen
from kvinnobyran.ui.guard.relaunch import Return, Why
from kvinnobyran.ui.guard.watchman import Watchman
from kvinnobyran.ui.kit import clipboard, draft
from kvinnobyran.ui.window.unlocked import UnlockedWindow

LOCK_KEYS = "Ctrl+L"
RETRY_MS = 5000


class Guard(QObject):
    """The guard of one open window.

    ``begin_again`` starts the new process and does not return; ``end`` ends the program when
    the window was closed. ``lock_when_minimised`` is a setting.
    """

    def __init__(
        self,
        window: UnlockedWindow,
        idle: IdleWatch,
        *,
        begin_again: Callable[[Return], object],
        end: Callable[[], object],
        capture: CaptureProtection | None = None,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.idle = idle
        self.lock_when_minimised = False
        self.held: HeldWindow | None = None
        """Shown in the window's place while the disk will not take the draft."""
        self.neutral_screen: NeutralScreen | None = None
        self._begin_again = begin_again
        self._end = end
        self._leaving = False
        self._away = False
        self._drafts = False
        self._place: Workplace | None = None
        self._then: Callable[[], object] = end
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(lambda: self._put_away(self._then))
        self.capture = capture or CaptureProtection(
            user32(), ended=lambda: window.actions_.check("allow_capture", on=False), parent=self
        )
        self._watchman = Watchman(
            touched=idle.touch,
            keys={LOCK_KEYS: lambda: self.lock(Why.COMMAND), NEUTRAL_KEYS: self.neutral},
            shown=None if self.capture.reason else self.capture.protect,
            parent=self,
        )
        self._connect()

    def _connect(self) -> None:
        window, idle = self.window, self.idle
        window.capture_reason = self.capture.reason
        window.lock_wanted.connect(lambda why: self.lock(Why(why)))
        window.neutral_wanted.connect(self.neutral)
        window.close_wanted.connect(self.close)
        window.hold_open.connect(self._hold)
        window.allow_capture.connect(lambda on: self.capture.allow(on=on))
        window.installEventFilter(self)
        idle.due.connect(lambda: self.lock(Why.IDLE))
        idle.counted.connect(self._count)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._watchman.watch(app)

    def start(self) -> None:
        """Begin to count."""
        self.idle.start()
        self.idle.tick()

    # --- lock, close, neutral -------------------------------------------------------------------

    def lock(self, why: Why) -> None:
        """Lock, now. Asks nothing; a second call while it happens does nothing."""
        if self.neutral_screen is not None:
            self._leave_neutral()
        elif not self._leaving:
            self._leave()
            self._place = self._here()
            # What was asked of the database before this is waited for, and a backup takes its
            # time: nothing may be seen meanwhile.
            self._hide_others()
            self.window.hide()
            self._put_away(lambda: self._begin_again(self._note(why)))

    def close(self) -> None:
        """Put everything away and end the program: the window was closed.

        Somebody is there, so a disk that refuses is told in the window, which stays.
        """
        if self._away:
            self._quit()
        elif not self._leaving:
            try:
                self._keep()
            except Trouble as trouble:
                self.window.say_trouble(trouble)
            else:
                self._leave()
                self._put_away(self._quit)

    def neutral(self) -> None:
        """Show the neutral screen at once, and put everything away behind it."""
        if self.neutral_screen is not None:
            self._leave_neutral()
        elif not self._leaving:
            self._leave()
            self._place = self._here()
            self._hide_others()
            self.neutral_screen = NeutralScreen(self.window)
            self.neutral_screen.left.connect(self._leave_neutral)
            self.window.setWindowTitle(NEUTRAL_TITLE)
            self.window.actions_.sleep()
            self.neutral_screen.repaint()
            # After this event, so that the screen is painted before the disk is asked.
            QTimer.singleShot(0, self, lambda: self._put_away(lambda: None))

    def _leave_neutral(self) -> None:
        if self._away:
            self._begin_again(self._note(Why.NEUTRAL))

    def _leave(self) -> None:
        self._leaving = True
        self.idle.stop()

    def _quit(self) -> None:
        self.window.may_close = True
        self.window.close()
        self._end()

    # --- put away -------------------------------------------------------------------------------

    def _put_away(self, then: Callable[[], object]) -> None:
        """Keep everything and close the database; if the disk refuses, hide and try again."""
        try:
            self._keep()
        except Trouble as trouble:
            self._hold_on(trouble, then)
            return
        except Exception as bug:  # noqa: BLE001 - no fault of ours may keep the office open
            bugs.report(bug)
        self._let_go(then)

    def _let_go(self, then: Callable[[], object]) -> None:
        """Empty the clipboard, close the database, overwrite the keys, and go on."""
        self._retry.stop()
        clipboard.clear()
        try:
            if self.window.desk.vault is not None:
                self.window.desk.wait(same_time.note_last, self.window.desk.vault)
            self.window.desk.leave()
        except Exception as error:  # noqa: BLE001 - the process that holds it open ends now
            bugs.report(error)
        if self.window.keys is not None:
            self.window.keys.wipe()
        self._away = True
        then()

    def _here(self) -> Workplace:
        """Return where the user is; nowhere if a page cannot say it."""
        try:
            return self.window.workplace()
        except Exception as bug:  # noqa: BLE001 - no fault of ours may keep the office open
            bugs.report(bug)
            return Workplace()

    def _keep(self) -> None:
        """Commit what is typed and where the user is. Raises the store's :class:`Trouble`."""
        desk, window = self.window.desk, self.window
        draft.flush_all()
        desk.wait(drafts.keep_workplace, self._place or self._here())
        self._drafts = desk.wait(drafts.has_drafts)
        window.preferences.window = window.saveGeometry()

    def _hold_on(self, trouble: Trouble, then: Callable[[], object]) -> None:
        self._place = self._place or self._here()
        self._hide_others()
        if self.neutral_screen is None:
            self.window.hide()
            if self.held is None:
                self.held = HeldWindow(
                    again=lambda: self._put_away(then), give_up=lambda: self._give_up(then)
                )
                self.held.setGeometry(self.window.geometry())
            self.held.say(trouble)
            self.held.show()
        self._then = then
        self._retry.start()

    def _give_up(self, then: Callable[[], object]) -> None:
        """Lock although the draft could not be kept: somebody chose that."""
        self._let_go(then)

    def _hide_others(self) -> None:
        for other in QApplication.topLevelWidgets():
            if other not in {self.window, self.held} and other.isVisible():
                other.hide()

    def _note(self, why: Why) -> Return:
        window = self.window
        keys = window.keys
        users = () if keys is None else keys.vault.names
        name = window.desk.user
        frame = window.geometry()
        return Return(
            x=frame.x(),
            y=frame.y(),
            width=frame.width(),
            height=frame.height(),
            why=why,
            drafts=self._drafts,
            user=users.index(name) if name in users else -1,
        )

    # --- counting -------------------------------------------------------------------------------

    def _hold(self, on: bool) -> None:
        self.idle.hold(on=on)
        self.idle.tick()

    def _count(self, left: float) -> None:
        """Show the countdown, and the banner in the last minute."""
        window = self.window
        held = self.idle.held_seconds
        until = None if held is None else window.desk.now + timedelta(seconds=held)
        window.status.say_lock(left, until)
        window.actions_.check("keep_open", on=held is not None)
        window.warn_of_lock(on=held is None and left < WARNING_SECONDS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lock when the window is minimised, if the settings say so."""
        if (
            event.type() == QEvent.Type.WindowStateChange
            and self.lock_when_minimised
            and self.window.isMinimized()
        ):
            QTimer.singleShot(0, self, lambda: self.lock(Why.MINIMISED))
        return super().eventFilter(watched, event)
