"""F1: a short handbook, every key, and what the program is made of."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kvinnobyran import __version__, paths
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Size, Space
from kvinnobyran.ui.window.actions import key_words
from kvinnobyran.ui.window.commands import (
    CALENDAR_KEYS,
    COMMANDS,
    DATE_KEYS,
    MATRIX_KEYS,
    TIMELINE_KEYS,
    WRITING_KEYS,
    Menu,
)

if TYPE_CHECKING:
    from kvinnobyran.ui.window.frame import MainWindow

PARTS = (
    ("PySide6 och Qt", "LGPL 3"),
    ("SQLCipher och SQLite", "BSD, fri"),
    ("cryptography och OpenSSL", "Apache 2 eller BSD"),
    ("keyring", "MIT"),
    ("ReportLab", "BSD"),
    ("XlsxWriter", "BSD"),
    ("pypdfium2 och PDFium", "Apache 2 eller BSD"),
    ("platformdirs", "MIT"),
    ("Hunspell och chunspell", "LGPL 2.1 och MIT"),
    ("Ordboken hunspell-sv", "LGPL 3"),
    ("Typsnittet Inter", "SIL Open Font License"),
    ("Ikonerna Tabler", "MIT"),
)
"""What the program is made of, and under which licence."""


def key_list() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each menu's name with its keys and what they do; fields' own keys last."""
    for menu in Menu:
        rows = [
            (" eller ".join(key_words(keys) for keys in command.keys), command.label.rstrip(" …"))
            for command in COMMANDS
            if command.menu is menu and command.keys
        ]
        if rows:
            yield menu.label, rows
    yield "I ett datumfält", list(DATE_KEYS)
    yield "I en lång text och i ett dokument", list(WRITING_KEYS)
    yield "I kalendern", list(CALENDAR_KEYS)
    yield "I en grupps närvaro", list(MATRIX_KEYS)
    yield "På tidslinjen över relationen", list(TIMELINE_KEYS)


def handbook() -> list[tuple[str, str]]:
    """Return the handbook: headings and paragraphs, from ``resources/help``."""
    text = paths.resource("help", "handbok.txt").read_text("utf-8")
    parts = [part.partition("\n") for part in text.split("# ") if part.strip()]
    return [(heading.strip(), body.strip()) for heading, _, body in parts]


class HelpDialog(QDialog):
    """Three tabs. It does not stand in the way: the window behind can be used."""

    def __init__(self, window: "MainWindow", *, about: bool = False) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Hjälp")
        self.setModal(False)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Hjälpens delar")
        self.tabs.addTab(_scrolled(_handbook()), "Handbok")
        self.tabs.addTab(_scrolled(_keys()), "Kortkommandon")
        self.tabs.addTab(_scrolled(_about()), "Om programmet")
        self.tabs.setCurrentIndex(2 if about else 0)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Stäng", then=self.close))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.addWidget(self.tabs, 1)
        column.addLayout(row)

    def show_up(self) -> None:
        """Show the dialog over the window, never larger than it."""
        window = self.parentWidget()
        now = look.current()
        width, height = now.px(Size.FORM), now.px(560)
        if window is not None:
            width = min(width, window.width() - 2 * Space.XL)
            height = min(height, window.height() - 2 * Space.XL)
        self.resize(width, height)
        self.show()
        self.tabs.tabBar().setFocus()


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setAccessibleName("Text")
    return area


def _column() -> tuple[QWidget, QVBoxLayout]:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(Space.S, Space.L, Space.L, Space.L)
    column.setSpacing(Space.S)
    return inside, column


def _handbook() -> QWidget:
    inside, column = _column()
    for heading, body in handbook():
        column.addWidget(Label(heading, Voice.HEADING))
        column.addWidget(Label(body))
        column.addSpacing(Space.M)
    column.addStretch(1)
    return inside


def _keys() -> QWidget:
    inside, column = _column()
    for heading, rows in key_list():
        column.addWidget(Label(heading, Voice.HEADING))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for number, (keys, what) in enumerate(rows):
            grid.addWidget(Label(keys, Voice.STRONG, wrap=False), number, 0)
            grid.addWidget(Label(what), number, 1)
        column.addLayout(grid)
        column.addSpacing(Space.M)
    column.addStretch(1)
    return inside


def _about() -> QWidget:
    inside, column = _column()
    column.addWidget(Label(f"Kvinnobyrån {__version__}", Voice.HEADING))
    column.addWidget(
        Label(
            "Registret ligger krypterat på den här datorn. Programmet öppnar aldrig någon "
            "förbindelse till nätet."
        )
    )
    column.addSpacing(Space.M)
    column.addWidget(Label("Programmet är byggt av", Voice.HEADING))
    for name, licence in PARTS:
        column.addWidget(Label(f"{name}: {licence}"))
    column.addWidget(Label("Licenstexterna följer med programmet.", Voice.MUTED))
    column.addStretch(1)
    return inside
