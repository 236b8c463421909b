"""The way in with the printed recovery key, which ends with a new passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran import bugs
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.gate.opening import Opened, open_office
from kvinnobyran.ui.gate.passphrase_choice import PassphraseChoice
from kvinnobyran.ui.gate.secret_field import layout_words
from kvinnobyran.ui.kit.buttons import BusyButton, Button
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.kit.worker import Worker
from kvinnobyran.vault.troubles import OlderKeyFile, OlderRegister
from kvinnobyran.vault.unlocked import UnlockedVault
from kvinnobyran.vault.vault import Vault


class RecoveryPage(QFrame):
    """First the key from the sheet, then who she is and her new passphrase."""

    opened = Signal(object)
    """An :class:`Opened`."""
    wants_back = Signal()

    def __init__(self, vault: Vault, worker: Worker) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.setAccessibleName("Lås upp med återställningsnyckeln")
        self._vault = vault
        self._worker = worker
        self._unlocked: UnlockedVault | None = None
        self._accepts: tuple[type[Trouble], ...] = ()
        self.key = PlainLine()
        self.key.setAccessibleName("Återställningsnyckel")
        self.key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXX")
        self.notice = Notice()
        self.notice.hide()
        self.go_on = BusyButton("Fortsätt", busy_text="Låser upp …", then=self._try_key)
        self.who = QComboBox()
        self.who.setAccessibleName("Vem är du?")
        self.who.addItems(list(vault.users))
        self.name = PlainLine()
        self.name.setAccessibleName("Ditt namn")
        # Out of a backup comes a register without users: no passphrase travels in one.
        self._nobody = not vault.users
        self.choice = PassphraseChoice()
        self.save = BusyButton(
            "Spara lösenordet och lås upp", busy_text="Sparar …", then=self._save
        )
        self._first = QWidget()
        self._second = QWidget()
        self._lay_out()
        self._second.hide()
        self.key.returnPressed.connect(self.go_on.click)
        self.who.currentTextChanged.connect(self.choice.names)
        self.name.textChanged.connect(self.choice.names)
        self.choice.names(self.who.currentText())
        self.choice.entered.connect(self.save.click)

    def _lay_out(self) -> None:
        one = QVBoxLayout(self._first)
        one.setContentsMargins(0, 0, 0, 0)
        one.setSpacing(Space.S)
        one.addWidget(
            Label(
                "Skriv nyckeln som den står på bladet. Stora och små bokstäver, mellanslag och "
                "bindestreck spelar ingen roll."
            )
        )
        label = Label("Återställningsnyckel", Voice.LABEL)
        label.setBuddy(self.key)
        one.addWidget(label)
        one.addWidget(self.key)
        hint = Label(layout_words(), Voice.SMALL)
        if not hint.text():
            hint.hide()
        one.addWidget(hint)
        two = QVBoxLayout(self._second)
        two.setContentsMargins(0, 0, 0, 0)
        two.setSpacing(Space.M)
        two.addWidget(Label("Registret är upplåst. Välj nu ett nytt lösenord.", Voice.OK))
        label = Label("Skriv ditt namn" if self._nobody else "Vem är du?", Voice.LABEL)
        label.setBuddy(self.name if self._nobody else self.who)
        two.addWidget(label)
        two.addWidget(self.name if self._nobody else self.who)
        (self.who if self._nobody else self.name).hide()
        two.addWidget(self.choice)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.go_on, 1)
        buttons.addWidget(self.save, 1)
        buttons.addWidget(Button("Tillbaka", then=self._back))
        self.save.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(Label("Lås upp med återställningsnyckeln", Voice.TITLE))
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addWidget(self.notice)
        column.addLayout(buttons)

    def begin(self) -> None:
        """Put the cursor where one types."""
        self.key.setFocus()

    def _try_key(self) -> None:
        text = self.key.text()
        self.notice.hide()
        self._worker.run(
            lambda: self._vault.unlock_with_recovery_key(text), self._found, self._refused, self
        )

    def _found(self, unlocked: UnlockedVault) -> None:
        self.go_on.done()
        self._unlocked = unlocked
        self.key.setText("")
        self._first.hide()
        self.go_on.hide()
        self._second.show()
        self.save.show()
        (self.name if self._nobody else self.choice.again).setFocus()

    def _save(self) -> None:
        problem = self.choice.problem()
        unlocked = self._unlocked
        if problem or unlocked is None:
            self.save.done()
            self._tell(problem, Tone.INFO)
            return
        name, new, vault = self.who.currentText(), self.choice.value, self._vault
        accepted = self._accepts
        if self._nobody:
            name = self.name.text()
        self.notice.hide()

        def task() -> Opened:
            if vault.users:
                unlocked.set_passphrase(name, new)
            else:
                unlocked.add_user(name, new, addresses=unlocked.address_key is not None)
            # Who has the sheet may open with an older key file; an older register is asked about.
            return open_office(
                vault, lambda: vault.unlock(name, new), accepts=(OlderKeyFile, *accepted)
            )

        self._worker.run(task, self._came_in, self._refused, self)

    def _came_in(self, opened: Opened) -> None:
        self.choice.empty()
        if self._unlocked is not None:
            self._unlocked.wipe()
        self.opened.emit(opened)

    def _back(self) -> None:
        if self._unlocked is not None:
            self._unlocked.wipe()
        self.wants_back.emit()

    def _refused(self, error: BaseException) -> None:
        self.go_on.done()
        self.save.done()
        if isinstance(error, OlderRegister):
            self._accepts = (OlderRegister,)
            self.save.rename("Öppna ändå")
        if isinstance(error, Trouble):
            self._tell(error.way_on, Tone.WARN, heading=error.sentence)
        else:
            number = bugs.report(error)
            self._tell(f"Något gick fel i programmet. Felnummer {number}.", Tone.DANGER)

    def _tell(self, text: str, tone: Tone, *, heading: str = "") -> None:
        self.notice.say(text, tone, heading=heading)
        self.notice.show()
