"""Assessment, concern, support, notes and closing, as a counsellor does them."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import Case, CaseState, CloseReason, Documentation, Regime
from kvinnobyran.domain.concern import ConcernCheck, ConcernReport, ReportState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    Intervention,
    InterventionState,
    Purpose,
)
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.violence import ViolenceExposure, ViolenceForm
from kvinnobyran.flows import assessments, cases, concerns, interventions, notes, sessions
from kvinnobyran.store import cases as stored
from kvinnobyran.store.dossier import dossier
from tests.flows.conftest import Office
from tests.flows.test_first_contact import refused


def call_in(office: Office, case: Case) -> AssessmentCall:
    return assessments.book_assessment(
        office.work,
        AssessmentCall(id=new_id(), case_id=case.id, booked_for=office.work.today),
    )


def assessed(office: Office, case: Case, **change: object) -> AssessmentCall:
    call = replace(call_in(office, case), **{"children_at_home": 0, **change})  # type: ignore[arg-type] # each test names fields of the call
    return assessments.assess(office.work, call, finding(office, case))


def finding(office: Office, case: Case) -> ViolenceExposure:
    return ViolenceExposure(
        id=new_id(),
        case_id=case.id,
        assessed_on=office.work.today,
        asked=Answer.YES,
        forms=frozenset(ViolenceForm),
        dominant=ViolenceForm.LATENT,
    )


def started(office: Office, case: Case) -> Intervention:
    return interventions.save_intervention(
        office.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=COUNSELLING,
            offered_on=office.work.today,
            started_on=office.work.today,
            state=InterventionState.ONGOING,
            counsellor="Greta",
            purposes=frozenset({Purpose.PROCESSING}),
        ),
    )


def now_of(office: Office, case: Case) -> Case:
    found = office.database.get(Case, case.id)
    assert found is not None
    return found


# --- assessment --------------------------------------------------------------------------------


def test_support_offered_makes_the_case_ongoing(office: Office) -> None:
    case = office.case()
    call = assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    assert now_of(office, case).state is CaseState.ONGOING
    assert stored.has_held_assessment(office.database, case.id)
    again = assessments.assess(
        office.work, replace(call, reasoning="Mer"), stored.exposures(office.database, case.id)[0]
    )
    assert office.database.get(AssessmentCall, call.id) == again
    assert len(stored.exposures(office.database, case.id)) == 1


def test_scenario_3_referred_on_closes_the_case(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.REFERRED, referred_to="Påhittade kliniken")
    closed = now_of(office, case)
    assert (closed.state, closed.close_reason) == (CaseState.CLOSED, CloseReason.REFERRED)
    assert (closed.closed_on, closed.referred_to) == (office.work.today, "Påhittade kliniken")


def test_declining_closes_the_case(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.DECLINED)
    assert now_of(office, case).close_reason is CloseReason.HER_WISH


@pytest.mark.parametrize(
    ("outcome", "days"), [(AssessmentOutcome.MORE_TIME, 14), (AssessmentOutcome.MORE_CALLS, 0)]
)
def test_more_time_and_more_calls_make_a_task(
    office: Office, outcome: AssessmentOutcome, days: int
) -> None:
    case = office.case()
    assessed(office, case, outcome=outcome)
    (task,) = stored.open_tasks(office.database, case.id)
    assert task.due_on == office.work.today + timedelta(days=days)


def test_more_calls_makes_no_task_when_the_next_is_booked(office: Office) -> None:
    case = office.case()
    call_in(office, case)
    assessed(office, case, outcome=AssessmentOutcome.MORE_CALLS)
    assert stored.open_tasks(office.database, case.id) == []


def test_a_call_can_be_written_down_without_having_been_booked(office: Office) -> None:
    case = office.case()
    call = AssessmentCall(
        id=new_id(),
        case_id=case.id,
        booked_for=office.work.today,
        outcome=AssessmentOutcome.SUPPORT_OFFERED,
        children_at_home=0,
    )
    assessments.assess(office.work, call, finding(office, case))
    assert stored.has_held_assessment(office.database, case.id)


def test_a_booked_call_is_moved_missed_or_cancelled(office: Office) -> None:
    case = office.case()
    call = call_in(office, case)
    changed = assessments.book_assessment(office.work, replace(call, place="Rummet"))
    again = replace(changed, id=new_id(), booked_for=office.work.today + timedelta(days=7))
    assessments.rebook_assessment(office.work, changed, again)
    with pytest.raises(Refused) as error:
        assessments.mark_assessment(office.work, again, AssessmentState.MISSED)
    assert refused(error) == ["booked_for"]
    office.later(7)
    missed = assessments.mark_assessment(office.work, again, AssessmentState.MISSED)
    assert missed.state is AssessmentState.MISSED
    with pytest.raises(Refused):
        assessments.mark_assessment(office.work, missed, AssessmentState.CANCELLED)
    with pytest.raises(Refused):
        assessments.assess(office.work, replace(missed, children_at_home=0), finding(office, case))


# --- concern -----------------------------------------------------------------------------------


def test_t8_a_concern_opens_its_report_the_same_day(office: Office) -> None:
    case = office.case()
    with pytest.raises(Refused) as error:
        assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED, children_at_home=2)
    assert refused(error) == ["concern_check"]


def concern_in(office: Office) -> ConcernReport:
    case = office.case()
    call = replace(
        call_in(office, case),
        children_at_home=2,
        concern_check=ConcernCheck.REPORTED,
        outcome=AssessmentOutcome.SUPPORT_OFFERED,
    )
    assessments.assess(office.work, call, finding(office, case))
    (report,) = stored.concern_reports(office.database, case.id)
    return report


def test_t8_not_reporting_needs_a_motive_and_no_state_is_skipped(office: Office) -> None:
    report = concern_in(office)
    with pytest.raises(Refused) as error:
        concerns.save_concern_report(office.work, replace(report, state=ReportState.NOT_REPORTED))
    assert refused(error) == ["motive"]
    with pytest.raises(Refused) as error:
        concerns.save_concern_report(office.work, replace(report, state=ReportState.ANSWERED))
    assert refused(error) == ["state"]
    new = ConcernReport(id=new_id(), case_id=report.case_id, arose_on=office.work.today)
    assert concerns.save_concern_report(office.work, new) == new


# --- support -----------------------------------------------------------------------------------


def test_g8_an_urgent_start_is_assessed_within_fourteen_days(office: Office) -> None:
    case = office.case()
    with pytest.raises(Refused) as error:
        started(office, case)
    assert refused(error) == ["urgent_motive"]
    offered = Intervention(
        id=new_id(),
        case_id=case.id,
        kind=THERAPY,
        offered_on=office.work.today,
        urgent_motive="Påhittat skäl",
        purposes=frozenset({Purpose.KNOWLEDGE}),
    )
    interventions.save_intervention(office.work, offered)
    interventions.start_intervention(office.work, offered, office.work.today)
    assert now_of(office, case).state is CaseState.ONGOING
    (task,) = stored.open_tasks(office.database, case.id)
    assert task.due_on == office.work.today + timedelta(days=14)


def test_an_unagreed_purpose_wants_a_reason_and_no_state_is_skipped(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    going = started(office, case)
    vague = replace(going, purposes=frozenset())
    with pytest.raises(Refused) as error:
        interventions.save_intervention(office.work, vague)
    assert refused(error) == ["purposes"]
    interventions.save_intervention(office.work, vague, reasons={"purposes": "Nästa gång"})
    with pytest.raises(Refused) as error:
        interventions.save_intervention(
            office.work, replace(going, state=InterventionState.OFFERED)
        )
    assert refused(error) == ["state"]


def test_ending_an_intervention_cancels_what_was_planned_in_it(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    one, other = started(office, case), started(office, case)
    for intervention in (one, other):
        sessions.save_session(
            office.work,
            CounsellingSession(
                id=new_id(),
                intervention_id=intervention.id,
                held_on=office.work.today + timedelta(days=7),
            ),
        )
    interventions.end_intervention(
        office.work, one, InterventionState.COMPLETED, ended_on=office.work.today
    )
    states = {
        each.intervention_id: each.attendance for each in stored.sessions(office.database, case.id)
    }
    assert states[one.id] is SessionAttendance.CANCELLED_BY_US
    assert states[other.id] is SessionAttendance.PLANNED


def test_g7_two_talks_at_once_want_a_reason(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    intervention = started(office, case)
    first = CounsellingSession(
        id=new_id(),
        intervention_id=intervention.id,
        held_on=office.work.today,
        starts_at=time(13, 0),
        attendance=SessionAttendance.HELD,
    )
    sessions.save_session(office.work, first)
    sessions.save_session(office.work, replace(first, minutes=45))
    second = replace(first, id=new_id(), starts_at=time(13, 30))
    with pytest.raises(Refused) as error:
        sessions.save_session(office.work, second)
    assert refused(error) == ["starts_at"]
    sessions.save_session(office.work, second, reasons={"starts_at": "Vi delar rummet"})
    sessions.save_session(office.work, replace(first, id=new_id(), starts_at=time(14, 30)))


def test_t8_a_concern_in_a_session_opens_its_report_once(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    intervention = started(office, case)
    session = CounsellingSession(
        id=new_id(),
        intervention_id=intervention.id,
        held_on=office.work.today,
        attendance=SessionAttendance.HELD,
        children_involved=True,
        concern_check=ConcernCheck.REPORTED,
    )
    sessions.save_session(office.work, session)
    sessions.save_session(office.work, replace(session, minutes=45))
    assert len(stored.concern_reports(office.database, case.id)) == 1


def test_a_session_belongs_to_something_that_goes_on(office: Office) -> None:
    case = office.case()
    offered = Intervention(id=new_id(), case_id=case.id, kind=THERAPY, offered_on=office.work.today)
    interventions.save_intervention(office.work, offered)
    held = CounsellingSession(
        id=new_id(),
        intervention_id=offered.id,
        held_on=office.work.today,
        attendance=SessionAttendance.HELD,
    )
    with pytest.raises(Refused) as error:
        sessions.save_session(office.work, held)
    assert refused(error) == ["intervention_id"]
    close(office, case, reasons={"interventions": "Hon ville det"})
    for record in (held,):
        with pytest.raises(Refused):
            sessions.save_session(office.work, record)
    with pytest.raises(Refused):
        interventions.save_intervention(office.work, replace(offered, id=new_id()))


# --- notes -------------------------------------------------------------------------------------


def written(office: Office, case: Case) -> JournalNote:
    return JournalNote(
        id=new_id(), case_id=case.id, written_on=office.work.today, text="Påhittad anteckning"
    )


def test_g9_a_signed_note_is_only_corrected(office: Office) -> None:
    case = office.case()
    draft = notes.save_note(office.work, written(office, case))
    draft = notes.save_note(office.work, replace(draft, text="Påhittad, ändrad"))
    with pytest.raises(Refused):
        notes.correct_note(office.work, draft, draft)
    signed = notes.sign_note(office.work, draft)
    assert (signed.state, signed.signed_by) == (NoteState.SIGNED, "Greta")
    for attempt in (notes.save_note, notes.sign_note, notes.remove_draft_note):
        with pytest.raises(Refused):
            attempt(office.work, replace(signed, text="Annat"))
    correction = replace(written(office, case), text="Så här", correction_reason="Fel dag")
    corrected = notes.correct_note(office.work, signed, correction)
    assert corrected.corrects_id == signed.id
    assert {note.text for note in stored.notes(office.database, case.id)} == {
        "Påhittad, ändrad",
        "Så här",
    }


def test_a_draft_note_can_be_taken_away_and_a_new_one_signed_at_once(office: Office) -> None:
    case = office.case()
    draft = notes.save_note(office.work, written(office, case))
    notes.remove_draft_note(office.work, draft)
    assert stored.notes(office.database, case.id) == []
    notes.sign_note(office.work, written(office, case))
    assert len(stored.notes(office.database, case.id)) == 1


def test_a20_statistics_only_means_no_journal(office: Office) -> None:
    case = cases.save_case(
        office.work,
        replace(office.case(), documentation=Documentation.STATISTICS_ONLY),
        reasons={"documentation": "Hon vill det"},
    )
    with pytest.raises(Refused):
        notes.save_note(office.work, written(office, case))


def test_g9_a_working_note_erases_itself_and_its_trace(office: Office) -> None:
    case = office.case()
    note = WorkingNote(
        id=new_id(),
        case_id=case.id,
        written_on=office.work.today,
        text="kanariehemlighet",
        delete_on=WorkingNote.lifetime(office.work.today),
    )
    notes.save_working_note(office.work, note)
    notes.save_working_note(office.work, replace(note, text="kanariehemlighet igen"))
    assert notes.erase_due_working_notes(office.work) == 0
    office.later(30)
    assert notes.erase_due_working_notes(office.work) == 1
    left = office.database.value(
        "SELECT count(*) FROM journal WHERE payload LIKE '%kanariehemlighet%'"
    )
    assert left == 0
    assert office.database.verify_journal() == []


# --- the case ----------------------------------------------------------------------------------


def close(office: Office, case: Case, **more: object) -> Case:
    return cases.close_case(
        office.work,
        now_of(office, case),
        closed_on=office.work.today,
        reason=CloseReason.GOALS_REACHED,
        **more,  # type: ignore[arg-type] # each test names arguments of the flow
    )


def test_closing_ends_everything_that_goes_on(office: Office) -> None:
    case = office.case()
    assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    intervention = started(office, case)
    planned = CounsellingSession(
        id=new_id(),
        intervention_id=intervention.id,
        held_on=office.work.today + timedelta(days=7),
    )
    sessions.save_session(office.work, planned)
    notes.save_working_note(
        office.work,
        WorkingNote(
            id=new_id(),
            case_id=case.id,
            written_on=office.work.today,
            delete_on=WorkingNote.lifetime(office.work.today),
        ),
    )
    with pytest.raises(Refused) as error:
        close(office, case)
    assert refused(error) == ["interventions"]
    close(office, case, reasons={"interventions": "Målen är nådda"})
    found = dossier(office.database, case.id)
    assert found is not None
    assert found.case.state is CaseState.CLOSED
    assert [each.state for each in found.of(Intervention)] == [InterventionState.COMPLETED]
    (session,) = found.of(CounsellingSession)
    assert (session.attendance, found.of(WorkingNote)) == (SessionAttendance.CANCELLED_BY_US, ())


def test_an_unsigned_note_stands_in_the_way(office: Office) -> None:
    case = office.case()
    notes.save_note(office.work, written(office, case))
    with pytest.raises(Refused) as error:
        close(office, case)
    assert refused(error) == ["notes"]


def test_g9_in_a_placement_working_notes_are_asked_about(office: Office) -> None:
    case = cases.save_case(office.work, replace(office.case(), regime=Regime.SOL_PLACEMENT))
    notes.save_working_note(
        office.work,
        WorkingNote(
            id=new_id(),
            case_id=case.id,
            written_on=office.work.today,
            delete_on=office.work.today,
        ),
    )
    with pytest.raises(Refused) as error:
        close(office, case)
    assert refused(error) == ["working_notes"]


def test_a_case_closed_by_mistake_is_opened_within_thirty_days(office: Office) -> None:
    case = office.case()
    closed = close(office, case)
    office.later(30)
    assert cases.reopen_case(office.work, closed).state is CaseState.ONGOING
    closed = close(office, case)
    office.later(31)
    with pytest.raises(Refused) as error:
        cases.reopen_case(office.work, closed)
    assert refused(error) == ["state"]


def test_a_resting_case_comes_back_with_a_reminder(office: Office) -> None:
    case = office.case()
    with pytest.raises(Refused):
        cases.pause_case(office.work, case, office.work.today)
    assessed(office, case, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    until = office.work.today + timedelta(days=30)
    paused = cases.pause_case(office.work, now_of(office, case), until)
    (task,) = stored.open_tasks(office.database, case.id)
    assert task.due_on == until
    assert cases.resume_case(office.work, paused).paused_until is None


def test_a_dossier_of_nobody_is_nothing(office: Office) -> None:
    assert dossier(office.database, new_id()) is None
    assert stored.case_by_code(office.database, "KB-99-001") is None
