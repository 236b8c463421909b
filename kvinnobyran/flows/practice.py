"""Time in a fictitious office: the calendar stands still, the clock goes on."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from kvinnobyran.store.office import practice_day
from kvinnobyran.store.reader import Reader

Clock: TypeAlias = Callable[[], datetime]


def clock_of(reader: Reader, real: Clock) -> Clock:
    """Return the office's clock: the real one, or in a fictitious office one on its last day.

    Otherwise everything in it would be long ago, or still to come, on nearly every day.
    """
    day = practice_day(reader)
    if day is None:
        return real
    return lambda: datetime.combine(day, real().timetz())
