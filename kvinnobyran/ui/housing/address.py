"""The door before an apartment's address: passphrase, 20 seconds, a line in the log (S1).

What is shown is in no field, no draft and no clipboard, and it cannot be marked; when the time
is over, when the page is left and when the window is hidden, the door knows nothing any more.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.addresses import Address, read_address
from kvinnobyran.ui.gate.secret_field import SecretField
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.vault.troubles import TooSoon, WrongPassphrase
from kvinnobyran.vault.unlocked import UnlockedVault

SHOWN_MS: Final = 20_000
"""How long it is shown (security.md 3.5)."""
_ASK = (
    "Skriv ditt lösenord. Det antecknas att du läste, och uppgifterna döljs igen efter 20"
    " sekunder. De kan inte kopieras."
)
_NO_KEY = "Du har inte tillgång till adresserna. Den som har det kan ge dig den."
_NOTHING = "Ingen adress är skriven. Den skrivs i Inställningar, under Lägenheter."


class AddressDoor(Notice):
    """Asks for the passphrase and shows one apartment's address for a short while."""

    def __init__(
        self,
        desk: Desk,
        vault: Callable[[], UnlockedVault | None],
        parent: QWidget | None = None,
    ) -> None:
        """``vault`` gives the unlocked vault when it is needed: nothing here keeps a key."""
        super().__init__(_ASK, Tone.WARN, heading="Adress och portkod", parent=parent)
        self._desk = desk
        self._vault = vault
        self._apartment = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.shut)
        self.secret = SecretField("Ditt lösenord", hints=False)
        self.secret.entered.connect(self._try)
        self.button = BusyButton("Visa", busy_text="Kontrollerar …", then=self._try)
        self.away = Button("Stäng", Kind.QUIET, then=self.shut)
        self.shown = Label("", Voice.BODY)
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._said = Label("", Voice.DANGER)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.button)
        row.addWidget(self.away)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        for widget in (self.secret, self._said, self.shown):
            column.addWidget(widget)
        column.addLayout(row)
        self.below.addLayout(column)
        self.shown.hide()
        self._said.hide()
        self.hide()

    @property
    def is_open(self) -> bool:
        """Tell whether an address is on the screen now."""
        return self._timer.isActive()

    def knock(self, apartment_id: str) -> None:
        """Ask for the passphrase before this apartment's address."""
        self.shut()
        self._apartment = apartment_id
        self.secret.empty()
        self._show_field(shown=True)
        self._say("")
        self.show()
        vault = self._vault()
        if vault is None or vault.address_key is None:
            self._show_field(shown=False)
            self._say(_NO_KEY)
            self.away.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._into_sight)

    def shut(self) -> None:
        """Forget what was shown, and what was asked for, and hide."""
        self._apartment = ""
        self.button.done()
        self._timer.stop()
        self.shown.setText("")
        self.shown.setAccessibleName("")
        self.shown.hide()
        self.secret.empty()
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget it too when the page is left or the window is locked or minimised."""
        super().hideEvent(event)
        if self._timer.isActive():
            self.shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc mean that it has been read."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def _into_sight(self) -> None:
        """Scroll to where the door is: it may stand far down on a tab."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(self)

    def _try(self) -> None:
        vault = self._vault()
        if vault is None:
            self._refused_in_words(_NO_KEY)
        elif not self.secret.text():
            self._refused_in_words("Skriv ditt lösenord.")
        else:
            self._desk.do(
                read_address,
                vault,
                self._apartment,
                self.secret.text(),
                then=partial(self._came, self._apartment),
                otherwise=self._refused,
                owner=self,
            )

    def _came(self, apartment_id: str, address: Address) -> None:
        """Show it, unless the door has been shut or stands before another apartment by now."""
        if apartment_id != self._apartment or not self.isVisible():
            return
        self.button.done()
        self.secret.empty()
        self._show_field(shown=False)
        lines = [
            f"{label}: {words}"
            for label, words in (
                ("Adress", address.address),
                ("Portkod", address.door_code),
                ("Nycklar", address.keys),
            )
            if words
        ]
        self.shown.setText("\n".join(lines) or _NOTHING)
        self.shown.show()
        self._timer.start()
        self.away.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _show_field(self, *, shown: bool) -> None:
        self.secret.setVisible(shown)
        self.button.setVisible(shown)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
