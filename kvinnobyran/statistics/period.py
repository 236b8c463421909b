"""The days a report is about: a half-year, a tertial, a year or days of one's own (domain.md 7.9).

The time of an agreement (R8) is days of one's own.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self

from kvinnobyran.domain.trouble import Trouble

_ORDINALS: Final = ("första", "andra", "tredje")
_FORM: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<kind>[HT])(?P<number>[1-9]))?")
_OWN: Final = re.compile(
    r"(?P<first>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:_|\.\.|--|–)(?P<last>[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2199


class PeriodUnreadable(Trouble):
    """The text names no period."""

    sentence = "Perioden går inte att förstå."
    way_on = (
        "Skriv till exempel 2027-H1 för ett halvår, 2027-T2 för ett tertial, 2027 för ett år eller "
        "2027-01-15_2027-03-31 för egna dagar."
    )


class Span(StrEnum):
    """How long a period is; the value is the letter in its written form."""

    HALF = "H"
    TERTIAL = "T"
    YEAR = ""
    OWN = "D"

    @property
    def per_year(self) -> int:
        """Return how many such periods a year has."""
        return {Span.HALF: 2, Span.TERTIAL: 3, Span.YEAR: 1, Span.OWN: 1}[self]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One half-year, tertial or calendar year; ``number`` counts from 1 within the year.

    ``own`` are the first and last day of a period of one's own, and of no other.
    """

    year: int
    span: Span = Span.YEAR
    number: int = 1
    own: tuple[date, date] | None = None

    def __post_init__(self) -> None:
        """Refuse a period that does not exist."""
        if not (_FIRST_YEAR <= self.year <= _LAST_YEAR and 1 <= self.number <= self.span.per_year):
            raise PeriodUnreadable
        if (self.own is None) == (self.span is Span.OWN):
            raise PeriodUnreadable
        if self.own is not None and not (
            self.own[0].year == self.year
            and self.own[0] <= self.own[1]
            and self.own[1].year <= _LAST_YEAR
        ):
            raise PeriodUnreadable

    @classmethod
    def of_days(cls, first: date, last: date) -> Self:
        """Return the period of these days, both inclusive. Raises :class:`PeriodUnreadable`."""
        return cls(first.year, Span.OWN, 1, (first, last))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2027-H1``, ``2027-T2`` or ``2027``; small letters and blanks around are fine.

        So are two days with ``_`` between them. Raises :class:`PeriodUnreadable`.
        """
        days = _OWN.fullmatch(text.strip())
        if days is not None:
            try:
                return cls.of_days(
                    date.fromisoformat(days["first"]), date.fromisoformat(days["last"])
                )
            except ValueError:
                raise PeriodUnreadable from None
        found = _FORM.fullmatch(text.strip().upper())
        if found is None:
            raise PeriodUnreadable
        return cls(int(found["year"]), Span(found["kind"] or ""), int(found["number"] or 1))

    @classmethod
    def containing(cls, day: date, span: Span) -> Self:
        """Return the period of this length that ``day`` falls in.

        Raises :class:`PeriodUnreadable` outside the years the program counts.
        """
        months = 12 // span.per_year
        return cls(day.year, span, (day.month - 1) // months + 1)

    @property
    def first(self) -> date:
        """The first day."""
        if self.own is not None:
            return self.own[0]
        months = 12 // self.span.per_year
        return date(self.year, (self.number - 1) * months + 1, 1)

    @property
    def after(self) -> date:
        """The first day that is no longer in the period: days are ``first <= day < after``."""
        if self.own is not None:
            return self.own[1] + timedelta(days=1)
        months = 12 // self.span.per_year
        month = self.number * months + 1
        return date(self.year, month, 1) if month <= 12 else date(self.year + 1, 1, 1)  # noqa: PLR2004 - the months of a year

    @property
    def last(self) -> date:
        """The last day, inclusive."""
        return self.after - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.after - self.first).days

    @property
    def title(self) -> str:
        """Swedish name for running text: "första halvåret 2027", "år 2027"."""
        if self.span is Span.YEAR:
            return f"år {self.year}"
        if self.own is not None:
            return f"tiden {self.dates}"
        word = "halvåret" if self.span is Span.HALF else "tertialet"
        return f"{_ORDINALS[self.number - 1]} {word} {self.year}"

    @property
    def dates(self) -> str:
        """First and last day: "2027-01-01–2027-06-30"."""
        return f"{self.first.isoformat()}–{self.last.isoformat()}"

    @property
    def previous(self) -> Self:
        """The period of the same length just before.

        Raises :class:`PeriodUnreadable` before the first year the program counts.
        """
        if self.own is not None:
            length = timedelta(days=self.days)
            return type(self).of_days(self.first - length, self.last - length)
        return type(self).containing(self.first - timedelta(days=1), self.span)

    @property
    def following(self) -> Self:
        """The period of the same length just after.

        Raises :class:`PeriodUnreadable` after the last year the program counts.
        """
        if self.own is not None:
            length = timedelta(days=self.days)
            return type(self).of_days(self.first + length, self.last + length)
        return type(self).containing(self.after, self.span)

    def __contains__(self, day: date) -> bool:
        """Tell whether the day falls in the period."""
        return self.first <= day < self.after

    def __str__(self) -> str:
        """Return the written form, as :meth:`parse` reads it."""
        if self.own is not None:
            return f"{self.first.isoformat()}_{self.last.isoformat()}"
        return f"{self.year}" if self.span is Span.YEAR else f"{self.year}-{self.span}{self.number}"
