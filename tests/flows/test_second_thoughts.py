"""What happens when something is written down anew, ended, or answered twice."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest

from kvinnobyran.domain.assessment import AssessmentOutcome
from kvinnobyran.domain.case import Case, CaseState, CloseReason, Regime
from kvinnobyran.domain.concern import ConcernCheck, ReportState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.note import WorkingNote
from kvinnobyran.domain.person import ContactSafety, ContactWay, Identity, Person
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import (
    assessments,
    cases,
    concerns,
    drafts,
    interventions,
    notes,
    outgoing,
    people,
    sessions,
    upkeep,
)
from kvinnobyran.store import cases as stored
from tests.flows.conftest import Office
from tests.flows.test_case_work import assessed, call_in, finding, now_of, started, written
from tests.flows.test_first_contact import refused


def placed(office: Office) -> Case:
    return cases.save_case(office.work, replace(office.case(), regime=Regime.SOL_PLACEMENT))


def remember(office: Office, case: Case) -> WorkingNote:
    note = WorkingNote(
        id=new_id(),
        case_id=case.id,
        written_on=office.work.today,
        text="Påhittat",
        delete_on=office.work.today + timedelta(days=30),
    )
    return notes.save_working_note(office.work, note)


def close(office: Office, case: Case) -> Case:
    return cases.close_case(
        office.work,
        now_of(office, case),
        closed_on=office.work.today,
        reason=CloseReason.HER_WISH,
    )


def decide_tasks(office: Office, case: Case) -> list[Task]:
    open_ones = stored.open_tasks(office.database, case.id)
    return [task for task in open_ones if task.what == concerns.DECIDE]


def test_t8_a_concern_that_an_amended_assessment_brings_opens_its_report(office: Office) -> None:
    case = office.case()
    call = assessed(
        office,
        case,
        children_at_home=1,
        concern_check=ConcernCheck.NO_CONCERN,
        outcome=AssessmentOutcome.SUPPORT_OFFERED,
    )
    exposure = stored.exposures(office.database, case.id)[0]
    worse = replace(call, concern_check=ConcernCheck.REPORTED)
    assessments.assess(office.work, worse, exposure)
    assessments.assess(office.work, replace(worse, reasoning="Mer"), exposure)
    assert len(stored.concern_reports(office.database, case.id)) == 1


def test_an_amended_outcome_has_its_consequence(office: Office) -> None:
    case = office.case()
    call = assessed(office, case, outcome=AssessmentOutcome.MORE_TIME)
    exposure = stored.exposures(office.database, case.id)[0]
    assessments.assess(
        office.work, replace(call, outcome=AssessmentOutcome.SUPPORT_OFFERED), exposure
    )
    assert now_of(office, case).state is CaseState.ONGOING


def test_g9_an_outcome_that_closes_the_case_asks_what_closing_asks(office: Office) -> None:
    case = placed(office)
    note = remember(office, case)
    declined = replace(
        call_in(office, case), children_at_home=0, outcome=AssessmentOutcome.DECLINED
    )
    with pytest.raises(Refused) as error:
        assessments.assess(office.work, declined, finding(office, case))
    assert refused(error) == ["outcome"]
    assert office.database.get(WorkingNote, note.id) == note
    reasons = {"outcome": "Allt står i journalen"}
    assessments.assess(office.work, declined, finding(office, case), reasons=reasons)
    assert now_of(office, case).state is CaseState.CLOSED


def test_g9_no_outcome_closes_a_case_over_an_unsigned_note(office: Office) -> None:
    case = office.case()
    notes.save_note(office.work, written(office, case))
    with pytest.raises(Refused) as error:
        assessed(office, case, outcome=AssessmentOutcome.DECLINED)
    assert refused(error) == ["outcome"]


def test_support_without_an_agreed_purpose_can_be_ended(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    aimless = replace(started(office, case), id=new_id(), purposes=frozenset())
    reasons = {"purposes": "Hon ville börja ändå"}
    begun = interventions.save_intervention(office.work, aimless, reasons=reasons)
    ended = interventions.end_intervention(
        office.work,
        begun,
        InterventionState.BROKEN_OFF,
        ended_on=office.work.today,
        end_reason="Påhittat",
    )
    assert ended.state is InterventionState.BROKEN_OFF


def test_a_planned_session_is_not_held_before_the_support_began(office: Office) -> None:
    case = office.case()
    offered = Intervention(id=new_id(), case_id=case.id, kind=THERAPY, offered_on=office.work.today)
    interventions.save_intervention(office.work, offered)
    planned = CounsellingSession(id=new_id(), intervention_id=offered.id, held_on=office.work.today)
    sessions.save_session(office.work, planned)
    with pytest.raises(Refused) as error:
        sessions.save_session(office.work, replace(planned, attendance=SessionAttendance.HELD))
    assert refused(error) == ["intervention_id"]
    sessions.save_session(office.work, replace(planned, attendance=SessionAttendance.MISSED))


def test_t8_deciding_one_concern_leaves_the_task_of_another(office: Office) -> None:
    case = office.case()
    for _ in range(2):
        with office.work.step("Oro") as tx:
            concerns.note_concern(office.work, tx, case.id)
    first, second = stored.concern_reports(office.database, case.id)
    decided = replace(first, state=ReportState.NOT_REPORTED, motive="Påhittat skäl")
    concerns.save_concern_report(office.work, decided)
    concerns.save_concern_report(office.work, replace(decided, motive="Påhittat, med mer"))
    assert len(decide_tasks(office, case)) == 1
    concerns.save_concern_report(office.work, replace(second, state=decided.state, motive="Ja"))
    assert decide_tasks(office, case) == []


def test_a_woman_has_one_open_case_also_when_one_is_opened_again(office: Office) -> None:
    closed = close(office, office.case())
    newer = cases.open_case_for(office.work, closed.person_id)
    with pytest.raises(Refused) as error:
        cases.reopen_case(office.work, closed)
    assert refused(error) == ["state"]
    close(office, newer)
    assert cases.reopen_case(office.work, closed).state is CaseState.ONGOING


def test_a_long_rest_is_not_asked_about_by_a_form_that_does_not_show_it(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    until = office.work.today + timedelta(days=200)
    reasons = {"paused_until": "Hon är bortrest"}
    paused = cases.pause_case(office.work, now_of(office, case), until, reasons=reasons)
    assert cases.save_case(office.work, replace(paused, counsellor="Greta")) is not None


def test_s2_confirming_makes_safe_but_never_what_must_not_be_used(office: Office) -> None:
    person = people.save_person(office.work, Person(id=new_id(), first_name="Påhittade"))
    way = people.save_contact_way(
        office.work, ContactWay(id=new_id(), person_id=person.id, value="070-000 00 00")
    )
    safe = people.confirm_safe(office.work, way)
    assert (safe.safety, safe.confirmed_on) == (ContactSafety.SAFE, office.work.today)
    outgoing.use_contact_way(office.work, safe)
    forbidden = people.save_contact_way(office.work, replace(way, safety=ContactSafety.FORBIDDEN))
    with pytest.raises(Refused):
        people.confirm_safe(office.work, forbidden)


def test_g9_a_working_note_that_was_never_saved_erases_itself_too(office: Office) -> None:
    case = office.case()
    words = {"case": case.id, "typed": {"text": "Påhittat"}}
    drafts.keep_draft(office.work, "working_note", new_id(), words)
    drafts.keep_draft(office.work, "journal_note", new_id(), words)
    office.later(30)
    assert notes.erase_due_working_notes(office.work) == 0
    office.later(1)
    assert notes.erase_due_working_notes(office.work) == 1
    (left,) = drafts.drafts_of(office.database, "Greta")
    assert left.kind == "journal_note"


def test_g9_closing_erases_a_working_note_that_was_never_saved(office: Office) -> None:
    case, other = office.case(), office.case()
    for each in (case, other):
        drafts.keep_draft(office.work, "working_note", new_id(), {"case": each.id})
    close(office, case)
    assert [each.body for each in drafts.drafts_of(office.database, "Greta")] == [
        {"case": other.id}
    ]


def test_g9_a_note_is_corrected_once_and_then_its_correction(office: Office) -> None:
    case = office.case()
    signed = notes.sign_note(office.work, written(office, case))
    correction = replace(signed, id=new_id(), text="Rättat", correction_reason="Fel dag")
    corrected = notes.correct_note(office.work, signed, correction)
    with pytest.raises(Refused) as error:
        notes.correct_note(office.work, signed, replace(correction, id=new_id()))
    assert refused(error) == ["text"]
    again = replace(correction, id=new_id())
    assert notes.correct_note(office.work, corrected, again).corrects_id == corrected.id


def test_i1_an_anonymous_woman_keeps_no_alias(office: Office) -> None:
    with pytest.raises(Refused) as error:
        people.save_person(
            office.work, Person(id=new_id(), identity=Identity.ANONYMOUS, alias="Påhittade Snö")
        )
    assert refused(error) == ["identity"]


def test_time_does_its_work_at_an_opening_and_only_when_there_is_any(office: Office) -> None:
    case = office.case()
    assert upkeep.keep_up(office.work) == 0
    head = office.database.head()
    drafts.keep_draft(office.work, "working_note", new_id(), {"case": case.id, "typed": {}})
    office.later(31)
    assert upkeep.keep_up(office.work) == 1
    assert upkeep.keep_up(office.work) == 0
    assert office.database.head() == head
    for duty in upkeep.DUTIES:
        assert callable(getattr(import_module(f"kvinnobyran.flows.{duty.module}"), duty.flow))
