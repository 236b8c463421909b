"""What is read and not edited: pairs of words, and earlier versions that unfold in their card."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Radius, Space

Pairs = Iterable[tuple[str, str]]
K = TypeVar("K", bound=Hashable)


class Passage(QFrame):
    """A text that takes the focus, so that the keyboard and a screen reader come to it.

    With ``compact`` each label stands on the same line as its few words.
    """

    def __init__(self, name: str, pairs: Pairs, *, compact: bool = False) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.XS, Space.S, Space.S)
        column.setSpacing(2)
        spoken = [name]
        for label, words in pairs:
            if not words:
                continue
            whole = f"{label}: {words}" if label else words
            if label and not compact:
                head = Label(label, Voice.LABEL)
                head.setContentsMargins(0, Space.XS, 0, 0)
                column.addWidget(head)
            column.addWidget(Label(whole if compact else words))
            spoken.append(whole)
        self.setAccessibleName(". ".join(spoken))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus ring around the text."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(self, Radius.FIELD, gap=False)


class Unfolding(QWidget, Generic[K]):
    """Where a card shows the version that was opened; the same once more folds it again."""

    def __init__(self, passage: Callable[[K], Passage]) -> None:
        super().__init__()
        self._passage = passage
        self._shown: Hashable = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def unfold(self, version: K) -> None:
        """Show this version, or fold it away if it is the one that is shown."""
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        if version == self._shown:
            self._shown = None
            return
        self._shown = version
        passage = self._passage(version)
        self._column.addWidget(passage)
        passage.show()
        passage.setFocus(Qt.FocusReason.OtherFocusReason)


def above(card: Card, widget: QWidget) -> None:
    """Put something between a card's heading and its rows."""
    column = card.layout()
    if isinstance(column, QVBoxLayout):
        column.insertWidget(1, widget)


def sentence(parts: Sequence[str]) -> str:
    """Return the parts that say something, one after the other."""
    return " ".join(part for part in parts if part)
