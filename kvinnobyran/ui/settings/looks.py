"""Utseende: theme and text size, remembered on this computer."""

from PySide6.QtWidgets import QComboBox

from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.style import STEPS, Theme
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow


class LookSection(Section):
    """Both take effect at once."""

    def __init__(self, window: Host) -> None:
        super().__init__("Utseende", Icon.SHOW)
        self._window = window
        self.theme = QComboBox()
        self.theme.addItems([theme.label for theme in Theme])
        self.text_size = QComboBox()
        self.text_size.addItems([f"{percent} %" for percent in STEPS])
        self.add(
            SettingRow("Tema", "", self.theme, words="mörkt ljust kontrast färger"),
            SettingRow(
                "Textstorlek",
                "Också med Ctrl och plus, Ctrl och minus.",
                self.text_size,
                words="större",
            ),
        )
        themes = tuple(Theme)
        self.theme.activated.connect(lambda place: window.set_theme(themes[place]))
        self.text_size.activated.connect(lambda place: window.set_text_size(STEPS[place]))

    def refresh(self) -> None:
        preferences = self._window.office.preferences
        self.theme.setCurrentIndex(tuple(Theme).index(preferences.theme))
        nearest = min(STEPS, key=lambda percent: abs(percent - preferences.text_size))
        self.text_size.setCurrentIndex(STEPS.index(nearest))
