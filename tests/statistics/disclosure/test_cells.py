"""What a cell counts, and who can be."""

from kvinnobyran.statistics.disclosure.cells import Count, Frame, Key, Variable, Woman, in_order
from kvinnobyran.statistics.disclosure.protect import numbers_of
from kvinnobyran.statistics.disclosure.verifier import _numbers as numbers_of_the_verifier
from tests.statistics.disclosure.offices import FORM, H1, H2, OFFICE, SMALL, YEAR, named, woman

REGISTER = named(
    [
        woman("young", "psychological", children=2),
        woman("young", "psychological", "sexual"),
        woman("old", periods=("H1", "H2"), children=1),
        woman("middle", "sexual", periods=("H2",)),
    ]
)


def key(*pairs, periods=H1, unit="women"):
    return Key(frozenset(pairs), periods, unit)


def test_categories_of_one_choice_are_a_group_and_answers_of_several_meet():
    group = key(("age", "young"), ("age", "old"))
    both = key(("form", "psychological"), ("form", "sexual"))
    assert SMALL.count(group, REGISTER) == 3
    assert SMALL.count(both, REGISTER) == 1
    assert (group.dimension, both.dimension, key().dimension) == (1, 1, 0)


def test_a_woman_of_two_periods_is_counted_once():
    counts = [OFFICE.count(key(periods=each), REGISTER) for each in (H1, H2, YEAR)]
    assert counts == [3, 2, 4]


def test_children_are_counted_per_woman():
    assert OFFICE.count(key(unit="children"), REGISTER) == 3
    assert OFFICE.count(key(("age", "young"), unit="children"), REGISTER) == 2


def test_cells_have_one_order():
    cells = [key(("age", "old")), key(), key(("age", "old")), key(periods=H2)]
    assert in_order(cells) == [key(), key(periods=H2), key(("age", "old"))]


def test_nobody_is_in_a_cell_of_which_every_choice_is_impossible():
    frame = Frame(
        (SMALL.variables[0], FORM),
        ("H1",),
        impossible=frozenset({frozenset({("age", "old"), ("form", "sexual")})}),
    )
    assert frame.nobody(key(("age", "old"), ("form", "sexual")))
    assert not frame.nobody(key(("age", "old"), ("age", "young"), ("form", "sexual")))
    assert not frame.can_be(woman("old", "sexual"))
    assert frame.can_be(woman("old", "psychological"))


def test_who_can_be():
    covered = Frame(
        (SMALL.variables[0], Variable("kind", ("talk",), multiple=True, covering=True)),
        ("H1", "H2"),
        units=(("children", 3),),
        returning=False,
    )
    good = Woman(frozenset({("age", "old"), ("kind", "talk")}), H1, frozenset({("children", 3)}))
    assert covered.can_be(good)
    assert not covered.can_be(Woman(good.pairs, H1, frozenset({("children", 4)})))
    assert not covered.can_be(Woman(good.pairs, YEAR))
    assert not covered.can_be(Woman(good.pairs, frozenset()))
    assert OFFICE.can_be(woman("old", place="far", periods=()))
    assert not covered.can_be(Woman(frozenset({("age", "old")}), H1))
    assert not covered.can_be(Woman(good.pairs | {("age", "young")}, H1))


def test_a_reader_can_form_complements_slivers_and_implied_periods():
    narrow, wide = key(("age", "young")), key(("age", "young"), ("age", "middle"))
    numbers = numbers_of(OFFICE, [[key(("form", "sexual")), key(), narrow, wide]])
    assert Count((key(),), (key(("form", "sexual")),)) in numbers
    assert Count((key(("age", "middle")),)) in numbers
    assert Count((key(("age", "old")),)) in numbers


def test_two_calendars_give_months_that_were_never_printed():
    months = Frame((FORM,), ("jan-apr", "may-jun", "jul-aug", "sep-dec"))
    spans = [("jan-apr",), ("jan-apr", "may-jun"), ("may-jun", "jul-aug"), months.periods]
    pages = [[key(periods=frozenset(span))] for span in spans]
    found = numbers_of(months, pages)
    for part in (("may-jun",), ("jul-aug",), ("jul-aug", "sep-dec"), ("sep-dec",)):
        assert Count((key(periods=frozenset(part)),)) in found


def test_who_came_back_is_a_number_a_reader_can_form():
    pages = [[key(periods=each)] for each in (H1, H2, YEAR)]
    found = numbers_of(OFFICE, pages)
    assert Count((key(periods=H1), key(periods=H2)), (key(periods=YEAR),)) in found
    assert Count((key(periods=YEAR),), (key(periods=H1),)) in found
    once = Frame(OFFICE.variables, OFFICE.periods, returning=False)
    assert numbers_of(once, pages) == [Count((key(periods=each),)) for each in (H1, YEAR, H2)]


def test_a_group_of_all_categories_leaves_nobody_out():
    everybody = key(*(("age", category) for category in SMALL.variables[0].categories))
    assert numbers_of(SMALL, [[everybody]]) == [Count((everybody,))]
    assert [*numbers_of_the_verifier(SMALL, [{everybody: None}])].count(Count((everybody,))) == 1
