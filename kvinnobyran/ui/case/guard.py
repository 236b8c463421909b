"""The door before protected details: the passphrase again, a line in the log, 30 seconds (S1)."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import HIDDEN_AGAIN_MS, Grade, Protection, grade_of
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.protection import read_protected
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.gate.secret_field import SecretField
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.vault.troubles import TooSoon, WrongPassphrase

_WORDS = (
    "Skriv ditt lösenord för att se dem. Det antecknas att du läste, och uppgifterna döljs igen"
    " efter 30 sekunder."
)
_NO_VAULT = "Lösenordet kan inte kontrolleras här. Uppgifterna visas inte."


def is_guarded(dossier: Dossier) -> bool:
    """Tell whether anybody in the case is protected: then its details have a door."""
    return grade_of(dossier.of(Protection)) is not Grade.NONE


class Guard(Notice):
    """Asks for the passphrase, and keeps the door open for 30 seconds.

    ``shut`` is emitted when what was shown has to be hidden again, ``asks`` when it begins to
    ask (true) and when it asks no longer.
    """

    shut = Signal()
    asks = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_WORDS, Tone.WARN, heading="Skyddade uppgifter", parent=parent)
        self._desk = desk
        self._person: Person | None = None
        self._guarded = False
        self._what = self._whose = ""
        self._then: Callable[[], object] | None = None
        self._back: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HIDDEN_AGAIN_MS)
        self._timer.timeout.connect(self.close_again)
        self._laid_out = False
        self.hide()

    def _lay_out(self) -> None:
        """Make the field when it is asked for first: most cases have no door to open."""
        if self._laid_out:
            return
        self._laid_out = True
        self.secret = SecretField("Ditt lösenord", hints=False)
        self.secret.entered.connect(self._try)
        self.button = BusyButton("Visa", busy_text="Kontrollerar …", then=self._try)
        away = Button("Avbryt", Kind.QUIET, then=self.leave)
        self._said = Label("", Voice.DANGER)
        self._said.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.button)
        row.addWidget(away)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        column.addWidget(self.secret)
        column.addWidget(self._said)
        column.addLayout(row)
        self.below.addLayout(column)

    @property
    def is_open(self) -> bool:
        """Tell whether the passphrase was given less than 30 seconds ago."""
        return self._timer.isActive()

    @property
    def guarded(self) -> bool:
        """Tell whether there is anything to guard."""
        return self._guarded

    def know(self, dossier: Dossier) -> None:
        """Take in who she is and whether she is protected."""
        self._person = dossier.person
        self._guarded = is_guarded(dossier)
        if not self._guarded:
            self.hide()

    def pass_to(self, what: str, then: Callable[[], object], *, person_id: str = "") -> None:
        """Do ``then`` at once for who is not protected, else when the passphrase was given.

        ``what`` says in Swedish what is shown, of the woman or of another person: the log
        keeps both.
        """
        if not self._guarded:
            then()
            return
        self._what, self._then = what, then
        self._whose = person_id or (self._person.id if self._person else "")
        if self.is_open:
            self._read(lambda _: None, "")
            return
        self._back = self.window().focusWidget()
        self._lay_out()
        self._say("")
        self.secret.empty()
        self.show()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def stay_open(self) -> None:
        """Begin the 30 seconds anew: somebody is writing."""
        if self.is_open:
            self._timer.start()

    def close_again(self) -> None:
        """Hide what was shown."""
        self._timer.stop()
        self.shut.emit()

    def forget(self) -> None:
        """Ask no longer: something else is done instead."""
        self._then = None
        if self._laid_out:
            self.secret.empty()
            self.hide()

    def leave(self) -> None:
        """Show nothing, and give the focus back."""
        self.forget()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Say that it asks: until then its button is the page's primary one."""
        super().showEvent(event)
        self.asks.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that it asks no longer."""
        super().hideEvent(event)
        self.asks.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc mean that one does not need to see it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _try(self) -> None:
        confirm = self._desk.confirm
        if confirm is None:
            self._refused_in_words(_NO_VAULT)
        elif not self.secret.text():
            self._refused_in_words("Skriv ditt lösenord.")
        else:
            self._read(confirm, self.secret.text())

    def _read(self, confirm: Callable[[str], None], phrase: str) -> None:
        self._desk.do(
            read_protected,
            confirm,
            self._whose,
            self._what,
            phrase,
            then=self._opened,
            otherwise=self._refused,
        )

    def _opened(self, _: str) -> None:
        self.button.done()
        self.secret.empty()
        self.hide()
        self._timer.start()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, TooSoon):
            seconds = max(1, round(trouble.wait_seconds))
            self._refused_in_words(f"Vänta {seconds} sekunder. Lösenordet är inte prövat.")
        elif isinstance(trouble, WrongPassphrase):
            self._refused_in_words("Lösenordet stämmer inte. Försök igen.")
        else:
            self._refused_in_words(f"{trouble.sentence} {trouble.way_on}".strip())

    def _refused_in_words(self, words: str) -> None:
        self.button.done()
        self._say(words)
        self.secret.empty()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
