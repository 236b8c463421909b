"""One line of text that offers what others have been called, while one types."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from kvinnobyran.ui.kit.editors import LineEdit

_MOST_SHOWN = 8


class SuggestEdit(LineEdit):
    """A line with suggestions. The value is the text: one may always write something else.

    ``picked`` carries a suggestion that was chosen. The arrows go into the list, Enter takes
    what is marked, Esc closes it.
    """

    picked = Signal(str)

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self._names = QStringListModel(self)
        suggested = QCompleter(self._names, self)
        suggested.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        suggested.setFilterMode(Qt.MatchFlag.MatchContains)
        suggested.setMaxVisibleItems(_MOST_SHOWN)
        listed = QListView()
        listed.setAccessibleName("Förslag")
        suggested.setPopup(listed)
        suggested.activated.connect(self._take)
        self.setCompleter(suggested)

    def offer(self, names: Iterable[str]) -> None:
        """Offer these, in their order."""
        self._names.setStringList(list(names))

    @property
    def offered(self) -> tuple[str, ...]:
        """Return what is offered, whatever is typed."""
        return tuple(self._names.stringList())

    def _take(self, text: object) -> None:
        if not isinstance(text, str):
            return  # Qt says the same twice: as text, and as a place in the list
        self.setText(text)
        self.edited.emit()
        self.picked.emit(text)
