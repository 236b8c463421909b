"""Fields that offer what the office has registered while one types (domain.md 3.1, R5).

What is typed is what is stored, also when the register does not know it: an organisation that
is renamed or retires changes no earlier word.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.settings import OpenList, OpenValue
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import open_values
from kvinnobyran.store.organisations import Known, names, organisations, to_ask_for
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.suggest import SuggestEdit


def _languages(database: Database, today: date) -> list[OpenValue]:
    return open_values(database, OpenList.LANGUAGE, today=today)


class LanguageEdit(SuggestEdit):
    """A language, with the office's own list offered."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._asked = False

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the list when the field is seen."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._desk.ask(_languages, self._desk.today, then=self._came, owner=self)

    def _came(self, values: list[OpenValue]) -> None:
        self.offer(value.label for value in values)


class OrganisationEdit(SuggestEdit):
    """The name of an organisation. ``kind`` tells what the register says it is."""

    def __init__(
        self,
        desk: Desk,
        *,
        placeholder: str = "",
        persons: SuggestEdit | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the register; ``persons`` then offers those to ask for where one has picked."""
        super().__init__(placeholder=placeholder, parent=parent)
        self._desk = desk
        self._asked = False
        self._known: dict[str, Known] = {}
        self._persons = persons
        self._told: Callable[[AuthorityKind], object] | None = None
        self.edited.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the register when the field is seen: most forms never show it."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._desk.ask(organisations, today=self._desk.today, then=self._came, owner=self)

    def tell_kind(self, to: Callable[[AuthorityKind], object]) -> None:
        """Tell what kind the organisation is, when one has been chosen from the register."""
        self._told = to

    def kind(self) -> AuthorityKind | None:
        """Return the kind of what stands in the field, or None when the register knows none."""
        known = self._known.get(self.value().strip().casefold())
        return known.organisation.kind if known else None

    def _came(self, rows: list[Known]) -> None:
        self._known = {row.organisation.name.casefold(): row for row in rows}
        self.offer(names(rows))
        self._offer_persons()

    def _follow(self) -> None:
        self._offer_persons()
        kind = self.kind()
        if kind is not None and self._told is not None:
            self._told(kind)

    def _offer_persons(self) -> None:
        if self._persons is not None:
            known = self._known.get(self.value().strip().casefold())
            self._persons.offer(known.asked_for if known else to_ask_for(self._known.values()))
