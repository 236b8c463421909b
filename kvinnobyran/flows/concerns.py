"""Concern for a child: noted the same day, reported or motivated, and followed up (T8, L17)."""

from collections.abc import Sequence
from dataclasses import replace

from kvinnobyran.domain.concern import (
    SENT,
    UNDECIDED,
    ConcernChild,
    ConcernReport,
    GuardianInformed,
    ReportState,
    concern_children_faults,
    concern_report_faults,
    may_become,
)
from kvinnobyran.domain.faults import Fault, Severity, stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import safety
from kvinnobyran.store.transaction import Transaction

DECIDE = "Bestäm om oron ska anmälas"
FEEDBACK = "Fråga efter återkoppling på orosanmälan"
SOURCE = "domain.md T8"
_DECIDE, _FEEDBACK = "decide", "feedback"


def note_concern(work: Work, tx: Transaction, case_id: str) -> ConcernReport:
    """Open a concern report today, with the task to decide the same day."""
    report = ConcernReport(id=new_id(), case_id=case_id, arose_on=work.today)
    tx.insert(report)
    _follow_up(work, tx, report)
    return report


def note_concern_for(
    work: Work, tx: Transaction, case_id: str, children: Sequence[str]
) -> ConcernReport:
    """Open a concern report today that is about these children, by their ids."""
    report = note_concern(work, tx, case_id)
    for child_id in children:
        tx.insert(ConcernChild(id=new_id(), report_id=report.id, person_id=child_id))
    return report


def save_concern_report(
    work: Work,
    report: ConcernReport,
    children: Sequence[ConcernChild] | None = None,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> ConcernReport:
    """Decide on a concern, or note the answer; a report is followed up after 14 days.

    ``children`` None leaves those that are known. Raises :class:`Refused` for a state that
    does not follow (domain.md 3.2).
    """
    earlier = work.database.get(ConcernReport, report.id)
    require(
        may_become(earlier.state if earlier else None, report.state),
        lambda: stopp("state", "Den ordningen finns inte för en orosanmälan.", "domain.md 3.2"),
    )
    if report.state in SENT and not report.reported_by:
        report = replace(report, reported_by=work.user)
    children = (
        None
        if children is None
        else [replace(child, report_id=report.id, label=child.label.strip()) for child in children]
    )
    settle([*_faults(work, report, earlier), *concern_children_faults(children or ())], reasons)
    with work.step("Orosanmälan", reasons) as tx:
        put(tx, report, expect=expect)
        if children is not None:
            _put_children(tx, report, children)
        _follow_up(work, tx, report)
    return report


def unchecked_talk_faults(work: Work, session_id: str | None) -> tuple[Fault, ...]:
    """Refuse to close the note of a talk with a child before the concern check (T8)."""
    session = work.database.get(CounsellingSession, session_id) if session_id else None
    if session is None or not session.children_involved or session.concern_check is not None:
        return ()
    return (
        stopp(
            "session_id",
            "Barn var med i samtalet. Gör orosbedömningen i samtalet innan du signerar.",
            "domain.md T8",
        ),
    )


def release_to_her(
    work: Work, report: ConcernReport, *, reasons: Reasons = NO_REASONS
) -> ConcernReport:
    """Let the mother see in her own file that there is a report (scenario 26)."""
    require(
        report.case_id is not None,
        lambda: stopp("released_on", "Oron hör inte till någons ärende.", "domain.md T8"),
    )
    require(
        report.state not in UNDECIDED,
        lambda: stopp("state", "Oron är inte avgjord. Avgör den först.", "domain.md T8"),
    )
    if report.guardian_informed is GuardianInformed.NO_FOR_SAFETY:
        settle([_unsafe()], reasons)
    released = replace(report, released_on=work.today)
    with work.step("Visa orosanmälan för henne", reasons) as tx:
        tx.update(released)
    return released


def hide_from_her(work: Work, report: ConcernReport) -> ConcernReport:
    """Hide a report again that was released too early."""
    hidden = replace(report, released_on=None)
    with work.step("Dölj orosanmälan för henne") as tx:
        tx.update(hidden)
    return hidden


def _unsafe() -> Fault:
    return varna(
        "released_on",
        "Hon är inte informerad av säkerhetsskäl. Skriv varför det är tryggt att visa den nu.",
        "domain.md T8",
    )


def _faults(work: Work, report: ConcernReport, earlier: ConcernReport | None) -> tuple[Fault, ...]:
    """Check the report; a late day that was explained once is not asked about again."""
    faults = concern_report_faults(report, today=work.today)
    if earlier is not None and earlier.reported_on == report.reported_on:
        return tuple(
            fault
            for fault in faults
            if fault.field != "reported_on" or fault.severity is Severity.STOPP
        )
    return faults


def _put_children(tx: Transaction, report: ConcernReport, children: Sequence[ConcernChild]) -> None:
    kept = {child.id for child in children}
    for child in safety.concern_children(tx, report.id):
        if child.id not in kept:
            tx.delete(child)
    for child in children:
        put(tx, child)


def _follow_up(work: Work, tx: Transaction, report: ConcernReport) -> None:
    """Let the tasks follow the report: decide today, ask for the answer after 14 days."""
    if report.state not in UNDECIDED:
        answer(work, tx, rule=SOURCE, cause=report.id, part=_DECIDE)
    if report.state is ReportState.ANSWERED:
        answer(work, tx, rule=SOURCE, cause=report.id, part=_FEEDBACK)
    wanted: list[Reminder] = []
    if report.state in UNDECIDED:
        wanted.append(Reminder(what=DECIDE, due_on=report.arose_on, part=_DECIDE))
    if report.state is ReportState.REPORTED and report.feedback_due:
        wanted.append(Reminder(what=FEEDBACK, due_on=report.feedback_due, part=_FEEDBACK))
    remind(
        work, tx, wanted, rule=SOURCE, cause=report.id, case_id=report.case_id,
        assigned_to=work.user,
    )  # fmt: skip
