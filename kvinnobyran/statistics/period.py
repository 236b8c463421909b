"""The days a report is about: a half-year, a tertial or a year (domain.md 7.9)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self

from kvinnobyran.domain.trouble import Trouble

_ORDINALS: Final = ("första", "andra", "tredje")
_FORM: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<kind>[HT])(?P<number>[1-9]))?")
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2199


class PeriodUnreadable(Trouble):
    """The text names no period."""

    sentence = "Perioden går inte att förstå."
    way_on = "Skriv till exempel 2027-H1 för ett halvår, 2027-T2 för ett tertial eller 2027."


class Span(StrEnum):
    """How long a period is; the value is the letter in its written form."""

    HALF = "H"
    TERTIAL = "T"
    YEAR = ""

    @property
    def per_year(self) -> int:
        """Return how many such periods a year has."""
        return {Span.HALF: 2, Span.TERTIAL: 3, Span.YEAR: 1}[self]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One half-year, tertial or calendar year; ``number`` counts from 1 within the year."""

    year: int
    span: Span = Span.YEAR
    number: int = 1

    def __post_init__(self) -> None:
        """Refuse a period that does not exist."""
        if not (_FIRST_YEAR <= self.year <= _LAST_YEAR and 1 <= self.number <= self.span.per_year):
            raise PeriodUnreadable

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2027-H1``, ``2027-T2`` or ``2027``; small letters and blanks around are fine.

        Raises :class:`PeriodUnreadable`.
        """
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
        months = 12 // self.span.per_year
        return date(self.year, (self.number - 1) * months + 1, 1)

    @property
    def after(self) -> date:
        """The first day that is no longer in the period: days are ``first <= day < after``."""
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
        return type(self).containing(self.first - timedelta(days=1), self.span)

    @property
    def following(self) -> Self:
        """The period of the same length just after.

        Raises :class:`PeriodUnreadable` after the last year the program counts.
        """
        return type(self).containing(self.after, self.span)

    def __contains__(self, day: date) -> bool:
        """Tell whether the day falls in the period."""
        return self.first <= day < self.after

    def __str__(self) -> str:
        """Return the written form, as :meth:`parse` reads it."""
        return f"{self.year}" if self.span is Span.YEAR else f"{self.year}-{self.span}{self.number}"
