"""How far each protected number is known to reach (disclosure.md 3.1)."""

from collections.abc import Iterable
from typing import Final

from kvinnobyran.statistics.disclosure.bundles import added
from kvinnobyran.statistics.disclosure.cells import Count, Key
from kvinnobyran.statistics.disclosure.edits import Delta, Edit

INSIDE: Final = 3
"""How far a number must reach for a woman who knows her own record (disclosure.md 3.2 step 6)."""

COMPANY: Final = 2
"""How far it must reach for whoever knows all women of one referrer in one municipality."""


class Ranges:
    """The protected numbers with the least and the most that witnesses have shown for each."""

    def __init__(
        self,
        place: dict[Key, int],
        values: dict[Count, int],
        width: int,
        groups: tuple[frozenset[str], ...] = (),
    ) -> None:
        """``place`` numbers the cells, ``values`` holds the truth, ``width`` is w.

        ``groups`` are the women that one insider each knows of.
        """
        self._groups = groups
        self._known_to = [[(value, value) for _group in groups] for value in values.values()]
        self.counts = [*values]
        self.truth = [*values.values()]
        self._width = width
        self._low = [*self.truth]
        self._high = [*self.truth]
        self._hidden_from: list[dict[int, frozenset[str]]] = [
            {value: frozenset()} for value in self.truth
        ]
        self._terms: list[Delta] = []
        self._about: dict[int, list[int]] = {}
        self._kept: set[int] = set()
        for number, count in enumerate(self.counts):
            terms: Delta = {}
            for keys, sign in ((count.plus, 1), (count.minus, -1)):
                terms = added(terms, {place[key]: sign for key in keys})
            self._terms.append(terms)
            for cell in terms:
                self._about.setdefault(cell, []).append(number)

    def pull(self, number: int, delta: Delta) -> int:
        """Return how a change moves a protected number."""
        return sum(sign * delta.get(cell, 0) for cell, sign in self._terms[number].items())

    def cells(self, number: int) -> Iterable[int]:
        """Return the cells that the number is made of."""
        return self._terms[number]

    def wanted(self, number: int) -> list[int]:
        """Return how far from the truth it must still be shown to reach, down first."""
        goals = []
        if self._low[number] > 0:
            goals.append(-self.truth[number])
        if self._high[number] < self._width:
            goals.append(self._width - self.truth[number])
        return goals

    def insiders(self, number: int) -> list[str]:
        """Return the women who, knowing their own record, could narrow the number too much.

        Every value is known to be possible to whoever is left as she is by some register
        that shows it (disclosure.md 3.2 step 6).
        """
        values = self._hidden_from[number]
        near = frozenset[str]().union(*values.values())
        return sorted(
            name
            for name in near
            if max(seen := [value for value, names in values.items() if name not in names])
            - min(seen)
            < INSIDE
        )

    def referrers(self, number: int) -> list[frozenset[str]]:
        """Return the groups of women who known together narrow the number too much."""
        return [
            group
            for group, (low, high) in zip(self._groups, self._known_to[number], strict=True)
            if high - low < COMPANY
        ]

    def is_open(self, number: int) -> bool:
        """Tell whether a number is not yet shown to reach far enough; once it is, it stays so."""
        if number in self._kept:
            return False
        if self.wanted(number) or self.insiders(number) or self.referrers(number):
            return True
        self._kept.add(number)
        return False

    def open(self) -> bool:
        """Tell whether some number is not yet shown to reach far enough."""
        return any(self.is_open(number) for number in range(len(self.counts)))

    def show(self, bundles: list[list[Edit]]) -> bool:
        """Widen the ranges by a witness: by its first bundle, its first two, and so on.

        Return whether that was of any use: numbers that reach far enough need nothing more.
        """
        delta: Delta = {}
        women: frozenset[str] = frozenset()
        unaware = [*range(len(self._groups))]
        useful = False
        for bundle in bundles:
            women |= {edit.change.woman for edit in bundle}
            unaware = [each for each in unaware if women.isdisjoint(self._groups[each])]
            for edit in bundle:
                delta = added(delta, edit.delta)
            touched = {each for cell in delta for each in self._about.get(cell, ())}
            for number in sorted(touched - self._kept):
                value = self.truth[number] + self.pull(number, delta)
                useful = self._widen(number, value, women, unaware) or useful
        return useful

    def _widen(self, number: int, value: int, women: frozenset[str], unaware: list[int]) -> bool:
        """Take in that a number can have this value; return whether that was not known."""
        useful = not self._low[number] <= value <= self._high[number]
        self._low[number] = min(self._low[number], value)
        self._high[number] = max(self._high[number], value)
        known = self._hidden_from[number]
        before = known.get(value)
        known[value] = women if before is None else before & women
        useful = useful or known[value] != before
        for each in unaware:
            low, high = self._known_to[number][each]
            if not low <= value <= high:
                self._known_to[number][each] = min(low, value), max(high, value)
                useful = True
        return useful
