"""A term without red days, and an evening that says no more than it must (A10, 5.7, G6)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.evening import Evening, Guest, Helper, age_words, apart, in_order
from kvinnobyran.domain.group import Role
from kvinnobyran.domain.holidays import holiday
from kvinnobyran.domain.term import half_year, plan_term
from kvinnobyran.domain.volunteer import HelpKind

START = date(2027, 1, 18)


def born(text):
    return PartialDate.from_stored(text)


class TestTerms:
    def test_a_term_of_thirteen_mondays_knows_easter(self):
        spring = plan_term(date(2027, 1, 18), weekday=0, count=13)
        assert len(spring.days) == 13
        assert (spring.skipped, spring.missing) == (((date(2027, 3, 29), "Annandag påsk"),), 0)
        assert spring.days[-1] == date(2027, 4, 19)

    def test_what_goes_beyond_the_half_year_is_left_out_and_said(self):
        late = plan_term(date(2027, 6, 1), weekday=0, count=13)
        assert late.days == (
            date(2027, 6, 7),
            date(2027, 6, 14),
            date(2027, 6, 21),
            date(2027, 6, 28),
        )
        assert late.missing == 9

    def test_a_year_is_twenty_six_mondays(self):
        spring = plan_term(date(2027, 1, 18), weekday=0, count=13)
        autumn = plan_term(date(2027, 8, 30), weekday=0, count=13)
        assert len({*spring.days, *autumn.days}) == 26
        assert autumn.days[-1] == date(2027, 11, 22)

    @given(
        st.dates(date(2020, 1, 1), date(2040, 12, 31)),
        st.integers(0, 6),
        st.integers(1, 30),
        st.integers(1, 4),
    )
    def test_a_term_never_meets_on_a_red_day_nor_in_the_next_half_year(
        self, first, weekday, number, weeks
    ):
        term = plan_term(first, weekday=weekday, count=number, weeks=weeks)
        assert len(term.days) + term.missing == number
        assert all(holiday(day) is None for day in term.days)
        assert all(holiday(day) is not None for day, _ in term.skipped)
        assert all(half_year(day) == half_year(first) for day in term.days)
        assert all(day >= first and day.weekday() == weekday for day in term.days)
        assert list(term.days) == sorted(set(term.days))


class TestEvening:
    def test_everybody_is_counted_to_dinner(self):
        evening = Evening(
            title="Kvällskaféet",
            day=START,
            starts_at=None,
            minutes=180,
            guests=(
                Guest(name="Svala", role=Role.MOTHER, allergies="nötter"),
                Guest(name="Lo", role=Role.CHILD, age="6 år", with_name="Svala"),
            ),
            leaders=("Terapeuten", "Greta"),
            helpers=(Helper(name="Vera", kind=HelpKind.CHILDREN),),
        )
        assert evening.dinner == 5
        assert [each.name for each in evening.adults] == ["Svala"]
        assert [each.age for each in evening.children] == ["6 år"]
        assert evening.allergies == (("Svala", "nötter"),)

    def test_children_stand_under_their_mothers(self):
        guests = [
            Guest(name="Åsa", role=Role.MOTHER),
            Guest(name="Lo", role=Role.CHILD, with_name="Åsa"),
            Guest(name="Bo", role=Role.CHILD, with_name="Ingen"),
            Guest(name="Ada", role=Role.MOTHER),
        ]
        assert [each.name for each in in_order(guests)] == ["Ada", "Åsa", "Lo", "Bo"]

    def test_two_of_one_name_can_be_told_apart(self):
        assert apart(["Bo", "Bo", "Ada"]) == ("Bo", "Bo 2", "Ada")

    @pytest.mark.parametrize(
        ("birth", "words"),
        [
            ("2020-05-01", "6 år"),
            ("2020", "6–7 år"),
            ("2027-02-01", "inte född"),
            (None, "okänd ålder"),
        ],
    )
    def test_an_age_in_words(self, birth, words):
        assert age_words(born(birth) if birth else None, START) == words
