"""What is to do in a case, and what she lets the unit keep, from the page itself."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.case import Case, CloseReason, Documentation
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.task import Reminder, Task, TaskState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.cases import close_case, reopen_case
from kvinnobyran.flows.reminders import remind
from kvinnobyran.flows.tasks import save_task, tick_off
from kvinnobyran.store.cases import all_tasks
from kvinnobyran.ui.case import parts
from kvinnobyran.ui.case.tasks import _menu
from kvinnobyran.ui.kit.label import Label
from tests.ui.case.test_authorities import cards, lines
from tests.ui.case.test_case_page import button, enter, shown, told


def reminded(rig, case, days=2):
    day = rig.desk.today + dt.timedelta(days=days)
    with rig.work.step("Prov") as tx:
        wanted = (Reminder(what="Fråga efter återkoppling", due_on=day),)
        remind(rig.work, tx, wanted, rule="domain.md T8", cause="c" * 32, case_id=case.id)
    return rig.database.one(Task, "SELECT * FROM task WHERE rule = 'domain.md T8'")


def now_of(rig, task):
    return rig.database.get(Task, task.id)


def test_a_rules_task_says_which_rule_and_is_postponed_with_a_reason(page, rig, case):
    task = reminded(rig, case)
    page.refresh()
    assert lines(page, "Att göra") == [
        ("Fråga efter återkoppling", "Orosbedömning och orosanmälan")
    ]
    cards(page)["Att göra"].rows[0].click()
    later = task.due_on + dt.timedelta(days=5)
    enter(page, due_on=later)
    assert told(page) == ["due_on"]
    page._sheet.form._boxes["due_on"].lines[0].reason.set_value("Handläggaren är sjuk")
    enter(page, due_on=later, assigned_to="Bodil")
    assert not shown(page)
    assert (now_of(rig, task).due_on, now_of(rig, task).assigned_to) == (later, "Bodil")
    assert lines(page, "Att göra")[0][1].endswith("· Bodil")


def test_a_rules_task_is_dropped_only_with_a_reason(page, rig, case):
    task = reminded(rig, case)
    page.refresh()
    cards(page)["Att göra"].rows[0].click()
    button(page, "Inte aktuell").click()
    assert told(page) == ["end_reason"]
    page._sheet.form.editor("end_reason").set_value("Socialtjänsten ringde oss")
    button(page, "Inte aktuell").click()
    dropped = now_of(rig, task)
    assert (dropped.state, dropped.done_by) == (TaskState.DROPPED, "Greta")
    assert dropped.end_reason == "Socialtjänsten ringde oss"


def test_a_task_of_ones_own_is_written_in_the_case_and_done_with_space(page, rig, case):
    button(page, "Ny uppgift").click()
    enter(page, what="Ring förskolan", promised_call=True, due_on=dt.date(2027, 2, 8))
    (task,) = rig.database.all(Task, "SELECT * FROM task")
    assert (task.case_id, task.promised_call) == (case.id, True)
    row = cards(page)["Att göra"].rows[0]
    assert row.line.aside == "Försenad, 2027-02-08"
    menu = QMenu()
    _menu(page.room, task, menu)
    menu.actions()[1].trigger()
    assert now_of(rig, task).due_on == dt.date(2027, 2, 16)
    QTest.keyClick(cards(page)["Att göra"].rows[0], Qt.Key.Key_Space)
    assert now_of(rig, task).state is TaskState.DONE
    assert rig.went.toasts[-1] == ("Klar", True)


def test_a_lent_task_says_whose_it_is(page, rig, case):
    save_task(
        rig.work,
        Task(
            id=new_id(),
            what="Skriv yttrande",
            due_on=rig.desk.today,
            assigned_to="Greta",
            case_id=case.id,
            lent_by="Bodil",
            lent_until=dt.date(2027, 3, 1),
        ),
    )
    page.refresh()
    assert lines(page, "Att göra") == [("Skriv yttrande", "Lånad av Bodil")]


def test_A20_choosing_statistics_only_asks_and_then_leaves_no_name(page, rig, case):
    page.open_sheet("case")
    enter(page, documentation=Documentation.STATISTICS_ONLY)
    assert told(page) == ["documentation"]
    page._sheet.form._boxes["documentation"].lines[0].reason.set_value("Hon vill det")
    page._sheet.save()
    assert rig.went.toasts[-1] == ("Ärendet är sparat", False)
    assert rig.database.get(Person, case.person_id).identity is Identity.ANONYMOUS
    page.open_sheet("journal_note")
    enter(page, text="Prov")
    assert "text" in told(page)
    page._sheet.throw_away()
    page.open_sheet("case")
    enter(page, documentation=Documentation.FULL)
    assert told(page) == ["documentation_consent"]
    enter(page, documentation_consent=Answer.YES)
    assert rig.database.get(Case, case.id).documentation is Documentation.FULL


def test_what_was_ended_stands_in_the_timeline_and_is_taken_up_again(page, rig, case):
    task = reminded(rig, case)
    tick_off(rig.work, task)
    page.refresh()
    (moment,) = [each for each in parts.moments(page.room.dossier) if each.kind == "Uppgift"]
    assert (moment.what, moment.state) == (task.what, TaskState.DONE.label)
    page.open_record(moment.id)
    assert page._sheet.form.editor("state").text().startswith("Gjord 2027-02-09 av ")
    button(page, "Ta upp igen").click()
    assert not shown(page)
    assert (now_of(rig, task).state, now_of(rig, task).done_by) == (TaskState.OPEN, "")


def test_closing_asks_whether_she_wants_to_hear_from_us_and_the_page_says_so(page, rig, case):
    page.open_sheet("closing")
    enter(
        page,
        close_reason=CloseReason.HER_WISH,
        close_result="Påhittat",
        follow_up_wanted=Answer.YES,
        follow_up_on=dt.date(2027, 4, 7),
    )
    assert not shown(page)
    closed = rig.database.get(Case, case.id)
    assert closed.follow_up_wanted is Answer.YES
    assert {("Påhittat", "Vad ni kom fram till"), ("Ja", "Vill att ni hör av er")} <= set(
        lines(page, "Överenskommet")
    )
    told_of = {
        (each.what, each.state) for each in parts.moments(page.room.dossier) if each.id == case.id
    }
    assert told_of == {
        ("Ärendet öppnades", case.regime.label),
        ("Ärendet avslutades", CloseReason.HER_WISH.label),
    }
    (task,) = [each for each in page.room.dossier.of(Task) if each.rule == "domain.md S2"]
    assert (task.due_on, task.state) == (dt.date(2027, 4, 7), TaskState.OPEN)
    assert "Se först hur hon kan nås säkert" in task.what
    page.open_record(task.id)
    assert page._sheet.form.editor("rule").text().startswith("Säkert att kontakta")
    page._sheet.put_aside()
    assert reopen_case(rig.work, closed).follow_up_wanted is Answer.NOT_ASKED
    assert now_of(rig, task).state is TaskState.DROPPED


def test_S2_who_wants_to_hear_from_us_is_called_after_a_month_at_the_latest(rig, case):
    agreed = {"closed_on": rig.desk.today, "follow_up": Answer.YES}
    with pytest.raises(Refused) as refused:
        close_case(
            rig.work,
            case,
            reason=CloseReason.HER_WISH,
            follow_up_on=rig.desk.today - dt.timedelta(days=1),
            **agreed,
        )
    assert [fault.field for fault in refused.value.faults] == ["follow_up_on"]
    close_case(rig.work, case, reason=CloseReason.HER_WISH, **agreed)
    (task,) = [each for each in all_tasks(rig.database, case.id) if each.rule == "domain.md S2"]
    assert task.due_on == rig.desk.today + dt.timedelta(days=30)


@pytest.mark.parametrize("closed", [False, True])
def test_D1_the_page_says_when_the_case_may_go(page, rig, case, closed):
    if closed:
        close_case(rig.work, case, closed_on=rig.desk.today, reason=CloseReason.HER_WISH)
    page.refresh()
    if not closed:
        page.open_sheet("closing")
        assert "2029-02-09" in page._sheet.form.editor("kept").text()
        page._sheet.put_aside()
    said = [label.text() for label in page.findChildren(Label) if "allras tidigast" in label.text()]
    wanted = "Gallras tidigast 2029-02-09" if closed else "gallras tidigast 24 månader efter"
    assert any(wanted in each for each in said)
    assert replace(case, code="") != case
