"""Deciding what a report hides, with a proof for every hidden small count (disclosure.md 3.2).

The safe direction is built in: a witness that the search misses hides one more figure and
never shows one, and what cannot be proven raises :class:`Unproven` instead of being printed.
"""

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import Final

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.statistics.disclosure.board import Board, Task
from kvinnobyran.statistics.disclosure.bundles import Limit, LimitError, Search, together
from kvinnobyran.statistics.disclosure.cells import Count, Witness
from kvinnobyran.statistics.disclosure.certificate import Certificate
from kvinnobyran.statistics.disclosure.edits import Delta, Edit, Kind
from kvinnobyran.statistics.disclosure.ranges import COMPANY, INSIDE, Ranges, Trail
from kvinnobyran.statistics.disclosure.verifier import Rules, is_proven

SEEDS: Final = (1, 2, 3)
"""Fixed, so that the same report is always hidden alike (disclosure.md 3.3)."""

STEPS: Final = 30_000_000
"""How much work one report may take before it is refused; a number, so that it is repeatable."""

_LARGEST_BUNDLE: Final = 4
"""Singles, pairs, triples (a swap and a third) and quadruples (two swaps)."""

_CLEANED: Final = 24
"""How many hidden figures, the dearest first, are tried to be printed after all (step 7)."""

_SERVED: Final = 6
"""A figure that is hidden for the sake of more numbers than these stays hidden."""

_CARRIED: Final = 0.1
_READ: Final = 0.3
_REACHED: Final = 0.6
_CLEAN: Final = 0.85
"""How far the work has come, as a rule, when earlier proofs are carried over, the women are read,
every number is kept, and what is hidden without need is printed again; then it is checked."""


class Unproven(Trouble):
    """No way was found to print the report of which it is proven that nobody is found in it."""

    sentence = "Rapporten kan inte lämnas ut: någon skulle kunna kännas igen i siffrorna."
    way_on = "Slå ihop kategorier i någon av tabellerna, eller välj en längre period."

    def __init__(self, counts: Iterable[Count] = ()) -> None:
        """Take the numbers that could not be kept, one for each question."""
        super().__init__()
        self.counts = tuple(counts)


def certify(
    task: Task,
    *,
    seeds: Sequence[int] = SEEDS,
    steps: int = STEPS,
    go_on: Callable[[float], bool] = lambda _share: True,
) -> Certificate:
    """Return the page that shows most among the fixed seeds, with its proof.

    ``steps`` limits the work of each seed, ``go_on`` is asked now and then whether somebody
    still waits, and told how far the work has come, from 0 to 1. Raises :class:`Unproven` when
    no seed ends with a proof that the verifier accepts.
    """
    board = Board(task)
    proven: list[Certificate] = []
    failed: list[Count] = []
    for place, seed in enumerate(seeds):

        def come(share: float, place: int = place) -> bool:
            return go_on((place + share) / len(seeds))

        try:
            run = _Run(board, seed, Limit(steps, come))
            found = run.certificate()
        except LimitError:
            continue
        failed = failed or run.failed
        if found is not None and is_proven(
            Rules(task.frame, task.threshold, task.also, task.groups),
            task.register,
            found.page,
            [each.page for each in task.earlier],
            found.witnesses,
        ):
            proven.append(found)
    if not proven:
        raise Unproven(failed)
    return max(proven, key=lambda each: each.shown)


class _Run:
    """One seed's way through all protected numbers."""

    def __init__(self, board: Board, seed: int, limit: Limit) -> None:
        self._board = board
        self._seed = seed
        self._limit = limit
        task = board.task
        self._ranges = Ranges(board.place, board.small, task.threshold - 1, task.groups)
        self.failed: list[Count] = []
        self._beyond: set[str] = set()
        self._trails: list[Trail] = []
        self._prices = {board.place[key]: inf for key in board.old}
        for key in board.page:
            if key not in board.old and (
                board.value[key] >= task.threshold or task.frame.nobody(key)
            ):
                self._prices[board.place[key]] = board.price(key)
        self._earlier = range(len(task.earlier))[::-1]
        self._periods = task.periods
        self._search = self._new_search(())

    def _new_search(self, kinds: Sequence[Kind]) -> Search:
        return Search(kinds, self._prices, len(self._board.cells), self._seed, self._limit)

    def certificate(self) -> Certificate | None:
        """Return the page with its proof, or None when some number could not be kept."""
        self._mend_rests()
        self._carry_from(self._earlier[:1])
        self._limit.come(_CARRIED)
        self._look_near(self._ranges.all_open())
        open_ = self._ranges.all_open()
        late = []
        for done, number in enumerate(open_):
            self._limit.come(_READ + (_REACHED - _READ) * done / len(open_))
            if not self._try(number):
                late.append(number)
        for number in late:
            self._reach(number)  # what was found for others since then may be of use
        self._carry_from(self._earlier[1:])
        if self._ranges.open() and self._periods != self._board.everywhere:
            self._look_everywhere()
        for number in late:
            self._reach(number)
            if self._ranges.is_open(number):
                self._carry_from(self._earlier, hiding=True)
            if self._ranges.is_open(number):
                self.failed.append(self._ranges.counts[number])
        if self.failed or self._ranges.open():
            return None
        self._mend_rests()
        self._thin_out()
        self._clean_up()
        self._limit.come(_CLEAN)
        shown, board = self._prices, self._board
        page = {key: board.value[key] if board.place[key] in shown else None for key in board.page}
        return Certificate(page, tuple(map(self._witness, self._trails)), self._seed)

    def _witness(self, trail: Trail) -> Witness:
        change = self._board.shape.change
        return tuple(tuple(change(edit) for edit in bundle) for bundle in trail.bundles)

    def _look_near(self, numbers: Iterable[int]) -> None:
        """Look among the women of this report and of the periods of these numbers only.

        What is kept already by what was carried over from earlier reports needs nobody new.
        """
        counts = [self._ranges.counts[number] for number in numbers]
        self._periods = self._board.near(
            frozenset(p for each in counts for k in (*each.plus, *each.minus) for p in k.periods)
        )
        self._search = self._new_search(self._board.kinds(self._periods))

    def _look_everywhere(self) -> None:
        self._periods = self._board.everywhere
        self._search = self._new_search(self._board.kinds(self._periods))

    def _hide(self, cell: int) -> None:
        """Take a cell off the page."""
        del self._prices[cell]
        self._search.hide(cell)

    def _show(self, cell: int, price: float) -> None:
        """Put a cell on the page again."""
        self._prices[cell] = price
        self._search.show(cell, price)

    def _try(self, number: int) -> bool:
        """Show a number far enough, unless it is about what another one has failed at."""
        count = self._ranges.counts[number]
        about = {pair[0] for key in (*count.plus, *count.minus) for pair in key.pairs}
        if about & self._beyond:
            return not self._ranges.is_open(number)
        self._reach(number)
        if self._ranges.is_open(number):
            self._beyond |= about
            return False
        return True

    def _reach(self, number: int, *, buying: bool = True) -> None:
        """Show a number far enough for a stranger, a woman herself and whoever sent her."""
        if not self._ranges.is_open(number):
            return
        for goal in self._ranges.wanted(number):
            self._walk(number, goal, buying=buying)
        if near := self._ranges.insiders(number):
            self._walk(number, INSIDE, *near, buying=False)  # all of them at once, if it can be
        for name in self._ranges.insiders(number):
            if name in self._ranges.insiders(number):
                self._walk(number, INSIDE, name, buying=buying)
        for group in self._ranges.referrers(number):
            if group in self._ranges.referrers(number):
                self._walk(number, COMPANY, *group, buying=buying)
            if group in self._ranges.referrers(number):
                self._walk(number, -COMPANY, *group, buying=buying)

    def _carry_from(self, places: Iterable[int], *, hiding: bool = False) -> None:
        """Take over what these earlier reports were proven with, as far as it is still of use.

        The proof of the newest holds all that was needed for the older ones. They are asked when
        all else has failed, because some of its women may have come back.
        """
        for place in places:
            if not self._ranges.open():
                return
            for bundles in self._board.carried(place):
                self._carry(bundles, hiding=hiding)

    def _thin_out(self) -> None:
        """Keep no more witnesses than it takes; the newest, which are often the shortest, first."""
        self._ranges.forget()
        kept = []
        for trail in reversed(self._trails):
            if not self._ranges.open():
                break
            if self._ranges.show(trail):
                kept.append(trail)
        self._trails = kept[::-1]

    def _clean_up(self) -> None:
        """Print again what is hidden without need, dearest first (step 7).

        Without the witnesses that change the figure every number must still be kept, by the
        others or by new ones that cost nothing.
        """
        board, ranges = self._board, self._ranges
        hidden = [
            key
            for key in board.page
            if board.place[key] not in self._prices and board.value[key] >= board.task.threshold
        ]
        dear = sorted(hidden, key=board.price, reverse=True)[:_CLEANED]
        for done, key in enumerate(dear):
            self._limit.come(_REACHED + (_CLEAN - _REACHED) * done / len(dear))
            place, before = board.place[key], self._trails
            if self._leaves_small_rest(place):
                continue
            self._trails = [trail for trail in before if place not in trail.cells]
            ranges.forget()
            for trail in self._trails:
                ranges.show(trail)
            self._show(place, board.price(key))
            left = ranges.all_open()
            if len(left) > _SERVED or not all(map(self._reached, left)):
                self._trails = before
                self._hide(place)

    def _reached(self, number: int) -> bool:
        """Show a number far enough without hiding more, if that can be done."""
        self._reach(number, buying=False)
        return not self._ranges.is_open(number)

    def _leaves_small_rest(self, place: int) -> bool:
        """Tell whether printing this cell would leave few for the hidden parts of a total."""
        value, where, prices = self._board.value, self._board.place, self._prices
        for line in self._board.lines:
            if place not in {where[line.whole], *(where[part] for part in line.parts)}:
                continue
            shown = [part for part in line.parts if where[part] in prices or where[part] == place]
            rest = value[line.whole] - sum(value[part] for part in shown)
            if len(shown) < len(line.parts) and rest < self._board.task.threshold:
                return True
        return False

    def _mend_rests(self) -> None:
        """Hide another part wherever what is left of a printed total is small (step 4)."""
        value, place, prices = self._board.value, self._board.place, self._prices
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
                    self._hide(place[min(choices, key=self._board.price)])
                    grown = True

    def _walk(self, number: int, goal: int, *untouched: str, buying: bool = True) -> None:
        """Move a protected number as far as the goal by disjoint neutral bundles.

        ``untouched`` is who stays as she is, because she knows her own record (step 6).
        """
        sign = 1 if goal > 0 else -1

        def pull(delta: Delta) -> int:
            return sign * self._ranges.pull(number, delta)

        self._limit.ask()
        movers = self._movers(number, pull)
        self._limit.step(len(movers))
        used = set(untouched)
        bundles: list[list[Edit]] = []
        left = abs(goal)
        all_tried = False
        while left > 0:
            bundle = self._search.find(movers, pull, used, _LARGEST_BUNDLE - (not buying))
            if bundle is None and not all_tried:
                all_tried = True
                movers = [*movers, *self._entering(number, pull)]
                bundle = self._search.find(movers, pull, used, _LARGEST_BUNDLE - (not buying))
            if bundle is None and buying:
                bundle = self._search.buy(movers, pull, used)
            if bundle is None:
                break
            for cell in sorted(together(bundle).keys() & self._prices.keys()):
                self._hide(cell)
            used |= {edit.woman for edit in bundle}
            bundles.append(bundle)
            left -= sum(pull(edit.delta) for edit in bundle)
        self._keep(bundles)

    def _movers(self, number: int, pull: Callable[[Delta], int]) -> list[Kind]:
        """Return the edits of one attribute that move the number the wanted way."""
        shelf = self._search.free
        places = {
            place
            for cell in self._ranges.cells(number)
            for up in (True, False)
            for place in shelf.touching(cell, up=up)
        }
        found = [shelf.kinds[place] for place in sorted(places)]
        return [kind for kind in found if pull(kind.delta) > 0]

    def _entering(self, number: int, pull: Callable[[Delta], int]) -> list[Kind]:
        """Return edits of several attributes, and bundles that an earlier report was proven with.

        Such a bundle changes nothing that was printed before; if it changes the page, it may be
        because one of its women has come back, and another edit may undo that.
        """
        found = [
            *self._board.entries(self._periods, self._ranges.counts[number]),
            *self._board.bundled,
        ]
        return [kind for kind in found if pull(kind.delta) > 0]

    def _keep(self, bundles: Sequence[Sequence[Edit]]) -> None:
        """Add a witness, as far as it came, if it is of use."""
        if bundles:
            trail = self._ranges.trail(bundles)
            if self._ranges.show(trail):
                self._trails.append(trail)

    def _carry(self, witness: Sequence[Sequence[Edit]], *, hiding: bool) -> None:
        """Take over a witness of an earlier report; ``hiding`` what it changes, or for nothing.

        Its bundles hold each on its own, so those that would change the page are left out.
        Hiding is the last resort.
        """
        bundles: list[Sequence[Edit]] = []
        for edits in witness:
            changed = together(edits).keys() & self._prices.keys()
            if any(self._prices[cell] == inf for cell in changed) or (changed and not hiding):
                continue
            for cell in sorted(changed):
                self._hide(cell)
            bundles.append(edits)
        self._keep(bundles)


__all__ = ["SEEDS", "STEPS", "Task", "Unproven", "certify"]
