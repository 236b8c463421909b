"""Walk the accessibility tree as a screen reader does."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QComboBox, QWidget


def activate(widget: QWidget) -> None:
    """Show a widget in an active window, with the focus."""
    widget.show()
    widget.activateWindow()
    QApplication.processEvents()
    widget.setFocus()
    QApplication.processEvents()
    assert widget.isActiveWindow()


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def name(widget: QWidget) -> str:
    return interface(widget).text(QAccessible.Text.Name)


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Everything shown that Tab or a click can reach, without the insides of Qt's own parts."""
    for widget in [root, *root.findChildren(QWidget)]:
        if (
            widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and widget.isVisibleTo(root)
            and widget.isEnabledTo(root)
            and not widget.objectName().startswith("qt_")
            and widget.focusProxy() is None
        ):
            yield widget


def nameless(root: QWidget) -> list[str]:
    """What a screen reader would have no name for, or a name that is only the value."""
    found = []
    for widget in focusable(root):
        said = name(widget)
        if not said.strip():
            found.append(f"{type(widget).__name__} has no name")
        elif isinstance(widget, QComboBox) and said == widget.currentText():
            found.append(f"{type(widget).__name__} is called by its value")
    return found
