"""Sees that somebody is there, and the keys that always work.

A menu's shortcut is dead while a dialog is open. Locking and the neutral screen must not be,
so their keys are taken here, before anything else gets them.

What somebody does comes to a window first, or to what has the focus; so these are watched, and
not the application: through Python went every paint, resize and polish of every widget, and a
third of the time in which a case opened (decision 0034).
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

ROUND_MS = 200
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
        QEvent.Type.TabletPress,
    }
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})


class Watchman(QObject):
    """Watches the windows. ``keys`` are Qt's portable names and what each does.

    ``shown`` is called with each window that appears, menus and hints too.
    """

    def __init__(
        self,
        *,
        touched: Callable[[], object],
        keys: dict[str, Callable[[], object]],
        shown: Callable[[QWidget], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._touched = touched
        self._keys = {QKeySequence(name).toString(): act for name, act in keys.items()}
        self._usher = None if shown is None else _Usher(shown, self)
        self._focus: QObject | None = None
        self._round = QTimer(self)
        self._round.setInterval(ROUND_MS)
        self._round.timeout.connect(self._look_at_windows)

    def watch(self, app: QApplication) -> None:
        """Begin to watch, until this is deleted."""
        app.focusWindowChanged.connect(self._look_at_windows)
        app.focusObjectChanged.connect(self._look_at_focus)
        if self._usher is not None:
            app.installEventFilter(self._usher)
        self._look_at_windows()
        self._look_at_focus(app.focusObject())
        self._round.start()

    def _look_at_windows(self, _: QWindow | None = None) -> None:
        """Watch every window there is.

        Also on a round: a menu that opens out of a menu has the keys without any word of Qt's.
        """
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # one that is watched already is not watched twice

    def _look_at_focus(self, focus: QObject | None) -> None:
        """Watch what is written in: words of an input method come to no window."""
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = focus
        if focus is not None:
            focus.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHES:
            self._touched()
        if kind in _KEYS and isinstance(event, QKeyEvent):
            return self._key(kind, event)
        return False

    def _key(self, kind: QEvent.Type, event: QKeyEvent) -> bool:
        act = self._keys.get(QKeySequence(event.keyCombination()).toString())
        if act is not None:
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()  # then it comes as a key press, and no menu takes it
                return True
            if not event.isAutoRepeat():
                act()
            return True
        if kind == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.Undo):
            # A field that has nothing to take back leaves Ctrl+Z to the window.
            return not _can_undo_itself(QApplication.focusWidget())
        return False


class _Usher(QObject):
    """Sees each window that appears; only where something is to be done with them."""

    def __init__(self, shown: Callable[[QWidget], object], parent: QObject) -> None:
        super().__init__(parent)
        self._shown = shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._shown(watched)
        return False


def _can_undo_itself(widget: QWidget | None) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.document().isUndoAvailable()
    return False
