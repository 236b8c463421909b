"""Which numbers a reader must not learn (disclosure.md 3.2 steps 2 and 3).

Small cells of this report and of all earlier ones; who is *not* in a cell, among whom it is
counted; what two overlapping groups leave between them; the same for every period that
printed periods give by subtraction; and who occurs in two periods.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations, permutations
from typing import TypeAlias

from kvinnobyran.statistics.disclosure.cells import Count, Frame, Key, Page, Pair, in_order

_What: TypeAlias = tuple[frozenset[Pair], str]


def numbers_of(frame: Frame, pages: Iterable[Iterable[Key]]) -> list[Count]:
    """Return every number that a reader of all these pages can form, small or not, in order."""
    pages = [in_order(page) for page in pages]
    keys = in_order(key for page in pages for key in page)
    spans: dict[frozenset[str], set[_What]] = {}
    for key in keys:
        spans.setdefault(key.periods, set()).add((key.pairs, key.unit))
    found = {Count((key,)) for key in _implied(spans)} | {Count((key,)) for key in keys}
    for key in keys:
        found.update(_outside(frame, key))
    found.update(Count((key,)) for key in _slivers(frame, keys))
    found.update(_between(frame, spans))
    possible = [
        count
        for count in found
        if not any(frame.nobody(key) for key in (*count.plus, *count.minus))
    ]
    return sorted(possible, key=_order)


def _order(count: Count) -> tuple[object, ...]:
    """Few conditions first (disclosure.md 3.2 step 5), plain cells before derived ones."""
    return (
        max(key.dimension for key in (*count.plus, *count.minus)),
        len(count.plus) + len(count.minus),
        [key.order for key in count.plus],
        [key.order for key in count.minus],
    )


def _outside(frame: Frame, key: Key) -> Iterable[Count]:
    """Yield who is left when the cell is taken from the cell around it."""
    for name in sorted({variable for variable, _category in key.pairs}):
        variable = frame.variable(name)
        own = {pair for pair in key.pairs if pair[0] == name}
        if variable.multiple:
            for pair in sorted(own):
                yield Count((Key(key.pairs - {pair}, key.periods, key.unit),), (key,))
        elif rest := {(name, category) for category in variable.categories} - own:
            yield Count((Key(key.pairs - own | rest, key.periods, key.unit),))


def _slivers(frame: Frame, keys: list[Key]) -> Iterable[Key]:
    """Yield what lies between a group and a wider group of the same variable (attack 7)."""
    groups: dict[tuple[str, Key], list[frozenset[Pair]]] = {}
    for key in keys:
        for name in sorted({variable for variable, _category in key.pairs}):
            if not frame.variable(name).multiple:
                own = frozenset(pair for pair in key.pairs if pair[0] == name)
                rest = Key(key.pairs - own, key.periods, key.unit)
                groups.setdefault((name, rest), []).append(own)
    for (_name, rest), found in groups.items():
        for one, other in permutations(found, 2):
            if one < other:
                yield Key(rest.pairs | (other - one), rest.periods, rest.unit)


def _implied(spans: Mapping[frozenset[str], set[_What]]) -> Iterable[Key]:
    """Yield the cells of periods that were never printed but follow by subtraction (4, 5)."""
    known = {span: set(what) for span, what in spans.items()}
    grown = True
    while grown:
        grown = False
        for part, whole in permutations(sorted(known, key=sorted), 2):
            if part < whole:
                shared = known[part] & known[whole]
                rest = known.setdefault(whole - part, set())
                grown = grown or not shared <= rest
                rest |= shared
    for span, what in known.items():
        for pairs, unit in what:
            yield Key(pairs, span, unit)


def _between(frame: Frame, spans: Mapping[frozenset[str], set[_What]]) -> Iterable[Count]:
    """Yield who came in a part of a period only, and who came in both parts (attack 6)."""
    if not frame.returning:
        return
    for one, other in combinations(sorted(spans, key=sorted), 2):
        for pairs, unit in spans[one] & spans[other]:
            first, second = Key(pairs, one, unit), Key(pairs, other, unit)
            if one < other:
                yield Count((second,), (first,))
            elif other < one:
                yield Count((first,), (second,))
            elif (pairs, unit) in spans.get(one | other, set()):
                yield Count((first, second), (Key(pairs, one | other, unit),))


def printed_of(pages: Iterable[Page]) -> dict[Key, int]:
    """Return every figure that these pages show."""
    return {key: value for page in pages for key, value in page.items() if value is not None}
