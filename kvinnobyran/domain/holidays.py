"""Swedish red days and the eves that are free in practice, by rule and not by table.

The rules are those of lag (1989:253) om allmänna helgdagar, which counts the Sundays too; they
are left out here because every calendar shows them anyway. Until 2004 the day after Pentecost
was free, since 2005 the sixth of June is. Held against the package ``holidays`` for 1990 to 2050
by ``tests/domain/test_holidays.py``.
"""

from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

_NATIONAL_DAY_SINCE: Final = 2005
_SATURDAY: Final = 5


class Rest(IntEnum):
    """What kind of day it is."""

    EVE = 1
    """Free in practice, though not by law: the eves of Midsummer, Christmas and New Year."""
    RED = 2
    """A public holiday by law."""


class Holiday(NamedTuple):
    """A day with a name."""

    name: str
    rest: Rest


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (the anonymous Gregorian computus)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, beyond = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moved + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * beyond + 2 * quarter - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def holidays_of(year: int) -> dict[date, Holiday]:
    """Return the red days and the eves of a year, in the order of the year."""
    sunday = easter(year)
    midsummer = _saturday_from(date(year, 6, 20))
    red = {
        date(year, 1, 1): "Nyårsdagen",
        date(year, 1, 6): "Trettondedag jul",
        sunday - timedelta(days=2): "Långfredagen",
        sunday: "Påskdagen",
        sunday + timedelta(days=1): "Annandag påsk",
        date(year, 5, 1): "Första maj",
        sunday + timedelta(days=49): "Pingstdagen",
        midsummer: "Midsommardagen",
        _saturday_from(date(year, 10, 31)): "Alla helgons dag",
        date(year, 12, 25): "Juldagen",
        date(year, 12, 26): "Annandag jul",
    }
    if year >= _NATIONAL_DAY_SINCE:
        red[date(year, 6, 6)] = "Nationaldagen"
    else:
        red[sunday + timedelta(days=50)] = "Annandag pingst"
    # Ascension Day last: in 2008 it fell on the first of May, and is the greater of the two.
    red[sunday + timedelta(days=39)] = "Kristi himmelsfärdsdag"
    eves = {
        midsummer - timedelta(days=1): "Midsommarafton",
        date(year, 12, 24): "Julafton",
        date(year, 12, 31): "Nyårsafton",
    }
    named = {day: Holiday(name, Rest.EVE) for day, name in eves.items()}
    named |= {day: Holiday(name, Rest.RED) for day, name in red.items()}
    return dict(sorted(named.items()))


def holiday(day: date) -> Holiday | None:
    """Return what a day is called, if it is a red day or an eve; a plain Sunday is neither."""
    return holidays_of(day.year).get(day)


def _saturday_from(day: date) -> date:
    """Return the first Saturday on or after a day."""
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)
