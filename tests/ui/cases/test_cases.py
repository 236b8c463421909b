"""The list of cases by keyboard; a name is never in it."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.flows import cases, people
from kvinnobyran.ui.cases.page import CasesPage, Choice
from tests.ui.rig import ZONE, Rig, key, keys


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 9, 0, tzinfo=ZONE))
    yield rig
    rig.close()


def a_case(rig, name, *, counsellor="", closed=False, days_ago=0):
    person = people.save_person(rig.work, Person(id=new_id(), first_name=name))
    opened = rig.work.today - dt.timedelta(days=days_ago)
    wishes = Case(
        id=new_id(), code="", person_id=person.id, opened_on=opened, counsellor=counsellor
    )
    case = cases.open_case_for(rig.work, person.id, wishes=wishes)
    if closed:
        case = cases.close_case(
            rig.work, case, closed_on=rig.work.today, reason=CloseReason.GOALS_REACHED
        )
    return case


@pytest.fixture
def page(qtbot, rig):
    page = CasesPage(rig.desk, rig.went)
    qtbot.addWidget(page)
    page.resize(1120, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def codes(page):
    return [row.code for row in page.table.model.rows]


def test_no_cases_says_the_next_step(page):
    page.refresh()
    assert page.table.empty._heading.text() == "Inga ärenden än"
    assert "Ctrl+N" in page.table.empty._text.text()


def test_mine_are_shown_first_and_the_newest_activity_is_on_top(page, rig):
    older = a_case(rig, "Rakel", days_ago=30)
    newer = a_case(rig, "Tuva")
    a_case(rig, "Emina", counsellor="Berit")
    a_case(rig, "Ylva", closed=True)
    page.refresh()
    assert codes(page) == [newer.code, older.code]
    assert page.count.text() == "2 ärenden"


def test_each_filter_is_one_key(page, rig):
    mine = a_case(rig, "Rakel")
    hers = a_case(rig, "Emina", counsellor="Berit")
    closed = a_case(rig, "Ylva", closed=True)
    page.refresh()
    page.choice.setFocus()
    keys("4")
    assert page.choice.value() is Choice.CLOSED
    assert codes(page) == [closed.code]
    keys("5")
    assert set(codes(page)) == {mine.code, hers.code, closed.code}
    keys("3")
    assert set(codes(page)) == {mine.code, hers.code}
    keys("2")
    assert codes(page) == []
    assert page.table.empty._heading.text() == "Inga ärenden här"


def test_search_by_a_part_of_the_code_and_enter_opens(page, rig):
    a_case(rig, "Rakel")
    wanted = a_case(rig, "Tuva")
    page.refresh()
    page.find_on_page()
    keys("27-2")
    assert codes(page) == [wanted.code] == ["KB-27-002"]
    key(Qt.Key.Key_Return)
    assert rig.went.way == [("case", wanted.id)]


def test_the_arrow_leads_into_the_list_and_enter_opens(page, rig):
    wanted = a_case(rig, "Tuva")
    page.refresh()
    page.search.setFocus()
    key(Qt.Key.Key_Down)
    assert page.table.view.hasFocus()
    key(Qt.Key.Key_Return)
    assert rig.went.way == [("case", wanted.id)]


def test_a_name_is_neither_shown_nor_found(page, rig):
    case = a_case(rig, "Tuva")
    page.refresh()
    model = page.table.model
    shown = [
        str(model.index(row, column).data(role))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    ]
    assert not any("Tuva" in text for text in shown)
    page.search.set_value("Tuva")
    page._filter()
    assert codes(page) == []
    assert page.table.empty._heading.text() == "Inget ärende stämmer"
    assert case.state is CaseState.ASSESSMENT


def test_search_filter_and_row_come_back_after_a_lock(page, rig, qtbot):
    a_case(rig, "Rakel")
    chosen = a_case(rig, "Tuva")
    page.refresh()
    page.choice.set_value(Choice.ALL)
    page.search.set_value("27")
    page._filter()
    page.table.choose(chosen.id)
    state = page.state()
    again = CasesPage(rig.desk, rig.went)
    qtbot.addWidget(again)
    again.refresh()
    again.restore(state)
    assert again.search.value() == "27"
    assert again.choice.value() is Choice.ALL
    current = again.table.current()
    assert current is not None
    assert current.id == chosen.id
