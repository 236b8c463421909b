import datetime as dt

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.reports.calendar_rows import Calendar

TODAY = dt.date(2026, 11, 22)
A, B = Apartment(id="a", code="Lägenhet A"), Apartment(id="b", code="Lägenhet B")


def day(text):
    return dt.date.fromisoformat(text)


def stay(id, first, until, apartment="a", state=StayState.CONFIRMED, **more):
    return Stay(
        kind=more.pop("kind", StayKind.PLACEMENT), id=id, apartment_id=apartment,
        apartment=f"Lägenhet {apartment.upper()}", case_id=None, label=f"KB-26-00{id}",
        first=day(first), until=day(until) if until else None, state=state,
        stage="Beslutad", **more,
    )  # fmt: skip


def calendar(*stays):
    return Calendar.of((A, B), stays, TODAY)


def test_an_empty_calendar_shows_half_a_year_back_and_three_ahead():
    made = calendar()
    assert (made.first, made.until) == (day("2026-05-01"), day("2029-11-01"))
    assert [len(row.stays) for row in made.rows] == [0, 0]
    assert made.nearest(0, TODAY) is None
    assert list(made.all()) == []


def test_all_stays_are_found_and_nothing_of_an_apartment_that_is_not_shown():
    made = calendar(
        stay("1", "2020-03-10", "2020-09-01"),
        stay("2", "2026-09-01", None, "b"),
        stay("3", "2026-01-01", "2026-02-01", "gone"),
    )
    assert made.first == day("2020-03-01")
    assert [each.id for each in made.all()] == ["1", "2"]
    assert made.place("2") == (1, 0)
    assert made.stay("3") is None


def test_who_stays_past_her_planned_end_is_there_tonight():
    late = stay("1", "2026-05-01", "2026-11-01", here=True, overrun=True)
    [row, _] = calendar(late).rows
    assert row.slots[0].until == day("2026-11-23")
    assert row.gaps[-1] == Span(day("2026-11-23"))


def test_the_nearest_stay_is_the_one_that_day_or_before_it():
    made = calendar(stay("1", "2026-03-10", "2026-09-01"), stay("2", "2026-12-01", "2027-05-01"))
    assert [
        made.nearest(0, day(text)).id for text in ("2026-01-01", "2026-10-01", "2027-01-01")
    ] == [
        "1",
        "1",
        "2",
    ]


def test_the_next_free_days():
    made = calendar(
        stay("1", "2026-11-01", "2026-12-01"),
        stay("2", "2027-01-10", "2027-05-01"),
        stay("3", "2026-11-01", None, "b"),
    )
    assert made.next_free(0, TODAY) == Span(day("2026-12-01"), day("2027-01-10"))
    assert made.next_free(0, day("2026-12-20")) == Span(day("2026-12-20"), day("2027-01-10"))
    assert made.next_free(0, day("2027-02-20")) == Span(day("2027-05-01"))
    assert made.next_free(1, TODAY) == Span(made.until)
    assert made.next_free(0, TODAY, nights=60) == Span(day("2027-05-01"))
    assert made.soonest_free(TODAY) == (0, Span(day("2026-12-01"), day("2027-01-10")))


def test_what_nobody_has_decided_is_in_nobodys_way():
    made = calendar(
        stay("1", "2026-11-01", "2026-12-01"),
        stay("2", "2026-12-01", "2027-05-01", state=StayState.PRELIMINARY),
        stay(
            "3", "2027-01-10", "2027-05-01", kind=StayKind.RESERVATION, state=StayState.PRELIMINARY
        ),
    )
    clashes = made.clashes(0, Span(day("2026-11-30"), day("2027-02-01")))
    assert [each.id for each in clashes] == ["1", "3"]
    assert made.clashes(0, Span(day("2026-11-30"), day("2026-12-05")), but="1") == []
    assert made.clashes(0, Span(day("2026-12-01"), day("2027-01-10"))) == []
