"""A case goes to another counsellor for good (domain.md 3.1); for a while it is a loan of tasks."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.counsellor import CounsellorChange, change_faults
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.task import Task
from kvinnobyran.flows.work import Work, settle
from kvinnobyran.store import cases as stored
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.transaction import Transaction

LEFT = "Har slutat"
"""Why a case went to somebody else, when nobody chose it for itself."""


def change_counsellor(
    work: Work, case: Case, to: str, *, on: date | None = None, reason: str = ""
) -> Case:
    """Let somebody else have a case from a day on; what waits in it goes along.

    The one way in which the counsellor of a case changes. Open tasks of the case that were
    the former counsellor's are the new one's, also those she had lent out; interventions keep
    whom they have. It can go back to whoever had it before.
    """
    case = work.database.get(Case, case.id) or case
    change = _change(work, work.database, case, to, on=on, reason=reason)
    with work.step("Byt handläggare") as tx:
        return _written(tx, case, change)


def may_hand_over_all(work: Work, name: str, to: str) -> None:
    """Raise :class:`Refused` if somebody cannot take over what a counsellor has, today."""
    for case in _cases_of(work.database, name):
        _change(work, work.database, case, to, reason=LEFT)


def hand_over_all(work: Work, tx: Transaction, name: str, to: str) -> int:
    """Let somebody have every open case and task of a counsellor who leaves; return the cases.

    Each change is written as any other, so that it shows who had which case when. Raises
    :class:`Refused`.
    """
    cases = _cases_of(tx, name)
    for case in cases:
        _written(tx, case, _change(work, tx, case, to, reason=LEFT))
    for task in tx.all(
        Task, "SELECT * FROM task WHERE assigned_to = ? AND state = 'open' ORDER BY id", (name,)
    ):
        tx.update(replace(task, assigned_to=to.strip()))
    return len(cases)


def _cases_of(reader: Reader, name: str) -> list[Case]:
    return reader.all(
        Case,
        "SELECT * FROM support_case WHERE counsellor = ? AND state <> 'closed' ORDER BY id",
        (name,),
    )


def _change(
    work: Work, reader: Reader, case: Case, to: str, *, on: date | None = None, reason: str = ""
) -> CounsellorChange:
    latest = stored.latest_change(reader, case.id)
    change = CounsellorChange(
        id=new_id(),
        case_id=case.id,
        number=latest.number + 1 if latest else 1,
        changed_on=on or work.today,
        earlier=case.counsellor,
        counsellor=to.strip(),
        reason=reason.strip(),
    )
    settle(change_faults(change, case, latest, today=work.today))
    return change


def _written(tx: Transaction, case: Case, change: CounsellorChange) -> Case:
    changed = replace(case, counsellor=change.counsellor)
    tx.insert(change)
    tx.update(changed)
    for task in stored.open_tasks(tx, case.id):
        if task.lent_by and task.lent_by == case.counsellor:
            tx.update(replace(task, lent_by=change.counsellor))
        elif task.assigned_to == case.counsellor:
            tx.update(replace(task, assigned_to=change.counsellor))
    return changed
