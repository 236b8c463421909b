"""Inställningar: one page, with a search that leaves only the rows one looks for."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.page import Page
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.settings.about import AboutSection
from kvinnobyran.ui.settings.apartments import ApartmentSection
from kvinnobyran.ui.settings.authorities import AuthoritySection
from kvinnobyran.ui.settings.copies import BackupSection
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.languages import LanguageSection
from kvinnobyran.ui.settings.locking import LockSection
from kvinnobyran.ui.settings.log import LogSection
from kvinnobyran.ui.settings.looks import LookSection
from kvinnobyran.ui.settings.people import PeopleSection
from kvinnobyran.ui.settings.practice import PracticeSection
from kvinnobyran.ui.settings.rows import Section
from kvinnobyran.ui.settings.statistics import StatisticsSection
from kvinnobyran.ui.settings.support import SupportSection
from kvinnobyran.ui.settings.texts import TextSection
from kvinnobyran.ui.settings.trappan import TrappanSection
from kvinnobyran.ui.settings.users import UserSection
from kvinnobyran.ui.settings.volunteers import VolunteerSection
from kvinnobyran.ui.settings.writing import WritingSection


class SettingsPage(Page):
    """The settings of the office, of the user and of this window."""

    tables = frozenset(
        {
            "apartment",
            "apartment_closure",
            "contact_person",
            "incident",
            "intervention_kind",
            "open_value",
            "organisation",
            "own_word",
            "setting",
            "text_block",
        }
    )

    def __init__(self, desk: Desk, window: Host) -> None:
        super().__init__("Inställningar")
        self.desk = desk
        self.search = PlainLine()
        self.search.setAccessibleName("Sök bland inställningarna")
        self.search.setPlaceholderText("Sök bland inställningarna")
        self.sections: tuple[Section, ...] = (
            LockSection(window),
            LookSection(window),
            BackupSection(window),
            PracticeSection(window),
            SupportSection(window),
            LanguageSection(window),
            TrappanSection(window),
            ApartmentSection(window),
            AuthoritySection(window),
            VolunteerSection(window),
            StatisticsSection(window),
            TextSection(window),
            WritingSection(window),
            PeopleSection(window),
            UserSection(window),
            LogSection(window),
            AboutSection(window),
        )
        self.nothing = Empty("Ingen inställning heter så", "Prova ett annat ord.", icon=Icon.SEARCH)
        self.nothing.hide()
        self.body.addWidget(self.search)
        self._all = QWidget()
        column = QVBoxLayout(self._all)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        for section in self.sections:
            column.addWidget(section)
        self.body.addWidget(self._all)
        self.body.addWidget(self.nothing)
        self._has_vault = window.office.vault is not None
        self.search.textChanged.connect(self._find)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the search, and the sections together: Tab goes from one to the next."""
        return (self.search, self._all)

    def refresh(self) -> None:
        """Ask again for everything that is shown."""
        for section in self.sections:
            section.refresh()
        self._find(self.search.text())

    def state(self) -> dict[str, object]:
        """Return nothing: what one looked for among the settings is nobody's business."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Do nothing."""

    def find_on_page(self) -> None:
        """Put the cursor in the search (Ctrl+F)."""
        self.search.setFocus()
        self.search.selectAll()

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        shown = [
            section.show_matching(words)
            for section in self.sections
            if self._has_vault or not isinstance(section, UserSection)
        ]
        self.nothing.setVisible(not any(shown))
