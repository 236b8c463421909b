"""Which cells a report is made of, and which of them add up (disclosure.md 3.2 steps 0 and 1)."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from kvinnobyran.statistics.disclosure.cells import WOMEN, Frame, Key, Pair


class Axis(NamedTuple):
    """One direction of a table: a variable and its printed groups of base categories.

    ``inside``: whoever has any of its categories is among those the table is about by
    definition, so that ``base`` of the table adds nothing to such a cell.
    """

    variable: str
    groups: tuple[frozenset[str], ...]
    inside: bool = False

    @classmethod
    def of(cls, frame: Frame, variable: str) -> "Axis":
        """Return the axis that shows every base category on its own."""
        return cls(variable, tuple(frozenset({c}) for c in frame.variable(variable).categories))


class Template(NamedTuple):
    """One table: its axes (at most two beside the period), whom it is about, and its unit.

    ``within`` holds for every cell; ``base`` too, unless an axis says as much.
    """

    axes: tuple[Axis, ...]
    within: frozenset[Pair] = frozenset()
    unit: str = WOMEN
    base: frozenset[Pair] = frozenset()


class Line(NamedTuple):
    """A total and the printed groups of one variable that share it out."""

    whole: Key
    parts: tuple[Key, ...]


def keys_of(template: Template, periods: frozenset[str]) -> Iterable[Key]:
    """Yield every cell of the table, margins and total included."""
    ways = [(frozenset[Pair](), *_pairs(axis)) for axis in template.axes]
    for choice in product(*ways):
        yield key_of(template, choice, periods)


def key_of(template: Template, choice: Sequence[frozenset[Pair]], periods: frozenset[str]) -> Key:
    """Return the cell with these pairs along the axes; an empty set is the margin."""
    said = any(axis.inside and own for axis, own in zip(template.axes, choice, strict=True))
    base = frozenset[Pair]() if said else template.base
    return Key(template.within.union(base, *choice), periods, template.unit)


def lines_of(template: Template, periods: frozenset[str], frame: Frame) -> Iterable[Line]:
    """Yield every total with its parts, along the variables of which each woman has one."""
    for axis in template.axes:
        if frame.variable(axis.variable).multiple:
            continue
        others = [each for each in template.axes if each is not axis]
        for choice in product(*((frozenset[Pair](), *_pairs(each)) for each in others)):
            rest = template._replace(axes=tuple(others))
            both = template._replace(axes=(*others, axis))
            yield Line(
                key_of(rest, choice, periods),
                tuple(key_of(both, (*choice, own), periods) for own in _pairs(axis)),
            )


def _pairs(axis: Axis) -> list[frozenset[Pair]]:
    return [frozenset((axis.variable, category) for category in group) for group in axis.groups]
