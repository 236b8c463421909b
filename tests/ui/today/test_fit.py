"""Idag, the capture, the list of cases and Statistik fit and have names, also at 200 %."""

import datetime as dt

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, InquiryOutcome
from kvinnobyran.domain.person import Person
from kvinnobyran.store.people import SimilarPerson
from kvinnobyran.ui.capture.page import CapturePage
from kvinnobyran.ui.cases.page import CasesPage
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.style import Theme
from kvinnobyran.ui.statistics.page import StatisticsPage
from kvinnobyran.ui.today.page import TodayPage
from tests.ui.rig import ZONE, Rig

ROOM = QSize(1100, 640)
"""What a window of 1366 × 768 leaves beside a sidebar of icons, menus and status bar."""


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 9, 0, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture(params=[100, 200])
def percent(qapp, request):
    style.apply(qapp, Theme.LIGHT, request.param)
    yield request.param
    style.apply(qapp, Theme.LIGHT, 100)


def capture(rig):
    page = CapturePage(rig.desk, rig.went)
    page.questions["channel"].editor.set_value(Channel.PHONE)
    page.questions["outcome"].editor.set_value(InquiryOutcome.REFUSED)
    return page


def asking(rig):
    page = capture(rig)
    page.show_whose()
    page.sides.whose.show_opening()
    similar = page.sides._similar
    similar._show(
        similar._typed,
        [SimilarPerson(person=Person(id=new_id()), why="samma nummer", case_code="KB-27-001")] * 5,
    )
    return page


PAGES = {
    "today": lambda rig: TodayPage(rig.desk, rig.went),
    "cases": lambda rig: CasesPage(rig.desk, rig.went),
    "capture": capture,
    "asking": asking,
    "statistics": lambda rig: StatisticsPage(rig.desk, rig.went),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_fits_and_every_control_says_its_name(rig, qtbot, percent, name):
    page = PAGES[name](rig)
    qtbot.addWidget(page)
    page.resize(ROOM)
    page.show()
    page.refresh()
    qtbot.wait(10)
    assert page.width() <= ROOM.width()
    assert page.height() <= ROOM.height()
    least = page.minimumSizeHint()
    assert least.width() <= ROOM.width()
    assert least.height() <= ROOM.height()
    for widget in page.findChildren(QWidget):
        if not (widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        spoken = interface.text(QAccessible.Text.Name)
        assert spoken, type(widget).__name__
        if isinstance(widget, QComboBox):
            assert spoken != widget.currentText()
        assert min(widget.width(), widget.height()) >= 24, spoken
    if isinstance(page, StatisticsPage):
        page.background.stop()
