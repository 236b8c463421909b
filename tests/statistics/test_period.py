"""The days a report is about."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.statistics.period import Period, PeriodUnreadable, Span

SPANS = st.sampled_from([Span.HALF, Span.TERTIAL, Span.YEAR])
DAYS = st.dates(date(1991, 1, 1), date(2198, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "title"),
    [
        ("2027-H1", date(2027, 1, 1), date(2027, 6, 30), "första halvåret 2027"),
        ("2027-H2", date(2027, 7, 1), date(2027, 12, 31), "andra halvåret 2027"),
        ("2027-T1", date(2027, 1, 1), date(2027, 4, 30), "första tertialet 2027"),
        ("2027-T2", date(2027, 5, 1), date(2027, 8, 31), "andra tertialet 2027"),
        ("2027-T3", date(2027, 9, 1), date(2027, 12, 31), "tredje tertialet 2027"),
        ("2028", date(2028, 1, 1), date(2028, 12, 31), "år 2028"),
    ],
)
def test_every_written_form_names_its_days(text, first, last, title):
    period = Period.parse(text)
    assert (period.first, period.last, period.title, str(period)) == (first, last, title, text)
    assert period.dates == f"{first}–{last}"
    assert period.days == (last - first).days + 1


def test_small_letters_and_blanks_are_forgiven():
    assert Period.parse(" 2027-h1 ") == Period(2027, Span.HALF, 1)


@pytest.mark.parametrize(
    "text",
    ["", "27", "2027-H3", "2027-H0", "2027-T4", "2027-Q1", "2027-H", "1989", "2200", "2027-01",
     "20270", "2027-H1x", "٢٠٢٧", "2027-", "H1-2027"],
)  # fmt: skip
def test_anything_else_is_a_trouble_with_a_way_on(text):
    with pytest.raises(PeriodUnreadable) as caught:
        Period.parse(text)
    assert isinstance(caught.value, Trouble)
    assert "2027-H1" in str(caught.value)


@given(DAYS, SPANS)
def test_every_day_is_in_exactly_one_period_of_each_length(day, span):
    period = Period.containing(day, span)
    assert day in period
    assert day not in period.previous
    assert day not in period.following
    assert period.previous.after == period.first
    assert period.following.first == period.after == period.last + timedelta(days=1)
    assert period.following.previous == period
    assert Period.parse(str(period)) == period


def test_the_world_ends_at_both_ends():
    with pytest.raises(PeriodUnreadable):
        _ = Period.parse("1990").previous
    with pytest.raises(PeriodUnreadable):
        _ = Period.parse("2199-H2").following
