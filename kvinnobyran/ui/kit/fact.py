"""Something a form only tells. It has a place among the fields, so a rule can speak of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.label import Label


class Fact(Label, Editor):
    """Words that are read, not typed. The value is None."""

    edited = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def value(self) -> None:
        """Return nothing: there is nothing to save."""

    def set_value(self, value: object) -> None:
        """Keep the words: they are about the case, not of the record."""

    def draft(self) -> None:
        """Return nothing: there is nothing to keep."""

    def restore(self, draft: object) -> None:
        """Keep the words."""
