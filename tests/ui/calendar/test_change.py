"""Days that are being moved, without a window."""

import datetime as dt
from dataclasses import replace

import pytest

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.ui.calendar.change import Change, may_end_otherwise, may_move, why_not
from kvinnobyran.ui.calendar.listing import in_list_order

A, B = Apartment(id="a", code="Lägenhet A"), Apartment(id="b", code="Lägenhet B")


def day(text):
    return dt.date.fromisoformat(text)


def stay(id, first, until, apartment="a", **more):
    made = Stay(
        kind=StayKind.RESERVATION, id=id, apartment_id=apartment, apartment="Lägenhet",
        case_id=None, label=f"K-2026-{id}", first=day(first), until=day(until) if until else None,
        state=StayState.CONFIRMED, stage="Bekräftad",
    )  # fmt: skip
    return replace(made, **more)


HERS = stay("018", "2026-05-04", "2026-11-30", kind=StayKind.PLACEMENT, here=True)
HELD = stay("019", "2027-01-04", "2027-07-05")
CALENDAR = Calendar.of((A, B), (HERS, HELD), day("2026-08-22"))


def test_live_line_names_the_weeks_and_says_that_nothing_is_in_the_way():
    change = Change(None, 1, day("2026-08-31"), day("2027-03-01"))
    said = "2026-08-31–2027-03-01, vecka 36–9, 26 veckor, krockar inte."
    assert change.said(CALENDAR) == said
    assert (change.id, change.changes(CALENDAR)) == ("", True)
    assert Change(None, 1, day("2026-08-31"), None).said(CALENDAR) == (
        "2026-08-31 och tills vidare, från vecka 36, krockar inte."
    )


def test_a_clash_names_what_is_in_the_way_and_the_first_day_that_is_free():
    change = Change(None, 0, day("2026-11-02"), day("2026-12-21"))
    assert change.said(CALENDAR).endswith(
        "7 veckor. Krockar med K-2026-018 till 2026-11-30. Ledigt från 2027-07-05."
    )
    short = Change(None, 0, day("2026-11-02"), day("2026-12-02"))
    assert short.said(CALENDAR).endswith("Ledigt från 2026-11-30.")
    endless = Calendar.of((A,), (replace(HELD, until=None),), day("2026-08-22"))
    assert change.in_row(0).moved(90).said(endless).endswith("Krockar med K-2026-019.")


def test_moving_keeps_the_length_and_ends_stay_after_beginnings():
    change = Change(HELD, 0, HELD.first, HELD.until)
    assert not change.changes(CALENDAR)
    assert change.in_row(1).changes(CALENDAR)
    later = change.moved(3)
    assert (later.first, later.until) == (day("2027-01-07"), day("2027-07-08"))
    assert change.ending(-400).until == day("2027-01-05")
    assert change.beginning(400).first == day("2027-07-04")
    open_ended = replace(change, until=None)
    assert open_ended.ending(5) == open_ended
    assert open_ended.beginning(5).first == day("2027-01-09")
    assert open_ended.moved(1).until is None


@pytest.mark.parametrize(
    ("changes", "moves", "ends", "why"),
    [
        ({}, True, True, ""),
        ({"here": True}, False, True, "Hon bor där redan"),
        ({"past": True}, False, False, "Hon har flyttat ut"),
        ({"until": None}, True, False, "Det finns inget slutdatum"),
        ({"until": None, "kind": StayKind.CLOSURE}, True, False, "Spärren har inget slut"),
    ],
)
def test_what_can_be_moved(changes, moves, ends, why):
    given = replace(HELD, **changes)
    assert (may_move(given), may_end_otherwise(given)) == (moves, ends)
    assert why_not(given).startswith(why)


def test_the_list_begins_with_what_goes_on_and_lies_ahead():
    been = stay("001", "2025-01-01", "2025-06-01", past=True)
    before = stay("000", "2024-01-01", "2024-06-01")
    late = replace(HERS, until=day("2026-08-01"), overrun=True)
    calendar = Calendar.of((A, B), (before, been, HELD, late), day("2026-08-22"))
    assert [each.id for each in in_list_order(calendar)] == ["018", "019", "001", "000"]
