"""Closed registers: what was printed stays as it was counted, what comes late is counted once."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from kvinnobyran.statistics.release import lives
from kvinnobyran.statistics.release.lives import Days, Life
from tests.statistics.release.offices import halves, tables, visits, year

ONE, TWO = halves(2027)
EARLY, LATER = dt.date(2027, 3, 1), dt.date(2027, 9, 1)
CAME = ("contact", "support")


def world(**days):
    return {"women": {who: Life({}, {day: {CAME} for day in own}) for who, own in days.items()}}


def test_what_is_registered_late_is_counted_on_the_first_open_day():
    closed = ((ONE, world(anna=[EARLY])),)
    live = world(anna=[EARLY], bea=[EARLY])
    merged = lives.merged(closed, live, TWO)
    assert set(merged["women"]["anna"].days) == {EARLY}
    assert merged["women"]["bea"].days == {TWO.first: {CAME}}
    assert lives.late(closed, live) == {"women": (1, 0)}


def test_what_came_late_is_counted_once_for_good():
    closed = ((ONE, world(anna=[EARLY])),)
    live = world(anna=[EARLY], bea=[EARLY])
    shut = lives.cut(lives.merged(closed, live, TWO), TWO, [ONE])
    after = (*closed, (TWO, shut))
    next_year = halves(2028)[0]
    assert "bea" in lives.merged(after, live, next_year)["women"]
    assert next_year.first not in lives.merged(after, live, next_year)["women"]["bea"].days
    assert lives.late(after, live) == {}


def test_what_was_taken_away_later_stays_in_a_closed_period():
    closed = ((ONE, world(anna=[EARLY], bea=[EARLY])),)
    live = world(anna=[EARLY])
    assert set(lives.merged(closed, live, year(2027))["women"]) == {"anna", "bea"}
    assert lives.late(closed, live) == {"women": (0, 1)}


def test_a_report_without_an_open_day_leaves_out_what_came_late():
    closed = ((ONE, world(anna=[EARLY])),)
    part = Days(dt.date(2027, 1, 1), dt.date(2027, 5, 1))
    assert set(lives.merged(closed, world(anna=[EARLY], bea=[EARLY]), part)["women"]) == {"anna"}


@settings(max_examples=20)
@given(st.integers(0, 60), st.integers(0, 99))
def test_a_year_is_its_halves(number, seed):
    found = visits(number, seed)
    whole = year(2027)
    live = lives.lives_of(tables(found, whole))
    first = lives.cut(lives.merged((), live, ONE), ONE, ())
    merged = lives.merged(((ONE, first),), live, whole)
    assert {who: set(life.days) for who, life in merged.get("women", {}).items()} == {
        who: set(life.days) for who, life in live.get("women", {}).items()
    }
    assert lives.from_text(lives.to_text(merged)) == merged
