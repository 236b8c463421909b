"""Things to do by a day: made by hand or by a rule (PÅMINN).

A rule's tasks belong to a record, their ``cause``. Whoever saves the record says which
reminders it wants; :func:`plan` then finds what is new, what has moved and what nobody needs
any more, so that saving twice makes no second task.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.ids import new_id

BEFORE_END: Final = (30, 7)
"""Days before the end of what lapses (domain.md S4)."""
CAUSE_GONE: Final = "Orsaken finns inte längre"
"""Why a rule's task was dropped when what it was about was taken away or moved."""


class TaskSource(Code):
    """Who made the task."""

    MANUAL = ("manual", "Egen")
    RULE = ("rule", "Automatisk")


class TaskState(Code):
    """Whether it still waits."""

    OPEN = ("open", "Att göra")
    DONE = ("done", "Gjord")
    DROPPED = ("dropped", "Inte aktuell")


TRANSITIONS: dict[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.OPEN}),
    TaskState.DROPPED: frozenset({TaskState.OPEN}),
}
"""What was ended by a slip is taken up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. ``rule`` names the rule that made it, e.g. ``domain.md T8``.

    ``cause`` is the id of the record that the rule is about and ``part`` which of its
    reminders this is; ``rule_due_on`` is the day the rule asked for, whatever was postponed.
    ``promised_call`` marks a call that somebody waits for (domain.md 5.17). ``lent_by`` is the
    counsellor who handed the task over for a period, ``lent_until`` the period's last day.
    """

    id: str
    what: str
    due_on: date
    assigned_to: str = ""
    case_id: str | None = None
    inquiry_id: str | None = None
    source: TaskSource = TaskSource.MANUAL
    rule: str = ""
    cause: str = ""
    part: str = ""
    rule_due_on: date | None = None
    promised_call: bool = False
    state: TaskState = TaskState.OPEN
    done_on: date | None = None
    done_by: str = ""
    end_reason: str = ""
    lent_by: str = ""
    lent_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What a rule wants to be reminded of; ``part`` tells several of one cause apart."""

    what: str
    due_on: date
    part: str = ""
    promised_call: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What has to change among a cause's tasks."""

    new: tuple[Reminder, ...] = ()
    moved: tuple[Task, ...] = ()
    dropped: tuple[Task, ...] = ()


def before_end(
    what: str, ends_on: date | None, *, today: date, days: Iterable[int] = BEFORE_END
) -> tuple[Reminder, ...]:
    """Return the reminders before something lapses (S4); none when it already has.

    >>> [r.part for r in before_end("Påhittat", date(2027, 6, 1), today=date(2027, 1, 1))]
    ['30', '7']
    """
    if ends_on is None or ends_on < today:
        return ()
    return tuple(
        Reminder(what=what, due_on=ends_on - timedelta(days=each), part=str(each)) for each in days
    )


def plan(known: Sequence[Task], wanted: Sequence[Reminder], *, today: date) -> Plan:
    """Return what makes the tasks of one rule and cause those that are ``wanted``.

    ``known`` are all of them, ended ones too: what was answered is not asked again unless its
    day has moved. A new reminder whose day has passed is left out when a later one follows;
    otherwise it is due today. A day that somebody postponed stays while the rule's own does.
    """
    parts = {each.part for each in wanted}
    waiting = {each.part: each for each in known if each.state is TaskState.OPEN}
    answered = {(each.part, each.rule_due_on) for each in known if each.state is not TaskState.OPEN}
    new: list[Reminder] = []
    moved: list[Task] = []
    for each in wanted:
        task = waiting.get(each.part)
        if task is not None:
            if task.rule_due_on != each.due_on:
                moved.append(
                    replace(
                        task,
                        what=each.what,
                        due_on=max(each.due_on, today),
                        rule_due_on=each.due_on,
                    )
                )
            elif task.what != each.what:
                moved.append(replace(task, what=each.what))
        elif (each.part, each.due_on) not in answered and not (
            each.due_on < today and any(other.due_on > each.due_on for other in wanted)
        ):
            new.append(each)
    return Plan(
        new=tuple(new),
        moved=tuple(moved),
        dropped=tuple(
            ended(task, TaskState.DROPPED, on=today, reason=CAUSE_GONE)
            for part, task in waiting.items()
            if part not in parts
        ),
    )


def made(
    reminder: Reminder,
    *,
    rule: str,
    cause: str,
    today: date,
    assigned_to: str,
    case_id: str | None = None,
    inquiry_id: str | None = None,
) -> Task:
    """Return the task that a rule makes of a reminder."""
    return Task(
        id=new_id(),
        what=reminder.what,
        due_on=max(reminder.due_on, today),
        assigned_to=assigned_to,
        case_id=case_id,
        inquiry_id=inquiry_id,
        source=TaskSource.RULE,
        rule=rule,
        cause=cause,
        part=reminder.part,
        rule_due_on=reminder.due_on,
        promised_call=reminder.promised_call,
    )


def ended(task: Task, state: TaskState, *, on: date | None, by: str = "", reason: str = "") -> Task:
    """Return the task as done or dropped, or open again (then ``on`` is None)."""
    return replace(task, state=state, done_on=on, done_by=by, end_reason=reason.strip())


def task_faults(task: Task) -> tuple[Fault, ...]:
    """Check a task: it says what to do, and what a rule asked for is not dropped in silence."""
    faults: list[Fault] = []
    if not task.what.strip():
        faults.append(stopp("what", "Skriv vad som ska göras.", "domain.md 3.1"))
    by_rule = task.source is TaskSource.RULE and task.done_by
    if by_rule and task.state is TaskState.DROPPED and not task.end_reason.strip():
        faults.append(
            stopp(
                "end_reason",
                "En regel har gjort uppgiften. Skriv varför den inte är aktuell.",
                "domain.md 4",
            )
        )
    return tuple(faults)


def move_faults(task: Task, to: TaskState) -> tuple[Fault, ...]:
    """Hold the life cycle: only what waits is ended, only what has ended is taken up again."""
    if to in TRANSITIONS[task.state]:
        return ()
    if to is TaskState.OPEN:
        return (stopp("state", "Uppgiften väntar redan.", "domain.md 3.1"),)
    return (stopp("state", "Uppgiften är redan avslutad.", "domain.md 3.1"),)


def postpone_faults(task: Task, until: date | None, *, today: date) -> tuple[Fault, ...]:
    """Check a new day: it lies ahead, and a rule's own day is passed only with a reason."""
    if task.state is not TaskState.OPEN:
        return (stopp("state", "Uppgiften är redan avslutad.", "domain.md 3.1"),)
    if until is None:
        return (stopp("due_on", "Skriv vilken dag den ska göras i stället.", "domain.md 3.1"),)
    if until < today:
        return (stopp("due_on", "Den nya dagen har redan varit.", "domain.md 3.1"),)
    if task.rule_due_on is not None and until > max(task.rule_due_on, task.due_on):
        return (varna("due_on", "Dagen är senare än den som regeln har satt.", "domain.md 4"),)
    return ()
