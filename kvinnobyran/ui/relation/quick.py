"""One line is enough: "våren 2019 flyttade ihop" (A3). Below it stands how it was understood."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.timeline_entry import Told, understand
from kvinnobyran.flows.drafts import Draft, draft_of
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.draft import DraftKeeper
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.tokens import Space

LINE_DRAFT = "timeline_line"
EXAMPLE = "Till exempel: våren 2019 flyttade ihop"
NO_TIME = "Skriv också när, till exempel våren 2019, 2017 eller ca 2016–2018."
_LONGEST = 500


class _Line(LineEdit):
    """The line. Enter puts the event in, Ctrl+Enter opens it on a sheet."""

    entered = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)


class QuickLine(QWidget):
    """The line, its buttons, and what it means. What is typed is kept as a draft."""

    def __init__(
        self,
        desk: Desk,
        case_id: str,
        *,
        add: Callable[[Told], object],
        more: Callable[[Told], object],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._case_id = case_id
        self._add, self._more = add, more
        self.line = _Line(placeholder=EXAMPLE, limit=_LONGEST)
        self.line.setAccessibleName("Ny händelse")
        self.said = Label("", Voice.MUTED)
        self.keeper = DraftKeeper(
            desk,
            LINE_DRAFT,
            case_id,
            lambda: {"case": case_id, "line": self.line.text()},
            parent=self,
        )
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.line, 1)
        row.addWidget(Button("Lägg till", icon=Icon.ADD, then=self.enter))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(self.said, 1)
        below.addWidget(Button("Fler uppgifter", Kind.QUIET, then=lambda: self.enter(more=True)))
        column.addLayout(below)
        self.line.edited.connect(self._edited)
        self.line.entered.connect(lambda more: self.enter(more=more))
        self._say()

    @property
    def told(self) -> Told:
        """Return how the line is understood now."""
        return understand(self.line.text(), self._desk.today)

    def begin(self) -> None:
        """Bring back what was typed and not put in."""
        self._desk.ask(
            draft_of, self._desk.user, LINE_DRAFT, self._case_id, then=self._came_back, owner=self
        )

    def enter(self, *, more: bool = False) -> None:
        """Put the event in, or open it on a sheet; say what is missing."""
        told = self.told
        if more:
            self._more(told)
        elif not self.line.text().strip():
            self.line.setFocus()
        elif told.happened is None:
            self.complain(NO_TIME)
        else:
            self._add(told)

    def complain(self, sentence: str) -> None:
        """Say why the line cannot be put in; it stays."""
        self.said.speak_as(Voice.DANGER)
        self.said.setText(sentence)
        self.line.setAccessibleDescription(sentence)
        announce(self.line, sentence)
        self.line.setFocus()

    def clear(self) -> None:
        """Be empty again: what was typed is on the timeline now."""
        self.line.set_value("")
        self.keeper.drop()
        self._say()

    def _edited(self) -> None:
        self.keeper.touch()
        self._say()

    def _say(self) -> None:
        told = self.told
        if not self.line.text().strip():
            words = "Retur lägger till. Skriv när och vad som hände, i vilken ordning som helst."
        else:
            when = "När? " if told.happened is None else f"{told.happened.label} · "
            text = f" · {told.text}" if told.text else ""
            words = f"{when}{told.kind.label}{text}"
        self.said.speak_as(Voice.MUTED)
        self.said.setText(words)
        self.line.setAccessibleDescription(words)

    def _came_back(self, draft: Draft | None) -> None:
        if draft is not None and not self.line.text():
            self.line.set_value(str(draft.body.get("line", "")))
            self._say()
