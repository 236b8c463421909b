import datetime as dt

import pytest

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.ui.relation.page import RelationPage
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 5, 24, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def case(rig):
    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Snö")
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    return open_case(rig.work, inquiry, person)[1]


@pytest.fixture
def page(qtbot, rig, case):
    page = RelationPage(rig.desk, rig.went, case.id)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    page.show()
    page.activateWindow()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.refresh()
    yield page
    page.letting_out.background.stop()
