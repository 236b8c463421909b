import datetime as dt

import pytest

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import ContactSafety, ContactWay, Identity, Person
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.style import Theme
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
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
    way = ContactWay(
        id=new_id(), person_id=person.id, value="070-000 00 00", safety=ContactSafety.SMS_ONLY
    )
    return open_case(rig.work, inquiry, person, ways=(way,))[1]


@pytest.fixture
def page(qapp, qtbot, rig, case):
    style.apply(qapp, Theme.LIGHT, 100)
    page = CasePage(rig.desk, rig.went, case.id)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    page.show()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.refresh()
    return page
