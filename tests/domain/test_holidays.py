"""The red days of our own few lines, held against a package that is made for nothing else."""

import datetime as dt

import holidays as oracle
import pytest

from kvinnobyran.domain.holidays import Rest, easter, holiday, holidays_of

YEARS = range(1990, 2051)


@pytest.mark.parametrize(
    ("category", "rest"), [("public", Rest.RED), ("de_facto", Rest.EVE)], ids=["red", "eve"]
)
def test_days_equal_those_of_the_package(category, rest):
    known = oracle.Sweden(years=YEARS, language="sv", include_sundays=False, categories=(category,))
    ours = {
        day: found.name
        for year in YEARS
        for day, found in holidays_of(year).items()
        if found.rest is rest
    }
    assert set(ours) == set(known)
    # Where two fall on one day, the package names both.
    assert {day: ours[day] for day in ours if ours[day] not in known[day]} == {}


def test_easter_by_a_second_way_of_reckoning():
    """The dates of a table (Svenska kyrkans år), and the two bounds."""
    table = {
        1990: (4, 15),
        2000: (4, 23),
        2008: (3, 23),
        2011: (4, 24),
        2026: (4, 5),
        2038: (4, 25),
    }
    assert {year: (easter(year).month, easter(year).day) for year in table} == table
    for year in range(1900, 2200):
        assert dt.date(year, 3, 22) <= easter(year) <= dt.date(year, 4, 25)
        assert easter(year).isoweekday() == 7


def test_a_plain_sunday_has_no_name():
    assert holiday(dt.date(2026, 11, 22)) is None
    found = holiday(dt.date(2026, 12, 24))
    assert found is not None
    assert found.name == "Julafton"
