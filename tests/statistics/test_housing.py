"""The figures of the apartments, by hand-made rows: nights, occupancy, lengths (domain.md 3.3)."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.placement import DischargeReason, Placer
from kvinnobyran.statistics.housing import (
    ClosedRow,
    HomeRow,
    StayRow,
    available,
    completed,
    lengths,
    nights,
)
from kvinnobyran.statistics.housing_tables import LEAST_NIGHTS, occupied, tellable
from kvinnobyran.statistics.period import Period

H1 = Period.parse("2027-H1")
YEAR = Period.parse("2027")


def stay(first, until=None, **values):
    made = {
        "id": f"{first}",
        "apartment_id": "a",
        "placer": Placer.NEXUS,
        "moved_in": first,
        "moved_out": until,
        "adults": 1,
        "children": 2,
        "pets": 1,
        "extensions": 0,
        "reason": DischargeReason.OWN_HOME if until else None,
        "aftercare_from": None,
    }
    return StayRow(**{**made, **values})


HOMES = [HomeRow(id=each, code=f"Lägenhet {each}", retired_on=None) for each in "ab"]


def test_scenario_15_167_nights_in_the_half_year_and_no_completed_stay():
    her = stay(date(2027, 1, 15))
    assert nights(her, H1) == 167
    assert completed([her], H1) == []
    assert lengths(completed([her], H1)).mean is None
    left = stay(date(2027, 1, 15), date(2027, 7, 15))
    assert nights(left, H1) == 167
    assert nights(left, YEAR) == 181
    assert lengths(completed([left], YEAR)) == lengths([left])
    assert lengths([left]).mean == 181


def test_scenario_20_52_nights_until_the_address_was_exposed():
    assert nights(stay(date(2027, 7, 20), date(2027, 9, 10)), YEAR) == 52


def test_out_and_in_on_the_same_day_shares_no_night():
    out, comes = stay(date(2027, 6, 1), date(2027, 8, 2)), stay(date(2027, 8, 2))
    assert nights(out, YEAR) + nights(comes, YEAR) == (date(2028, 1, 1) - date(2027, 6, 1)).days


def test_mean_and_median_are_of_completed_stays_only():
    rows = [
        stay(date(2027, 1, 1), date(2027, 1, 11)),
        stay(date(2027, 2, 1), date(2027, 2, 21)),
        stay(date(2027, 3, 1), date(2027, 6, 9)),
        stay(date(2027, 6, 10)),
    ]
    found = lengths(completed(rows, H1))
    assert (found.number, found.mean, found.median) == (3, Fraction(130, 3), Fraction(20))


def test_occupancy_is_of_the_nights_an_apartment_could_be_lived_in():
    closed = [
        ClosedRow(apartment_id="b", first=date(2027, 1, 1), until=date(2027, 4, 1)),
        ClosedRow(apartment_id="b", first=date(2027, 3, 1), until=date(2027, 4, 11)),
    ]
    assert available(HOMES, closed, H1) == 181 + 181 - 100
    assert available(HOMES, [], H1) == 362
    gone = [HOMES[0], HomeRow(id="b", code="B", retired_on=date(2027, 1, 11))]
    assert available(gone, [], H1) == 191
    past = [HOMES[0], HomeRow(id="b", code="B", retired_on=date(2020, 1, 1))]
    long_ago = ClosedRow(apartment_id="a", first=date(2020, 1, 1), until=date(2020, 2, 1))
    assert available(past, [long_ago], H1) == 181
    made = occupied(181, 262, outside=False)
    assert made.cell({"occupied": "lived"}).value == 181
    assert made.total.value == 262
    assert made.share({"occupied": "lived"}) == 69
    # She had not left an apartment yet that was closed: never more than there were.
    assert occupied(300, 262, outside=True).cell({"occupied": "empty"}).value == 0


@pytest.mark.parametrize(
    ("period", "nights_a_year", "out"),
    [
        ("2027", (0, LEAST_NIGHTS), True),
        ("2027", (365, LEAST_NIGHTS - 1), False),
        ("2027-H1", (365, 181), False),
        ("2027-T1", (365, 100), False),
        ("2026-01-01_2027-12-31", (LEAST_NIGHTS, 300), True),
        # The year that is not told would be the difference of two that are.
        ("2026-01-01_2027-12-31", (LEAST_NIGHTS - 1, 300), False),
        ("2026-07-01_2027-06-30", (365, 365), False),
    ],
)
def test_D9_occupancy_goes_out_by_whole_years_and_never_for_one_short_stay(
    period, nights_a_year, out
):
    rows = [
        stay(date(year, 1, 1), date(year, 1, 1) + timedelta(days=lived))
        for year, lived in zip((2026, 2027), nights_a_year, strict=True)
    ]
    assert tellable(rows, Period.parse(period)) is out


@given(st.lists(st.integers(0, 500), min_size=2, max_size=12, unique=True))
def test_the_nights_of_the_parts_add_up_to_the_year(days):
    days = sorted(days)
    start = date(2026, 10, 1)
    rows = [
        stay(start + timedelta(days=one), start + timedelta(days=two))
        for one, two in pairwise(days)
    ]
    halves = [Period.parse(f"2027-H{half}") for half in (1, 2)]
    for row in rows:
        assert sum(nights(row, half) for half in halves) == nights(row, YEAR)
    assert sum(nights(row, YEAR) for row in rows) <= 365


@pytest.mark.parametrize("text", ["2027-H1", "2027", "2027-T2"])
def test_a_stay_through_the_whole_period_has_all_its_nights(text):
    period = Period.parse(text)
    assert nights(stay(date(2020, 1, 1)), period) == period.days
