"""Checking a proof, apart from the method that found it (disclosure.md 3.2 step 8).

Builds every alternative register, counts every printed figure of every page in it anew, and
looks how far every small number of the true register can reach. Works out itself which
numbers those are. Shares nothing with the method but the data types, and whatever is missing
or odd means: not proven.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Final, NamedTuple, TypeAlias

from kvinnobyran.statistics.disclosure.cells import (
    WOMEN,
    Count,
    Frame,
    Key,
    Page,
    Pair,
    Register,
    Witness,
    Woman,
)

_LEAST: Final = 5
"""No setting lowers the threshold below this (disclosure.md 3.3)."""

_MOST: Final = 1_000_000
"""No cell is counted beyond this."""

_CHANGED: Final = 1_000
"""No witness changes more women than this, those that it adds included."""

_REFERRER: Final = 2
"""The span of a number for whoever knows a whole group of women (the same step)."""

_INSIDER: Final = 3
"""The span of a number for a woman who knows her own record (disclosure.md 3.2 step 6)."""

Figures: TypeAlias = dict[Key, int]

_Reach: TypeAlias = dict[int, frozenset[str]]
"""Possible values of a number, each with the women whom every register of it changes."""


class _Given(NamedTuple):
    """So many of a unit."""

    unit: str
    number: int


_Sets: TypeAlias = dict[object, int]
"""Who has a pair, is in a period, or has so many of a unit."""

_NOBODY: Final = Woman(frozenset(), frozenset())


class Rules(NamedTuple):
    """What a proof is held against: the definitions, t of disclosure.md 3.3, and extra numbers.

    ``groups`` are the women that one insider each knows of, all of one referrer in one
    municipality.
    """

    frame: Frame
    threshold: int = 5
    also: tuple[Count, ...] = ()
    groups: tuple[frozenset[str], ...] = ()


def is_proven(
    rules: Rules,
    register: Register,
    page: Page,
    earlier: Sequence[Page],
    witnesses: Iterable[Witness],
) -> bool:
    """Tell whether the page can be printed after the earlier ones without anybody being found."""
    most = max((number for _unit, number in rules.frame.units), default=1)
    if rules.threshold < _LEAST or len(register) * max(1, most) > _MOST:
        return False
    definitions = _Definitions(rules.frame)
    if not all(map(definitions.allow, register.values())):
        return False
    pages = [*earlier, page]
    numbers = {*_numbers(rules.frame, pages), *rules.also}
    parts = {key for count in numbers for key in (*count.plus, *count.minus)}
    cells = _Cells(rules.frame, {*parts, *(key for each in pages for key in each)})
    truth = cells.count(register)
    if not all(_prints(each, truth) for each in pages) or _shows_small(rules, pages):
        return False
    printed = {
        cells.place[key] for each in pages for key, value in each.items() if value is not None
    }
    left = _Open(
        _Number(cells, each, value)
        for each in numbers
        if (value := _value(each, truth)) < rules.threshold
    )
    left.keep(rules)
    others = _Others(cells, register, truth)
    for witness in witnesses:
        if not _is_register(definitions, register, witness):
            return False
        changed: frozenset[str] = frozenset()
        for bundle, moved in zip(witness, others.follow(witness), strict=True):
            changed |= {change.woman for change in bundle}
            if any(by and place in printed for place, by in moved.items()):
                return False
            left.see(moved, changed, rules)
        left.keep(rules)
    return not left.numbers


class _Number:
    """A small number of the true register, and the values that other registers give it."""

    def __init__(self, cells: "_Cells", count: Count, value: int) -> None:
        self.terms: dict[int, int] = {}
        for keys, sign in ((count.plus, 1), (count.minus, -1)):
            for key in keys:
                place = cells.place[key]
                self.terms[place] = self.terms.get(place, 0) + sign
        self._truth = value
        self._reach: _Reach = {value: frozenset()}
        self._others: dict[frozenset[str], set[int]] = {}

    def see(
        self, moved: Mapping[int, int], changed: frozenset[str], unaware: Iterable[frozenset[str]]
    ) -> None:
        """Take in a register: what it moves, whom it changes, which groups it leaves alone."""
        by = sum(sign * moved.get(place, 0) for place, sign in self.terms.items())
        if not by:
            return
        value = self._truth + by
        self._reach[value] = self._reach.get(value, changed) & changed
        for group in unaware:
            self._others.setdefault(group, {self._truth}).add(value)

    def is_kept(self, rules: Rules) -> bool:
        """Tell whether nobody can say more of it than is allowed; once so, it stays so."""
        if not _is_wide(self._reach, rules.threshold - 1):
            return False
        for group in rules.groups:
            seen = self._others.get(group, {self._truth})
            if max(seen) - min(seen) < _REFERRER:
                return False
        return True


class _Open:
    """The numbers that are not yet known to be kept."""

    def __init__(self, numbers: Iterable[_Number]) -> None:
        self.numbers = dict(enumerate(numbers))
        self._about: dict[int, list[int]] = {}
        for name, number in self.numbers.items():
            for place in number.terms:
                self._about.setdefault(place, []).append(name)
        self._seen = {*self.numbers}

    def see(self, moved: Mapping[int, int], changed: frozenset[str], rules: Rules) -> None:
        """Let every number that is made of a moved cell take in the register."""
        names = {name for place in moved for name in self._about.get(place, ())}
        names &= self.numbers.keys()
        if names:
            unaware = [group for group in rules.groups if group.isdisjoint(changed)]
            for name in names:
                self.numbers[name].see(moved, changed, unaware)
            self._seen |= names

    def keep(self, rules: Rules) -> None:
        """Leave out the numbers that are kept by what has been seen."""
        for name in self._seen:
            if self.numbers[name].is_kept(rules):
                del self.numbers[name]
        self._seen = set()


def _is_wide(seen: _Reach, width: int) -> bool:
    """Tell whether a number can be 0 and wide of it, for insiders too (disclosure.md 3.3)."""
    if min(seen) != 0 or max(seen) < width:
        return False
    for name in {name for names in seen.values() for name in names}:
        open_to_her = [value for value, names in seen.items() if name not in names]
        if max(open_to_her) - min(open_to_her) < _INSIDER:
            return False
    return True


def _is_register(definitions: "_Definitions", register: Register, witness: Witness) -> bool:
    """Tell whether the witness changes each woman once, into one that can be."""
    changes = [change for bundle in witness for change in bundle]
    names = {change.woman for change in changes}
    frame = definitions.frame
    return (
        len(names) == len(changes) <= _CHANGED
        and (frame.returning or frame.uncounted or names <= register.keys())
        and all(definitions.allow(change.becomes) for change in changes)
    )


class _Definitions:
    """Tells whether there can be such a woman by all that is fixed in a frame."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._most = dict(frame.units)
        self._marked = {each.name: each.dated for each in frame.variables}
        self._known: dict[frozenset[str], frozenset[Pair]] = {}
        self._need: dict[frozenset[str], list[tuple[Pair, frozenset[Pair]]]] = {}

    def allow(self, woman: Woman) -> bool:
        """Tell whether she can be."""
        frame, here = self.frame, woman.periods
        if here not in self._known:
            self._read(here)
        if not woman.pairs <= self._known[here] or not here.issubset(frame.periods):
            return False
        if any(woman.pairs.issuperset(bad) for bad in frame.impossible):
            return False
        answers: dict[str, list[str]] = {each.name: [] for each in frame.variables}
        for name, category in woman.pairs:
            answers[name].append(category)
        for variable in frame.variables:
            own = answers[variable.name]
            if not variable.multiple and len(own) != 1:
                return False
            if variable.dated:
                if variable.covering and {each.split("@")[-1] for each in own} != here:
                    return False
            elif variable.covering and not own:
                return False
        if any(pair in woman.pairs and not some & woman.pairs for pair, some in self._need[here]):
            return False
        if not frame.returning and not (1 - frame.uncounted <= len(here) <= 1):
            return False
        return len(dict(woman.counts)) == len(woman.counts) and all(
            unit in self._most and 0 <= number <= self._most[unit] for unit, number in woman.counts
        )

    def _read(self, here: frozenset[str]) -> None:
        """Work out which answers there are in these periods, and what they need by definition."""
        self._known[here] = frozenset(
            (each.name, category)
            for each in self.frame.variables
            for plain in each.categories
            for category in ([f"{plain}@{p}" for p in here] if each.dated else [plain])
        )
        self._need[here] = [
            (
                (name, f"{category}@{period}" if self._marked[name] else category),
                frozenset(
                    (other, f"{its}@{period}" if self._marked[other] else its)
                    for other, its in wanted
                ),
            )
            for (name, category), wanted in self.frame.needs
            for period in here
        ]


def _prints(page: Page, figures: Figures) -> bool:
    """Tell whether these figures come out as this page."""
    return all(value is None or figures[key] == value for key, value in page.items())


def _shows_small(rules: Rules, pages: Iterable[Page]) -> bool:
    """Tell whether a small count is printed that is not impossible by definition."""
    return any(
        value is not None and value < rules.threshold and not _is_empty(rules.frame, key)
        for page in pages
        for key, value in page.items()
    )


def _value(count: Count, figures: Figures) -> int:
    return sum(figures[key] for key in count.plus) - sum(figures[key] for key in count.minus)


class _Cells:
    """Counts cells of registers: women are bits of whole numbers, one for each pair and period."""

    def __init__(self, frame: Frame, keys: Iterable[Key]) -> None:
        multiple = {each.name for each in frame.variables if each.multiple and not each.dated}
        self._marked = {each.name for each in frame.variables if each.dated}
        self._keys = [*keys]
        self.place = {key: place for place, key in enumerate(self._keys)}
        self._tests: list[list[tuple[object, ...]]] = []
        self._about: dict[object, list[int]] = {}
        self._units: dict[str, list[int]] = {}
        for place, key in enumerate(self._keys):
            tests: list[tuple[object, ...]] = [tuple(key.periods)]
            tests += [(pair,) for pair in _demands(multiple, key)]
            tests += map(tuple, _choices(multiple | self._marked, key) + _marks(self._marked, key))
            self._tests.append(tests)
            for about in {each for test in tests for each in test}:
                self._about.setdefault(about, []).append(place)
            self._units.setdefault(key.unit, []).append(place)

    def count(self, register: Register) -> Figures:
        """Return every cell's count."""
        sets = _sets({name: 1 << place for place, name in enumerate(register)}, register)
        return {key: self.count_one(place, sets) for place, key in enumerate(self._keys)}

    def count_one(self, place: int, sets: _Sets) -> int:
        """Return one cell's count in a register."""
        women = -1
        for test in self._tests[place]:
            some = 0
            for each in test:
                some |= sets.get(each, 0)
            women &= some
        unit = self._keys[place].unit
        if unit == WOMEN:
            return women.bit_count()
        return sum(
            each[1] * (women & bits).bit_count()
            for each, bits in sets.items()
            if isinstance(each, _Given) and each[0] == unit
        )

    def touched(self, old: Woman, new: Woman) -> set[int]:
        """Return every cell that can be another one when she is so instead."""
        here: set[int] = set()
        for period in old.periods | new.periods:
            here.update(self._about.get(period, ()))
        found: set[int] = set()
        for each in (old.pairs ^ new.pairs) | (old.periods ^ new.periods):
            found.update(self._about.get(each, ()))
        for unit, _number in old.counts ^ new.counts:
            found.update(self._units.get(unit, ()))
        return found & here


def _sets(bits: Mapping[str, int], register: Register) -> _Sets:
    sets: _Sets = {}
    for name, woman in register.items():
        _put(sets, bits[name], _NOBODY, woman)
    return sets


def _put(sets: _Sets, bit: int, old: Woman, new: Woman) -> None:
    """Let the woman of this bit be another one."""
    for was, now in (
        (old.pairs, new.pairs),
        (old.periods, new.periods),
        (_given(old), _given(new)),
    ):
        for each in was - now:
            sets[each] &= ~bit
        for each in now - was:
            sets[each] = sets.get(each, 0) | bit


def _given(woman: Woman) -> frozenset[_Given]:
    return frozenset(_Given(*each) for each in woman.counts)


class _Others:
    """The alternative registers, each made from the true one and counted anew where it differs."""

    def __init__(self, cells: _Cells, register: Register, truth: Figures) -> None:
        self._cells = cells
        self._register = register
        self._truth = [*truth.values()]
        self._bits = {name: 1 << place for place, name in enumerate(register)}
        self._sets = _sets(self._bits, register)

    def follow(self, witness: Witness) -> Iterator[Mapping[int, int]]:
        """Yield how cells differ from the true ones after each bundle of a witness."""
        moved: dict[int, int] = {}
        done: list[tuple[int, Woman, Woman]] = []
        for bundle in witness:
            touched: set[int] = set()
            for name, new in bundle:
                bit = self._bits.setdefault(name, 1 << len(self._bits))
                old = self._register.get(name, _NOBODY)
                _put(self._sets, bit, old, new)
                done.append((bit, old, new))
                touched |= self._cells.touched(old, new)
            for place in touched:
                moved[place] = self._cells.count_one(place, self._sets) - self._truth[place]
            yield moved
        for bit, old, new in done:
            _put(self._sets, bit, new, old)


def _demands(multiple: set[str], key: Key) -> frozenset[Pair]:
    """Return the answers that a woman in the cell must all have."""
    return frozenset(pair for pair in key.pairs if pair[0] in multiple)


def _choices(multiple: set[str], key: Key) -> list[frozenset[Pair]]:
    """Return for each single-choice variable the categories one of which she has."""
    names = {name for name, _category in key.pairs if name not in multiple}
    return [frozenset(pair for pair in key.pairs if pair[0] == name) for name in sorted(names)]


def _marks(marked: set[str], key: Key) -> list[frozenset[Pair]]:
    """Return for each dated answer its marks in the periods, one of which she has."""
    return [
        frozenset((name, f"{category}@{period}") for period in key.periods)
        for name, category in sorted(key.pairs)
        if name in marked
    ]


def _is_empty(frame: Frame, key: Key) -> bool:
    """Tell whether nobody can be in the cell by definition."""
    if not frame.impossible:
        return False
    multiple = {each.name for each in frame.variables if each.multiple}
    demanded = _demands(multiple, key)
    return all(
        any(bad <= demanded.union(picked) for bad in frame.impossible)
        for picked in product(*_choices(multiple, key))
    )


def _numbers(frame: Frame, pages: Sequence[Page]) -> Iterator[Count]:
    """Yield every number that the readers of these pages can form (disclosure.md 3.2 step 3)."""
    conditions: dict[tuple[frozenset[Pair], str], set[frozenset[str]]] = {}
    for key in {key for page in pages for key in page}:
        conditions.setdefault((key.pairs, key.unit), set()).add(key.periods)
        for count in _rests(frame, key):
            if not _any_empty(frame, count):
                yield count
    for (pairs, unit), spans in conditions.items():
        for count in _periods(frame, pairs, unit, spans):
            if not _any_empty(frame, count):
                yield count
    for count in _bands(frame, conditions):
        if not _any_empty(frame, count):
            yield count


def _any_empty(frame: Frame, count: Count) -> bool:
    return any(_is_empty(frame, key) for key in (*count.plus, *count.minus))


def _rests(frame: Frame, key: Key) -> Iterator[Count]:
    """Yield who is not in the cell of those around it, one condition at a time."""
    for variable in frame.variables:
        answers = frozenset((variable.name, category) for category in variable.categories)
        own = answers & key.pairs
        if own and variable.multiple:
            for pair in own:
                yield Count((Key(key.pairs - {pair}, key.periods, key.unit),), (key,))
        elif own and own != answers:
            yield Count((Key((key.pairs - own) | (answers - own), key.periods, key.unit),))


def _periods(
    frame: Frame, pairs: frozenset[Pair], unit: str, spans: set[frozenset[str]]
) -> Iterator[Count]:
    """Yield the same cell for all periods that follow by subtraction, and who came back."""
    follow = set(spans)
    while more := {b - a for a in follow for b in follow if a < b} - follow:
        follow |= more
    yield from (Count((Key(pairs, span, unit),)) for span in follow)
    if not frame.returning:
        return
    for one, two in combinations(sorted(spans, key=sorted), 2):
        a, b = Key(pairs, one, unit), Key(pairs, two, unit)
        if one < two:
            yield Count((b,), (a,))
        elif two < one:
            yield Count((a,), (b,))
        elif one | two in spans:
            yield Count((a, b), (Key(pairs, one | two, unit),))


def _bands(
    frame: Frame, conditions: dict[tuple[frozenset[Pair], str], set[frozenset[str]]]
) -> Iterator[Count]:
    """Yield what lies between two groups of which one holds the other."""
    single = {each.name for each in frame.variables if not each.multiple}
    for (small, unit), (large, other) in product(conditions, conditions):
        more = large - small
        names = {name for name, _category in more}
        if small < large and unit == other and len(names) == 1 and names <= single:
            rest = frozenset(pair for pair in large if pair[0] not in names)
            if any(pair[0] in names for pair in small):
                for span in conditions[small, unit] & conditions[large, other]:
                    yield Count((Key(rest | more, span, unit),))
