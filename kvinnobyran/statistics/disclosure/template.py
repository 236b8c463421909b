"""Which cells a report is made of, and which of them add up (disclosure.md 3.2 steps 0 and 1)."""

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from kvinnobyran.statistics.disclosure.cells import WOMEN, Frame, Key, Pair


class Axis(NamedTuple):
    """One direction of a table: a variable and its printed groups of base categories."""

    variable: str
    groups: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, frame: Frame, variable: str) -> "Axis":
        """Return the axis that shows every base category on its own."""
        return cls(variable, tuple(frozenset({c}) for c in frame.variable(variable).categories))


class Template(NamedTuple):
    """One table: its axes (at most two beside the period), whom it is about, and its unit."""

    axes: tuple[Axis, ...]
    within: frozenset[Pair] = frozenset()
    unit: str = WOMEN


class Line(NamedTuple):
    """A total and the printed groups of one variable that share it out."""

    whole: Key
    parts: tuple[Key, ...]


def keys_of(template: Template, periods: frozenset[str]) -> Iterable[Key]:
    """Yield every cell of the table, margins and total included."""
    ways = [(frozenset[Pair](), *_pairs(axis)) for axis in template.axes]
    for choice in product(*ways):
        yield Key(template.within.union(*choice), periods, template.unit)


def lines_of(template: Template, periods: frozenset[str], frame: Frame) -> Iterable[Line]:
    """Yield every total with its parts, along the variables of which each woman has one."""
    for axis in template.axes:
        if frame.variable(axis.variable).multiple:
            continue
        others = [each for each in template.axes if each is not axis]
        for whole in keys_of(template._replace(axes=tuple(others)), periods):
            yield Line(
                whole,
                tuple(Key(whole.pairs | own, periods, whole.unit) for own in _pairs(axis)),
            )


def _pairs(axis: Axis) -> list[frozenset[Pair]]:
    return [frozenset((axis.variable, category) for category in group) for group in axis.groups]
