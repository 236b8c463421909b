"""Finding sets of edits that change nothing printed (disclosure.md 3.2 step 5).

Every printed cell has a weight, an edit's fingerprint is the sum of the weights of what it
changes, and edits whose fingerprints add up to 0 are a neutral bundle. The last edit of a
bundle is looked up by its fingerprint, those before it among the edits that undo the change
of one cell. What meets by chance is recounted and thrown away.
"""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from math import inf
from typing import Final

from kvinnobyran.statistics.disclosure.edits import Delta, Edit, times, weights

_TRIED: Final = 1_200
"""How many half-made bundles of one size are tried for one step of one count."""

_OFFERS: Final = 60
"""How many ways of moving a count are priced before one is bought."""

_PARTNERS: Final = 40
"""How many partners are weighed for each of them."""


class Limit:
    """How much work may be done; whoever waits can end it, too.

    ``go_on`` is asked now and then. Raises :class:`LimitError` when either says stop.
    """

    def __init__(self, steps: int, go_on: Callable[[], bool]) -> None:
        """Start with so many steps left."""
        self._left = steps
        self._go_on = go_on

    def step(self, by: int = 1) -> None:
        """Count work done."""
        before, self._left = self._left, self._left - by
        if self._left < 0:
            raise LimitError
        if before >> 10 != self._left >> 10:
            self.ask()

    def ask(self) -> None:
        """Ask whether somebody still waits."""
        if not self._go_on():
            raise LimitError


class LimitError(Exception):
    """The work took too long: nothing is proven, so nothing is printed."""


class Shelf:
    """Edits by their fingerprint over some of the cells, kept up as cells get hidden."""

    def __init__(self, edits: list[Edit], weight: Mapping[int, int], limit: Limit) -> None:
        """Sort the edits; ``weight`` names the cells that must not change."""
        self.edits = edits
        self._limit = limit
        self._weight = dict(weight)
        self._print = [times(edit.delta, self._weight) for edit in edits]
        self._by_print: dict[int, dict[int, None]] = {}
        self._touching: dict[tuple[int, bool], list[int]] = {}
        for place, edit in enumerate(edits):
            self._by_print.setdefault(self._print[place], {})[place] = None
            for cell, change in edit.delta.items():
                self._touching.setdefault((cell, change > 0), []).append(place)

    def hide(self, cell: int) -> None:
        """Let this cell change from now on."""
        weight = self._weight.pop(cell)
        for place in (*self.touching(cell, up=True), *self.touching(cell, up=False)):
            del self._by_print[self._print[place]][place]
            self._print[place] -= weight * self.edits[place].delta[cell]
            self._by_print.setdefault(self._print[place], {})[place] = None

    def show(self, cell: int, weight: int) -> None:
        """Let this cell change no more."""
        self._weight[cell] = weight
        for place in (*self.touching(cell, up=True), *self.touching(cell, up=False)):
            del self._by_print[self._print[place]][place]
            self._print[place] += weight * self.edits[place].delta[cell]
            self._by_print.setdefault(self._print[place], {})[place] = None

    def touching(self, cell: int, *, up: bool) -> list[int]:
        """Return the edits that change this cell in this direction."""
        return self._touching.get((cell, up), [])

    def left_over(self, delta: Delta) -> Delta:
        """Return what of a change falls on cells that must not change."""
        return {cell: by for cell, by in delta.items() if cell in self._weight}

    def complete(
        self, start: Edit, more: int, suits: Callable[[Edit], bool], tried: list[int]
    ) -> list[Edit] | None:
        """Return a neutral bundle that begins with this edit and has ``more`` others, or None.

        ``suits`` says which edits may take part, ``tried`` counts down what is tried.
        """
        return self._complete([start], self.left_over(start.delta), more, suits, tried)

    def _complete(
        self,
        so_far: list[Edit],
        over: Delta,
        more: int,
        suits: Callable[[Edit], bool],
        tried: list[int],
    ) -> list[Edit] | None:
        if not more:
            return None if over else so_far
        if not over:
            return None
        women = {edit.change.woman for edit in so_far}
        if more == 1:
            choices = [*self._by_print.get(-times(over, self._weight), ())]
        else:
            rarest = [self.touching(cell, up=by < 0) for cell, by in sorted(over.items())]
            choices = min(rarest, key=len)
        for place in choices:
            edit = self.edits[place]
            if edit.change.woman in women or not suits(edit):
                continue
            tried[0] -= 1
            self._limit.step()
            if tried[0] < 0:
                return None
            left = added(over, self.left_over(edit.delta))
            if found := self._complete([*so_far, edit], left, more - 1, suits, tried):
                return found
        return None


class Search:
    """The two shelves, the prices and a fixed order: finds and buys bundles."""

    def __init__(
        self,
        edits: list[Edit],
        prices: Mapping[int, float],
        cells: int,
        seed: int,
        limit: Limit,
    ) -> None:
        """``prices`` holds every printed cell; infinite is what an earlier report shows."""
        weight = self._weights = weights(seed, cells)
        shuffled = sorted(edits, key=lambda edit: _lot(seed, edit))
        self.prices = dict(prices)
        self.free = Shelf(shuffled, {cell: weight[cell] for cell in prices}, limit)
        earlier = [cell for cell, price in prices.items() if price == inf]
        self.old = Shelf(shuffled, {cell: weight[cell] for cell in earlier}, limit)
        self._limit = limit

    def hide(self, cell: int) -> None:
        """Take a cell off the page."""
        del self.prices[cell]
        self.free.hide(cell)

    def show(self, cell: int, price: float) -> None:
        """Put a cell on the page again."""
        self.prices[cell] = price
        self.free.show(cell, self._weights[cell])

    def find(
        self, movers: list[Edit], pull: Callable[[Edit], int], used: set[str], most: int
    ) -> list[Edit] | None:
        """Return a bundle of at most ``most`` edits that pulls the wanted way for nothing."""
        for more in range(most):
            tried = [_TRIED // max(1, more - 1)]
            for mover in movers:
                if mover.change.woman not in used:
                    found = self.free.complete(mover, more, _suitable(pull, used), tried)
                    if found and tried[0] >= 0 and not self.cost(found):
                        return found
                if tried[0] < 0:
                    break
        return None

    def buy(
        self, movers: list[Edit], pull: Callable[[Edit], int], used: set[str]
    ) -> list[Edit] | None:
        """Return the cheapest bundle found that pulls the wanted way; earlier figures stay."""
        suits = _suitable(pull, used)
        offers: list[list[Edit]] = []
        for more in range(3):
            tried = [_TRIED]
            made = (
                self.old.complete(mover, more, suits, tried)
                for mover in movers
                if mover.change.woman not in used
            )
            offers += [offer for offer in made if offer]
            if len(offers) >= _OFFERS:
                break
        offers.sort(key=self.cost)
        return min(
            (self._cheaper(offer, suits) for offer in offers[:_OFFERS]),
            key=self.cost,
            default=None,
        )

    def cost(self, bundle: Iterable[Edit]) -> float:
        """Return the price of all printed cells that the bundle changes."""
        return sum(self.prices.get(cell, 0.0) for cell in together(bundle))

    def _cheaper(self, offer: list[Edit], suits: Callable[[Edit], bool]) -> list[Edit]:
        """Return the offer with a partner that saves its dearest cell, where one helps."""
        over = self.free.left_over(together(offer))
        if not over:
            return offer
        dearest = max(sorted(over), key=lambda cell: self.prices[cell])
        women = {edit.change.woman for edit in offer}
        partners = self.free.touching(dearest, up=over[dearest] < 0)
        pairs = [
            [*offer, self.free.edits[place]]
            for place in partners[:_PARTNERS]
            if self.free.edits[place].change.woman not in women and suits(self.free.edits[place])
        ]
        self._limit.step(len(pairs))
        return min([offer, *pairs], key=self.cost)


def added(first: Delta, second: Delta) -> Delta:
    """Return both changes together, without what cancels out."""
    both = dict(first)
    for cell, by in second.items():
        both[cell] = both.get(cell, 0) + by
        if not both[cell]:
            del both[cell]
    return both


def together(edits: Iterable[Edit]) -> Delta:
    """Return what the edits change as a whole."""
    delta: Delta = {}
    for edit in edits:
        for cell, by in edit.delta.items():
            delta[cell] = delta.get(cell, 0) + by
    return {cell: by for cell, by in delta.items() if by}


def _suitable(pull: Callable[[Edit], int], used: set[str]) -> Callable[[Edit], bool]:
    """Return which edits may join: of a woman not used yet, and not pulling back."""
    return lambda edit: edit.change.woman not in used and pull(edit) >= 0


def _lot(seed: int, edit: Edit) -> bytes:
    """Return what puts the edits into an order of their own for each seed."""
    woman = edit.change.becomes
    text = (sorted(woman.pairs), sorted(woman.periods), sorted(woman.counts))
    return sha256(f"{seed} {edit.change.woman} {text}".encode()).digest()
