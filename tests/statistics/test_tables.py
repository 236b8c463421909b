"""A table that cannot be true is refused before anybody reads it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import (
    TOTAL,
    Audience,
    BasePart,
    Category,
    Cell,
    Dimension,
    MiscountError,
    Report,
    Status,
    Table,
)
from tests.statistics.registers import AGE, FORM, KIND, PLACE, count, dimension


def table(values, dim=AGE, **more):
    cells = tuple(
        Cell({dim.id: place.id}, value, Status.SUPPRESSED if value is None else Status.EXACT)
        for place, value in zip(dim.places, values, strict=True)
    )
    return Table(
        id="t",
        title="Titel",
        counts="women",
        unit="kvinnor",
        dimensions=(dim,),
        cells=cells,
        definition="",
        **more,
    )


def report(*tables, **more):
    return Report(
        period=Period.parse("2027"),
        audience=more.pop("audience", Audience.INTERNAL),
        tables=tables,
        made_on=date(2028, 1, 3),
        **more,
    )


@pytest.mark.parametrize(
    ("dim", "values"),
    [
        (AGE, [1, 2, 3, 7]),
        (AGE, [5, 6, None, 10]),
        (FORM, [5, 6, 7, 6]),
        (KIND, [1, 2, 3, 7]),
    ],
)
def test_what_does_not_add_up_is_our_bug(dim, values):
    with pytest.raises(MiscountError, match="t does not add up"):
        table(values, dim)


@pytest.mark.parametrize(
    ("dim", "values"),
    [
        (AGE, [1, 2, 3, 6]),
        (AGE, [5, 6, None, 20]),
        (AGE, [5, 6, 7, None]),
        (FORM, [5, 6, 7, 7]),
        (FORM, [1, 0, 0, 9]),
        (KIND, [4, 3, 2, 7]),
        (KIND, [1, None, 2, 7]),
    ],
)
def test_what_adds_up_as_far_as_is_known_is_a_table(dim, values):
    assert [cell.value for cell in table(values, dim).cells] == values


def test_a_table_has_every_cell_once():
    whole = table([1, 2, 3, 6])
    with pytest.raises(MiscountError, match="lacks a cell"):
        replace(whole, cells=whole.cells[1:])
    with pytest.raises(MiscountError, match="lacks a cell"):
        replace(whole, cells=(*whole.cells, whole.cells[0]))


def test_a_cell_has_a_value_exactly_when_it_is_not_withheld():
    for value, status in ((None, Status.EXACT), (3, Status.SUPPRESSED), (-1, Status.EXACT)):
        with pytest.raises(ValueError, match=r"A cell|A count"):
            Cell({}, value, status)
    assert Cell({}, 5, Status.ROUNDED).value == 5


def test_categories_are_distinct_and_none_is_the_total():
    for ids in (("a", "a"), ("a", TOTAL)):
        with pytest.raises(ValueError, match="distinct"):
            dimension("d", ids)
    assert Dimension(
        id="d", label="D", categories=(Category("a", "A"),), total_label="Alla"
    ).places[-1] == Category(TOTAL, "Alla")


def test_a_cell_is_found_by_its_place_and_left_out_means_total():
    crossed = count("c", [], (AGE, PLACE))
    assert crossed.cell({"age": "old"}).at == {"age": "old", "place": TOTAL}
    assert crossed.total.at == {"age": TOTAL, "place": TOTAL}
    with pytest.raises(KeyError):
        crossed.cell({"age": "nobody"})
    with pytest.raises(KeyError):
        crossed.cell({"colour": "red"})


def test_the_same_number_has_the_same_key_in_two_tables():
    wide, narrow = count("w", [], (AGE, PLACE)), count("n", [], (PLACE,), within={"age": "old"})
    assert wide.key({"age": "old", "place": TOTAL}) == narrow.key({"place": TOTAL})
    assert wide.key({"age": "old", "place": "far"}) == narrow.key({"place": "far"})
    assert wide.key({"age": TOTAL, "place": TOTAL}) != narrow.key({"place": TOTAL})


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_share_is_a_whole_percentage_of_a_large_enough_base(part, others):
    share = table([part, others, 0, part + others]).share({"age": "young"})
    if part + others < 20:
        assert share is None
    else:
        assert share is not None
        assert abs(share * (part + others) - 100 * part) * 2 <= part + others


def test_no_share_is_made_of_what_is_withheld():
    assert table([None, 20, None, 40]).share({"age": "young"}) is None
    assert table([30, 20, None, None]).share({"age": "young"}) is None
    assert count("c", [], ()).share({}) is None


def test_a_report_knows_its_tables_and_where_sentences_point():
    one = table([1, 2, 3, 6])
    assert report(one).table("t") is one
    assert report(one).cell("t", {"age": "old"}).value == 3
    with pytest.raises(KeyError):
        report(one).table("other")
    with pytest.raises(ValueError, match="same id"):
        report(one, one)
    for part in (BasePart("w", "other", {}), BasePart("w", "t", {"age": "nobody"})):
        with pytest.raises(KeyError):
            report(one, highlights=(part,))
        with pytest.raises(KeyError):
            report(replace(one, base=(part,)))


def test_a_small_figure_cannot_be_put_in_a_report_for_outside():
    with pytest.raises(ValueError, match="withheld"):
        report(table([5, 6, 4, 15]), audience=Audience.EXTERNAL)
    assert report(table([5, 6, 4, 15], persons=False), audience=Audience.EXTERNAL)
    assert report(table([5, 6, 0, 11], impossible=({"age": "old"},)), audience=Audience.EXTERNAL)
    assert table([None, None, None, None]).all_withheld
    assert table([None, None, 9, 20]).any_withheld
    assert not table([1, 2, 3, 6]).any_withheld
