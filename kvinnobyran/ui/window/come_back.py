"""Where the focus was, in words that survive a new process: for coming back after a lock."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_TRIES = 20
_EVERY_MS = 100


def describe(page: QWidget) -> tuple[str, int]:
    """Return which widget of the page has the focus, and where its text cursor is.

    The widget is described by its class, its name, and its number among those alike; names
    are those of fields, never what is written in them. ``("", 0)`` when none has it.
    """
    focused = page.window().focusWidget()
    if not page.isAncestorOf(focused):  # Qt takes a focus that is nowhere, too
        return "", 0
    alike = [widget for widget in _focusable(page) if _name(widget) == _name(focused)]
    if focused not in alike:
        return "", 0
    return f"{_name(focused)}|{alike.index(focused)}", cursor_of(focused)


def cursor_of(widget: QWidget) -> int:
    """Return the place of the text cursor; 0 where there is none."""
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.textCursor().position()
    return 0


def give_back(page: QWidget, described: str, cursor: int) -> None:
    """Give the focus and the cursor back, as soon as the page has built what had it.

    A page asks the database for what it shows, so the widget may take a moment to come.
    Stops when somebody moves the focus meanwhile, or after two seconds.
    """
    if described:
        _Seeker(page, described, cursor)


class _Seeker(QObject):
    def __init__(self, page: QWidget, described: str, cursor: int) -> None:
        super().__init__(page)
        self._page = page
        self._name, _, number = described.rpartition("|")
        self._number = int(number) if number.isdigit() else 0
        self._cursor = cursor
        self._left = _TRIES
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._seek)
        self._timer.start(_EVERY_MS)
        self._seek()

    def _seek(self) -> None:
        self._left -= 1
        alike = [widget for widget in _focusable(self._page) if _name(widget) == self._name]
        found = alike[self._number] if self._number < len(alike) else None
        if found is not None and found.isVisible() and self._reaches(found):
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            put_cursor(found, self._cursor)
            self._left = 0
        if self._left <= 0:
            self._timer.stop()
            self.deleteLater()

    def _reaches(self, widget: QWidget) -> bool:
        """Tell whether the text is long enough yet for the cursor; at the last try, take it."""
        if isinstance(widget, QLineEdit):
            return len(widget.text()) >= self._cursor or self._left <= 0
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            return widget.document().characterCount() > self._cursor or self._left <= 0
        return True


def put_cursor(widget: QWidget, place: int) -> None:
    """Put the text cursor somewhere, as far as there is text."""
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(place)
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(max(0, min(place, widget.document().characterCount() - 1)))
        widget.setTextCursor(cursor)


def _focusable(page: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__}|{widget.objectName()}"
