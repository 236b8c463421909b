"""A line that is read forgivingly; under it stands how it was understood."""

from abc import abstractmethod
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space


class Understood(Protocol):
    """What a text was read as."""

    @property
    def label(self) -> str:
        """Return the Swedish words for it."""


T = TypeVar("T", bound=Understood)


class ForgivingLine(QWidget, Editor, Generic[T]):
    """The base of editors that read words: a subclass says how, with its own examples."""

    edited = Signal()
    examples = ""
    unreadable = ""
    """The sentence for what cannot be read."""

    def __init__(self, placeholder: str, *, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineEdit(placeholder=placeholder, limit=limit)
        self.line.setToolTip(self.examples)
        self.said = Label("", Voice.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.line)
        column.addWidget(self.said)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self._edited)
        self._say()

    @abstractmethod
    def value(self) -> T | None:
        """Return what the line means, or None."""

    def put(self, words: str) -> None:
        """Show these words, and how they are understood."""
        self.line.set_value(words)
        self._say()

    def problem(self) -> str:
        return self.unreadable if self.line.text().strip() and self.value() is None else ""

    def draft(self) -> str:
        return self.line.text()

    def restore(self, draft: str) -> None:
        self.put(str(draft))

    def caret(self) -> int:
        return self.line.caret()

    def set_caret(self, place: int) -> None:
        self.line.set_caret(place)

    def setAccessibleName(self, name: str, /) -> None:
        """Name the line too."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _edited(self) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        found = self.value()
        told = "" if found is None or found.label == self.line.text().strip() else found.label
        self.said.setText(told)
        self.said.setVisible(bool(told))
        self.line.setAccessibleDescription(told or self.examples)
