"""The one question after a call: whose is it? Three answers, one key each."""

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from kvinnobyran.ui.capture.joining import JoiningStep
from kvinnobyran.ui.capture.opening import OpeningStep
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space


class Whose(Enum):
    """The three answers; the value is the key."""

    JOIN = "1"
    OPEN = "2"
    STATISTICS = "3"


_LINES = (
    Line(
        key=Whose.JOIN,
        text="Knyt till ärende",
        detail="Hon har redan ett ärende hos oss",
        aside="1",
        icon=Icon.LINK,
        tone="accent",
    ),
    Line(
        key=Whose.OPEN,
        text="Nytt ärende",
        detail="Känd, alias eller anonym",
        aside="2",
        icon=Icon.ADD,
        tone="accent",
    ),
    Line(
        key=Whose.STATISTICS,
        text="Bara statistik",
        detail="Kontakten räknas, ingen person sparas",
        aside="3",
        icon=Icon.STATISTICS,
        tone="accent",
    ),
)
_TITLES = ("Vems kontakt är det?", "Vilket ärende?", "Nytt ärende")


class WhoseStep(QWidget):
    """The question and what follows on its answers, in the place of the answers column."""

    answered = Signal(object)
    """The :class:`Whose` that was chosen."""
    save_case = Signal()
    """The form of a new case is to be saved."""
    left = Signal()
    """Back to the questions of the call."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(_TITLES[0], Voice.HEADING)
        self.choices = Card("Kontakten är klar", icon=Icon.CHECK)
        self.choices.show_lines(_LINES)
        self.choices.opened.connect(self.answered)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choices)
        column.addStretch(1)
        self.joining = JoiningStep(desk)
        self.opening = OpeningStep(desk)
        self.pages = QStackedWidget()
        for page in (_scrolling(first), _scrolling(self.joining), _scrolling(self.opening)):
            self.pages.addWidget(page)
        self._back = Button("Tillbaka", Kind.QUIET, icon=Icon.CHEVRON_LEFT, then=self.go_back)
        self.save = BusyButton("Spara nytt ärende", Kind.PRIMARY, then=self.save_case.emit)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.M)
        whole.addWidget(self.title)
        whole.addWidget(self.pages, 1)
        whole.addLayout(foot)
        self.opening.settled.connect(lambda: self._turn_to(self.pages.currentIndex()))
        self._turn_to(0)

    @property
    def at(self) -> Whose | None:
        """Return which answer is being filled in, or None at the question itself."""
        return {1: Whose.JOIN, 2: Whose.OPEN}.get(self.pages.currentIndex())

    def ask(self) -> None:
        """Ask the question."""
        self._turn_to(0)
        self.enter()

    def enter(self) -> None:
        """Put the focus in what is asked."""
        if self.at is Whose.JOIN:
            self.joining.search.setFocus()
        elif self.at is Whose.OPEN:
            self.opening.form.focus_first()
        else:
            self.choices.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_joining(self) -> None:
        """Show the list of cases."""
        self._turn_to(1)
        self.joining.begin()

    def show_opening(self) -> None:
        """Show the form of a new case."""
        self._turn_to(2)

    def go_back(self) -> None:
        """Go one step back."""
        if self.pages.currentIndex():
            self.ask()
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the three keys, while the question is asked."""
        free = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = {answer.value: answer for answer in Whose}
        if free and self.pages.currentIndex() == 0 and event.text() in keys:
            self.answered.emit(keys[event.text()])
        else:
            super().keyPressEvent(event)

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.title.setText(_TITLES[page])
        forms = page == 2  # noqa: PLR2004 - the form of a new case
        self.save.setVisible(forms and self.opening.joins is None)


def _scrolling(widget: QWidget) -> QScrollArea:
    """Let a part scroll by itself: with large letters there is more than the pane holds."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
