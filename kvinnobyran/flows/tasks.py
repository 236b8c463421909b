"""Things to do."""

from dataclasses import replace

from kvinnobyran.domain.task import Task, TaskState, task_faults
from kvinnobyran.flows.work import Work, put, settle


def save_task(work: Work, task: Task, *, expect: int | None = None) -> Task:
    """Add a task or change one."""
    settle(task_faults(task))
    with work.step("Uppgift") as tx:
        put(tx, task, expect=expect)
    return task


def tick_off(work: Work, task: Task, state: TaskState = TaskState.DONE) -> Task:
    """Mark a task as done or not relevant; undo opens it again."""
    ended = replace(task, state=state, done_on=work.today)
    with work.step("Klar: uppgift" if state is TaskState.DONE else "Inte aktuell: uppgift") as tx:
        tx.update(ended)
    return ended
