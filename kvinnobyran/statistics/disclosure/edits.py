"""The edits a witness is built of: one woman with one attribute changed (disclosure.md 3.2 step 5).

An edit knows which cells it changes and by how much. Edits of different women that change the
same cells alike are one kind: the search looks at kinds, and takes whichever woman is free.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NamedTuple

from kvinnobyran.statistics.disclosure.cells import (
    WOMEN,
    Change,
    Count,
    Frame,
    Key,
    Register,
    Woman,
)
from kvinnobyran.statistics.disclosure.signs import Asked, Signs, bits_of

_BITS: Final = 62
"""The size of a cell's weight: two sums of a few million meet by chance once in a million."""

_SPARE: Final = 8
"""How many women more than the true ones an alternative register can have: twice w."""

_USUAL: Final = 12
"""How many of the most common ways to be in a period a woman is given who was not in it."""

_MANY: Final = 200
"""So many women times periods, and she is given fewer of them: there are others to change."""

Delta = dict[int, int]
"""Cells, by their place, and how much each goes up or down."""

Counts = frozenset[tuple[str, int]]
"""How many of each unit one woman has."""


class Edit(NamedTuple):
    """One woman changed: who, what she becomes in bits, and what that does to the cells."""

    woman: str
    mask: int
    counts: Counts
    delta: Delta


@dataclass(slots=True, eq=False)
class Kind:
    """All edits that change the same cells alike; ``also`` are edits that go with each of them."""

    delta: Delta
    edits: list[Edit] = field(default_factory=list)
    also: tuple[Edit, ...] = ()


class Shape:
    """The cells in a form that is quick to compare with a woman."""

    def __init__(self, frame: Frame, keys: Iterable[Key]) -> None:
        """Read the cells."""
        self.frame = frame
        self.signs = Signs(frame)
        keys = [*keys]
        self._units = [key.unit for key in keys]
        self._counted = any(unit != WOMEN for unit in self._units)
        self._all = (1 << len(keys)) - 1
        parts = {each.variable.name: each.own for each in self.signs.asked}
        asking: dict[tuple[str, int], dict[int, int]] = {}
        silent: dict[tuple[str, int], int] = {}
        for place, key in enumerate(keys):
            own: Counter[str] = Counter()
            clauses = [
                (min(pair[0] for pair in clause), bits)
                for clause, bits in zip(frame.clauses(key), self.signs.clauses(key), strict=True)
            ]
            clauses.append(("", [self.signs.period[name] for name in key.periods]))
            for name, bits in clauses:
                slot = name, own[name]
                own[name] += 1
                silent[slot] = silent.get(slot, self._all) & ~(1 << place)
                here = asking.setdefault(slot, {})
                for bit in bits:
                    here[bit] = here.get(bit, 0) | 1 << place
        self._slots = [
            (here, parts.get(slot[0], self.signs.periods), silent[slot], dict[int, int]())
            for slot, here in asking.items()
        ]
        named = Counter(name for name, _number in asking)
        self._only = {
            bit: place
            for place, (name, _number) in enumerate(asking)
            if named[name] == 1
            for bit in bits_of(self._slots[place][1])
        }

    def cells(self, mask: int) -> int:
        """Return the cells that a woman is in, a bit for each."""
        found = self._all
        for place, (_asking, part, _silent, known) in enumerate(self._slots):
            here = known.get(mask & part)
            found &= self._value(place, mask) if here is None else here
        return found

    def _value(self, place: int, mask: int) -> int:
        """Return the cells that one question leaves open to a woman."""
        asking, part, silent, known = self._slots[place]
        own = mask & part
        here = known.get(own)
        if here is None:
            here = silent
            for bit in bits_of(own):
                here |= asking.get(bit, 0)
            known[own] = here
        return here

    def beside(self, mask: int) -> Callable[[int], int]:
        """Return what tells the cells of women who differ from this one in one answer."""
        values = [self._value(place, mask) for place in range(len(self._slots))]
        before, after = [self._all], [self._all]
        for value in values:
            before.append(before[-1] & value)
        for value in reversed(values):
            after.append(after[-1] & value)
        rests = [one & other for one, other in zip(before, after[-2::-1], strict=False)]

        def cells(new: int) -> int:
            changed = mask ^ new
            place = self._only.get(changed & -changed)
            if place is None or changed & ~self._slots[place][1]:
                return self.cells(new)
            return rests[place] & self._value(place, new)

        return cells

    def delta(self, old: Woman, new: Woman) -> Delta:
        """Return what changes when the one woman becomes the other."""
        before, after = self.cells(self.signs.read(old)), self.cells(self.signs.read(new))
        return self.between(before, old.counts, after, new.counts)

    def between(self, before: int, had: Counts, after: int, has: Counts) -> Delta:
        """Return what changes from the cells and counts before to those after."""
        if not self._counted:
            return {
                bit.bit_length() - 1: 1 if after & bit else -1 for bit in bits_of(before ^ after)
            }
        was, now = {WOMEN: 1, **dict(had)}, {WOMEN: 1, **dict(has)}
        found = {}
        for bit in bits_of(before | after):
            place = bit.bit_length() - 1
            unit = self._units[place]
            by = (was.get(unit, 0) if before & bit else 0) - (
                now.get(unit, 0) if after & bit else 0
            )
            if by:
                found[place] = -by
        return found

    def change(self, edit: Edit) -> Change:
        """Return an edit as it stands in a witness."""
        return Change(edit.woman, self.signs.write(edit.mask, edit.counts))


class Editing:
    """The women of a register that may be changed, and in which periods."""

    def __init__(self, shape: Shape, register: Register, periods: Iterable[str]) -> None:
        """``periods`` are those in which somebody may come or go."""
        self._shape = shape
        self._register = register
        self._names = sorted(register)
        self._periods = [name for name in shape.frame.periods if name in {*periods}]
        self._old = {name: shape.signs.read(register[name]) for name in self._names}

    def kinds(self) -> list[Kind]:
        """Return every edit of one attribute of every woman that changes some cell, by kind."""
        shape, usual = self._shape, self._episodes()
        found: dict[object, Kind] = {}
        for name in self._names:
            old, counts = self._old[name], self._register[name].counts
            before, cells = shape.cells(old), shape.beside(old)
            ways = [(way, counts) for way in self._others(old)]
            ways += [(way, counts) for way in self._visits(old, usual)]
            ways += [(old, way) for way in self._counted(counts)]
            for mask, has in ways:
                after = cells(mask)
                if after == before and has == counts:
                    continue
                which: object = (before & ~after, after & ~before)
                if has or counts:
                    delta = shape.between(before, counts, after, has)
                    which = tuple(sorted(delta.items()))
                    if not delta:
                        continue
                kind = found.get(which)
                if kind is None:
                    kind = found[which] = Kind(shape.between(before, counts, after, has))
                kind.edits.append(Edit(name, mask, has, kind.delta))
        return [*found.values()]

    def _others(self, old: int) -> list[int]:
        """Return all that she could be instead by one change of one answer or period."""
        signs = self._shape.signs
        sure: dict[int, None] = {}
        found: dict[int, None] = {}
        here = signs.allowed(old & signs.periods)
        for asked in signs.asked:
            ways = sure if asked.variable.name in signs.free else found
            for _category, bits in asked.ways:
                for bit in bits:
                    if bit & here and (not old & bit or asked.variable.multiple):
                        ways[_with(asked, old, bit) if not old & bit else old & ~bit] = None
        frame = self._shape.frame
        for period in self._periods:
            one = signs.period[period]
            stays = [one]
            if frame.returning:
                stays.append(old & signs.periods ^ one)
            elif frame.uncounted and one & old:
                stays.append(0)
            found.update((signs.moved(old, stay), None) for stay in stays)
        mended = (signs.mended(old, each) for each in found)
        others = dict.fromkeys(each for each in mended if each is not None and each != old)
        return [*(sure | others)]

    def _counted(self, counts: Counts) -> Iterator[Counts]:
        """Yield one more and one less of each unit."""
        given = dict(counts)
        for unit, most in self._shape.frame.units:
            for number in (given.get(unit, 0) - 1, given.get(unit, 0) + 1):
                if 0 <= number <= most:
                    yield frozenset({**given, unit: number}.items())

    def _episodes(self) -> dict[str, list[int]]:
        """Return for each period what women are in it as a rule, the most common first."""
        signs, frame = self._shape.signs, self._shape.frame
        if not frame.returning or not any(each.variable.dated for each in signs.asked):
            return {}
        most = _USUAL // max(1, len(self._names) * len(self._periods) // _MANY)
        found: dict[str, list[int]] = {}
        for period in self._periods:
            kinds = Counter(
                signs.visit(old, period) for old in self._old.values() if old & signs.period[period]
            )
            common = sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))
            found[period] = [visit for visit, _times in common[:most]]
        return found

    def _visits(self, old: int, usual: Mapping[str, list[int]]) -> Iterator[int]:
        """Yield the woman with one period more, in which she is what others are."""
        signs = self._shape.signs
        for period, visits in usual.items():
            if not old & signs.period[period]:
                for visit in visits:
                    new = old | signs.period[period] | signs.put(visit, period)
                    if signs.can_be(new):
                        yield new

    def entries(self, count: Count) -> list[Kind]:
        """Return for every woman the edit of several attributes that brings her into a number.

        For numbers that no change of one attribute reaches. A try only: whoever asks looks
        which of the edits really move the number.
        """
        shape, signs = self._shape, self._shape.signs
        first, minus = count.plus[0], count.minus
        without = signs.pairs(frozenset(p for key in minus for p in key.pairs) - first.pairs)
        ended = sum(
            signs.period[period]
            for period in {p for key in minus if key.pairs == first.pairs for p in key.periods}
        )
        reached = [sum(signs.period[name] for name in key.periods) for key in count.plus]
        clauses = signs.clauses(first)
        asked = {bit: each for each in signs.asked for _c, bits in each.ways for bit in bits}
        found: dict[object, Kind] = {}
        for name in self._names:
            old = self._old[name]
            periods = old & signs.periods
            if not shape.frame.returning and ended & old:
                continue
            if len(count.plus) == 1:
                periods &= ~ended
            for wanted in reached:
                if not periods & wanted:
                    periods |= next(bits_of(wanted & ~ended or wanted))
            pairs = signs.moved(old, periods) & ~without
            here = signs.allowed(periods)
            for clause in clauses:
                if not pairs & sum(clause):
                    bit = next((each for each in clause if each & here), clause[0])
                    pairs = _with(asked[bit], pairs, bit)
            new = signs.mended(old, pairs)
            if new is not None and new != old:
                counts = self._register[name].counts
                delta = shape.between(shape.cells(old), counts, shape.cells(new), counts)
                kind = found.setdefault(tuple(sorted(delta.items())), Kind(delta))
                kind.edits.append(Edit(name, new, counts, kind.delta))
        return [*found.values()]


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


def _with(asked: Asked, mask: int, bit: int) -> int:
    """Return her with one answer more; of a single choice it takes the other's place."""
    return mask | bit if asked.variable.multiple else mask & ~asked.own | bit


def weights(seed: int, number: int) -> list[int]:
    """Return a weight for each cell, the same in every run (disclosure.md 3.2 step 5)."""
    return [
        int.from_bytes(sha256(f"{seed} {place}".encode()).digest()[:8]) >> (64 - _BITS)
        for place in range(number)
    ]


def times(first: Mapping[int, int], second: Mapping[int, int]) -> int:
    """Return the sum of the products where both have an entry."""
    found = 0
    for place, value in first.items():
        if place in second:
            found += value * second[place]
    return found
