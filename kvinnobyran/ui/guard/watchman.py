"""Sees every event of the program: that somebody is there, and the keys that always work.

A menu's shortcut is dead while a dialog is open. Locking and the neutral screen must not be,
so their keys are taken here, before anything else gets them.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

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
    """Installed on the application. ``keys`` are Qt's portable names and what each does."""

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
        self._shown = shown

    def watch(self, app: QApplication) -> None:
        """Begin to watch."""
        app.installEventFilter(self)

    def leave(self, app: QApplication) -> None:
        """Watch no more."""
        app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHES:
            self._touched()
        if kind in _KEYS and isinstance(event, QKeyEvent):
            return self._key(kind, event)
        if (
            kind == QEvent.Type.Show
            and self._shown is not None
            and isinstance(watched, QWidget)
            and watched.isWindow()
        ):
            self._shown(watched)
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


def _can_undo_itself(widget: QWidget | None) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.document().isUndoAvailable()
    return False
