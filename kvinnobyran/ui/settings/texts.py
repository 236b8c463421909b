"""Texter: the office's own words. So far the checklist at acute danger."""

from kvinnobyran.domain.settings import DANGER_CHECKLIST
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import office
from kvinnobyran.store.office import setting
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import BusyButton
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.note_edit import NoteEdit
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow

_HEIGHT = 170


class TextSection(Section):
    """Saved by a button: the text is read in the worst moment, so no half of it may stand."""

    def __init__(self, window: Host) -> None:
        super().__init__("Texter", Icon.EDIT)
        self._window = window
        self._desk = window.desk
        self._stored = ""
        self.checklist = NoteEdit()
        self.checklist.setAccessibleName("Checklista vid akut fara")
        self.checklist.setMinimumHeight(look.current().px(_HEIGHT))
        self.save = BusyButton("Spara checklistan", then=self._save)
        self.save.setEnabled(False)
        row = SettingRow(
            "Checklista vid akut fara",
            "Visas när någon svarar ja på frågan om akut fara. En sak på varje rad, "
            "och era egna telefonnummer.",
            self.save,
            words="telefonnummer larm",
        )
        row.below.addWidget(self.checklist)
        self.add(row)
        self.checklist.edited.connect(self._typed)

    def refresh(self) -> None:
        self._desk.ask(setting, DANGER_CHECKLIST, then=self._show)

    def _show(self, text: str) -> None:
        untouched = self.checklist.value() == self._stored
        self._stored = text
        if untouched:
            self.checklist.set_value(text)
        self._typed()

    def _typed(self) -> None:
        if not self.save.is_busy:
            self.save.setEnabled(self.checklist.value() != self._stored)

    def _save(self) -> None:
        self._desk.do(
            office.change_setting,
            DANGER_CHECKLIST,
            self.checklist.value(),
            then=self._saved,
            otherwise=self._refused,
        )

    def _saved(self, _: object) -> None:
        self._stored = self.checklist.value()
        self.save.done()
        self._typed()
        self._window.toast("Checklistan är sparad", undo=True)

    def _refused(self, trouble: Trouble) -> None:
        self.save.done()
        self.say_trouble(trouble)
