"""The header's next step: a child's safety first, then what waits longest (9.2)."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.next_step import GroupPlace, Step, next_step, when
from kvinnobyran.domain.note import JournalNote
from kvinnobyran.domain.session import CounsellingSession

TODAY = date(2027, 2, 9)
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ID = "0" * 32
CASE = Case(id=ID, code="KB-27-001", person_id=ID, opened_on=BEFORE)
CALL = AssessmentCall(id=ID, case_id=ID, booked_for=TODAY)
ASSESSED = replace(CALL, state=AssessmentState.ASSESSED, outcome=AssessmentOutcome.SUPPORT_OFFERED)
OFFERED = Intervention(id=ID, case_id=ID, kind=THERAPY, offered_on=BEFORE)
ONGOING = replace(OFFERED, state=InterventionState.ONGOING, started_on=BEFORE)
PLANNED = CounsellingSession(id=ID, intervention_id=ID, held_on=TODAY, starts_at=time(9, 30))
NOTHING: dict[str, Any] = {
    "calls": (),
    "interventions": (),
    "sessions": (),
    "notes": (),
    "concerns": (),
}


@pytest.mark.parametrize(
    ("case", "has", "step"),
    [
        (CASE, {}, Step.BOOK_ASSESSMENT),
        (CASE, {"calls": [CALL]}, Step.ASSESS),
        (CASE, {"calls": [replace(CALL, booked_for=AFTER)]}, Step.WAIT),
        (CASE, {"calls": [replace(CALL, state=AssessmentState.MISSED)]}, Step.BOOK_ASSESSMENT),
        (CASE, {"calls": [ASSESSED]}, Step.OFFER),
        (
            CASE,
            {"calls": [replace(ASSESSED, outcome=AssessmentOutcome.MORE_CALLS)]},
            Step.BOOK_ASSESSMENT,
        ),
        (CASE, {"interventions": [OFFERED]}, Step.START),
        (CASE, {"calls": [ASSESSED], "interventions": [ONGOING]}, Step.PLAN_SESSION),
        (
            CASE,
            {"interventions": [ONGOING], "sessions": [PLANNED]},
            Step.ANSWER_SESSION,
        ),
        (
            CASE,
            {"interventions": [ONGOING], "sessions": [replace(PLANNED, held_on=AFTER)]},
            Step.WAIT,
        ),
        (CASE, {"notes": [JournalNote(id=ID, case_id=ID, written_on=BEFORE)]}, Step.SIGN),
        (
            CASE,
            {"notes": [JournalNote(id=ID, case_id=ID, written_on=TODAY)], "calls": [CALL]},
            Step.ASSESS,
        ),
        (replace(CASE, state=CaseState.PAUSED), {}, Step.RESUME),
        (replace(CASE, state=CaseState.PAUSED, paused_until=AFTER), {}, Step.RESUME),
        (replace(CASE, state=CaseState.CLOSED), {}, Step.REOPEN),
        (
            replace(CASE, state=CaseState.CLOSED),
            {"concerns": [ConcernReport(id=ID, case_id=ID, arose_on=TODAY)]},
            Step.DECIDE_CONCERN,
        ),
    ],
)
def test_what_comes_next(case: Case, has: dict[str, Any], step: Step) -> None:
    found = next_step(case, **{**NOTHING, **has}, today=TODAY)
    assert found.step is step
    assert found.words
    assert found.verb


def test_a_moment_is_written_as_in_running_text() -> None:
    assert when(TODAY, time(9, 5)) == "2027-02-09 kl. 9.05"
    assert when(TODAY, None) == "2027-02-09"


GROUP = GroupPlace("Trygghetscirkeln, enskilt", "1" * 32)


def test_a_group_is_the_step_where_it_is_all_there_is():
    found = next_step(CASE, **{**NOTHING, "calls": [ASSESSED]}, group=GROUP, today=TODAY)
    assert (found.step, found.record) == (Step.GROUP, GROUP.record)
    assert GROUP.name in found.words
    for has in ({"interventions": [ONGOING]}, {"interventions": [OFFERED]}):
        with_more = {**NOTHING, "calls": [ASSESSED], **has}
        assert next_step(CASE, **with_more, group=GROUP, today=TODAY).step is not Step.GROUP
