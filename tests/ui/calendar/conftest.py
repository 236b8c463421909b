"""Two apartments with a winter and a spring of stays, and the calendar's page over them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from kvinnobyran.domain.apartment import Closure, ClosureKind
from kvinnobyran.domain.ids import new_id
from kvinnobyran.flows.apartments import save_closure
from kvinnobyran.ui.calendar.page import CalendarPage
from tests.flows.conftest import Office
from tests.flows.housing_kit import Housing
from tests.ui.rig import ZONE, Rig


@dataclass
class RigOffice(Office):
    """An office whose clock is the rig's."""

    rig: Any = None

    @property
    def work(self):
        return self.rig.work


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2026, 11, 22, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def house(rig):
    """She in A until 12 April, a confirmed one after her; B is cleaned and held from January."""
    house = Housing(RigOffice(rig.database, rig=rig))
    house.her = house.living(house.a, dt.date(2027, 4, 12))
    house.after = house.confirmed(house.a, dt.date(2027, 4, 20), dt.date(2027, 10, 18))
    house.held = house.reservation(house.b, dt.date(2027, 1, 11), dt.date(2027, 6, 14))
    closure = Closure(
        id=new_id(), apartment_id=house.b.id, kind=ClosureKind.CLEANING,
        first=dt.date(2026, 12, 14), until=dt.date(2026, 12, 18),
    )  # fmt: skip
    house.closed = save_closure(rig.work, closure)
    return house


@pytest.fixture
def page(qtbot, rig):
    page = CalendarPage(rig.desk, rig.went)
    qtbot.addWidget(page)
    page.resize(1170, 690)
    page.show()
    page.activateWindow()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    return page


@pytest.fixture
def shown(page, house):
    page.refresh()
    page.desktop.choose(house.her.id, focus=True)
    return page
