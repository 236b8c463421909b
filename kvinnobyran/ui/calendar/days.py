"""The days of a form, told as they are typed: weeks, length, and whether anything is in the way."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.stay import Stay
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.ui.calendar.change import Change
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.editor import Editor
from kvinnobyran.ui.kit.editors import Option
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.tokens import Space

LENGTHS = (Option(5, "5 månader"), Option(6, "6 månader"))
"""How long a stay usually is (domain.md A14)."""
_NO_DAYS = "Skriv dagarna så räknas veckorna."


class DaysSaid(QWidget, Editor):
    """Says what the days come to. Its button takes the first day that is in nobody's way."""

    edited = Signal()
    suggested = Signal(object)
    restored = Signal()
    """A draft came back; the days may be others now."""

    def __init__(self) -> None:
        super().__init__()
        self._day: date | None = None
        self.words = Label(_NO_DAYS)
        self.button = Button("Börja", then=self._suggest)
        self.button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, change: Change | None, calendar: Calendar) -> None:
        """Tell of these days."""
        if change is None:
            self.words.setText(_NO_DAYS)
            self.words.speak_as(Voice.MUTED)
            self.button.hide()
            return
        clashes = change.clashes(calendar)
        words = change.said(calendar)
        if words != self.words.text():
            self.words.setText(words)
            announce(self, words)
        self.words.speak_as(Voice.DANGER if clashes else Voice.BODY)
        self._day = change.earliest(calendar) if clashes else None
        if self._day is not None:
            self.button.setText(f"Börja {self._day.isoformat()}")
            self.button.setAccessibleName(self.button.text())
        self.button.setVisible(self._day is not None)

    def value(self) -> None:
        """Return nothing: it only tells."""

    def set_value(self, value: object) -> None:
        """Keep what is told."""

    def draft(self) -> None:
        """Return nothing: there is nothing to keep."""

    def restore(self, draft: object) -> None:
        """Say that the days before it came back."""
        self.restored.emit()

    def _suggest(self) -> None:
        if self._day is not None:
            self.suggested.emit(self._day)


class Days:
    """The fields ``apartment_id``, ``first``, ``length``, ``until`` and ``said`` of a sheet.

    ``fixed``: the first day and the apartment stay as they are. ``blocks``: what clashes cannot
    be saved.
    """

    def __init__(
        self, calendar: Calendar, stay: Stay | None, *, fixed: bool = False, blocks: bool = False
    ) -> None:
        self._calendar = calendar
        self._stay = stay
        self._fixed = fixed
        self._blocks = blocks
        self.said = DaysSaid()
        self.length = Chips(LENGTHS)

    def follow(self, sheet: Sheet) -> None:
        """Tell of the days of this sheet from now on."""
        self._sheet = sheet
        form = sheet.form
        form.changed.connect(self.tell)
        form.editor("until").on_edited().connect(lambda: self.length.set_value(None))
        self.length.edited.connect(self._lasts)
        if not self._fixed:
            form.editor("first").on_edited().connect(self._lasts)
        self.said.suggested.connect(self._begin)
        self.said.restored.connect(self.tell)
        self.tell()

    def field(self) -> Field:
        """Return the field that tells."""
        return Field("said", "Vad det blir", self.said)

    def change(self) -> Change | None:
        """Return the days as they are typed, or None while they make no stay."""
        values = self._sheet.form.values()
        stay = self._stay
        first = stay.first if self._fixed and stay else values.get("first")
        apartment = stay.apartment_id if self._fixed and stay else values.get("apartment_id")
        until = values.get("until")
        ids = [each.id for each in self._calendar.apartments]
        if first is None or apartment not in ids or (until is not None and until <= first):
            return None
        return Change(stay, ids.index(apartment), first, until)

    def tell(self) -> None:
        """Say what the days come to, and let what clashes not be saved."""
        change = self.change()
        self.said.say(change, self._calendar)
        button = self._sheet.buttons[-1]
        if self._blocks and not button.is_busy:
            button.setEnabled(change is None or not change.clashes(self._calendar))

    def _lasts(self) -> None:
        """Let the end follow the beginning by so many months."""
        months: Any = self.length.value()
        first = self._stay.first if self._fixed and self._stay else self._value("first")
        if months is not None and first is not None:
            self._sheet.form.editor("until").set_value(add_months(first, months))
        self.tell()

    def _begin(self, day: date) -> None:
        """Begin on another day, and last as long."""
        change = self.change()
        form = self._sheet.form
        if change is not None and not self._fixed:
            form.editor("first").set_value(day)
            if change.until is not None:
                form.editor("until").set_value(day + (change.until - change.first))
            form.changed.emit()

    def _value(self, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        return self._sheet.form.editor(name).value()
