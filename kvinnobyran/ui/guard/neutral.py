"""The neutral screen: what somebody sees who comes in at the wrong moment.

An empty notebook page. What is typed in it is nobody's and goes nowhere. Nothing on it says that
there is anything behind it; the key that brought it up, and Esc, lead to the lock page.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import PlainArea
from kvinnobyran.ui.kit.tokens import Size, Space

TITLE = "Anteckningar"
KEYS = "Ctrl+Shift+Space"


class _Paper(PlainArea):
    """The empty page. Esc is not a sign."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class NeutralScreen(QWidget):
    """Covers everything in ``over``. ``left`` is emitted when somebody wants to go on."""

    left = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setProperty("ground", "neutral")
        self.setAccessibleName(TITLE)
        self.paper = _Paper()
        self.paper.setAccessibleName(TITLE)
        self.paper.setPlaceholderText("Skriv här …")
        inside = QWidget()
        inside.setMaximumWidth(look.current().px(Size.READING))
        column = QVBoxLayout(inside)
        column.setSpacing(Space.L)
        column.addWidget(Label(TITLE, Voice.TITLE))
        column.addWidget(self.paper, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.XL)
        whole.addWidget(inside, 1)
        self.setGeometry(over.rect())
        self.raise_()
        self.show()
        self.paper.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
