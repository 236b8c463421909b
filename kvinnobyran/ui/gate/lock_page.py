"""The lock page: one field, and every cause that keeps it shut in a sentence of its own."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout

from kvinnobyran import bugs
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.gate.opening import Opened, OpenedOversight, open_office, open_oversight
from kvinnobyran.ui.gate.secret_field import SecretField
from kvinnobyran.ui.guard.relaunch import Return, Why
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import IconLabel, Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.kit.worker import Worker
from kvinnobyran.vault.troubles import OlderRegister, QuickUnlockOff, WrongPassphrase
from kvinnobyran.vault.vault import Vault

REASONS = {
    Why.START: "Lås upp för att börja.",
    Why.COMMAND: "Du låste programmet.",
    Why.IDLE: "Programmet låstes för att ingen använde det.",
    Why.SESSION: "Programmet låstes tillsammans med datorn.",
    Why.SLEEP: "Programmet låstes när datorn gick i vila.",
    Why.MINIMISED: "Programmet låstes när fönstret minimerades.",
    Why.NEUTRAL: "Programmet är låst.",
}
_WORD = "Lösenord"
_PIN = "Kod"


class LockPage(QFrame):
    """Asks for the passphrase (or the PIN) and opens the office in the worker's thread."""

    opened = Signal(object)
    """An :class:`Opened`, or for a manager an :class:`OpenedOversight`."""
    wants_recovery = Signal()
    wants_restore = Signal()
    wants_to_quit = Signal()

    def __init__(self, vault: Vault, worker: Worker, note: Return | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.setAccessibleName("Lås upp")
        self._vault = vault
        self._worker = worker
        self._note = note or Return()
        self._no_pin = False
        self._by_pin = False
        self._accepts: tuple[type[Trouble], ...] = ()
        self.who = QComboBox()
        self.who.setAccessibleName("Användare")
        self.who.addItems(list(vault.names))
        if 0 <= self._note.user < len(vault.names):
            self.who.setCurrentIndex(self._note.user)
        self.secret = SecretField(_WORD)
        self.notice = Notice()
        self.notice.hide()
        self.unlock = BusyButton(
            "Lås upp", busy_text="Låser upp …", icon=Icon.UNLOCK, then=self._try
        )
        self.anyway = Button("Öppna ändå", then=self._open_anyway)
        self.anyway.hide()
        self.quit = Button("Avsluta", then=self.wants_to_quit.emit)
        self.other_way = Button("Lås upp med kod", Kind.QUIET, then=self._switch)
        self.recovery = Button(
            "Lås upp med återställningsnyckeln",
            Kind.QUIET,
            icon=Icon.KEY,
            then=self.wants_recovery.emit,
        )
        self.restore = Button(
            "Återställ från säkerhetskopia",
            Kind.QUIET,
            icon=Icon.BACKUP,
            then=self.wants_restore.emit,
        )
        self._clock = QTimer(self)
        self._clock.setInterval(200)
        self._clock.timeout.connect(self._count)
        self._lay_out()
        self.secret.entered.connect(self.unlock.click)
        self.who.currentIndexChanged.connect(self._who_changed)
        self._use_pin(on=self._pin_possible())
        self._count()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(IconLabel(Icon.LOCK, "accent"))
        head.addWidget(Label("Kvinnobyrån", Voice.TITLE), 1)
        self.draft_line = Label("Ditt utkast är sparat och krypterat.", Voice.OK)
        if not self._note.drafts:
            self.draft_line.hide()
        self._alone = Label(self.user, Voice.STRONG)
        who = QVBoxLayout()
        who.setSpacing(Space.XS)
        who.addWidget(Label("Användare", Voice.LABEL))
        several = len(self._vault.names) > 1
        who.addWidget(self.who)
        who.addWidget(self._alone)
        (self._alone if several else self.who).hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.unlock, 1)
        buttons.addWidget(self.quit)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.L)
        column.addLayout(head)
        column.addWidget(Label(REASONS[self._note.why], Voice.MUTED))
        column.addWidget(self.draft_line)
        column.addLayout(who)
        column.addWidget(self.secret)
        column.addWidget(self.notice)
        column.addWidget(self.anyway)
        column.addLayout(buttons)
        column.addWidget(self.other_way)
        column.addWidget(self.recovery)
        column.addWidget(self.restore)

    @property
    def user(self) -> str:
        """The chosen user; the only one when there is one."""
        return self.who.currentText()

    def begin(self) -> None:
        """Put the cursor where one types."""
        self.secret.setFocus()

    # --- how ------------------------------------------------------------------------------------

    def _open_anyway(self) -> None:
        """Open a register that somebody knows is older: it is written in the log."""
        self._accepts = (OlderRegister,)
        self.unlock.click()

    def _try(self) -> None:
        accepts, self._accepts = self._accepts, ()
        secret, user = self.secret.text(), self.user
        if not secret:
            self.unlock.done()
            self._tell(f"Skriv {'din kod' if self._by_pin else 'ditt lösenord'}.", Tone.INFO)
            self.secret.setFocus()
            return
        self.notice.hide()
        self.anyway.hide()
        vault = self._vault
        if vault.is_manager(user):
            self._run(lambda: open_oversight(vault, user, secret))
            return
        unlock = vault.unlock_quickly if self._by_pin else vault.unlock
        self._run(lambda: open_office(vault, lambda: unlock(user, secret), accepts=accepts))

    def _run(self, task: Callable[[], Opened | OpenedOversight]) -> None:
        self._worker.run(task, self._came_in, self._refused, self)

    def _came_in(self, opened: Opened | OpenedOversight) -> None:
        self.secret.empty()
        self.unlock.done()
        self.opened.emit(opened)

    def _refused(self, error: BaseException) -> None:
        self.unlock.done()
        if not isinstance(error, Trouble):
            self._tell(f"Något gick fel i programmet. Felnummer {bugs.report(error)}.", Tone.DANGER)
            return
        if isinstance(error, WrongPassphrase):
            hint = " Kontrollera Caps Lock." if self.secret.caps_is_on() else ""
            self._tell(error.way_on + hint, Tone.WARN, heading=error.sentence)
            self.secret.line.selectAll()
        else:
            self._tell(error.way_on, Tone.DANGER, heading=error.sentence)
        self.anyway.setVisible(isinstance(error, OlderRegister))
        if isinstance(error, QuickUnlockOff):
            self._no_pin = True
            self._use_pin(on=False)
        self._count()
        self.secret.setFocus()

    def _tell(self, text: str, tone: Tone, *, heading: str = "") -> None:
        self.notice.say(text, tone, heading=heading)
        self.notice.show()

    def _count(self) -> None:
        """Show how long the growing delay still lasts; typing goes on meanwhile."""
        wait = 0.0 if self._by_pin else self._vault.wait_seconds(self.user)
        if self.unlock.is_busy:
            return
        if wait > 0:
            self.unlock.setText(f"Vänta {int(wait) + 1} s")
            self.unlock.setEnabled(False)
            self._clock.start()
        elif self._clock.isActive() or not self.unlock.isEnabled():
            self._clock.stop()
            self.unlock.setText("Lås upp")
            self.unlock.setEnabled(True)

    # --- passphrase or PIN ------------------------------------------------------------------------

    def _pin_possible(self) -> bool:
        return not self._no_pin and self.user in self._vault.quick_users

    def _who_changed(self) -> None:
        self._use_pin(on=self._pin_possible())
        self.notice.hide()
        self.anyway.hide()
        self.secret.empty()
        self._count()

    def _switch(self) -> None:
        self._use_pin(on=not self._by_pin)
        self.secret.empty()
        self._count()
        self.secret.setFocus()

    def _use_pin(self, *, on: bool) -> None:
        self._by_pin = on
        self.secret.rename(_PIN if on else _WORD)
        self.other_way.setText("Lås upp med lösenord" if on else "Lås upp med kod")
        self.other_way.setAccessibleName(self.other_way.text())
        self.other_way.setVisible(self._pin_possible())
