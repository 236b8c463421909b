"""What to do when somebody is in danger now: the office's own words, changed on the spot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.settings import DANGER_CHECKLIST
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.office import change_setting
from kvinnobyran.store import office
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import TextEdit
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space

NAME = "Checklista vid akut fara"


class DangerPanel(QWidget):
    """The checklist. It reads its text when it unfolds, so that it is always the newest."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.list = Notice("", Tone.DANGER, heading="Akut fara", parent=self)
        self.text = TextEdit(lines=6, limit=4000, parent=self)
        self.text.setAccessibleName(NAME)
        self.text.hide()
        self._save = BusyButton("Spara texten", Kind.PRIMARY, then=self._keep)
        self._stop = Button("Avbryt", Kind.QUIET, then=self._show)
        self._buttons = QWidget(self)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._stop)
        row.addWidget(self._save)
        self._buttons.hide()
        column.addWidget(self.list)
        column.addWidget(self.text)
        column.addWidget(self._buttons)
        self.hide()

    def unfold(self, *, shown: bool) -> None:
        """Show the list or fold it."""
        self.setVisible(shown)
        if shown:
            self._desk.ask(office.setting, DANGER_CHECKLIST, then=self._read)

    def edit(self) -> None:
        """Change the office's text here and now."""
        self.text.set_value(self.list.text())
        self._swap(editing=True)
        self.text.setFocus()

    def _read(self, text: str) -> None:
        self.list.say(text, Tone.DANGER, heading="Akut fara", action=("Ändra texten", self.edit))

    def _keep(self) -> None:
        self._desk.do(
            change_setting,
            DANGER_CHECKLIST,
            self.text.value(),
            then=lambda setting: self._kept(setting.value),
            otherwise=self._fail,
            owner=self,
        )

    def _fail(self, trouble: Trouble) -> None:
        self._save.done()
        self._desk.take(trouble)

    def _kept(self, text: str) -> None:
        self._save.done()
        self._read(text)
        self._show()

    def _show(self) -> None:
        self._swap(editing=False)
        self.left.emit()

    def _swap(self, *, editing: bool) -> None:
        self.list.setVisible(not editing)
        self.text.setVisible(editing)
        self._buttons.setVisible(editing)
