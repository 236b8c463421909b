"""Rules T1 to T9 through the flows: what is stored afterwards, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernCheck, ConcernReport
from kvinnobyran.domain.consent import Consent, ConsentPurpose, ConsentState, stands
from kvinnobyran.domain.grounds import Decision, DecisionKind, Ground
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import NoteState
from kvinnobyran.domain.outgoing import LetterTemplate
from kvinnobyran.domain.relation import CustodyKind, MayContact
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.settings import TRAPPAN_GROUNDS
from kvinnobyran.domain.trappan import (
    Outcome,
    PauseCause,
    ProgrammeState,
    SafetyCheck,
    TrappanStep,
)
from kvinnobyran.domain.trappan_session import TrappanSession
from kvinnobyran.domain.trappan_start import ASK_OWN, OWN_NEEDED
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import (
    child_notes,
    consents,
    decisions,
    trappan,
    trappan_grounds,
    trappan_pause,
)
from kvinnobyran.flows import (
    office as settings,
)
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.own_view import hers
from tests.flows.trappan_kit import (
    a_child,
    a_family,
    answers,
    held,
    in_custody,
    may_contact,
    now,
    offered,
    planned,
    running,
    said,
    waiting,
)

S, Step = ProgrammeState, TrappanStep
TRAPPAN = ConsentPurpose.TRAPPAN


def refused(flow, *args, **kwargs):
    with pytest.raises(Refused) as error:
        flow(*args, **kwargs)
    return said(error)


def verdict(office, child, purpose=TRAPPAN):
    return stored.verdict_for(office.database, child.id, office.work.today, purpose)


def consent_of(office, family, by):
    found = stored.consents_about(office.database, family.child.id, TRAPPAN)
    return next(each for each in found if each.given_by_id == by and each.state.value == "given")


def test_T1_a_planned_start_is_held_to_the_birthday(office):
    family = a_family(office, "2023-03-20")
    early = date(2027, 3, 19)
    assert refused(offered, office, family.case, family.child, planned_start=early) == {
        ("STOPP", "planned_start")
    }
    kept = offered(office, family.case, family.child, planned_start=date(2027, 3, 20))
    assert refused(trappan.save_programme, office.work, replace(kept, planned_start=early)) == {
        ("STOPP", "planned_start")
    }


def test_T2_no_start_without_ground_and_a_reason_for_what_is_not_safe(office):
    family = a_family(office)
    programme = offered(
        office, family.case, family.child, safety=SafetyCheck.PARTLY, parent_talk_on=None
    )
    today = office.work.today
    assert ("STOPP", "state") in refused(trappan.start_trappan, office.work, programme, today)
    trappan.seek_consent(office.work, programme)
    assert ("STOPP", "ground") in refused(trappan.start_trappan, office.work, programme, today)
    answers(office, family.case, family.child, family.mother)
    assert now(office, programme).state is S.SOUGHT
    answers(office, family.case, family.child, family.father.id)
    assert now(office, programme).state is S.READY
    assert refused(trappan.start_trappan, office.work, programme, today) == {
        ("VARNA", "safety"),
        ("VARNA", "parent_talk_on"),
    }
    reasons = {"safety": "Bor skyddat sedan i går", "parent_talk_on": "Hålls i morgon"}
    started = trappan.start_trappan(office.work, programme, today, reasons=reasons)
    assert started.state is S.CONTACT
    tomorrow = today + timedelta(days=1)
    other = a_child(office, family.case, "2018-01-01", "Bo")
    in_custody(office, family.case, other, family.father)
    second = offered(office, family.case, other)
    for guardian in (family.mother, family.father.id):
        answers(office, family.case, other, guardian)
    assert refused(trappan.start_trappan, office.work, second, tomorrow) == {
        ("STOPP", "contact_started_on")
    }


def test_T2_one_child_has_one_programme_at_a_time(office):
    family = a_family(office)
    first = offered(office, family.case, family.child)
    assert refused(offered, office, family.case, family.child) == {("STOPP", "child_id")}
    trappan.break_off_trappan(office.work, first, office.work.today, "Tackade nej")
    offered(office, family.case, family.child)


def test_T3_which_grounds_are_accepted_is_a_setting(office):
    family = a_family(office, kind=CustodyKind.SOLE_A)
    answers(office, family.case, family.child, family.mother)
    assert verdict(office, family.child).ground is Ground.SOLE
    settings.change_setting(office.work, TRAPPAN_GROUNDS, "both,own")
    assert not verdict(office, family.child).allowed


def test_T3_decisions_are_about_trappan_and_hold_for_nothing_else(office):
    family = a_family(office)
    board = Decision(
        id=new_id(),
        child_id=family.child.id,
        kind=DecisionKind.BOARD_FOR_ONE,
        reference="påhittad 2027-88",
        valid_from=office.work.today,
        valid_until=office.work.today + timedelta(days=60),
    )
    assert refused(decisions.save_decision, office.work, replace(board, reference="")) == {
        ("STOPP", "reference")
    }
    decisions.save_decision(office.work, board)
    for purpose in (TRAPPAN, ConsentPurpose.EVENING_CAFE):
        answers(office, family.case, family.child, family.mother, purpose=purpose)
    assert verdict(office, family.child).ground is Ground.BOARD_FOR_ONE
    assert not verdict(office, family.child, ConsentPurpose.EVENING_CAFE).allowed
    assert len(waiting(office, "domain.md S4")) == 2
    decisions.remove_decision(office.work, board)
    assert waiting(office, "domain.md S4") == []


def test_T3_who_must_never_be_contacted_is_never_asked(office):
    family = a_family(office)
    may_contact(office, family, MayContact.NO)
    answer = verdict(office, family.child)
    assert family.father.id in answer.never
    assert family.father.id not in {person for person, _ in answer.ask}
    asked = Consent(
        id=new_id(),
        case_id=family.case.id,
        person_id=family.child.id,
        purpose=TRAPPAN,
        asked_on=office.work.today,
        given_by_id=family.father.id,
    )
    assert refused(consents.save_consent, office.work, asked) == {("STOPP", "given_by_id")}
    answers(office, family.case, family.child, family.father.id, ConsentState.REFUSED)


def test_T4_back_a_step_wants_a_reason_and_nothing_follows_the_end(office):
    family = a_family(office)
    programme = running(office, family)
    today = office.work.today
    take = trappan.take_step
    assert ("STOPP", "state") in refused(take, office.work, programme, Step.KNOWLEDGE, today)
    take(office.work, programme, Step.RECONSTRUCTION, today)
    assert refused(take, office.work, programme, Step.CONTACT, today) == {("VARNA", "step")}
    take(office.work, programme, Step.CONTACT, today, reasons={"step": "Behöver mer tid"})
    take(office.work, programme, Step.RECONSTRUCTION, today)
    take(office.work, programme, Step.KNOWLEDGE, today)
    late = planned(office, [programme], today + timedelta(days=7), Step.KNOWLEDGE)
    assert refused(trappan.finish_trappan, office.work, programme, today, None) == {
        ("STOPP", "outcome")
    }
    done = trappan.finish_trappan(office.work, programme, today, Outcome.SATISFIED)
    assert done.knowledge_finished_on == today
    cancelled = office.database.get(TrappanSession, late.id)
    assert cancelled.attendance is SessionAttendance.CANCELLED_BY_US
    office.later(7)
    assert refused(planned, office, [programme], office.work.today, Step.KNOWLEDGE) == {
        ("STOPP", "held_on")
    }


def test_T5_a_remaining_ground_is_tried_and_lets_it_go_on(office):
    """From both guardians to the one alone, with the board's decision (a to c)."""
    family = a_family(office)
    programme = running(office, family)
    decisions.save_decision(
        office.work,
        Decision(
            id=new_id(),
            child_id=family.child.id,
            kind=DecisionKind.BOARD_FOR_ONE,
            reference="påhittad 2027-88",
            valid_from=office.work.today,
        ),
    )
    consents.withdraw(office.work, consent_of(office, family, family.father.id), reason="Ringde")
    assert now(office, programme).state is S.PAUSED
    assert {task.what for task in waiting(office, "domain.md T5")} == {
        trappan_grounds.CONCERN,
        trappan_grounds.ANOTHER_GROUND,
    }
    assert verdict(office, family.child).ground is Ground.BOARD_FOR_ONE
    assert refused(trappan_pause.resume_trappan, office.work, programme) == {
        ("STOPP", "pause_check")
    }
    trappan_pause.answer_concern(office.work, programme, ConcernCheck.NO_CONCERN)
    assert trappan_pause.resume_trappan(office.work, programme).state is S.CONTACT
    assert waiting(office, "domain.md T5") == []


def test_T5_a_session_from_before_the_withdrawal_may_be_written_down_after_it(office):
    family = a_family(office)
    programme = running(office, family)
    today = office.work.today
    morning = planned(office, [programme], today, at=time(9))
    afternoon = planned(office, [programme], today, at=time(13))
    consents.withdraw(office.work, consent_of(office, family, family.mother), reason="Ringde")
    written = office.database.get(TrappanSession, morning.id)
    assert written.attendance is SessionAttendance.PLANNED
    office.now += timedelta(hours=5)
    assert held(office, written).took_place
    assert refused(held, office, office.database.get(TrappanSession, afternoon.id)) == {
        ("STOPP", "attendance")
    }


def test_T5_custody_that_changes_and_decisions_that_go_stop_it_too(office):
    family = a_family(office, kind=CustodyKind.SOLE_A)
    programme = offered(office, family.case, family.child)
    answers(office, family.case, family.child, family.mother)
    trappan.start_trappan(office.work, programme, office.work.today)
    in_custody(office, family.case, family.child, family.father)
    halted = now(office, programme)
    assert (halted.state, halted.pause_cause) == (S.PAUSED, PauseCause.NO_GROUND)


def test_T5_what_lapses_by_itself_is_found_at_the_next_unlock(office):
    family = a_family(office, kind=CustodyKind.SOLE_A)
    programme = offered(office, family.case, family.child)
    given = answers(office, family.case, family.child, family.mother)
    until = office.work.today + timedelta(days=10)
    consents.save_consent(office.work, replace(given, valid_until=until))
    trappan.start_trappan(office.work, programme, office.work.today)
    office.later(10)
    assert trappan_grounds.look_over_grounds(office.work) == 0
    office.later(1)
    assert trappan_grounds.look_over_grounds(office.work) == 1
    assert now(office, programme).state is S.PAUSED
    lapsed = office.database.get(Consent, given.id)
    assert stands(lapsed, office.work.today) is ConsentState.EXPIRED
    assert trappan_grounds.look_over_grounds(office.work) == 0


def test_T5_by_hand_it_is_paused_when_it_is_not_safe(office):
    family = a_family(office)
    programme = running(office, family)
    session = planned(office, [programme], office.work.today + timedelta(days=7))
    trappan_pause.pause_trappan(office.work, programme, cause=PauseCause.UNSAFE, reason="Hot")
    assert office.database.get(TrappanSession, session.id).reason == "Trappan är pausad: Hot"
    assert refused(planned, office, [programme], office.work.today) == {("STOPP", "attendance")}
    assert trappan_pause.resume_trappan(office.work, programme).state is S.CONTACT


def test_T6_eighteen_in_the_middle(office):
    office.now = datetime(2027, 2, 9, 10, 15, tzinfo=UTC)
    family = a_family(office, "2009-06-01")
    programme = running(office, family)
    assert [(task.what, task.due_on) for task in waiting(office, "domain.md T6")] == [
        (ASK_OWN, date(2027, 3, 1)),
        (OWN_NEEDED, date(2027, 6, 1)),
    ]
    trappan.let_share(office.work, programme, "Att hon mår bättre.", asked_on=office.work.today)
    told, _ = trappan.give_feedback(office.work, programme, family.mother, on=office.work.today)
    assert told == "Att hon mår bättre."

    office.now = datetime(2027, 6, 1, 8, 0, tzinfo=UTC)
    assert refused(planned, office, [programme], office.work.today) == {("STOPP", "ground")}
    assert trappan_grounds.look_over_grounds(office.work) == 1
    assert now(office, programme).state is S.PAUSED
    found = stored.consents_about(office.database, family.child.id, TRAPPAN)
    birth = family.child.birth
    assert {stands(each, office.work.today, birth) for each in found} == {ConsentState.OF_AGE}
    assert refused(
        trappan.give_feedback, office.work, programme, family.mother, on=office.work.today
    ) == {("STOPP", "guardian")}
    assert refused(consents.ask_in_writing, office.work, found[0]) == {("STOPP", "guardian")}
    answers(office, family.case, family.child, family.child.id)
    assert verdict(office, family.child).ground is Ground.OWN
    trappan_pause.answer_concern(office.work, programme, ConcernCheck.NO_CONCERN)
    assert trappan_pause.resume_trappan(office.work, programme).state is S.CONTACT
    child = family.child.id
    assert child_notes.show_child_file(office.work, child, child) == ()
    assert refused(child_notes.show_child_file, office.work, child, family.mother) == {
        ("STOPP", "asker")
    }


def test_T6_with_an_own_consent_in_time_nothing_stops(office):
    family = a_family(office, "2009-06-01")
    programme = running(office, family)
    office.now = datetime(2027, 5, 3, 8, 0, tzinfo=UTC)
    answers(office, family.case, family.child, family.child.id)
    office.now = datetime(2027, 6, 1, 8, 0, tzinfo=UTC)
    trappan_grounds.look_over_grounds(office.work)
    assert now(office, programme).state is S.CONTACT
    assert verdict(office, family.child).ground is Ground.OWN


def a_note(office, family, **change):
    note = ChildNote(
        id=new_id(),
        case_id=family.case.id,
        child_id=family.child.id,
        written_on=office.work.today,
        text="Påhittad berättelse.",
    )
    return replace(note, **change)


def test_T7_a_note_belongs_to_a_child_who_was_there(office):
    family = a_family(office)
    programme = running(office, family)
    other = a_child(office, family.case, "2018-01-01", "Bo")
    session = held(office, planned(office, [programme], office.work.today))
    wrong = a_note(office, family, child_id=other.id, session_id=session.id)
    assert refused(child_notes.sign_child_note, office.work, wrong) == {("STOPP", "session_id")}
    signed = child_notes.sign_child_note(office.work, a_note(office, family, session_id=session.id))
    assert signed.state is NoteState.SIGNED
    assert refused(child_notes.save_child_note, office.work, signed) == {("STOPP", "text")}
    assert refused(child_notes.remove_child_note, office.work, signed) == {("STOPP", "text")}
    correction = a_note(office, family, text="Rättad.", correction_reason="Fel ord")
    corrected = child_notes.correct_child_note(office.work, signed, correction)
    assert corrected.corrects_id == signed.id
    again = replace(correction, id=new_id())
    assert refused(child_notes.correct_child_note, office.work, signed, again) == {
        ("STOPP", "text")
    }


def test_T8_neither_session_nor_note_is_closed_without_the_check(office):
    family = a_family(office)
    programme = running(office, family)
    session = planned(office, [programme], office.work.today)
    assert refused(held, office, session, None) == {("STOPP", "concern_check")}
    held(office, session, ConcernCheck.REPORTED)
    held(office, replace(session, minutes=45), ConcernCheck.REPORTED)
    assert office.database.value("SELECT count(*) FROM concern_report") == 1


def test_T8_a_withdrawal_that_raises_concern_opens_a_report(office):
    family = a_family(office)
    programme = running(office, family)
    consents.withdraw(office.work, consent_of(office, family, family.mother), reason="Pressad")
    assert refused(
        trappan_pause.answer_concern, office.work, programme, ConcernCheck.NOT_ASSESSED
    ) == {("STOPP", "concern_reason")}
    trappan_pause.answer_concern(office.work, programme, ConcernCheck.REPORTED)
    assert office.database.one(ConcernReport, "SELECT * FROM concern_report") is not None


def test_T9_her_view_shows_nothing_of_what_the_child_told(office):
    family = a_family(office)
    programme = running(office, family)
    session = held(office, planned(office, [programme], office.work.today))
    child_notes.sign_child_note(office.work, a_note(office, family, session_id=session.id))
    whole = dossier(office.database, family.case.id)
    assert whole.of(ChildNote)
    seen = hers(whole)
    for kind in (ChildNote, TrappanSession, type(programme), Decision):
        assert seen.of(kind) == ()
    assert [each.given_by_id for each in seen.of(Consent)] == [family.mother]
    assert all(each.attitude is None for each in seen.of(Consent))


def test_T9_a_parent_hears_what_the_child_has_approved_and_nothing_else(office):
    family = a_family(office)
    programme = running(office, family)
    today = office.work.today
    tell = trappan.give_feedback
    assert refused(tell, office.work, programme, family.mother, on=today) == {
        ("STOPP", "may_share")
    }
    trappan.let_share(office.work, programme, "", asked_on=today)
    assert refused(tell, office.work, programme, family.mother, on=today) == {
        ("STOPP", "may_share")
    }
    trappan.let_share(office.work, programme, "Att jag har ritat.", asked_on=today)
    may_contact(office, family, MayContact.NO)
    assert refused(tell, office.work, programme, family.father.id, on=today) == {
        ("STOPP", "guardian")
    }
    words, paper = tell(office.work, programme, family.mother, on=today)
    assert words == "Att jag har ritat."
    assert paper.template is LetterTemplate.ORDINARY
    assert now(office, programme).feedback_to_id == family.mother
