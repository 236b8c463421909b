"""Skola: lessons per term, and what else the unit does that is about nobody's case."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.term import term_name
from kvinnobyran.flows.drafts import Draft, drafts_of
from kvinnobyran.store.colleagues import colleagues
from kvinnobyran.store.database import Database
from kvinnobyran.store.school import SchoolView, school_view
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.layers import Layers
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.tabs import Tabs
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator
from kvinnobyran.ui.school.lesson_sheets import concern_sheet
from kvinnobyran.ui.school.room import SchoolRoom
from kvinnobyran.ui.school.sheets import hours_sheet
from kvinnobyran.ui.school.tabs import ConcernsTab, LessonsTab, OutreachTab, SupervisionTab
from kvinnobyran.ui.school.volunteers_tab import VolunteersTab

LESSONS, OUTREACH, VOLUNTEERS, SUPERVISION, CONCERNS = (
    "lessons", "outreach", "volunteers", "supervision", "concerns",
)  # fmt: skip
_TITLES: Final = {
    LESSONS: "Lektioner",
    OUTREACH: "Utåtriktat och möten",
    VOLUNTEERS: "Volontärer",
    SUPERVISION: "Handledning",
    CONCERNS: "Oro",
}
_ALL: Final = "Alla terminer"
_Read = tuple[SchoolView, list[str], list[Draft]]
_Tab = LessonsTab | OutreachTab | VolunteersTab | SupervisionTab | ConcernsTab


def _read(database: Database, user: str) -> _Read:
    head = database.head()
    return school_view(database, head=head), colleagues(database, user), drafts_of(database, user)


def terms(view: SchoolView, now: str) -> list[str]:
    """Return the half-years in which there is something, and this one, the newest first."""
    days = [
        *(each.held_on for each in view.lessons),
        *(each.held_on for each in view.outreach),
        *(each.held_on for each in view.supervision),
        *(each.day for each in view.hours),
    ]
    every = {now, *(term_name(day) for day in days)}
    return sorted(every, key=lambda term: (term[3:], term[:2] == "HT"), reverse=True)


class SchoolPage(Page):
    """Five lists behind tabs, a choice of half-year, and the sheet that is being written."""

    tables = frozenset(
        {
            "lesson",
            "lesson_tally",
            "outreach",
            "volunteer",
            "volunteer_hours",
            "supervision",
            "concern_report",
            "concern_child",
            "setting",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__("Skola", width=Width.WIDE, scroll=False)
        self._desk = desk
        self._navigator = navigator
        self._sheet: Sheet | None = None
        self._wanted = ""
        """The record whose sheet is to be opened when the place has been read."""
        self._saved_id = ""
        """The record that was saved, until the lists have it."""
        self.room = SchoolRoom(desk, navigator, edit=self.edit)
        self.new = Button("Ny lektion", Kind.PRIMARY, icon=Icon.ADD, then=self._new)
        self.offer(self.new)
        self.lessons, self.outreach = LessonsTab(self.room), OutreachTab(self.room)
        self.volunteers = VolunteersTab(self.room)
        self.supervision, self.concerns = SupervisionTab(self.room), ConcernsTab(self.room)
        self._lists: dict[str, _Tab] = {
            LESSONS: self.lessons,
            OUTREACH: self.outreach,
            VOLUNTEERS: self.volunteers,
            SUPERVISION: self.supervision,
            CONCERNS: self.concerns,
        }
        self.term = CodeBox([], nothing=_ALL)
        self.term.setAccessibleName("Termin")
        self.term.edited.connect(self._choose_term)
        self.tabs = Tabs("Skolans delar")
        self.tabs.beside.addWidget(self.term)
        for key, page in self._lists.items():
            self.tabs.add(_TITLES[key], page)
        self.tabs.currentChanged.connect(self._follow_tab)
        self._layers = Layers()
        self._paper = QWidget()
        self._on_paper = QVBoxLayout(self._paper)
        self._on_paper.setContentsMargins(0, Space.S, 0, 0)
        self._layers.addWidget(self.tabs)
        self._layers.addWidget(self._paper)
        self.body.addWidget(self._layers, 1)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the tabs and the lists, or the sheet; Tab goes from the tabs to the half-year."""
        if self._sheet is not None:
            return (self._sheet.form,)
        return (self.tabs.front, *self._list.panes)

    @property
    def tab(self) -> str:
        """Return the key of the tab that is shown."""
        return list(self._lists)[self.tabs.currentIndex()]

    @property
    def _list(self) -> _Tab:
        return self._lists[self.tab]

    def refresh(self) -> None:
        """Ask for everything again."""
        self._desk.ask(_read, self._desk.user, then=self._show)

    def state(self) -> dict[str, object]:
        """Return the tab, the half-year, the row and the sheet."""
        row = self._list.table.current()
        return {
            "tab": self.tab,
            "term": self.room.term,
            "row": row.id if row else "",
            "sheet": self._sheet.state() if self._sheet else {},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same tab, half-year, row and sheet."""
        self.show_tab(str(state.get("tab", "")))
        self.room.term = str(state.get("term", self.room.term))
        self._wanted = str(dict(state.get("sheet") or {}).get("record", ""))
        if self.room.found is not None:
            self.refresh()
            self._list.table.choose(str(state.get("row", "")))

    def show_tab(self, key: str) -> None:
        """Show a tab by its key."""
        if key in self._lists:
            self.tabs.setCurrentIndex(list(self._lists).index(key))

    def open_record(self, record: str) -> None:
        """Open the sheet of a record, or of a draft, as soon as the place is read."""
        self._wanted = record
        if self.room.found is not None:
            self._open_wanted()

    def new_lesson(self) -> None:
        """Begin a new lesson, from the menu or the palette."""
        if self.room.found is not None:
            self.show_tab(LESSONS)
            self.lessons.new()

    def edit(self, sheet: Sheet) -> None:
        """Put a sheet on top of the lists; one that was there is put aside."""
        if self._sheet is not None:
            self._sheet.keeper.keep()
        self._clear_paper()
        self._sheet = sheet
        sheet.saved.connect(self._saved)
        sheet.left.connect(self._leave)
        self._on_paper.addWidget(sheet)
        self._layers.setCurrentWidget(self._paper)
        self.new.hide()
        sheet.form.focus_first()

    def _new(self) -> None:
        if self.room.found is not None:
            self._list.new()

    def _show(self, found: _Read) -> None:
        first = self.room.found is None
        self.room.found, self.room.colleagues, self.room.drafts = found
        every = terms(self.room.found, term_name(self._desk.today))
        self.term.set_options([Option(each, each) for each in every])
        self.term.set_value(self.room.term or None)
        self._show_lists()
        if self._wanted:
            self._open_wanted()
        elif self._saved_id:
            saved, self._saved_id = self._saved_id, ""
            self._list.table.choose(saved)
            self._go_home()
        elif first and self.isVisible() and self._sheet is None:
            self._go_home()

    def _show_lists(self) -> None:
        for page in self._lists.values():
            page.show_view(self.room.view)

    def _choose_term(self) -> None:
        self.room.term = self.term.value() or ""
        if self.room.found is not None:
            self._show_lists()

    def _follow_tab(self, _: int) -> None:
        self.new.setText(self._list.new_text)
        self.new.setAccessibleName(self._list.new_text)
        self.term.setVisible(self.tab != CONCERNS)

    def _open_wanted(self) -> None:
        record, self._wanted = self._wanted, ""
        draft = next((each for each in self.room.drafts if each.record == record), None)
        kind = draft.kind if draft is not None else ""
        view = self.room.view
        rows: tuple[tuple[str, tuple[Any, ...], str], ...] = (
            (LESSONS, view.lessons, "lesson"),
            (OUTREACH, view.outreach, "outreach"),
            (SUPERVISION, view.supervision, "supervision"),
            (CONCERNS, view.concerns, "concern_report"),
            (VOLUNTEERS, view.volunteers, "volunteer"),
        )
        if kind == "lesson_tally":
            self.show_tab(LESSONS)
            self.lessons.open_tally(record)
            return
        if kind == "volunteer_hours" or any(each.id == record for each in view.hours):
            self.show_tab(VOLUNTEERS)
            known = next((each for each in view.hours if each.id == record), None)
            self.edit(hours_sheet(self.room, known))
            return
        for key, known_rows, of in rows:
            row = next((each for each in known_rows if each.id == record), None)
            if row is None and kind != of:
                continue
            self.show_tab(key)
            self._show_term_of(row)
            if key == CONCERNS:
                self.edit(concern_sheet(self.room, record))
            elif row is None:
                self._list.new()
            else:
                self._list.table.choose(record)
                self._list.table.opened.emit(row)
            return

    def _show_term_of(self, row: Any) -> None:  # noqa: ANN401 - any of the records
        """Show the half-year that a row is in, so that the list under the sheet has it."""
        day = getattr(row, "held_on", None)
        if day is not None and not self.room.shows(day):
            self.room.term = term_name(day)
            self.term.set_value(self.room.term)
            self._show_lists()

    def _go_home(self) -> None:
        rows = self._list.table.current() is not None
        home: QWidget = self._list.table if rows else self.new
        home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, record: object, said: str) -> None:
        self._leave()
        self._saved_id = str(getattr(record, "id", ""))
        self.refresh()
        self._navigator.toast(said, undo=True)

    def _leave(self) -> None:
        self._clear_paper()
        self._layers.setCurrentWidget(self.tabs)
        self.new.show()
        if self.room.found is not None:
            self._go_home()

    def _clear_paper(self) -> None:
        if self._sheet is not None:
            self._on_paper.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
