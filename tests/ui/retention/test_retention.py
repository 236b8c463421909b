"""The round on its page, and the extract on its own: by keyboard, with names for a reader."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.purging import RetentionState
from kvinnobyran.flows import cases, purging
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.flows.work import Work
from kvinnobyran.store.retention import decision_of, protocols
from kvinnobyran.ui.retention.extract_page import ExtractPage
from kvinnobyran.ui.retention.page import RetentionPage
from tests.ui.kit.walk import activate, nameless
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def closed(rig):
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
        note="Påhittad",
    )
    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Snö")
    case = open_case(rig.work, inquiry, person)[1]
    cases.close_case(rig.work, case, closed_on=rig.desk.today, reason=CloseReason.OTHER)
    rig.clock.on(days=740)
    with rig.work.step("Påhitt") as tx:
        tx.log("noted")
    return case


def page_of(rig):
    page = RetentionPage(rig.desk, rig.went)
    rig.desk.changed.connect(lambda _: page.refresh())
    page.refresh()
    activate(page)
    return page


def test_scenario_of_the_round_hold_lift_propose_and_a_colleague_purges(rig, closed):
    page = page_of(rig)
    assert page.table.current().case.id == closed.id
    assert page.open.isVisible()
    assert nameless(page) == []
    page.hold.click()
    assert "Skriv varför" in page.notice.text()
    page.reason.set_value("Rättegång pågår")
    page.hold.click()
    assert decision_of(rig.database, closed.id).state is RetentionState.HELD
    assert "Rättegång pågår" in page.whole.text()
    assert not page.propose.isEnabled()
    page.lift.click()
    assert not page.purge.isEnabled()
    page.propose.click()
    assert page.purge.isEnabled()
    page.purge.click()
    assert closed.code in page.sure.text()
    page.yes.click()
    assert "underskrift till" in page.notice.text()
    purging.decide(Work(rig.database, "Hanna", rig.clock.now), closed.id, RetentionState.RUNNING)
    purging.decide(Work(rig.database, "Hanna", rig.clock.now), closed.id, RetentionState.PROPOSED)
    page.refresh()
    page.purge.click()
    page.yes.click()
    assert rig.database.get(Case, closed.id) is None
    (protocol,) = protocols(rig.database)
    assert "Gallrat: ett ärende" in page.notice.text()
    assert page.table.current() is None
    assert page.pdf(protocol, []).startswith(b"%PDF")
    assert rig.troubles == []
    page.restore(page.state())


def test_an_entry_is_taken_out_with_enter_and_comes_back_after_a_lock(rig, closed):
    page = ExtractPage(rig.desk, rig.went, closed.id)
    page.refresh()
    activate(page)
    assert nameless(page) == []
    before = page.chosen()
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert len(page.chosen()) == len(before) - 1
    later = ExtractPage(rig.desk, rig.went, closed.id)
    later.restore(page.state())
    assert later.chosen() == page.chosen()
    assert later.pdf().startswith(b"%PDF")
    page.words.set_value("Påhittad")
    page.refresh()
    assert not any("Påhittad " in row.entry.text for row in page.table.model.rows)
