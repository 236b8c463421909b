"""Concern for a child: noted the same day, reported or motivated, and followed up (T8, L17)."""

from dataclasses import replace

from kvinnobyran.domain.concern import (
    TRANSITIONS,
    ConcernReport,
    ReportState,
    concern_report_faults,
)
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.task import Task, TaskSource, TaskState
from kvinnobyran.flows.work import Work, put, require, settle
from kvinnobyran.store import cases as stored
from kvinnobyran.store.transaction import Transaction

DECIDE = "Bestäm om oron ska anmälas"
FEEDBACK = "Fråga efter återkoppling på orosanmälan"
SOURCE = "domain.md T8"


def note_concern(work: Work, tx: Transaction, case_id: str) -> ConcernReport:
    """Open a concern report today, with the task to decide the same day."""
    report = ConcernReport(id=new_id(), case_id=case_id, arose_on=work.today)
    tx.insert(report)
    tx.insert(
        Task(
            id=new_id(),
            what=DECIDE,
            due_on=work.today,
            assigned_to=work.user,
            case_id=case_id,
            source=TaskSource.RULE,
            rule=SOURCE,
        )
    )
    return report


def save_concern_report(
    work: Work, report: ConcernReport, *, expect: int | None = None
) -> ConcernReport:
    """Decide on a concern, or note the answer; a report is followed up after 14 days."""
    earlier = work.database.get(ConcernReport, report.id)
    if earlier is not None and earlier.state is not report.state:
        require(
            report.state in TRANSITIONS[earlier.state],
            lambda: stopp("state", "Den ordningen finns inte för en orosanmälan.", "domain.md 3.2"),
        )
    settle(concern_report_faults(report, today=work.today))
    with work.step("Orosanmälan") as tx:
        put(tx, report, expect=expect)
        if earlier is None or earlier.state is not report.state:
            _end_task(work, tx, report)
        newly_reported = earlier is None or earlier.state is not ReportState.REPORTED
        if report.state is ReportState.REPORTED and newly_reported and report.feedback_due:
            tx.insert(
                Task(
                    id=new_id(),
                    what=FEEDBACK,
                    due_on=report.feedback_due,
                    assigned_to=work.user,
                    case_id=report.case_id,
                    source=TaskSource.RULE,
                    rule=SOURCE,
                )
            )
    return report


def _end_task(work: Work, tx: Transaction, report: ConcernReport) -> None:
    """Tick off the task that this decision answers; another concern of the case keeps its own."""
    answered = {ReportState.NOTED: "", ReportState.ANSWERED: FEEDBACK}.get(report.state, DECIDE)
    due = report.feedback_due if answered == FEEDBACK else report.arose_on
    tasks = [
        task
        for task in stored.open_tasks(tx, report.case_id)
        if task.rule == SOURCE and task.what == answered
    ]
    if tasks:
        own = min(tasks, key=lambda task: task.due_on != due)
        tx.update(replace(own, state=TaskState.DONE, done_on=work.today))
