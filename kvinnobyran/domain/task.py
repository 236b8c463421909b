"""Things to do by a day: made by hand or by a rule (PÅMINN)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp


class TaskSource(Code):
    """Who made the task."""

    MANUAL = ("manual", "Egen")
    RULE = ("rule", "Automatisk")


class TaskState(Code):
    """Whether it still waits."""

    OPEN = ("open", "Att göra")
    DONE = ("done", "Gjord")
    DROPPED = ("dropped", "Inte aktuell")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. ``rule`` names the rule that made it, e.g. ``domain.md T8``."""

    id: str
    what: str
    due_on: date
    assigned_to: str = ""
    case_id: str | None = None
    inquiry_id: str | None = None
    source: TaskSource = TaskSource.MANUAL
    rule: str = ""
    state: TaskState = TaskState.OPEN
    done_on: date | None = None


def task_faults(task: Task) -> tuple[Fault, ...]:
    """Check a task: it says what to do."""
    if not task.what.strip():
        return (stopp("what", "Skriv vad som ska göras.", "domain.md 3.1"),)
    return ()
