"""Idag by keyboard: open, done, undone, a task of one's own, and drafts that lead back."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.task import Task, TaskSource, TaskState
from kvinnobyran.flows import cases, inquiries, people, tasks
from kvinnobyran.flows.drafts import keep_draft
from kvinnobyran.store.today import AttentionRow, DueRow
from kvinnobyran.store.undo import undo
from kvinnobyran.ui.today.lines import (
    ago,
    attention_line,
    due_line,
    folded,
    heading,
    in_order,
    read_task,
)
from kvinnobyran.ui.today.page import EMPTY, TodayPage
from tests.ui.rig import ZONE, Rig, key, keys

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2026, 11, 22, 9, 0, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def page(qtbot, rig):
    page = TodayPage(rig.desk, rig.went)
    qtbot.addWidget(page)
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.resize(1120, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.refresh()
    return page


def a_task(rig, what="Ring tolken", *, days=0, **more):
    task = Task(id=new_id(), what=what, due_on=TODAY + dt.timedelta(days=days), **more)
    return tasks.save_task(rig.work, task)


def state_of(rig, task):
    return rig.database.get(Task, task.id).state


def test_the_heading_says_day_and_week():
    assert heading(TODAY) == "Söndag 22 november 2026 · vecka 47"
    assert heading(dt.date(2026, 12, 28)).endswith("vecka 53")


def test_a_new_office_is_offered_an_example_that_goes_with_one_button(page, rig):
    assert "tomt än" in page.example.text()
    page.example._act()
    assert rig.went.way[-1][0] == "case"
    assert "påhittat" in page.example.text()
    page.example._act()
    assert rig.went.toasts[-1] == ("Exemplet är borttaget.", True)
    assert "tomt än" in page.example.text()


def test_the_offer_is_gone_when_work_has_begun(page, rig):
    inquiry = Inquiry(
        id=new_id(),
        received_on=TODAY,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ADVICE_GIVEN,
    )
    inquiries.keep_as_statistics(rig.work, inquiry)
    page.refresh()
    assert not page.example.isVisible()


def test_an_empty_day_says_the_next_step(page):
    assert page.due.rows == ()
    assert EMPTY == "Inget inbokat idag. Ctrl+N börjar en ny kontakt."
    assert page.due._empty.text() == EMPTY


def due(day, *, at=None, what="Samtal"):
    return DueRow(table="task", id=what, case_id=None, code=None, day=day, at=at, what=what)


def test_what_is_overdue_says_so_in_words():
    assert due_line(due(TODAY), TODAY).aside == "Idag"
    assert due_line(due(TODAY, at=dt.time(9, 5)), TODAY).aside == "kl. 9.05"
    assert due_line(due(TODAY - dt.timedelta(1)), TODAY).aside == "Försenad en dag"
    assert due_line(due(TODAY - dt.timedelta(3)), TODAY).aside == "Försenad 3 dagar"
    assert ago(TODAY - dt.timedelta(1), TODAY) == "igår"
    assert ago(TODAY - dt.timedelta(9), TODAY) == "för 9 dagar sedan"


def test_todays_hours_come_before_what_has_waited():
    late, older = due(TODAY - dt.timedelta(2), what="b"), due(TODAY - dt.timedelta(9), what="c")
    ten, nine = due(TODAY, at=dt.time(10)), due(TODAY, at=dt.time(9))
    some_time = due(TODAY, what="a")
    rows = in_order([older, ten, late, some_time, nine], TODAY)
    assert rows == [nine, ten, some_time, late, older]


@pytest.mark.parametrize(
    ("typed", "what", "due_on"),
    [
        ("Ring BVC", "Ring BVC", TODAY),
        ("Ring BVC imorgon", "Ring BVC", dt.date(2026, 11, 23)),
        ("Ring BVC på fredag", "Ring BVC", dt.date(2026, 11, 27)),
        ("Boka rum 24/11", "Boka rum", dt.date(2026, 11, 24)),
        ("imorgon", "imorgon", TODAY),
        ("Skriv om igår", "Skriv om igår", TODAY),
    ],
)
def test_a_day_said_last_is_the_day(typed, what, due_on):
    assert read_task(typed, TODAY) == (what, due_on)


def test_a_task_of_ones_own_is_one_line(page, rig):
    page.what.setFocus()
    keys("Ring BVC")
    key(Qt.Key.Key_Return)
    (row,) = page.due.rows
    assert row.line.text == "Ring BVC"
    assert page.what.value() == ""
    assert rig.went.toasts == [("Uppgiften är tillagd.", True)]


def test_an_empty_task_is_refused_with_a_sentence(page, rig):
    page.what.setFocus()
    key(Qt.Key.Key_Return)
    assert page.notice.text() == "Skriv vad som ska göras."
    assert rig.database.value("SELECT count(*) FROM task") == 0


def test_space_marks_done_and_undo_opens_it_again(page, rig):
    task = a_task(rig)
    page.refresh()
    page.due.rows[0].setFocus()
    key(Qt.Key.Key_Space)
    assert state_of(rig, task) is TaskState.DONE
    assert page.due.rows == ()
    assert rig.went.toasts == [("Markerad som klar.", True)]
    undo(rig.database, user=rig.desk.user, now=rig.clock.now)
    page.refresh()
    assert state_of(rig, task) is TaskState.OPEN
    assert len(page.due.rows) == 1


@pytest.mark.qt_log_ignore(r"raise\(\)|grabbing the keyboard", extend=True)  # offscreen
def test_the_menu_has_the_same_commands(page, rig):
    task = a_task(rig)
    page.refresh()
    page.due._show_menu(page.due.rows[0].line, page.mapToGlobal(page.rect().center()))
    menu = page.due.findChild(QMenu)
    actions = {action.text(): action for action in menu.actions()}
    assert set(actions) == {
        "Öppna",
        "Markera som klar",
        "Skjut upp till imorgon",
        "Skjut upp en vecka",
        "Ändra eller lämna över",
        "Inte aktuell",
    }
    actions["Inte aktuell"].trigger()
    menu.close()
    assert state_of(rig, task) is TaskState.DROPPED


@pytest.mark.qt_log_ignore(r"raise\(\)|grabbing the keyboard", extend=True)  # offscreen
def test_a_task_is_postponed_and_a_rules_own_day_only_with_a_reason(page, rig):
    own = a_task(rig)
    page._more(DueRow(table="task", id=own.id, **NOWHERE), menu := QMenu())
    actions = {action.text(): action for action in menu.actions()}
    actions["Skjut upp en vecka"].trigger()
    assert rig.database.get(Task, own.id).due_on == TODAY + dt.timedelta(days=7)
    ruled = a_task(rig, source=TaskSource.RULE, rule="domain.md T8", rule_due_on=TODAY)
    page._more(DueRow(table="task", id=ruled.id, **NOWHERE), menu := QMenu())
    actions = {action.text(): action for action in menu.actions()}
    actions["Skjut upp till imorgon"].trigger()
    assert rig.went.way[-1] == ("task", ruled.id)
    assert "senare än" in rig.went.toasts[-1][0]
    assert rig.database.get(Task, ruled.id).due_on == TODAY


NOWHERE = {"case_id": None, "code": None, "day": TODAY, "at": None, "what": ""}


def test_enter_opens_the_case_or_the_inquiry(page, rig):
    person = people.save_person(rig.work, Person(id=new_id(), first_name="Rakel"))
    case = cases.open_case_for(rig.work, person.id)
    a_task(rig, case_id=case.id)
    inquiry = inquiries.keep_as_statistics(
        rig.work,
        Inquiry(
            id=new_id(),
            received_on=TODAY,
            channel=Channel.PHONE,
            outcome=InquiryOutcome.NOT_REACHED,
        ),
    )
    rig.clock.on(days=1)
    page.refresh()
    for row in page.due.rows:
        row.setFocus()
        key(Qt.Key.Key_Return)
    assert sorted(rig.went.way) == sorted([("inquiry", inquiry.id), ("case", case.id)])


def attention(table="journal_note", number=1, child=None):
    return AttentionRow(
        table=table,
        id=new_id(),
        case_id=None,
        code=None,
        day=TODAY - dt.timedelta(days=3),
        what="Osignerad",
        child_id=child,
        number=number,
    )


def test_a_kind_that_floods_the_day_is_folded_until_it_is_asked_for(page, rig):
    rows = [
        *(attention() for _ in range(12)),
        attention("lesson"),
        attention("child_note", 24, "b"),
    ]
    lines = [attention_line(row, TODAY) for row in rows]
    seen = folded(lines, lambda line: line.key.table, ())
    assert [line.text for line in seen[6:]] == [
        *("Osignerad", "Visa 5 till", "Osignerad"),
        "24 osignerade anteckningar i ett barns akt",
    ]
    assert seen[-1].aside == "för 3 dagar sedan"
    assert folded(lines[4:], lambda line: line.key.table, ()) == lines[4:], "eight are not folded"
    for _ in range(9):
        a_task(rig, days=-1)
        a_task(rig)
    page.refresh()
    assert [len(page.due.rows), page.due.rows[-1].line.text] == [17, "Visa 2 till"]
    page.due.rows[-1].setFocus()
    key(Qt.Key.Key_Return)
    assert len(page.due.rows) == 18
    assert page.due.rows[16].hasFocus()
    page._open(rows[-1])
    assert rig.went.way == [("child_file", "b")]


def test_a_draft_leads_back_to_its_form_and_shows_nothing_of_what_is_typed(page, rig):
    keep_draft(rig.work, "inquiry", "a" * 32, {"note": "hemligt"})
    person = people.save_person(rig.work, Person(id=new_id(), first_name="Rakel"))
    case = cases.open_case_for(rig.work, person.id)
    keep_draft(rig.work, "journal_note", "b" * 32, {"case": case.id, "typed": {}})
    page.refresh()
    names = [row.accessibleName() for row in page.drafts.rows]
    assert not any("hemligt" in name for name in names)
    assert any(case.code in name for name in names)
    for row in page.drafts.rows:
        row.setFocus()
        key(Qt.Key.Key_Return)
    assert sorted(rig.went.way) == [("case", case.id), ("contact", "a" * 32)]


def test_an_unfinished_contact_is_not_shown_twice(page, rig):
    person = people.save_person(rig.work, Person(id=new_id(), first_name="Rakel"))
    case = cases.open_case_for(rig.work, person.id)
    page.refresh()
    assert [row.line.text for row in page.attention.rows] == ["Inget bedömningssamtal är bokat"]
    page.attention.rows[0].setFocus()
    key(Qt.Key.Key_Return)
    assert rig.went.way == [("case", case.id)]


def test_half_a_line_comes_back_after_a_lock(page):
    page.what.set_value("Ring B")
    state = page.state()
    page.what.set_value("")
    page.restore(state)
    assert page.what.value() == "Ring B"
