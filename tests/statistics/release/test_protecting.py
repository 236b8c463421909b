"""A report for outside, after others: what it shows is true, proven, and adds up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvinnobyran.statistics.disclosure.cells import Key
from kvinnobyran.statistics.release.frames import base_periods, cell_key, within
from kvinnobyran.statistics.release.lives import MARK
from kvinnobyran.statistics.release.proofs import issue_from_text, issue_to_text
from kvinnobyran.statistics.release.protecting import (
    Cancelled,
    Issue,
    Proof,
    Protected,
    Setting,
    holds,
    protect,
)
from kvinnobyran.statistics.tables import TOTAL, Cell, Status
from tests.statistics.release.offices import halves, in_turn, tables, visits, year

ONE, TWO = halves(2027)
PLAN = ((ONE, False), (TWO, False), (year(2027), True), (halves(2028)[0], False))


def true_figure(found, days, table, at):
    """Count by hand who is in a cell: any visit in the days, with any of her marks."""
    here = {}
    for who, day, lasting, contact, forms in found:
        if day in days:
            woman = here.setdefault(who, {"contact": set(), "form": set(), **lasting})
            woman["contact"].add(contact)
            if contact == "support":
                woman["form"] |= forms
    count = 0
    for woman in here.values():
        wanted = {name: value for name, value in at.items() if value != TOTAL}
        if not any(name == "form" for name in wanted):
            wanted = {**table.within, **wanted}
        count += all(
            value in woman[name] if isinstance(woman[name], set) else woman[name] == value
            for name, value in wanted.items()
        )
    return count


@pytest.mark.unmeasured
@settings(max_examples=3)
@given(st.integers(20, 110), st.integers(0, 99))
def test_four_reports_in_turn_are_true_proven_and_add_up(number, seed):
    found = visits(number, seed, years=(2027, 2028))
    for days, protected, worlds, earlier in in_turn(found, PLAN):
        assert holds(protected, worlds, days, earlier, 5)
        for table in protected.tables:
            for cell in table.cells:
                if cell.value is not None:
                    assert cell.value >= 5
                    assert cell.value == true_figure(found, days, table, cell.at)
            for dimension, whole, parts in table.lines():
                shown = [table.cell(each).value for each in parts]
                total = table.cell(whole).value
                if not dimension.multiple and total is not None and None not in shown:
                    assert sum(shown) == total


def test_the_verifier_refuses_a_figure_that_was_printed_after_all():
    found = visits(60, 3)
    ((days, protected, worlds, earlier),) = in_turn(found, [(ONE, True)])
    assert holds(protected, worlds, days, earlier, 5)
    table = next(table for table in protected.tables if table.any_withheld)
    hidden = next(cell for cell in table.cells if cell.withheld)
    value = true_figure(found, days, table, hidden.at)
    shown = replace(
        table,
        cells=tuple(Cell(c.at, value, Status.EXACT) if c is hidden else c for c in table.cells),
    )
    tables = tuple(shown if each is table else each for each in protected.tables)
    assert not holds(Protected(tables, protected.proofs), worlds, days, earlier, 5)
    proof = protected.proofs["women"]
    key = cell_key(table, hidden.at, within(days, base_periods([days])))
    wider = Proof(proof.questions, {**proof.page, key: value}, proof.witnesses)
    printed = Protected(tables, {"women": wider})
    assert not holds(printed, worlds, days, earlier, 5)


def test_the_same_register_gives_the_same_page():
    found = visits(50, 8)
    first, again = (list(in_turn(found, PLAN[:2])) for _ in range(2))
    assert [each[1] for each in first] == [each[1] for each in again]


def test_a_higher_threshold_hides_more():
    found = visits(70, 5)
    ((*_, protected, _worlds, _earlier),) = in_turn(found, [(ONE, False)], threshold=8)
    shown = [cell.value for table in protected.tables for cell in table.cells if cell.value]
    assert shown
    assert min(shown) >= 8


@pytest.mark.parametrize("number", [0, 1, 4])
def test_hardly_any_women_print_nothing(number):
    ((_days, protected, _worlds, _earlier),) = in_turn(visits(number, 1), [(ONE, False)])
    assert all(table.all_withheld for table in protected.tables)


def test_a_key_is_one_cell_wherever_it_stands():
    ((days, protected, _worlds, _earlier),) = in_turn(visits(60, 3), [(ONE, True)])
    periods = within(days, base_periods([days]))
    totals = {
        cell_key(table, {each.id: TOTAL for each in table.dimensions}, periods)
        for table in protected.tables
        if not table.within
    }
    assert totals == {Key(frozenset(), periods)}


def third_half():
    """What the third half-year after two others is made from, with those two as they were kept."""
    found = visits(60, 3)
    *_, (days, protected, worlds, earlier) = in_turn(found, [(ONE, True), (TWO, False)])
    marked = [replace(table, heads=MARK) for table in tables(found, days)]
    return marked, worlds, days, earlier, protected


def test_a_proof_that_was_kept_as_text_is_the_same_proof():
    _marked, worlds, days, earlier, protected = third_half()
    issue = Issue(days, protected.proofs)
    text = issue_to_text(issue)
    kept = issue_from_text(text, days)
    assert issue_to_text(kept) == text
    proof, again = issue.proofs["women"], kept.proofs["women"]
    assert (proof.questions, proof.page) == (again.questions, again.page)
    assert len(again.witnesses) == len(proof.witnesses) > 0
    assert again.witnesses[0] == proof.witnesses[0]
    assert [*again.witnesses] == [*proof.witnesses]
    assert holds(Protected(protected.tables, kept.proofs), worlds, days, earlier, 5)


def test_a_later_report_is_the_same_whether_earlier_proofs_were_kept_as_text_or_not():
    marked, worlds, days, earlier, protected = third_half()
    kept = [issue_from_text(issue_to_text(each), each.days) for each in earlier]
    assert protect(marked, worlds, days, kept) == protected


def test_the_work_says_how_far_it_has_come_and_can_be_broken_off():
    marked, worlds, days, earlier, _protected = third_half()
    shares = []
    protect(marked, worlds, days, earlier, Setting(go_on=lambda each: not shares.append(each)))
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.2
    assert 0.8 < shares[-1] <= 1
    with pytest.raises(Cancelled):
        protect(marked, worlds, days, earlier, Setting(go_on=lambda share: share < 0.5))
