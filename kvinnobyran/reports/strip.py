"""Where the events of a timeline stand, on the screen and on paper: pure arithmetic.

Time runs to the right at one scale. Each event has a bar over the days that it may have
happened, and a card below the bar's beginning; what would lie upon each other goes below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.dates import MONTHS, add_months

DAYS_A_YEAR: Final = 365.25
_STEPS: Final = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Scale:
    """How time becomes length: ``start`` lies at 0, and a year is ``per_year`` long."""

    start: date
    per_year: float

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return (day - self.start).days / DAYS_A_YEAR * self.per_year

    def end(self, day: date) -> float:
        """Return where a day ends."""
        return ((day - self.start).days + 1) / DAYS_A_YEAR * self.per_year


@dataclass(frozen=True, slots=True)
class Box:
    """An event's days, and the size of its card."""

    first: date
    last: date
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Put:
    """Where an event stands: its bar from ``x`` to ``until`` at ``y``, its card below it."""

    x: float
    until: float
    y: float
    card: float
    """The left edge of the card; further left than the bar where there is no room."""


_Rect = tuple[float, float, float, float]


def pack(
    boxes: Sequence[Box], scale: Scale, *, bar: float, gap: float, right: float | None = None
) -> list[Put]:
    """Return where each box stands, in the order given, each as high up as there is room.

    ``bar`` is the thickness of a bar, ``gap`` what is left between things, ``right`` where the
    paper ends.
    """
    taken: list[_Rect] = []
    places: list[Put] = []
    for box in boxes:
        x = scale.x(box.first)
        until = max(scale.end(box.last), x + bar)
        card = x if right is None else max(0.0, min(x, right - box.width))
        left, wide = min(x, card), max(until, card + box.width)
        near = [rect for rect in taken if rect[0] < wide + gap and left - gap < rect[2]]
        heights = sorted({0.0, *(rect[3] + gap for rect in near)})
        for y in heights:
            mine: tuple[_Rect, _Rect] = (
                (x, y, until, y + bar),
                (card, y + bar, card + box.width, y + bar + box.height),
            )
            if not any(_meet(own, rect, gap) for own in mine for rect in near):
                taken += mine
                places.append(Put(x, until, y, card))
                break
    return places


def bottom(boxes: Sequence[Box], places: Sequence[Put], bar: float) -> float:
    """Return how far down the lowest card reaches."""
    return max(
        (put.y + bar + box.height for box, put in zip(boxes, places, strict=True)), default=0.0
    )


def marks(scale: Scale, until: date, least: float) -> list[tuple[date, str]]:
    """Return what is written along the time, ``least`` or more apart: years, or months too.

    The beginning is named when it is no new year.
    """
    if scale.per_year / 12 >= least:
        return _months(scale.start, until)
    step = next((step for step in _STEPS if step * scale.per_year >= least), _STEPS[-1])
    found = [
        (date(year, 1, 1), str(year))
        for year in range(scale.start.year, until.year + 1)
        if year % step == 0 and date(year, 1, 1) >= scale.start
    ]
    if (scale.start.month, scale.start.day) != (1, 1):
        words = f"{MONTHS[scale.start.month - 1]} {scale.start.year}"
        far = [each for each in found if scale.x(each[0]) >= 2 * least]
        return [(scale.start, words), *far]
    return found


def _months(start: date, until: date) -> list[tuple[date, str]]:
    found: list[tuple[date, str]] = []
    month = date(start.year, start.month, 1)
    while month <= until:
        year = f" {month.year}" if month.month == 1 or not found else ""
        found.append((month, f"{MONTHS[month.month - 1][:3]}{year}"))
        month = add_months(month, 1)
    return found


def _meet(one: _Rect, other: _Rect, gap: float) -> bool:
    return (
        one[0] < other[2] + gap
        and other[0] < one[2] + gap
        and one[1] < other[3] + gap
        and other[1] < one[3] + gap
    )
