"""Chance that repeats."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.demo.agenda import Agenda, moment_of, workday
from kvinnobyran.demo.dice import Dice

SEEDS = st.integers(0, 2**63 - 1)


@given(SEEDS, st.integers(-50, 50), st.integers(0, 50))
def test_a_draw_stays_within_its_ends(seed, lowest, more):
    dice = Dice(seed)
    assert all(lowest <= dice.between(lowest, lowest + more) <= lowest + more for _ in range(20))


@given(SEEDS, st.dictionaries(st.integers(), st.floats(0.001, 100), min_size=1))
def test_only_what_has_weight_is_drawn(seed, weights):
    assert Dice(seed).weighed(weights) in weights


@given(SEEDS, st.lists(st.integers(), unique=True, max_size=8), st.integers(0, 12))
def test_few_are_different_and_no_more_than_there_are(seed, values, count):
    drawn = Dice(seed).few(values, count)
    assert len(drawn) == len(set(drawn)) == min(count, len(values))


@given(SEEDS)
def test_the_same_seed_draws_the_same(seed):
    one, other = Dice(seed), Dice(seed)
    assert [one.new_id() for _ in range(5)] == [other.new_id() for _ in range(5)]
    assert one.each({1: 0.5, 2: 1.0, 3: 0.0}) == other.each({1: 0.5, 2: 1.0, 3: 0.0})
    assert one.one("abc") == other.one("abc")


def test_what_lies_after_the_last_morning_never_happens():
    seen: list[datetime] = []
    agenda = Agenda(date(2027, 3, 2))
    agenda.at(moment_of(date(2027, 3, 2), 8), seen.append)
    agenda.at(moment_of(date(2027, 3, 2), 7, 59), seen.append)
    agenda.at(moment_of(date(2027, 3, 1), 9), seen.append)
    agenda.run()
    assert [moment.day for moment in seen] == [1, 2]


def test_two_talks_never_share_an_hour_and_none_is_on_a_weekend():
    agenda = Agenda(date(2027, 12, 31))
    hours = [agenda.free_hour("Astrid", date(2027, 3, 5)) for _ in range(40)]
    assert len(set(hours)) == 40
    assert all(hour.weekday() < 5 for hour in hours)
    assert agenda.free_hour("Mirjam", date(2027, 3, 5)) == hours[0]
    assert workday(date(2027, 3, 6)) == workday(date(2027, 3, 8)) == date(2027, 3, 8)
