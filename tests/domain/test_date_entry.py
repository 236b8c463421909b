from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.date_entry import (
    described,
    in_words,
    months_later,
    read_date,
    read_time,
)

TODAY = date(2026, 11, 22)  # a Sunday, week 47
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-11-22", "2026-11-22"),
        ("  2026-11-22 ", "2026-11-22"),
        ("2026/1/2", "2026-01-02"),
        ("20261122", "2026-11-22"),
        ("261122", "2026-11-22"),
        ("870203", "1987-02-03"),
        ("26-11-22", "2026-11-22"),
        ("22/11", "2026-11-22"),
        ("22.11.", "2026-11-22"),
        ("2/1", "2027-01-02"),
        ("22/11 2027", "2027-11-22"),
        ("22/11-27", "2027-11-22"),
        ("22 nov", "2026-11-22"),
        ("22 NOVEMBER", "2026-11-22"),
        ("den 3 maj 2027", "2027-05-03"),
        ("1:a maj 27", "2027-05-01"),
        ("idag", "2026-11-22"),
        ("i dag", "2026-11-22"),
        ("Imorgon", "2026-11-23"),
        ("i övermorgon", "2026-11-24"),
        ("igår", "2026-11-21"),
        ("i förrgår", "2026-11-20"),
        ("+14", "2026-12-06"),
        ("-3", "2026-11-19"),
        ("+2 v", "2026-12-06"),
        ("v. 47", "2026-11-16"),
        ("v47", "2026-11-16"),
        ("vecka 53", "2026-12-28"),
        ("v 2", "2027-01-11"),
        ("v 47 fre", "2026-11-20"),
        ("v 10 2028", "2028-03-06"),
        ("v 10 fre 2028", "2028-03-10"),
        ("fre", "2026-11-27"),
        ("på måndag", "2026-11-23"),
        ("söndag", "2026-11-29"),
        ("i fredags", "2026-11-20"),
        ("i söndags", "2026-11-15"),
        ("31/2", None),
        ("2026-13-01", None),
        ("v 54", None),
        ("v. 47 hej", None),
        ("hej", None),
        ("ma", None),
        ("+99999", None),
        ("-9999999999", None),
        ("", None),
        ("\0", None),
        ("8507099805", None),
    ],
)
def test_what_counsellors_type(said: str, meant: str | None):
    assert read_date(said, TODAY) == (None if meant is None else date.fromisoformat(meant))


@given(day=DAYS, today=DAYS)
def test_a_whole_date_means_itself_whatever_day_it_is(day: date, today: date):
    assert read_date(day.isoformat(), today) == day
    assert read_date(f"{day:%Y%m%d}", today) == day
    assert read_date(in_words(day), today) == day


@given(today=DAYS, days=st.integers(0, 9999))
def test_a_step_is_so_many_days(today: date, days: int):
    assert read_date(f"+{days}", today) == today + timedelta(days=days)


@given(today=DAYS, week=st.integers(1, 53))
def test_a_week_is_the_nearest_iso_week_of_that_number(today: date, week: int):
    found = read_date(f"v. {week}", today)
    if found is None:
        assert week == 53
    else:
        assert found.isocalendar().week == week
        assert found.isoweekday() == 1
        # A week 53 comes only every fifth or sixth year: it is looked for from last year to next.
        assert abs((found - today).days) <= (190 if week < 53 else 2 * 366)


@given(today=DAYS, day=DAYS)
def test_a_day_without_year_lies_within_half_a_year(today: date, day: date):
    found = read_date(f"{day.day}/{day.month}", today)
    if (day.day, day.month) == (29, 2):
        assert found is None or (found.day, found.month) == (29, 2)
    else:
        assert found is not None
        assert (found.day, found.month) == (day.day, day.month)
        assert abs((found - today).days) <= 184


@given(text=st.text(max_size=40), today=st.dates())
def test_no_text_breaks_it(text: str, today: date):
    read_date(text, today)
    read_time(text)


@given(
    today=st.dates(),
    said=st.sampled_from(["+9999", "-9999", "imorgon", "i förrgår", "v. 1", "1/1", "fre"]),
)
def test_the_ends_of_time_break_nothing(today: date, said: str):
    read_date(said, today)


@given(day=DAYS)
def test_the_description_says_weekday_and_iso_week(day: date):
    weekday, week = described(day).split(", vecka ")
    assert int(week) == day.isocalendar().week
    assert read_date(f"v {week} {weekday} {day.isocalendar().year}", day) == day


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9", time(9)),
        ("kl. 9.30", time(9, 30)),
        ("kl 13", time(13)),
        ("00:00", time(0)),
        ("2460", None),
        ("24:00", None),
        ("9.5", None),
        ("", None),
    ],
)
def test_clock_times(said: str, meant: time | None):
    assert read_time(said) == meant


@given(day=DAYS, months=st.integers(-600, 600))
def test_months_keep_the_day_within_the_month(day: date, months: int):
    moved = months_later(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).month != moved.month


def test_months_past_the_end_of_time_stay():
    assert months_later(date(9999, 12, 31), 1) == date(9999, 12, 31)


def test_past_the_ends_of_time_there_is_no_day():
    assert read_date("imorgon", date.max) is None
    assert read_date("-9999", date.min) is None
