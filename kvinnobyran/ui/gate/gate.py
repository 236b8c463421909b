"""The window before the office is open: one thing at a time, in the middle of a calm page."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from kvinnobyran.ui.guard.relaunch import Return
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.tokens import Space

TITLE = "Kvinnobyrån"
_WIDTH = 520
_FIRST_SIZE = (1180, 720)


class GateWindow(QMainWindow):
    """Shows one panel, centred, scrolling when the text is large or the screen is small."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(480, 420)
        self._panel: QWidget | None = None
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setCentralWidget(self._scroll)

    @property
    def panel(self) -> QWidget | None:
        """What is shown."""
        return self._panel

    def show_panel(self, panel: QWidget, *, width: int = _WIDTH) -> None:
        """Show another panel; the one before is taken down."""
        ground = QWidget()
        panel.setMaximumWidth(look.current().px(width))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(panel, 100)
        row.addStretch(1)
        column = QVBoxLayout(ground)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self._scroll.setWidget(ground)
        self._panel = panel

    def place(self, note: Return, remembered: QByteArray) -> None:
        """Be where the locked window was, or where the window was last time."""
        if note.width > 0:
            self.setGeometry(note.x, note.y, note.width, note.height)
        elif remembered.isEmpty() or not self.restoreGeometry(remembered):
            room = self.screen().availableGeometry()
            self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height() - 40))
