"""The proof does not trust the search: whatever is missing or wrong, it says no."""

from dataclasses import replace

from kvinnobyran.statistics.proof import holds
from kvinnobyran.statistics.tables import Cell, Status
from tests.statistics.registers import AGE, FORM, KIND, PLACE, SESSION_KIND, count, sessions


def register(young, old, **more):
    plain = {"place": "here", "form": frozenset(), "kind": {"talk": 2}, **more}
    return [{**plain, "age": "young"}] * young + [{**plain, "age": "old"}] * old


def hide(table, *places):
    return replace(
        table,
        cells=tuple(
            Cell(cell.at, None, Status.SUPPRESSED) if cell.at in places else cell
            for cell in table.cells
        ),
    )


def hide_all(table):
    return hide(table, *(cell.at for cell in table.cells))


def values(table, **numbers):
    return {table.key({"age": name}): number for name, number in numbers.items()}


EXACT = count("t", register(9, 3), (AGE,))
PAGE = hide(EXACT, *({"age": each.id} for each in AGE.categories))
SAFE = (
    values(EXACT, young=12, middle=0, old=0, total=12),
    values(EXACT, young=4, middle=4, old=4, total=12),
)


def test_two_other_truths_for_each_small_count_are_a_proof():
    assert holds([EXACT], [PAGE], SAFE)


def test_one_of_them_alone_is_not():
    assert not holds([EXACT], [PAGE], SAFE[:1])
    assert not holds([EXACT], [PAGE], SAFE[1:])
    assert not holds([EXACT], [PAGE], [])


def test_a_truth_that_would_print_otherwise_is_not():
    assert not holds([EXACT], [PAGE], [*SAFE, values(EXACT, young=13, middle=0, old=0, total=13)])


def test_a_truth_that_does_not_add_up_is_not():
    assert not holds([EXACT], [PAGE], [*SAFE, values(EXACT, young=13, middle=0, old=0, total=12)])
    assert not holds([EXACT], [PAGE], [*SAFE, values(EXACT, young=13, middle=0, old=-1, total=12)])


def test_other_tables_than_the_true_ones_are_refused():
    assert not holds([EXACT], [], SAFE)
    assert not holds([EXACT], [replace(PAGE, id="other")], SAFE)


def test_a_small_figure_on_the_page_is_refused_whatever_the_witnesses_say():
    assert not holds([EXACT], [EXACT], SAFE)


def test_occasions_of_few_on_the_page_are_refused():
    few = register(3, 0)
    kind = count("kind", few, (KIND,))
    occasions = count(
        "s", few, (SESSION_KIND,), weigh=sessions, counts="s", persons=False, guard="kind"
    )
    assert not holds([kind, occasions], [hide_all(kind), occasions], [])


def test_who_is_outside_a_narrower_group_counts_too():
    """Twelve women, eleven of them in a table that no table shows the rest of."""
    wide = count("wide", register(12, 0), ())
    narrow = count("narrow", register(11, 0), (), within={"support": "any"})
    assert not holds([wide, narrow], [wide, narrow], [])
    page = [wide, hide_all(narrow)]
    assert holds([wide, narrow], page, [{narrow.key({}): 12}, {narrow.key({}): 8}])


def test_only_the_nearest_wider_group_is_looked_at():
    whole = count("a", register(30, 0), ())
    inner = count("b", register(20, 0), (), within={"support": "any"})
    innermost = count("c", register(10, 0), (), within={"support": "any", "assessment": "yes"})
    exact = [whole, inner, innermost]
    assert holds(exact, exact, [])


def test_a_group_that_is_impossible_by_definition_needs_no_proof():
    both = count(
        "both",
        register(9, 0),
        (AGE, FORM),
        impossible=(
            *({"age": "old", "form": each.id} for each in FORM.places),
            *({"age": "middle", "form": each.id} for each in FORM.places),
        ),
    )
    assert not holds([both], [both], [])
    places = count("p", register(9, 0), (PLACE,), impossible=({"place": "near"}, {"place": "far"}))
    assert holds([places], [places], [])
    no_session = ({"kind": "practical"}, {"kind": "therapy"})
    kind = count("kind", register(9, 0), (KIND,), impossible=no_session)
    occasions = count(
        "s", register(9, 0), (SESSION_KIND,), weigh=sessions, counts="s", persons=False,
        guard="kind", impossible=no_session,
    )  # fmt: skip
    assert not holds([kind, occasions], [kind, occasions], [])
