"""Retention decisions and what a woman asks, for the walk over all transitions."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from kvinnobyran.domain import purging as domain
from kvinnobyran.domain import rights as domain_rights
from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.purging import RetentionDecision, RetentionState
from kvinnobyran.domain.rights import RightsNote
from kvinnobyran.flows import purging, rights
from kvinnobyran.flows.work import Work
from tests.flows.conftest import Office


def a_decision(office: Office, case: Case, state: Any) -> RetentionDecision:
    long_ago = office.work.today - timedelta(days=900)
    with office.work.step("Prov") as tx:
        tx.update(
            replace(
                case,
                opened_on=long_ago,
                state=CaseState.CLOSED,
                closed_on=long_ago,
                close_reason=CloseReason.OTHER,
            )
        )
        tx.wire.change("UPDATE inquiry SET received_on = ?", (long_ago.isoformat(),))
    postponed = state is RetentionState.POSTPONED
    return RetentionDecision(
        id=new_id(),
        case_id=case.id,
        state=state,
        until=office.work.today if postponed else None,
        reason="Påhitt",
        decided_by="Vera",
        decided_on=office.work.today,
    )


def ways_of_decision(
    work: Work, record: RetentionDecision, to: Any
) -> Iterator[Callable[[], object]]:
    yield partial(
        purging.decide,
        work,
        record.of,
        to,
        reason="Påhitt",
        until=work.today + timedelta(days=9) if to is RetentionState.POSTPONED else None,
    )


def a_rights_note(office: Office, case: Case, state: Any) -> RightsNote:
    return RightsNote(
        id=new_id(),
        case_id=case.id,
        words="Påhitt",
        asked_on=office.work.today,
        state=state,
        answer="Påhitt",
    )


def ways_of_rights_note(work: Work, record: RightsNote, to: Any) -> Iterator[Callable[[], object]]:
    yield partial(rights.save_rights_note, work, replace(record, state=to))


CYCLES: dict[str, tuple[Any, Any, Any]] = {
    "retention": (domain.TRANSITIONS, a_decision, ways_of_decision),
    "rights": (domain_rights.TRANSITIONS, a_rights_note, ways_of_rights_note),
}
