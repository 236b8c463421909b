"""Arbetssätt: what the unit itself has decided about what is written (domain.md section 7)."""

from kvinnobyran.domain.perpetrator import NAME_SETTING
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import office
from kvinnobyran.store.office import setting
from kvinnobyran.ui.kit.chips import YesNo
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow


class PracticeSection(Section):
    """So far whether a perpetrator's name may be stored; off until the unit decides (S6)."""

    def __init__(self, window: Host) -> None:
        super().__init__("Arbetssätt", Icon.SUPPORT)
        self._window = window
        self._desk = window.desk
        self.names = YesNo(kept=True)
        self.add(
            SettingRow(
                "Får utövarens namn sparas?",
                "Nej, om ni inte har beslutat något annat. Varje namn behöver ett skäl, syns bara "
                "i sitt ärende och finns aldrig i sökning, statistik eller utskrifter.",
                self.names,
                words="förövare gärningsman personuppgifter",
            )
        )
        self.names.edited.connect(self._chosen)

    def refresh(self) -> None:
        self._desk.ask(setting, NAME_SETTING, then=self._show)

    def _show(self, value: str) -> None:
        self.names.set_value(value == "1")

    def _chosen(self) -> None:
        self._desk.do(
            office.change_setting,
            NAME_SETTING,
            "1" if self.names.value() else "0",
            then=lambda _: self._window.toast("Inställningen är sparad", undo=True),
            otherwise=self._refused,
        )

    def _refused(self, trouble: Trouble) -> None:
        self.say_trouble(trouble)
        self.refresh()
