"""Women in bits are the same women: every quick way counts what the slow one counts."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvinnobyran.statistics.disclosure.cells import (
    Count,
    Frame,
    Key,
    Variable,
    Woman,
    counted,
    dated,
)
from kvinnobyran.statistics.disclosure.edits import Editing, Shape, spares
from kvinnobyran.statistics.disclosure.signs import Signs
from kvinnobyran.statistics.disclosure.verifier import _Cells, _Definitions, _Others

PERIODS = ("H1", "H2", "H3")
FRAME = Frame(
    variables=(
        Variable("age", ("young", "middle", "old")),
        Variable("form", ("a", "b"), multiple=True),
        Variable("way", ("c", "d"), multiple=True, covering=True),
        Variable("contact", ("support", "call"), multiple=True, covering=True, dated=True),
        Variable("kind", ("talk", "group"), multiple=True, dated=True),
    ),
    periods=PERIODS,
    units=(("children", 3),),
    impossible=frozenset({frozenset({("age", "old"), ("form", "b")})}),
    needs=(
        (("kind", "talk"), frozenset({("contact", "support")})),
        (("form", "a"), frozenset({("way", "c"), ("way", "d")})),
    ),
)
ONCE = replace(FRAME, returning=False, uncounted=True)
PLAIN = [(each.name, one) for each in FRAME.variables if not each.dated for one in each.categories]
DATED = [(each.name, one) for each in FRAME.variables if each.dated for one in each.categories]
MARKS = [dated(pair, period) for pair in DATED for period in PERIODS]

women = st.builds(
    Woman,
    st.frozensets(st.sampled_from([*PLAIN, *MARKS])),
    st.frozensets(st.sampled_from(PERIODS)),
)
keys = st.builds(
    Key,
    st.frozensets(st.sampled_from([*PLAIN, *DATED]), max_size=3),
    st.frozensets(st.sampled_from(PERIODS), min_size=1),
    st.sampled_from(["women", "women", "children"]),
)


def invented(number, seed, frame):
    """Women who can be, of this frame."""
    dice = Random(seed)
    found = {}
    while len(found) < number:
        periods = frozenset(dice.sample(PERIODS, 1 if not frame.returning else dice.choice((1, 2))))
        pairs = {("age", dice.choice(("young", "middle", "old")))}
        pairs |= {pair for pair in PLAIN[3:] if dice.random() < 0.5}
        pairs |= {dated(p, period) for p in DATED for period in periods if dice.random() < 0.5}
        counts = frozenset({("children", dice.randrange(4))})
        woman = Woman(frozenset(pairs), periods, counts)
        if frame.can_be(woman):
            found[f"w{len(found)}"] = woman
    return found


@settings(max_examples=120)
@given(women, st.sampled_from([FRAME, ONCE, replace(FRAME, returning=False)]))
def test_bits_and_sets_say_the_same_of_who_can_be(woman, frame):
    signs = Signs(frame)
    mask = signs.read(woman)
    assert signs.write(mask, frozenset()) == woman
    lacks = any(True for _each in frame.lacks(woman.pairs, woman.periods))
    assert (signs.can_be(mask) and not lacks) == frame.can_be(woman)
    assert _Definitions(frame).allow(woman) == frame.can_be(woman)
    mended = signs.mended(0, mask)
    assert mended is None or frame.can_be(signs.write(mended, frozenset()))
    if frame.can_be(woman):
        assert signs.mended(mask, mask) == mask


@pytest.mark.unmeasured
@settings(max_examples=30)
@given(st.lists(keys, max_size=8, unique=True), st.integers(0, 99), st.booleans())
def test_what_an_edit_changes_is_what_counting_anew_finds(cells, seed, returning):
    frame = FRAME if returning else ONCE
    register = invented(6, seed, frame)
    truth = {key: frame.count(key, register) for key in cells}
    assert counted(frame, cells, register) == truth
    shape = Shape(frame, cells)
    everybody = {**register, **spares(frame, register)}
    editing = Editing(shape, everybody, PERIODS)
    made = editing.kinds()
    if cells:
        made += editing.entries(Count((cells[0],)))
        made += editing.entries(Count((cells[0],), (cells[-1],)))
    for kind in made:
        for edit in kind.edits[:2]:
            change = shape.change(edit)
            assert frame.can_be(change.becomes)
            other = {**everybody, edit.woman: change.becomes}
            moved = {key: frame.count(key, other) - truth[key] for key in cells}
            assert kind.delta == {
                place: moved[key] for place, key in enumerate(cells) if moved[key]
            }
            assert kind.delta == shape.delta(everybody[edit.woman], change.becomes)


@settings(max_examples=30)
@given(st.lists(keys, min_size=1, max_size=8, unique=True), st.integers(0, 99))
def test_the_verifier_counts_every_alternative_as_if_from_the_beginning(cells, seed):
    register, others = invented(7, seed, FRAME), invented(5, seed + 100, FRAME)
    counting = _Cells(FRAME, cells)
    truth = counting.count(register)
    assert truth == {key: FRAME.count(key, register) for key in cells}
    follow = _Others(counting, register, truth)
    names = ["w0", "w3", "somebody more"]
    for _again in range(2):  # what one witness changes is as it was for the next
        witness = [[(name, woman)] for name, woman in zip(names, others.values(), strict=False)]
        alternative = dict(register)
        for bundle, moved in zip(witness, follow.follow(witness), strict=True):
            alternative |= dict(bundle)
            for place, key in enumerate(cells):
                assert moved.get(place, 0) == FRAME.count(key, alternative) - truth[key]


def test_a_woman_is_as_she_was_in_those_periods_and_as_she_is_in_all_others():
    signs = Signs(FRAME)
    was = Woman(
        frozenset({("age", "old"), ("way", "c"), ("contact", "call@H1"), ("contact", "call@H2")}),
        frozenset({"H1", "H2"}),
    )
    now = Woman(
        frozenset({("age", "young"), ("way", "d"), ("contact", "support@H3")}), frozenset({"H3"})
    )
    found = signs.as_then(signs.read(now), signs.read(was), frozenset({"H1"}))
    assert signs.write(found, frozenset()) == Woman(
        frozenset(
            {("age", "old"), ("way", "c"), ("contact", "call@H1"), ("contact", "support@H3")}
        ),
        frozenset({"H1", "H3"}),
    )
    unasked = replace(was, pairs=was.pairs - {("age", "old")})
    found = signs.as_then(signs.read(now), signs.read(unasked), frozenset({"H1"}))
    assert ("age", "young") in signs.write(found, frozenset()).pairs


def test_a_visit_is_moved_with_all_that_was_so_in_it():
    signs = Signs(FRAME)
    woman = Woman(
        frozenset({("age", "young"), ("way", "c"), ("contact", "support@H1"), ("kind", "talk@H1")}),
        frozenset({"H1"}),
    )
    moved = signs.write(signs.moved(signs.read(woman), signs.period["H3"]), frozenset())
    assert moved.periods == {"H3"}
    assert {("contact", "support@H3"), ("kind", "talk@H3")} <= moved.pairs


def test_what_the_frame_does_not_ask_is_not_known():
    signs = Signs(FRAME)
    assert signs.knows(Woman(frozenset({("age", "old")}), frozenset({"H1"})))
    assert not signs.knows(Woman(frozenset({("age", "ancient")}), frozenset({"H1"})))
    assert not signs.knows(Woman(frozenset(), frozenset({"H9"})))
    with pytest.raises(KeyError):
        signs.read(Woman(frozenset({("age", "ancient")}), frozenset()))
