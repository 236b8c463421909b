"""Rules of Trappan as functions of values, named after the rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.child_file import ChildNote, child_note_faults, reading_faults
from kvinnobyran.domain.consent import (
    FOR_A_CHILD,
    GROUNDS_FOR,
    HERS,
    Attitude,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    consent_faults,
    said,
)
from kvinnobyran.domain.dates import PartialDate, age_at
from kvinnobyran.domain.decision import accepted_grounds, decision_faults
from kvinnobyran.domain.grounds import ACCEPTED, Decision, DecisionKind, Ground, Verdict
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.own_view import CHILDS_OWN, own_view
from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.settings import DEFAULTS, TRAPPAN_GROUNDS, TRAPPAN_SESSIONS
from kvinnobyran.domain.task import Task, TaskSource
from kvinnobyran.domain.trappan import (
    PLANNED_SESSIONS,
    Outcome,
    PauseCause,
    ProgrammeState,
    SafetyCheck,
    TrappanProgramme,
    TrappanStep,
    begun,
    goes_back,
    may_move,
    paused,
    programme_faults,
    resumed,
    stands,
)
from kvinnobyran.domain.trappan_session import (
    TrappanAttendance,
    TrappanSession,
    may_take_place,
    trappan_session_faults,
)
from kvinnobyran.domain.trappan_start import (
    age_faults,
    four_on,
    guardian_output_faults,
    of_age_reminders,
    start_faults,
)

A, B, C = "a" * 32, "b" * 32, "c" * 32
TODAY = date(2027, 3, 20)
NOW = datetime(2027, 3, 20, 10, 15, tzinfo=UTC)
SEVEN = PartialDate.of_day(date(2019, 5, 4))
YES = Verdict(ground=Ground.BOTH, sentence="Prov.", source="prov", verified=True)
NO = replace(YES, ground=None)
S = ProgrammeState
PROGRAMME = TrappanProgramme(
    id=A,
    case_id=B,
    child_id=C,
    state=S.READY,
    offered_on=TODAY,
    safety=SafetyCheck.YES,
    parent_talk_on=TODAY,
)
RUNNING = begun(PROGRAMME, TrappanStep.CONTACT, TODAY - timedelta(days=10))
SESSION = TrappanSession(id=A, case_id=B, held_on=TODAY, attendance=SessionAttendance.HELD)


def found(faults):
    return {(fault.severity.value, fault.field) for fault in faults}


# --- T1 -------------------------------------------------------------------------------------------


@given(st.dates(date(2015, 1, 1), date(2027, 1, 1)), st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_T1_with_a_known_birth_the_age_on_the_day_of_start_decides(birth, on):
    stopped = found(age_faults(PartialDate.of_day(birth), on))
    assert bool(stopped) is (age_at(birth, on) < 4)
    assert stopped <= {("STOPP", "planned_start")}


def test_T1_born_on_a_leap_day_turns_four_on_a_leap_day():
    assert four_on(PartialDate.from_stored("2020-02-29")) == (date(2024, 2, 29),) * 2


@pytest.mark.parametrize(
    ("birth", "severity"),
    [
        (None, "VARNA"),
        ("~4@2027-03-01", "VARNA"),
        ("~9@2027-03-01", "VARNA"),
        ("2023", "VARNA"),
        ("2024", "STOPP"),
        ("2022", None),
        ("~2@2027-03-01", "STOPP"),
    ],
)
def test_T1_an_unknown_birth_wants_a_written_judgement(birth, severity):
    known = PartialDate.from_stored(birth) if birth else None
    severities = {fault.severity.value for fault in age_faults(known, TODAY)}
    assert severities == ({severity} if severity else set())
    judged = age_faults(known, TODAY, judgement="Går i skolan")
    assert bool(judged) is (severity == "STOPP")


# --- T2 -------------------------------------------------------------------------------------------


def test_T2_no_ground_stops_and_what_is_not_safe_warns():
    def start(programme, answer):
        return found(start_faults(programme, SEVEN, answer, TODAY, today=TODAY))

    assert start(PROGRAMME, YES) == set()
    assert start(PROGRAMME, NO) == {("STOPP", "ground")}
    assert start(PROGRAMME, replace(YES, wants_reason=True)) == {("VARNA", "ground")}
    for safety in (None, SafetyCheck.PARTLY, SafetyCheck.NO):
        assert start(replace(PROGRAMME, safety=safety), YES) == {("VARNA", "safety")}
    for talk in (None, TODAY + timedelta(days=1)):
        late = replace(PROGRAMME, parent_talk_on=talk)
        assert start(late, YES) == {("VARNA", "parent_talk_on")}


def test_T2_what_is_sought_without_a_ground_is_said_not_to_be_able_to_start():
    sought = replace(PROGRAMME, state=S.SOUGHT)
    assert stands(sought, allowed=False) == "Kan ej starta"
    assert stands(sought, allowed=True) == "Samtycke inhämtas"
    assert stands(RUNNING, allowed=False) == "Kontakt"


def test_T2_a_start_is_not_written_down_before_its_day():
    tomorrow = TODAY + timedelta(days=1)
    faults = start_faults(PROGRAMME, SEVEN, YES, tomorrow, today=TODAY)
    assert found(faults) == {("STOPP", "contact_started_on")}
    assert faults[0].sentence == "Dagen ligger i framtiden."


def test_T2_no_session_is_planned_or_held_without_a_ground():
    told = replace(NO, sentence="Den andra vårdnadshavaren har sagt nej.")
    for attendance in (SessionAttendance.PLANNED, SessionAttendance.HELD):
        session = replace(SESSION, attendance=attendance)
        (fault,) = may_take_place(RUNNING, session, TrappanStep.CONTACT, told, began=NOW)
        assert (fault.field, fault.source) == ("ground", "domain.md T2")
        assert fault.sentence == told.sentence


# --- T3 -------------------------------------------------------------------------------------------


def test_T3_what_the_unit_accepts_is_a_setting_and_begins_as_all():
    assert accepted_grounds(DEFAULTS[TRAPPAN_GROUNDS]) == ACCEPTED
    assert int(DEFAULTS[TRAPPAN_SESSIONS]) == PLANNED_SESSIONS
    assert accepted_grounds("") == frozenset()
    assert set(GROUNDS_FOR) == set(FOR_A_CHILD)
    assert set(HERS) | set(FOR_A_CHILD) == set(ConsentPurpose)


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_T3_a_decision_says_what_its_ground_needs(kind):
    bare = Decision(id=A, child_id=C, kind=kind, valid_from=TODAY)
    assert decision_faults(bare)
    whole = replace(bare, guardian_id=B, reference="påhittad 2027-88", motive="Utomlands")
    assert decision_faults(whole) == ()
    assert found(decision_faults(replace(whole, valid_until=TODAY - timedelta(days=1)))) == {
        ("STOPP", "valid_until")
    }
    assert found(decision_faults(replace(whole, guardian_id=C))) == {("STOPP", "guardian_id")}


# --- T4 -------------------------------------------------------------------------------------------


def test_T4_the_steps_are_taken_in_order():
    assert may_move(RUNNING, S.RECONSTRUCTION)
    assert not may_move(RUNNING, S.KNOWLEDGE)
    assert not may_move(RUNNING, S.COMPLETED)
    second = begun(RUNNING, TrappanStep.RECONSTRUCTION, TODAY)
    assert second.contact_finished_on == TODAY
    assert goes_back(second, TrappanStep.CONTACT)
    again = begun(second, TrappanStep.CONTACT, TODAY)
    assert again.contact_started_on == RUNNING.contact_started_on
    assert again.contact_finished_on is None


def test_T4_nothing_more_after_the_end():
    def held(programme, step, **change):
        session = replace(SESSION, **change)
        return found(may_take_place(programme, session, step, YES, began=NOW))

    second = begun(RUNNING, TrappanStep.RECONSTRUCTION, TODAY - timedelta(days=1))
    assert held(second, TrappanStep.RECONSTRUCTION) == set()
    assert held(second, TrappanStep.CONTACT) == {("STOPP", "step")}
    assert held(second, TrappanStep.CONTACT, held_on=TODAY - timedelta(days=2)) == set()
    assert held(second, TrappanStep.KNOWLEDGE) == {("STOPP", "step")}
    over = replace(second, state=S.BROKEN_OFF, ended_on=TODAY - timedelta(days=1))
    assert held(over, TrappanStep.RECONSTRUCTION) == {("STOPP", "held_on")}
    planned = SessionAttendance.PLANNED
    assert held(RUNNING, TrappanStep.KNOWLEDGE, attendance=planned) == {("STOPP", "step")}
    assert held(RUNNING, TrappanStep.RECONSTRUCTION, attendance=planned) == set()
    assert held(PROGRAMME, TrappanStep.KNOWLEDGE, attendance=planned) == {("STOPP", "step")}


def test_T4_a_step_is_finished_after_it_began_and_neither_lies_ahead():
    assert programme_faults(RUNNING, today=TODAY) == ()
    tomorrow = TODAY + timedelta(days=1)
    (ahead,) = programme_faults(begun(PROGRAMME, TrappanStep.CONTACT, tomorrow), today=TODAY)
    assert (ahead.field, ahead.sentence) == ("contact_started_on", "Dagen ligger i framtiden.")
    for wrong in (
        replace(RUNNING, contact_finished_on=TODAY - timedelta(days=11)),
        replace(PROGRAMME, contact_finished_on=TODAY),
    ):
        (fault,) = programme_faults(wrong, today=TODAY)
        assert (fault.field, fault.source) == ("contact_finished_on", "domain.md T4")
        assert fault.sentence == "Steget är klart innan det börjar."


@pytest.mark.parametrize(
    "field", ["offered_on", "parent_talk_on", "ended_on", "share_asked_on", "feedback_on"]
)
def test_G7_no_day_of_a_programme_lies_ahead(field):
    assert programme_faults(replace(PROGRAMME, **{field: TODAY}), today=TODAY) == ()
    later = replace(PROGRAMME, **{field: TODAY + timedelta(days=1)})
    (fault,) = programme_faults(later, today=TODAY)
    assert (fault.field, fault.sentence) == (field, "Dagen ligger i framtiden.")


def test_a_programme_plans_at_least_one_session():
    assert programme_faults(replace(PROGRAMME, planned_sessions=1), today=TODAY) == ()
    (fault,) = programme_faults(replace(PROGRAMME, planned_sessions=0), today=TODAY)
    assert (fault.field, fault.sentence) == ("planned_sessions", "Planera minst ett samtal.")


def test_T4_an_end_has_its_assessment():
    ended = replace(RUNNING, state=S.COMPLETED)
    assert found(programme_faults(ended, today=TODAY)) == {
        ("STOPP", "ended_on"),
        ("STOPP", "outcome"),
    }
    referred = replace(ended, ended_on=TODAY, outcome=Outcome.REFERRED)
    assert found(programme_faults(referred, today=TODAY)) == {("STOPP", "outcome_words")}
    broken = replace(RUNNING, state=S.BROKEN_OFF, ended_on=TODAY)
    assert found(programme_faults(broken, today=TODAY)) == {("STOPP", "end_reason")}


# --- T5 -------------------------------------------------------------------------------------------


def consent(**change):
    base = Consent(
        id=A,
        case_id=B,
        person_id=C,
        purpose=ConsentPurpose.TRAPPAN,
        state=ConsentState.GIVEN,
        form=ConsentForm.WRITTEN,
        asked_on=TODAY - timedelta(days=9),
        answered_on=TODAY - timedelta(days=9),
        given_by_id=A,
        attitude=Attitude.WANTS,
    )
    return replace(base, **change)


WITHDRAWN = consent(state=ConsentState.WITHDRAWN, ended_on=TODAY, ended_at=NOW)


def test_T5_a_withdrawal_holds_from_its_second():
    assert said(consent()).holds(TODAY)
    assert not said(WITHDRAWN).holds(TODAY)
    assert said(WITHDRAWN, before=NOW - timedelta(seconds=1)).holds(TODAY)
    assert not said(WITHDRAWN, before=NOW).holds(TODAY)
    assert not said(replace(WITHDRAWN, ended_at=None), before=NOW - timedelta(hours=3)).holds(TODAY)
    assert said(WITHDRAWN).holds(TODAY - timedelta(days=1))


def test_T5_a_no_is_an_answer_and_silence_is_none():
    assert said(consent(state=ConsentState.REFUSED)).given is False
    assert said(consent(state=ConsentState.ASKED, answered_on=None)) is None
    assert said(consent(state=ConsentState.UNOBTAINABLE)) is None
    assert said(consent(given_by_id=None)).person_id == C


def test_T5_what_is_paused_goes_back_to_where_it_was():
    halted = paused(RUNNING, NOW, PauseCause.NO_GROUND, "Ringde")
    assert halted.step is TrappanStep.CONTACT
    assert may_move(halted, S.CONTACT)
    assert may_move(halted, S.BROKEN_OFF)
    assert not may_move(halted, S.RECONSTRUCTION)
    assert resumed(halted).state is S.CONTACT
    later = paused(halted, NOW + timedelta(days=1), PauseCause.NO_GROUND, "Även den andra")
    assert (later.paused_at, later.paused_from) == (NOW, S.CONTACT)


def test_T5_no_session_while_it_is_paused_but_what_was_held_before_may_be_written():
    halted = paused(RUNNING, NOW, PauseCause.NO_GROUND, "")
    morning = replace(SESSION, starts_at=time(9))
    before = may_take_place(halted, morning, TrappanStep.CONTACT, YES, began=morning.began(UTC))
    assert before == ()
    unsaid = may_take_place(halted, SESSION, TrappanStep.CONTACT, YES, began=SESSION.began(UTC))
    assert found(unsaid) == {("STOPP", "attendance")}


# --- T6 -------------------------------------------------------------------------------------------


def test_T6_tasks_three_months_before_and_on_the_day():
    birth = PartialDate.of_day(date(2009, 7, 1))
    days = [each.due_on for each in of_age_reminders(RUNNING, birth, today=TODAY)]
    assert days == [date(2027, 4, 1), date(2027, 7, 1)]
    assert of_age_reminders(RUNNING, SEVEN, today=TODAY) == ()
    ended = replace(RUNNING, state=S.COMPLETED)
    assert of_age_reminders(ended, birth, today=TODAY) == ()


def test_T6_nothing_goes_to_a_guardian_from_the_birthday_on():
    birth = PartialDate.of_day(date(2009, 3, 20))
    assert guardian_output_faults(birth, TODAY - timedelta(days=1)) == ()
    assert found(guardian_output_faults(birth, TODAY)) == {("STOPP", "guardian")}
    assert found(guardian_output_faults(PartialDate.from_stored("2009"), TODAY)) == {
        ("STOPP", "guardian")
    }
    assert guardian_output_faults(None, TODAY) == ()


def test_T6_the_file_becomes_the_adults_own():
    grown = PartialDate.of_day(date(2009, 3, 20))
    assert reading_faults(C, C, grown, TODAY) == ()
    assert found(reading_faults(A, C, grown, TODAY)) == {("STOPP", "asker")}
    assert found(reading_faults(C, C, SEVEN, TODAY)) == {("VARNA", "asker")}
    assert found(reading_faults(A, C, SEVEN, TODAY)) == {("STOPP", "asker")}


# --- T7, T8, T9 -----------------------------------------------------------------------------------

TOLD = "Hon ritade huset med den stora röda dörren."
NOTE = ChildNote(id=A, case_id=B, child_id=C, written_on=TODAY, text=TOLD)


def test_T7_a_siblings_words_are_warned_of():
    theirs = replace(NOTE, id=B, child_id=A)
    assert found(child_note_faults(NOTE, [theirs], today=TODAY)) == {("VARNA", "text")}
    within = replace(NOTE, text=f"Idag. {TOLD.upper()} Sedan gick vi ut.")
    assert found(child_note_faults(within, [theirs], today=TODAY)) == {("VARNA", "text")}
    other = replace(NOTE, text="Han sa nästan ingenting men var med hela tiden, nära sin bror.")
    assert child_note_faults(other, [theirs], today=TODAY) == ()
    short = replace(NOTE, text="Bra samtal.")
    assert child_note_faults(short, [replace(theirs, text="Bra samtal.")], today=TODAY) == ()


def test_T7_a_session_has_each_child_once():
    there = TrappanAttendance(
        id=A, session_id=A, programme_id=B, step=TrappanStep.CONTACT, presence=Presence.ABSENT
    )
    planned = replace(SESSION, attendance=SessionAttendance.PLANNED)
    assert found(trappan_session_faults(planned, [], today=TODAY)) == {("STOPP", "children")}
    twice = [there, replace(there, id=B)]
    assert found(trappan_session_faults(planned, twice, today=TODAY)) == {("STOPP", "children")}
    assert found(trappan_session_faults(SESSION, [there], today=TODAY)) == {("STOPP", "attendance")}


def test_T4_of_a_held_session_it_is_said_of_each_child_whether_it_was_there():
    there = TrappanAttendance(id=A, session_id=A, programme_id=B, step=TrappanStep.CONTACT)
    (fault,) = trappan_session_faults(SESSION, [there], today=TODAY)
    assert (fault.field, fault.source) == ("children", "domain.md T4")
    assert fault.sentence == "Svara för varje barn om det var med."
    planned = replace(SESSION, attendance=SessionAttendance.PLANNED)
    assert trappan_session_faults(planned, [there], today=TODAY) == ()


def test_G7_a_session_has_its_length_and_no_answer_before_its_day():
    there = TrappanAttendance(id=A, session_id=A, programme_id=B, step=TrappanStep.CONTACT)
    planned = replace(
        SESSION, attendance=SessionAttendance.PLANNED, held_on=TODAY + timedelta(days=1)
    )
    for minutes in (5, 240):
        fits = replace(planned, minutes=minutes)
        assert trappan_session_faults(fits, [there], today=TODAY) == ()
    for minutes in (4, 241):
        (fault,) = trappan_session_faults(replace(planned, minutes=minutes), [there], today=TODAY)
        assert (fault.field, fault.sentence) == (
            "minutes",
            "Ett samtal är mellan 5 och 240 minuter.",
        )
    missed = replace(planned, attendance=SessionAttendance.MISSED)
    (fault,) = trappan_session_faults(missed, [there], today=TODAY)
    assert (fault.field, fault.sentence) == (
        "held_on",
        "Samtalet ligger i framtiden och har inget svar än.",
    )


def test_T8_each_child_that_was_there_has_its_own_check():
    there = TrappanAttendance(
        id=A, session_id=A, programme_id=B, step=TrappanStep.CONTACT, presence=Presence.PRESENT
    )
    absent = replace(there, id=B, programme_id=C, presence=Presence.ABSENT)
    faults = trappan_session_faults(SESSION, [there, absent], today=TODAY)
    assert [(each.field, each.source) for each in faults] == [("concern_check", "domain.md T8")]


def test_T9_a_childs_file_is_never_in_her_view():
    case = Case(id=B, code="KB-27-001", person_id=A, opened_on=TODAY)
    attendance = TrappanAttendance(id=C, session_id=A, programme_id=A, step=TrappanStep.CONTACT)
    decision = Decision(id=A, child_id=C, kind=DecisionKind.PREVENTED, valid_from=TODAY)
    own = [replace(each, id=new_id()) for each in (RUNNING, SESSION, attendance, NOTE, decision)]
    assert {type(each) for each in own} == set(CHILDS_OWN)
    hers = consent(attitude=Attitude.WANTS_NOT, attitude_reason="Sa barnet")
    his = consent(id=new_id(), given_by_id=B, state=ConsentState.REFUSED)
    childs = consent(id=new_id(), given_by_id=None)
    task = Task(id=new_id(), what="Prov", due_on=TODAY, source=TaskSource.RULE, rule="domain.md T5")
    seen = own_view([case, *own, hers, his, childs, task])
    assert seen == [case, replace(hers, attitude=None, attitude_reason="")]


def test_a_childs_consent_says_what_the_child_wants():
    def faults(**change):
        return found(consent_faults(consent(**change), today=TODAY))

    assert faults() == set()
    assert faults(attitude=None) == {("STOPP", "attitude")}
    assert faults(attitude=Attitude.NOT_ASKED) == {("STOPP", "attitude_reason")}
    assert faults(attitude=Attitude.NOT_ASKED, attitude_reason="Fyra år") == set()
    assert faults(attitude=None, given_by_id=None) == set()
