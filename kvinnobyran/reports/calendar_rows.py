"""The calendar's stays in rows, one for each apartment: what its window, list and paper share."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.reports.lanes import DAY, Row

_BEFORE: Final = 6
_AFTER: Final = 12
_AHEAD: Final = 36
"""Months that can be seen before today, after the last stay, and after today."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stay as it is drawn: she who is there past her planned end, is there tonight too."""

    stay: Stay
    until: date | None

    @classmethod
    def of(cls, stay: Stay, today: date) -> "Drawn":
        """Return the stay as it is drawn today."""
        return cls(stay, today + DAY if stay.overrun else stay.until)

    @property
    def id(self) -> str:
        """The id of the stay's record."""
        return self.stay.id

    @property
    def first(self) -> date:
        """The first day."""
        return self.stay.first

    @property
    def span(self) -> Span:
        """The days that are drawn."""
        return Span(self.first, self.until)


@dataclass(frozen=True)
class Calendar:
    """Everything that is seen: a row for each apartment, from ``first`` up to ``until``."""

    today: date
    apartments: tuple[Apartment, ...]
    rows: tuple[Row[Drawn], ...]
    first: date
    until: date

    @classmethod
    def of(cls, apartments: Sequence[Apartment], stays: Iterable[Stay], today: date) -> "Calendar":
        """Put the stays in their rows. Months are whole."""
        drawn = [Drawn.of(stay, today) for stay in stays]
        first = min([each.first for each in drawn], default=today)
        first = min(first, add_months(today, -_BEFORE)).replace(day=1)
        last = max([each.until or each.first for each in drawn], default=today)
        until = max(add_months(last, _AFTER), add_months(today, _AHEAD)).replace(day=1)
        by_apartment: dict[str, list[Drawn]] = {each.id: [] for each in apartments}
        for each in drawn:
            if each.stay.apartment_id in by_apartment:
                by_apartment[each.stay.apartment_id].append(each)
        rows = tuple(
            Row.of(by_apartment[each.id], since=first, horizon=until) for each in apartments
        )
        return cls(today, tuple(apartments), rows, first, until)

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        return {
            each.id: (row, at)
            for row, stays in enumerate(self.rows)
            for at, each in enumerate(stays.stays)
        }

    def place(self, stay_id: str) -> tuple[int, int] | None:
        """Return a stay's row, and its place in it; None when it is not here."""
        return self._places.get(stay_id)

    def stay(self, stay_id: str) -> Stay | None:
        """Return a stay by its id."""
        place = self.place(stay_id)
        return None if place is None else self.rows[place[0]].stays[place[1]].stay

    def all(self) -> Iterator[Stay]:
        """Yield every stay, row by row, in the order of time."""
        for row in self.rows:
            for each in row.stays:
                yield each.stay

    def nearest(self, row: int, day: date) -> Stay | None:
        """Return the stay of a row that a day lies in, or the one before it, or the first."""
        stays = self.rows[row].stays
        at = bisect_right([each.first for each in stays], day) - 1
        return stays[max(0, at)].stay if stays else None

    def next_free(self, row: int, day: date, *, nights: int = 1) -> Span:
        """Return the first days from ``day`` on when an apartment is free for so many nights.

        One that is taken for all time to come is free from the end of the calendar.
        """
        for gap in self.rows[row].gaps:
            free = Span(max(gap.first, day), gap.until)
            if free.until is None or (free.until - free.first).days >= nights:
                return free
        return Span(self.until)

    def soonest_free(self, day: date, *, nights: int = 1) -> tuple[int, Span]:
        """Return which row is free first for so many nights, and its days."""
        found = [(self.next_free(row, day, nights=nights), row) for row in range(len(self.rows))]
        span, row = min(found, key=lambda each: (each[0].first, each[1]))
        return row, span

    def clashes(self, row: int, span: Span, *, but: str = "") -> list[Stay]:
        """Return what stands in the way of days in a row, in the order of time.

        A placement that nobody has decided is in nobody's way (domain.md B1).
        """
        return [
            each.stay
            for each in self.rows[row].stays
            if each.id != but and each.span.overlaps(span) and not _in_nobodys_way(each.stay)
        ]


def _in_nobodys_way(stay: Stay) -> bool:
    return stay.kind is StayKind.PLACEMENT and stay.state is StayState.PRELIMINARY
