"""Figures of occasions stand only where the women behind them do (disclosure.md 3.2 step 10)."""

from dataclasses import replace

import pytest

from kvinnobyran.statistics.release import lives
from kvinnobyran.statistics.release.occasions import LEAST_WOMEN, protected
from kvinnobyran.statistics.release.protecting import Setting, protect
from kvinnobyran.statistics.tables import TOTAL, Cell, Status, Table
from kvinnobyran.statistics.tally import cells
from tests.statistics.release.offices import CONTACT, halves, tables, visits

ONE, _ = halves(2027)


def sessions(counts, *, women="women"):
    """Return so many sessions per kind of contact."""
    marks = [({"contact": kind}, number) for kind, number in counts.items()]
    return Table(
        id="sessions",
        title="Samtal",
        counts="sessions",
        unit="samtal",
        persons=False,
        guard=women,
        dimensions=(CONTACT,),
        cells=cells((CONTACT,), marks),
        definition="Påhittat.",
    )


def printed(number, counts):
    """Return a half-year's women and their sessions, protected together."""
    made = tables(visits(number, 3), ONE)
    worlds = lives.merged([], lives.lives_of(made), ONE)
    marked = [replace(table, heads=lives.MARK) for table in made]
    done = {each.id: each for each in protect([*marked, sessions(counts)], worlds, ONE, [],
                                              Setting()).tables}  # fmt: skip
    return done["women"], done["sessions"]


@pytest.mark.parametrize("number", [4, 12, 60])
def test_sessions_of_few_women_are_hidden_with_them(number):
    women, held = printed(number, {"support": 400, "assessment": 300})
    for kind in ("support", "assessment", TOTAL):
        at = {"contact": kind}
        behind = women.cell(at).value
        if behind is None or behind < LEAST_WOMEN:
            assert held.cell(at).withheld, (number, kind)
    assert held.any_withheld or all(
        (women.cell({"contact": kind}).value or 0) >= LEAST_WOMEN
        for kind in ("support", "assessment")
    )


def test_sessions_of_many_women_are_exact_and_hardly_more_than_one_each_are_not():
    women, held = printed(60, {"support": 400, "assessment": 300})
    shown = women.cell({"contact": "support"}).value
    assert shown is not None
    assert held.cell({"contact": "support"}).value == 400
    _, few = printed(60, {"support": shown + 4, "assessment": 300})
    assert few.cell({"contact": "support"}).withheld


def test_a_total_that_gives_one_hidden_row_away_is_hidden_too():
    women = tables(visits(60, 3), ONE)[0]
    hidden = replace(
        women,
        cells=tuple(
            Cell(cell.at, None, Status.SUPPRESSED)
            if cell.at == {"contact": "assessment"}
            else replace(cell, value=50)
            for cell in women.cells
        ),
    )
    out = protected(sessions({"support": 400, "assessment": 300}), hidden, [], 5)
    assert out.cell({"contact": "support"}).value == 400
    assert out.cell({"contact": "assessment"}).withheld
    assert out.cell({"contact": TOTAL}).withheld, "400 from 700 would be 300"


def test_sessions_whose_women_are_in_no_table_are_hidden():
    made = [replace(each, heads=lives.MARK) for each in tables(visits(60, 3), ONE)]
    worlds = lives.merged([], lives.lives_of(tables(visits(60, 3), ONE)), ONE)
    alone = sessions({"support": 400, "assessment": 300}, women="nowhere")
    done = {each.id: each for each in protect([*made, alone], worlds, ONE, [], Setting()).tables}
    assert done["sessions"].all_withheld
