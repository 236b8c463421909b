"""Deciding what a report hides, with a proof for every hidden small count (disclosure.md 3.2).

The safe direction is built in: a witness that the search misses hides one more figure and
never shows one, and what cannot be proven raises :class:`Unproven` instead of being printed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from typing import Final

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.statistics.disclosure.bundles import Limit, LimitError, Search, together
from kvinnobyran.statistics.disclosure.cells import (
    Change,
    Count,
    Frame,
    Key,
    Register,
    Witness,
    Woman,
    in_order,
)
from kvinnobyran.statistics.disclosure.certificate import Certificate, Publication
from kvinnobyran.statistics.disclosure.edits import Edit, Shape, edits_of, entries, spares
from kvinnobyran.statistics.disclosure.protect import numbers_of, printed_of
from kvinnobyran.statistics.disclosure.ranges import INSIDE, Ranges
from kvinnobyran.statistics.disclosure.template import Line, Template, keys_of, lines_of
from kvinnobyran.statistics.disclosure.verifier import Rules, is_proven

SEEDS: Final = (1, 2, 3)
"""Fixed, so that the same report is always hidden alike (disclosure.md 3.3)."""

STEPS: Final = 30_000_000
"""How much work one report may take before it is refused; a number, so that it is repeatable."""

_LARGEST_BUNDLE: Final = 3
"""Singles, pairs and triples."""


class Unproven(Trouble):
    """No way was found to print the report of which it is proven that nobody is found in it."""

    sentence = "Rapporten kan inte lämnas ut: någon skulle kunna kännas igen i siffrorna."
    way_on = "Slå ihop kategorier i någon av tabellerna, eller välj en längre period."


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A report to be made: what of whom, and what has been printed before.

    ``also`` are numbers that must be kept besides those a reader gets from the cells;
    ``threshold`` is t of disclosure.md 3.3 (at least 5), the width w is one less.
    """

    frame: Frame
    register: Register
    tables: tuple[Template, ...]
    periods: frozenset[str]
    earlier: tuple[Publication, ...] = ()
    also: tuple[Count, ...] = ()
    threshold: int = 5


def certify(
    task: Task,
    *,
    seeds: Sequence[int] = SEEDS,
    steps: int = STEPS,
    go_on: Callable[[], bool] = lambda: True,
) -> Certificate:
    """Return the page that shows most among the fixed seeds, with its proof.

    ``steps`` limits the work of each seed, ``go_on`` is asked now and then whether somebody
    still waits. Raises :class:`Unproven` when no seed ends with a proof that the verifier
    accepts.
    """
    board = _Board(task)
    proven: list[Certificate] = []
    for seed in seeds:
        try:
            found = _Run(board, seed, Limit(steps, go_on)).certificate()
        except LimitError:
            continue
        if found is not None and is_proven(
            Rules(task.frame, task.threshold, task.also),
            task.register,
            found.page,
            [each.page for each in task.earlier],
            found.witnesses,
        ):
            proven.append(found)
    if not proven:
        raise Unproven
    return max(proven, key=lambda each: each.shown)


class _Board:
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
        parts = in_order(
            [key for count in numbers for key in (*count.plus, *count.minus)]
            + self.page
            + [*self.old]
        )
        self.value = {key: task.frame.count(key, task.register) for key in parts}
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
        self.edits = edits_of(self.shape, self.register)

    def price(self, key: Key) -> float:
        """Return what hiding the cell costs (disclosure.md 3.2 step 5)."""
        return 1 + sqrt(self.value[key]) + 3 * max(0, 3 - key.dimension)


class _Run:
    """One seed's way through all protected numbers."""

    def __init__(self, board: _Board, seed: int, limit: Limit) -> None:
        self._board = board
        self._seed = seed
        self._limit = limit
        task = board.task
        self._ranges = Ranges(board.place, board.small, task.threshold - 1)
        self._witnesses: list[Witness] = []
        prices = {board.place[key]: inf for key in board.old}
        for key in board.page:
            if key not in board.old and (
                board.value[key] >= task.threshold or task.frame.nobody(key)
            ):
                prices[board.place[key]] = board.price(key)
        self._search = Search(board.edits, prices, len(board.cells), seed, limit)

    def certificate(self) -> Certificate | None:
        """Return the page with its proof, or None when some number could not be kept."""
        self._mend_rests()
        for number in range(len(self._ranges.counts)):
            for goal in self._ranges.wanted(number):
                self._walk(number, goal)
        for number in range(len(self._ranges.counts)):
            for name in self._ranges.insiders(number):
                self._walk(number, INSIDE, name)
        for each in self._board.task.earlier:
            for witness in each.witnesses:
                if self._ranges.open():
                    self._carry(each, witness)
        if self._ranges.open():
            return None
        self._mend_rests()
        shown = self._search.prices
        board = self._board
        page = {key: board.value[key] if board.place[key] in shown else None for key in board.page}
        return Certificate(page, tuple(self._witnesses), self._seed)

    def _mend_rests(self) -> None:
        """Hide another part wherever what is left of a printed total is small (step 4)."""
        value, place, prices = self._board.value, self._board.place, self._search.prices
        grown = True
        while grown:
            grown = False
            for line in self._board.lines:
                shown = [part for part in line.parts if place[part] in prices]
                rest = value[line.whole] - sum(value[part] for part in shown)
                if place[line.whole] not in prices or len(shown) == len(line.parts):
                    continue
                choices = [part for part in shown if prices[place[part]] < inf]
                if rest < self._board.task.threshold and choices:
                    self._search.hide(place[min(choices, key=self._board.price)])
                    grown = True

    def _walk(self, number: int, goal: int, *untouched: str) -> None:
        """Move a protected number as far as the goal by disjoint neutral bundles.

        ``untouched`` is who stays as she is, because she knows her own record (step 6).
        """
        sign = 1 if goal > 0 else -1

        def pull(edit: Edit) -> int:
            return sign * self._ranges.pull(number, edit.delta)

        self._limit.ask()
        movers = self._movers(number, pull)
        self._limit.step(len(movers))
        used = set(untouched)
        bundles: list[list[Edit]] = []
        left = abs(goal)
        while left > 0:
            bundle = self._search.find(movers, pull, used, _LARGEST_BUNDLE)
            bundle = bundle or self._search.buy(movers, pull, used)
            if bundle is None:
                break
            for cell in sorted(together(bundle).keys() & self._search.prices.keys()):
                self._search.hide(cell)
            used |= {edit.change.woman for edit in bundle}
            bundles.append(bundle)
            left -= sum(map(pull, bundle))
        self._keep(bundles)

    def _movers(self, number: int, pull: Callable[[Edit], int]) -> list[Edit]:
        """Return the edits that move the number the wanted way, those of many attributes last."""
        shelf = self._search.free
        places = {
            place
            for cell in self._ranges.cells(number)
            for up in (True, False)
            for place in shelf.touching(cell, up=up)
        }
        found = [shelf.edits[place] for place in sorted(places)]
        board = self._board
        found += entries(board.shape, board.register, self._ranges.counts[number])
        return [edit for edit in found if pull(edit) > 0]

    def _keep(self, bundles: list[list[Edit]]) -> None:
        """Add a witness, as far as it came."""
        if bundles:
            self._ranges.show(bundles)
            self._witnesses.append(
                tuple(tuple(edit.change for edit in bundle) for bundle in bundles)
            )

    def _carry(self, earlier: Publication, witness: Witness) -> None:
        """Take over a witness of an earlier report, hiding what it changes.

        The last resort, and only while nobody it speaks of has been purged.
        """
        board = self._board
        then = frozenset(period for key in earlier.page for period in key.periods)
        register = board.register
        if any(change.woman not in register for bundle in witness for change in bundle):
            return
        bundles: list[list[Edit]] = []
        for bundle in witness:
            edits = []
            for name, was in bundle:
                now = register[name]
                periods = (now.periods - then) | was.periods
                new = Woman(was.pairs, periods, was.counts)
                edits.append(Edit(Change(name, new), board.shape.delta(now, new)))
            changed = together(edits).keys()
            if any(self._search.prices.get(cell) == inf for cell in changed):
                break
            for cell in sorted(changed & self._search.prices.keys()):
                self._search.hide(cell)
            bundles.append(edits)
        self._keep(bundles)
