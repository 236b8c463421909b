"""Days that are being drawn or moved: where they would lie, and whether anything is in the way."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kvinnobyran.domain.span import Span, earliest
from kvinnobyran.domain.stay import Stay, StayKind
from kvinnobyran.domain.stay_words import days_said, free_days_said, weeks_and_length_said
from kvinnobyran.reports.calendar_rows import Calendar
from kvinnobyran.reports.lanes import DAY


@dataclass(frozen=True, slots=True)
class Change:
    """A stay's days as they would be, in a row; ``stay`` is None for one that is new."""

    stay: Stay | None
    row: int
    first: date
    until: date | None

    @property
    def span(self) -> Span:
        """Return the days."""
        return Span(self.first, self.until)

    @property
    def id(self) -> str:
        """The id of the stay; empty for a new one."""
        return "" if self.stay is None else self.stay.id

    def changes(self, calendar: Calendar) -> bool:
        """Tell whether it differs from what is saved."""
        if self.stay is None:
            return True
        place = calendar.place(self.id)
        here = (self.row, self.first, self.until)
        return place is None or here != (place[0], self.stay.first, self.stay.until)

    def moved(self, days: int) -> "Change":
        """Return it some days later, as long as it was."""
        by = timedelta(days=days)
        until = None if self.until is None else self.until + by
        return replace(self, first=self.first + by, until=until)

    def ending(self, days: int) -> "Change":
        """Return it with its end some days later; it lasts a day at least."""
        if self.until is None:
            return self
        until = max(self.until + timedelta(days=days), self.first + DAY)
        return replace(self, until=until)

    def beginning(self, days: int) -> "Change":
        """Return it with its first day some days later; it lasts a day at least."""
        first = self.first + timedelta(days=days)
        return replace(self, first=first if self.until is None else min(first, self.until - DAY))

    def in_row(self, row: int) -> "Change":
        """Return it in another apartment."""
        return replace(self, row=row)

    def clashes(self, calendar: Calendar) -> list[Stay]:
        """Return what stands in its way."""
        return calendar.clashes(self.row, self.span, but=self.id)

    def said(self, calendar: Calendar) -> str:
        """Return ``2026-08-31–2027-03-01, vecka 36–9, 26 veckor, krockar inte``."""
        weeks = weeks_and_length_said(self.first, self.until)
        days = f"{days_said(self.first, self.until)}, {weeks}"
        clashes = self.clashes(calendar)
        free = free_days_said(self.first, self.until)
        if not clashes:
            return f"{days}, krockar inte. {free}".rstrip()
        first = clashes[0]
        until = "" if first.until is None else f" till {first.until.isoformat()}"
        told = f"{days}. Krockar med {first.label}{until}."
        start = self.earliest(calendar)
        return f"{told} Ledigt från {start.isoformat()}." if start else told

    def earliest(self, calendar: Calendar) -> date | None:
        """Return the first day from which it would be in nobody's way, as long as it is."""
        others = calendar.clashes(self.row, Span(self.first), but=self.id)
        nights = None if self.until is None else self.span.nights()
        return earliest([Span(each.first, each.until) for each in others], self.first, nights)


def may_move(stay: Stay) -> bool:
    """Tell whether its first day can still be another: nobody has moved in."""
    return not stay.here and not stay.past


def may_end_otherwise(stay: Stay) -> bool:
    """Tell whether its last day can still be another, and there is one to begin with."""
    return not stay.past and stay.until is not None


def why_not(stay: Stay) -> str:
    """Return why days cannot be changed as was asked."""
    if stay.past:
        return "Hon har flyttat ut. Dagarna ändras i ärendet."
    if stay.here:
        return "Hon bor där redan. Bara slutet går att flytta: Alt+Skift+pil."
    if stay.kind is StayKind.CLOSURE:
        return "Spärren har inget slut än. Öppna den med Enter."
    return "Det finns inget slutdatum än. Öppna med Enter."
