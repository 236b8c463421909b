"""The verifier trusts nothing: whatever is missing, wrong or odd, it says no."""

from dataclasses import replace

import pytest

from kvinnobyran.statistics.disclosure.cells import Change, Count, Frame, Key, Variable, Woman
from kvinnobyran.statistics.disclosure.method import certify
from kvinnobyran.statistics.disclosure.protect import numbers_of
from kvinnobyran.statistics.disclosure.verifier import Rules, is_proven
from kvinnobyran.statistics.disclosure.verifier import _is_wide as is_wide
from kvinnobyran.statistics.disclosure.verifier import _numbers as numbers_of_the_verifier
from tests.statistics.disclosure.offices import (
    AGE,
    FORM,
    H1,
    OFFICE,
    ONE_WAY,
    TWO_WAY,
    YEAR,
    named,
    office,
    office_task,
    woman,
)

REGISTER = office(45, 7)
HALF = certify(office_task(REGISTER, ONE_WAY, H1), seeds=(1,))
WHOLE = certify(office_task(REGISTER, TWO_WAY, YEAR, earlier=(HALF.publication,)), seeds=(1,))
RULES = Rules(OFFICE)
TOTAL = Key(frozenset(), YEAR)


def proven(*, rules=RULES, register=REGISTER, page=WHOLE.page, earlier=(HALF.page,), witnesses=()):
    return is_proven(rules, register, page, earlier, witnesses or WHOLE.witnesses)


def test_the_whole_proof_is_accepted():
    assert proven()


def test_no_hidden_small_count_can_be_printed():
    small = [key for key, value in WHOLE.page.items()
             if value is None and OFFICE.count(key, REGISTER) < 5]  # fmt: skip
    assert small
    for key in small:
        assert not proven(page={**WHOLE.page, key: OFFICE.count(key, REGISTER)})


def test_a_hidden_count_that_a_witness_moves_cannot_be_printed():
    moved = [
        key
        for key, value in WHOLE.page.items()
        if value is None
        and any(OFFICE.count(key, each) != OFFICE.count(key, REGISTER) for each in registers())
    ]
    assert any(OFFICE.count(key, REGISTER) >= 5 for key in moved)
    for key in moved:
        assert not proven(page={**WHOLE.page, key: OFFICE.count(key, REGISTER)})


def registers():
    for witness in WHOLE.witnesses:
        other = dict(REGISTER)
        for bundle in witness:
            other |= {change.woman: change.becomes for change in bundle}
        yield other


def test_no_figure_can_be_another():
    for key, value in WHOLE.page.items():
        if value is not None:
            assert not proven(page={**WHOLE.page, key: value + 1})
            assert not proven(page={**WHOLE.page, key: value - 1})


def test_an_earlier_page_of_other_figures_is_refused():
    key = next(key for key, value in HALF.page.items() if value is not None)
    assert not proven(earlier=({**HALF.page, key: 99},))


def test_witnesses_cannot_be_left_out():
    assert not is_proven(RULES, REGISTER, WHOLE.page, [HALF.page], ())


def test_a_bundle_without_one_of_its_changes_is_refused():
    for number, witness in enumerate(WHOLE.witnesses):
        for place, bundle in enumerate(witness):
            if len(bundle) > 1:
                torn = (*witness[:place], bundle[1:], *witness[place + 1 :])
                others = [*WHOLE.witnesses]
                others[number] = torn
                assert not proven(witnesses=others)
                return
    pytest.fail("The office has no bundle of two.")


def with_change(change):
    return [*WHOLE.witnesses, ((change,),)]


def test_a_woman_that_is_counted_or_changed_twice_is_refused():
    same = Change("w00", REGISTER["w00"])
    assert proven(witnesses=with_change(same))
    assert not proven(witnesses=with_change(same._replace(woman="somebody more")))
    assert not proven(witnesses=[*WHOLE.witnesses, ((same,), (same,))])


@pytest.mark.parametrize(
    "other",
    [
        {"pairs": frozenset({("age", "young")})},
        {"pairs": frozenset({("age", "young"), ("age", "old"), ("place", "here")})},
        {"pairs": frozenset({("age", "ancient"), ("place", "here")})},
        {"periods": frozenset({"H9"})},
        {"counts": frozenset({("children", 1)})},
        {"counts": frozenset({("children", 1), ("children", 2)})},
    ],
)
def test_a_woman_that_cannot_be_is_refused(other):
    changed = Change("w00", replace(REGISTER["w00"], **other))
    assert not proven(witnesses=with_change(changed))
    assert not proven(register={**REGISTER, "w00": changed.becomes})


def simple(frame, register, page):
    return is_proven(Rules(frame), register, page, [], [])


def test_a_frame_says_who_can_be():
    kind = Variable("kind", ("talk",), multiple=True, covering=True)
    talks = Woman(frozenset({("kind", "talk")}), H1)
    women = named([talks] * 9)
    page = {Key(frozenset(), H1): 9}
    assert simple(Frame((kind,), ("H1", "H2")), women, page)
    assert not simple(Frame((kind,), ("H1",)), {**women, "x": Woman(frozenset(), H1)}, page)
    once = Frame((kind,), ("H1", "H2"), returning=False)
    assert simple(once, women, page)
    more = ((Change("somebody more", talks),),)
    assert not is_proven(Rules(once), women, {}, [], [more])
    assert is_proven(Rules(replace(once, returning=True)), women, {}, [], [more])
    assert not simple(once, named([replace(talks, periods=YEAR)] * 9), page)
    impossible = Frame((kind,), ("H1",), impossible=frozenset({talks.pairs}))
    assert not simple(impossible, women, page)


def test_nought_is_shown_only_where_it_is_so_by_definition():
    old_sexual = frozenset({("age", "old"), ("form", "sexual")})
    frame = Frame((AGE, FORM), ("H1",), impossible=frozenset({old_sexual}))
    page = {Key(old_sexual, H1): 0}
    assert simple(frame, named([woman("young", "sexual")] * 9), page)
    assert not simple(Frame((AGE, FORM), ("H1",)), named([woman("young", "sexual")] * 9), page)


def test_thresholds_below_five_and_registers_beyond_counting_are_refused():
    assert not proven(rules=Rules(OFFICE, threshold=4))
    huge = Frame((AGE,), ("H1",), units=(("nights", 10**6),))
    page = {Key(frozenset(), H1): 9}
    assert simple(replace(huge, units=(("nights", 9),)), named([woman("old")] * 9), page)
    assert not simple(huge, named([woman("old")] * 9), page)


def test_an_extra_number_must_be_kept_too():
    extra = Count((Key(frozenset({("age", "old"), ("place", "far"), ("form", "sexual")}), YEAR),))
    kept = proven(rules=Rules(OFFICE, also=(extra,)))
    reach = [OFFICE.count(extra.plus[0], each) for each in (REGISTER, *registers())]
    assert kept == (min(reach) == 0 and max(reach) >= 4)


def test_a_woman_who_knows_her_own_record_learns_little_either():
    """The registers that leave her as she is span at least three."""
    nobody, she, both = frozenset(), frozenset({"she"}), frozenset({"she", "other"})
    assert is_wide({2: nobody, 0: she, 4: frozenset({"other"})}, 4) is False
    assert is_wide({2: nobody, 0: she, 4: both, 5: frozenset({"third"})}, 4)
    assert is_wide({2: nobody, 0: she, 3: frozenset({"other"})}, 4) is False
    assert is_wide({2: nobody, 1: she, 6: nobody}, 4) is False


@pytest.mark.parametrize("returning", [True, False])
def test_both_work_out_the_same_numbers_each_in_its_own_way(returning):
    """Two readings of one rule: a difference is a mistake in one of them."""
    frame = replace(
        OFFICE,
        periods=("T1", "T2", "T3", "T4"),
        returning=returning,
        impossible=frozenset({frozenset({("age", "old"), ("form", "sexual")})}),
    )
    spans = [("T1",), ("T1", "T2"), ("T2", "T3"), ("T1", "T2", "T3"), ("T4",)]
    ways = [
        (), (("age", "old"),), (("age", "old"), ("age", "young")), (("form", "sexual"),),
        (("age", "old"), ("form", "sexual")), (("place", "far"), ("form", "sexual")),
        (("form", "sexual"), ("form", "psychological")), (("age", "young"), ("form", "sexual")),
        (("age", "old"), ("age", "young"), ("form", "sexual")),
    ]  # fmt: skip
    pages = [{Key(frozenset(way), frozenset(span)): None for way in ways} for span in spans]
    theirs = {_alike(each) for each in numbers_of(frame, pages)}
    assert theirs == {_alike(each) for each in numbers_of_the_verifier(frame, pages)}
    assert len(theirs) > 30


def _alike(count):
    return frozenset(count.plus), frozenset(count.minus)
