"""The calendar's arithmetic, without a window: nothing overlaps, nothing changes its order."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.span import Span
from kvinnobyran.reports.lanes import (
    DAY,
    Measures,
    Row,
    Scale,
    gap_words,
    months,
    row_at,
    tops,
    weeks,
    years,
)

START = dt.date(2020, 1, 1)
MEASURES = Measures(lane=34, pad=6, between=4, least=24)
HORIZON = START + 5000 * DAY


@dataclass(frozen=True)
class Stay:
    id: str
    first: dt.date
    until: dt.date | None


def laid(stays, since=START):
    return Row.of(stays, since=since, horizon=HORIZON)


days = st.integers(0, 3650).map(lambda by: START + by * DAY)
scales = st.floats(0.2, 60).map(lambda per_day: Scale(START, per_day))
spans = st.lists(
    st.tuples(days, st.integers(0, 400) | st.none()).map(
        lambda p: (p[0], None if p[1] is None else p[0] + p[1] * DAY)
    ),
    max_size=25,
).map(lambda pairs: [Stay(str(at), *pair) for at, pair in enumerate(pairs)])


def row(*pairs, since=START):
    made = [
        Stay(str(at), dt.date.fromisoformat(a), dt.date.fromisoformat(b) if b else None)
        for at, (a, b) in enumerate(pairs)
    ]
    return laid(made, since)


@given(days, scales)
def test_every_day_maps_back(day, scale):
    assert scale.day(scale.x(day)) == day
    assert scale.day(scale.x(day) + scale.per_day * 0.99) == day


@pytest.mark.unmeasured
@given(spans, scales)
def test_no_two_rectangles_of_an_apartment_overlap(given_spans, scale):
    bars = laid(given_spans).bars(scale, MEASURES, 100)
    for at, one in enumerate(bars):
        for other in bars[:at]:
            apart = (
                one.x + one.width <= other.x + 1e-6
                or other.x + other.width <= one.x + 1e-6
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert apart


@given(spans, scales)
def test_order_is_kept_and_each_bar_covers_its_days(given_spans, scale):
    made = laid(given_spans)
    bars = made.bars(scale, MEASURES, 0)
    assert len(bars) == len(given_spans)
    assert all(one.x <= other.x for one, other in pairwise(bars))
    edges = tops([made], MEASURES)
    for stay, slot, bar in zip(made.stays, made.slots, bars, strict=True):
        assert bar.x == scale.x(stay.first)
        assert slot.until >= (stay.until or HORIZON)
        assert bar.width >= scale.x(slot.until) - bar.x - 1e-6
        assert bar.top >= 0
        assert bar.top + bar.height <= edges[-1]


@pytest.mark.unmeasured
@given(spans)
def test_gaps_and_stays_are_all_the_days_there_are(given_spans):
    made = laid(given_spans)
    for by in range(0, 4200, 7):
        day = START + by * DAY
        free = [gap for gap in made.gaps if day in gap]
        taken = [stay for stay in made.stays if day in Span(stay.first, stay.until)]
        assert bool(free) != bool(taken)


def test_same_day_out_and_in_stand_side_by_side():
    made = row(("2027-01-15", "2027-08-02"), ("2027-08-02", "2028-01-10"))
    assert made.lanes == 1
    one, other = made.bars(Scale(START, 3), MEASURES, 0)
    assert one.x + one.width == other.x
    assert [gap_words(gap) for gap in made.gaps[1:]] == ["ledig från 2028-01-10"]


def test_a_conflict_takes_a_second_lane():
    made = row(("2027-01-15", "2027-08-10"), ("2027-08-02", "2028-01-10"))
    assert [slot.lane for slot in made.slots] == [0, 1]
    assert tops([made, row()], MEASURES) == [0, 84, 130]


def test_without_an_end_it_is_drawn_to_the_horizon_and_nothing_is_free_after():
    made = row(("2027-01-15", ""))
    assert made.slots[0].until == HORIZON
    assert [gap_words(gap) for gap in made.gaps] == ["ledig 2571 dagar"]


def test_a_short_stay_is_wide_enough_to_hit_where_there_is_room():
    made = row(("2027-01-15", "2027-01-16"), ("2027-01-20", "2027-01-21"))
    one, other = made.bars(Scale(START, 1), MEASURES, 0)
    assert (one.width, other.width) == (5, 24)


@pytest.mark.parametrize(
    ("y", "at"), [(-1, None), (0, 0), (45.9, 0), (46.5, 1), (91.9, 1), (92, None)]
)
def test_which_row_lies_there(y, at):
    assert row_at(tops([row(), row()], MEASURES), y) == at


def test_gaps_are_said_with_their_length():
    made = row(
        ("2020-01-18", "2020-02-01"), ("2020-02-02", "2020-03-01"), since=dt.date(2020, 1, 1)
    )
    said = ["ledig 17 dagar", "ledig 1 dag", "ledig från 2020-03-01"]
    assert [gap_words(gap) for gap in made.gaps] == said


def wide(words):
    return 6.0 * len(words)


@pytest.mark.parametrize(
    ("per_day", "words"), [(6, "september"), (2, "sep"), (0.5, "S"), (0.2, "")]
)
def test_months_are_named_as_there_is_room(per_day, words):
    found = months(dt.date(2026, 9, 10), dt.date(2026, 11, 2), Scale(START, per_day), wide, 4)
    assert [mark.first.month for mark in found] == [9, 10, 11]
    assert found[0].words == words


@pytest.mark.parametrize(("per_day", "step"), [(3, 1), (1.5, 2), (0.7, 4), (0.2, 13)])
def test_weeks_are_those_of_iso_and_as_many_as_there_is_room_for(per_day, step):
    found = weeks(dt.date(2026, 12, 1), dt.date(2028, 1, 10), Scale(START, per_day), wide, 4)
    for mark in found:
        assert mark.first.isoweekday() == 1
        assert str(mark.first.isocalendar().week) == mark.words
        assert (int(mark.words) - 1) % step == 0
    if step == 1:
        assert [mark.words for mark in found[3:7]] == ["52", "53", "1", "2"]


def test_no_week_is_named_where_there_is_no_room():
    assert weeks(START, START + 30 * DAY, Scale(START, 0.01), wide, 4) == []


def test_years_that_are_touched():
    found = years(dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    assert [mark.words for mark in found] == ["2026"]
    assert [m.words for m in years(dt.date(2026, 5, 1), dt.date(2028, 1, 2))] == [
        "2026",
        "2027",
        "2028",
    ]
