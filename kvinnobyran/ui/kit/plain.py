"""The two fields that everything typed goes through: one line, and many.

They hold plain text literally, copy through ``clipboard``, take no drags, and ask the
keyboard not to learn (security.md section 7).
"""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QToolTip, QWidget

from kvinnobyran.ui.kit import clipboard
from kvinnobyran.ui.kit.speak import announce

_ROOM = 2**31 - 1
"""Qt would cut a pasted text at 32 767 characters without a word; the form refuses it."""
MOST_PASTED = 500_000
LONGEST_LINE = 20_000
"""Characters of one paste, and of one line in it."""
TOO_MUCH = "Texten du klistrar in är för stor för en anteckning. Klistra in en mindre del."
QUIET_KEYBOARD = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class PlainLine(QLineEdit):
    """One line of plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setMaxLength(_ROOM)
        self.setInputMethodHints(QUIET_KEYBOARD)

    def copy_plain(self) -> None:
        """Copy what is marked; a field that hides its text gives nothing."""
        if self.echoMode() is QLineEdit.EchoMode.Normal:
            clipboard.put(self.selectedText())

    def cut_plain(self) -> None:
        """Cut what is marked."""
        if self.hasSelectedText() and self.echoMode() is QLineEdit.EchoMode.Normal:
            self.copy_plain()
            self.del_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and cut our way; leave the rest to Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_plain()
        elif event.matches(QKeySequence.StandardKey.Cut) and not self.isReadOnly():
            self.cut_plain()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show our own menu: Qt's would copy without the hints."""
        marked = self.hasSelectedText() and self.echoMode() is QLineEdit.EchoMode.Normal
        free = not self.isReadOnly()
        _menu(
            self,
            event.globalPos(),
            (
                ("Ångra", self.undo, free and self.isUndoAvailable()),
                ("Klipp ut", self.cut_plain, free and marked),
                ("Kopiera", self.copy_plain, marked),
                ("Klistra in", self.paste, free and bool(clipboard.text())),
                ("Markera allt", self.selectAll, bool(self.text())),
            ),
        )


class PlainArea(QPlainTextEdit):
    """Many lines of plain text. Tab leaves the field; Shift+Enter is an ordinary new line."""

    refused = Signal(str)
    """What was to be pasted is too much; the sentence has been said at the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setInputMethodHints(QUIET_KEYBOARD | Qt.InputMethodHint.ImhMultiLine)
        self.viewport().setAcceptDrops(False)

    def text(self) -> str:
        """Return exactly what was typed (``toPlainText`` would lose no-break spaces)."""
        return self.document().toRawText().replace("\u2029", "\n")

    def set_text(self, text: str) -> None:
        """Put a text in, and forget what could be undone."""
        self.setPlainText(text)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is marked as plain text; used by copy and cut."""
        clipboard.watch()
        return clipboard.wrapped(self.textCursor().selectedText().replace("\u2029", "\n"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take nothing but text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the plain text, whatever else came along, unless it is beyond any note.

        Qt lays a line out in time that grows with its square: one line of a megabyte would
        stop the window for good, and what was typed before it with it.
        """
        text = source.text()
        longest = max(map(len, text.splitlines()), default=0)
        if len(text) > MOST_PASTED or longest > LONGEST_LINE:
            QToolTip.showText(self.mapToGlobal(self.cursorRect().bottomLeft()), TOO_MUCH, self)
            announce(self, TOO_MUCH)
            self.refused.emit(TOO_MUCH)
        else:
            self.insertPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make Shift+Enter a new line like any other: the text knows one kind."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and shift:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the same menu as a line has."""
        menu = empty_menu(self)
        fill_menu(menu, self.menu_items())
        menu.popup(event.globalPos())

    def menu_items(self) -> "MenuItems":
        """Return what the menu of the field offers."""
        marked = self.textCursor().hasSelection()
        free = not self.isReadOnly()
        document = self.document()
        return (
            ("Ångra", self.undo, free and document.isUndoAvailable()),
            ("Klipp ut", self.cut, free and marked),
            ("Kopiera", self.copy, marked),
            ("Klistra in", self.paste, free and self.canPaste()),
            ("Markera allt", self.selectAll, not document.isEmpty()),
        )


MenuItems = tuple[tuple[str, Callable[[], object], bool], ...]
"""``(text, what it does, whether it can)``."""


def empty_menu(widget: QWidget) -> QMenu:
    """Return a menu that goes away with its closing."""
    menu = QMenu(widget)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def fill_menu(menu: QMenu, items: MenuItems) -> None:
    """Put the items at the end of a menu."""
    for text, act, can in items:
        action = menu.addAction(text)
        action.setEnabled(can)
        action.triggered.connect(act)


def _menu(widget: QWidget, where: QPoint, items: MenuItems) -> None:
    """Show a menu."""
    menu = empty_menu(widget)
    fill_menu(menu, items)
    menu.popup(where)
