"""Volontärer: what an hour is worth as the unit's own contribution (R6)."""

from kvinnobyran.domain.settings import VOLUNTEER_HOUR_SOURCE
from kvinnobyran.domain.volunteer import HIGHEST_VALUE, value_in
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.volunteers import value_an_hour
from kvinnobyran.store.database import Database
from kvinnobyran.store.school import hour_values, value_source
from kvinnobyran.ui.kit.editors import LineEdit, NumberEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow

_LONGEST = 120


def _stored(database: Database) -> tuple[dict[int, int], str]:
    return hour_values(database), value_source(database)


class VolunteerSection(Section):
    """The value per hour, from this year on, and its source. Earlier years keep theirs."""

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
        self._said = ""
        self.source = LineEdit(limit=_LONGEST, placeholder="Till exempel styrgruppens beslut")
        self.add(
            SettingRow(
                "Var värdet kommer ifrån",
                "Står under tabellen i rapporten.",
                self.source,
                words="källa volontärtimme",
            )
        )
        self.source.editingFinished.connect(self._keep_source)

    def refresh(self) -> None:
        """Ask what has been decided."""
        self._desk.ask(_stored, then=self._show)

    def _show(self, stored: tuple[dict[int, int], str]) -> None:
        values, self._said = stored
        self._values = values
        if not self.source.hasFocus():
            self.source.set_value(self._said)
        if not self.value.hasFocus():
            now = value_in(values, self._desk.today.year)
            self.value.set_value(now if values else None)

    def _keep(self) -> None:
        value = self.value.value()
        if self.value.problem():
            return
        if value is not None and value != self._values.get(self._desk.today.year):
            self._desk.do(value_an_hour, value, then=self._kept, otherwise=self.say_trouble)

    def _keep_source(self) -> None:
        said = self.source.value().strip()
        if said != self._said:
            self._said = said
            self._desk.do(
                change_setting, VOLUNTEER_HOUR_SOURCE, said, otherwise=self.say_trouble, owner=self
            )

    def _kept(self, values: dict[int, int]) -> None:
        self._values = values
        self.notice.hide()
