"""Handing over before a holiday: what the colleague sees, what goes on paper, and back again."""

import datetime as dt
from dataclasses import replace

import pytest

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import ContactSafety, ContactWay, Identity, Person
from kvinnobyran.domain.risk import RiskAssessment, RiskLevel
from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.flows.assessments import book_assessment
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.flows.tasks import save_task, tick_off
from kvinnobyran.store.today import needs_attention
from kvinnobyran.ui.handover.lines import CALLS, DATES, OWN_WORDS, RISKS, TASKS, paper
from kvinnobyran.ui.handover.page import HandoverPage
from kvinnobyran.ui.handover.task_page import TaskPage
from tests.ui.rig import ZONE, Rig

TODAY = dt.date(2027, 6, 18)


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 6, 18, 14, 0, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def case(rig):
    """A case with a risk, a date, a promised call and a task."""
    person = Person(id=new_id(), identity=Identity.KNOWN, first_name="Ebba", last_name="Påhittad")
    inquiry = Inquiry(
        id=new_id(),
        received_on=TODAY,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    way = ContactWay(
        id=new_id(), person_id=person.id, value="070-174 06 44", safety=ContactSafety.FORBIDDEN
    )
    case = open_case(rig.work, inquiry, person, ways=(way,))[1]
    call = AssessmentCall(
        id=new_id(), case_id=case.id, booked_for=TODAY + dt.timedelta(days=4), booked_at=dt.time(10)
    )
    book_assessment(rig.work, call)
    risk = RiskAssessment(id=new_id(), case_id=case.id, assessed_on=TODAY, ours=RiskLevel.HIGH)
    with rig.work.step("Prov") as tx:
        tx.insert(ConcernReport(id=new_id(), case_id=case.id, arose_on=TODAY))
        tx.insert(risk)
    for what, days, promised in (("Ring Ebba", 3, True), ("Skriv yttrande", 5, False)):
        save_task(
            rig.work,
            Task(
                id=new_id(),
                what=what,
                due_on=TODAY + dt.timedelta(days=days),
                assigned_to="Greta",
                case_id=case.id,
                promised_call=promised,
            ),
        )
    other = replace(case, id=new_id(), code="KB-27-099", counsellor="Bodil")
    with rig.work.step("Prov") as tx:
        somebody = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Sol")
        tx.insert(somebody)
        tx.insert(replace(other, person_id=somebody.id))
    return case


@pytest.fixture
def page(qtbot, rig, case):
    page = HandoverPage(rig.desk, rig.went)
    qtbot.addWidget(page)
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.resize(1100, 700)
    page.show()
    page.refresh()
    return page


def whats(page, heading):
    return [row.line.text for row in page.cards[heading].rows]


def test_5_17_the_list_has_open_risks_dates_and_promised_calls(page, case):
    assert set(whats(page, RISKS)) == {
        "Oro för barn: inte avgjord",
        "Hög risk, enligt oss",
        "En kontaktväg får inte användas",
    }
    assert whats(page, DATES) == ["Bedömningssamtal"]
    assert whats(page, CALLS) == ["Ring Ebba"]
    assert whats(page, TASKS) == ["Skriv yttrande"]
    assert {row.line.detail for card in page.cards.values() for row in card.rows} == {case.code}
    page.cards[DATES].rows[0].click()
    assert page._navigator.way[-1] == ("case", case.id)


def test_5_17_on_paper_are_codes_and_no_names(page, rig, case):
    lines = [line for part in paper(page._found).values() for line in part]
    assert OWN_WORDS in {line.what for line in lines}
    assert not any("Ebba" in word or "070" in word for line in lines for word in line)
    from kvinnobyran.reports.render import pictures

    assert page.pdf().startswith(b"%PDF")
    assert len(list(pictures(page.pdf(), dpi=40))) == 1


def test_tasks_go_to_the_colleague_and_come_back(page, rig):
    assert page.form.editor("to").value() == "Bodil"
    page.lend.click()
    assert rig.went.toasts[-1] == ("2 uppgifter är överlämnade.", True)
    assert page.back.isVisible()
    assert whats(page, TASKS) == ["Skriv yttrande"]
    assert whats_to_see(rig) == []
    rig.clock.on(days=20)
    assert whats_to_see(rig) == ["Ledigheten är slut för Greta: ta tillbaka uppgifterna"]
    tasks = rig.database.all(Task, "SELECT * FROM task WHERE lent_by = 'Greta'")
    assert {task.assigned_to for task in tasks} == {"Bodil"}
    tick_off(rig.work, tasks[0])
    page.back.click()
    (left,) = rig.database.all(Task, "SELECT * FROM task WHERE state = 'open'" + OWN)
    assert (left.assigned_to, left.lent_by) == ("Greta", "")
    assert not page.back.isVisible()


def whats_to_see(rig):
    rows = needs_attention(rig.database, rig.desk.today)
    return [row.what for row in rows if row.table == "handover"]


OWN = " AND source = 'manual'"


def test_a_handover_says_what_is_missing_and_comes_back_after_a_lock(page, rig, qtbot):
    page.form.editor("to").set_value("")
    page.lend.click()
    assert "Välj vem som tar över" in page.notice.text()
    page.form.editor("last").set_value(TODAY)
    kept = page.state()
    again = HandoverPage(rig.desk, rig.went)
    qtbot.addWidget(again)
    again.restore(kept)
    assert again.last.value() == TODAY
    assert whats(again, DATES) == []


def test_a_task_without_a_case_has_a_page_of_its_own(qtbot, rig):
    task = save_task(rig.work, Task(id=new_id(), what="Beställ kaffe", due_on=TODAY))
    page = TaskPage(rig.desk, rig.went, task.id)
    qtbot.addWidget(page)
    page._sheet.form.editor("assigned_to").set_value("Bodil")
    page._sheet.save()
    assert rig.database.get(Task, task.id).assigned_to == "Bodil"
    assert rig.went.way == [("back", "")]
    page = TaskPage(rig.desk, rig.went, task.id)
    qtbot.addWidget(page)
    page._sheet.buttons[0].click()
    assert rig.database.get(Task, task.id).state is TaskState.DROPPED
    gone = TaskPage(rig.desk, rig.went, new_id())
    qtbot.addWidget(gone)
    assert gone.panes == ()
