"""Scenario 4: Rakel Lindmo's talks, from the offer to the report, on the case's own sheets.

All seven forms, three purposes; 14 sessions planned in one series, of which 11 are held, 2
missed and 1 cancelled by us. The report says 11, and the missed ones by themselves.
"""

import datetime as dt

import pytest

from kvinnobyran.domain.assessment import AssessmentOutcome
from kvinnobyran.domain.goal import Goal
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.intervention import Intervention, InterventionState, Need, Purpose
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.plan import ActionPlan, Measure, PlanState
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.flows.history import redo_step, undo_step
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import TOTAL, Audience
from kvinnobyran.store import cases as stored
from kvinnobyran.store import support
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.kit.curve import Curve
from tests.statistics.played import figures
from tests.ui.rig import ZONE, Rig

HELD, MISSED = SessionAttendance.HELD, SessionAttendance.MISSED
HOW = [HELD] * 4 + [MISSED] + [HELD] * 4 + [MISSED] + [HELD] * 3
"""How the sessions turn out week by week; the fourteenth is cancelled by us."""


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 3, 8, 10, 0, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def case(rig):
    person = Person(id=new_id(), identity=Identity.KNOWN, first_name="Rakel", last_name="Lindmo")
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    return open_case(rig.work, inquiry, person)[1]


@pytest.fixture
def page(qtbot, rig, case):
    page = CasePage(rig.desk, rig.went, case.id)
    qtbot.addWidget(page)
    page.resize(1130, 900)
    page.show()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.refresh()
    return page


def enter(page, **values):
    """Fill in the sheet that is open as a hand would, and save it."""
    sheet = page._sheet
    for name, value in values.items():
        sheet.form.editor(name).set_value(value)
        sheet.form.editor(name).edited.emit()
    sheet.save()
    told = [line.fault for box in sheet.form._boxes.values() for line in box.lines]
    assert not told, [(fault.field, fault.sentence) for fault in told]


def next_step(page, verb: str):
    """Press the header's button, which says this."""
    assert page._next.text() == verb
    page._take_step()


def talk(page, rig, case):
    """Live through the support: assessed, offered, planned, and written down week by week."""
    next_step(page, "Boka bedömningssamtal")
    enter(page, booked_for=rig.desk.today)
    next_step(page, "Skriv in bedömningen")
    enter(
        page,
        asked=Answer.YES,
        forms=frozenset(ViolenceForm),
        dominant=ViolenceForm.LATENT,
        children_at_home=0,
        outcome=AssessmentOutcome.SUPPORT_OFFERED,
    )
    next_step(page, "Erbjud en insats")
    enter(page)
    next_step(page, "Starta insatsen")
    enter(
        page,
        purposes=frozenset(Purpose),
        purpose_words="Förstå vad som har hänt och våga igen",
        needs=(Need.SAFETY, Need.CRISIS),
    )
    next_step(page, "Nytt samtal")
    enter(
        page,
        attendance=SessionAttendance.PLANNED,
        held_on=rig.desk.today + dt.timedelta(days=7),
        starts_at=dt.time(10),
        count=14,
        weeks=1,
    )
    assert len(stored.planned_sessions(rig.database, case.id)) == 14
    for week, how in enumerate(HOW):
        rig.clock.on(days=7)
        page.refresh()
        next_step(page, "Skriv in samtalet")
        said = {3: 4, 8: 6, 12: 7}.get(week)
        effect = {} if said is None else {"effect": said, "effect_words": "Det hjälper"}
        if how is MISSED:
            enter(page, attendance=how, reason="Kom inte")
        else:
            enter(page, attendance=how, **effect)
    page.refresh()
    (last,) = stored.planned_sessions(rig.database, case.id)
    page.open_record(last.id)
    enter(page, attendance=SessionAttendance.CANCELLED_BY_US, reason="Sjukdom")


def test_scenario_4_eleven_held_two_missed_one_cancelled_and_the_report_says_eleven(
    page, rig, case
):
    talk(page, rig, case)
    a_session_taken_back_is_planned_again(page, rig, case)
    the_report_says_eleven(rig)
    the_effect_is_a_curve_with_its_words(page, rig)
    goal_plan_and_follow_up_stand_beside_the_talks(page, rig, case)


def the_report_says_eleven(rig):
    report = build_report(
        rig.database,
        Period.parse("2027-H1"),
        audience=Audience.INTERNAL,
        made_on=rig.desk.today,
    )
    held = figures(report, "sessions_held")
    assert {kind: count for kind, count in held.items() if count} == {"counselling": 11, TOTAL: 11}
    attendance = figures(report, "session_attendance")
    assert {
        at: attendance[f"counselling/{at}"] for at in ("held", "missed", "cancelled_by_us")
    } == {
        "held": 11,
        "missed": 2,
        "cancelled_by_us": 1,
    }
    assert figures(report, "violence_forms") == {form.value: 1 for form in ViolenceForm} | {
        TOTAL: 1
    }
    (talks,) = rig.database.all(Intervention, "SELECT * FROM intervention")
    assert (talks.state, talks.purposes) == (InterventionState.ONGOING, frozenset(Purpose))
    assert talks.needs == (Need.SAFETY, Need.CRISIS)


def the_effect_is_a_curve_with_its_words(page, rig):
    (talks,) = rig.database.all(Intervention, "SELECT * FROM intervention")
    assert [each.value for each in support.dialogues(rig.database, talks.id)] == [4, 6, 7]
    page.show_tab("sessions")
    (curve,) = page._pages["sessions"].findChildren(Curve)
    assert curve.words.text().startswith("Effekten enligt henne, 1 till 10: 4 den 2027-04-05")
    assert curve.words.text().endswith("Sedan början 3 upp.")
    assert curve.plot.accessibleDescription() == curve.words.text()
    card = next(
        each
        for each in page._pages["sessions"].findChildren(Card)
        if each.accessibleName().startswith("Kuratorssamtal")
    )
    assert len(card.rows) == 10
    card.rows[-1].click()
    assert len(card.rows) == 14


def goal_plan_and_follow_up_stand_beside_the_talks(page, rig, case):
    page.open_sheet("goal")
    enter(page, words="Kunna sova en hel natt")
    (goal,) = rig.database.all(Goal, "SELECT * FROM goal")
    page.open_sheet("goal_appraisal", goal.id)
    enter(page, her=3, us=5)
    page.open_sheet("action_plan")
    assert page._sheet.form.editor("goals").value() == ("Kunna sova en hel natt",)
    day = rig.desk.today + dt.timedelta(days=30)
    talk = Measure(id=new_id(), plan_id="", what="Samtal varannan vecka")
    enter(page, measures=(talk,), follow_up_on=day)
    (plan,) = rig.database.all(ActionPlan, "SELECT * FROM action_plan")
    assert plan.state is PlanState.AGREED
    waiting = stored.open_tasks(rig.database, case.id)
    assert ("domain.md A21", day) in [(task.rule, task.due_on) for task in waiting]
    page.open_sheet("plan_follow_up", plan.id)
    enter(page, follow_up="Hon sover bättre")
    assert rig.database.get(ActionPlan, plan.id).state is PlanState.FOLLOWED_UP


def a_session_taken_back_is_planned_again(page, rig, case):
    undo_step(rig.work)
    (again,) = stored.planned_sessions(rig.database, case.id)
    assert rig.database.get(CounsellingSession, again.id).reason == ""
    redo_step(rig.work)
    assert stored.planned_sessions(rig.database, case.id) == []
    page.refresh()
