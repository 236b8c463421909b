"""A card with a heading and rows: what to do, what waits, what needs a look."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kvinnobyran.ui.kit import fonts, icons, look
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.focus import paint_ring
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Radius, Size, Space, Type

_GAP = 10
_EDGE = 6
"""Over and under the words of a row, in logical pixels."""
_TALL = 1 << 20
_SPEAKING = frozenset({"danger", "warn", "ok"})
"""The tones in which the aside speaks; the others only colour the icon."""
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


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
    """A row that opens with Enter or a click, is done with Space, and has a menu.

    It paints its words itself: a label for each would be five widgets a row, each of them
    weighed against the whole style sheet, and a page has fifty rows.
    """

    opened = Signal()
    finished = Signal()
    wanted_menu = Signal(QPoint)
    step = Signal(int)

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()
        self.clicked.connect(self.opened)
        look.follow(self._fit)

    def show_line(self, line: Line) -> None:
        """Say something else of the same thing, in the same place."""
        self.line = line
        self._name()
        self._fit()
        self.update()

    def _name(self) -> None:
        line = self.line
        parts = (line.text, line.detail, line.aside)
        self.setAccessibleName(", ".join(part for part in parts if part))
        hint = f", mellanslag: {line.done_text.lower()}" if line.done_text else ""
        self.setAccessibleDescription(f"Retur öppnar{hint}")

    def sizeHint(self) -> QSize:
        wide = map(self._metrics.horizontalAdvance, (self.line.text, self.line.detail))
        width = self._beside + max(wide) + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        words = f"{self.line.text} {self.line.detail}".split()
        widest = max(map(self._metrics.horizontalAdvance, words), default=0)
        return QSize(self._beside + widest + 1, self.minimumHeight())

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words take when they wrap."""
        upper, lower = self._words(max(1, width - self._beside))
        return max(self.minimumHeight(), upper + lower + 2 * _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, line = look.current(), self.line
        tokens = now.tokens
        painter = QPainter(self)
        if self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(self.rect(), Radius.FIELD, Radius.FIELD)
        inner = self.rect().adjusted(Space.S, 0, -Space.S, 0)
        if line.icon is not None:
            drawn = icons.pixmap(line.icon, line.tone)
            painter.drawPixmap(inner.left(), (self.height() - now.icon) // 2, drawn)
            inner.setLeft(inner.left() + now.icon + _GAP)
        if line.aside:
            tone = line.tone if line.tone in _SPEAKING else "muted"
            painter.setPen(QColor(now.colour(tone)))
            painter.setFont(self._aside_font)
            painter.drawText(inner, _RIGHT, line.aside)
            inner.setRight(inner.right() - self._aside - _GAP)
        painter.setFont(self.font())
        upper, lower = self._words(max(1, self.width() - self._beside))
        inner.setTop((self.height() - upper - lower) // 2)
        painter.setPen(QColor(tokens.text))
        painter.drawText(inner, _WRAPPED, line.text)
        if line.detail:
            painter.setPen(QColor(tokens.muted))
            painter.drawText(inner.adjusted(0, upper, 0, 0), _WRAPPED, line.detail)
        painter.end()
        if self.hasFocus():
            paint_ring(self, Radius.FIELD, gap=False)

    def _fit(self) -> None:
        """Measure the words in the letters of the look in force."""
        now, line = look.current(), self.line
        weight = QFont.Weight.Medium if line.tone in _SPEAKING else QFont.Weight.Normal
        self._aside_font = fonts.font(now.points(Type.BODY), weight)
        self._metrics = QFontMetrics(fonts.font(now.points(Type.BODY)))
        self._aside = QFontMetrics(self._aside_font).horizontalAdvance(line.aside)
        self._beside = 2 * Space.S
        if line.icon is not None:
            self._beside += now.icon + _GAP
        if line.aside:
            self._beside += self._aside + _GAP
        self._heights: dict[int, tuple[int, int]] = {}
        self.setMinimumHeight(now.px(Size.CONTROL))
        self.updateGeometry()

    def _words(self, room: int) -> tuple[int, int]:
        """Return how high the text and the detail are where they have so much room."""
        if room not in self._heights:
            self._heights[room] = (
                self._height(self.line.text, room),
                self._height(self.line.detail, room) if self.line.detail else 0,
            )
        return self._heights[room]

    def _height(self, words: str, room: int) -> int:
        if self._metrics.horizontalAdvance(words) < room and "\n" not in words:
            return self._metrics.height()
        return self._metrics.boundingRect(0, 0, room, _TALL, _WRAPPED, words).height()

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


class _Title(Label):
    """The heading of a card, with its icon before it and a number after it: one widget of three."""

    def __init__(self, text: str, icon: Icon | None) -> None:
        super().__init__(text, Voice.HEADING)
        self._icon = icon
        self._number = ""
        look.follow(self._fit)

    def count(self, number: int) -> None:
        """Show a number at the right; nothing for 0."""
        self._number = str(number) if number else ""
        self._fit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        now = look.current()
        if self._icon is not None:
            drawn = icons.pixmap(self._icon, "accent")
            painter.drawPixmap(0, (self.height() - now.icon) // 2, drawn)
        if self._number:
            painter.setFont(fonts.font(now.points(Type.SMALL)))
            painter.setPen(QColor(now.tokens.muted))
            painter.drawText(self.rect(), _RIGHT, self._number)
        painter.end()

    def _fit(self) -> None:
        now = look.current()
        before = now.icon + Space.S if self._icon is not None else 0
        small = QFontMetrics(fonts.font(now.points(Type.SMALL)))
        after = small.horizontalAdvance(self._number) + Space.S if self._number else 0
        self.setContentsMargins(before, 0, after, 0)


class Card(QFrame):
    """A heading, rows, and what stands there when there are none.

    ``counted`` says how many rows there are beside the heading: of things, not of facts.
    """

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
        counted: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._counted = counted
        self.setProperty("ground", "card")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._menu = menu
        self._rows: list[CardRow] = []
        self._nothing = empty
        self._empty: Label | None = None
        self._title = _Title(title, icon)
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, 0, Space.S, 0)
        head.setSpacing(Space.S)
        head.addWidget(self._title, 1)
        if button is not None:
            head.addWidget(button)
        self.body = QVBoxLayout()
        """Room for other things than rows, under them."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self._holder: QWidget | None = None
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.S)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._column)
        column.addLayout(self.body)
        column.addStretch(1)

    @property
    def rows(self) -> tuple[CardRow, ...]:
        """Return the rows that are shown."""
        return tuple(self._rows)

    def show_lines(self, lines: Sequence[Line], *, number: int | None = None) -> None:
        """Show these rows. The focus stays at the same place if it was in the card.

        ``number`` is what the heading counts, where it is not the rows.

        Rows about the same things as before stay where they are, also in the order of Tab.
        """
        self._title.count((len(lines) if number is None else number) if self._counted else 0)
        if lines and [row.line.key for row in self._rows] == [line.key for line in lines]:
            for row, line in zip(self._rows, lines, strict=True):
                row.show_line(line)
            return
        was = next((at for at, row in enumerate(self._rows) if row.hasFocus()), -1)
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        # Rows that come into a card that is shown would each lay out the whole page anew.
        holder = self._holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._rows = [self._row(line) for line in lines]
        for row in self._rows:
            column.addWidget(row)
        self._column.addWidget(holder)
        # Qt would show them a moment later, and what is not shown takes no focus.
        holder.show()
        self._say_empty(shown=not lines)
        self._rove(0)
        if was >= 0 and self._rows:
            self._go(min(was, len(self._rows) - 1))

    def _say_empty(self, *, shown: bool) -> None:
        """Say that there are no rows, or take that away; most cards never need the words."""
        if self._empty is None and shown:
            self._empty = Label(self._nothing, Voice.MUTED)
            self._empty.setContentsMargins(Space.S, 0, Space.S, Space.S)
            self._column.addWidget(self._empty)
        if self._empty is not None:
            self._empty.setVisible(shown)

    def _row(self, line: Line) -> CardRow:
        row = CardRow(line)
        row.opened.connect(lambda: self.opened.emit(row.line.key))
        row.finished.connect(lambda: self.done.emit(row.line.key))
        row.wanted_menu.connect(lambda place: self._show_menu(row.line, place))
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
