"""Lås: when the office locks by itself, and the PIN."""

from PySide6.QtWidgets import QCheckBox, QComboBox

from kvinnobyran.domain.settings import COMPUTER_LOCK_MINUTES, LOCK_MINIMISED, LOCK_MINUTES
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import access, office
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import setting
from kvinnobyran.ui.gate.secret_field import SecretField
from kvinnobyran.ui.guard.idle import MINUTES
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow, Unfolding

_KEYS = (LOCK_MINUTES, COMPUTER_LOCK_MINUTES, LOCK_MINIMISED)


def _stored(database: Database) -> dict[str, str]:
    return {key: setting(database, key) for key in _KEYS}


class LockSection(Section):
    """The times are the office's, the PIN is the user's own on this computer."""

    def __init__(self, window: Host) -> None:
        super().__init__("Lås", Icon.LOCK)
        self._window = window
        self._desk = window.desk
        self.program = _minutes()
        self.computer = _minutes()
        self.minimised = QCheckBox("Ja")
        self.minimised.setAccessibleName("Lås när fönstret minimeras")
        self.quick = Button("", then=self._unfold)
        self.pin_form = Unfolding("Slå på", busy="Slår på …", do=self._turn_on, close=self._fold)
        self.pin = SecretField("Kod, minst sex siffror", digits=True, hints=False)
        self.pin_again = SecretField("Koden en gång till", digits=True, hints=False)
        self.pin_form.fields.addWidget(self.pin)
        self.pin_form.fields.addWidget(self.pin_again)
        quick_row = SettingRow(
            "Snabbupplåsning med kod",
            "Koden gäller på den här datorn i högst tolv timmar och tills datorn startas om. "
            "Lösenordet fungerar alltid.",
            self.quick,
            words="pin",
        )
        quick_row.below.addWidget(self.pin_form)
        asleep = window.session_reason or (
            "Programmet låses också när datorn låses, går i vila eller byter användare."
        )
        self.add(
            SettingRow(
                "Lås när programmet inte har använts på", asleep, self.program, words="tid minuter"
            ),
            SettingRow(
                "Lås när datorn inte har använts på",
                "Räknas för sig. Den tiden börjar om också när du arbetar i andra program.",
                self.computer,
                words="tid minuter",
            ),
            SettingRow("Lås när fönstret minimeras", "", self.minimised),
            quick_row,
        )
        self.program.activated.connect(lambda _: self._keep(LOCK_MINUTES, self.program))
        self.computer.activated.connect(lambda _: self._keep(COMPUTER_LOCK_MINUTES, self.computer))
        self.minimised.clicked.connect(
            lambda on: self._desk.do(office.change_setting, LOCK_MINIMISED, "1" if on else "0")
        )
        quick_row.setVisible(window.office.vault is not None)
        self._show_quick()

    def refresh(self) -> None:
        self._desk.ask(_stored, then=self._show)

    def _show(self, stored: dict[str, str]) -> None:
        for box, key in ((self.program, LOCK_MINUTES), (self.computer, COMPUTER_LOCK_MINUTES)):
            minutes = int(stored[key]) if stored[key].isdecimal() else MINUTES[0]
            box.setCurrentIndex(MINUTES.index(minutes) if minutes in MINUTES else 0)
        self.minimised.setChecked(stored[LOCK_MINIMISED] == "1")

    def _keep(self, key: str, box: QComboBox) -> None:
        self._desk.do(office.change_setting, key, str(MINUTES[box.currentIndex()]))

    # --- PIN --------------------------------------------------------------------------------------

    @property
    def _quick_is_on(self) -> bool:
        vault = self._window.office.vault
        return vault is not None and self._desk.user in vault.vault.quick_users

    def _show_quick(self) -> None:
        text = "Slå av" if self._quick_is_on else "Slå på …"
        self.quick.setText(text)
        self.quick.setAccessibleName(f"Snabbupplåsning: {text.rstrip(' …').lower()}")

    def _unfold(self) -> None:
        vault = self._window.office.vault
        if vault is None:
            return
        if self._quick_is_on:
            self._desk.do(access.turn_off_quick_unlock, vault, then=self._changed)
        else:
            self.pin_form.show()
            self.pin.setFocus()

    def _turn_on(self) -> None:
        vault = self._window.office.vault
        if self.pin.text() != self.pin_again.text():
            self.pin_form.say("De två koderna är inte lika.")
        elif vault is not None:
            self._desk.do(
                access.turn_on_quick_unlock,
                vault,
                self.pin.text(),
                then=self._changed,
                otherwise=self._refused,
            )

    def _changed(self, _: None) -> None:
        self._fold()
        self._show_quick()
        self.say("Snabbupplåsning är på." if self._quick_is_on else "Snabbupplåsning är av.")

    def _refused(self, trouble: "Trouble") -> None:
        self.pin_form.say(f"{trouble.sentence} {trouble.way_on}")

    def _fold(self) -> None:
        self.pin.empty()
        self.pin_again.empty()
        self.pin_form.say("")
        self.pin_form.hide()
        self.quick.setFocus()


def _minutes() -> QComboBox:
    box = QComboBox()
    box.addItems([f"{minutes} minuter" for minutes in MINUTES])
    return box
