"""Where an apartment lies: read for 20 seconds, or written anew, with the passphrase (S1)."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.addresses import Address, write_address
from kvinnobyran.ui.gate.secret_field import SecretField
from kvinnobyran.ui.housing.address import AddressDoor
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.form import Field, Form
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Unfolding

_ABOUT = (
    "Adress, portkod och nycklar ligger krypterade med en egen nyckel. De visas i 20 sekunder när"
    " du har skrivit ditt lösenord, och varje läsning antecknas."
)
_WRITE = "Det du skriver ersätter allt som stod där, också fält du lämnar tomma."


class AddressEditing(QWidget):
    """The door before one apartment's address, and the form that writes it anew.

    What is typed is in no draft: it is gone when the form is folded or the page is left.
    """

    def __init__(self, window: Host) -> None:
        super().__init__()
        self._window = window
        self._desk = window.desk
        self._apartment = ""
        self.door = AddressDoor(self._desk, lambda: window.office.vault)
        self.read = Button("Visa adressen …", Kind.QUIET, icon=Icon.SHOW, then=self._knock)
        self.write = Button("Skriv adressen …", Kind.QUIET, icon=Icon.EDIT, then=self._unfold)
        self.writing = Unfolding(
            "Spara adressen", busy="Krypterar …", do=self._save, close=self.fold
        )
        self.form = Form(
            [
                Field("address", "Adress", LineEdit()),
                Field("door_code", "Portkod", LineEdit()),
                Field("keys", "Nycklar", LineEdit(placeholder="Antal, märkning och vem som har")),
            ]
        )
        self.secret = SecretField("Ditt lösenord", hints=False)
        self.writing.fields.addWidget(Label(_WRITE, Voice.MUTED))
        self.writing.fields.addWidget(self.form)
        self.writing.fields.addWidget(self.secret)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(Label(_ABOUT, Voice.MUTED))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.read)
        row.addWidget(self.write)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.door)
        column.addWidget(self.writing)

    def about(self, apartment_id: str) -> None:
        """Take in which apartment it is; what was shown of another is gone."""
        self._apartment = apartment_id
        self.fold()

    def fold(self) -> None:
        """Forget what was shown and what was typed."""
        self.door.shut()
        self.form.fill({"address": "", "door_code": "", "keys": ""})
        self.secret.empty()
        self.writing.say("")
        self.writing.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget it too when the page is left."""
        super().hideEvent(event)
        self.fold()

    def _knock(self) -> None:
        self.fold()
        self.door.knock(self._apartment)

    def _unfold(self) -> None:
        self.fold()
        vault = self._window.office.vault
        if vault is None or vault.address_key is None:
            self.door.knock(self._apartment)
            return
        self.writing.show()
        self.form.focus_first()

    def _save(self) -> None:
        vault = self._window.office.vault
        values = self.form.values()
        if vault is None or not self.secret.text():
            self.writing.say("Skriv ditt lösenord.")
            return
        self._desk.do(
            write_address,
            vault,
            self._apartment,
            Address(address=values["address"], door_code=values["door_code"], keys=values["keys"]),
            self.secret.text(),
            then=self._saved,
            otherwise=self._refused,
            owner=self,
        )

    def _saved(self, _: None) -> None:
        self.fold()
        self._window.toast("Adressen är sparad. Det går inte att ångra")

    def _refused(self, trouble: Trouble) -> None:
        self.secret.empty()
        self.writing.say(f"{trouble.sentence} {trouble.way_on}".strip())
