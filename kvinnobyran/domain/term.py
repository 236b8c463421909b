"""Planning a term: the weeks of a group, without the red days, within a half-year (A10, 5.7)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.holidays import holiday

_JULY: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The days of a term, those left out with the name of the day, and how many are missing.

    ``missing`` is how many of those that were asked for have no room before the half-year ends.
    """

    days: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...] = ()
    missing: int = 0


def half_year(day: date) -> tuple[date, date]:
    """Return the first and the last day of the half-year a day is in: reports are made of these."""
    if day.month < _JULY:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)


def term_name(day: date) -> str:
    """Return ``VT 2027`` or ``HT 2027``.

    >>> term_name(date(2027, 1, 18)), term_name(date(2027, 8, 30))
    ('VT 2027', 'HT 2027')
    """
    return f"{'VT' if day.month < _JULY else 'HT'} {day.year}"


def plan_term(first: date, *, weekday: int, count: int, weeks: int = 1) -> Term:
    """Return ``count`` meetings on a weekday (0 is Monday) from ``first`` on, every ``weeks``.

    Red days and free eves are left out, and the next week takes their place. What does not
    fit before the half-year ends is left out too: it would be counted in another report.
    """
    last = half_year(first)[1]
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    days: list[date] = []
    skipped: list[tuple[date, str]] = []
    while day <= last and len(days) < count:
        free = holiday(day)
        if free is None:
            days.append(day)
            day += timedelta(weeks=weeks)
        else:
            skipped.append((day, free.name))
            day += timedelta(weeks=1)
    return Term(days=tuple(days), skipped=tuple(skipped), missing=count - len(days))
