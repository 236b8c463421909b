"""The lists of the place: each a table and buttons for the row that the cursor is at."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.lesson import Lesson
from kvinnobyran.domain.outreach import Outreach
from kvinnobyran.domain.supervision import Supervision, SupervisionState
from kvinnobyran.flows.lessons import remove_lesson
from kvinnobyran.flows.outreach import remove_outreach
from kvinnobyran.flows.supervision import remove_supervision
from kvinnobyran.store.school import SchoolView
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.school.lesson_sheets import (
    concern_sheet,
    copy_sheet,
    lesson_sheet,
    tally_sheet,
)
from kvinnobyran.ui.school.room import SchoolRoom
from kvinnobyran.ui.school.sheets import outreach_sheet, supervision_sheet

R = TypeVar("R", Lesson, Outreach, Supervision, ConcernReport)


def day_words(row: Any) -> str:  # noqa: ANN401 - what has a day, and perhaps a time
    """Return ``2027-01-18, kl. 17.00``."""
    at = getattr(row, "starts_at", None)
    clock = f", kl. {at.hour}.{at.minute:02d}" if at else ""
    return f"{row.held_on.isoformat()}{clock}"


def hours_words(minutes: int) -> str:
    """Return ``2 h``, ``1 h 30 min`` or ``45 min``.

    >>> hours_words(90), hours_words(120), hours_words(45)
    ('1 h 30 min', '2 h', '45 min')
    """
    whole, rest = divmod(minutes, 60)
    words = [f"{whole} h"] if whole else []
    if rest or not whole:
        words.append(f"{rest} min")
    return " ".join(words)


def number(value: int | None) -> str:
    """Return a number, or nothing while nobody has counted."""
    return "" if value is None else str(value)


class ListTab(QWidget, Generic[R]):
    """A table of one sort of record, over it what can be done with the row that is chosen.

    ``sheet`` makes the sheet of a row, or of a new record. ``removes`` is the flow that takes a
    row away and what to say then. ``new_text`` is on the page's main button.
    """

    new_text = ""

    def __init__(
        self,
        room: SchoolRoom,
        name: str,
        columns: Sequence[Column[R]],
        *,
        empty: Empty,
        sheet: Callable[[SchoolRoom, R | None], Sheet],
        removes: tuple[Callable[..., None], str] | None = None,
    ) -> None:
        super().__init__()
        self.room = room
        self._sheet: Callable[[SchoolRoom, R | None], Sheet] = sheet
        self._removes = removes
        self.table: Table[R] = Table(name, columns, empty=empty)
        self.sum = Label("", Voice.MUTED)
        self.buttons = Flow()
        self.away = Button("Ta bort", Kind.QUIET, then=self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.buttons)
        column.addWidget(self.table, 1)
        column.addWidget(self.sum)
        self.buttons.add(self.away)
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self.follow)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 goes through."""
        return (self.table,)

    def new(self) -> None:
        """Begin a new record."""
        self.room.edit(self._sheet(self.room, None))

    def open(self, row: R) -> None:
        """Open a row's sheet."""
        self.room.edit(self._sheet(self.room, row))

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows, and their sum under them."""
        self.table.show_rows(rows)
        words = self.summed(rows)
        self.sum.setText(words)
        self.sum.setVisible(bool(words))
        self.follow(self.table.current())

    def summed(self, _: Sequence[R]) -> str:
        """Return what stands under the table."""
        return ""

    def follow(self, row: R | None) -> None:
        """Offer what can be done with the row that the cursor is at."""
        self.away.setVisible(row is not None and self._removes is not None)

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None and self._removes is not None:
            flow, said = self._removes
            self.room.run(flow, row, said=said)


class LessonsTab(ListTab[Lesson]):
    """Lessons: school, class, day, pupils, topic (experience.md 9.7)."""

    new_text = "Ny lektion"

    def __init__(self, room: SchoolRoom) -> None:
        super().__init__(
            room,
            "Lektioner",
            (
                Column(title="Dag", text=day_words, sort=lambda row: row.held_on, width=20),
                Column(title="Skola", text=lambda row: row.school),
                Column(title="Klass", text=class_words, width=23),
                Column(title="Tema", text=lambda row: row.topic, width=21),
                Column(
                    title="Elever",
                    text=lambda row: number(row.pupils),
                    sort=lambda row: row.pupils,
                    right=True,
                    width=7,
                ),
                Column(title="Läge", text=lambda row: row.state.label, width=12),
            ),
            empty=Empty(
                "Inga lektioner den här terminen",
                "Ny lektion skriver in den första, eller välj en annan termin.",
                icon=Icon.SCHOOL,
            ),
            sheet=lesson_sheet,
            removes=(remove_lesson, "Lektionen är borttagen"),
        )
        self.copy = Button("Kopiera förra lektionen", then=self.copy_last)
        self.asked = Button("Frågor före och efter", then=self._ask)
        self.worry = Button("Oro för en elev", icon=Icon.WARNING, then=self._worry)
        self.buttons.take(self.away)
        for button in (self.copy, self.asked, self.worry, self.away):
            self.buttons.add(button)

    def show_view(self, view: SchoolView) -> None:
        """Show the lessons of the term."""
        self.copy.setVisible(bool(view.lessons))
        self.show_rows([each for each in view.lessons if self.room.shows(each.held_on)])

    def copy_last(self) -> None:
        """Begin a lesson like the newest one."""
        if self.room.view.lessons:
            self.room.edit(copy_sheet(self.room, self.room.view.lessons[0]))

    def open_tally(self, lesson_id: str) -> None:
        """Open the questions asked before and after a lesson."""
        lesson = next((each for each in self.room.view.lessons if each.id == lesson_id), None)
        if lesson is not None:
            self.room.edit(tally_sheet(self.room, lesson))

    def summed(self, rows: Sequence[Lesson]) -> str:
        held = [each for each in rows if each.pupils is not None]
        if not held:
            return ""
        classes = len({(each.school, each.year, each.class_code) for each in held})
        pupils = sum(each.pupils or 0 for each in held)
        lessons = "1 lektion" if len(held) == 1 else f"{len(held)} lektioner"
        return f"{lessons}, {classes} {'klass' if classes == 1 else 'klasser'}, {pupils} elever"

    def follow(self, row: Lesson | None) -> None:
        super().follow(row)
        if self.room.found is not None:
            self.asked.setVisible(row is not None)

    def _ask(self) -> None:
        row = self.table.current()
        if row is not None:
            self.open_tally(row.id)

    def _worry(self) -> None:
        self.room.edit(concern_sheet(self.room))


def class_words(row: Lesson) -> str:
    """Return ``Åk 1, SA1b``."""
    words = [f"Åk {row.year}" if row.year is not None else "", row.class_code, row.programme]
    return ", ".join(each for each in words if each)


class OutreachTab(ListTab[Outreach]):
    """Seminars, training days and meetings, with the days of calling and minutes."""

    new_text = "Nytt möte"

    def __init__(self, room: SchoolRoom) -> None:
        super().__init__(
            room,
            "Utåtriktat och möten",
            (
                Column(title="Dag", text=day_words, sort=lambda row: row.held_on, width=20),
                Column(title="Vad", text=lambda row: row.kind.label, width=18),
                Column(title="Om", text=lambda row: row.about),
                Column(title="Läge", text=lambda row: row.state.label, width=11),
                Column(
                    title="Deltagare",
                    text=lambda row: number(row.participants),
                    sort=lambda row: row.participants,
                    right=True,
                    width=9,
                ),
                Column(title="Kallelse", text=lambda row: str(row.called_on or ""), width=11),
                Column(title="Protokoll", text=lambda row: str(row.minutes_on or ""), width=11),
            ),
            empty=Empty(
                "Inga möten den här terminen",
                "Nytt möte skriver in ett seminarium, en utbildningsdag eller ett möte.",
                icon=Icon.PEOPLE,
            ),
            sheet=outreach_sheet,
            removes=(remove_outreach, "Borttaget"),
        )

    def show_view(self, view: SchoolView) -> None:
        """Show the events of the term."""
        self.show_rows([each for each in view.outreach if self.room.shows(each.held_on)])


class SupervisionTab(ListTab[Supervision]):
    """Occasions and hours of supervision (P6)."""

    new_text = "Ny handledning"

    def __init__(self, room: SchoolRoom) -> None:
        super().__init__(
            room,
            "Handledning",
            (
                Column(title="Dag", text=day_words, sort=lambda row: row.held_on, width=12),
                Column(title="Handledare", text=lambda row: row.supervisor),
                Column(title="Form", text=lambda row: row.form.label, width=12),
                Column(
                    title="Tid",
                    text=lambda row: hours_words(row.minutes),
                    sort=lambda row: row.minutes,
                    right=True,
                    width=12,
                ),
                Column(
                    title="Ur personalen",
                    text=lambda row: number(row.staff),
                    sort=lambda row: row.staff,
                    right=True,
                    width=14,
                ),
                Column(title="Läge", text=lambda row: row.state.label, width=12),
            ),
            empty=Empty(
                "Ingen handledning den här terminen",
                "Ny handledning skriver in ett tillfälle och hur länge det var.",
                icon=Icon.PEOPLE,
            ),
            sheet=supervision_sheet,
            removes=(remove_supervision, "Handledningen är borttagen"),
        )

    def show_view(self, view: SchoolView) -> None:
        """Show the occasions of the term."""
        self.show_rows([each for each in view.supervision if self.room.shows(each.held_on)])

    def summed(self, rows: Sequence[Supervision]) -> str:
        held = [each for each in rows if each.state is SupervisionState.HELD]
        if not held:
            return ""
        times = "1 tillfälle" if len(held) == 1 else f"{len(held)} tillfällen"
        return f"{times}, {hours_words(sum(each.minutes for each in held))}"


class ConcernsTab(ListTab[ConcernReport]):
    """Concerns for pupils: they belong to no case and to no lesson (T8, scenario 25)."""

    new_text = "Ny oro"

    def __init__(self, room: SchoolRoom) -> None:
        super().__init__(
            room,
            "Oro för elever",
            (
                Column(title="Uppstod", text=lambda row: str(row.arose_on), width=12),
                Column(title="Gäller", text=self._about),
                Column(title="Läge", text=lambda row: row.stands, width=44),
            ),
            empty=Empty(
                "Ingen oro är noterad",
                "Ny oro börjar en orosanmälan om en elev som inte finns i något ärende.",
                icon=Icon.WARNING,
            ),
            sheet=lambda room, row: concern_sheet(room, row.id if row is not None else ""),
        )

    def show_view(self, view: SchoolView) -> None:
        """Show every concern: none is hidden because its term is over."""
        self.show_rows(view.concerns)

    def _about(self, row: ConcernReport) -> str:
        children = (each for each in self.room.view.concern_children if each.report_id == row.id)
        return ", ".join(each.label for each in children)
