"""Volontärer: what an hour is worth as the unit's own contribution (R6)."""

from kvinnobyran.domain.volunteer import HIGHEST_VALUE, value_in
from kvinnobyran.flows.volunteers import value_an_hour
from kvinnobyran.store.database import Database
from kvinnobyran.store.school import hour_values
from kvinnobyran.ui.kit.editors import NumberEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow


def _stored(database: Database) -> dict[int, int]:
    return hour_values(database)


class VolunteerSection(Section):
    """The value per hour, from this year on. What earlier years were worth stays."""

    def __init__(self, window: Host) -> None:
        super().__init__("Volontärer", Icon.PEOPLE)
        self._desk = window.desk
        self._values: dict[int, int] = {}
        self.value = NumberEdit(most=HIGHEST_VALUE, unit="kr")
        self.row = SettingRow(
            "Värde per volontärtimme",
            "Gäller från i år. Tidigare år behåller sitt värde i rapporterna.",
            self.value,
            words="ideell tid egen insats",
        )
        self.add(self.row)
        self.value.editingFinished.connect(self._keep)

    def refresh(self) -> None:
        """Ask what has been decided."""
        self._desk.ask(_stored, then=self._show)

    def _show(self, values: dict[int, int]) -> None:
        self._values = values
        if not self.value.hasFocus():
            now = value_in(values, self._desk.today.year)
            self.value.set_value(now if values else None)

    def _keep(self) -> None:
        value = self.value.value()
        if self.value.problem():
            return
        if value is not None and value != self._values.get(self._desk.today.year):
            self._desk.do(value_an_hour, value, then=self._kept, otherwise=self.say_trouble)

    def _kept(self, values: dict[int, int]) -> None:
        self._values = values
        self.notice.hide()
