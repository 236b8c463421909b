"""Days from a day up to another: half-open, as stays are counted (domain.md B1).

The last day is the day somebody leaves, and the next one may come that same day. ``None`` as
the end means that nobody knows when it ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The nights from ``first`` up to, and not including, the night of ``until``."""

    first: date
    until: date | None = None

    @property
    def end(self) -> date:
        """Return the end, or the end of time."""
        return self.until or date.max

    def __contains__(self, day: date) -> bool:
        """Tell whether the night that begins on a day belongs to it."""
        return self.first <= day < self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a night."""
        return self.first < other.end and other.first < self.end

    def within(self, other: "Span") -> "Span | None":
        """Return what the two share, or None."""
        first, end = max(self.first, other.first), min(self.end, other.end)
        if first >= end:
            return None
        return Span(first, None if end == date.max else end)

    def nights(self) -> int:
        """Return how many nights it has. Raises :class:`ValueError` while it has no end."""
        if self.until is None:
            message = "a span without an end has no number of nights"
            raise ValueError(message)
        return max(0, (self.until - self.first).days)


def gaps(taken: Iterable[Span], within: Span) -> tuple[Span, ...]:
    """Return the free time between what is taken, in order, inside a span."""
    found: list[Span] = []
    at = within.first
    for each in sorted(taken, key=lambda span: (span.first, span.end)):
        if each.first >= within.end:
            break
        if each.first > at:
            found.append(Span(at, each.first))
        at = max(at, each.end)
    if at < within.end:
        found.append(Span(at, within.until))
    return tuple(found)


def earliest(taken: Sequence[Span], first: date, nights: int | None) -> date | None:
    """Return the first day, at ``first`` or later, from which so many nights are free.

    ``nights`` is None for a stay whose end nobody knows: it wants all time to come. Returns
    None when there is no such day.
    """
    for gap in gaps(taken, Span(first)):
        if gap.until is None:
            return gap.first
        if nights is not None and gap.first + timedelta(days=nights) <= gap.until:
            return gap.first
    return None
