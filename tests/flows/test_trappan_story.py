"""Scenarios 9, 10, 12, 13 and 26 of Trappan, through the flows that the screen will call."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernCheck, ConcernChild, ConcernReport, GuardianInformed
from kvinnobyran.domain.consent import ConsentState
from kvinnobyran.domain.grounds import Decision, DecisionKind, Ground
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import MayContact
from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.trappan import PauseCause, ProgrammeState, TrappanStep, stands
from kvinnobyran.domain.trappan_session import TrappanSession
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import (
    child_notes,
    concerns,
    consents,
    decisions,
    trappan,
    trappan_grounds,
    trappan_pause,
)
from kvinnobyran.flows.concerns import FEEDBACK
from kvinnobyran.store import merges
from kvinnobyran.store import trappan as stored
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.own_view import hers
from tests.flows.conftest import Office
from tests.flows.trappan_kit import (
    Family,
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

S = ProgrammeState


def allowed(office: Office, child: Person) -> bool:
    return stored.verdict_for(office.database, child.id, office.work.today).allowed


def test_scenario_9_too_young_the_day_before_and_allowed_on_the_birthday(office):
    office.now = datetime(2027, 3, 19, 9, 0, tzinfo=UTC)
    family = a_family(office, "2023-03-20")
    with pytest.raises(Refused) as error:
        offered(office, family.case, family.child, planned_start=date(2027, 3, 19))
    assert said(error) == {("STOPP", "planned_start")}
    assert "20 mars 2027" in error.value.faults[0].sentence
    programme = offered(office, family.case, family.child, planned_start=date(2027, 3, 20))
    answers(office, family.case, family.child, family.mother)
    answers(office, family.case, family.child, family.father.id)
    with pytest.raises(Refused) as error:
        trappan.start_trappan(office.work, programme, date(2027, 3, 19))
    assert said(error) == {("STOPP", "contact_started_on")}
    office.later(1)
    started = trappan.start_trappan(office.work, programme, date(2027, 3, 20))
    assert started.state is S.CONTACT
    assert started.contact_started_on == date(2027, 3, 20)


@pytest.mark.parametrize("birth", [None, "~4@2027-01-10", "2023"])
def test_scenario_9_of_unknown_birth_it_wants_a_written_judgement(office, birth):
    family = a_family(office, birth)
    programme = offered(office, family.case, family.child)
    answers(office, family.case, family.child, family.mother)
    answers(office, family.case, family.child, family.father.id)
    with pytest.raises(Refused) as error:
        trappan.start_trappan(office.work, programme, office.work.today)
    assert said(error) == {("VARNA", "age_judgement")}
    words = {"age_judgement": "Går i förskolans äldsta grupp"}
    started = trappan.start_trappan(office.work, programme, office.work.today, reasons=words)
    assert now(office, started).age_judgement == "Går i förskolans äldsta grupp"


def test_scenario_10_the_father_refuses_and_the_board_decides(office):
    family = a_family(office)
    may_contact(office, family, MayContact.VIA_SOCIAL_SERVICES)
    programme = offered(office, family.case, family.child)
    answers(office, family.case, family.child, family.mother)
    refusal = answers(office, family.case, family.child, family.father.id, ConsentState.REFUSED)
    asked = now(office, programme)
    assert asked.state is S.SOUGHT
    assert stands(asked, allowed=allowed(office, family.child)) == "Kan ej starta"
    with pytest.raises(Refused) as error:
        trappan.start_trappan(office.work, programme, office.work.today)
    assert ("STOPP", "ground") in said(error)

    office.later(20)
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
    assert now(office, programme).state is S.READY
    answer = stored.verdict_for(office.database, family.child.id, office.work.today)
    assert answer.ground is Ground.BOARD_FOR_ONE
    assert office.database.get(type(refusal), refusal.id) == refusal, "history keeps the refusal"
    with pytest.raises(Refused) as error:
        consents.ask_in_writing(office.work, refusal)
    assert said(error) == {("STOPP", "guardian")}
    started = trappan.start_trappan(office.work, programme, office.work.today)
    assert started.state is S.CONTACT


def begun_with_four_sessions(office: Office) -> tuple[Family, list[TrappanSession]]:
    """Return a family whose fourth session was held, and the fifth and the sixth, planned."""
    office.now = datetime(2027, 3, 17, 14, 0, tzinfo=UTC)
    family = a_family(office)
    programme = running(office, family)
    for number in range(4):
        if number == 2:
            trappan.take_step(office.work, programme, TrappanStep.RECONSTRUCTION, office.work.today)
        step = TrappanStep.CONTACT if number < 2 else TrappanStep.RECONSTRUCTION
        held(office, planned(office, [programme], office.work.today, step, time(13)))
        office.later(6)
    office.now = datetime(2027, 4, 10, 9, 0, tzinfo=UTC)
    coming = [
        planned(office, [programme], date(2027, 4, day), TrappanStep.RECONSTRUCTION, time(13))
        for day in (14, 21)
    ]
    return family, coming


def test_scenario_12_a_consent_is_withdrawn_in_the_middle(office):
    family, coming = begun_with_four_sessions(office)
    programme = stored.programmes_of(office.database, family.child.id)[0]
    assert programme.state is S.RECONSTRUCTION
    office.now = datetime(2027, 4, 12, 10, 15, tzinfo=UTC)
    consent = next(
        each
        for each in stored.consents_about(
            office.database, family.child.id, consents.ConsentPurpose.TRAPPAN
        )
        if each.given_by_id == family.mother
    )
    withdrawn = consents.withdraw(office.work, consent, reason="Ringde", by="Vårdnadshavare A")
    assert withdrawn.ended_at == office.now

    paused = now(office, programme)
    assert (paused.state, paused.paused_at) == (S.PAUSED, office.now)
    assert paused.pause_cause is PauseCause.NO_GROUND
    for session in coming:
        cancelled = office.database.get(TrappanSession, session.id)
        assert cancelled.attendance is SessionAttendance.CANCELLED_BY_US
        assert "Ringde" in cancelled.reason
    office.now = datetime(2027, 4, 14, 15, 0, tzinfo=UTC)
    with pytest.raises(Refused) as error:
        held(office, office.database.get(TrappanSession, coming[0].id))
    assert said(error) == {("STOPP", "attendance")}
    assert [task.what for task in waiting(office, "domain.md T5")] == [trappan_grounds.CONCERN]
    trappan_pause.answer_concern(office.work, paused, ConcernCheck.NO_CONCERN)
    assert waiting(office, "domain.md T5") == []

    after = now(office, programme)
    assert after.started_on == date(2027, 3, 17)
    assert after.contact_finished_on is not None
    assert after.reconstruction_finished_on is None
    with pytest.raises(Refused) as error:
        trappan_pause.resume_trappan(office.work, after)
    assert said(error) == {("STOPP", "ground")}
    answers(office, family.case, family.child, family.mother)
    assert trappan_pause.resume_trappan(office.work, after).state is S.RECONSTRUCTION


def test_scenario_13_twins_one_session_and_two_files(office):
    family = a_family(office, "2020-02-02")
    iris = family.child
    olle = a_child(office, family.case, "2020-02-02", "Olle")
    in_custody(office, family.case, olle, family.father)
    programmes = []
    for child in (iris, olle):
        programme = offered(office, family.case, child)
        for guardian in (family.mother, family.father.id):
            answers(office, family.case, child, guardian)
        trappan.start_trappan(office.work, programme, office.work.today)
        programmes.append(programme)
    assert office.database.value("SELECT count(*) FROM consent") == 4
    joint = held(office, planned(office, programmes, office.work.today))
    assert office.database.value("SELECT count(*) FROM trappan_session") == 1
    assert len(stored.children_at(office.database, joint.id)) == 2
    note = ChildNote(
        id=new_id(),
        case_id=family.case.id,
        child_id=iris.id,
        session_id=joint.id,
        written_on=office.work.today,
        text="Hon ritade huset med den stora röda dörren och ville ha det kvar.",
    )
    child_notes.sign_child_note(office.work, note)
    assert [each.id for each in stored.notes_of(office.database, iris.id)] == [note.id]
    assert stored.notes_of(office.database, olle.id) == []
    with pytest.raises(Refused) as error:
        child_notes.save_child_note(office.work, replace(note, id=new_id(), child_id=olle.id))
    assert said(error) == {("VARNA", "text")}
    assert merges.candidates(office.database, iris.id) == []


def test_scenario_13_one_twin_may_stop_and_the_other_go_on(office):
    family = a_family(office, "2020-02-02")
    olle = a_child(office, family.case, "2020-02-02", "Olle")
    in_custody(office, family.case, olle, family.father)
    first = running(office, family)
    other = running(office, Family(family.case, olle, family.father))
    session = planned(office, [first, other], date(2027, 2, 20))
    mother = stored.consents_about(office.database, olle.id, consents.ConsentPurpose.TRAPPAN)[0]
    consents.withdraw(office.work, mother, reason="Vill inte mer")
    places = {
        each.programme_id: each.presence for each in stored.children_at(office.database, session.id)
    }
    assert places == {first.id: Presence.EXPECTED, other.id: Presence.CANCELLED}
    stays = office.database.get(TrappanSession, session.id)
    assert stays.attendance is SessionAttendance.PLANNED
    assert now(office, first).state is S.CONTACT
    assert now(office, other).state is S.PAUSED


def test_scenario_26_a_concern_against_her_will_from_a_session_of_trappan(office):
    family = a_family(office)
    programme = running(office, family)
    session = planned(office, [programme], office.work.today)
    with pytest.raises(Refused) as error:
        held(office, session, None)
    assert ("STOPP", "concern_check") in said(error)
    held(office, session, ConcernCheck.REPORTED)
    report = office.database.one(ConcernReport, "SELECT * FROM concern_report")
    assert report.arose_on == office.work.today
    child = office.database.one(ConcernChild, "SELECT * FROM concern_child")
    assert child.person_id == family.child.id
    concerns.save_concern_report(
        office.work,
        replace(
            report,
            state=concerns.ReportState.REPORTED,
            reported_on=office.work.today,
            reported_to="Påhittade nämnden",
            guardian_informed=GuardianInformed.NO_FOR_SAFETY,
        ),
    )
    tasks = waiting(office, "domain.md T8")
    assert [(task.what, (task.due_on - office.work.today).days) for task in tasks] == [
        (FEEDBACK, 14)
    ]
    seen = hers(dossier(office.database, family.case.id))
    assert seen.of(ConcernReport) == ()
    assert seen.of(TrappanSession) == ()
