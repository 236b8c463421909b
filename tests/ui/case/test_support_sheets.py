"""The sheets of support: a draft of one step is no draft of another, and nothing typed is lost."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.goal import Goal, GoalState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState, Purpose
from kvinnobyran.domain.kinds.counselling import COUNSELLING, CRISIS
from kvinnobyran.domain.kinds.practical_support import PRACTICAL_SUPPORT
from kvinnobyran.domain.kinds.therapy import CBT, THERAPY
from kvinnobyran.domain.plan import ActionPlan, Measure, MeasureState, PlanState
from kvinnobyran.domain.session import (
    CounsellingSession,
    Participant,
    Presence,
    Role,
    SessionAttendance,
)
from kvinnobyran.flows import goals, interventions, plans, sessions
from kvinnobyran.flows.kinds import stop_offering
from kvinnobyran.store import cases as stored
from kvinnobyran.store import support
from kvinnobyran.store.found import found as found_by
from kvinnobyran.ui.case.goals.part import goals_card
from kvinnobyran.ui.case.plan.doing import measures_card
from kvinnobyran.ui.case.plan.part import plan_card
from kvinnobyran.ui.case.reading import Passage
from kvinnobyran.ui.case.sessions.sheets import session_sheet
from kvinnobyran.ui.kit.buttons import Button
from tests.ui.kit.walk import nameless
from tests.ui.rig import take_paper


@pytest.fixture
def offered(rig, case):
    return interventions.save_intervention(
        rig.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=THERAPY,
            offered_on=rig.desk.today,
            counsellor="Greta",
            urgent_motive="Påhittat",
        ),
    )


@pytest.fixture
def talks(rig, offered):
    begun = replace(offered, purposes=frozenset({Purpose.PROCESSING}))
    return interventions.start_intervention(rig.work, begun, rig.desk.today)


def fill(page, **values):
    for name, value in values.items():
        page._sheet.form.editor(name).set_value(value)
        page._sheet.form.editor(name).edited.emit()


def enter(page, **values):
    fill(page, **values)
    page._sheet.save()


def seen(page, name):
    return not page._sheet.form._boxes[name].isHidden()


def press(page, text):
    page.refresh()
    page.show_tab("sessions")
    tab = page._pages["sessions"]
    # What was shown before stands first, hidden, and waits to be deleted.
    [each for each in tab.findChildren(Button) if each.text() == text][-1].click()


def test_to_start_and_to_change_have_a_draft_each(page, rig, offered):
    press(page, "Starta")
    assert page._sheet.kind == "intervention_start"
    fill(page, purpose_words="Våga igen")
    page._sheet.put_aside()
    press(page, "Ändra insatsen")
    assert page._sheet.form.editor("purpose_words").value() == ""
    page._sheet.put_aside()
    press(page, "Starta")
    assert page._sheet.form.editor("purpose_words").value() == "Våga igen"
    enter(page, purposes=frozenset({Purpose.PROCESSING}))
    begun = rig.database.get(Intervention, offered.id)
    assert (begun.state, begun.started_on) == (InterventionState.ONGOING, rig.desk.today)
    assert begun.purpose_words == "Våga igen"


def test_where_two_supports_go_on_the_sheet_asks_which_and_keeps_what_was_entered(
    page, rig, case, talks
):
    page.refresh()
    page.open_sheet("session")
    assert "support" not in page._sheet.form.values(), "with one there is nothing to choose"
    page._sheet.put_aside()
    practical = interventions.save_intervention(
        rig.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=PRACTICAL_SUPPORT,
            offered_on=rig.desk.today,
            started_on=rig.desk.today,
            state=InterventionState.ONGOING,
            counsellor="Greta",
            urgent_motive="Påhittat",
        ),
        reasons={"purposes": "Påhittat"},
    )
    page.refresh()
    page.open_sheet("session")
    first = page._sheet
    assert first.accessibleName().endswith(PRACTICAL_SUPPORT.label), "the latest, until said"
    fill(page, minutes=45, starts_at=dt.time(13), attendance=SessionAttendance.PLANNED)
    assert first.form.values()["support"] == practical.id
    fill(page, support=talks.id)
    assert page._sheet is not first
    assert page._sheet.record == first.record
    assert page._sheet.accessibleName().endswith(THERAPY.label)
    values = page._sheet.form.values()
    assert (values["minutes"], values["starts_at"], values["support"]) == (
        45, dt.time(13), talks.id,
    )  # fmt: skip
    page._sheet.put_aside()
    page.open_record(first.record)
    assert page._sheet.form.values()["minutes"] == 45, "its draft knows in which support"
    page._sheet.save()
    (kept,) = rig.database.all(CounsellingSession, "SELECT * FROM counselling_session")
    assert (kept.intervention_id, kept.minutes) == (talks.id, 45)


def test_the_methods_are_those_of_the_kind_also_when_a_draft_comes_back(page, rig, case):
    page.open_sheet("intervention")
    method = page._sheet.form.editor("method")
    fill(page, kind=THERAPY, method=CBT)
    record = page._sheet.record
    page._sheet.put_aside()
    page.open_record(record)
    form = page._sheet.form
    assert (form.editor("kind").value(), form.editor("method").value()) == (THERAPY, CBT)
    fill(page, kind=COUNSELLING)
    method = form.editor("method")
    assert method.value() is None
    assert CRISIS.label in [method.itemText(at) for at in range(method.count())]
    enter(page, method=CRISIS)
    assert rig.database.get(Intervention, record).method is CRISIS


def test_pause_take_up_end_and_aftercare_by_their_buttons(page, rig, talks):
    page.refresh()
    press(page, "Pausa")
    enter(page, paused_until=rig.desk.today + dt.timedelta(days=20), pause_reason="Resa")
    assert rig.database.get(Intervention, talks.id).state is InterventionState.PAUSED
    assert page._next.text() == "Ta upp insatsen"
    page._take_step()
    assert rig.database.get(Intervention, talks.id).state is InterventionState.ONGOING
    press(page, "Avsluta insatsen")
    enter(page)
    press(page, "Eftervård")
    enter(page)
    after = rig.database.get(Intervention, talks.id)
    assert (after.state, after.aftercare_until) == (
        InterventionState.AFTERCARE,
        dt.date(2027, 5, 9),
    )


def new_session(page, intervention):
    page.edit(session_sheet(page.room.around, intervention))


def test_what_is_planned_asks_for_a_series_and_what_was_held_for_its_effect(page, rig, talks):
    page.refresh()
    new_session(page, talks)
    assert seen(page, "effect")
    assert seen(page, "themes")
    assert not seen(page, "count")
    assert not seen(page, "reason")
    fill(page, attendance=SessionAttendance.MISSED)
    assert seen(page, "reason")
    assert not seen(page, "effect")
    fill(page, attendance=SessionAttendance.PLANNED)
    assert seen(page, "count")
    assert not seen(page, "reason")
    enter(page, count=3, weeks=2, starts_at=dt.time(10))
    assert len(stored.planned_sessions(rig.database, talks.case_id)) == 3


def test_practical_support_asks_for_less(page, rig, case):
    going = interventions.save_intervention(
        rig.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=PRACTICAL_SUPPORT,
            state=InterventionState.ONGOING,
            offered_on=rig.desk.today,
            started_on=rig.desk.today,
            urgent_motive="Påhittat",
        ),
    )
    page.refresh()
    new_session(page, going)
    assert "effect" not in page._sheet.form.values()
    assert page._sheet.buttons[-1].text() == "Spara tillfället"
    enter(page, minutes=30)
    assert rig.went.toasts[-1] == ("Tillfället är sparat", True)


def test_who_was_there_comes_back_with_the_draft_and_is_saved(page, rig, talks):
    page.refresh()
    new_session(page, talks)
    record = page._sheet.record
    people = page._sheet.form.editor("participants")
    people.role.set_value(Role.CHILD)
    people.role.edited.emit()
    people.words.set_value("äldsta")
    QTest.keyClick(people.words, Qt.Key.Key_Return)
    people.role.set_value(Role.INTERPRETER)
    people.words.set_value("tolk från förmedlingen")
    page._sheet.put_aside()
    page.open_record(record)
    people = page._sheet.form.editor("participants")
    (child,) = people.value()
    assert (child.role, child.words, child.presence) == (Role.CHILD, "äldsta", Presence.PRESENT)
    assert people.words.value() == "tolk från förmedlingen"
    page._sheet.save()
    told = [line.fault.sentence for box in page._sheet.form._boxes.values() for line in box.lines]
    assert told == ["Lägg till personen, eller töm raden."]
    people.role.set_value(Role.INTERPRETER)
    people.add.setEnabled(True)
    people.add.click()
    people._rows[1].presence.set_value(Presence.ABSENT)
    page._sheet.save()
    saved = support.participants(rig.database, record)
    assert [(each.role, each.presence) for each in saved] == [
        (Role.CHILD, Presence.PRESENT),
        (Role.INTERPRETER, Presence.ABSENT),
    ]
    page.open_record(record)
    people = page._sheet.form.editor("participants")
    people._rows[0].away.click()
    page._sheet.save()
    (left,) = support.participants(rig.database, record)
    assert left.role is Role.INTERPRETER


def test_somebody_who_is_to_come_is_expected(page, rig, talks):
    page.refresh()
    new_session(page, talks)
    fill(page, attendance=SessionAttendance.PLANNED)
    people = page._sheet.form.editor("participants")
    people.role.set_value(Role.AUTHORITY)
    people._add()
    enter(page, held_on=rig.desk.today + dt.timedelta(days=1))
    (seat,) = rig.database.all(Participant, "SELECT * FROM session_participant")
    assert seat.presence is Presence.EXPECTED


def test_a_goal_is_set_appraised_and_reached_from_its_card(page, rig, case):
    page.open_sheet("goal")
    enter(page, words="Kunna sova")
    goal = rig.database.one(Goal, "SELECT * FROM goal")
    page.open_record(goal.id)
    assert page._sheet.kind == "goal_appraisal"
    enter(page, her=3)
    (told,) = support.appraisals(rig.database, goal.id)
    assert told.value == 3
    page.open_sheet("goal", goal.id)
    enter(page, state=GoalState.REACHED)
    reached = rig.database.get(Goal, goal.id)
    assert (reached.state, reached.ended_on) == (GoalState.REACHED, rig.desk.today)
    page.open_record(goal.id)
    assert page._sheet.kind == "goal"
    page._leave()
    goals.resume_goal(rig.work, reached)
    page.refresh()
    card = goals_card(page.room, page.room.dossier)
    (row,) = card.rows
    assert row.accessibleName() == "Kunna sova, Hon 3 av 10, 2027-02-09"
    choose(card, "Ta bort senaste skattningen")
    assert support.appraisals(rig.database, goal.id) == []
    card.deleteLater()


def choose(card, text):
    """Choose from the menu of the card's first row."""
    menu = QMenu()
    card._menu(card.rows[0].line.key, menu)
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_a_plan_nobody_agreed_on_is_taken_away_from_its_card(page, rig, case):
    page.open_sheet("action_plan")
    fill(page, goals=("Kunna sova",))
    page._sheet.buttons[0].click()
    card = plan_card(page.room, page.room.dossier)
    choose(card, "Ta bort utkastet")
    assert support.plans(rig.database, case.id) == []
    card.deleteLater()


def test_a_plan_is_written_agreed_and_printed_without_a_name(page, rig, case, monkeypatch):
    printed = []
    take_paper(monkeypatch, printed)
    page.open_sheet("action_plan")
    fill(
        page,
        goals=("Kunna sova", "Ringa Snö"),
        measures=(Measure(id=new_id(), plan_id="", what="Samtal"),),
    )
    record = page._sheet.record
    page._sheet.buttons[0].click()
    draft = rig.database.get(ActionPlan, record)
    assert (draft.state, draft.goals) == (PlanState.DRAFT, ("Kunna sova", "Ringa Snö"))
    press(page, "Fortsätt utkastet")
    assert page._sheet.record == record
    enter(page, follow_up_on=rig.desk.today + dt.timedelta(days=30))
    assert rig.database.get(ActionPlan, record).state is PlanState.AGREED
    press(page, "Skriv ut")
    page._sheet.save()
    assert printed == []
    told = [line for box in page._sheet.form._boxes.values() for line in box.lines]
    assert [line.fault.source for line in told] == ["domain.md D8"]
    told[0].reason.set_value("Hon vill ha kvar det")
    page._sheet.save()
    assert printed[0].startswith(b"%PDF")
    assert rig.went.toasts[-1] == ("Planen är utskriven", False)
    (measure,) = support.measures(rig.database, record)
    page.open_record(measure.id)
    enter(page, result="Hon kom")
    (done,) = support.measures(rig.database, record)
    assert (done.state, done.done_on) == (MeasureState.DONE, rig.desk.today)
    to_do = measures_card(page.room, page.room.dossier)
    choose(to_do, "Ska göras ändå")
    to_do.deleteLater()
    (again,) = support.measures(rig.database, record)
    assert again.state is MeasureState.OPEN
    press(page, "Följ upp")
    enter(page, follow_up="Det går bra")
    assert rig.database.get(ActionPlan, record).state is PlanState.FOLLOWED_UP
    page.open_record(record)
    assert page._sheet is None
    page.open_sheet("plan_follow_up", record)
    assert page._sheet is None
    card = plan_card(page.room, page.room.dossier)
    (row,) = card.rows
    row.click()
    read = [each.accessibleName() for each in card.findChildren(Passage)]
    assert any("Kunna sova\nRinga Snö" in words and "Det går bra" in words for words in read)
    card.deleteLater()


def test_the_effect_is_asked_about_by_itself_and_found_again(page, rig, talks):
    page.refresh()
    press(page, "Hjälper det?")
    enter(page, effect=4, effect_words="Lite, men jag sover")
    (told,) = support.dialogues(rig.database, talks.id)
    assert (told.value, told.session_id) == (4, None)
    (moment,) = [each for each in page.room.moments(page.room.dossier) if each.kind == "Effekt"]
    assert (moment.id, moment.state) == (told.id, "4 av 10")
    (found,) = found_by(rig.database, "sover")
    page.open_record(found.id)
    enter(page, effect=5)
    (again,) = support.dialogues(rig.database, talks.id)
    assert (again.id, again.value, again.words) == (told.id, 5, "Lite, men jag sover")
    press(page, "Hjälper det?")
    page._sheet.save()
    said = [line.fault.sentence for box in page._sheet.form._boxes.values() for line in box.lines]
    assert said == ["Effekten är från 1 till 10."]
    record = page._sheet.record
    page._sheet.put_aside()
    page.open_sheet("effect_dialogue", record)
    assert page._sheet.record == talks.id


def test_every_sheet_of_support_says_what_each_of_its_parts_is(page, rig, talks):
    met = CounsellingSession(
        id=new_id(),
        intervention_id=talks.id,
        held_on=rig.desk.today,
        attendance=SessionAttendance.HELD,
    )
    sessions.save_session(rig.work, met)
    goal = goals.save_goal(
        rig.work, Goal(id=new_id(), case_id=talks.case_id, words="Sova", set_on=rig.desk.today)
    )
    plans.save_plan(rig.work, plans.next_version(rig.work, talks.case_id))
    page.refresh()
    for kind, record in (
        ("intervention", talks.id),
        ("intervention_pause", talks.id),
        ("session", met.id),
        ("goal", goal.id),
        ("goal_appraisal", goal.id),
        ("action_plan", ""),
    ):
        page.open_sheet(kind, record)
        assert nameless(page._sheet) == [], kind
        page._leave()
    page.show_tab("sessions")
    assert nameless(page._pages["sessions"]) == []


def test_r5_a_kind_that_is_no_longer_offered_is_shown_only_where_a_record_has_it(
    rig, page, offered
):
    row = support.kind_on_offer(rig.database, THERAPY.value)
    rig.clock.on(days=2)
    stop_offering(rig.work, row)
    rig.clock.on(days=2)
    page.refresh()
    page.open_sheet("intervention")
    chips = page._sheet.form.editor("kind")
    assert "Terapi" not in {chip.text() for chip in chips._chips if not chip.isHidden()}
    page._sheet.put_aside()
    page.open_sheet("intervention", offered.id)
    chips = page._sheet.form.editor("kind")
    assert chips.value() is THERAPY
    assert "Terapi" in {chip.text() for chip in chips._chips if not chip.isHidden()}


def test_leaving_a_sheet_says_what_becomes_of_what_is_typed(page):
    page.open_sheet("goal")
    sheet = page._sheet
    assert (sheet._aside.text(), sheet._away.isHidden()) == ("Stäng", True)
    QTest.keyClicks(sheet.form.editor("words").as_widget(), "Sova")
    assert (sheet._aside.text(), sheet._away.isHidden()) == ("Lägg åt sidan", False)
    sheet.put_aside()
    page.open_sheet("goal", sheet.record)
    assert page._sheet._aside.text() == "Lägg åt sidan"
