"""Logg: the way to who has read, printed and handed out (domain.md D7)."""

from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow


class LogSection(Section):
    """One row: the log is a page of its own."""

    def __init__(self, window: Host) -> None:
        super().__init__("Logg", Icon.CLOCK)
        self.open = Button("Öppna loggen", then=lambda: window.do("log"))
        self.add(
            SettingRow(
                "Vem som har läst och lämnat ut",
                "Läsningar av skyddade uppgifter och adresser, utskrifter, utlämnat och felaktiga "
                "lösenord. Här granskar ni också månadens urval.",
                self.open,
                words="åtkomst logg granskning kvitto kedja läsningar",
            )
        )
