"""What a person may type for a day or a clock time (experience.md section 3).

A year that is not said is chosen so that the day lies nearest to today, because
counsellors write down both what was and what is booked. Weeks are ISO weeks.
"""

import re
from collections.abc import Iterable
from datetime import date, time, timedelta

from kvinnobyran.domain.dates import MONTHS, WEEKDAYS

_WORDS = {
    "idag": 0,
    "imorgon": 1,
    "imorron": 1,
    "iövermorgon": 2,
    "övermorgon": 2,
    "igår": -1,
    "iförrgår": -2,
    "förrgår": -2,
}
_YEARS_AHEAD = 10
"""How far ahead a year of two digits may lie before it means the last century."""
_SHORTEST_NAME = 3

# Texts, not compiled patterns: a start of the program that reads no date pays nothing.
_YEAR_FIRST = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
_SHORT_YEAR_FIRST = r"(\d{2})-(\d{1,2})-(\d{1,2})"
_DIGITS = r"(\d{4}|\d{2})(\d{2})(\d{2})"
_DAY_FIRST = r"(\d{1,2})[/.](\d{1,2})\.?(?:[-/ ]*(\d{4}|\d{2}))?"
_DAY_MONTH = r"(?:den )?(\d{1,2})(?::?[ae])? ?([a-zåäö]+)\.?(?: (\d{4}|\d{2}))?"
_STEP = r"([+-]) ?(\d{1,4}) ?(v|veckor|vecka|d|dagar|dag)?"
_WEEK = r"(?:v|vecka)\.? ?(\d{1,2})(?: ([a-zåäö]+))?(?: (\d{4}))?"
_CLOCK = r"(?:kl\.? ?)?(\d{1,2})(?:[.:](\d{2}))?"
_CLOCK_DIGITS = r"(?:kl\.? ?)?(\d{1,2})(\d{2})"


def read_date(text: str, today: date) -> date | None:
    """Return the day that the text means, or None if it means no day.

    >>> read_date("v. 47", date(2026, 11, 22))
    datetime.date(2026, 11, 16)
    """
    said = " ".join(text.casefold().split())
    word = _WORDS.get(said.replace(" ", ""))
    if word is not None:
        return _moved(today, word)
    for read in (_stepped, _of_week, _numbers, _with_month_name, _weekday):
        found = read(said, today)
        if found is not None:
            return found
    return None


def read_time(text: str) -> time | None:
    """Return the clock time that the text means (``0930``, ``9.30``, ``9:30``, ``9``)."""
    said = " ".join(text.casefold().split())
    found = re.fullmatch(_CLOCK, said) or re.fullmatch(_CLOCK_DIGITS, said)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - the clock's own numbers


def described(day: date) -> str:
    """Return the weekday and the ISO week: ``söndag, vecka 47``."""
    return f"{WEEKDAYS[day.weekday()]}, vecka {day.isocalendar().week}"


def in_words(day: date) -> str:
    """Return the day as in running text: ``22 november 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def months_later(day: date, months: int) -> date:
    """Return the same day ``months`` later (or earlier), held within the month.

    >>> months_later(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    for number in (day.day, 30, 29, 28):
        found = _day(year, month + 1, number)
        if number <= day.day and found is not None:
            return found
    return day


def _day(year: int, month: int, number: int) -> date | None:
    """Return the day, or None if there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _year(said: str, today: date) -> int:
    """Return the full year of two or four digits."""
    if len(said) == len("2026"):
        return int(said)
    year = 2000 + int(said)
    return year if year <= today.year + _YEARS_AHEAD else year - 100


def _nearest(days: Iterable[date | None], today: date) -> date | None:
    """Return the day nearest to today; of two equally near the later one."""
    real = [day for day in days if day is not None]
    return min(real, key=lambda day: (abs((day - today).days), day < today), default=None)


def _around(today: date) -> range:
    return range(today.year - 1, today.year + 2)


def _on(number: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _day(_year(year, today), month, number)
    # 29 February may be as far as eight years away, but nobody means that one.
    return _nearest((_day(each, month, number) for each in _around(today)), today)


def _stepped(said: str, today: date) -> date | None:
    found = re.fullmatch(_STEP, said)
    if found is None:
        return None
    days = int(found[2]) * (7 if (found[3] or "").startswith("v") else 1)
    return _moved(today, days if found[1] == "+" else -days)


def _of_week(said: str, today: date) -> date | None:
    found = re.fullmatch(_WEEK, said)
    if found is None:
        return None
    weekday = _number_of(found[2], WEEKDAYS) if found[2] else 1
    if weekday is None:
        return None
    years = [int(found[3])] if found[3] else list(_around(today))

    def monday(year: int) -> date | None:
        try:
            return date.fromisocalendar(year, int(found[1]), weekday)
        except ValueError:
            return None

    return _nearest(map(monday, years), today)


def _numbers(said: str, today: date) -> date | None:
    for form in (_YEAR_FIRST, _SHORT_YEAR_FIRST, _DIGITS):
        found = re.fullmatch(form, said)
        if found is not None:
            return _day(_year(found[1], today), int(found[2]), int(found[3]))
    found = re.fullmatch(_DAY_FIRST, said)
    return None if found is None else _on(int(found[1]), int(found[2]), found[3], today)


def _with_month_name(said: str, today: date) -> date | None:
    found = re.fullmatch(_DAY_MONTH, said)
    month = _number_of(found[2], MONTHS) if found else None
    return None if found is None or month is None else _on(int(found[1]), month, found[3], today)


def _weekday(said: str, today: date) -> date | None:
    """Read the name of a weekday as the next such day, and ``i fredags`` as the last."""
    past = said.startswith("i ") and said.endswith("s")
    weekday = _number_of(said.removeprefix("på ").removeprefix("i "), WEEKDAYS, ending="s")
    if weekday is None:
        return None
    ahead = (weekday - today.isoweekday() - 1) % 7 + 1
    behind = (today.isoweekday() - weekday - 1) % 7 + 1
    return _moved(today, -behind if past else ahead)


def _number_of(said: str, names: tuple[str, ...], *, ending: str = "") -> int | None:
    """Return the 1-based place of a name said whole or by its first three letters or more."""
    if len(said) < _SHORTEST_NAME:
        return None
    return next(
        (
            place
            for place, name in enumerate(names, 1)
            if name.startswith(said) or (ending and said == name + ending)
        ),
        None,
    )
