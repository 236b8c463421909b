import datetime as dt
from dataclasses import replace

from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.domain.stay_words import (
    days_said,
    detail_said,
    free_days_said,
    household_said,
    length_said,
    short_said,
    spoken,
    state_said,
    weeks_said,
)


def day(text):
    return dt.date.fromisoformat(text)


STAY = Stay(
    kind=StayKind.PLACEMENT,
    id="1",
    apartment_id="a",
    apartment="Lägenhet A",
    case_id="c",
    label="KB-26-018",
    first=day("2026-08-31"),
    until=day("2027-03-01"),
    state=StayState.CONFIRMED,
    stage="Inflyttad",
    adults=1,
    children=2,
    pets=True,
    here=True,
)
HELD = replace(STAY, kind=StayKind.RESERVATION, here=False, stage="Preliminär")


def test_weeks_and_length_are_said_as_the_calendar_shows_them():
    assert weeks_said(day("2026-08-31"), day("2027-03-01")) == "vecka 36–9"
    assert length_said(day("2026-08-31"), day("2027-03-01")) == "26 veckor"
    assert weeks_said(day("2026-12-28"), day("2027-01-01")) == "vecka 53"
    assert length_said(day("2026-12-28"), day("2027-01-01")) == "4 dagar"
    assert length_said(day("2026-12-28"), day("2027-01-05")) == "1 vecka och 1 dag"
    assert length_said(day("2026-12-28"), day("2026-12-28")) == "0 dagar"


def test_without_an_end_it_lasts_until_further_notice():
    assert weeks_said(day("2026-08-31"), None) == "från vecka 36"
    assert length_said(day("2026-08-31"), None) == "tills vidare"
    assert days_said(day("2026-08-31"), None) == "2026-08-31 och tills vidare"
    assert spoken(replace(STAY, until=None)).startswith(
        "Lägenhet A, KB-26-018, från 2026-08-31, tills vidare, från vecka 36"
    )


def test_a_week_of_the_same_number_a_year_later_is_another_one():
    assert weeks_said(day("2026-01-12"), day("2027-01-12")) == "vecka 3–2"
    assert weeks_said(day("2025-01-13"), day("2026-01-12")) == "vecka 3–3"


def test_red_days_are_said_because_nobody_is_there_with_the_key():
    assert free_days_said(day("2026-11-23"), day("2026-11-27")) == ""
    assert (
        free_days_said(day("2026-12-24"), day("2027-01-01")) == "In på julafton, ut på nyårsdagen."
    )
    assert free_days_said(day("2026-11-23"), None) == ""
    assert detail_said(replace(STAY, until=day("2027-01-01"))).endswith("djur. Ut på nyårsdagen.")


def test_experience_6_3_a_screen_reader_is_told_apartment_code_from_till_and_week():
    assert spoken(STAY) == (
        "Lägenhet A, KB-26-018, från 2026-08-31, till 2027-03-01, vecka 36–9, bekräftad, inflyttad"
    )
    assert detail_said(STAY) == (
        "Lägenhet A · KB-26-018 · 2026-08-31–2027-03-01 · vecka 36–9, 26 veckor · "
        "Bekräftad, inflyttad · 1 vuxen, 2 barn, djur"
    )
    late = replace(STAY, overrun=True)
    assert spoken(late).endswith("inflyttad, bor kvar över tiden")
    assert detail_said(late).endswith("djur · bor kvar över tiden")
    assert short_said(late) == "Över tiden"


def test_what_it_is_is_told_by_a_word():
    assert (short_said(STAY), state_said(STAY)) == ("Inflyttad", "Bekräftad, inflyttad")
    sure = replace(HELD, state=StayState.CONFIRMED, stage="Bekräftad")
    clash = replace(HELD, state=StayState.CONFLICT, stage="Konflikt")
    maybe = replace(HELD, state=StayState.PRELIMINARY, stage="Preliminär")
    asked = replace(STAY, state=StayState.PRELIMINARY, stage="Bedöms", here=False)
    closed = replace(
        STAY, kind=StayKind.CLOSURE, state=StayState.CLOSURE, label="Städning", stage="Städning"
    )
    assert short_said(sure) == "Bekräftad reservation"
    assert short_said(clash) == state_said(clash) == "Konflikt"
    assert short_said(maybe) == "Preliminär reservation"
    assert short_said(asked) == "Preliminär, bedöms"
    assert (short_said(closed), state_said(closed)) == ("Spärrad", "Spärrad, städning")
    assert state_said(replace(STAY, stage="Bekräftad")) == "Bekräftad"
    assert household_said(closed) == ""
    assert household_said(replace(STAY, adults=2, children=0, pets=False)) == "2 vuxna"
    assert "barn" not in detail_said(closed)
