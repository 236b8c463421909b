"""Women as whole numbers: a bit for every pair and period of a frame.

The search compares some ten thousand women that might have been with the true ones. As sets
of pairs that takes most of its time; as whole numbers it is a few operations each. What a frame
demands of a woman (:meth:`Frame.can_be`) is written here a second time, over bits.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kvinnobyran.statistics.disclosure.cells import Frame, Key, Pair, Variable, Woman, dated

_ROUNDS: Final = 4
"""How far needs are followed: what is needed may need something in its turn."""


class Asked(NamedTuple):
    """A variable over bits.

    ``ways`` holds for each category, sorted by name, its bits: one for each period where the
    variable is dated, else one. ``own`` is all of them.
    """

    variable: Variable
    own: int
    ways: tuple[tuple[str, tuple[int, ...]], ...]


class Signs:
    """The bits of a frame.

    What lasts comes first, then the periods, then for each period a block of equal size with
    what is dated in it, so that a visit is moved to another period by shifting.
    """

    def __init__(self, frame: Frame) -> None:
        """Give every pair and period a bit."""
        self.frame = frame
        self._bit: dict[Pair, int] = {}
        plain = [
            (each.name, one)
            for each in frame.variables
            if not each.dated
            for one in each.categories
        ]
        marks = [
            (each.name, one) for each in frame.variables if each.dated for one in each.categories
        ]
        for pair in plain:
            self._bit[pair] = 1 << len(self._bit)
        first, count = len(plain), len(frame.periods)
        self.lasting = (1 << first) - 1
        self.period = {name: 1 << first + place for place, name in enumerate(frame.periods)}
        self.periods = ((1 << count) - 1) << first
        self._start, self._width = first + count, len(marks)
        self.block = {
            name: ((1 << len(marks)) - 1) << self._start + place * len(marks)
            for place, name in enumerate(frame.periods)
        }
        for place, name in enumerate(frame.periods):
            for within, pair in enumerate(marks):
                self._bit[dated(pair, name)] = 1 << self._start + place * len(marks) + within
        self._pair = {bit: pair for pair, bit in self._bit.items()}
        self._name = {bit: name for name, bit in self.period.items()}
        self.asked = tuple(self._asked(each) for each in frame.variables)
        self._read_rules()

    def _asked(self, variable: Variable) -> Asked:
        ways = tuple(
            (
                category,
                tuple(
                    self._bit[dated((variable.name, category), period)]
                    for period in self.frame.periods
                )
                if variable.dated
                else (self._bit[variable.name, category],),
            )
            for category in sorted(variable.categories)
        )
        return Asked(variable, sum(bit for _category, bits in ways for bit in bits), ways)

    def _read_rules(self) -> None:
        frame = self.frame
        several = sum(each.own for each in self.asked if each.variable.multiple)
        impossible = [
            sum(self._bit[pair] for pair in bad)
            for bad in frame.impossible
            if bad <= self._bit.keys()
        ]
        self._impossible = [(bad, bad & several) for bad in sorted(impossible)]
        self._one_of = [each.own for each in self.asked if not each.variable.multiple]
        self._some_of = [
            each.own
            for each in self.asked
            if each.variable.multiple and each.variable.covering and not each.variable.dated
        ]
        self._always = [
            each for each in self.asked if each.variable.dated and each.variable.covering
        ]
        self._dated = {each.variable.name for each in self.asked if each.variable.dated}
        self._needs: dict[int, list[tuple[int, int]]] = {}
        for pair, wanted in frame.needs:
            for period in frame.periods if pair[0] in self._dated else ("",):
                own = self._bit.get(dated(pair, period) if period else pair)
                wants = sorted(
                    dated(each, period) if each[0] in self._dated else each for each in wanted
                )
                bits = [self._bit[each] for each in wants if each in self._bit]
                if own is not None:
                    self._needs.setdefault(own, []).append((sum(bits), bits[0] if bits else 0))
        self._needy = sum(self._needs)
        ruled = self._needy | sum(self._some_of) | sum(each.own for each in self._always)
        for more in [*impossible, *(some for each in self._needs.values() for some, _ in each)]:
            ruled |= more
        self.free = frozenset(each.variable.name for each in self.asked if not each.own & ruled)
        """The questions of which every answer goes with everything else."""
        self._allowed: dict[int, int] = {}

    def knows(self, woman: Woman) -> bool:
        """Tell whether all that she is is asked in this frame."""
        return woman.pairs <= self._bit.keys() and woman.periods <= self.period.keys()

    def read(self, woman: Woman) -> int:
        """Return a woman's bits. Raises KeyError for what is not asked."""
        found = 0
        for pair in woman.pairs:
            found |= self._bit[pair]
        for period in woman.periods:
            found |= self.period[period]
        return found

    def write(self, mask: int, counts: frozenset[tuple[str, int]]) -> Woman:
        """Return the woman of these bits."""
        pairs, periods = [], []
        for bit in bits_of(mask):
            if bit in self._pair:
                pairs.append(self._pair[bit])
            else:
                periods.append(self._name[bit])
        return Woman(frozenset(pairs), frozenset(periods), counts)

    def pairs(self, pairs: Iterable[Pair]) -> int:
        """Return the bits of these pairs; a plain pair of a dated variable is all its periods."""
        found = 0
        for pair in pairs:
            if pair[0] in self._dated and pair not in self._bit:
                for period in self.frame.periods:
                    found |= self._bit[dated(pair, period)]
            else:
                found |= self._bit[pair]
        return found

    def clauses(self, key: Key) -> list[list[int]]:
        """Return what a woman in the cell has: of each clause at least one bit, sorted by name."""
        return [[self._bit[pair] for pair in sorted(each)] for each in self.frame.clauses(key)]

    def allowed(self, periods: int) -> int:
        """Return all bits of what lasts, of periods, and of what is dated in these periods."""
        found = self._allowed.get(periods)
        if found is None:
            found = self.lasting | self.periods
            for name, bit in self.period.items():
                if bit & periods:
                    found |= self.block[name]
            self._allowed[periods] = found
        return found

    def visit(self, mask: int, period: str) -> int:
        """Return what is dated in a period, to be put into another one by :meth:`put`."""
        return (mask & self.block[period]) >> self._place(period)

    def put(self, visit: int, period: str) -> int:
        """Return the bits of a visit in this period."""
        return visit << self._place(period)

    def _place(self, period: str) -> int:
        return self._start + self._width * self.frame.periods.index(period)

    def moved(self, mask: int, periods: int) -> int:
        """Return her in other periods: what was dated in a lost one is dated in a new one."""
        old = mask & self.periods
        lost, found = old & ~periods, periods & ~old
        result = mask & ~self.periods | periods
        for bit in bits_of(lost):
            name = self._name[bit]
            result &= ~self.block[name]
            if found:
                result |= self.put(self.visit(mask, name), self._first(found))
        return result

    def _first(self, periods: int) -> str:
        return min(self._name[bit] for bit in bits_of(periods))

    def as_then(self, now: int, was: int, then: frozenset[str]) -> int:
        """Return a woman who is as she ``was`` in those periods, and as she is now in all others.

        What was not asked then is as it is now.
        """
        periods = sum(bit for name, bit in self.period.items() if name in then)
        dated_then = self.allowed(periods) & ~self.lasting & ~self.periods
        dated_now = self.allowed(self.periods & ~periods) & ~self.lasting & ~self.periods
        mask = was & (periods | dated_then | self.lasting)
        mask |= now & (self.periods & ~periods | dated_now)
        for own in self._one_of:
            if not mask & own:
                mask |= now & own
        return mask

    def mended(self, old: int, new: int) -> int | None:
        """Return the new woman with what her change brings with it, or None when she cannot be.

        Answers that became impossible go, answers that became needed come. In a period that is
        new to her she is what she was in the one before, as a rule.
        """
        mask = new
        for bad, gone in self._impossible:
            if new & bad == bad:
                mask &= ~gone
        mask &= self.allowed(mask & self.periods)
        fresh = mask & self.periods & ~old
        if fresh and self._always:
            mask |= self._usual(old, mask, fresh)
        for _round in range(_ROUNDS):
            for bit, some, least in self._lacking(mask):
                if bit & old and some & old:
                    mask &= ~bit
                else:
                    mask |= least
        return mask if not self._lacking(mask) and self.can_be(mask) else None

    def _usual(self, old: int, mask: int, fresh: int) -> int:
        """Return an answer for each question that must be answered in each period."""
        found = 0
        for asked in self._always:
            bits = next(
                (bits for _category, bits in asked.ways if old & sum(bits)),
                dict(asked.ways)[asked.variable.categories[0]],
            )
            for place, name in enumerate(self.frame.periods):
                if self.period[name] & fresh and not mask & asked.own & self.block[name]:
                    found |= bits[place]
        return found

    def _lacking(self, mask: int) -> list[tuple[int, int, int]]:
        if not mask & self._needy:
            return []
        return [
            (bit, some, least)
            for bit in bits_of(mask & self._needy)
            for some, least in self._needs[bit]
            if not mask & some
        ]

    def can_be(self, mask: int) -> bool:
        """Tell whether such a woman fits all definitions but those of what is counted of her."""
        frame, here = self.frame, mask & self.periods
        if not here and not frame.spare:
            return False
        if not frame.returning and not 1 - frame.uncounted <= here.bit_count() <= 1:
            return False
        if mask & ~self.allowed(here):
            return False
        for own in self._one_of:
            if (mask & own).bit_count() != 1:
                return False
        if not all(mask & own for own in self._some_of):
            return False
        if self._always:
            for bit in bits_of(here):
                block = self.block[self._name[bit]]
                if not all(mask & each.own & block for each in self._always):
                    return False
        return not any(mask & bad == bad for bad, _gone in self._impossible)


def bits_of(mask: int) -> Iterator[int]:
    """Yield every bit of a whole number, the smallest first."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
