"""Idag: what is due, the drafts that wait, and what needs a look (experience.md 9.1)."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.settings import EXAMPLE_CASE
from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows import tasks
from kvinnobyran.flows.drafts import Draft, drafts_of
from kvinnobyran.store import today as stored
from kvinnobyran.store.database import Database
from kvinnobyran.store.homes import Home, homes
from kvinnobyran.store.office import setting
from kvinnobyran.store.today import AttentionRow, DueRow
from kvinnobyran.ui.kit import look
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Notice, Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.navigator import Navigator
from kvinnobyran.ui.today.lines import (
    AT_SCHOOL,
    IN_CALENDAR,
    IN_SCHOOL,
    More,
    attention_line,
    draft_line,
    due_line,
    folded,
    heading,
    home_line,
    in_order,
    is_call,
    read_task,
    without,
)

EMPTY = "Inget inbokat idag. Ctrl+N börjar en ny kontakt."
_TWO_COLUMNS = 760
"""Below this width, in logical pixels at 100 %, the cards stand under one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """All that Idag shows."""

    due: list[DueRow]
    drafts: list[Draft]
    attention: list[AttentionRow]
    codes: dict[str, str]
    """Case id to its code, for the drafts."""
    example: str
    """The id of the invented example case, or ``""``."""
    untouched: bool
    """Whether nothing has ever been registered."""
    homes: list[Home]
    """What each apartment is today."""


def day(database: Database, user: str, today: date) -> Day:
    """Return what there is to do for a user today."""
    drafts = drafts_of(database, user)
    return Day(
        due=stored.due(database, today, today),
        drafts=drafts,
        attention=without(stored.needs_attention(database, today), drafts),
        codes=stored.case_codes(database, {draft.case_id for draft in drafts}),
        example=setting(database, EXAMPLE_CASE),
        untouched=stored.is_untouched(database),
        homes=homes(database, today),
    )


def task_of(database: Database, task_id: str) -> Task | None:
    """Return a task, or None if it is gone."""
    return database.get(Task, task_id)


class TodayPage(Page):
    """The first page. Enter opens a row, Space marks a task done, the menu has the same."""

    tables = frozenset(
        {
            "task",
            "assessment_call",
            "counselling_session",
            "trappan_programme",
            "trappan_session",
            "child_note",
            "journal_note",
            "inquiry",
            "concern_report",
            "support_case",
            "authority_contact",
            "draft",
            "setting",
            "apartment",
            "apartment_closure",
            "placement",
            "reservation",
            "group_meeting",
            "lesson",
            "outreach",
            "supervision",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(heading(desk.today), width=Width.WIDE)
        self._desk = desk
        self._navigator = navigator
        self._drafts: dict[Hashable, Draft] = {}
        self._day: Day | None = None
        self._unfolded: set[str] = set()
        self.due = Card(
            "Att göra idag",
            icon=Icon.TODAY,
            empty=EMPTY,
            menu=self._more,
            button=Button(
                "Överlämning", Kind.QUIET, then=lambda: self._navigator.open_page("handover")
            ),
        )
        self.drafts = Card(
            "Utkast som väntar", icon=Icon.EDIT, empty="Inga utkast väntar.", menu=self._more
        )
        self.attention = Card(
            "Behöver uppmärksamhet",
            icon=Icon.REMINDER,
            empty="Inget ligger efter.",
            menu=self._more,
        )
        self.homes = Card("Boende", icon=Icon.CALENDAR, counted=False)
        self.homes.hide()
        self.homes.opened.connect(self._open_home)
        self.due.opened.connect(self._open)
        self.drafts.opened.connect(self._open_draft)
        self.attention.opened.connect(self._open)
        self.due.done.connect(self._tick_off)
        self.what = LineEdit(placeholder="Ny uppgift, till exempel: Ring BVC imorgon", limit=300)
        self.what.setAccessibleName("Ny uppgift")
        self.what.returnPressed.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.what, 1)
        row.addWidget(Button("Lägg till", Kind.PLAIN, icon=Icon.ADD, then=self._add))
        side = QVBoxLayout()
        side.setSpacing(Space.L)
        side.addWidget(self.homes)
        side.addWidget(self.drafts)
        side.addWidget(self.attention)
        side.addStretch(1)
        main = QVBoxLayout()
        main.setSpacing(Space.L)
        main.addLayout(row)
        main.addWidget(self.due)
        main.addStretch(1)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(Space.L)
        self._cards.addLayout(main, 6)
        self._cards.addLayout(side, 5)
        self.example = Notice()
        self.example.hide()
        self.body.addWidget(self.example)
        self.body.addLayout(self._cards)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the cards."""
        return (self.due, self.homes, self.drafts, self.attention)

    def refresh(self) -> None:
        """Ask for everything anew; after midnight the heading is another one."""
        self.say(heading(self._desk.today))
        self._desk.ask(day, self._desk.user, self._desk.today, then=self._show)

    def state(self) -> dict[str, object]:
        """Return what is half typed."""
        return {"what": self.what.draft()}

    def restore(self, state: dict[str, Any]) -> None:
        """Show what was half typed."""
        self.what.restore(str(state.get("what", "")))

    def _show(self, day: Day) -> None:
        self._day = day
        now = self._desk.now
        self._drafts = {(draft.kind, draft.record): draft for draft in day.drafts}
        today = now.date()
        self._show_some(self.due, [due_line(row, today) for row in in_order(day.due, today)])
        self._show_some(
            self.drafts,
            [draft_line(draft, day.codes.get(draft.case_id, ""), now) for draft in day.drafts],
        )
        self._show_some(self.attention, [attention_line(row, today) for row in day.attention])
        self.homes.setVisible(bool(day.homes))
        self.homes.show_lines([home_line(home) for home in day.homes])
        self._offer_example(day)

    def _show_some(self, card: Card, lines: list[Line]) -> None:
        """Show the lines of a card; a kind that floods it is folded until it is asked for."""

        def kind_of(line: Line) -> str:
            row = line.key
            if isinstance(row, DueRow):  # what is to be done today is never hidden
                return f"late {row.table}" if row.day < self._desk.today else ""
            return row.table if isinstance(row, AttentionRow) else f"draft {line.text}"

        card.show_lines(folded(lines, kind_of, self._unfolded), number=len(lines))

    def _unfold(self, more: More) -> None:
        self._unfolded.add(more.kind)
        if self._day is not None:
            self._show(self._day)

    def _offer_example(self, day: Day) -> None:
        """Offer the example to a new office, and to take it away again (experience.md 9.12)."""
        if day.example:
            self.example.say(
                "Exempelärendet är påhittat. Det räknas i statistiken tills du tar bort det.",
                action=("Ta bort exemplet", self._remove_example),
            )
        elif day.untouched:
            self.example.say(
                "Här är tomt än. Vill du se hur ett ärende ser ut?",
                action=("Visa ett exempel", self._add_example),
            )
        self.example.setVisible(bool(day.example) or day.untouched)

    def _add_example(self) -> None:
        from kvinnobyran.flows.example import add_example

        self._desk.do(add_example, then=lambda case: self._navigator.open_case(case.id), owner=self)

    def _remove_example(self) -> None:
        from kvinnobyran.flows.example import remove_example

        self._desk.do(
            remove_example,
            then=lambda _: self._navigator.toast("Exemplet är borttaget.", undo=True),
            owner=self,
        )

    def _open(self, row: DueRow | AttentionRow | More) -> None:
        if isinstance(row, More):
            self._unfold(row)
        elif isinstance(row, AttentionRow) and row.child_id is not None:
            self._navigator.open_page("child_file", row.child_id, focus=row.id)
        elif row.table == "inquiry":
            self._navigator.open_inquiry(row.id)
        elif row.table == "handover":
            self._navigator.open_page("handover")
        elif row.table == "group_meeting":
            self._navigator.open_page("group", row.id)
        elif row.table == "task":
            self._desk.ask(task_of, row.id, then=self._open_task)
        elif row.case_id is not None:
            record = "" if row.table == "support_case" else row.id
            self._navigator.open_case(row.case_id, record=record)
        elif row.table in IN_SCHOOL or row.table == "concern_report":
            self._navigator.open_page("school_record", row.id)

    def _open_home(self, home: Home) -> None:
        """Open the case of her who lives there, else the calendar."""
        if home.case_id is not None:
            self._navigator.open_case(home.case_id, tab="placement")
        else:
            self._navigator.go("calendar")

    def _open_task(self, task: Task | None) -> None:
        """Open what a rule's task is about, else the task itself."""
        if task is None:
            return
        if task.case_id is not None:
            cause = "" if task.cause == task.case_id else task.cause
            self._navigator.open_case(task.case_id, record=cause or task.id)
        elif task.inquiry_id is not None:
            self._navigator.open_inquiry(task.inquiry_id)
        elif task.rule in AT_SCHOOL:
            self._navigator.open_page("school_record", task.cause)
        else:
            self._navigator.open_page("task", task.id)

    def _open_draft(self, key: Hashable) -> None:
        if isinstance(key, More):
            self._unfold(key)
            return
        draft = self._drafts[key]
        if draft.kind == "inquiry":
            self._navigator.new_contact(draft.record)
        elif case_id := draft.case_id:
            self._navigator.open_case(case_id, record=draft.record)
        elif group_id := draft.body.get("group"):
            self._navigator.open_page("group", str(group_id), focus=draft.record)
        elif draft.kind == "group_type":
            self._navigator.open_page("group_types")
        elif draft.kind == "group":
            self._navigator.go("groups")
        elif "school" in draft.body:
            self._navigator.open_page("school_record", draft.record)
        elif draft.kind in IN_CALENDAR:
            self._navigator.go("calendar")

    def _tick_off(self, row: DueRow, state: TaskState = TaskState.DONE) -> None:
        def tick(found: Task | None) -> None:
            if found is not None and found.state is TaskState.OPEN:
                self._desk.do(
                    tasks.tick_off,
                    found,
                    state,
                    then=self._ticked,
                    otherwise=lambda trouble: self._refused_task(row, trouble),
                    owner=self,
                )

        self._desk.ask(task_of, row.id, then=tick, owner=self)

    def _ticked(self, task: Task) -> None:
        words = "klar" if task.state is TaskState.DONE else "inte aktuell"
        self._navigator.toast(f"Markerad som {words}.", undo=True)

    def _more(self, key: Hashable, menu: QMenu) -> None:
        """Put what else can be done with a row into its menu."""
        if isinstance(key, DueRow) and key.table == "task":
            for words, days in (("Skjut upp till imorgon", 1), ("Skjut upp en vecka", 7)):
                until = self._desk.today + timedelta(days=days)
                menu.addAction(words).triggered.connect(
                    lambda _=False, row=key, day=until: self._postpone(row, day)
                )
            menu.addAction("Ändra eller lämna över").triggered.connect(lambda: self._change(key))
            menu.addAction("Inte aktuell").triggered.connect(
                lambda: self._tick_off(key, TaskState.DROPPED)
            )

    def _postpone(self, row: DueRow, until: date) -> None:
        """Move a task to another day; past a rule's own day the sheet asks why."""

        def move(found: Task | None) -> None:
            if found is not None:
                self._desk.do(
                    tasks.postpone,
                    found,
                    until,
                    then=lambda _: self._navigator.toast(f"Flyttad till {until}.", undo=True),
                    otherwise=lambda trouble: self._refused_task(row, trouble),
                    owner=self,
                )

        self._desk.ask(task_of, row.id, then=move, owner=self)

    def _refused_task(self, row: DueRow, trouble: Trouble) -> None:
        """Open the task where a reason can be given."""
        if isinstance(trouble, Refused):
            self._navigator.toast(" ".join(fault.sentence for fault in trouble.faults))
            self._change(row)
        else:
            self._desk.take(trouble)

    def _change(self, row: DueRow) -> None:
        """Open the task itself, whatever it is about."""
        if row.case_id is not None:
            self._navigator.open_case(row.case_id, record=row.id)
        else:
            self._navigator.open_page("task", row.id)

    def _add(self) -> None:
        self.notice.hide()
        what, due_on = read_task(self.what.value(), self._desk.today)
        if problem := self.what.problem():
            self._say(problem)
            return
        task = Task(
            id=new_id(),
            what=what,
            due_on=due_on,
            assigned_to=self._desk.user,
            promised_call=is_call(what),
        )
        self._desk.do(tasks.save_task, task, then=self._added, otherwise=self._refused, owner=self)

    def _added(self, task: Task) -> None:
        self.what.set_value("")
        if task.due_on == self._desk.today:
            self._navigator.toast("Uppgiften är tillagd.", undo=True)
        else:
            self._navigator.toast(f"Uppgiften är tillagd till {task.due_on}.", undo=True)

    def _refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused):
            self._say(" ".join(fault.sentence for fault in trouble.faults))
        else:
            self._desk.take(trouble)

    def _say(self, sentence: str) -> None:
        self.notice.say(sentence, Tone.DANGER)
        self.notice.show()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards under one another where there is little room."""
        super().resizeEvent(event)
        beside = event.size().width() >= look.current().px(_TWO_COLUMNS)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way is not self._cards.direction():
            self._cards.setDirection(way)
