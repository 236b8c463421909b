"""The edits a witness is built of: one woman with one attribute changed (disclosure.md 3.2 step 5).

An edit knows which cells it changes and by how much. Women and cells are whole numbers here,
one bit a pair or period, because some hundred thousand comparisons are made for one report.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from kvinnobyran.statistics.disclosure.cells import (
    WOMEN,
    Change,
    Count,
    Frame,
    Key,
    Pair,
    Register,
    Variable,
    Woman,
    dated,
)

_BITS: Final = 62
"""The size of a cell's weight: two sums of a few million meet by chance once in a million."""

_SPARE: Final = 8
"""How many women more than the true ones an alternative register can have: twice w."""

_USUAL: Final = 12
"""How many of the most common ways to be in a period a woman is given who was not in it."""

_MANY: Final = 100
"""So many women times periods, and she is given fewer of them: there are others to change."""

_ROUNDS: Final = 4
"""How far needs are followed: what is needed may need something in its turn."""

Delta = dict[int, int]
"""Cells, by their place, and how much each goes up or down."""


class Edit(NamedTuple):
    """One woman changed, and what that does to the cells."""

    change: Change
    delta: Delta


class Shape:
    """The cells in a form that is quick to compare with a woman."""

    def __init__(self, frame: Frame, keys: Iterable[Key]) -> None:
        """Give every pair and period of the frame a bit, and read the cells."""
        self.frame = frame
        pairs = [
            one
            for each in frame.variables
            for category in each.categories
            for one in (
                [dated((each.name, category), period) for period in frame.periods]
                if each.dated
                else [(each.name, category)]
            )
        ]
        self._pairs = {pair: 1 << place for place, pair in enumerate(pairs)}
        self._periods = {name: 1 << len(pairs) + i for i, name in enumerate(frame.periods)}
        self._clauses: list[tuple[int, ...]] = []
        self._units: list[str] = []
        self._about: dict[int, list[int]] = {}
        for place, key in enumerate(keys):
            clauses = [sum(self._pairs[pair] for pair in each) for each in frame.clauses(key)]
            clauses.append(sum(self._periods[period] for period in key.periods))
            self._clauses.append(tuple(clauses))
            self._units.append(key.unit)
            for bit in (*self._pairs.values(), *self._periods.values()):
                if any(bit & clause for clause in clauses):
                    self._about.setdefault(bit, []).append(place)

    def delta(self, old: Woman, new: Woman) -> Delta:
        """Return what changes when the one woman becomes the other."""
        before, after = self._mask(old), self._mask(new)
        if old.counts != new.counts:
            places = set(range(len(self._clauses)))
        else:
            places = {place for bit in _bits(before ^ after) for place in self._about.get(bit, ())}
        found: Delta = {}
        clauses, units = self._clauses, self._units
        for place in sorted(places):
            was = now = 1
            for each in clauses[place]:
                if was and not before & each:
                    was = 0
                if now and not after & each:
                    now = 0
            if units[place] != WOMEN:
                was *= old.number(units[place])
                now *= new.number(units[place])
            if was != now:
                found[place] = now - was
        return found

    def knows(self, woman: Woman) -> bool:
        """Tell whether all that she is is asked in this frame."""
        return woman.pairs <= self._pairs.keys() and woman.periods <= self._periods.keys()

    def _mask(self, woman: Woman) -> int:
        return sum(self._pairs[pair] for pair in woman.pairs) + sum(
            self._periods[period] for period in woman.periods
        )


def _bits(mask: int) -> Iterable[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1


def edits_of(shape: Shape, register: Register) -> list[Edit]:
    """Return every edit of one attribute of every woman, in order."""
    usual = _episodes(shape.frame, register)
    return [
        Edit(Change(name, new), shape.delta(register[name], new))
        for name in sorted(register)
        for new in (
            *_others(shape.frame, register[name]),
            *_visits(shape.frame, register[name], usual),
        )
    ]


def _episodes(frame: Frame, register: Register) -> dict[str, list[frozenset[Pair]]]:
    """Return for each period what women are in it as a rule, the most common first."""
    marked = {each.name for each in frame.variables if each.dated}
    if not marked or not frame.returning:
        return {}
    most = _USUAL // max(1, len(register) * len(frame.periods) // _MANY)
    found: dict[str, Counter[frozenset[Pair]]] = {period: Counter() for period in frame.periods}
    for woman in register.values():
        for period in woman.periods:
            found[period][_marks_in(woman, period, marked)] += 1
    return {
        period: [
            marks
            for marks, _times in sorted(kinds.items(), key=lambda kind: (-kind[1], sorted(kind[0])))
        ][:most]
        for period, kinds in found.items()
    }


def _visits(
    frame: Frame, old: Woman, usual: Mapping[str, list[frozenset[Pair]]]
) -> Iterable[Woman]:
    """Yield the woman with one period more, in which she is what others are."""
    for period, kinds in usual.items():
        if period not in old.periods and old.periods:
            for marks in kinds:
                new = Woman(old.pairs | marks, old.periods | {period}, old.counts)
                if frame.can_be(new):
                    yield new


def _marks_in(woman: Woman, period: str, marked: set[str]) -> frozenset[Pair]:
    return frozenset(
        pair for pair in woman.pairs if pair[0] in marked and pair[1].rpartition("@")[2] == period
    )


def spares(frame: Frame, register: Register) -> Register:
    """Return places for women that alternative registers may have besides the true ones."""
    if not frame.spare:
        return {}
    somebody = frozenset(
        (each.name, each.categories[0])
        for each in frame.variables
        if (each.covering or not each.multiple) and not each.dated
    )
    marked = {each.name for each in frame.variables if each.dated}
    lasting = {
        frozenset(pair for pair in woman.pairs if pair[0] not in marked)
        for woman in register.values()
    }
    kinds = sorted(lasting or {somebody}, key=sorted)
    return {
        f"+{place}": Woman(kinds[place * len(kinds) // _SPARE], frozenset())
        for place in range(_SPARE)
    }


def entries(shape: Shape, register: Register, count: Count) -> list[Edit]:
    """Return for every woman the edit of several attributes that brings her into a number.

    For numbers that no change of one attribute reaches. A try only: whoever asks looks which
    of the edits really move the number.
    """
    found = []
    first, minus = count.plus[0], count.minus
    without = frozenset(pair for key in minus for pair in key.pairs) - first.pairs
    ended = frozenset(period for key in minus if key.pairs == first.pairs for period in key.periods)
    for name in sorted(register):
        old = register[name]
        periods = old.periods if len(count.plus) > 1 else old.periods - ended
        if not shape.frame.returning and ended & old.periods:
            continue
        for key in count.plus:
            if not periods & key.periods:
                periods |= {min(key.periods - ended or key.periods)}
        moved = _moved(shape.frame, old, periods)
        pairs = frozenset(pair for pair in moved if not _is_of(shape.frame, pair, without))
        for clause in shape.frame.clauses(first):
            if not clause & pairs:
                here = {pair for pair in clause if _is_here(shape.frame, pair, periods)}
                pair = min(here or clause)
                pairs = _with(shape.frame.variable(pair[0]), pairs, pair)
        new = _mended(shape.frame, old, Woman(pairs, periods, old.counts))
        if new is not None and new != old:
            found.append(Edit(Change(name, new), shape.delta(old, new)))
    return found


def _is_of(frame: Frame, pair: Pair, plain: frozenset[Pair]) -> bool:
    """Tell whether a woman's pair is one of these, in whatever period."""
    if frame.variable(pair[0]).dated:
        return (pair[0], pair[1].rpartition("@")[0]) in plain
    return pair in plain


def _is_here(frame: Frame, pair: Pair, periods: frozenset[str]) -> bool:
    """Tell whether a pair can be hers in these periods."""
    return not frame.variable(pair[0]).dated or pair[1].rpartition("@")[2] in periods


def _moved(frame: Frame, old: Woman, periods: frozenset[str]) -> frozenset[Pair]:
    """Return her pairs in other periods: what was dated in a lost one is dated in a new one."""
    lost, found = sorted(old.periods - periods), sorted(periods - old.periods)
    marked = {each.name for each in frame.variables if each.dated}
    if not marked or not lost:
        return old.pairs
    pairs = set()
    for pair in old.pairs:
        category, _at, period = pair[1].rpartition("@")
        if pair[0] not in marked or period not in lost:
            pairs.add(pair)
        elif found:
            pairs.add((pair[0], f"{category}@{found[0]}"))
    return frozenset(pairs)


def _others(frame: Frame, old: Woman) -> list[Woman]:
    """Return all that she could be instead by one change of one attribute."""
    found: list[Woman] = []
    for variable in frame.variables:
        for category in variable.categories:
            pair = (variable.name, category)
            for one in (
                [dated(pair, period) for period in sorted(old.periods)]
                if variable.dated
                else [pair]
            ):
                if one not in old.pairs:
                    found.append(Woman(_with(variable, old.pairs, one), old.periods, old.counts))
                elif variable.multiple:
                    found.append(Woman(old.pairs - {one}, old.periods, old.counts))
    for period in frame.periods:
        ways = [frozenset({period})]
        if frame.returning:
            ways.append(old.periods ^ {period})
        elif frame.uncounted and period in old.periods:
            ways.append(frozenset())
        found += [Woman(_moved(frame, old, way), way, old.counts) for way in ways]
    given = dict(old.counts)
    for unit, most in frame.units:
        for number in (given.get(unit, 0) - 1, given.get(unit, 0) + 1):
            if 0 <= number <= most:
                counts = frozenset({**given, unit: number}.items())
                found.append(Woman(old.pairs, old.periods, counts))
    mended = (_mended(frame, old, each) for each in found)
    return [*dict.fromkeys(each for each in mended if each is not None and each != old)]


def _with(variable: Variable, pairs: frozenset[Pair], pair: Pair) -> frozenset[Pair]:
    """Return the pairs with one more; of a single choice it takes the other's place."""
    if variable.multiple:
        return pairs | {pair}
    return frozenset(each for each in pairs if each[0] != variable.name) | {pair}


def _mended(frame: Frame, old: Woman, new: Woman) -> Woman | None:
    """Return the new woman with what her change brings with it, or None when she cannot be.

    Answers that became impossible go, answers that became needed come.
    """
    gone = {
        pair
        for bad in frame.impossible
        if bad <= new.pairs
        for pair in bad
        if frame.variable(pair[0]).multiple
    }
    pairs = new.pairs - gone
    for variable in frame.variables:
        if variable.dated:
            pairs = _dated_anew(variable, pairs, old, new.periods)
    for _round in range(_ROUNDS):
        lacking = [*frame.lacks(pairs, new.periods)]
        if not lacking:
            break
        for pair, some in lacking:
            lost = pair in old.pairs and some & old.pairs
            pairs = pairs - {pair} if lost else pairs | {min(some)}
    mended = Woman(pairs, new.periods, new.counts)
    return mended if frame.can_be(mended) else None


def _dated_anew(
    variable: Variable, pairs: frozenset[Pair], old: Woman, periods: frozenset[str]
) -> frozenset[Pair]:
    """Return the pairs without marks of periods she is not in, and with one wherever one must be.

    In a period that is new to her she is what she was in the one before, as a rule.
    """
    own = {pair for pair in pairs if pair[0] == variable.name}
    kept = {pair for pair in own if pair[1].rpartition("@")[2] in periods}
    if variable.covering:
        answered = {pair[1].rpartition("@")[2] for pair in kept}
        before = {pair[1].rpartition("@")[0] for pair in old.pairs if pair[0] == variable.name}
        usual = min(before or {variable.categories[0]})
        kept |= {
            dated((variable.name, usual), period)
            for period in periods - answered
            if period not in old.periods
        }
    return frozenset(pairs - own | kept)


def weights(seed: int, number: int) -> list[int]:
    """Return a weight for each cell, the same in every run (disclosure.md 3.2 step 5)."""
    return [
        int.from_bytes(sha256(f"{seed} {place}".encode()).digest()[:8]) >> (64 - _BITS)
        for place in range(number)
    ]


def times(first: Mapping[int, int], second: Mapping[int, int]) -> int:
    """Return the sum of the products where both have an entry."""
    small, large = sorted((first, second), key=len)
    return sum(value * large.get(place, 0) for place, value in small.items())
