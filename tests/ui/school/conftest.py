"""A desk, the page Skola on it, and hands that fill in sheets."""

import datetime as dt

import pytest

from kvinnobyran.ui.school.page import SchoolPage
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 3, 1, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def page(rig):
    """The page as the frame shows it: asked again when what it shows has changed."""
    page = SchoolPage(rig.desk, rig.went)
    again = lambda tables: page.refresh() if tables & page.tables else None  # noqa: E731 - is disconnected
    rig.desk.changed.connect(again)
    page.resize(1240, 760)
    page.show()
    page.activateWindow()
    page.refresh()
    yield page
    rig.desk.changed.disconnect(again)
    page.close()
    page.deleteLater()
