"""What the calendar's page is mostly: the drawing or the list, what is told below, the legend."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kvinnobyran.domain.stay import Stay
from kvinnobyran.domain.stay_words import detail_said
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.ui.calendar.change import Change
from kvinnobyran.ui.calendar.legend import Legend
from kvinnobyran.ui.calendar.listing import in_list_order, stay_table
from kvinnobyran.ui.calendar.view import View
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.tokens import Space

KEYS = (
    "Pilar: nästa vistelse. Enter: öppna. N: ny. Alt+pil: flytta. Alt+Skift+pil: slutet. "
    "Home: idag."
)
MOVING = "Enter sparar, Esc ångrar."
CLASHING = "Enter visar vad som går, Esc ångrar."
_SMALL_LETTERS = 125
_TALL = 16_000


class Desktop(QWidget):
    """The same stays in two ways. What is told below is told to a screen reader as well."""

    opened = Signal(object)
    menu = Signal(object, object)
    """A stay of the list, and where its menu is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self.table = stay_table()
        self.told = Label("", Voice.BODY)
        """The detail line: all about the stay with the focus, or about what is being moved."""
        self.keys = Label(KEYS, Voice.SMALL)
        self.legend = Legend()
        self._calendar = self.view.canvas.calendar
        self._ways = QStackedWidget()
        self._ways.addWidget(self.view)
        self._ways.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._ways, 1)
        column.addWidget(self.told)
        column.addWidget(self.legend)
        column.addWidget(self.keys)
        column.addStretch(0)
        canvas = self.view.canvas
        canvas.chosen.connect(lambda stay: None if self.as_list else self._chosen(stay))
        canvas.moving.changing.connect(self._changing)
        canvas.moving.cannot.connect(self.say)
        self.table.chosen.connect(lambda stay: self._chosen(stay) if self.as_list else None)
        self.table.opened.connect(self.opened)
        rows = self.table.view
        rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows.customContextMenuRequested.connect(self._ask_menu)
        look.follow(self._fit)

    @property
    def as_list(self) -> bool:
        """Whether the stays are shown as a list."""
        return self._ways.currentWidget() is self.table

    def show_calendar(self, calendar: Calendar) -> None:
        """Show these stays, in both ways."""
        self._calendar = calendar
        self.view.show_calendar(calendar)
        self.table.show_rows(in_list_order(calendar))
        self._fit()

    def show_as_list(self, *, on: bool) -> None:
        """Show the list or the drawing, with the same stay chosen."""
        if on == self.as_list:
            return
        self.view.canvas.moving.drop()
        current = self.table.current()
        chosen = self.view.canvas.chosen_id if on else ("" if current is None else current.id)
        self._ways.setCurrentWidget(self.table if on else self.view)
        self.legend.setVisible(not on)
        self._fit()
        self.choose(chosen)

    def choose(self, stay_id: str, *, focus: bool = False) -> None:
        """Go to a stay, in the way that is shown."""
        if self.as_list:
            self.table.choose(stay_id)
            if focus:
                self.table.view.setFocus()
            return
        self.view.canvas.choose(stay_id, focus=focus)
        self.view.reveal(stay_id)

    def chosen(self) -> Stay | None:
        """Return the stay that commands are about."""
        if self.as_list:
            return self.table.current()
        return self._calendar.stay(self.view.canvas.chosen_id)

    def say(self, words: str, *, danger: bool = False) -> None:
        """Tell something below the drawing, and to a screen reader."""
        self.told.setText(words)
        self.told.speak_as(Voice.DANGER if danger else Voice.BODY)
        announce(self.told, words)

    def _chosen(self, stay: Stay | None) -> None:
        if self.view.canvas.moving.change is None:
            self.told.setText("" if stay is None else detail_said(stay))
            self.told.speak_as(Voice.BODY)

    def _ask_menu(self, place: QPoint) -> None:
        stay = self.table.current()
        if stay is not None:
            self.menu.emit(stay, self.table.view.viewport().mapToGlobal(place))

    def _changing(self, change: Change | None) -> None:
        if change is None:
            self._chosen(self.chosen())
            return
        clashes = bool(change.clashes(self._calendar))
        code = self._calendar.apartments[change.row].code
        keys = CLASHING if clashes else MOVING
        self.say(f"{code}, {change.said(self._calendar)} {keys}", danger=clashes)

    def _fit(self) -> None:
        """Leave the room to the drawing where the letters are large: the keys are in the help."""
        # The drawing is no higher than its rows, and what is told stands right under it.
        self._ways.setMaximumHeight(_TALL if self.as_list else self.view.maximumHeight())
        self.keys.setVisible(not self.as_list and look.current().percent <= _SMALL_LETTERS)
