"""What the settings are made of: sections with rows that a search can find."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import BusyButton, Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import IconLabel, Label, Voice
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.tokens import Space

_CONTROL_WIDTH = 220


class SettingRow(QWidget):
    """One setting: its name, a sentence about it, and the control at the right."""

    def __init__(
        self, name: str, text: str = "", control: QWidget | None = None, *, words: str = ""
    ) -> None:
        """Make a row; ``words`` are more words that the search finds it by."""
        super().__init__()
        self._found_by = f"{name} {text} {words}".casefold()
        label = Label(name, Voice.LABEL)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label)
        self.text = Label(text, Voice.MUTED)
        if not text:
            self.text.hide()
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addLayout(column, 1)
        if control is not None:
            control.setMinimumWidth(
                0 if isinstance(control, Button) else look.current().px(_CONTROL_WIDTH)
            )
            label.setBuddy(control)
            if not control.accessibleName():
                control.setAccessibleName(name)
            row.addWidget(control)
        self.below = QVBoxLayout()
        """Room for what unfolds under the row."""
        self.below.setSpacing(Space.M)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.M)
        whole.addLayout(row)
        whole.addLayout(self.below)

    def matches(self, words: list[str]) -> bool:
        """Tell whether every word is found in the row's texts."""
        return all(word in self._found_by for word in words)


class Section(QFrame):
    """Rows that belong together, under a heading."""

    def __init__(self, title: str, icon: Icon) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.setAccessibleName(title)
        self._title = title.casefold()
        self.rows: list[SettingRow] = []
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(IconLabel(icon, "accent"))
        head.addWidget(Label(title, Voice.HEADING), 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._column.setSpacing(Space.L)
        self._column.addLayout(head)
        self.notice = Notice()
        self.notice.hide()
        self._column.addWidget(self.notice)

    def add(self, *rows: SettingRow) -> None:
        """Put rows at the end."""
        for row in rows:
            self.rows.append(row)
            self._column.addWidget(row)

    def show_matching(self, words: list[str]) -> bool:
        """Show the rows that have all the words (all of them if the heading does)."""
        whole = all(word in self._title for word in words)
        any_shown = False
        for row in self.rows:
            shown = whole or row.matches(words)
            _show(row, on=shown)
            any_shown = any_shown or shown
        _show(self, on=any_shown)
        return any_shown

    def refresh(self) -> None:
        """Ask again for what is shown."""

    def say(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say how it went, at the top of the section."""
        self.notice.say(text, tone)
        self.notice.show()

    def say_trouble(self, trouble: Trouble) -> None:
        """Say what stood in the way, and the way on."""
        self.notice.say(trouble.way_on, Tone.WARN, heading=trouble.sentence)
        self.notice.show()


def _show(part: QWidget, *, on: bool) -> None:
    """Show or hide a part that is not so already: each telling lays out the whole page."""
    if part.isHidden() is on:
        part.setVisible(on)


class Unfolding(QFrame):
    """A small form that unfolds under a row: fields, a button that does it, and Avbryt."""

    def __init__(
        self,
        verb: str,
        *,
        busy: str,
        do: Callable[[], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("ground", "tint")
        self.fields = QVBoxLayout()
        self.fields.setSpacing(Space.M)
        self.problem = Label("", Voice.WARN)
        self.problem.hide()
        self.go = BusyButton(verb, busy_text=busy, then=do)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.go)
        self._cancel = Button("Avbryt", then=close)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(self.fields)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab come to the fields, which were put in later, before the buttons."""
        super().showEvent(event)
        own = (self.go, self._cancel)
        fields = [
            each
            for each in self.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each not in own
        ]
        for earlier, later in pairwise((*fields[-1:], *own)):
            self.setTabOrder(earlier, later)

    def say(self, problem: str) -> None:
        """Say what is amiss; the button can be pressed again."""
        self.go.done()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
