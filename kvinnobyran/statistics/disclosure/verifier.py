"""Checking a proof, apart from the method that found it (disclosure.md 3.2 step 8).

Builds every alternative register, counts every printed figure of every page in it anew, and
looks how far every small number of the true register can reach. Works out itself which
numbers those are. Shares nothing with the method but the data types, and whatever is missing
or odd means: not proven.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from struct import pack, unpack
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

_WIDTH: Final = 4
"""The bytes of one count."""

_MOST: Final = 1_000_000
"""No cell is counted beyond this, so that no count runs over into the next."""

_CHANGED: Final = 1_000
"""No witness changes more women than this, those that it adds included."""

_REFERRER: Final = 2
"""The span of a number for whoever knows a whole group of women (the same step)."""

_INSIDER: Final = 3
"""The span of a number for a woman who knows her own record (disclosure.md 3.2 step 6)."""

Figures: TypeAlias = dict[Key, int]

_Reach: TypeAlias = dict[int, frozenset[str]]
"""Possible values of a number, each with the women whom every register of it changes."""


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
    if not all(_is_whole(rules.frame, woman) for woman in register.values()):
        return False
    pages = [*earlier, page]
    numbers = {*_numbers(rules.frame, pages), *rules.also}
    parts = {key for count in numbers for key in (*count.plus, *count.minus)}
    counter = _Counter(rules.frame, {*parts, *(key for each in pages for key in each)})
    truth = counter.count(register)
    if not all(_prints(each, truth) for each in pages) or _shows_small(rules, pages):
        return False
    small = [
        _Number(counter, each, value)
        for each in numbers
        if (value := _value(each, truth)) < rules.threshold
    ]
    left = [each for each in small if not each.is_kept(rules)]
    for witness in witnesses:
        if not _is_register(rules.frame, register, witness):
            return False
        changed: frozenset[str] = frozenset()
        for bundle, other in zip(witness, _registers(register, witness), strict=True):
            changed |= {change.woman for change in bundle}
            figures = counter.count(other)
            if not all(_prints(each, figures) for each in pages):
                return False
            unaware = [group for group in rules.groups if not group & changed]
            values = [*figures.values()]
            for number in left:
                number.see(values, changed, unaware)
        left = [each for each in left if not each.is_kept(rules)]
    return not left


class _Number:
    """A small number of the true register, and the values that other registers give it."""

    def __init__(self, counter: "_Counter", count: Count, value: int) -> None:
        self._plus = [counter.place[key] for key in count.plus]
        self._minus = [counter.place[key] for key in count.minus]
        self._truth = value
        self._reach: _Reach = {value: frozenset()}
        self._others: dict[frozenset[str], set[int]] = {}

    def see(
        self, values: Sequence[int], changed: frozenset[str], unaware: Iterable[frozenset[str]]
    ) -> None:
        """Take in a register: its figures, whom it changes, and which groups it leaves alone."""
        value = sum(values[place] for place in self._plus)
        value -= sum(values[place] for place in self._minus)
        self._reach[value] = self._reach.get(value, changed) & changed
        if value != self._truth:
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


def _is_wide(seen: _Reach, width: int) -> bool:
    """Tell whether a number can be 0 and wide of it, for insiders too (disclosure.md 3.3)."""
    if min(seen) != 0 or max(seen) < width:
        return False
    for name in {name for names in seen.values() for name in names}:
        open_to_her = [value for value, names in seen.items() if name not in names]
        if max(open_to_her) - min(open_to_her) < _INSIDER:
            return False
    return True


def _registers(register: Register, witness: Witness) -> Iterator[Register]:
    """Yield the alternative registers of a witness: after each of its bundles."""
    other = dict(register)
    for bundle in witness:
        other |= {change.woman: change.becomes for change in bundle}
        yield other


def _is_register(frame: Frame, register: Register, witness: Witness) -> bool:
    """Tell whether the witness changes each woman once, into one that can be."""
    changes = [change for bundle in witness for change in bundle]
    names = {change.woman for change in changes}
    return (
        len(names) == len(changes) <= _CHANGED
        and (frame.returning or frame.uncounted or names <= register.keys())
        and all(_is_whole(frame, change.becomes) for change in changes)
    )


def _is_whole(frame: Frame, woman: Woman) -> bool:
    """Tell whether there can be such a woman by all definitions."""
    known = {
        (each.name, category)
        for each in frame.variables
        for plain in each.categories
        for category in ([f"{plain}@{p}" for p in woman.periods] if each.dated else [plain])
    }
    if not woman.pairs <= known or any(woman.pairs.issuperset(bad) for bad in frame.impossible):
        return False
    for variable in frame.variables:
        answers = [pair for pair in woman.pairs if pair[0] == variable.name]
        if not variable.multiple and len(answers) != 1:
            return False
        if variable.dated:
            if variable.covering and {c.split("@")[-1] for _n, c in answers} != woman.periods:
                return False
        elif variable.covering and not answers:
            return False
    if not woman.periods.issubset(frame.periods) or not _has_needs(frame, woman):
        return False
    if not frame.returning and not (1 - frame.uncounted <= len(woman.periods) <= 1):
        return False
    most = dict(frame.units)
    return len(dict(woman.counts)) == len(woman.counts) and all(
        unit in most and 0 <= number <= most[unit] for unit, number in woman.counts
    )


def _has_needs(frame: Frame, woman: Woman) -> bool:
    """Tell whether she has all that her answers need by definition, period by period."""
    marked = {each.name: each.dated for each in frame.variables}
    for (name, category), wanted in frame.needs:
        for period in woman.periods:
            own = f"{category}@{period}" if marked[name] else category
            if (name, own) in woman.pairs and not any(
                (other, f"{its}@{period}" if marked[other] else its) in woman.pairs
                for other, its in wanted
            ):
                return False
    return True


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


class _Counter:
    """Counts many cells of many registers: what one woman is in is worked out once.

    A woman is one long number here, with :data:`_WIDTH` bytes for each cell, so that adding
    up the women counts all cells at the same time.
    """

    def __init__(self, frame: Frame, keys: Iterable[Key]) -> None:
        multiple = {each.name for each in frame.variables if each.multiple and not each.dated}
        marked = {each.name for each in frame.variables if each.dated}
        self._keys = [*keys]
        self.place = {key: place for place, key in enumerate(self._keys)}
        self._tests = [
            (_demands(multiple, key), _choices(multiple | marked, key) + _marks(marked, key))
            for key in self._keys
        ]
        self._known: dict[Woman, int] = {}

    def count(self, register: Register) -> Figures:
        """Return every cell's count."""
        total = 0
        for woman in register.values():
            if woman not in self._known:
                self._known[woman] = self._number(woman)
            total += self._known[woman]
        packed = total.to_bytes(_WIDTH * len(self._keys), "little")
        return dict(zip(self._keys, unpack(f"<{len(self._keys)}I", packed), strict=True))

    def _number(self, woman: Woman) -> int:
        given = {WOMEN: 1, **dict(woman.counts)}
        parts = []
        for key, (demanded, choices) in zip(self._keys, self._tests, strict=True):
            counted = (
                not key.periods.isdisjoint(woman.periods)
                and demanded <= woman.pairs
                and not any(choice.isdisjoint(woman.pairs) for choice in choices)
            )
            parts.append(given.get(key.unit, 0) if counted else 0)
        return int.from_bytes(pack(f"<{len(parts)}I", *parts), "little")


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
