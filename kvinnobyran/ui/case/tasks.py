"""What is to do in the case: rules' reminders and one's own, postponed and handed over."""

from collections.abc import Hashable, Iterator
from datetime import timedelta

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.rule_sources import short
from kvinnobyran.domain.task import Task, TaskSource, TaskState
from kvinnobyran.flows.tasks import postpone, tick_off
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.task_sheet import task_sheet


def _overview(room: Room, dossier: Dossier) -> list[Card]:
    made = card(
        "Att göra",
        [_line(room, task) for task in dossier.of(Task) if task.state is TaskState.OPEN],
        lambda task: _open(room, task),
        icon=Icon.CHECK,
        empty="Inget väntar i ärendet.",
        button=Button("Ny uppgift", Kind.QUIET, then=lambda: room.open("task")),
        menu=lambda task, menu: _menu(room, task, menu),
    )
    made.done.connect(lambda task: _tick(room, task))
    return [made]


def _line(room: Room, task: Task) -> Line:
    """Return a task's row: a rule's says which, a lent one from whom."""
    said = [short(task.rule)] if task.source is TaskSource.RULE else []
    if task.lent_by:
        said.append(f"Lånad av {task.lent_by}")
    elif task.assigned_to and task.assigned_to != room.desk.user:
        said.append(task.assigned_to)
    late = task.due_on < room.desk.today
    return Line(
        key=task,
        text=task.what,
        detail=" · ".join(part for part in said if part),
        aside=f"Försenad, {task.due_on}" if late else str(task.due_on),
        tone="danger" if late else "muted",
        icon=Icon.PHONE if task.promised_call else None,
        done_text="Klar",
    )


def _tick(room: Room, task: Task) -> None:
    """Mark a task as done."""
    room.run(tick_off, task, said="Klar")


def _menu(room: Room, task: Hashable, menu: QMenu) -> None:
    """Offer the two postponements one makes most; the sheet has every other change."""
    if not isinstance(task, Task):
        return
    for words, days in (("Skjut upp till imorgon", 1), ("Skjut upp en vecka", 7)):
        day = room.desk.today + timedelta(days=days)
        menu.addAction(words).triggered.connect(
            lambda _=False, until=day: room.run(postpone, task, until, said=f"Flyttad till {until}")
        )


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Say what was done and what was not: a rule's task by its words, one's own without them."""
    for task in dossier.of(Task):
        if task.done_on is not None:
            what = task.what if task.source is TaskSource.RULE else "Egen uppgift"
            yield Moment(task.id, task.done_on, None, "Uppgift", what, task.state.label)


def _open(room: Room, task: Task) -> None:
    """Open a task: change it, hand it over, or say why it is not relevant."""
    room.open("task", task.id)


def _sheet(room: Room, record: str) -> Sheet:
    dossier = room.around.dossier
    known = next((each for each in dossier.of(Task) if each.id == record), None)
    task = known or Task(
        id=record,
        what="",
        due_on=room.desk.today,
        assigned_to=room.desk.user,
        case_id=dossier.case.id,
    )
    return task_sheet(
        room.desk,
        task,
        known=known is not None,
        head=dossier.head,
        belongs_to=room.around.belongs_to,
    )


TASKS = Part(
    key="tasks",
    tables=frozenset({"task"}),
    cards={"overview": _overview},
    sheets={"task": _sheet},
    opens={Task: _open},
    moments=_moments,
)
