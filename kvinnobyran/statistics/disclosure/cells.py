"""What a figure counts, and the women it counts: the data types that method and verifier share.

disclosure.md 3.2 step 1: a cell is known by what it counts, never by where it stands, so the
same number in two tables or two reports is one cell. Women, their periods, their answers to
questions with several answers and what is counted per woman (children) live in one register.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple, TypeAlias

WOMEN: Final = "women"
"""The unit of a cell that counts women themselves."""

Pair: TypeAlias = tuple[str, str]
"""A variable and one of its base categories."""

Order: TypeAlias = tuple[int, list[Pair], list[str], str]


@dataclass(frozen=True, slots=True)
class Key:
    """One cell: who is counted, and in which unit.

    ``pairs`` are conditions: of a single-choice variable *any* of the named categories (a
    group of base categories), of a variable with several answers *all* of them. ``periods``
    are base periods; whoever occurs in any of them is counted once. ``unit`` is
    :data:`WOMEN`, or the name of what is counted per woman.
    """

    pairs: frozenset[Pair]
    periods: frozenset[str]
    unit: str = WOMEN

    @property
    def order(self) -> Order:
        """What cells are sorted by: few conditions first, then by name."""
        return (self.dimension, sorted(self.pairs), sorted(self.periods), self.unit)

    @property
    def dimension(self) -> int:
        """How many variables restrict the cell."""
        return len({variable for variable, _category in self.pairs})


class Count(NamedTuple):
    """A number that a reader can form: the sum of some cells less the sum of others."""

    plus: tuple[Key, ...]
    minus: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A question. ``multiple``: a woman can have several of the categories, or none.

    ``covering``: of a multiple variable she has at least one. ``dated``: a multiple variable
    that is answered anew in every base period (support in a half-year, newness); her pairs then
    carry the period, see :func:`dated`, a cell of several periods counts whoever has the
    category in any of them, and ``covering`` means in each period in which she occurs.
    """

    name: str
    categories: tuple[str, ...]
    multiple: bool = False
    covering: bool = False
    dated: bool = False


def dated(pair: Pair, period: str) -> Pair:
    """Return a pair of a dated variable as a woman has it in one base period."""
    return pair[0], f"{pair[1]}@{period}"


@dataclass(frozen=True, slots=True)
class Woman:
    """One woman as the statistics know her: her pairs, periods, and how many of each unit."""

    pairs: frozenset[Pair]
    periods: frozenset[str]
    counts: frozenset[tuple[str, int]] = frozenset()

    def number(self, unit: str) -> int:
        """Return how much she adds to a cell that she is in, in this unit."""
        return 1 if unit == WOMEN else dict(self.counts).get(unit, 0)


Register: TypeAlias = Mapping[str, Woman]
"""All women, by a name that stays the same from report to report."""


class Change(NamedTuple):
    """One woman of an alternative register: who, and what she is there."""

    woman: str
    becomes: Woman


Bundle: TypeAlias = tuple[Change, ...]
"""Changes of different women that together change no printed figure."""

Witness: TypeAlias = tuple[Bundle, ...]
"""Bundles of different women; the first, the first two … are alternative registers each."""

Page: TypeAlias = Mapping[Key, int | None]
"""Every cell of a report: its printed figure, or None where ``..`` stands."""


@dataclass(frozen=True, slots=True)
class Frame:
    """All that is fixed by definition: the variables, base periods, units and what cannot be.

    ``units`` says of each unit how many one woman can have at most. ``impossible`` holds sets
    of pairs that nobody has together by definition, never because nobody happened to
    (disclosure.md 3.2 step 2). ``returning``: a woman can occur in several base periods. Then
    an alternative register may also have another number of women than the true one, because
    how many came back (attack 6) follows from how many there are in all; a woman without any
    period stands for nobody. ``uncounted``: the same where nobody returns (contacts, calls):
    how many there are in all is known as far as it is printed and no farther.

    ``needs``: whoever has the pair has at least one of the others by definition, of dated
    variables in the same base period.
    """

    variables: tuple[Variable, ...]
    periods: tuple[str, ...]
    units: tuple[tuple[str, int], ...] = ()
    impossible: frozenset[frozenset[Pair]] = frozenset()
    returning: bool = True
    uncounted: bool = False
    needs: tuple[tuple[Pair, frozenset[Pair]], ...] = ()

    @property
    def spare(self) -> bool:
        """Tell whether an alternative register can have another number of women."""
        return self.returning or self.uncounted

    def variable(self, name: str) -> Variable:
        """Return the variable of this name. Raises KeyError when there is none."""
        return {each.name: each for each in self.variables}[name]

    def clauses(self, key: Key) -> list[frozenset[Pair]]:
        """Return what a woman in the cell has: at least one pair of each clause."""
        found: list[frozenset[Pair]] = []
        for name in sorted({variable for variable, _category in key.pairs}):
            own = frozenset(pair for pair in key.pairs if pair[0] == name)
            variable = self.variable(name)
            if variable.dated:
                found += [
                    frozenset(dated(pair, period) for period in key.periods) for pair in sorted(own)
                ]
            elif variable.multiple:
                found += [frozenset({pair}) for pair in sorted(own)]
            else:
                found.append(own)
        return found

    def count(self, key: Key, register: Register) -> int:
        """Count a cell exactly, in its unit."""
        clauses = self.clauses(key)
        return sum(
            woman.number(key.unit)
            for woman in register.values()
            if woman.periods & key.periods and all(woman.pairs & each for each in clauses)
        )

    def nobody(self, key: Key) -> bool:
        """Tell whether the cell is empty by definition."""
        choices = product(*(sorted(clause) for clause in self.clauses(key)))
        return all(any(bad <= set(choice) for bad in self.impossible) for choice in choices)

    def can_be(self, woman: Woman) -> bool:
        """Tell whether such a woman fits all definitions."""
        return (
            not any(bad <= woman.pairs for bad in self.impossible)
            and (self.spare or bool(woman.periods))
            and woman.periods <= set(self.periods)
            and (self.returning or 1 - self.uncounted <= len(woman.periods) <= 1)
            and counts_can_be(self, woman)
            and self._answered(woman)
            and not any(True for _lack in self.lacks(woman.pairs, woman.periods))
        )

    def lacks(
        self, pairs: Iterable[Pair], periods: frozenset[str]
    ) -> Iterable[tuple[Pair, frozenset[Pair]]]:
        """Yield each pair that stands without any of those it needs, with those."""
        names = {each.name for each in self.variables if each.dated}
        for pair, wanted in self.needs:
            for period in periods if pair[0] in names else ("",):
                one = dated(pair, period) if period else pair
                if one in pairs:
                    some = frozenset(
                        dated(each, period) if each[0] in names else each for each in wanted
                    )
                    if not some & frozenset(pairs):
                        yield one, some

    def _answered(self, woman: Woman) -> bool:
        """Tell whether she has as many categories of each variable as it allows."""
        per = Counter(name for name, _category in woman.pairs)
        for variable in self.variables:
            has = per[variable.name]
            if variable.dated:
                marks = {
                    category.rpartition("@")[2]
                    for name, category in woman.pairs
                    if name == variable.name
                }
                if not marks <= woman.periods or (variable.covering and marks != woman.periods):
                    return False
            elif (has < variable.covering) if variable.multiple else has != 1:
                return False
        return True


def in_order(keys: Iterable[Key]) -> list[Key]:
    """Return the cells once each, always in the same order."""
    return sorted(set(keys), key=lambda key: key.order)


def counts_can_be(frame: Frame, woman: Woman) -> bool:
    """Tell whether she can have as many of each unit."""
    given = dict(woman.counts)
    return all(0 <= given.get(unit, 0) <= most for unit, most in frame.units)


def counted(frame: Frame, keys: Iterable[Key], register: Register) -> dict[Key, int]:
    """Count many cells exactly, each in its unit.

    A set of women is one whole number here, with a bit for each of them.
    """
    having: dict[Pair, int] = {}
    present: dict[str, int] = {}
    amounts: dict[tuple[str, int], int] = {}
    for place, woman in enumerate(register.values()):
        bit = 1 << place
        for pair in woman.pairs:
            having[pair] = having.get(pair, 0) | bit
        for period in woman.periods:
            present[period] = present.get(period, 0) | bit
        for given in woman.counts:
            amounts[given] = amounts.get(given, 0) | bit
    found: dict[Key, int] = {}
    for key in keys:
        women = 0
        for period in key.periods:
            women |= present.get(period, 0)
        for clause in frame.clauses(key):
            some = 0
            for pair in clause:
                some |= having.get(pair, 0)
            women &= some
        if key.unit == WOMEN:
            found[key] = women.bit_count()
        else:
            found[key] = sum(
                number * (women & bits).bit_count()
                for (unit, number), bits in amounts.items()
                if unit == key.unit
            )
    return found
