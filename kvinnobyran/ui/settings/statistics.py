"""Statistik: below which number people are never told outside (disclosure.md 3.3)."""

from kvinnobyran.domain.settings import DISCLOSURE_THRESHOLD
from kvinnobyran.flows import office
from kvinnobyran.store.publications import threshold
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow

_CHOICES = (5, 6, 7, 8, 9, 10)


class StatisticsSection(Section):
    """The office's own choice about reports for somebody outside."""

    def __init__(self, window: Host) -> None:
        super().__init__("Statistik", Icon.STATISTICS)
        self._desk = window.desk
        self.least = CodeBox(tuple(Option(each, str(each)) for each in _CHOICES), nothing=None)
        self.least.setAccessibleName("Minsta antal som visas utanför")
        self.add(
            SettingRow(
                "Minsta antal som visas utanför",
                "Färre personer än så visas aldrig i en rapport som lämnar er, och ett sådant tal "
                "ska kunna vara allt från noll till detta. Fem är det minsta. Ett högre tal "
                "skyddar mer och visar mindre.",
                self.least,
                words="rapport tröskel röjande",
            )
        )
        self.least.edited.connect(self._keep)

    def refresh(self) -> None:
        self._desk.ask(threshold, then=self.least.set_value)

    def _keep(self) -> None:
        value = self.least.value()
        if value is not None:
            self._desk.do(office.change_setting, DISCLOSURE_THRESHOLD, str(value), owner=self)
