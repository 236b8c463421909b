"""The two sides of the capture: the note, and the questions or what is asked after them."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kvinnobyran.ui.capture.answers import AnswersPane
from kvinnobyran.ui.capture.question import Question
from kvinnobyran.ui.capture.questions import Questions
from kvinnobyran.ui.capture.similar import Similar
from kvinnobyran.ui.capture.whose import WhoseStep
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.note_edit import NoteEdit
from kvinnobyran.ui.kit.tokens import Space

_SIDE_BY_SIDE = 860
"""Below this width, in logical pixels at 100 %, the questions stand under the note."""


class Sides(QWidget):
    """Holds the parts. What is asked after the call is built when it is first needed.

    ``asked`` is told about the questions when they are there, ``built`` about the two late
    parts.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        asked: Callable[[Questions], object],
        built: Callable[[WhoseStep, Similar], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = asked
        self._built = built
        self._whose: WhoseStep | None = None
        self._similar: Similar | None = None
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.XL)
        self._left = QVBoxLayout()
        self._left.setSpacing(Space.M)
        self._box.addLayout(self._left, 5)
        self.note = NoteEdit(placeholder="Skriv medan ni talar …", parent=self)
        self.note.setAccessibleName("Anteckning från samtalet")
        self._left.addWidget(self.note, 1)
        self._answers: AnswersPane | None = None
        self._right = QStackedWidget(self)
        self._box.addWidget(self._right, 6)

    @property
    def asking(self) -> bool:
        """Tell whether it is asked whose the contact is."""
        return self._whose is not None and self._right.currentWidget() is self._whose

    @property
    def has_questions(self) -> bool:
        """Tell whether the questions are there yet."""
        return self._answers is not None

    @property
    def answers(self) -> AnswersPane:
        """Return the column of questions.

        It is built a moment after the note, so that the cursor is there at once: the call
        has begun, and the first word is written before the first question is answered.
        """
        if self._answers is None:
            self._answers = AnswersPane(self._desk, self._right)
            self._right.addWidget(self._answers)
            self._asked(self._answers.questions)
        return self._answers

    @property
    def questions(self) -> Questions:
        """Return the questions of the call."""
        return self.answers.questions

    @property
    def is_built(self) -> bool:
        """Tell whether the late parts are there."""
        return self._whose is not None

    @property
    def whose(self) -> WhoseStep:
        """Return what is asked after the call."""
        if self._whose is None:
            self._whose = WhoseStep(self._desk, self._right)
            self._right.addWidget(self._whose)
            self._similar = Similar(self._desk, self)
            self._left.addWidget(self._similar)
            self._built(self._whose, self._similar)
        return self._whose

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 goes between.

        From outside, the questions are entered at the first one without an answer.
        """
        if self.asking:
            late = (self.whose, self._similar)
            return (self.note, *(pane for pane in late if pane and not pane.isHidden()))
        inside = self.answers.isAncestorOf(QApplication.focusWidget() or self)
        return (self.note, self.answers if inside else self.questions.first_open())

    def show_questions(self) -> None:
        """Show the questions of the call, if they are there yet."""
        if self._answers is not None:
            self._right.setCurrentWidget(self._answers)
        if self._similar is not None:
            self._similar.clear()

    def show_whose(self) -> None:
        """Show what is asked after the call."""
        self._right.setCurrentWidget(self.whose)

    def next_pane(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) part."""
        panes = self.panes
        focused = QApplication.focusWidget() or self.note
        here = (pane is focused or pane.isAncestorOf(focused) for pane in panes)
        at = next((place for place, found in enumerate(here) if found), 0)
        pane = panes[(at + by) % len(panes)]
        if isinstance(pane, Question):
            self.questions.enter(pane)
        elif pane is self.note:
            self.note.setFocus()
        elif pane is self._similar:
            self._similar.card.rows[0].setFocus()
        else:
            self.whose.enter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the questions beside the note, or under it where there is little room."""
        super().resizeEvent(event)
        beside = event.size().width() >= look.current().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way is not self._box.direction():
            self._box.setDirection(way)
