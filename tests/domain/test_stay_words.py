import datetime as dt

from kvinnobyran.domain.stay_words import free_days_said, length_said, weeks_said


def day(text):
    return dt.date.fromisoformat(text)


def test_weeks_and_length_are_said_as_the_calendar_shows_them():
    assert weeks_said(day("2026-08-31"), day("2027-03-01")) == "vecka 36–9"
    assert length_said(day("2026-08-31"), day("2027-03-01")) == "26 veckor"
    assert weeks_said(day("2026-12-28"), day("2027-01-01")) == "vecka 53"
    assert length_said(day("2026-12-28"), day("2027-01-01")) == "4 dagar"
    assert length_said(day("2026-12-28"), day("2027-01-05")) == "1 vecka och 1 dag"
    assert length_said(day("2026-12-28"), day("2026-12-28")) == "0 dagar"


def test_a_week_of_the_same_number_a_year_later_is_another_one():
    assert weeks_said(day("2026-01-12"), day("2027-01-12")) == "vecka 3–2"
    assert weeks_said(day("2025-01-13"), day("2026-01-12")) == "vecka 3–3"


def test_red_days_are_said_because_nobody_is_there_with_the_key():
    assert free_days_said(day("2026-11-23"), day("2026-11-27")) == ""
    said = free_days_said(day("2026-12-24"), day("2027-01-01"))
    assert said == "In på julafton, ut på nyårsdagen."
