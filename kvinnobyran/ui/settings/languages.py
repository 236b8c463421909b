"""Språk: what the field for her language offers. A value retires, it never vanishes (R5)."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.settings import OpenList, OpenValue
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.office import retire_open_value, save_open_value
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import all_values
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow

_LONGEST = 60


def _stored(database: Database) -> list[OpenValue]:
    return all_values(database, OpenList.LANGUAGE)


class LanguageSection(Section):
    """The office's own list of languages."""

    def __init__(self, window: Host) -> None:
        super().__init__("Språk", Icon.PERSON)
        self._desk = window.desk
        self._kept: dict[str, tuple[SettingRow, Button]] = {}
        self.name = PlainLine()
        self.name.setMaxLength(_LONGEST)
        self.name.setAccessibleName("Nytt språk")
        self.name.returnPressed.connect(self._add_one)
        self.more = Button("Lägg till", icon=Icon.ADD, then=self._add_one)
        self.more.setAccessibleName("Lägg till språket")
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.name, 1)
        row.addWidget(self.more)
        self.add(
            SettingRow(
                "Nytt språk",
                "Föreslås i fältet Språk. Där går det alltid att skriva något annat.",
                beside,
                words="lista språk tolk",
            )
        )

    def refresh(self) -> None:
        self._desk.ask(_stored, then=self._show, owner=self)

    def _show(self, values: list[OpenValue]) -> None:
        for value in values:
            if value.id not in self._kept:
                self._put(value)
            row, button = self._kept[value.id]
            offered = value.retired_on is None
            row.text.setText("" if offered else f"Föreslås inte sedan {value.retired_on}.")
            row.text.setVisible(not offered)
            verb = "Föreslå inte längre" if offered else "Föreslå igen"
            button.setText(verb)
            button.setAccessibleName(f"{value.label}: {verb.lower()}")
            button.clicked.disconnect()
            # Without the lambda, Qt would hand over whether the button is checked.
            button.clicked.connect(lambda _=False, value=value: self._turn(value))

    def _put(self, value: OpenValue) -> None:
        button = Button("…", then=self.refresh)
        row = SettingRow(value.label, "", button, words="språk")
        self._kept[value.id] = (row, button)
        self.add(row)

    def _add_one(self) -> None:
        value = OpenValue(id=new_id(), of_list=OpenList.LANGUAGE, label=self.name.text().strip())
        self._desk.do(save_open_value, value, then=self._added, otherwise=self._refused, owner=self)

    def _added(self, _: object) -> None:
        self.notice.hide()
        self.name.clear()
        self.refresh()

    def _refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused):
            self.say(" ".join(fault.sentence for fault in trouble.faults), Tone.WARN)
        else:
            self.say_trouble(trouble)

    def _turn(self, value: OpenValue) -> None:
        """Let a language retire, or offer it again."""
        if value.retired_on is None:
            self._desk.do(retire_open_value, value, then=lambda _: self.refresh())
        else:
            again = replace(value, retired_on=None)
            self._desk.do(save_open_value, again, then=lambda _: self.refresh())
