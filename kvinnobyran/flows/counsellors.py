"""A case goes to another counsellor for good (domain.md 3.1); for a while it is a loan of tasks."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.counsellor import CounsellorChange, change_faults
from kvinnobyran.domain.ids import new_id
from kvinnobyran.flows.work import Work, settle
from kvinnobyran.store import cases as stored


def change_counsellor(
    work: Work, case: Case, to: str, *, on: date | None = None, reason: str = ""
) -> Case:
    """Let somebody else have a case from a day on; what waits in it goes along.

    The one way in which the counsellor of a case changes. Open tasks of the case that were
    the former counsellor's are the new one's, also those she had lent out; interventions keep
    whom they have. It can go back to whoever had it before.
    """
    case = work.database.get(Case, case.id) or case
    latest = stored.latest_change(work.database, case.id)
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
    changed = replace(case, counsellor=change.counsellor)
    with work.step("Byt handläggare") as tx:
        tx.insert(change)
        tx.update(changed)
        for task in stored.open_tasks(tx, case.id):
            if task.lent_by and task.lent_by == case.counsellor:
                tx.update(replace(task, lent_by=change.counsellor))
            elif task.assigned_to == case.counsellor:
                tx.update(replace(task, assigned_to=change.counsellor))
    return changed
