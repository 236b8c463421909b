"""Who may she be already? Shown while her name is typed; nothing is ever merged (I2)."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.likeness import Likeness
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.store.cases import latest_case_of
from kvinnobyran.store.people import SimilarPerson, contact_ways, similar_persons
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.shields import shielded_persons
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.speak import announce

_LEAST_HEIGHT = 72
PAUSE_MS = 200
"""How long the typing rests before the question is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """A registered person with her newest case and the ways to reach her."""

    person: Person
    case: Case | None
    ways: tuple[ContactWay, ...]
    protected: bool = False

    @property
    def called(self) -> str:
        """Return what she is called here: a protected woman by nothing (S1)."""
        return "Hon" if self.protected else self.person.called


def acquaintance(reader: Reader, person_id: str) -> Acquaintance | None:
    """Return a registered person, or None if she is no longer there."""
    person = reader.get(Person, person_id)
    if person is None:
        return None
    return Acquaintance(
        person=person,
        case=latest_case_of(reader, person_id),
        ways=tuple(contact_ways(reader, person_id)),
        protected=person_id in shielded_persons(reader),
    )


class Similar(QScrollArea):
    """A card of at most five persons, by code and by why they are alike. No name is shown.

    ``nor`` are the ids of those who are not meant: a child's own siblings.
    """

    chosen = Signal(object)
    """An :class:`Acquaintance`."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        title: str = "Har hon varit här förut?",
        nor: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._nor = nor
        self._typed = Likeness(names=())
        self.card = Card(title, icon=Icon.PEOPLE)
        self.card.opened.connect(self._choose)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(self.card)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask_now)
        self.hide()

    def sizeHint(self) -> QSize:
        return self.card.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for the heading and half a row: with large letters the rest scrolls."""
        least = look.current().px(_LEAST_HEIGHT)
        hint = self.card.minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), least))

    def about(self, typed: Likeness) -> None:
        """Look for persons like the one being typed, when the typing rests."""
        if typed != self._typed:
            self._typed = typed
            self._pause.start()

    def ask_now(self) -> None:
        """Look without waiting."""
        self._pause.stop()
        asked = self._typed
        self._desk.ask(
            similar_persons,
            asked,
            nor=self._nor,
            then=lambda found: self._show(asked, found),
            owner=self,
        )

    def clear(self) -> None:
        """Forget what was typed."""
        self._pause.stop()
        self._typed = Likeness(names=())
        self.card.show_lines(())
        self.hide()

    def _show(self, asked: Likeness, found: list[SimilarPerson]) -> None:
        if asked != self._typed:
            return
        was = len(self.card.rows)
        self.card.show_lines([self._line(each) for each in found])
        self.setVisible(bool(found))
        self.updateGeometry()
        if found and len(found) != was:
            number = "En liknande person" if len(found) == 1 else f"{len(found)} liknande personer"
            announce(self, f"{number} finns redan")

    def _choose(self, id: str) -> None:
        """Take a person who may be taken: a protected one only by whoever has her case."""
        if id:
            self._desk.ask(acquaintance, id, then=self._take, owner=self)
        else:
            announce(self, "Skyddad träff. Kontakta den som har ärendet.")

    def _line(self, each: SimilarPerson) -> Line:
        if each.ask is None:
            return Line(
                key=each.person.id,
                text=each.case_code or "Registrerad utan ärende",
                detail=each.why[:1].upper() + each.why[1:],
                icon=Icon.PERSON,
            )
        if each.ask == self._desk.user:
            return Line(
                key=each.person.id,
                text="Skyddad träff",
                detail="Ett av dina egna ärenden",
                icon=Icon.LOCK,
            )
        return Line(
            key="",
            text="Skyddad träff",
            detail=f"Kontakta {each.ask}" if each.ask else "Kontakta den som har ärendet",
            icon=Icon.LOCK,
        )

    def _take(self, found: Acquaintance | None) -> None:
        if found is not None:
            self.chosen.emit(found)
