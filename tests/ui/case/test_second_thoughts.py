"""What is not seen is not saved, and every draft and refusal finds its way."""

import datetime as dt

from PySide6.QtTest import QTest

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import ContactWay, Identity, Person
from kvinnobyran.domain.session import (
    CounsellingSession,
    Participant,
    Presence,
    Role,
    SessionAttendance,
)
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.flows import interventions
from kvinnobyran.flows.assessments import book_assessment
from kvinnobyran.flows.drafts import drafts_of
from kvinnobyran.store import cases as stored
from kvinnobyran.ui.case.assessment.sheets import rebooking_sheet
from kvinnobyran.ui.case.notes.part import NoteList
from kvinnobyran.ui.case.sessions.sheets import session_sheet
from tests.ui.case.test_case_page import button, enter, next_step, shown, told


def ongoing(rig, case, kind=COUNSELLING):
    return interventions.save_intervention(
        rig.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=kind,
            offered_on=rig.desk.today,
            started_on=rig.desk.today,
            state=InterventionState.ONGOING,
            urgent_motive="Påhittat",
        ),
        reasons={"purposes": "Påhittat"},
    )


def test_an_answer_taken_back_takes_its_follow_ups_with_it(page, rig, case):
    next_step(page)
    enter(page, booked_for=dt.date(2027, 2, 9))
    next_step(page)
    enter(
        page,
        forms=frozenset({ViolenceForm.LATENT}),
        dominant=ViolenceForm.LATENT,
        asked=Answer.NO,
        concern_check=ConcernCheck.REPORTED,
        children_at_home=0,
        outcome=AssessmentOutcome.SUPPORT_OFFERED,
    )
    assert not shown(page)
    (exposure,) = stored.exposures(rig.database, case.id)
    assert (exposure.asked, exposure.forms, exposure.dominant) == (Answer.NO, frozenset(), None)
    assert stored.concern_reports(rig.database, case.id) == []


def test_an_empty_day_keeps_the_day_of_the_record(page, rig, case):
    next_step(page)
    enter(page, booked_for=dt.date(2027, 2, 9))
    next_step(page)
    enter(page, booked_for=None, children_at_home=0, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    assert not shown(page)
    (call,) = stored.assessment_calls(rig.database, case.id)
    assert call.booked_for == dt.date(2027, 2, 9)


def test_support_that_ended_can_still_be_written_about(page, rig, case):
    begun = ongoing(rig, case)
    interventions.end_intervention(
        rig.work, begun, InterventionState.COMPLETED, ended_on=rig.desk.today
    )
    page.refresh()
    page.open_sheet("intervention", stored.interventions(rig.database, case.id)[0].id)
    enter(page, purpose_words="Påhittat")
    assert not shown(page)
    (saved,) = stored.interventions(rig.database, case.id)
    assert (saved.state, saved.started_on) == (InterventionState.COMPLETED, rig.desk.today)


def test_support_without_a_purpose_ends_on_its_sheet(page, rig, case):
    page.refresh()
    begun = ongoing(rig, case)
    page.refresh()
    page.open_sheet("intervention_end", begun.id)
    enter(page)
    assert not shown(page)


def test_a_name_is_seen_until_an_anonymous_woman_has_none(page, rig, case):
    page.open_sheet("person")
    enter(page, identity=Identity.ANONYMOUS)
    assert told(page) == ["identity"]
    assert not page._sheet.form._boxes["alias"].isHidden()
    enter(page, alias="")
    assert not shown(page)
    assert rig.database.get(Person, case.person_id).called == "Anonym"


def test_what_was_typed_about_a_way_comes_back_on_its_own_sheet(page):
    way = page.room.dossier.of(ContactWay)[0]
    page.open_sheet("contact_way", way.id)
    assert page.state()["sheet"] == {"kind": "contact_way", "record": way.id}


def test_a_draft_is_found_by_its_record_alone(page, rig):
    way = page.room.dossier.of(ContactWay)[0]
    page.open_sheet("contact_way", way.id)
    page._sheet.form.editor("hours").set_value("efter fem")
    page._sheet.form.changed.emit()
    page._sheet.put_aside()
    page.open_record(way.id)
    assert page.state()["sheet"]["kind"] == "contact_way"
    assert page._sheet.form.editor("hours").value() == "efter fem"


def test_a_session_comes_back_in_the_support_it_belongs_to(page, rig, case):
    ongoing(rig, case)
    therapy = ongoing(rig, case, THERAPY)
    page.refresh()
    page.edit(session_sheet(page.room.around, therapy))
    state = page.state()["sheet"]
    page._sheet.form.editor("attendance").set_value(SessionAttendance.MISSED)
    page._sheet.form.changed.emit()
    page._sheet.put_aside()
    page.restore({"sheet": state})
    enter(page)
    (session,) = rig.database.all(CounsellingSession, "SELECT * FROM counselling_session")
    assert session.intervention_id == therapy.id


def test_a_draft_note_that_is_in_the_way_can_be_taken_away(page, rig, case):
    page.new_note()
    page._sheet.buttons[0].click()
    assert stored.unsigned_notes(rig.database, case.id)
    page.show_tab("notes")
    shown = page.findChild(NoteList)
    assert button(page, "Fortsätt skriva")
    does = dict(shown._does(shown.leaves.current()))
    does["Ta bort utkastet"]()
    assert not stored.unsigned_notes(rig.database, case.id)
    assert drafts_of(rig.database, "Greta") == []


def test_a_refusal_without_a_sheet_says_why(page, rig, case):
    book_assessment(
        rig.work, AssessmentCall(id=new_id(), case_id=case.id, booked_for=dt.date(2027, 2, 16))
    )
    page.refresh()
    page.show_tab("assessment")
    button(page, "Hon uteblev").click()
    assert rig.went.toasts[-1] == ("Ett samtal i framtiden kan inte vara uteblivet.", False)
    assert rig.troubles == []


def test_using_a_way_offers_no_undo_of_something_else(page, rig):
    page.open_sheet("contact_use", page.room.dossier.of(ContactWay)[0].id)
    page._sheet.save()
    line = page._sheet.form._boxes["value"].lines[0]
    QTest.keyClicks(line.reason, "Hon bad om det")
    page._sheet.save()
    assert rig.went.toasts[-1] == ("Du får använda den", False)


def test_a_sheet_can_be_saved_again_after_a_fault_of_ours(page, rig, case, monkeypatch):
    page.new_note()
    broken = page._sheet._savings[-1]
    with monkeypatch.context() as once:
        once.setattr(rig.database, "transaction", None)
        enter(page, text="Påhittad anteckning")
    assert len(rig.bugs) == 1
    rig.bugs.clear()
    assert broken is page._sheet._savings[-1]
    page._sheet.save()
    assert not shown(page)
    assert len(stored.notes(rig.database, case.id)) == 1


def test_who_is_to_come_to_an_assessment_is_written_when_it_is_booked(page, rig, case):
    page.open_sheet("assessment_booking")
    people = page._sheet.form.editor("participants")
    people.role.set_value(Role.AUTHORITY)
    people.words.setText("Handläggaren")
    people._add()
    page._sheet.save()
    (call,) = page.room.dossier.of(AssessmentCall)
    (seat,) = page.room.dossier.of(Participant)
    assert (seat.assessment_call_id, seat.presence) == (call.id, Presence.EXPECTED)
    page.edit(rebooking_sheet(page.room.around, call))
    page._sheet.form.editor("booked_for").set_value(rig.desk.today + dt.timedelta(days=7))
    page._sheet.save()
    again = next(each for each in page.room.dossier.of(AssessmentCall) if each.id != call.id)
    seats = page.room.dossier.of(Participant)
    assert {each.assessment_call_id for each in seats} == {call.id, again.id}
    assert {each.words for each in seats} == {"Handläggaren"}
