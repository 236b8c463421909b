"""Nothing that leaves the office says how few somebody is."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvinnobyran.statistics.proof import holds
from kvinnobyran.statistics.tables import (
    SMALL,
    Audience,
    Cell,
    MiscountError,
    Status,
    position,
)
from kvinnobyran.statistics.withholding import UnsafeReport, for_audience
from kvinnobyran.statistics.witness import Certificate
from tests.reports import sample
from tests.statistics.attacker import Attacker
from tests.statistics.registers import (
    AGE,
    ASSESSMENT,
    FORM,
    KIND,
    PLACE,
    count,
    dimension,
    report_of,
    women,
)

SLOW = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outside(*tables):
    report = replace(report_of([]), tables=tables)
    return for_audience(report, Audience.EXTERNAL).tables


def women_with(name, **numbers):
    """A register with so many women of each value of one variable."""
    plain = {"age": "young", "place": "here", "assessment": "assessed"}
    return [
        {**plain, name: value, "form": frozenset(), "kind": {}}
        for value, number in numbers.items()
        for _each in range(number)
    ]


def figures(table):
    return [cell.value for cell in table.cells]


@given(women())
@SLOW
@pytest.mark.unmeasured
def test_no_patient_reader_finds_out_how_few(register):
    exact = report_of(register)
    page = for_audience(exact, Audience.EXTERNAL)
    reader = Attacker(page.tables)
    for table, shown in zip(exact.tables, page.tables, strict=True):
        if not table.persons:
            continue
        for true, seen in zip(table.cells, shown.cells, strict=True):
            if seen.withheld and true.value < SMALL:
                key = table.key(true.at)
                assert reader.can_be(key, 0, 0), "nobody at all must be possible"
                assert reader.can_be(key, SMALL - 1), "four or more must be possible"


@given(women())
@SLOW
@pytest.mark.unmeasured
def test_no_patient_reader_finds_out_how_few_did_not(register):
    exact = report_of(register)
    reader = Attacker(for_audience(exact, Audience.EXTERNAL).tables)
    for table in exact.tables:
        for each, at, places in table.lines():
            if not (table.persons and each.multiple):
                continue
            for place in places:
                if table.cell(at).value - table.cell(place).value < SMALL:
                    wide, narrow = table.key(at), table.key(place)
                    assert reader.can_lie_outside(wide, narrow, 0, 0)
                    assert reader.can_lie_outside(wide, narrow, SMALL - 1)


@given(women())
@SLOW
@pytest.mark.unmeasured
def test_no_shown_figure_is_small_and_the_rest_is_true(register):
    exact = report_of(register)
    page = for_audience(exact, Audience.EXTERNAL)
    for table, shown in zip(exact.tables, page.tables, strict=True):
        for true, seen in zip(table.cells, shown.cells, strict=True):
            assert seen.at == true.at
            assert seen.withheld or seen.value == true.value
            if table.persons:
                assert seen.withheld or (seen.value or 0) >= SMALL
            if table.guard:
                behind = exact.cell(table.guard, true.at).value
                assert seen.withheld or behind >= SMALL


@given(women())
@SLOW
@pytest.mark.unmeasured
def test_no_withheld_figure_is_given_back_by_subtraction(register):
    page = for_audience(report_of(register), Audience.EXTERNAL)
    for table in page.tables:
        for each, at, places in table.lines():
            sum_of = [at, *places]
            if not each.multiple and not any(place in table.impossible for place in sum_of):
                assert sum(table.cell(place).withheld for place in sum_of) != 1


@given(women())
@SLOW
@pytest.mark.unmeasured
def test_internal_is_exact_and_the_same_input_hides_the_same(register):
    exact = report_of(register)
    assert for_audience(exact, Audience.INTERNAL) == exact
    assert for_audience(exact, Audience.EXTERNAL) == for_audience(exact, Audience.EXTERNAL)


@given(women(), st.data())
@SLOW
@pytest.mark.unmeasured
def test_one_more_figure_on_the_page_is_refused(register, data):
    """Mutation: print one small count that was withheld, and the proof says no."""
    exact = report_of(register)
    page = for_audience(exact, Audience.EXTERNAL)
    small = [
        (number, cell)
        for number, table in enumerate(exact.tables)
        for cell in table.cells
        if table.persons and cell.value < SMALL
    ]
    number, shown = data.draw(st.sampled_from(small)) if small else (0, None)
    if shown is not None:
        table = page.tables[number]
        cells = tuple(shown if cell.at == shown.at else cell for cell in table.cells)
        assert not holds(exact.tables, [replace(table, cells=cells)], [])
        with pytest.raises(ValueError, match="must be withheld"):
            replace(page, tables=(_unlocked(table, cells),))


def _unlocked(table, cells):
    return replace(table, cells=cells)


def test_a_large_table_is_shown_whole():
    (table,) = outside(count("t", women_with("age", young=20, middle=10, old=5), (AGE,)))
    assert figures(table) == [20, 10, 5, 35]


def test_one_small_count_takes_the_cheapest_other_with_it():
    (table,) = outside(count("t", women_with("age", young=20, middle=7, old=3), (AGE,)))
    assert figures(table) == [20, None, None, 30]


def test_a_small_rest_hides_one_more():
    """Attack 2: two hidden counts that are four together say "each 0 to 4, together four"."""
    (table,) = outside(count("t", women_with("age", young=20, middle=1, old=3), (AGE,)))
    assert figures(table) == [None, None, None, 24]


def test_a_small_rest_stays_hidden_also_when_no_witness_needs_it():
    (table,) = outside(count("t", women_with("age", young=1, middle=3, old=20), (AGE,)))
    assert figures(table) == [None, None, None, 24]


def test_zeros_are_hidden_like_ones():
    (table,) = outside(count("t", women_with("age", young=20, middle=12), (AGE,)))
    assert figures(table) == [20, None, None, 32]


def test_everybody_alike_hides_the_row():
    """Attack 15: if all have it, the total would say so about each."""
    (table,) = outside(count("t", women_with("age", young=20), (AGE,)))
    assert figures(table)[0] is None
    assert figures(table)[3] == 20


def test_few_women_altogether_show_nothing():
    (table,) = outside(count("t", women_with("age", young=2, old=1), (AGE,)))
    assert table.all_withheld


def test_nobody_shows_nothing():
    assert all(table.all_withheld for table in outside(count("t", [], (AGE,))))


def test_almost_all_have_it_hides_how_many():
    """Attack 8: 18 of 20 says two have it not."""
    assessed = women_with("age", young=20)
    for number, woman in enumerate(assessed):
        woman["form"] = frozenset(
            form
            for form, those in (("psychological", number < 18), ("physical", number < 10))
            if those
        )
    (table,) = outside(count("t", assessed, (FORM,)))
    assert figures(table) == [None, 10, None, 20]


def test_one_with_two_hides_a_category():
    """Attack 10: mentions minus women would be the one woman with two kinds."""
    supported = women_with("age", young=20)
    for number, woman in enumerate(supported):
        woman["kind"] = {"talk": 1} if number < 9 else {"therapy": 1}
        if number in {8, 9, 10, 11, 12, 13}:
            woman["kind"] = {"practical": 1}
    supported[0]["kind"] = {"talk": 1, "therapy": 1}
    (table,) = outside(count("t", supported, (KIND,)))
    assert None in figures(table)


def test_the_same_number_in_two_tables_is_one_number():
    register = women_with("age", young=20, middle=7, old=3)
    for woman in register[:12]:
        woman["place"] = "near"
    one_way, two_way = outside(count("one", register, (AGE,)), count("two", register, (AGE, PLACE)))
    for each in AGE.places:
        assert one_way.cell({"age": each.id}).value == two_way.cell({"age": each.id}).value


def test_a_narrower_table_does_not_give_away_those_outside():
    """30 women, 28 of them in the narrower table, and no table with the difference."""
    register = women_with("age", young=15, middle=15)
    wide = count("wide", register, (dimension("age", ("young", "middle")),))
    narrow = count(
        "narrow",
        register[:28],
        (dimension("place", ("here",)),),
        within={"support": "any"},
    )
    first, second = outside(wide, narrow)
    assert first.total.withheld or second.total.withheld


def test_occasions_of_few_are_withheld_and_others_are_exact():
    page = for_audience(sample.exact_report(), Audience.EXTERNAL)
    occasions = page.table("sessions_by_intervention")
    assert occasions.cell({"intervention": "aftercare"}).withheld
    assert occasions.cell({"intervention": "counselling"}).value == 874
    assert figures(page.table("lessons")) == [11, 2, 13]


def test_what_cannot_be_by_definition_is_shown_as_nothing():
    register = women_with("age", young=20, middle=12)
    table = count("t", register, (AGE,), impossible=({"age": "old"},))
    (shown,) = outside(table)
    assert figures(shown) == [20, 12, 0, 32]


def test_the_impossible_in_crossed_tables_and_bases():
    register = women_with("age", young=20, middle=12)
    crossed = count(
        "crossed",
        register,
        (AGE, PLACE),
        impossible=tuple({"age": "old", "place": each.id} for each in PLACE.places),
    )
    (shown,) = outside(crossed)
    assert shown.cell({"age": "old"}).value == 0
    forms = count(
        "forms",
        register,
        (FORM, AGE),
        impossible=(
            *({"age": "old", "form": each.id} for each in FORM.places),
            {"age": "young", "form": "honour"},
        ),
    )
    (shown,) = outside(forms)
    assert shown.cell({"age": "young", "form": "honour"}).value == 0


def test_a_report_that_is_already_masked_is_not_masked_again():
    page = for_audience(sample.exact_report(), Audience.EXTERNAL)
    with pytest.raises(MiscountError, match="no longer exact"):
        for_audience(page, Audience.EXTERNAL)


def test_two_tables_that_disagree_are_our_bug():
    one = count("one", women_with("age", young=20), (AGE,))
    other = count("other", women_with("age", young=21), (AGE,))
    with pytest.raises(MiscountError, match="disagrees"):
        outside(one, other)


def test_the_sample_keeps_most_figures():
    page = for_audience(sample.exact_report(), Audience.EXTERNAL)
    one_way = [table for table in page.tables if len(table.dimensions) == 1]
    shown = sum(not cell.withheld for table in one_way for cell in table.cells)
    assert shown >= 0.75 * sum(len(table.cells) for table in one_way)
    assert not any(table.all_withheld for table in page.tables)


def test_when_the_search_finds_nothing_the_report_is_refused(monkeypatch):
    monkeypatch.setattr(Certificate, "extend", lambda *_args: False)
    with pytest.raises(UnsafeReport) as caught:
        outside(count("t", women_with("age", young=20, old=3), (AGE,)))
    assert caught.value.way_on.startswith("Välj en längre period")


def test_when_the_search_needs_it_whole_tables_are_hidden(monkeypatch):
    extend, calls = Certificate.extend, []

    def fails_first(certificate, place):
        calls.append(place)
        return len(calls) > 1 and extend(certificate, place)

    monkeypatch.setattr(Certificate, "extend", fails_first)
    small = count("small", women_with("age", young=20, old=3), (AGE,))
    large = count("large", women_with("place", here=9, near=9, far=9), (PLACE,), counts="calls")
    first, second = outside(small, large)
    assert None in figures(first)
    assert figures(second) == [9, 9, 9, 27]


def test_when_whole_tables_are_not_enough_everything_is_hidden(monkeypatch):
    extend, calls = Certificate.extend, []

    def fails_twice(certificate, place):
        calls.append(place)
        return len(calls) > 2 and extend(certificate, place)

    monkeypatch.setattr(Certificate, "extend", fails_twice)
    (table,) = outside(count("t", women_with("age", young=20, old=3), (AGE,)))
    assert None in figures(table)


def test_when_the_proof_fails_the_report_is_refused(monkeypatch):
    monkeypatch.setattr("kvinnobyran.statistics.withholding.holds", lambda *_args: False)
    with pytest.raises(UnsafeReport):
        outside(count("t", women_with("age", young=20, old=3), (AGE,)))


def test_the_search_gives_up_instead_of_trying_for_ever(monkeypatch):
    monkeypatch.setattr("kvinnobyran.statistics.witness._PATIENCE", 2)
    with pytest.raises(UnsafeReport):
        outside(count("t", women_with("age", young=20, old=3), (AGE,)))


def test_an_assessment_of_all_but_few_hides_both():
    register = women_with("assessment", assessed=30, not_asked=2)
    (table,) = outside(count("t", register, (ASSESSMENT,)))
    assert figures(table) == [None, None, 32]


def test_masked_cells_carry_nothing():
    page = for_audience(sample.exact_report(), Audience.EXTERNAL)
    hidden = [cell for table in page.tables for cell in table.cells if cell.withheld]
    assert hidden
    assert all(cell == Cell(cell.at, None, Status.SUPPRESSED) for cell in hidden)
    assert len({position(cell.at) for cell in hidden}) > 1
