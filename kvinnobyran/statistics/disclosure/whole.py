"""Which whole numbers fit: exact linear programming with branching, in plain Python.

For the audit of published facts (disclosure.md 3.4): every answer is exact, nothing is rounded
and no time decides. Bounds are moved on a tableau of fractions; whatever is fractional in the
answer is branched on.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Final, NamedTuple

MOST: Final = 20_000
"""How many branches one question may take."""

Bound = int | None


class Row(NamedTuple):
    """A sum with whole coefficients that lies between two bounds; None is open."""

    terms: Mapping[int, int]
    low: Bound
    high: Bound


class UndecidedError(Exception):
    """The question takes too many branches: whoever asked must assume the worst."""


def tightened(terms: Mapping[int, int], low: Bound, high: Bound) -> Row:
    """Return the row divided by what all its coefficients have in common."""
    common = gcd(*terms.values()) or 1
    return Row(
        {place: factor // common for place, factor in terms.items() if factor},
        None if low is None else -(-low // common),
        None if high is None else high // common,
    )


class Whole:
    """Unknown whole numbers with bounds, and sums of them with bounds."""

    def __init__(
        self, bounds: Iterable[tuple[Bound, Bound]], rows: Iterable[Row], sums: Iterable[Row]
    ) -> None:
        """``rows`` must hold; ``sums`` are what will be asked about (their bounds are not used)."""
        self._bounds: list[tuple[Bound, Bound]] = [*bounds]
        self._unknown = len(self._bounds)
        self._value = [Fraction(_inside(low, high)) for low, high in self._bounds]
        self._rows: dict[int, dict[int, Fraction]] = {}
        self._fixed: dict[int, Fraction] = {}
        self._asked: list[int] = []
        self.possible = True
        for row in rows:
            self._add(row)
        for row in sums:
            self._asked.append(self._add(Row(row.terms, None, None)))
        self.possible = self.possible and self.solve() is not None

    def range(self, asked: int, open_from: int) -> tuple[int, Bound]:
        """Return the least and the greatest value of a sum; None beyond ``open_from``."""
        start = self.solve()
        if start is None:
            raise ValueError("Nothing fits.")
        place = self._asked[asked]
        here = int(start[place])
        return self._end(place, here, -open_from, up=False) or 0, self._end(
            place, here, open_from, up=True
        )

    def can_be(self, asked: int, value: int) -> bool:
        """Tell whether a sum can have this value."""
        return self._with(self._asked[asked], value, value) is not None

    def _end(self, place: int, here: int, far: int, *, up: bool) -> Bound:
        """Return the farthest value in one direction, by halving what is still open."""
        found = self._with(place, far, None) if up else self._with(place, None, far)
        if found is not None:
            return None
        reached, beyond = here, far
        while abs(beyond - reached) > 1:
            step = max(1, min(abs(beyond - reached) // 2, 4 + 2 * abs(reached - here)))
            tried = reached + step if up else reached - step
            found = self._with(place, tried, None) if up else self._with(place, None, tried)
            if found is None:
                beyond = tried
            else:
                reached = int(found[place])
        return reached

    def _with(self, place: int, low: Bound, high: Bound) -> list[Fraction] | None:
        before = self._bounds[place]
        self._narrow(place, low, high)
        try:
            return self.solve()
        finally:
            self._bounds[place] = before

    def _narrow(self, place: int, low: Bound, high: Bound) -> None:
        old_low, old_high = self._bounds[place]
        lows = [each for each in (old_low, low) if each is not None]
        highs = [each for each in (old_high, high) if each is not None]
        self._bounds[place] = (
            max(lows) if lows else None,
            min(highs) if highs else None,
        )

    def solve(self) -> list[Fraction] | None:
        """Return whole numbers that fit everything, or None when there are none."""
        left = [MOST]
        return self._branch(left) if self.possible else None

    def _branch(self, left: list[int]) -> list[Fraction] | None:
        left[0] -= 1
        if left[0] < 0:
            raise UndecidedError
        if not self._fit():
            return None
        place = next(
            (each for each in range(self._unknown) if self._value[each].denominator > 1), None
        )
        if place is None:
            return [*self._value]
        value = self._value[place]
        for low, high in ((None, floor(value)), (ceil(value), None)):
            before = self._bounds[place]
            self._narrow(place, low, high)
            found = self._branch(left)
            self._bounds[place] = before
            if found is not None:
                return found
        return None

    def _add(self, row: Row) -> int:
        """Put a sum in as a number of its own; one that is fixed leaves the tableau."""
        place = len(self._value)
        terms: dict[int, Fraction] = {}
        for unknown, factor in row.terms.items():
            for each, share in self._rows.get(unknown, {unknown: Fraction(1)}).items():
                terms[each] = terms.get(each, Fraction(0)) + factor * share
        constant = sum(
            (
                factor * self._fixed.get(unknown, Fraction(0))
                for unknown, factor in row.terms.items()
            ),
            Fraction(0),
        )
        terms = {each: share for each, share in terms.items() if share}
        self._bounds.append((row.low, row.high))
        self._value.append(
            constant
            + sum((share * self._value[each] for each, share in terms.items()), Fraction(0))
        )
        self._fixed[place] = constant
        self._rows[place] = terms
        if row.low is not None and row.low == row.high:
            self._take_out(place, Fraction(row.low))
        return place

    def _take_out(self, place: int, value: Fraction) -> None:
        """Solve a sum that is known for one of its unknowns, for good."""
        terms, constant = self._rows.pop(place), self._fixed.pop(place)
        if not terms:
            self.possible = self.possible and constant == value
            self._bounds[place] = (None, None)
            self._value[place] = constant
            return
        out = min(terms, key=lambda each: (abs(terms[each]) != 1, each))
        share = terms.pop(out)
        solved = {each: -factor / share for each, factor in terms.items()}
        self._rows[out], self._fixed[out] = solved, (value - constant) / share
        for other, own in self._rows.items():
            factor = own.pop(out, None) if other != out else None
            if factor is not None:
                self._fixed[other] += factor * self._fixed[out]
                _join(own, solved, factor)
        self._value[place] = value
        self._recount()

    def _recount(self) -> None:
        for place, terms in self._rows.items():
            self._value[place] = self._fixed[place] + sum(
                (share * self._value[each] for each, share in terms.items()), Fraction(0)
            )

    def _fit(self) -> bool:
        """Bring every number inside its bounds, fractions allowed; False when that cannot be."""
        free = {each for terms in self._rows.values() for each in terms}
        loose = [each for each in range(self._unknown) if each not in self._rows]
        for place in sorted({*free, *loose}):
            low, high = self._bounds[place]
            if low is not None and high is not None and low > high:
                return False
            if low is not None and self._value[place] < low:
                self._move(place, Fraction(low) - self._value[place])
            elif high is not None and self._value[place] > high:
                self._move(place, Fraction(high) - self._value[place])
        while (out := self._outside()) is not None:
            low, high = self._bounds[out]
            if low is not None and high is not None and low > high:
                return False
            short = low is not None and self._value[out] < low
            goal = Fraction(low if short and low is not None else high or 0)
            into = self._entering(out, up=short)
            if into is None:
                return False
            self._pivot(out, into, goal)
        return True

    def _outside(self) -> int | None:
        for place in sorted(self._rows):
            low, high = self._bounds[place]
            value = self._value[place]
            if (low is not None and value < low) or (high is not None and value > high):
                return place
        return None

    def _entering(self, out: int, *, up: bool) -> int | None:
        """Return the first free number that can move the one that is outside back in."""
        for place in sorted(self._rows[out]):
            low, high = self._bounds[place]
            rises = (self._rows[out][place] > 0) is up
            if rises and (high is None or self._value[place] < high):
                return place
            if not rises and (low is None or self._value[place] > low):
                return place
        return None

    def _move(self, place: int, by: Fraction) -> None:
        self._value[place] += by
        for other, terms in self._rows.items():
            if place in terms:
                self._value[other] += terms[place] * by

    def _pivot(self, out: int, into: int, goal: Fraction) -> None:
        """Let a free number take the place of one that is outside, which then is at its bound."""
        terms, constant = self._rows.pop(out), self._fixed.pop(out)
        share = terms.pop(into)
        self._move_to(out, into, (goal - self._value[out]) / share)
        solved = {each: -factor / share for each, factor in terms.items()}
        solved[out] = 1 / share
        self._rows[into], self._fixed[into] = solved, -constant / share
        self._value[out] = goal
        for other, own in self._rows.items():
            factor = own.pop(into, None) if other != into else None
            if factor is not None:
                self._fixed[other] += factor * self._fixed[into]
                _join(own, solved, factor)

    def _move_to(self, out: int, into: int, by: Fraction) -> None:
        del out
        self._move(into, by)


def _join(own: dict[int, Fraction], solved: Mapping[int, Fraction], factor: Fraction) -> None:
    for each, share in solved.items():
        total = own.get(each, Fraction(0)) + factor * share
        if total:
            own[each] = total
        else:
            own.pop(each, None)


def _inside(low: Bound, high: Bound) -> int:
    return low if low is not None else min(high, 0) if high is not None else 0
