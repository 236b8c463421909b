"""The forgiving fields for a day and for a clock time. What can be typed: date_entry.py."""

from datetime import date, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kvinnobyran.domain.date_entry import described, months_later, read_date, read_time
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Space

EXAMPLES = "Skriv till exempel 2026-11-22, 22/11, imorgon, +14 eller v. 47"
NO_DATE = "Det går inte att läsa som ett datum. Skriv till exempel 2026-11-22, 22/11 eller imorgon."
NO_TIME = "Det går inte att läsa som en tid. Skriv till exempel 9.30."

_PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier
_DAYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_MONTHS = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}


class DateEdit(QWidget, Editor):
    """A day, or nothing. Beside it stands the weekday and the week, as one types.

    ``today`` is what *idag*, *+14* and a left out year start from. Up and down move a day,
    Page Up and Page Down a month; T is today when the field is empty or all of it marked.
    """

    edited = Signal()
    narrow = True

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.line = _DateLine(self)
        self.line.setPlaceholderText("åååå-mm-dd")
        self.line.setToolTip(EXAMPLES)
        self.said = Label("", Voice.MUTED, wrap=False)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(self.line)
        box.addWidget(self.said, 1)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line.textEdited.connect(self._edited)
        self.line.left.connect(self._tidy)
        self.line.moved.connect(self.move_by)
        self._say()

    def set_today(self, today: date) -> None:
        """Say what day it is; needed by a form that stays open past midnight."""
        self._today = today

    def value(self) -> date | None:
        return read_date(self.line.text(), self._today)

    def set_value(self, value: date | None) -> None:
        self.line.setText("" if value is None else value.isoformat())
        self._say()

    def problem(self) -> str:
        return NO_DATE if self.line.text().strip() and self.value() is None else ""

    def draft(self) -> str:
        return self.line.text()

    def restore(self, draft: str) -> None:
        self.line.setText(draft)
        self._say()

    def caret(self) -> int:
        return self.line.cursorPosition()

    def set_caret(self, place: int) -> None:
        self.line.setCursorPosition(place)

    def setAccessibleName(self, name: str, /) -> None:
        """Name the field."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def move_by(self, days: int, months: int) -> None:
        """Move by days and months from what stands there, or from today."""
        start = self.value() or self._today
        try:
            moved = months_later(start, months) + timedelta(days=days)
        except OverflowError:
            return
        self.line.setText(moved.isoformat())
        self.line.selectAll()
        self._edited()

    def _edited(self) -> None:
        self._say()
        self.edited.emit()

    def _tidy(self) -> None:
        """Write the day as ISO when the field is left, so that all days look alike."""
        found = self.value()
        if found is not None and self.line.text() != found.isoformat():
            self.line.setText(found.isoformat())
            self._say()

    def _say(self) -> None:
        found = self.value()
        if found is None:
            told = "Inget datum än" if self.line.text().strip() else ""
        else:
            iso = found.isoformat()
            words = described(found)
            told = words if self.line.text().strip() == iso else f"{iso}, {words}"
        self.said.setText(told)
        self.line.setAccessibleDescription(told or EXAMPLES)


class _DateLine(PlainLine):
    """The line itself, with its keys."""

    left = Signal()
    moved = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        look.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(look.current().px(124))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        free = not self.isReadOnly() and event.modifiers() in {_PLAIN, Qt.KeyboardModifier(0)}
        whole = not self.text() or self.selectedText() == self.text()
        if free and key in _DAYS:
            self.moved.emit(_DAYS[key], 0)
        elif free and key in _MONTHS:
            self.moved.emit(0, _MONTHS[key])
        elif free and key == Qt.Key.Key_T and whole:
            self.setText("idag")
            self.moved.emit(0, 0)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class TimeEdit(PlainLine, Editor):
    """A clock time, or nothing. Takes 0930, 9.30, 9:30 and 9; shows 09:30."""

    edited = Signal()
    narrow = True

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("tt:mm")
        look.follow(self._fit)
        self.textEdited.connect(self.edited)

    def value(self) -> time | None:
        return read_time(self.text())

    def set_value(self, value: time | None) -> None:
        self.setText("" if value is None else f"{value:%H:%M}")

    def problem(self) -> str:
        return NO_TIME if self.text().strip() and self.value() is None else ""

    def draft(self) -> str:
        return self.text()

    def restore(self, draft: str) -> None:
        self.setText(draft)

    def caret(self) -> int:
        return self.cursorPosition()

    def set_caret(self, place: int) -> None:
        self.setCursorPosition(place)

    def _fit(self) -> None:
        self.setFixedWidth(look.current().px(84))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the time as 09:30 when the field is left."""
        super().focusOutEvent(event)
        found = self.value()
        if found is not None:
            self.setText(f"{found:%H:%M}")
