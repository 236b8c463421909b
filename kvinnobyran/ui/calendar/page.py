"""Kalender: who lives where and when, moved by keys and pointer, as a list, and on paper (9.5)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.drafts import Draft, drafts_of
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.store.calendar import Found, calendar
from kvinnobyran.ui.calendar.change import Change
from kvinnobyran.ui.calendar.desktop import Desktop
from kvinnobyran.ui.calendar.doing import Doing
from kvinnobyran.ui.calendar.sheets import KINDS
from kvinnobyran.ui.calendar.view import SPANS
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator

_TITLE: Final = "Kalender"
_SMALL_LETTERS: Final = 125
_MONTHS: Final = 6
"""How long a stay usually is at most (domain.md A14)."""
_A_WHILE: Final = 14
"""Nights; what is free for less is hardly a place to live."""
_LIST, _DRAWING = "Visa som lista", "Visa som kalender"


class CalendarPage(Page):
    """The place "Kalender"."""

    tables = frozenset(
        {
            "apartment",
            "apartment_closure",
            "placement",
            "placement_child",
            "placement_pet",
            "reservation",
            "support_case",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_TITLE, width=Width.FULL, scroll=False)
        self._desk = desk
        self._navigator = navigator
        self._wanted: dict[str, Any] = {}
        self.calendar: Calendar | None = None
        self.desktop = Desktop()
        self.doing = Doing(desk, navigator, self)
        self.new = Button("Ny reservation", Kind.PRIMARY, icon=Icon.ADD, then=self.make_new)
        self.offer(self.new)
        self._empty = Empty(
            "Ingen lägenhet är inlagd än.",
            "Lägg in lägenheterna med sina koder under Inställningar. Sedan visas placeringar, "
            "reservationer och spärrar här, vecka för vecka.",
            icon=Icon.CALENDAR,
            button=Button("Till Inställningar", then=lambda: navigator.go("settings")),
        )
        self._paper = QWidget()
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, 0, 0, 0)
        self._layers = Layers()
        for layer in (self._empty, self.desktop, self._paper):
            self._layers.addWidget(layer)
        self.spans = {
            name: Button(name, then=partial(self.desktop.view.show_days, float(days)))
            for name, days in SPANS.items()
        }
        self.as_list = Button(_LIST, icon=Icon.CASES, then=self.turn)
        self._tools = self._make_tools()
        self.body.setSpacing(Space.M)
        self.body.addWidget(self._tools)
        self.body.addWidget(self._layers, 1)
        view = self.desktop.view
        view.scaled.connect(self._mark_span)
        view.canvas.moving.changed.connect(self._changed)
        view.canvas.asked.connect(self._asked)
        for wanted in (view.canvas.menu, self.desktop.menu):
            wanted.connect(lambda stay, place: self.doing.menu_of(stay).popup(place))
        view.new_wanted.connect(self._new_in_row)
        self.desktop.opened.connect(self.doing.open)
        self._mark_span(view.days)
        look.follow(self._fit_tools)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the heading (Tab leads on to the tools), the drawing or the list, or a sheet."""
        if self._layers.currentWidget() is self._paper:
            return (self.heading, self._paper)
        if self._layers.currentWidget() is self._empty:
            return (self.heading, self._empty)
        view = self.desktop.view
        return (
            (self.heading, self.desktop.table)
            if self.desktop.as_list
            else (self.heading, view.column, view.canvas)
        )

    def refresh(self) -> None:
        """Ask for everything again."""
        self._desk.ask(calendar, self._desk.today, then=self._show)
        self._ask_for_drafts()

    def state(self) -> dict[str, object]:
        """Return what is seen, and which sheet is open."""
        view = self.desktop.view
        return {
            "days": view.days,
            "first": view.first_day().isoformat(),
            "stay": view.canvas.chosen_id,
            "list": self.desktop.as_list,
            "sheet": self.doing.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to it as soon as the stays are here."""
        self._wanted = dict(state)
        if self.calendar is not None:
            self._come_back()

    # --- commands ---------------------------------------------------------------------------------

    def make_new(self) -> None:
        """Begin a reservation where it is free first for a while."""
        if self.calendar is not None and self.calendar.apartments:
            row, free = self.calendar.soonest_free(self._desk.today, nights=_A_WHILE)
            self.doing.reserve(row, free.first, _usual(free))

    def turn(self) -> None:
        """Show the list instead of the drawing, or the other way round."""
        on = not self.desktop.as_list
        self.desktop.show_as_list(on=on)
        self.as_list.setText(_DRAWING if on else _LIST)
        self.as_list.setAccessibleName(self.as_list.text())
        for button in (*self.spans.values(), *self._scales):
            button.setEnabled(not on)

    def print_page(self) -> None:
        """Print, from the menu or Ctrl+P."""
        if self.calendar is not None and self.calendar.apartments:
            self.doing.print_from(self.desktop.view.first_day())

    # --- showing ----------------------------------------------------------------------------------

    def _show(self, found: Found) -> None:
        self.calendar = Calendar.of(found.apartments, found.stays, self._desk.today)
        self.doing.cases, self.doing.runs_out = found.cases, found.runs_out
        count = len(found.apartments)
        said = {0: "Ingen lägenhet än", 1: "1 lägenhet"}.get(count, f"{count} lägenheter")
        self.say(_TITLE, f"{said} · bara koder, inga namn och inga adresser")
        self.desktop.show_calendar(self.calendar)
        if self._layers.currentWidget() is not self._paper:
            self.show_desktop()
        if self._wanted:
            self._come_back()
        self.doing.shown()

    def _ask_for_drafts(self) -> None:
        self._desk.ask(drafts_of, self._desk.user, then=self._remind)

    def _remind(self, drafts: list[Draft]) -> None:
        """Offer to go on with a sheet that was put aside here."""
        waiting = [each for each in drafts if each.kind in KINDS and not each.case_id]
        there = bool(waiting) and self._layers.currentWidget() is not self._paper
        if there:
            found = {"kind": waiting[0].kind, "record": waiting[0].record}
            self.notice.say(
                "Ett påbörjat formulär väntar här.",
                action=("Fortsätt", lambda: self.doing.come_back(found)),
            )
        self.notice.setVisible(there)

    def show_desktop(self) -> None:
        """Show the stays, or what to do first."""
        there = self.calendar is not None and bool(self.calendar.apartments)
        self._layers.setCurrentWidget(self.desktop if there else self._empty)
        self._tools.setVisible(there)
        self.new.setVisible(there)

    def cover_with(self, panel: QWidget) -> None:
        """Let one thing be done at a time: what is asked lies over the calendar."""
        self.notice.hide()
        self._on_paper.addWidget(panel)
        self._layers.setCurrentWidget(self._paper)
        self._tools.hide()
        self.new.hide()

    def uncover(self, panel: QWidget, *, stay: str = "") -> None:
        """Take what was asked away, and go back to a stay."""
        self._on_paper.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        self.show_desktop()
        self.desktop.view.canvas.moving.drop()
        self.desktop.choose(stay or self.desktop.view.canvas.chosen_id, focus=True)
        self._ask_for_drafts()

    def _come_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        view = self.desktop.view
        days, first = wanted.get("days"), wanted.get("first")
        if isinstance(days, int | float):
            view.show_days(float(days))
        if isinstance(first, str):
            view.begin_at(date.fromisoformat(first))
        if bool(wanted.get("list")) != self.desktop.as_list:
            self.turn()
        self.desktop.choose(str(wanted.get("stay", "")), focus=self.isVisible())
        self.doing.come_back(wanted.get("sheet") or {})

    # --- changes ----------------------------------------------------------------------------------

    def _asked(self, stay: Any, wish: str) -> None:  # noqa: ANN401 - a signal's object
        if wish == "open":
            self.doing.open(stay)

    def _new_in_row(self, row: int, day: Any) -> None:  # noqa: ANN401 - a signal's object
        if self.calendar is not None and self.calendar.apartments:
            begin = max(day or self._desk.today, self._desk.today)
            free = self.calendar.next_free(row, begin, nights=_A_WHILE)
            self.doing.reserve(row, free.first, _usual(free))

    def _changed(self, change: Change) -> None:
        """Save what was moved, or ask for what is missing."""
        if change.stay is None:
            self.doing.reserve(change.row, change.first, change.until)
        else:
            self.doing.move(change, self._not_moved(change))

    def _not_moved(self, change: Change) -> Callable[[Trouble], object]:
        def otherwise(trouble: Trouble) -> None:
            if isinstance(trouble, Refused):
                self.doing.move_on_sheet(change, trouble)
            else:
                self.desktop.view.canvas.moving.drop()
                self._desk.take(trouble)

        return otherwise

    def _mark_span(self, days: float) -> None:
        for name, button in self.spans.items():
            on = abs(SPANS[name] - days) < 1
            button.setChecked(on)
            button.setAccessibleName(f"Visa {name}{', vald' if on else ''}")

    def _make_tools(self) -> QWidget:
        view = self.desktop.view
        for button in self.spans.values():
            button.setCheckable(True)
            # A press must not turn it off: what is seen says which is on.
            button.clicked.connect(lambda: self._mark_span(view.days))
        self._scales = [
            IconButton(Icon.MINUS, "Zooma ut", then=lambda: view.zoom_by(-1)),
            IconButton(Icon.ADD, "Zooma in", then=lambda: view.zoom_by(1)),
            Button("Idag", icon=Icon.TODAY, then=view.go_to_today),
        ]
        self._seldom = [
            Button("Ny spärr", then=self.doing.close_apartment),
            Button("Svar till placerare", then=self.doing.reply),
            Button("Skriv ut", icon=Icon.PRINT, then=self.print_page),
        ]
        self._more = Button("Mer", icon=Icon.MORE, then=self._show_more)
        tools = Flow()
        for each in (
            *self.spans.values(),
            *self._scales,
            self.as_list,
            *self._seldom,
            self._more,
        ):
            tools.add(each)
        return tools

    def _show_more(self) -> None:
        """Offer in a menu what has no room as buttons."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._seldom:
            menu.addAction(button.text()).triggered.connect(button.click)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _fit_tools(self) -> None:
        """Leave the room to the drawing where the letters are large."""
        large = look.current().percent > _SMALL_LETTERS
        for button in self._seldom:
            button.setVisible(not large)
        self._more.setVisible(large)


def _usual(free: Span) -> date:
    """Return when a stay that begins with free days usually ends, as long as they are free."""
    return min(add_months(free.first, _MONTHS), free.end)
