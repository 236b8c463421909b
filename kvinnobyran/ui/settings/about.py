"""Om: the version, where the register lies, and the licences."""

from kvinnobyran import __version__
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow


class AboutSection(Section):
    """What one reads out to the one who looks after the computer."""

    def __init__(self, window: Host) -> None:
        super().__init__("Om", Icon.INFO)
        folder = window.office.folder
        licences = Button("Visa", then=lambda: window.do("about"))
        self.add(
            SettingRow("Version", f"Kvinnobyrån {__version__}"),
            SettingRow("Registrets mapp", "" if folder is None else str(folder)),
            SettingRow("Licenser", "Vad programmet är byggt av.", licences),
        )
