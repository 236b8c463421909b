"""When she has died: nothing that was meant for her goes on, and her case is to be closed."""

from dataclasses import replace

from kvinnobyran.domain.assessment import AssessmentState
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.deceased import CLOSE, CLOSING, DIED, MEANT_FOR_HER, living_faults
from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.task import Reminder, Task, TaskSource, TaskState, ended
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import Work
from kvinnobyran.store import cases as stored
from kvinnobyran.store.people import has_died
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.transaction import Transaction

RULE = "domain.md 3.2"


def planning_faults(reader: Reader, case_id: str, field: str) -> tuple[Fault, ...]:
    """Hold that nothing is planned with a woman who has died."""
    case = reader.get(Case, case_id)
    return living_faults(field, deceased=case is not None and has_died(reader, case.person_id))


def follow_death(work: Work, tx: Transaction, person: Person, earlier: Person | None) -> None:
    """End what was meant for her once her death is known; take it up again if it was a slip.

    Planned sessions and booked calls are cancelled and stay so. What a rule wanted to ask her,
    and every promised call, is dropped; what is about her children goes on.
    """
    died = person.deceased is not None
    if died == (earlier is not None and earlier.deceased is not None):
        return
    for case in stored.cases_of(tx, person.id):
        if case.state is not CaseState.CLOSED:
            (_end if died else _take_up)(work, tx, case)


def _end(work: Work, tx: Transaction, case: Case) -> None:
    for session in stored.planned_sessions(tx, case.id):
        tx.update(replace(session, attendance=SessionAttendance.CANCELLED_BY_US, reason=DIED))
    for call in stored.booked_calls(tx, case.id):
        tx.update(replace(call, state=AssessmentState.CANCELLED))
    for task in stored.open_tasks(tx, case.id):
        if _meant_for_her(task):
            tx.update(ended(task, TaskState.DROPPED, on=work.today, reason=DIED))
    close = Reminder(what=CLOSE, due_on=work.today, part=CLOSING)
    remind(work, tx, [close], rule=RULE, cause=case.person_id, case_id=case.id)


def _take_up(work: Work, tx: Transaction, case: Case) -> None:
    drop(work, tx, rule=RULE, cause=case.person_id)
    for task in stored.all_tasks(tx, case.id):
        if task.state is TaskState.DROPPED and task.end_reason == DIED:
            tx.update(ended(task, TaskState.OPEN, on=None))


def _meant_for_her(task: Task) -> bool:
    by_rule = task.source is TaskSource.RULE and task.rule in MEANT_FOR_HER
    return task.promised_call or (by_rule and task.part != CLOSING)
