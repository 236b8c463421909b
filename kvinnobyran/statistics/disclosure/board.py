"""What a report asks of the search, whatever its seed: cells, protected numbers, possible edits."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Final

from kvinnobyran.statistics.disclosure.bundles import together
from kvinnobyran.statistics.disclosure.cells import (
    Bundle,
    Count,
    Frame,
    Key,
    Register,
    counted,
    counts_can_be,
    in_order,
)
from kvinnobyran.statistics.disclosure.certificate import Publication
from kvinnobyran.statistics.disclosure.edits import Edit, Editing, Kind, Shape, spares
from kvinnobyran.statistics.disclosure.protect import numbers_of, printed_of
from kvinnobyran.statistics.disclosure.template import Line, Template, keys_of, lines_of

_EVERYBODY: Final = 1_500
"""Up to so many women times periods all are looked at, else those of the periods in question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A report to be made: what of whom, and what has been printed before.

    ``also`` are numbers that must be kept besides those a reader gets from the cells;
    ``groups`` are the women that one insider each knows of (all that one referrer has sent from
    one municipality); ``threshold`` is t of disclosure.md 3.3 (at least 5), the width w one less.
    """

    frame: Frame
    register: Register
    tables: tuple[Template, ...]
    periods: frozenset[str]
    earlier: tuple[Publication, ...] = ()
    also: tuple[Count, ...] = ()
    groups: tuple[frozenset[str], ...] = ()
    threshold: int = 5


class Board:
    """What is the same for every seed: the cells, what is protected, and all edits."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.page = in_order(key for each in task.tables for key in keys_of(each, task.periods))
        self.lines: list[Line] = [
            line for each in task.tables for line in lines_of(each, task.periods, task.frame)
        ]
        pages = [each.page for each in task.earlier]
        self.old = printed_of(pages)
        numbers = [*numbers_of(task.frame, [*pages, self.page]), *task.also]
        parts = {key for count in numbers for key in (*count.plus, *count.minus)}
        self.value = counted(task.frame, {*parts, *self.page, *self.old}, task.register)
        small: dict[Count, int] = {}
        for count in numbers:
            value = sum(map(self.value.__getitem__, count.plus))
            value -= sum(map(self.value.__getitem__, count.minus))
            if value < task.threshold:
                small[count] = value
        kept = {key for count in small for key in (*count.plus, *count.minus)}
        self.cells = in_order([*self.page, *self.old, *kept])
        self.place = {key: place for place, key in enumerate(self.cells)}
        self.small = small
        self.shape = Shape(task.frame, self.cells)
        self.register = {**task.register, **spares(task.frame, task.register)}
        self._editing: dict[frozenset[str], Editing] = {}
        self._kinds: dict[frozenset[str], list[Kind]] = {}
        self._entries: dict[tuple[frozenset[str], Count], list[Kind]] = {}
        self._carried: dict[int, list[list[list[Edit]]]] = {}

    @property
    def everywhere(self) -> frozenset[str]:
        """All periods of the frame."""
        return frozenset(self.task.frame.periods)

    def near(self, periods: frozenset[str]) -> frozenset[str]:
        """Return the periods in which women are changed for numbers about these."""
        few = len(self.register) * len(self.everywhere) <= _EVERYBODY
        return self.everywhere if few else periods | self.task.periods

    def kinds(self, periods: frozenset[str]) -> list[Kind]:
        """Return the edits of women in these periods, by kind."""
        if periods not in self._kinds:
            self._kinds[periods] = self._edits_in(periods).kinds()
        return self._kinds[periods]

    def entries(self, periods: frozenset[str], count: Count) -> list[Kind]:
        """Return the edits of several attributes that bring a woman into a number."""
        if (periods, count) not in self._entries:
            self._entries[periods, count] = self._edits_in(periods).entries(count)
        return self._entries[periods, count]

    def _edits_in(self, periods: frozenset[str]) -> Editing:
        if periods not in self._editing:
            everybody = periods == self.everywhere
            women = {
                name: woman
                for name, woman in self.register.items()
                if everybody or not woman.periods or woman.periods & periods
            }
            self._editing[periods] = Editing(self.shape, women, periods)
        return self._editing[periods]

    def carried(self, place: int) -> list[list[list[Edit]]]:
        """Return the witnesses of an earlier report in today's register.

        Of each only the bundles of women who are still known, and who can still be so.
        """
        if place not in self._carried:
            earlier = self.task.earlier
            then = frozenset(
                period
                for each in earlier[: place + 1]
                for key in each.page
                for period in key.periods
            )
            found = self._carried[place] = []
            for witness in earlier[place].witnesses:
                bundles = [self._as_today(bundle, then) for bundle in witness]
                found.append([bundle for bundle in bundles if bundle])
        return self._carried[place]

    @cached_property
    def bundled(self) -> list[Kind]:
        """The bundles of the newest earlier report, each as one edit that has others with it."""
        return [
            Kind(together(bundle), bundle[:1], tuple(bundle[1:]))
            for place in range(len(self.task.earlier))[-1:]
            for bundles in self.carried(place)
            for bundle in bundles
        ]

    def _as_today(self, bundle: Bundle, then: frozenset[str]) -> list[Edit] | None:
        shape, signs = self.shape, self.shape.signs
        edits = []
        for name, was in bundle:
            now = self.register.get(name)
            if now is None or not signs.knows(was):
                return None
            old = signs.read(now)
            new = signs.as_then(old, signs.read(was), then)
            if not signs.can_be(new) or not counts_can_be(self.task.frame, was):
                return None
            delta = shape.between(shape.cells(old), now.counts, shape.cells(new), was.counts)
            edits.append(Edit(name, new, was.counts, delta))
        return edits

    def price(self, key: Key) -> float:
        """Return what hiding the cell costs (disclosure.md 3.2 step 5)."""
        return 1 + sqrt(self.value[key]) + 3 * max(0, 3 - key.dimension)
