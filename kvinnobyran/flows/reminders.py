"""PÅMINN: what a rule wants to be reminded of becomes tasks that follow their cause.

A flow that saves a record calls :func:`remind` in its own step, with everything the record
wants to be reminded of, every time it saves. What is new is made, what has another day moves,
what nobody needs any more is dropped; saving twice changes nothing.
"""

from collections.abc import Sequence

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.deceased import CLOSING, MEANT_FOR_HER
from kvinnobyran.domain.task import Reminder, TaskState, ended, made, plan
from kvinnobyran.flows.work import Work
from kvinnobyran.store import tasks as stored
from kvinnobyran.store.people import has_died
from kvinnobyran.store.transaction import Transaction


def remind(
    work: Work,
    tx: Transaction,
    wanted: Sequence[Reminder],
    *,
    rule: str,
    cause: str,
    case_id: str | None = None,
    inquiry_id: str | None = None,
    assigned_to: str = "",
) -> None:
    """Let the open tasks of ``rule`` about ``cause`` be exactly what is ``wanted``.

    ``cause`` is the id of the record. The tasks are given to ``assigned_to``, else to the
    case's counsellor, else to whoever works. Nobody is reminded of asking a woman who has died.
    """
    changes = plan(stored.of_cause(tx, rule, cause), wanted, today=work.today)
    for task in (*changes.moved, *changes.dropped):
        tx.update(task)
    if not changes.new:
        return
    case = tx.get(Case, case_id) if case_id else None
    gone = rule in MEANT_FOR_HER and case is not None and has_died(tx, case.person_id)
    for reminder in changes.new:
        if gone and reminder.part != CLOSING:
            continue
        tx.insert(
            made(
                reminder,
                rule=rule,
                cause=cause,
                today=work.today,
                assigned_to=assigned_to or (case.counsellor if case else "") or work.user,
                case_id=case_id,
                inquiry_id=inquiry_id,
            )
        )


def answer(work: Work, tx: Transaction, *, rule: str, cause: str, part: str | None = None) -> None:
    """Tick off what ``rule`` asked about ``cause``: it has been done just now.

    ``part`` picks one of several reminders; None ticks off all of them.
    """
    for task in stored.of_cause(tx, rule, cause):
        if task.state is TaskState.OPEN and part in {None, task.part}:
            tx.update(ended(task, TaskState.DONE, on=work.today, by=work.user))


def drop(work: Work, tx: Transaction, *, rule: str, cause: str) -> None:
    """Drop what ``rule`` asked about ``cause``: the cause is gone."""
    remind(work, tx, (), rule=rule, cause=cause)
