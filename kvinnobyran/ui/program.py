"""The life of the program: first run or lock page, then the open office, then away again."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from kvinnobyran import paths
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.gate.gate import GateWindow
from kvinnobyran.ui.gate.lock_page import LockPage
from kvinnobyran.ui.gate.opening import Opened, OpenedOversight
from kvinnobyran.ui.gate.trouble_page import TroublePage, Way
from kvinnobyran.ui.guard import relaunch
from kvinnobyran.ui.kit import clipboard
from kvinnobyran.ui.kit.clock import office_clock
from kvinnobyran.ui.kit.worker import ThreadWorker
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.vault.instance import InstanceLock
from kvinnobyran.vault.troubles import DamagedKeyFile, ForeignKeyFile, KeyFileMissing, VaultMissing
from kvinnobyran.vault.vault import Vault

if TYPE_CHECKING:
    from kvinnobyran.store.workplace import Workplace
    from kvinnobyran.ui.guard.guard import Guard
    from kvinnobyran.ui.guard.idle import Limits
    from kvinnobyran.ui.oversight.window import OversightWindow
    from kvinnobyran.ui.window.frame import MainWindow

_OPEN_OFFICE: Final = (
    "kvinnobyran.vault.unlocked",
    "kvinnobyran.store.database",
    "kvinnobyran.flows.drafts",
    "kvinnobyran.flows.same_time",
    "kvinnobyran.flows.upkeep",
    "kvinnobyran.ui.window.frame",
    "kvinnobyran.ui.guard.guard",
    "kvinnobyran.ui.guard.session",
    "kvinnobyran.ui.guard.settings",
    "kvinnobyran.ui.spelling",
    "kvinnobyran.ui.today.page",
)
"""What the lock page does not need and the open office does: read while she types her
passphrase, one module at a time, so that neither the start nor the unlocking waits for it."""
_PAINTED_MS: Final = 150
_BREATH_MS: Final = 15
_COPIED_MS: Final = 20_000
"""How long after the day is shown the day's copy is made: she has begun by then."""
_SETTLED_MS: Final = 2_000
"""How long after the unlocking the day is shown, and nobody waits for it."""


class Program(QObject):
    """One program on one vault folder."""

    def __init__(self, data: Path | None, preferences: Preferences) -> None:
        super().__init__()
        self._data = data
        self.folder = data or paths.data_folder()
        self.preferences = preferences
        self.note = relaunch.read()
        relaunch.forget()
        self.worker = ThreadWorker()
        self.gate: GateWindow | None = None
        self.window: MainWindow | None = None
        self.oversight: OversightWindow | None = None
        """A manager's window, in the place of the office's (decision 0029)."""
        self.guard: Guard | None = None
        self._lock: InstanceLock | None = None
        self._session: QObject | None = None
        self._to_read = list(_OPEN_OFFICE)

    def start(self) -> None:
        """Show the first run, the lock page, or what stands in the way."""
        try:
            vault = Vault.open(self.folder)
            self._take_lock()
        except Trouble as trouble:
            if not isinstance(trouble, VaultMissing) or isinstance(trouble, KeyFileMissing):
                self._stand_in_the_way(trouble)
            elif self._was_cut_off():
                self.start()
            else:
                self._first_run()
        else:
            self.show_lock_page(vault)

    def _was_cut_off(self) -> bool:
        """Finish a restore that was cut off between two renames, if there was one."""
        from kvinnobyran.flows import quarantine

        return quarantine.finish(self.folder)

    def stop(self) -> None:
        """Let go of everything; the event loop has ended."""
        clipboard.clear()
        self.worker.stop()
        if self._lock is not None:
            self._lock.release()

    def close(self) -> None:
        """End in good order, from anywhere."""
        if self.guard is not None:
            QTimer.singleShot(0, self.guard, self.guard.close)
        else:
            QTimer.singleShot(0, self, _quit)

    # --- before the office is open ----------------------------------------------------------------

    def show_lock_page(self, vault: Vault) -> None:
        """Show the lock page of a vault, or of a restored one its recovery key's."""
        if not vault.users:
            self._show_recovery(vault)
            return
        page = LockPage(vault, self.worker, self.note)
        page.opened.connect(self._open_either)
        page.wants_to_quit.connect(_quit)
        page.wants_recovery.connect(lambda: self._show_recovery(vault))
        page.wants_restore.connect(self._show_restore)
        self._show(page)
        page.begin()
        QTimer.singleShot(_PAINTED_MS, self, self._read_ahead)

    def _read_ahead(self) -> None:
        """Read the next module of the open office, and breathe, so that no key waits."""
        if self.gate is not None and self._to_read == list(_OPEN_OFFICE):
            # An object of a kind that Python has no name for makes PySide read the names of
            # all kinds there are. The first event that the guard sees would be such a one.
            self.gate.findChildren(QObject)
        if self._to_read:
            import_module(self._to_read.pop(0))
            QTimer.singleShot(_BREATH_MS, self, self._read_ahead)
        elif self.window is not None:
            from kvinnobyran.store.dossier import rehearse

            self.window.desk.ask(rehearse, then=_nothing, owner=self)

    def _read_the_case(self) -> None:
        """Read the case page while she looks at the day: it has the most modules of all."""
        from kvinnobyran.ui.case.ahead import modules

        self._to_read += ["kvinnobyran.ui.capture.page", *modules()]
        self._read_ahead()

    def _show_recovery(self, vault: Vault) -> None:
        from kvinnobyran.ui.gate.recovery_page import RecoveryPage

        page = RecoveryPage(vault, self.worker)
        page.opened.connect(self._open)
        page.wants_back.connect(lambda: self.show_lock_page(vault))
        self._show(page, width=640)
        page.begin()

    def _first_run(self) -> None:
        from kvinnobyran.ui.gate.first_run import FirstRun

        page = FirstRun(self.folder, self.worker)
        page.opened.connect(self._opened_anew)
        page.chose.connect(self._connect)
        page.wants_restore.connect(self._restore_into)
        page.wants_to_quit.connect(_quit)
        self._show(page, width=720)
        page.begin()

    def _connect(self, folder: object) -> None:
        """Go on with a folder that somebody pointed out."""
        if isinstance(folder, Path):
            self._data = self.folder = folder
            self.start()

    def _restore_into(self, folder: object) -> None:
        """Restore a register into a folder that somebody pointed out."""
        if isinstance(folder, Path):
            self._data = self.folder = folder
            self._show_restore()

    def _show_restore(self) -> None:
        """Show the way back from a backup; nobody else may have the register meanwhile."""
        from kvinnobyran.flows import quarantine
        from kvinnobyran.ui.gate.restore_page import RestorePage

        try:
            if quarantine.holds_a_register(self.folder):
                self._take_lock()
        except Trouble as trouble:
            self._stand_in_the_way(trouble)
            return
        page = RestorePage(self.folder, self.worker, let_go=self._let_go_of_lock)
        page.opened.connect(self._opened_anew)
        page.wants_back.connect(self.start)
        self._show(page, width=720)
        page.begin()

    def _let_go_of_lock(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _opened_anew(self, opened: Opened) -> None:
        """Go on from the first run: the vault was made in its final place."""
        try:
            self._take_lock()
        except Trouble as trouble:
            self._stand_in_the_way(trouble)
        else:
            self._open(opened)

    def _stand_in_the_way(self, trouble: Trouble) -> None:
        ways: list[Way] = []
        if isinstance(trouble, DamagedKeyFile) and Vault.previous(self.folder) is not None:
            ways.append(("Ta fram den förra nyckelfilen", self._bring_back))
        if isinstance(trouble, (DamagedKeyFile, ForeignKeyFile, KeyFileMissing)):
            ways.append(("Återställ från säkerhetskopia", self._show_restore))
        ways += [("Försök igen", self.start), ("Avsluta", _quit)]
        page = TroublePage("Registret kan inte öppnas", trouble, tuple(ways))
        self._show(page, width=640)
        page.begin()

    def _bring_back(self) -> None:
        try:
            Vault.bring_back_previous(self.folder)
        except Trouble as trouble:
            self._stand_in_the_way(trouble)
        else:
            self.start()

    def _take_lock(self) -> None:
        if self._lock is None:
            self._lock = InstanceLock(self.folder).take(now=office_clock())

    def _show(self, panel: QWidget, *, width: int = 520) -> None:
        if self.gate is None:
            self.gate = GateWindow()
            self.gate.place(self.note, self.preferences.window)
        self.gate.show_panel(panel, width=width)
        self.gate.show()
        self.gate.activateWindow()

    # --- the open oversight -----------------------------------------------------------------------

    def _open_either(self, opened: Opened | OpenedOversight) -> None:
        if isinstance(opened, OpenedOversight):
            self._open_oversight(opened)
        else:
            self._open(opened)

    def _open_oversight(self, opened: OpenedOversight) -> None:
        """Show a manager what she may see; nothing of the office is made, nor can be."""
        from kvinnobyran.flows.drafts import workplace_of
        from kvinnobyran.flows.oversight import note_opened
        from kvinnobyran.ui.guard.guard import Guard
        from kvinnobyran.ui.guard.idle import IdleWatch
        from kvinnobyran.ui.guard.session import watch_session
        from kvinnobyran.ui.kit.desk import Desk
        from kvinnobyran.ui.oversight.window import OversightWindow

        self._to_read.clear()
        desk = Desk(self.worker, opened.database, opened.keys.user, clock=office_clock)
        desk.setParent(self)
        if self._lock is not None:
            self._lock.say(desk.user, now=office_clock())
        window = self.oversight = OversightWindow(desk, opened.keys, self.preferences)
        guard = self.guard = Guard(window, IdleWatch(), begin_again=self._begin_again, end=_quit)
        self._session = watch_session(window, guard)
        if self.gate is not None:
            window.setGeometry(self.gate.geometry())
        window.show()
        desk.do(note_opened)
        desk.ask(workplace_of, desk.user, then=window.come_back)
        guard.start()
        self._leave_gate()

    # --- the open office --------------------------------------------------------------------------

    def _open(self, opened: Opened) -> None:
        from kvinnobyran.flows.drafts import workplace_of
        from kvinnobyran.flows.practice import clock_of
        from kvinnobyran.ui.guard.guard import Guard
        from kvinnobyran.ui.guard.idle import IdleWatch
        from kvinnobyran.ui.guard.session import watch_session
        from kvinnobyran.ui.kit.desk import Desk
        from kvinnobyran.ui.spelling import OfficeSpeller
        from kvinnobyran.ui.window.frame import MainWindow
        from kvinnobyran.ui.window.office import Office

        clock = self.worker.wait(lambda: clock_of(opened.database, office_clock))
        desk = Desk(self.worker, opened.database, opened.vault.user, clock=clock)
        desk.setParent(self)
        desk.confirm = opened.vault.confirm
        desk.vault = opened.vault
        if self._lock is not None:
            self._lock.say(desk.user, now=office_clock())
        office = Office(folder=self.folder, vault=opened.vault, preferences=self.preferences)
        window = self.window = MainWindow(desk, office)
        guard = self.guard = Guard(window, IdleWatch(), begin_again=self._begin_again, end=_quit)
        self._session = watch_session(window, guard)
        desk.changed.connect(self._settings_changed)
        if self.gate is not None:
            window.setGeometry(self.gate.geometry())
        window.show()
        OfficeSpeller(desk, window, self)
        QTimer.singleShot(_SETTLED_MS, self, self._read_the_case)
        desk.ask(workplace_of, desk.user, then=self._come_back, owner=self)
        self._ask_settings()
        guard.start()
        self._leave_gate()

    def _leave_gate(self) -> None:
        if self.gate is not None:
            self.gate.close()
            self.gate.deleteLater()
            self.gate = None

    def _come_back(self, workplace: "Workplace") -> None:
        """Show where she was; when that is on the screen, do what time has brought."""
        from kvinnobyran.flows.upkeep import keep_up

        if (window := self.window) is not None:
            window.come_back(workplace)
            QTimer.singleShot(_PAINTED_MS, window, lambda: window.desk.do(keep_up))
            QTimer.singleShot(_PAINTED_MS, window, window.carry_oversight)
            QTimer.singleShot(_COPIED_MS, window, window.keep_copies)
            vault = window.office.vault
            if vault is not None and vault.vault.failed_tries():
                from kvinnobyran.flows.access_log import note_failed_logins

                QTimer.singleShot(
                    _PAINTED_MS, window, lambda: window.desk.do(note_failed_logins, vault)
                )

    def _begin_again(self, note: relaunch.Return) -> None:
        relaunch.again(self._data, note)

    def _settings_changed(self, tables: frozenset[str]) -> None:
        if "setting" in tables:
            self._ask_settings()

    def _ask_settings(self) -> None:
        from kvinnobyran.ui.guard.settings import lock_settings

        if self.window is not None:
            self.window.desk.ask(lock_settings, then=self._settle)

    def _settle(self, found: "tuple[Limits, bool]") -> None:
        if self.guard is not None:
            self.guard.idle.limits, self.guard.lock_when_minimised = found
            self.guard.idle.tick()


def _nothing(_answer: None) -> None:
    """Need no answer: it was asked for the sake of asking."""


def _quit() -> None:
    QApplication.quit()
