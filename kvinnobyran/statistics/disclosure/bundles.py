"""Finding sets of edits that change nothing printed (disclosure.md 3.2 step 5).

Every printed cell has a weight, a kind of edit has as its fingerprint the sum of the weights of
what it changes, and edits whose fingerprints add up to 0 are a neutral bundle. The last edit of
a bundle is looked up by its fingerprint, those before it among the kinds that undo the change
of one cell. What meets by chance is recounted and thrown away. Which women they are is settled
last: whoever of the kind is free.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import inf
from typing import Final

from kvinnobyran.statistics.disclosure.edits import Delta, Edit, Kind, times, weights

_TRIED: Final = 20_000
"""How many half-made bundles of one size are tried for one step of one count."""

_MATCH: Final = 25
"""So many of them is one that adds up, because whoever is in it must be looked at."""

_OFFERS: Final = 60
"""How many ways of moving a count are priced before one is bought."""

_SEEN: Final = 400
"""How many ways of one size are looked at."""

_PARTNERS: Final = 40
"""How many partners are weighed for each of them."""


class Limit:
    """How much work may be done; whoever waits can end it, too.

    ``go_on`` is asked now and then, and told how far the work has come, from 0 to 1. Raises
    :class:`LimitError` when either says stop.
    """

    def __init__(self, steps: int, go_on: Callable[[float], bool]) -> None:
        """Start with so many steps left."""
        self._left = steps
        self._go_on = go_on
        self._share = 0.0

    def step(self, by: int = 1) -> None:
        """Count work done."""
        before, self._left = self._left, self._left - by
        if self._left < 0:
            raise LimitError
        if before >> 12 != self._left >> 12:
            self.ask()

    def come(self, share: float) -> None:
        """Note how far the work has come, and ask."""
        self._share = share
        self.ask()

    def ask(self) -> None:
        """Ask whether somebody still waits."""
        if not self._go_on(self._share):
            raise LimitError


class LimitError(Exception):
    """The work took too long: nothing is proven, so nothing is printed."""


Suits = Callable[[Kind], bool]


class Shelf:
    """Kinds by their fingerprint over some of the cells, kept up as cells get hidden."""

    def __init__(self, kinds: Sequence[Kind], weight: Mapping[int, int], limit: Limit) -> None:
        """Sort the kinds; ``weight`` names the cells that must not change."""
        self.kinds = kinds
        self._limit = limit
        self._weight = dict(weight)
        self._print = [times(kind.delta, self._weight) for kind in kinds]
        self._by_print: dict[int, dict[int, None]] = {}
        self._touching: dict[tuple[int, bool], list[int]] = {}
        for place, kind in enumerate(kinds):
            self._by_print.setdefault(self._print[place], {})[place] = None
            for cell, change in kind.delta.items():
                self._touching.setdefault((cell, change > 0), []).append(place)
        self._where = {kind: place for place, kind in enumerate(kinds)}
        self._alone: set[tuple[int, int]] = set()

    def hide(self, cell: int) -> None:
        """Let this cell change from now on."""
        self._move(cell, -self._weight.pop(cell))

    def show(self, cell: int, weight: int) -> None:
        """Let this cell change no more."""
        self._weight[cell] = weight
        self._move(cell, weight)

    def _move(self, cell: int, weight: int) -> None:
        self._alone.clear()
        for place in (*self.touching(cell, up=True), *self.touching(cell, up=False)):
            before = self._print[place]
            del self._by_print[before][place]
            self._print[place] = after = before + weight * self.kinds[place].delta[cell]
            self._by_print.setdefault(after, {})[place] = None

    def touching(self, cell: int, *, up: bool) -> list[int]:
        """Return the kinds that change this cell in this direction."""
        return self._touching.get((cell, up), [])

    def left_over(self, delta: Delta) -> Delta:
        """Return what of a change falls on cells that must not change."""
        return {cell: by for cell, by in delta.items() if cell in self._weight}

    def complete(
        self, starts: Iterable[Kind], more: int, suits: Suits, tried: list[int]
    ) -> Iterator[list[Kind]]:
        """Yield neutral bundles that begin with one of these kinds and have ``more`` others.

        ``suits`` says which kinds may take part, ``tried`` counts down what is tried.
        """
        for start in starts:
            where = self._where.get(start)
            sum_ = times(start.delta, self._weight) if where is None else self._print[where]
            if (sum_, more) in self._alone or (sum_ and not more):
                continue
            alone = True
            for places in self._partners(self.left_over(start.delta), sum_, more, tried):
                alone = False
                tried[0] -= _MATCH
                partners = [self.kinds[place] for place in places]
                if all(map(suits, partners)):
                    yield [start, *partners]
                if tried[0] < 0:
                    return
            if tried[0] < 0:
                return
            if alone:
                self._alone.add((sum_, more))

    def _partners(
        self, over: Delta, sum_: int, more: int, tried: list[int]
    ) -> Iterator[tuple[int, ...]]:
        """Yield what undoes a change of printed cells by so many kinds."""
        if not over or not more:
            if not over and not more:
                yield ()
            return
        prints, by_print = self._print, self._by_print
        if more == 1:
            tried[0] -= 1
            self._limit.step()
            yield from ((place,) for place in [*by_print.get(-sum_, ())])
            return
        touching = self._touching
        rarest = min((touching.get((cell, by < 0), ()) for cell, by in over.items()), key=len)
        if more == 2:  # noqa: PLR2004 - a swap and a third
            tried[0] -= len(rarest)
            self._limit.step(len(rarest))
            for place in rarest:
                wanted = -sum_ - prints[place]
                if wanted in by_print:
                    for other in [*by_print[wanted]]:
                        yield place, other
            return
        known: dict[int, list[tuple[int, ...]]] = {}
        for place in rarest:
            if tried[0] < 0:
                return
            own = prints[place]
            if own not in known:
                left = added(over, self.left_over(self.kinds[place].delta))
                known[own] = [*self._partners(left, sum_ + own, more - 1, tried)]
            for others in known[own]:
                yield place, *others


class Search:
    """The two shelves, the prices and a fixed order: finds and buys bundles."""

    def __init__(
        self,
        kinds: Sequence[Kind],
        prices: Mapping[int, float],
        cells: int,
        seed: int,
        limit: Limit,
    ) -> None:
        """``prices`` holds every printed cell; infinite is what an earlier report shows."""
        weight = self._weights = weights(seed, cells)
        order = weights(-seed, len(kinds))
        shuffled = [kinds[place] for place in sorted(range(len(kinds)), key=order.__getitem__)]
        self.prices = dict(prices)
        self.free = Shelf(shuffled, {cell: weight[cell] for cell in prices}, limit)
        earlier = [cell for cell, price in prices.items() if price == inf]
        self.old = Shelf(shuffled, {cell: weight[cell] for cell in earlier}, limit)
        self._limit = limit
        self._turn: dict[Kind, int] = {}

    def hide(self, cell: int) -> None:
        """Take a cell off the page."""
        del self.prices[cell]
        self.free.hide(cell)

    def show(self, cell: int, price: float) -> None:
        """Put a cell on the page again."""
        self.prices[cell] = price
        self.free.show(cell, self._weights[cell])

    def find(
        self, movers: Sequence[Kind], pull: Callable[[Delta], int], used: set[str], most: int
    ) -> list[Edit] | None:
        """Return a bundle of at most ``most`` edits that pulls the wanted way for nothing."""
        suits = _suiting(pull, used)
        for more in range(most):
            for kinds in self.free.complete(movers, more, suits, [_TRIED]):
                found = self._women(kinds, used)
                if found and not self.cost(kinds):
                    return found
        return None

    def buy(
        self, movers: Sequence[Kind], pull: Callable[[Delta], int], used: set[str]
    ) -> list[Edit] | None:
        """Return the cheapest bundle found that pulls the wanted way; earlier figures stay."""
        suits = _suiting(pull, used)
        offers: list[list[Kind]] = []
        for more in range(3):
            made = self.old.complete(movers, more, suits, [_TRIED])
            offers += islice((offer for offer in made if self._women(offer, used)), _SEEN)
            if len(offers) >= _OFFERS:
                break
        offers.sort(key=self.cost)
        better = [self._cheaper(offer, suits) for offer in offers[:_OFFERS]]
        for kinds in sorted((each for some in better for each in some), key=self.cost):
            found = self._women(kinds, used)
            if found and self.cost(kinds) < inf:
                return found
        return None

    def cost(self, bundle: Iterable[Kind]) -> float:
        """Return the price of all printed cells that the bundle changes."""
        return sum(self.prices.get(cell, 0.0) for cell in together(bundle))

    def _cheaper(self, offer: list[Kind], suits: Suits) -> list[list[Kind]]:
        """Return the offer, and with a partner that saves its dearest cell, where one helps."""
        over = self.free.left_over(together(offer))
        if not over:
            return [offer]
        dearest = max(sorted(over), key=lambda cell: self.prices[cell])
        partners = self.free.touching(dearest, up=over[dearest] < 0)
        pairs = [
            [*offer, self.free.kinds[place]]
            for place in partners[:_PARTNERS]
            if suits(self.free.kinds[place])
        ]
        self._limit.step(len(pairs))
        return [offer, *sorted(pairs, key=self.cost)[:2]]

    def _women(self, kinds: Sequence[Kind], used: Collection[str]) -> list[Edit] | None:
        """Return an edit of each kind, of different women none of whom is used; in turn."""
        chosen: list[Edit] = []
        taken: set[str] = set()
        for kind in kinds:
            with_her = {edit.woman for edit in kind.also}
            if not with_her.isdisjoint(used) or not with_her.isdisjoint(taken):
                return None
            chosen += kind.also
            taken |= with_her
            start = self._turn.get(kind, 0)
            for step in range(len(kind.edits)):
                edit = kind.edits[(start + step) % len(kind.edits)]
                if edit.woman not in used and edit.woman not in taken:
                    self._turn[kind] = start + step + 1
                    chosen.append(edit)
                    taken.add(edit.woman)
                    break
            else:
                return None
        return chosen


def added(first: Delta, second: Delta) -> Delta:
    """Return both changes together, without what cancels out."""
    both = dict(first)
    for cell, by in second.items():
        both[cell] = both.get(cell, 0) + by
        if not both[cell]:
            del both[cell]
    return both


def together(edits: Iterable[Kind | Edit]) -> Delta:
    """Return what the edits change as a whole."""
    delta: Delta = {}
    for edit in edits:
        for cell, by in edit.delta.items():
            delta[cell] = delta.get(cell, 0) + by
    return {cell: by for cell, by in delta.items() if by}


def _suiting(pull: Callable[[Delta], int], used: Collection[str]) -> Suits:
    """Return which kinds may join: those that do not pull back, and of which somebody is free."""
    known: dict[Kind, bool] = {}

    def suits(kind: Kind) -> bool:
        found = known.get(kind)
        if found is None:
            found = pull(kind.delta) >= 0 and any(edit.woman not in used for edit in kind.edits)
            known[kind] = found
        return found

    return suits
