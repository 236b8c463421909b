"""Figures of occasions stand only where the women behind them do (disclosure.md 3.2 step 10)."""

from dataclasses import replace

import pytest

from kvinnobyran.statistics.release import lives
from kvinnobyran.statistics.release.occasions import LEAST_WOMEN, protected, stand
from kvinnobyran.statistics.release.protecting import Setting, holds, protect
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


@pytest.mark.parametrize("number", [12, 60])
def test_the_last_lock_finds_each_session_that_was_let_out(number):
    """Whatever hides them, a figure that was put back is found by ``holds`` (step 8)."""
    made = tables(visits(number, 3), ONE)
    worlds = lives.merged([], lives.lives_of(made), ONE)
    marked = [replace(table, heads=lives.MARK) for table in made]
    exact = sessions({"support": 400, "assessment": 300})
    out = protect([*marked, exact], worlds, ONE, [], Setting())
    threshold = Setting().threshold
    assert holds(out, worlds, ONE, [], threshold)
    (held,) = [each for each in out.tables if each.id == "sessions"]
    women = next(each for each in out.tables if each.id == "women")
    behind = women.cell({"contact": "support"}).value or 0
    forged = [
        sessions({"support": behind + threshold - 1, "assessment": 300}),
        *([exact] if held.any_withheld else []),
        replace(exact, guard="nowhere"),
    ]
    for each in forged:
        others = [table for table in out.tables if table.id != "sessions"]
        assert not holds(replace(out, tables=(*others, each)), worlds, ONE, [], threshold)


@pytest.mark.parametrize(
    ("figures", "elsewhere", "stands"),
    [
        ({"support": 400, "assessment": None, TOTAL: None}, [], True),
        ({"support": 400, "assessment": None, TOTAL: 700}, [], False),
        ({"support": None, "assessment": None, TOTAL: 700}, [(20, 30)], True),
        ({"support": None, "assessment": None, TOTAL: 700}, [(0, 0)], False),
        ({"support": None, "assessment": None, TOTAL: 700}, [(400, 296)], False),
        ({"support": 54, "assessment": 300, TOTAL: 354}, [], False),
    ],
)
def test_the_last_lock_subtracts_as_a_reader_does(figures, elsewhere, stands):
    women = tables(visits(60, 3), ONE)[0]
    women = replace(women, cells=tuple(replace(cell, value=50) for cell in women.cells))
    exact = sessions({"support": 400, "assessment": 300})
    printed_ = replace(
        exact,
        cells=tuple(
            Cell(cell.at, None, Status.SUPPRESSED)
            if figures[cell.at["contact"]] is None
            else replace(cell, value=figures[cell.at["contact"]])
            for cell in exact.cells
        ),
    )
    assert stand(printed_, women, elsewhere, 5) is stands


def test_sessions_whose_women_are_in_no_table_are_hidden():
    made = [replace(each, heads=lives.MARK) for each in tables(visits(60, 3), ONE)]
    worlds = lives.merged([], lives.lives_of(tables(visits(60, 3), ONE)), ONE)
    alone = sessions({"support": 400, "assessment": 300}, women="nowhere")
    done = {each.id: each for each in protect([*made, alone], worlds, ONE, [], Setting()).tables}
    assert done["sessions"].all_withheld
