"""What is said to a screen reader beyond what Qt says by itself."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QComboBox, QWidget


def announce(widget: QWidget, text: str) -> None:
    """Say ``text`` politely, without moving the focus.

    Does nothing when no assistive technology listens.
    """
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class _NamedBox(QAccessibleWidget):
    """A combo box that is called by its name. Qt, on Linux, calls it by its value."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box, QAccessible.Role.ComboBox)
        self._box = box

    def text(self, which: QAccessible.Text) -> str:
        """Return the box's own name, and the chosen text as its value."""
        if which is QAccessible.Text.Name and self._box.accessibleName():
            return self._box.accessibleName()
        if which is QAccessible.Text.Value:
            return self._box.currentText()
        return super().text(which)


_installed: list[bool] = []


def _interface(_class: str, thing: QObject) -> QAccessibleInterface | None:
    return _NamedBox(thing) if isinstance(thing, QComboBox) else None


def install() -> None:
    """Let every combo box be called by its name; ``style.apply`` calls this once."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)
