"""Things to do: written down, done, dropped, postponed, and handed to the colleague."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.task import (
    Task,
    TaskState,
    ended,
    move_faults,
    postpone_faults,
    task_faults,
)
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import tasks as stored

_STEPS = {
    TaskState.DONE: "Klar: uppgift",
    TaskState.DROPPED: "Inte aktuell: uppgift",
    TaskState.OPEN: "Ta upp uppgift igen",
}


def save_task(work: Work, task: Task, *, expect: int | None = None) -> Task:
    """Add a task, or change one without asking about its day."""
    earlier = work.database.get(Task, task.id)
    settle([*task_faults(task), *(_still(earlier, task) if earlier else ())])
    with work.step("Uppgift") as tx:
        put(tx, task, expect=expect)
    return task


def tick_off(
    work: Work, task: Task, state: TaskState = TaskState.DONE, *, reason: str = ""
) -> Task:
    """Mark a task as done or not relevant, or take it up again.

    What a rule has made is dropped only with a reason.
    """
    now = work.database.get(Task, task.id) or task
    waits = state is TaskState.OPEN
    finished = ended(
        now,
        state,
        on=None if waits else work.today,
        by="" if waits else work.user,
        reason=reason,
    )
    settle([*move_faults(now, state), *task_faults(finished)])
    with work.step(_STEPS[state]) as tx:
        tx.update(finished)
    return finished


def change_task(
    work: Work, task: Task, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> Task:
    """Write down a task, or change its words, its day and whose it is, in one step.

    Past the day that a rule has set only with a reason. One that is given to somebody is
    hers for good: it is no longer lent.
    """
    earlier = work.database.get(Task, task.id)
    faults = list(task_faults(task))
    if earlier is not None:
        faults += _still(earlier, task)
        if task.due_on != earlier.due_on:
            faults += postpone_faults(earlier, task.due_on, today=work.today)
        if task.assigned_to != earlier.assigned_to:
            task = replace(task, lent_by="", lent_until=None)
    settle(faults, reasons)
    with work.step("Uppgift", reasons) as tx:
        put(tx, task, expect=expect)
    return task


def postpone(work: Work, task: Task, until: date | None, *, reasons: Reasons = NO_REASONS) -> Task:
    """Move a task to another day; past the day that a rule has set only with a reason."""
    task = work.database.get(Task, task.id) or task
    settle(postpone_faults(task, until, today=work.today), reasons)
    later = replace(task, due_on=until or task.due_on)
    with work.step("Skjut upp uppgift", reasons) as tx:
        tx.update(later)
    return later


def hand_over(work: Work, task: Task, to: str) -> Task:
    """Give a task to the colleague for good."""
    require(
        bool(to.strip()),
        lambda: stopp("assigned_to", "Skriv vem som tar över.", "domain.md 5.17"),
    )
    given = replace(task, assigned_to=to.strip(), lent_by="", lent_until=None)
    with work.step("Lämna över uppgift") as tx:
        tx.update(given)
    return given


def lend_tasks(work: Work, *, giver: str, taker: str, first: date, last: date) -> int:
    """Let the colleague have what is due while one is away (domain.md 5.17).

    ``first`` to ``last`` is the time away; what is overdue goes along. Returns how many.
    """
    require(
        bool(taker.strip()) and taker != giver,
        lambda: stopp("taker", "Välj vem som tar över.", "domain.md 5.17"),
    )
    require(
        first <= last,
        lambda: stopp("last", "Sista dagen ligger före den första.", "domain.md 5.17"),
    )
    lent = stored.open_of(work.database, giver, last)
    if lent:
        with work.step("Lämna över uppgifter") as tx:
            for task in lent:
                tx.update(
                    replace(
                        task,
                        assigned_to=taker,
                        lent_by=task.lent_by or giver,
                        lent_until=last,
                    )
                )
    return len(lent)


def take_back(work: Work, giver: str) -> int:
    """Take back what one lent out and nobody has done meanwhile. Returns how many."""
    lent = stored.lent_by(work.database, giver)
    if lent:
        with work.step("Ta tillbaka uppgifter") as tx:
            for task in lent:
                tx.update(replace(task, assigned_to=giver, lent_by="", lent_until=None))
    return len(lent)


def _still(earlier: Task, task: Task) -> tuple[Fault, ...]:
    """Hold that a task is ended, and taken up again, only by :func:`tick_off`."""
    if earlier.state is task.state:
        return ()
    return (stopp("state", "Bocka av uppgiften i stället.", "domain.md 3.1"),)


def note_handover_printed(work: Work, counsellor: str) -> None:
    """Note in the log that somebody's list of codes was printed (domain.md 5.17)."""
    with work.step("Skriv ut överlämning") as tx:
        tx.log("printed", table="task", text=f"Överlämning: {counsellor}")
