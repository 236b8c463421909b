"""A time as well as it is remembered: "våren 2019", "2017", "ca 2016–2018"."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.rough_entry import read_rough
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

EXAMPLES = "Till exempel våren 2019, 2017, ca 2016–2018 eller 12 maj 2020"
UNREADABLE = f"Det går inte att läsa som en tid. {EXAMPLES}."
_LONGEST = 80


class RoughEdit(QWidget, Editor):
    """A forgiving line; under it stands how it was understood."""

    edited = Signal()

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.line = LineEdit(placeholder="Till exempel våren 2019", limit=_LONGEST)
        self.line.setToolTip(EXAMPLES)
        self.said = Label("", Voice.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.line)
        column.addWidget(self.said)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self._edited)
        self._say()

    def value(self) -> RoughTime | None:
        return read_rough(self.line.text(), self._today)

    def set_value(self, value: RoughTime | None) -> None:
        self.line.set_value("" if value is None else value.label)
        self._say()

    def problem(self) -> str:
        return UNREADABLE if self.line.text().strip() and self.value() is None else ""

    def draft(self) -> str:
        return self.line.text()

    def restore(self, draft: str) -> None:
        self.line.set_value(str(draft))
        self._say()

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
        self.line.setAccessibleDescription(told or EXAMPLES)
