"""From the tables of a report to the questions that disclosure control answers.

Each world (women, inquiries, calls) has a frame of its own: the questions its tables ask, and
the base periods that all reports so far and this one cut time into (disclosure.md 3.2 step 1).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kvinnobyran.statistics.disclosure.cells import (
    Count,
    Frame,
    Key,
    Pair,
    Register,
    Variable,
    Woman,
    dated,
)
from kvinnobyran.statistics.disclosure.template import Axis, Template, key_of
from kvinnobyran.statistics.release.lives import UNKNOWN, Days, Life
from kvinnobyran.statistics.tables import TOTAL, At, Dimension, Table


class Question(NamedTuple):
    """A variable as a publication keeps it: its categories, and whether it lasts."""

    name: str
    categories: tuple[str, ...]
    lasting: bool
    covering: bool


class Questions(NamedTuple):
    """All that is asked in one world, and what a pair needs by definition."""

    asked: tuple[Question, ...]
    needs: tuple[tuple[Pair, frozenset[Pair]], ...]


def questions_of(tables: Iterable[Table], earlier: Iterable[Questions] = ()) -> Questions:
    """Return what the tables of one world ask, and what earlier reports have asked."""
    asked: dict[str, Question] = {}
    needs: dict[tuple[Pair, frozenset[Pair]], None] = {}
    for table in tables:
        for dimension in table.dimensions:
            lasting = not dimension.multiple
            covering = dimension.covering and not table.within
            pairs = frozenset[Pair]().union(*_groups(dimension))
            name = dimension.of or dimension.id
            categories = tuple(category for group in _groups(dimension) for _, category in group)
            _ask(asked, Question(name, categories, lasting, lasting or covering))
            if not lasting:
                needs |= dict.fromkeys(_needs(table, dimension, pairs))
        for name, category in table.within.items():
            _ask(asked, Question(name, (category,), lasting=False, covering=False))
    for each in earlier:
        for question in each.asked:
            _ask(asked, question)
        for need in each.needs:
            needs[need] = None
    return Questions(tuple(asked[name] for name in sorted(asked)), tuple(needs))


def _needs(
    table: Table, dimension: Dimension, pairs: frozenset[Pair]
) -> Iterator[tuple[Pair, frozenset[Pair]]]:
    """Yield what those in a table about some of the women have by definition, and need to have."""
    whole = sorted(table.within.items())
    for pair in whole:
        for own in sorted(pairs):
            yield own, frozenset({pair})
        if dimension.covering and len(whole) == 1:
            yield pair, pairs


def _groups(dimension: Dimension) -> list[list[Pair]]:
    """Return for each category the base categories that it stands for."""
    name = dimension.of or dimension.id
    groups = dimension.groups or tuple((each.id,) for each in dimension.categories)
    return [[(name, each) for each in group] for group in groups]


def _ask(asked: dict[str, Question], question: Question) -> None:
    """Put a question in; of one that is there already, all categories of both."""
    known = asked.get(question.name)
    if known is not None:
        categories = tuple(dict.fromkeys((*known.categories, *question.categories)))
        question = known._replace(
            categories=categories, covering=known.covering or question.covering
        )
    asked[question.name] = question


def base_periods(spans: Iterable[Days]) -> tuple[Days, ...]:
    """Cut time at every end of every span; only what lies in some span is a base period."""
    spans = tuple(spans)
    marks = sorted({day for span in spans for day in span})
    cuts = [Days(first, after) for first, after in pairwise(marks)]
    return tuple(
        each
        for each in cuts
        if any(span.first <= each.first and each.after <= span.after for span in spans)
    )


def within(span: Days, bases: Sequence[Days]) -> frozenset[str]:
    """Return the names of the base periods that a span is made of."""
    return frozenset(
        each.name for each in bases if span.first <= each.first and each.after <= span.after
    )


def frame_of(questions: Questions, bases: Sequence[Days], *, returning: bool) -> Frame:
    """Return the frame of one world."""
    return Frame(
        variables=tuple(
            Variable(
                each.name,
                each.categories,
                multiple=not each.lasting,
                covering=each.covering and not each.lasting,
                dated=not each.lasting,
            )
            for each in questions.asked
        ),
        periods=tuple(each.name for each in bases),
        returning=returning,
        uncounted=not returning,
        needs=questions.needs,
    )


def register_of(world: Mapping[str, Life], questions: Questions, bases: Sequence[Days]) -> Register:
    """Return the register of one world in these base periods."""
    found: dict[str, Woman] = {}
    ends = [each.after for each in bases]
    lasting = [each for each in questions.asked if each.lasting]
    asked = {
        (each.name, category)
        for each in questions.asked
        if not each.lasting
        for category in each.categories
    }
    for who, life in world.items():
        here: dict[str, set[Pair]] = {}
        for day, pairs in life.days.items():
            place = bisect_right(ends, day)
            if place < len(bases) and day in bases[place]:
                here.setdefault(bases[place].name, set()).update(pairs)
        if here:
            own = {(each.name, _lasting(life, each)) for each in lasting}
            own.update(
                dated(pair, period) for period, pairs in here.items() for pair in pairs & asked
            )
            found[who] = Woman(frozenset(own), frozenset(here))
    return found


def _lasting(life: Life, question: Question) -> str:
    """Return what holds of her for good; nothing is known of what was not asked then."""
    said = life.lasting.get(question.name, UNKNOWN)
    return said if said in question.categories else question.categories[-1]


def template_of(table: Table) -> Template:
    """Return the table as disclosure control reads it."""
    return Template(
        tuple(_axis(each) for each in table.dimensions),
        base=frozenset(table.within.items()),
    )


def _axis(dimension: Dimension) -> Axis:
    return Axis(
        dimension.of or dimension.id,
        tuple(frozenset(category for _, category in group) for group in _groups(dimension)),
        inside=dimension.multiple,
    )


def cell_key(table: Table, at: At, periods: frozenset[str]) -> Key:
    """Return which cell a place of the table is."""
    choice = [
        frozenset[Pair]() if at[each.id] == TOTAL else frozenset({(each.id, at[each.id])})
        for each in table.dimensions
    ]
    return key_of(template_of(table), choice, periods)


def also_of(tables: Iterable[Table], periods: frozenset[str]) -> tuple[Count, ...]:
    """Return who is in a table's whole but not in a category, where no cell says it."""
    found: dict[Count, None] = {}
    for table in tables:
        if not table.within:
            continue
        nowhere = {each.id: TOTAL for each in table.dimensions}
        whole = cell_key(table, nowhere, periods)
        for dimension in table.dimensions:
            for category in dimension.categories:
                part = cell_key(table, {**nowhere, dimension.id: category.id}, periods)
                if part != whole:
                    found[Count((whole,), (part,))] = None
    return tuple(found)
