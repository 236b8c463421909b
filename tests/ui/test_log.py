"""Logg: found by words and sort, told in whole, held against a receipt, reviewed by keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.flows.access_log import end_words
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.flows.protection import read_protected
from kvinnobyran.store.access_log import Sort
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.log.page import LogPage, found
from kvinnobyran.ui.log.review_page import ReviewPage
from tests.ui.kit.walk import nameless
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def case(rig):
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Snö")
    case = open_case(rig.work, inquiry, person)[1]
    for what in ("Personnummer", "Namn"):
        read_protected(rig.work, lambda _: None, case.person_id, what, "påhittad")
        rig.clock.on(days=1)
    with rig.work.step("Skrev ut") as tx:
        tx.log("print", text="Påhittat blad.")
    return case


def test_the_log_is_searched_told_and_held_against_its_receipt(rig, case):
    page = LogPage(rig.desk, rig.went)
    page.show()
    page.refresh()
    assert nameless(page) == []
    assert page.count.text() == "3 rader"
    page.search.setText("2027-02-09 greta")
    page.search.edited.emit()
    assert page.count.text() == "1 rad"
    assert "Personnummer" in page.whole.text()
    assert case.code in page.whole.text()
    page.table.opened.emit(page.table.current())
    assert rig.went.way == [("case", case.id)]
    page.search.setText("")
    page.sort.set_value(Sort.PRINT)
    page.sort.edited.emit()
    assert page.count.text() == "1 rad"
    assert "Påhittat blad" in page.whole.text()
    page.restore(page.state())
    assert page.sort.value() is Sort.PRINT

    assert end_words(rig.database.audit_head()) in page.end.text()
    page.receipt.setText(end_words(rig.database.audit_head()))
    page.hold.click()
    assert any("kvittot" in label.text() for label in page.held.findChildren(Label))
    assert not found(page.table.current(), ["någonannan"], rig.clock.now)
    page.deleteLater()


def test_an_empty_log_says_what_will_stand_there(rig):
    page = LogPage(rig.desk, rig.went)
    page.refresh()
    assert any("Inget i loggen" in label.text() for label in page.empty.findChildren(Label))
    page.deleteLater()


def test_L20_last_month_is_reviewed_row_by_row_and_signed(rig, case):
    rig.clock.on(days=28)
    page = ReviewPage(rig.desk, rig.went)
    page.show()
    page.refresh()
    assert nameless(page) == []
    page.sign.click()
    assert page.said.isVisible()
    page.reasonable.click()
    assert page.said.isVisible(), "her own reading wants a reason"
    for _ in range(2):
        page.words.setText("Jag är ensam här.")
        QTest.keyClick(page.reasonable, Qt.Key.Key_Space)
        QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    page.sign.click()
    assert page.answers.isHidden()
    assert page.sign.isHidden()
    page.deleteLater()
