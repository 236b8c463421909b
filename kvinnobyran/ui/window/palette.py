"""Ctrl+K: one box for cases, notes, pages and commands. A hit shows a code, never a name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store.found import Found, codes, found
from kvinnobyran.ui.kit import icons, look
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Radius, Size, Space
from kvinnobyran.ui.window.actions import key_words
from kvinnobyran.ui.window.commands import COMMANDS, Command

if TYPE_CHECKING:
    from kvinnobyran.ui.window.frame import MainWindow

_PAUSE_MS: Final = 120
_LATEST: Final = 8
_SUGGESTED: Final = ("new_contact", "go_today", "go_cases", "go_statistics", "lock", "help")
_KINDS: Final = {
    "support_case": ("Ärende", "", Icon.CASES),
    "person": ("Person i ett ärende", "overview", Icon.PERSON),
    "contact_way": ("Kontaktväg i ett ärende", "overview", Icon.PHONE),
    "inquiry": ("Förfrågan", "contacts", Icon.PHONE),
    "assessment_call": ("Bedömningssamtal", "assessment", Icon.BOOKED),
    "authority_matter": ("Myndighetsärende", "contacts", Icon.CASES),
    "authority_contact": ("Myndighetskontakt", "contacts", Icon.CASES),
    "disclosure": ("Utlämnande", "contacts", Icon.CASES),
    "intervention": ("Insats", "sessions", Icon.SUPPORT),
    "goal": ("Mål", "sessions", Icon.CHECK),
    "effect_dialogue": ("Dialog om effekten", "sessions", Icon.SUPPORT),
    "action_plan": ("Handlingsplan", "sessions", Icon.REPORT),
    "journal_note": ("Anteckning", "notes", Icon.NOTE),
    "timeline_event": ("Händelse på en tidslinje", "timeline", Icon.HISTORY),
    "working_note": ("Arbetsminne", "notes", Icon.NOTE),
    "document": ("Dokument", "documents", Icon.REPORT),
}
_ROLE: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row: what it is, what stands at its right, and what Enter does.

    ``reason`` says why it cannot be done now; such a row stays in the list and does nothing.
    """

    text: str
    aside: str = ""
    icon: Icon
    act: Callable[[], object]
    reason: str = ""

    @property
    def spoken(self) -> str:
        """The whole row for a screen reader."""
        return ", ".join(part for part in (self.text, self.aside, self.reason) if part)


class Palette(QFrame):
    """The box, in the window itself.

    It closes when something was chosen, at Esc, and when the focus goes elsewhere.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._before: QWidget | None = QApplication.focusWidget()
        self.setAccessibleName("Sök och kommandon")
        self._window = window
        self._asked = 0
        self._choices: list[Choice] = []
        self.line = PlainLine()
        self.line.setAccessibleName("Sök ärenden, anteckningar och kommandon")
        self.line.setPlaceholderText("Sök ärenden, anteckningar och kommandon")
        self.list = QListWidget()
        self.list.setAccessibleName("Träffar")
        self.list.setItemDelegate(_Rows(self))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = Label("Inget hittades. Sök på ett helt ord eller början av ett.", Voice.MUTED)
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.line)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addWidget(
            Label("Pilarna väljer, Enter öppnar, Esc stänger.", Voice.SMALL, wrap=False)
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._typed)
        self.list.itemClicked.connect(lambda item: self._do(self.list.row(item)))

    def show_up(self) -> None:
        """Show the box at the top of the window, with the cursor in it."""
        window = self._window
        width = min(window.width() - 2 * Space.XL, look.current().px(Size.FORM))
        height = min(window.height() - 2 * Space.XXL, look.current().px(460))
        self.setGeometry((window.width() - width) // 2, Space.XXL, width, height)
        self._suggest()
        self.show()
        self.raise_()
        self.line.setFocus()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)

    @property
    def choices(self) -> list[Choice]:
        """What is listed."""
        return list(self._choices)

    # --- what is listed ---------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self._pause.stop()
        if text.strip():
            self._list(self._commands(text))
            self._pause.start()
        else:
            self._suggest()

    def _suggest(self) -> None:
        """List what was opened lately, and some commands."""
        commands = [command for command in COMMANDS if command.id in _SUGGESTED]
        self._list([self._command(command) for command in commands])
        lately = self._window.visits.lately("case", _LATEST)
        if lately:
            number = self._asked = self._asked + 1
            self._window.desk.ask(
                codes, lately, then=lambda rows: self._came(number, rows), owner=self
            )

    def _search(self) -> None:
        number = self._asked = self._asked + 1
        self._window.desk.ask(
            found,
            self.line.text(),
            then=lambda rows: self._came(number, rows),
            otherwise=self._refused,
            owner=self,
        )

    def _came(self, number: int, rows: list[Found]) -> None:
        if number == self._asked:
            hits = [self._hit(row) for row in rows]
            text = self.line.text()
            rest = self._commands(text) if text.strip() else self._choices
            self._list([*hits, *rest])

    def _refused(self, trouble: Trouble) -> None:
        self._none.setText(trouble.sentence)
        self._none.show()

    def _commands(self, text: str) -> list[Choice]:
        words = text.casefold().split()
        return [
            self._command(command)
            for command in COMMANDS
            if command.in_palette and all(word in command.label.casefold() for word in words)
        ]

    def _command(self, command: Command) -> Choice:
        action = self._window.action(command.id)
        reason = "" if action.isEnabled() else action.toolTip()
        label = action.text().replace("&", "").rstrip(" …")
        return Choice(
            text=label,
            aside=key_words(command.keys[0]) if command.keys else command.menu.label,
            icon=command.icon or Icon.CHEVRON_RIGHT,
            act=lambda: self._window.actions_.do(command.id),
            reason=reason,
        )

    def _hit(self, row: Found) -> Choice:
        if row.table == "protected":
            return self._protected(row)
        words, tab, icon = _KINDS[row.table]
        day = "" if row.day is None else f" {row.day:%Y-%m-%d}"
        named = row.table in {"support_case", "person", "contact_way"}
        text = f"{row.code}" if named else f"{words}{day}"
        aside = words if named else row.code or "Utan ärende"

        def go() -> None:
            if row.case_id is None:
                self._window.open_inquiry(row.id)
            else:
                self._window.open_case(row.case_id, tab=tab, record="" if named else row.id)

        return Choice(text=text, aside=aside, icon=icon, act=go)

    def _protected(self, row: Found) -> Choice:
        """Say whom to ask, and nothing of whom the hit is about (S1)."""
        own = row.ask == self._window.desk.user
        reason = "Öppna ett av dina ärenden med dess kod" if own else f"Kontakta {row.ask}"
        return Choice(
            text="Skyddad träff",
            icon=Icon.LOCK,
            act=lambda: None,
            reason=reason if row.ask else "Kontakta den som har ärendet",
        )

    def _list(self, choices: list[Choice]) -> None:
        self._choices = choices
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.text)
            item.setData(_ROLE, choice.spoken)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, choice.spoken)
            item.setToolTip(choice.reason)
            self.list.addItem(item)
        self._none.setVisible(not choices)
        self.list.setCurrentRow(0 if choices else -1)

    # --- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list while the cursor stays in the line."""
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        if key in steps and self._choices:
            row = self.list.currentRow() + steps[Qt.Key(key)]
            self.list.setCurrentRow(max(0, min(row, len(self._choices) - 1)))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._do(self.list.currentRow())
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """Close, and give the focus back."""
        before = self._before
        self.close()
        if before is not None and isValid(before):
            before.setFocus()

    def _focus_went(self, _: QWidget | None, to: QWidget | None) -> None:
        if to is not None and to is not self and not self.isAncestorOf(to):
            self.close()

    def _do(self, row: int) -> None:
        if not 0 <= row < len(self._choices):
            return
        choice = self._choices[row]
        if choice.reason:
            self._none.setText(choice.reason)
            self._none.show()
            return
        self._leave()
        # After the box is gone, so that the focus goes where the command puts it.
        QTimer.singleShot(0, self._window, choice.act)


class _Rows(QStyledItemDelegate):
    """A row: an icon, the words, and the keys or the kind at the right, greyed if need be."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._palette = palette

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(10, look.current().px(Size.CONTROL))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        choice = self._palette.choices[index.row()]
        now = look.current()
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.tokens.tint))
            painter.drawRoundedRect(rect, Radius.FIELD, Radius.FIELD)
        tone = "disabled" if choice.reason else "on_tint" if chosen else "text"
        side = now.icon
        picture = icons.pixmap(choice.icon, tone)
        painter.drawPixmap(
            rect.left() + Space.M, rect.center().y() - side // 2, side, side, picture
        )
        words = rect.adjusted(Space.M * 2 + side, 0, -Space.M, 0)
        painter.setPen(QColor(now.colour(tone)))
        aside = choice.reason or choice.aside
        metrics = painter.fontMetrics()
        room = words.width() - metrics.horizontalAdvance(choice.text) - Space.L
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), choice.text)
        if not chosen and not choice.reason:
            painter.setPen(QColor(now.tokens.muted))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(
            words, right, metrics.elidedText(aside, Qt.TextElideMode.ElideRight, max(0, room))
        )
        painter.restore()
