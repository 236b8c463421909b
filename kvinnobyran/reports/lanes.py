"""Where the stays of the calendar stand, on the screen and on paper: pure arithmetic.

Each apartment is a row, time runs to the right at one scale, and every stay is a half-open
interval of days: she who leaves and she who comes on one day stand side by side. What overlaps
all the same, because it is a conflict, stands on lanes below each other within the row.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from kvinnobyran.domain.dates import MONTHS, add_months
from kvinnobyran.domain.span import Span, gaps

S = TypeVar("S", bound="Timed")
DAY: Final = timedelta(days=1)
_WEEK_STEPS: Final = (1, 2, 4, 13)
"""How many weeks lie between two numbers, when there is no room for all of them."""


class Timed(Protocol):
    """What has a place in time: half-open days, and an id that settles the order of equals."""

    @property
    def id(self) -> str:
        """What tells it from the others."""

    @property
    def first(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The day of leaving; None while nobody knows."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How time becomes length: ``start`` begins at 0, and a day is ``per_day`` long."""

    start: date
    per_day: float

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return (day - self.start).days * self.per_day

    def day(self, x: float) -> date:
        """Return the day that lies at ``x``; the inverse of :meth:`x`."""
        # A hair is added because 3 * 0.1 / 0.1 is less than 3.
        return self.start + timedelta(days=int((x / self.per_day + 1e-6) // 1))


class Slot(NamedTuple):
    """A stay's place in its row: its lane, the day its bar ends, and when the next one begins."""

    lane: int
    until: date
    next: date | None


class Bar(NamedTuple):
    """A stay's rectangle: ``top`` and ``height`` are of the whole drawing."""

    x: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Measures:
    """The sizes of a row, in the unit of the drawing."""

    lane: float
    """The height of a stay."""
    pad: float
    """What is left above and below the lanes of a row."""
    between: float
    """What is left between two lanes."""
    least: float
    """The width below which a stay is hard to hit; kept where the next one leaves room."""


@dataclass(frozen=True, slots=True)
class Row(Generic[S]):
    """One apartment's stays in the order of time, each with its slot, and the gaps between."""

    stays: tuple[S, ...]
    slots: tuple[Slot, ...]
    gaps: tuple[Span, ...]

    @classmethod
    def of(cls, stays: Iterable[S], *, since: date, horizon: date) -> "Row[S]":
        """Sort the stays, find a lane for each, and the gaps from the day ``since`` on.

        A stay without an end is drawn up to the ``horizon``.
        """
        ordered = tuple(
            sorted(stays, key=lambda stay: (stay.first, stay.until or horizon, stay.id))
        )
        taken = [Span(stay.first, stay.until) for stay in ordered]
        return cls(ordered, _slots(ordered, horizon), gaps(taken, Span(since)))

    @property
    def lanes(self) -> int:
        """Return how many lanes the row has, at least one."""
        return max((slot.lane for slot in self.slots), default=0) + 1

    def height(self, measures: Measures) -> float:
        """Return how high the row is."""
        lanes = self.lanes
        return 2 * measures.pad + lanes * measures.lane + (lanes - 1) * measures.between

    def bars(self, scale: Scale, measures: Measures, top: float) -> list[Bar]:
        """Return the rectangle of every stay, in their order; none lies upon another."""
        return [
            _bar(stay.first, slot, scale, measures, top)
            for stay, slot in zip(self.stays, self.slots, strict=True)
        ]


def _bar(first: date, slot: Slot, scale: Scale, measures: Measures, top: float) -> Bar:
    x = scale.x(first)
    width = scale.x(slot.until) - x
    if width < measures.least:
        room = measures.least if slot.next is None else scale.x(slot.next) - x
        width = max(width, min(measures.least, room))
    y = top + measures.pad + slot.lane * (measures.lane + measures.between)
    return Bar(x, y, width, measures.lane)


def _slots(ordered: Sequence[Timed], horizon: date) -> tuple[Slot, ...]:
    """Put each stay on the first lane that is free on its first day.

    What begins and ends on one day is seen for that day.
    """
    free: list[date] = []
    placed: list[tuple[int, date, date]] = []
    for stay in ordered:
        end = max(horizon if stay.until is None else stay.until, stay.first + DAY)
        at = next((lane for lane, day in enumerate(free) if day <= stay.first), len(free))
        if at == len(free):
            free.append(end)
        free[at] = end
        placed.append((at, stay.first, end))
    following: list[date | None] = [None] * len(free)
    slots: list[Slot] = []
    for lane, first, end in reversed(placed):
        slots.append(Slot(lane, end, following[lane]))
        following[lane] = first
    return tuple(reversed(slots))


def gap_words(gap: Span) -> str:
    """Return what the calendar says of days when nothing is in an apartment."""
    if gap.until is None:
        return f"ledig från {gap.first.isoformat()}"
    nights = gap.nights()
    return "ledig 1 dag" if nights == 1 else f"ledig {nights} dagar"


def gap_forms(gap: Span) -> tuple[str, ...]:
    """Return what is said of a gap, and what is said where there is no room for that."""
    words = gap_words(gap)
    return (words,) if gap.until is None else (words, f"{gap.nights()} d")


def tops(rows: Sequence[Row[S]], measures: Measures) -> list[float]:
    """Return where each row begins, and last where the drawing ends."""
    found = [0.0]
    for row in rows:
        found.append(found[-1] + row.height(measures))
    return found


def row_at(edges: Sequence[float], y: float) -> int | None:
    """Return which row lies at ``y``, of edges as :func:`tops` gives them."""
    at = bisect_left(edges, y + 1e-9) - 1
    return at if 0 <= at < len(edges) - 1 else None


# --- the header -----------------------------------------------------------------------------------


class Mark(NamedTuple):
    """A stretch of the header: a year, a month or some weeks, and what it is called."""

    first: date
    until: date
    words: str


Wide = Callable[[str], float]
"""How wide words are, in the unit of the drawing."""


def years(first: date, until: date) -> list[Mark]:
    """Return the years that a stretch of days touches."""
    return [
        Mark(date(year, 1, 1), date(year + 1, 1, 1), str(year))
        for year in range(first.year, (until - DAY).year + 1)
    ]


def months(first: date, until: date, scale: Scale, wide: Wide, room: float) -> list[Mark]:
    """Return the months: their whole names, three letters or one, all in the same way.

    ``room`` is what is left beside the words.
    """
    short = 28 * scale.per_day - room
    forms = ([*MONTHS], [name[:3] for name in MONTHS], [name[0].upper() for name in MONTHS])
    names = next((form for form in forms if max(map(wide, form)) <= short), ["" for _ in MONTHS])
    found: list[Mark] = []
    day = first.replace(day=1)
    while day < until:
        after = add_months(day, 1)
        found.append(Mark(day, after, names[day.month - 1]))
        day = after
    return found


def weeks(first: date, until: date, scale: Scale, wide: Wide, room: float) -> list[Mark]:
    """Return the ISO weeks by their Mondays; only every second, fourth … has words if it must.

    Empty when there is no room even so.
    """
    need = wide("53") + room
    step = next((step for step in _WEEK_STEPS if step * 7 * scale.per_day >= need), None)
    if step is None:
        return []
    monday = first - timedelta(days=first.weekday())
    found: list[Mark] = []
    while monday < until:
        number = monday.isocalendar().week
        # Counted from week 1, so that the same numbers stand there every year.
        if (number - 1) % step == 0:
            found.append(Mark(monday, monday + timedelta(days=7), str(number)))
        monday += timedelta(days=7)
    return found
