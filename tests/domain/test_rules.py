"""Rules of the first flow. Each test is named after the rule of domain.md that it holds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kvinnobyran.domain import assessment, case, concern, inquiry, intervention
from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import Case, CaseState, CloseReason, case_code, case_faults
from kvinnobyran.domain.concern import (
    ConcernCheck,
    ConcernReport,
    ReportState,
    check_faults,
    concern_report_faults,
)
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Fault, Severity
from kvinnobyran.domain.inquiry import (
    Channel,
    Inquiry,
    InquiryOutcome,
    InquiryState,
    RefusalReason,
    inquiry_faults,
)
from kvinnobyran.domain.intervention import (
    Intervention,
    InterventionState,
    Purpose,
    intervention_faults,
)
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote, journal_note_faults
from kvinnobyran.domain.person import (
    ContactSafety,
    ContactWay,
    Identity,
    Person,
    contact_gate,
    contact_way_faults,
    person_faults,
)
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance, session_faults
from kvinnobyran.domain.task import Task, task_faults
from kvinnobyran.domain.violence import ViolenceExposure, ViolenceForm, violence_faults

TODAY = date(2027, 2, 9)
TOMORROW = TODAY + timedelta(days=1)
ID = "0" * 32


def fields(faults: Iterable[Fault]) -> list[str]:
    return [fault.field for fault in faults]


# --- inquiries ------------------------------------------------------------------------------

COMPLETE = Inquiry(
    id=ID, received_on=TODAY, channel=Channel.PHONE, outcome=InquiryOutcome.ADVICE_GIVEN
)


def test_i1_date_channel_and_outcome_are_the_whole_minimum() -> None:
    assert inquiry_faults(COMPLETE, today=TODAY) == ()
    assert fields(inquiry_faults(Inquiry(id=ID, received_on=TODAY), today=TODAY)) == [
        "channel",
        "outcome",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"received_on": TOMORROW}, "received_on"),
        ({"outcome": InquiryOutcome.REFUSED}, "refusal_reason"),
        ({"outcome": InquiryOutcome.REFERRED, "referred_to": " "}, "referred_to"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"children": 21}, "children"),
        ({"approximate_age": 121}, "approximate_age"),
    ],
)
def test_an_inquiry_names_its_faults(change: dict[str, Any], field: str) -> None:
    faults = inquiry_faults(replace(COMPLETE, **change), today=TODAY)
    assert fields(faults) == [field]
    assert faults[0].sentence.endswith(".")


def test_a_refusal_with_its_reason_and_a_referral_with_its_goal_are_whole() -> None:
    refused = replace(
        COMPLETE, outcome=InquiryOutcome.REFUSED, refusal_reason=RefusalReason.NO_PLACE
    )
    referred = replace(COMPLETE, outcome=InquiryOutcome.REFERRED, referred_to="Påhittade jouren")
    assert inquiry_faults(refused, today=TODAY) == inquiry_faults(referred, today=TODAY) == ()


def test_only_an_unreached_inquiry_goes_back_to_contact() -> None:
    decided = replace(COMPLETE, state=InquiryState.DECIDED)
    assert not inquiry.may_move(decided, InquiryState.IN_CONTACT)
    assert inquiry.may_move(
        replace(decided, outcome=InquiryOutcome.NOT_REACHED), InquiryState.IN_CONTACT
    )
    assert inquiry.may_move(decided, InquiryState.CLOSED)
    assert not inquiry.may_move(replace(decided, state=InquiryState.CLOSED), InquiryState.NEW)


# --- persons and contact ways ----------------------------------------------------------------


def test_i1_a_person_needs_no_more_than_she_wants_to_say() -> None:
    assert person_faults(Person(id=ID, identity=Identity.ANONYMOUS), today=TODAY) == ()
    assert person_faults(Person(id=ID, identity=Identity.ALIAS, alias="Snö"), today=TODAY) == ()
    assert person_faults(Person(id=ID, first_name="Tuva"), today=TODAY) == ()


@pytest.mark.parametrize(
    ("person", "field"),
    [
        (Person(id=ID), "first_name"),
        (Person(id=ID, identity=Identity.ALIAS), "alias"),
        (Person(id=ID, identity=Identity.ANONYMOUS, last_name="Påhitt"), "identity"),
        (Person(id=ID, alias="Snö", birth=PartialDate.of_day(TOMORROW)), "birth"),
    ],
)
def test_a_person_names_her_faults(person: Person, field: str) -> None:
    assert fields(person_faults(person, today=TODAY)) == [field]


@pytest.mark.parametrize(
    ("person", "called"),
    [
        (Person(id=ID, identity=Identity.ALIAS, alias="Snö", first_name="Tuva"), "Snö"),
        (Person(id=ID, first_name="Tuva", last_name="Ekdahl"), "Tuva Ekdahl"),
        (Person(id=ID, alias="Snö"), "Snö"),
        (Person(id=ID, identity=Identity.ANONYMOUS), "Anonym"),
    ],
)
def test_what_she_is_called(person: Person, called: str) -> None:
    assert person.called == called


WAY = ContactWay(id=ID, person_id=ID, value="070-000 00 00")


def test_s2_a_forbidden_way_is_never_used() -> None:
    faults = contact_gate(replace(WAY, safety=ContactSafety.FORBIDDEN), today=TODAY)
    assert [fault.severity for fault in faults] == [Severity.STOPP]


@pytest.mark.parametrize(
    ("safety", "days_ago", "warned"),
    [
        (ContactSafety.NOT_CONFIRMED, None, True),
        (ContactSafety.NOT_CONFIRMED, 0, True),
        (ContactSafety.SAFE, None, True),
        (ContactSafety.SAFE, 91, True),
        (ContactSafety.SAFE, 90, False),
        (ContactSafety.SMS_ONLY, 0, False),
    ],
)
def test_s2_an_unconfirmed_or_old_way_wants_a_reason(
    safety: ContactSafety, days_ago: int | None, *, warned: bool
) -> None:
    confirmed = None if days_ago is None else TODAY - timedelta(days=days_ago)
    faults = contact_gate(replace(WAY, safety=safety, confirmed_on=confirmed), today=TODAY)
    assert [fault.severity for fault in faults] == [Severity.VARNA] * warned


def test_a_contact_way_has_a_value_and_no_future_confirmation() -> None:
    assert contact_way_faults(WAY, today=TODAY) == ()
    wrong = replace(WAY, value=" ", confirmed_on=TOMORROW)
    assert fields(contact_way_faults(wrong, today=TODAY)) == ["value", "confirmed_on"]


# --- cases -----------------------------------------------------------------------------------

CASE = Case(id=ID, code="KB-27-001", person_id=ID, opened_on=TODAY)


def test_two_computers_never_give_the_same_code() -> None:
    assert case_code(2027, 14, "a") == "KB-27-014"
    assert case_code(2027, 14, "b") == "KB-27-014b"


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("to", list(CaseState))
def test_a_case_moves_only_as_drawn(state: CaseState, to: CaseState) -> None:
    drawn = {
        ("assessment", "ongoing"),
        ("assessment", "closed"),
        ("ongoing", "paused"),
        ("ongoing", "closed"),
        ("paused", "ongoing"),
        ("paused", "closed"),
        ("closed", "ongoing"),
    }
    moved = replace(CASE, state=state, closed_on=TODAY)
    assert case.may_move(moved, to, today=TODAY) is ((state.value, to.value) in drawn)


def test_a_case_is_reopened_within_thirty_days_only() -> None:
    closed = replace(CASE, state=CaseState.CLOSED, closed_on=TODAY)
    assert case.may_move(closed, CaseState.ONGOING, today=TODAY + timedelta(days=30))
    assert not case.may_move(closed, CaseState.ONGOING, today=TODAY + timedelta(days=31))
    assert not case.may_move(replace(closed, closed_on=None), CaseState.ONGOING, today=TODAY)


@pytest.mark.parametrize(
    ("change", "faulty"),
    [
        ({}, []),
        ({"opened_on": TOMORROW}, ["opened_on"]),
        ({"state": CaseState.CLOSED}, ["closed_on", "close_reason"]),
        (
            {"state": CaseState.CLOSED, "closed_on": TODAY, "close_reason": CloseReason.HER_WISH},
            [],
        ),
        (
            {
                "state": CaseState.CLOSED,
                "closed_on": TODAY - timedelta(days=1),
                "close_reason": CloseReason.REFERRED,
            },
            ["closed_on", "referred_to"],
        ),
        (
            {"state": CaseState.CLOSED, "closed_on": TOMORROW, "close_reason": CloseReason.OTHER},
            ["closed_on"],
        ),
        ({"state": CaseState.PAUSED}, ["paused_until"]),
        ({"state": CaseState.PAUSED, "paused_until": TODAY + timedelta(days=90)}, []),
        ({"state": CaseState.PAUSED, "paused_until": TODAY + timedelta(days=91)}, ["paused_until"]),
    ],
)
def test_a_case_names_its_faults(change: dict[str, Any], faulty: list[str]) -> None:
    assert fields(case_faults(replace(CASE, **change), today=TODAY)) == faulty


# --- assessment calls and concern ------------------------------------------------------------

CALL = AssessmentCall(id=ID, case_id=ID, booked_for=TODAY)
ASSESSED = replace(
    CALL,
    state=AssessmentState.ASSESSED,
    outcome=AssessmentOutcome.SUPPORT_OFFERED,
    children_at_home=0,
)


@pytest.mark.parametrize(
    ("call", "faulty"),
    [
        (CALL, []),
        (ASSESSED, []),
        (replace(ASSESSED, booked_for=TOMORROW), ["booked_for"]),
        (replace(CALL, minutes=4), ["minutes"]),
        (replace(CALL, minutes=240), []),
        (replace(CALL, children_at_home=-1), ["children_at_home"]),
        (replace(ASSESSED, outcome=None, children_at_home=None), ["outcome", "children_at_home"]),
        (replace(ASSESSED, outcome=AssessmentOutcome.REFERRED), ["referred_to"]),
        (replace(ASSESSED, children_at_home=1), ["concern_check"]),
    ],
)
def test_g7_a_call_names_its_faults(call: AssessmentCall, faulty: list[str]) -> None:
    assert fields(assessment.assessment_faults(call, today=TODAY)) == faulty


@pytest.mark.parametrize(
    ("check", "reason", "children", "faulty"),
    [
        (None, "", False, []),
        (None, "", True, ["concern_check"]),
        (ConcernCheck.NO_CONCERN, "", True, []),
        (ConcernCheck.NOT_ASSESSED, " ", True, ["concern_reason"]),
        (ConcernCheck.NOT_ASSESSED, "Barnen var inte hemma", True, []),
    ],
)
def test_t8_no_talk_with_children_ends_without_the_concern_check(
    check: ConcernCheck | None,
    reason: str,
    children: bool,
    faulty: list[str],
) -> None:
    assert fields(check_faults(check, reason, children_involved=children)) == faulty


REPORT = ConcernReport(id=ID, case_id=ID, arose_on=TODAY)


@pytest.mark.parametrize(
    ("report", "faulty"),
    [
        (REPORT, []),
        (replace(REPORT, arose_on=TOMORROW), ["arose_on"]),
        (replace(REPORT, state=ReportState.NOT_REPORTED), ["motive"]),
        (replace(REPORT, state=ReportState.NOT_REPORTED, motive="Redan anmält"), []),
        (replace(REPORT, state=ReportState.REPORTED), ["reported_on", "reported_to"]),
        (
            replace(
                REPORT, state=ReportState.REPORTED, reported_on=TOMORROW, reported_to="Nämnden"
            ),
            ["reported_on"],
        ),
        (
            replace(REPORT, state=ReportState.REPORTED, reported_on=TODAY, reported_to="Nämnden"),
            [],
        ),
    ],
)
def test_t8_reporting_and_not_reporting(report: ConcernReport, faulty: list[str]) -> None:
    assert fields(concern_report_faults(report, today=TODAY)) == faulty


def test_t8_feedback_is_due_after_fourteen_days() -> None:
    assert REPORT.feedback_due is None
    assert replace(REPORT, reported_on=TODAY).feedback_due == TODAY + timedelta(days=14)


# --- violence --------------------------------------------------------------------------------

EXPOSURE = ViolenceExposure(id=ID, case_id=ID, assessed_on=TODAY)


@pytest.mark.parametrize(
    ("exposure", "faulty"),
    [
        (EXPOSURE, []),
        (replace(EXPOSURE, asked=Answer.YES), ["forms"]),
        (replace(EXPOSURE, forms=frozenset({ViolenceForm.LATENT})), ["asked"]),
        (
            replace(
                EXPOSURE,
                asked=Answer.YES,
                forms=frozenset({ViolenceForm.LATENT}),
                dominant=ViolenceForm.SEXUAL,
            ),
            ["dominant"],
        ),
        (
            replace(
                EXPOSURE,
                asked=Answer.YES,
                forms=frozenset(ViolenceForm),
                dominant=ViolenceForm.LATENT,
            ),
            [],
        ),
        (replace(EXPOSURE, assessed_on=TOMORROW), ["assessed_on"]),
    ],
)
def test_a9_forms_and_answer_agree(exposure: ViolenceExposure, faulty: list[str]) -> None:
    assert fields(violence_faults(exposure, today=TODAY)) == faulty


@pytest.mark.parametrize("answer", list(Answer))
def test_d11_only_an_answer_is_in_the_base(answer: Answer) -> None:
    assert replace(EXPOSURE, asked=answer).assessed is (answer in {Answer.YES, Answer.NO})


# --- interventions, sessions, notes, tasks ---------------------------------------------------

OFFERED = Intervention(id=ID, case_id=ID, kind=COUNSELLING, offered_on=TODAY)
ONGOING = replace(
    OFFERED,
    state=InterventionState.ONGOING,
    started_on=TODAY,
    purposes=frozenset({Purpose.PROCESSING}),
)
COMPLETED = replace(ONGOING, state=InterventionState.COMPLETED, ended_on=TODAY)


def test_g8_support_begins_with_an_assessment_call_or_an_urgent_motive() -> None:
    assert intervention_faults(OFFERED, today=TODAY, assessed=False) == ()
    assert fields(intervention_faults(ONGOING, today=TODAY, assessed=False)) == ["urgent_motive"]
    urgent = replace(ONGOING, urgent_motive="Hon behöver samtal idag")
    assert intervention_faults(urgent, today=TODAY, assessed=False) == ()


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        (ONGOING, []),
        (replace(ONGOING, started_on=None), ["started_on"]),
        (replace(ONGOING, started_on=TOMORROW), ["started_on"]),
        (replace(ONGOING, purposes=frozenset()), ["purposes"]),
        (COMPLETED, []),
        (replace(COMPLETED, ended_on=None), ["ended_on"]),
        (replace(COMPLETED, ended_on=TODAY - timedelta(days=1)), ["ended_on"]),
        (replace(COMPLETED, ended_on=TOMORROW), ["ended_on"]),
    ],
)
def test_a2_an_intervention_names_its_faults(given: Intervention, faulty: list[str]) -> None:
    assert fields(intervention_faults(given, today=TODAY, assessed=True)) == faulty


SESSION = CounsellingSession(id=ID, intervention_id=ID, held_on=TODAY)
HELD = replace(SESSION, attendance=SessionAttendance.HELD)


@pytest.mark.parametrize(
    ("session", "faulty"),
    [
        (replace(SESSION, held_on=TOMORROW), []),
        (HELD, []),
        (replace(HELD, held_on=TOMORROW), ["held_on"]),
        (
            replace(SESSION, held_on=TOMORROW, attendance=SessionAttendance.MISSED),
            ["held_on"],
        ),
        (replace(HELD, minutes=4), ["minutes"]),
        (replace(HELD, minutes=241), ["minutes"]),
        (replace(HELD, children_involved=True), ["concern_check"]),
        (replace(SESSION, children_involved=True), []),
    ],
)
def test_g7_the_future_cannot_be_held(session: CounsellingSession, faulty: list[str]) -> None:
    assert fields(session_faults(session, today=TODAY)) == faulty


def test_g7_two_sessions_at_once_only_warn() -> None:
    faults = session_faults(HELD, today=TODAY, overlaps=True)
    assert [(fault.field, fault.severity) for fault in faults] == [("starts_at", Severity.VARNA)]


NOTE = JournalNote(id=ID, case_id=ID, written_on=TODAY)


@pytest.mark.parametrize(
    ("note", "faulty"),
    [
        (NOTE, []),
        (replace(NOTE, written_on=TOMORROW), ["written_on"]),
        (replace(NOTE, state=NoteState.SIGNED), ["text"]),
        (replace(NOTE, text="Påhittat", corrects_id=ID), ["correction_reason"]),
    ],
)
def test_g9_an_empty_note_is_not_signed(note: JournalNote, faulty: list[str]) -> None:
    assert fields(journal_note_faults(note, today=TODAY)) == faulty


def test_g9_a_working_note_lives_thirty_days() -> None:
    assert WorkingNote.lifetime(TODAY) == TODAY + timedelta(days=30)


def test_a_task_says_what_to_do() -> None:
    assert fields(task_faults(Task(id=ID, what=" ", due_on=TODAY))) == ["what"]
    assert task_faults(Task(id=ID, what="Ring", due_on=TODAY)) == ()


# --- the life cycles, drawn once more and compared -------------------------------------------

INTERVENTION_STEPS = {
    ("offered", "declined"),
    ("offered", "waiting"),
    ("offered", "ongoing"),
    ("waiting", "declined"),
    ("waiting", "ongoing"),
    ("ongoing", "paused"),
    ("ongoing", "completed"),
    ("ongoing", "broken_off"),
    ("paused", "ongoing"),
    ("paused", "completed"),
    ("paused", "broken_off"),
    ("completed", "aftercare"),
    ("broken_off", "aftercare"),
}


@pytest.mark.parametrize("state", list(InterventionState))
@pytest.mark.parametrize("to", list(InterventionState))
def test_an_intervention_moves_only_as_drawn(
    state: InterventionState, to: InterventionState
) -> None:
    moved = intervention.may_move(replace(OFFERED, state=state), to)
    assert moved is (state is to or (state.value, to.value) in INTERVENTION_STEPS)


def test_every_life_cycle_names_every_state() -> None:
    assert set(assessment.TRANSITIONS) == set(AssessmentState)
    assert set(concern.TRANSITIONS) == set(ReportState)
    assert set(inquiry.TRANSITIONS) == set(InquiryState)
