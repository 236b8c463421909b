"""What is to do in the case."""

from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.flows.tasks import tick_off
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon


def _overview(room: Room, dossier: Dossier) -> list[Card]:
    made = card(
        "Att göra",
        [
            Line(key=task, text=task.what, aside=str(task.due_on), done_text="Klar")
            for task in dossier.of(Task)
            if task.state is TaskState.OPEN
        ],
        lambda task: _tick(room, task),
        icon=Icon.CHECK,
        empty="Inget väntar i ärendet.",
    )
    made.done.connect(lambda task: _tick(room, task))
    return [made]


def _tick(room: Room, task: Task) -> None:
    """Mark a task as done."""
    room.run(tick_off, task, said="Klar")


TASKS = Part(
    key="tasks",
    tables=frozenset({"task"}),
    cards={"overview": _overview},
    opens={Task: lambda room, _: room.show_tab("overview")},
)
