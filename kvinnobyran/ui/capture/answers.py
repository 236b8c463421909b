"""The scrolling column of questions: whichever has the focus is seen whole."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from kvinnobyran.ui.capture.questions import Questions
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.tokens import Space


class AnswersPane(QScrollArea):
    """The right pane during the call."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Frågor om kontakten")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # The ground is put in place before anything stands on it: see question.py.
        ground = QWidget(self.viewport())
        ground_column = QVBoxLayout(ground)
        ground_column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(ground)
        self.questions = Questions(desk, ground)
        self.questions.focused.connect(self._reveal)
        ground_column.addWidget(self.questions)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to the first question without an answer."""
        self.questions.enter_first()

    def event(self, event: QEvent) -> bool:
        """Keep the focused question in sight also when the size of things changes."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            focused = QApplication.focusWidget() or self
            if self.questions.isAncestorOf(focused):
                self.ensureWidgetVisible(focused, Space.S, Space.XL)
        return handled

    def _reveal(self, question: QWidget) -> None:
        self.ensureWidgetVisible(question, Space.S, Space.XL)
