"""A line for the path of a folder or a file, with the system's box beside it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.files import ask_folder
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Space


class FolderField(QWidget):
    """A named line for a path, with a button that opens the dialog; of a folder by default."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        *,
        dialog_title: str,
        ask: Callable[[QWidget, str, Path], Path | None] = ask_folder,
    ) -> None:
        super().__init__()
        self._title = dialog_title
        self._ask = ask
        label = Label(name, Voice.LABEL)
        self.line = PlainLine()
        self.line.setAccessibleName(name)
        label.setBuddy(self.line)
        self.button = Button("Bläddra …", then=self._browse)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(label)
        column.addLayout(row)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)

    @property
    def folder(self) -> Path | None:
        """The folder, or ``None`` while nothing is written."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    @folder.setter
    def folder(self, folder: Path | None) -> None:
        self.line.setText("" if folder is None else str(folder))

    def _browse(self) -> None:
        found = self._ask(self, self._title, self.folder or Path.home())
        if found is not None:
            self.folder = found
