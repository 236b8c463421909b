"""Incomplete dates: what is typed, what is stored, how they are ordered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.dates import (
    PartialDate,
    add_months,
    age_at,
    long_label,
    week_label,
)

TODAY = date(2027, 2, 9)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("typed", "stored", "label"),
    [
        ("2019-06-03", "2019-06-03", "2019-06-03"),
        ("20190603", "2019-06-03", "2019-06-03"),
        ("2019-06", "2019-06", "juni 2019"),
        ("juni 2019", "2019-06", "juni 2019"),
        ("Jun 2019", "2019-06", "juni 2019"),
        ("våren 2019", "2019-vår", "våren 2019"),
        ("höst 2018", "2018-höst", "hösten 2018"),
        ("1990", "1990", "1990"),
        ("ca 30", "~30@2027-02-09", "cirka 30 år (2027-02-09)"),
        ("runt 30", "~30@2027-02-09", "cirka 30 år (2027-02-09)"),
        ("30 år", "~30@2027-02-09", "cirka 30 år (2027-02-09)"),
        ("ca 1990", "1990", "1990"),
    ],
)
def test_what_is_typed_is_understood(typed: str, stored: str, label: str) -> None:
    read = PartialDate.read(typed, today=TODAY)
    assert read is not None
    assert (read.text, read.label) == (stored, label)
    assert PartialDate.from_stored(read.to_stored()) == read


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "ca", "snart", "2019-02-30", "2019-13", "i maj", "ma 2019", "ca 0000", "1 2 3 4"],
)
def test_what_is_not_understood_is_never_guessed(typed: str) -> None:
    assert PartialDate.read(typed, today=TODAY) is None


@pytest.mark.parametrize("text", ["", "x", "2019-2", "0000", "~999@2027-02-09", "2019-02-30"])
def test_only_the_canonical_text_is_stored(text: str) -> None:
    with pytest.raises(ValueError, match="not a partial date"):
        PartialDate.from_stored(text)


@given(st.text(max_size=40))
def test_no_typed_text_breaks_the_reader(text: str) -> None:
    read = PartialDate.read(text, today=TODAY)
    assert read is None or read.first <= read.last


def test_spring_2019_sorts_before_june_2019() -> None:
    spring, june = PartialDate.from_stored("2019-vår"), PartialDate.from_stored("2019-06")
    assert sorted([june, spring]) == [spring, june]


@given(DAYS, DAYS)
def test_age_grows_by_one_on_the_birthday(birth: date, on: date) -> None:
    age = age_at(birth, on)
    assert age_at(birth, add_months(on, 12)) - age in {0, 1, 2}
    exact = PartialDate.of_day(birth)
    assert exact.exact
    assert exact.ages(on) == (age, age)
    assert exact.age(on) == age


def test_born_on_leap_day_turns_a_year_on_the_first_of_march() -> None:
    birth = date(2020, 2, 29)
    assert age_at(birth, date(2021, 2, 28)) == 0
    assert age_at(birth, date(2021, 3, 1)) == 1


def test_a_guessed_age_counts_as_said_and_grows() -> None:
    born = PartialDate.of_age(30, TODAY)
    assert born.age(TODAY) == 30
    assert born.age(TODAY + timedelta(days=400)) == 31
    assert born.age(TODAY - timedelta(days=400)) == 30
    assert born.ages(TODAY) == (30, 30)
    this_year = PartialDate.from_stored(str(TODAY.year))
    assert (this_year.ages(TODAY), this_year.age(TODAY)) == ((0, 0), 0)
    assert PartialDate.from_stored(str(TODAY.year + 1)).ages(TODAY)[0] < 0


def test_an_uncertain_age_is_not_an_age() -> None:
    assert PartialDate.from_stored("1990").age(date(2027, 6, 1)) is None


@given(DAYS)
def test_labels_of_a_day(day: date) -> None:
    assert week_label(day) == f"vecka {day.isocalendar()[1]}"
    assert str(day.year) in long_label(day)


def test_the_long_label() -> None:
    assert long_label(date(2026, 11, 22)) == "söndag 22 november 2026"
    assert week_label(date(2026, 12, 28)) == "vecka 53"


def test_months_end_where_the_month_ends() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2027, 1, 31), -2) == date(2026, 11, 30)
