"""One question of the capture: its label, the key that leads to it, its answer, its fault.

One key answers: the key of a chip chooses it and goes on to the next question where one
answer is enough; Enter goes on from every question. Space and a click choose and stay.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kvinnobyran.domain.faults import Fault
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import NumberEdit
from kvinnobyran.ui.kit.fields import FaultLine
from kvinnobyran.ui.kit.label import Label, Voice, restyle
from kvinnobyran.ui.kit.tokens import Space

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_FREE = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked. ``field`` is the record's, ``make`` builds the editor in its parent.

    ``several`` answers can be chosen; ``full_at`` so many digits, a number is complete and
    the next question comes by itself.
    """

    field: str
    label: str
    make: Callable[[QWidget], Editor]
    shortcut: str = ""
    several: bool = False
    note: str = ""
    full_at: int = 0


class Question(QWidget):
    """A question with its answer. ``done`` asks for the next one, ``edited`` says it changed."""

    edited = Signal()
    done = Signal()

    def __init__(self, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent)
        self.ask = ask
        self._line: FaultLine | None = None
        # From the top down, every part born where it stays: moving styled widgets into a
        # parent costs more than making them, and the page must be there in 100 ms.
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        self._column.addLayout(head)
        head.addWidget(Label(ask.label, Voice.LABEL, wrap=False, parent=self))
        if ask.note:
            head.addWidget(Label(ask.note, Voice.SMALL, wrap=False, parent=self))
        head.addStretch(1)
        if ask.shortcut:
            head.addWidget(Label(ask.shortcut, Voice.SMALL, wrap=False, parent=self))
        self.editor = ask.make(self)
        widget = self.editor.as_widget()
        widget.setAccessibleName(ask.label)
        self._column.addWidget(widget)
        self.editor.on_edited().connect(self._edited)
        for part in (widget, *widget.findChildren(QWidget)):
            if isinstance(part, QAbstractButton | QLineEdit):
                part.installEventFilter(self)

    @property
    def field(self) -> str:
        """Return the field of the record."""
        return self.ask.field

    def enter(self) -> None:
        """Put the focus on the answer."""
        self.editor.as_widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_fault(self, fault: Fault | None) -> None:
        """Show what is wrong with the answer beside it, or nothing."""
        if self._line is not None:
            self._column.removeWidget(self._line)
            self._line.hide()
            self._line.deleteLater()
            self._line = None
        if fault is not None:
            self._line = FaultLine(fault)
            self._column.addWidget(self._line)
        widget = self.editor.as_widget()
        widget.setAccessibleDescription(fault.sentence if fault else self.ask.note)
        inner = widget.focusProxy() or widget
        inner.setProperty("fault", fault.severity.value.casefold() if fault else None)
        restyle(inner)

    @property
    def fault(self) -> str:
        """Return the sentence that is shown beside the answer, or ``""``."""
        return self._line.fault.sentence if self._line is not None else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer by one key, and go on."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.modifiers() & ~_FREE:
                return False
            if Qt.Key(event.key()) in _ENTER:
                self.done.emit()
                return True
            return not self.ask.several and self._answer(event.text().casefold())
        return super().eventFilter(watched, event)

    def _answer(self, key: str) -> bool:
        """Choose the chip of a key; one that is chosen already stays chosen."""
        chips = self.editor
        if not isinstance(chips, Chips) or not key.strip():
            return False
        chosen = next(
            (
                chip
                for chip in chips.findChildren(QAbstractButton)
                if getattr(chip, "key", "") == key
            ),
            None,
        )
        if chosen is None:
            return False
        if not chosen.isChecked():
            chips.press(key)
        self.done.emit()
        return True

    def _edited(self) -> None:
        self.show_fault(None)
        self.edited.emit()
        if self.ask.full_at and isinstance(self.editor, NumberEdit):
            text = self.editor.text()
            if len(text) == self.ask.full_at and text.isdigit() and self.editor.hasFocus():
                self.done.emit()
