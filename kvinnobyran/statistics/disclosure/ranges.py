"""How far each protected number is known to reach (disclosure.md 3.1)."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kvinnobyran.statistics.disclosure.bundles import added
from kvinnobyran.statistics.disclosure.cells import Count, Key
from kvinnobyran.statistics.disclosure.edits import Delta, Edit

INSIDE: Final = 3
"""How far a number must reach for a woman who knows her own record (disclosure.md 3.2 step 6)."""

COMPANY: Final = 2
"""How far it must reach for whoever knows all women of one referrer in one municipality."""


class Trail(NamedTuple):
    """A witness as the protected numbers see it: after its first bundle, its first two, and so on.

    ``steps`` holds how each number has moved from the truth by then, who was changed, and which
    groups of women were not; ``cells`` are all that it changes.
    """

    bundles: tuple[tuple[Edit, ...], ...]
    steps: tuple[tuple[dict[int, int], frozenset[str], tuple[int, ...]], ...]
    cells: frozenset[int]


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
        self.counts = [*values]
        self.truth = [*values.values()]
        self._width = width
        self._terms: list[Delta] = []
        self._about: dict[int, list[tuple[int, int]]] = {}
        for number, count in enumerate(self.counts):
            terms: Delta = {}
            for keys, sign in ((count.plus, 1), (count.minus, -1)):
                terms = added(terms, {place[key]: sign for key in keys})
            self._terms.append(terms)
            for cell, sign in terms.items():
                self._about.setdefault(cell, []).append((number, sign))
        self.forget()

    def forget(self) -> None:
        """Start anew, with no witness shown."""
        self._low = [*self.truth]
        self._high = [*self.truth]
        self._hidden_from: list[dict[int, frozenset[str]]] = [
            {value: frozenset()} for value in self.truth
        ]
        self._known_to: list[dict[int, tuple[int, int]]] = [{} for _value in self.truth]
        self._left = dict.fromkeys(range(len(self.counts)))

    def pull(self, number: int, delta: Delta) -> int:
        """Return how a change moves a protected number."""
        found = 0
        for cell, sign in self._terms[number].items():
            if cell in delta:
                found += sign * delta[cell]
        return found

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
        known, here = self._known_to[number], (self.truth[number],) * 2
        return [
            group
            for place, group in enumerate(self._groups)
            if (ends := known.get(place, here))[1] - ends[0] < COMPANY
        ]

    def is_open(self, number: int) -> bool:
        """Tell whether a number is not yet shown to reach far enough; once it is, it stays so."""
        if number not in self._left:
            return False
        if self.wanted(number) or self.insiders(number) or self.referrers(number):
            return True
        del self._left[number]
        return False

    def open(self) -> bool:
        """Tell whether some number is not yet shown to reach far enough."""
        return any(self.is_open(number) for number in [*self._left])

    def all_open(self) -> list[int]:
        """Return the numbers that are not yet shown to reach far enough."""
        return [number for number in [*self._left] if self.is_open(number)]

    def trail(self, bundles: Sequence[Sequence[Edit]]) -> Trail:
        """Return what a witness shows of the numbers."""
        moved: dict[int, int] = {}
        women: frozenset[str] = frozenset()
        unaware = (*range(len(self._groups)),)
        steps, cells = [], set[int]()
        for bundle in bundles:
            women |= {edit.woman for edit in bundle}
            unaware = tuple(each for each in unaware if women.isdisjoint(self._groups[each]))
            delta: Delta = {}
            for edit in bundle:
                for cell, by in edit.delta.items():
                    delta[cell] = delta.get(cell, 0) + by
            for cell, by in delta.items():
                if by:
                    cells.add(cell)
                    for number, sign in self._about.get(cell, ()):
                        moved[number] = moved.get(number, 0) + sign * by
            steps.append(({number: by for number, by in moved.items() if by}, women, unaware))
        return Trail(tuple(map(tuple, bundles)), tuple(steps), frozenset(cells))

    def show(self, trail: Trail) -> bool:
        """Widen the ranges by a witness.

        Return whether that was of any use: numbers that reach far enough need nothing more.
        """
        useful = False
        for moved, women, unaware in trail.steps:
            for number in moved.keys() & self._left.keys():
                value = self.truth[number] + moved[number]
                useful = self._widen(number, value, women, unaware) or useful
        return useful

    def _widen(
        self, number: int, value: int, women: frozenset[str], unaware: tuple[int, ...]
    ) -> bool:
        """Take in that a number can have this value; return whether that was not known."""
        useful = not self._low[number] <= value <= self._high[number]
        self._low[number] = min(self._low[number], value)
        self._high[number] = max(self._high[number], value)
        known = self._hidden_from[number]
        before = known.get(value)
        known[value] = women if before is None else before & women
        useful = useful or known[value] != before
        company, truth = self._known_to[number], self.truth[number]
        for each in unaware:
            low, high = company.get(each, (truth, truth))
            if not low <= value <= high:
                company[each] = min(low, value), max(high, value)
                useful = True
        return useful
