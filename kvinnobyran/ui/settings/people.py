"""Personuppgifter: what the unit keeps of a person beyond what it needs (domain.md section 7)."""

from PySide6.QtWidgets import QCheckBox

from kvinnobyran.domain.settings import IDENTITY_NUMBERS
from kvinnobyran.flows import office
from kvinnobyran.store.office import setting
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow


class PeopleSection(Section):
    """Off until the unit has decided that it needs it."""

    def __init__(self, window: Host) -> None:
        super().__init__("Personuppgifter", Icon.PERSON)
        self._desk = window.desk
        self.numbers = QCheckBox("Ja")
        self.numbers.setAccessibleName("Spara personnummer")
        self.add(
            SettingRow(
                "Spara personnummer",
                "Bara när det behövs, och varje gång med ett skäl. Avstängt göms de som redan"
                " finns, men de tas inte bort.",
                self.numbers,
                words="samordningsnummer reservnummer",
            )
        )
        self.numbers.clicked.connect(
            lambda on: self._desk.do(office.change_setting, IDENTITY_NUMBERS, "1" if on else "0")
        )

    def refresh(self) -> None:
        """Ask whether they are kept."""
        self._desk.ask(setting, IDENTITY_NUMBERS, then=self._show)

    def _show(self, value: str) -> None:
        self.numbers.setChecked(value == "1")
