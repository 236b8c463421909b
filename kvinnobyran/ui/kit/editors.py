"""The plain editors: a line, an area, a number, a closed list. Others have their own file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.ui.kit import fonts, look
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Space, Type
from kvinnobyran.ui.kit.writing import WritingArea

NOTHING = "Inget valt"
_LINE = 18
"""The height of one line of text in logical pixels at 100 %."""
_DIGITS = 18
"""The digits that SQLite's whole numbers can surely hold."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the value, what it is called, and perhaps a word of help.

    ``key`` is the one key that chooses it among chips; without one it is its number.
    """

    value: Any
    label: str
    help: str = ""
    key: str = ""


def options(of: type[Code] | Iterable[Option | Code]) -> tuple[Option, ...]:
    """Return options of a whole closed list, of some of its codes, or as they are."""
    return tuple(each if isinstance(each, Option) else Option(each, each.label) for each in of)


def too_long(length: int, limit: int) -> str:
    """Return a sentence if a text is too long to keep: it is refused, never cut."""
    if length <= limit:
        return ""
    most = f"{limit:,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"Texten är för lång. Högst {most} tecken får plats."


class LineEdit(PlainLine, Editor):
    """One line of text. The value is the text, literally."""

    edited = Signal()

    def __init__(
        self, *, placeholder: str = "", limit: int = 500, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self.edited)

    def value(self) -> str:
        return self.text()

    def set_value(self, value: str | None) -> None:
        self.setText(value or "")

    def problem(self) -> str:
        return too_long(len(self.text()), self._limit)

    def caret(self) -> int:
        return self.cursorPosition()

    def set_caret(self, place: int) -> None:
        self.setCursorPosition(place)


class TextEdit(WritingArea, Editor):
    """Some lines of text. ``lines`` is how many are seen; more can be typed."""

    edited = Signal()

    def __init__(
        self,
        *,
        placeholder: str = "",
        lines: int = 4,
        limit: int = 200_000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._limit = limit
        self._filling = False
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.typed.connect(self._changed)
        look.follow(self._fit)

    def value(self) -> str:
        return self.text()

    def set_value(self, value: str | None) -> None:
        self._filling = True
        self.set_text(value or "")
        self._filling = False

    def problem(self) -> str:
        return too_long(self.document().characterCount() - 1, self._limit)

    def caret(self) -> int:
        return self.textCursor().position()

    def set_caret(self, place: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def _fit(self) -> None:
        self.setFixedHeight(look.current().px(_LINE) * self._lines + 24)

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()


class NumberEdit(PlainLine, Editor):
    """A whole number, or nothing. The unit stands at the right, inside the field."""

    edited = Signal()
    narrow = True

    def __init__(
        self,
        *,
        least: int = 0,
        most: int = 999_999,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._unit = unit
        self.setInputMethodHints(self.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self.edited)
        look.follow(self._fit)

    def value(self) -> int | None:
        return self._read()

    def set_value(self, value: int | None) -> None:
        self.setText("" if value is None else str(value))

    def problem(self) -> str:
        if not self.text().strip():
            return ""
        number = self._read()
        if number is None:
            return "Skriv ett helt tal med siffror."
        return "" if self._least <= number <= self._most else self._bounds()

    def draft(self) -> str:
        return self.text()

    def restore(self, draft: str) -> None:
        self.setText(str(draft))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the unit in the second voice."""
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(QColor(look.current().tokens.muted))
            room = self.rect().adjusted(0, 0, -Space.M, 0)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, side, self._unit)
            painter.end()

    def _fit(self) -> None:
        letters = QFontMetrics(fonts.font(look.current().points(Type.BODY)))
        room = letters.horizontalAdvance(self._unit) + Space.S if self._unit else 0
        self.setTextMargins(0, 0, room, 0)
        self.setFixedWidth(look.current().px(84) + room)

    def _bounds(self) -> str:
        return f"Skriv ett tal från {self._least} till {self._most}."

    def _read(self) -> int | None:
        text = "".join(self.text().split())
        body = text.removeprefix("-").removeprefix("−")
        if not (body.isascii() and body.isdigit() and len(body) <= _DIGITS):
            return None
        return int(body) if body == text else -int(body)


class CodeBox(QComboBox, Editor):
    """One of a closed list, or nothing. The value is the code, or None."""

    edited = Signal()

    def __init__(
        self,
        of: type[Code] | Iterable[Option | Code],
        *,
        nothing: str | None = NOTHING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values: tuple[Any, ...] = ()
        self._nothing = nothing
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        # Only this delegate lets the style sheet give the rows of the list their height.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.set_options(of)
        self.activated.connect(lambda _: self.edited.emit())

    def set_options(self, of: type[Code] | Iterable[Option | Code]) -> None:
        """Offer other things; what was chosen stays if it is still offered."""
        chosen = self.value()
        offered = options(of)
        first: Sequence[Any] = () if self._nothing is None else (None,)
        self._values = (*first, *(option.value for option in offered))
        self.blockSignals(True)
        self.clear()
        if self._nothing is not None:
            self.addItem(self._nothing)
        for option in offered:
            self.addItem(option.label)
            if option.help:
                self.setItemData(self.count() - 1, option.help, Qt.ItemDataRole.ToolTipRole)
        self.blockSignals(False)
        self.set_value(chosen if chosen in self._values else None)

    def value(self) -> Any:  # noqa: ANN401 - whatever the options hold
        # By the index, never by Qt's item data: Qt makes a plain str of an enum.
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - whatever the options hold
        if value is not None and value not in self._values:
            # A value that has retired is still what the record says.
            self._values = (*self._values, value)
            self.addItem(getattr(value, "label", str(value)))
        place = self._values.index(value) if value in self._values else 0
        self.setCurrentIndex(place if self._values else -1)

    def draft(self) -> str | None:
        value = self.value()
        return None if value is None else str(value)

    def restore(self, draft: str | None) -> None:
        self.set_value(next((each for each in self._values if str(each) == draft), None))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel that passes by must not change an answer."""
        event.ignore()
