"""The field for a time as well as it is remembered."""

import datetime as dt

import pytest
from PySide6.QtTest import QTest

from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.ui.kit.rough import UNREADABLE, RoughEdit


@pytest.fixture
def edit(qtbot):
    edit = RoughEdit(today=dt.date(2027, 5, 24))
    qtbot.addWidget(edit)
    edit.setAccessibleName("När")
    return edit


def test_it_says_how_it_was_understood(edit, qtbot):
    with qtbot.waitSignal(edit.edited):
        QTest.keyClicks(edit.line, "ca 2016-18")
    assert edit.value() == RoughTime.from_stored("ca 2016/2018")
    assert edit.said.text() == "ca 2016–2018"
    assert edit.line.accessibleDescription() == "ca 2016–2018"
    assert edit.problem() == ""


def test_what_cannot_be_read_is_said(edit):
    edit.restore("snart")
    assert edit.value() is None
    assert edit.problem() == UNREADABLE
    assert edit.said.text() == ""


def test_a_value_is_shown_as_it_is_said_and_comes_back(edit):
    for stored in ("2019-vår", "2017", "ca 2016/2018", "2020-05-12", "2019-början/2020-06"):
        edit.set_value(RoughTime.from_stored(stored))
        assert edit.value() == RoughTime.from_stored(stored)
        assert edit.said.text() == ""
        draft = edit.draft()
        edit.set_value(None)
        assert (edit.value(), edit.problem()) == (None, "")
        edit.restore(draft)
        assert edit.value() == RoughTime.from_stored(stored)
    edit.set_caret(2)
    assert edit.caret() == 2
