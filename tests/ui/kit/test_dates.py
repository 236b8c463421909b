from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kvinnobyran.ui.kit.dates import NO_DATE, NO_TIME, DateEdit, TimeEdit

from .walk import activate

TODAY = date(2026, 11, 22)


@pytest.fixture
def field() -> DateEdit:
    made = DateEdit(today=TODAY)
    made.setAccessibleName("Datum")
    activate(made)
    return made


def test_what_it_means_is_said_while_one_types(field: DateEdit):
    QTest.keyClicks(field.line, "22/11")
    assert field.said.text() == "2026-11-22, söndag, vecka 47"
    assert field.value() == TODAY
    assert field.line.text() == "22/11"
    assert "söndag" in field.line.accessibleDescription()


def test_it_is_written_as_iso_when_left(field: DateEdit):
    QTest.keyClicks(field.line, "imorgon")
    field.line.clearFocus()
    assert field.line.text() == "2026-11-23"
    assert field.said.text() == "måndag, vecka 48"


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Up, date(2026, 11, 23)),
        (Qt.Key.Key_Down, date(2026, 11, 21)),
        (Qt.Key.Key_PageUp, date(2026, 12, 22)),
        (Qt.Key.Key_PageDown, date(2026, 10, 22)),
    ],
)
def test_keys_move_the_day(field: DateEdit, qtbot, key: Qt.Key, day: date):
    field.set_value(TODAY)
    with qtbot.waitSignal(field.edited, timeout=200):
        QTest.keyClick(field.line, key)
    assert field.value() == day


def test_t_is_today_in_an_empty_or_marked_field_only(field: DateEdit):
    QTest.keyClick(field.line, Qt.Key.Key_T)
    assert field.line.text() == "2026-11-22"
    field.line.deselect()
    QTest.keyClick(field.line, Qt.Key.Key_T)
    assert field.line.text() == "2026-11-22t"
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_T)
    assert field.line.text() == "2026-11-22"


def test_the_end_of_time_is_no_trouble(field: DateEdit):
    field.set_value(date(9999, 12, 31))
    QTest.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == date(9999, 12, 31)


def test_nonsense_is_kept_and_called_by_its_name(field: DateEdit):
    QTest.keyClicks(field.line, "sen varvinter")
    field.line.clearFocus()
    assert field.line.text() == "sen varvinter"
    assert field.value() is None
    assert field.problem() == NO_DATE
    field.set_value(None)
    assert field.problem() == ""


def test_a_draft_is_what_was_typed(field: DateEdit):
    QTest.keyClicks(field.line, "v. 4")
    other = DateEdit(today=TODAY)
    other.restore(field.draft())
    assert other.line.text() == "v. 4"


def test_past_midnight_today_is_another_day(field: DateEdit):
    field.set_today(date(2026, 11, 23))
    QTest.keyClicks(field.line, "idag")
    assert field.value() == date(2026, 11, 23)


@pytest.mark.parametrize("typed", ["0930", "9.30", "9:30", "kl 9.30"])
def test_times_are_tidied(typed: str):
    field = TimeEdit()
    activate(field)
    QTest.keyClicks(field, typed)
    assert field.value() == time(9, 30)
    field.clearFocus()
    assert field.text() == "09:30"


def test_a_time_that_is_none():
    field = TimeEdit()
    field.restore("25.00")
    assert field.value() is None
    assert field.problem() == NO_TIME
    field.set_value(time(0, 5))
    assert (field.text(), field.problem(), field.draft()) == ("00:05", "", "00:05")
