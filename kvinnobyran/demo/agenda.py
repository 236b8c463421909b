"""The fictitious office's time: what happens when, one thing after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from heapq import heappop, heappush
from typing import Final, TypeAlias

ZONE: Final = timezone(timedelta(hours=1))
"""Swedish normal time all year: a machine without a list of time zones gives the same office."""

FRIDAY: Final = 4
OPENS: Final = 8
"""The hour at which the office opens, and on the last day stands still with all still to do."""
HOURS: Final = (9, 10, 11, 13, 14, 15)
"""When talks begin; none is longer than the hour, so two never collide."""

Event: TypeAlias = Callable[[datetime], None]


@dataclass(slots=True)
class Agenda:
    """What is still to happen. Events at the same moment keep the order they came in.

    ``until`` is the last day; it begins and does not pass.
    """

    until: date
    waiting: list[tuple[datetime, int, Event]] = field(default_factory=list)
    taken: set[tuple[str, datetime]] = field(default_factory=set)
    count: int = 0

    def at(self, moment: datetime, event: Event) -> None:
        """Let something happen; from the last morning on nothing does."""
        if moment < moment_of(self.until, OPENS):
            self.count += 1
            heappush(self.waiting, (moment, self.count, event))

    def run(self) -> None:
        """Let everything happen in its order."""
        while self.waiting:
            moment, _number, event = heappop(self.waiting)
            event(moment)

    def free_hour(self, user: str, day: date) -> datetime:
        """Return the first free hour on a working day from ``day`` on, and take it."""
        while True:
            for hour in HOURS if day.weekday() <= FRIDAY else ():
                moment = moment_of(day, hour)
                if (user, moment) not in self.taken:
                    self.taken.add((user, moment))
                    return moment
            day += timedelta(days=1)


def moment_of(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment of the office's day."""
    return datetime.combine(day, time(hour, minute), ZONE)


def workday(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > FRIDAY else day
