"""What the tests of support have in common: an intervention, its sessions, what waits."""

from dataclasses import replace
from datetime import date

import pytest

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    Intervention,
    InterventionState,
    Purpose,
)
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.session import (
    CounsellingSession,
    SessionAttendance,
)
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import interventions, sessions
from kvinnobyran.store import cases as stored
from tests.flows.conftest import Office

State = InterventionState


def begun(office: Office, case: Case, **change: object) -> Intervention:
    known = Intervention(
        id=new_id(),
        case_id=case.id,
        kind=COUNSELLING,
        state=State.ONGOING,
        counsellor="Greta",
        offered_on=office.work.today,
        started_on=office.work.today,
        purposes=frozenset({Purpose.PROCESSING}),
    )
    return interventions.save_intervention(office.work, replace(known, **change))  # type: ignore[arg-type] # each test names fields


def session(office: Office, talks: Intervention, **change: object) -> CounsellingSession:
    known = CounsellingSession(
        id=new_id(),
        intervention_id=talks.id,
        held_on=office.work.today,
        attendance=SessionAttendance.HELD,
    )
    return replace(known, **change)  # type: ignore[arg-type] # each test names fields


def hold(office: Office, talks: Intervention, **change: object) -> CounsellingSession:
    return sessions.save_session(office.work, session(office, talks, **change))


def waiting(office: Office, case: Case) -> list[tuple[str, date]]:
    """Return the rules whose tasks are open, with their days."""
    return [(task.rule, task.due_on) for task in stored.open_tasks(office.database, case.id)]


def sentences(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.sentence for fault in error.value.faults]
