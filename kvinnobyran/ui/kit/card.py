"""A card with a heading and rows: what to do, what waits, what needs a look."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import IconLabel, Label, Voice
from kvinnobyran.ui.kit.tokens import Radius, Size, Space


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a card.

    ``key`` is whatever the page needs to open it; ``aside`` stands at the right (a time,
    a status). ``done_text`` is the verb for Space; without one the row cannot be done.
    """

    key: Hashable
    text: str
    detail: str = ""
    aside: str = ""
    icon: Icon | None = None
    tone: str = "muted"
    done_text: str = ""


class CardRow(QAbstractButton):
    """A row that opens with Enter or a click, is done with Space, and has a menu."""

    opened = Signal()
    finished = Signal()
    wanted_menu = Signal(QPoint)
    step = Signal(int)

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, 6, Space.S, 6)
        row.setSpacing(10)
        if line.icon is not None:
            row.addWidget(IconLabel(line.icon, line.tone), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(line.text))
        if line.detail:
            words.addWidget(Label(line.detail, Voice.MUTED))
        row.addLayout(words, 1)
        if line.aside:
            voice = Voice(line.tone) if line.tone in {"danger", "warn", "ok"} else Voice.MUTED
            row.addWidget(Label(line.aside, voice, wrap=False))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        parts = (line.text, line.detail, line.aside)
        self.setAccessibleName(", ".join(part for part in parts if part))
        hint = f", mellanslag: {line.done_text.lower()}" if line.done_text else ""
        self.setAccessibleDescription(f"Retur öppnar{hint}")
        self.clicked.connect(self.opened)
        look.follow(self._fit)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    def _fit(self) -> None:
        self.setMinimumHeight(look.current().px(Size.CONTROL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            if self.line.done_text:
                self.finished.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.step.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.mapToGlobal(self.rect().center()) if by_key else event.globalPos()
        self.wanted_menu.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            paint_ring(self, Radius.FIELD, gap=False)


class Card(QFrame):
    """A heading, rows, and what stands there when there are none."""

    opened = Signal(object)
    done = Signal(object)

    def __init__(
        self,
        title: str,
        *,
        icon: Icon | None = None,
        empty: str = "Inget just nu.",
        button: Button | None = None,
        menu: Callable[[Hashable, QMenu], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "card")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._menu = menu
        self._rows: list[CardRow] = []
        self._empty = Label(empty, Voice.MUTED)
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, 0, Space.S, 0)
        head.setSpacing(Space.S)
        if icon is not None:
            head.addWidget(IconLabel(icon, "accent"))
        head.addWidget(Label(title, Voice.HEADING), 1)
        self._count = Label("", Voice.SMALL, wrap=False)
        head.addWidget(self._count)
        if button is not None:
            head.addWidget(button)
        self.body = QVBoxLayout()
        """Room for other things than rows, under them."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._empty.setContentsMargins(Space.S, 0, Space.S, Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.S)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._lines)
        column.addWidget(self._empty)
        column.addLayout(self.body)
        column.addStretch(1)

    @property
    def rows(self) -> tuple[CardRow, ...]:
        """Return the rows that are shown."""
        return tuple(self._rows)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows. The focus stays at the same place if it was in the card."""
        was = next((at for at, row in enumerate(self._rows) if row.hasFocus()), -1)
        for row in self._rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in lines]
        for row in self._rows:
            self._lines.addWidget(row)
            # Qt would show it a moment later, and what is not shown takes no focus.
            row.show()
        self._empty.setVisible(not lines)
        self._count.setText(str(len(lines)) if lines else "")
        self._rove(0)
        if was >= 0 and self._rows:
            self._go(min(was, len(self._rows) - 1))

    def _row(self, line: Line) -> CardRow:
        row = CardRow(line)
        row.opened.connect(lambda: self.opened.emit(line.key))
        row.finished.connect(lambda: self.done.emit(line.key))
        row.wanted_menu.connect(lambda place: self._show_menu(line, place))
        row.step.connect(lambda by: self._go(self._rows.index(row) + by))
        return row

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self._rove(place)
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self, place: int) -> None:
        """Let Tab lead to one row only; the arrows lead to the others."""
        for at, row in enumerate(self._rows):
            tab = at == place
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)

    def _show_menu(self, line: Line, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Öppna").triggered.connect(lambda: self.opened.emit(line.key))
        if line.done_text:
            menu.addAction(line.done_text).triggered.connect(lambda: self.done.emit(line.key))
        if self._menu is not None:
            self._menu(line.key, menu)
        menu.popup(place)
