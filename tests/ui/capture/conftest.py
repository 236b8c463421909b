import datetime as dt

import pytest

from kvinnobyran.ui.capture.page import CapturePage
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def office(rig):
    return rig


@pytest.fixture
def page(qtbot, dressed, rig):
    page = CapturePage(rig.desk, rig.went)
    qtbot.addWidget(page)
    page.resize(1120, 640)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page).__enter__()
    page.refresh()
    return page
