"""What has been printed cannot be taken back: later reports keep to it."""

from dataclasses import replace

import pytest

from kvinnobyran.statistics.disclosure import board
from kvinnobyran.statistics.disclosure.cells import Frame, Key, Woman
from kvinnobyran.statistics.disclosure.certificate import Publication
from kvinnobyran.statistics.disclosure.method import Unproven, certify
from kvinnobyran.statistics.disclosure.verifier import Rules, is_proven
from tests.statistics.disclosure.offices import (
    AGE,
    H1,
    H2,
    OFFICE,
    ONE_WAY,
    TWO_WAY,
    YEAR,
    named,
    office,
    office_task,
    small_task,
    tables,
    woman,
)


def known_by(register, span):
    """The register as it stands at the end of a span: nobody has come later yet."""
    return {
        name: replace(each, periods=each.periods & span)
        for name, each in register.items()
        if each.periods & span
    }


def in_turn(register, plan):
    """Certify one report after the other; yields each with what came before."""
    earlier = ()
    for templates, span, known in plan:
        task = office_task(known_by(register, known), templates, span, earlier=earlier)
        certificate = certify(task, seeds=(1, 2))
        yield task, certificate
        earlier += (certificate.publication,)


def test_the_second_half_that_was_never_printed_stays_hidden():
    """8 less 6 leaves 2 (attack 4): the year cannot show the old."""
    women = [woman("old")] * 6 + [woman("young")] * 12 + [woman("middle")] * 9
    later = [woman("old", periods=("H2",))] * 2 + [woman("young", periods=("H2",))] * 14
    register = named([*women, *later, *[woman("middle", periods=("H2",))] * 8])
    frame = Frame((AGE,), ("H1", "H2"))
    base = small_task(register, frame=frame, tables=tables(frame, "age"))
    half = certify(replace(base, periods=H1))
    old = frozenset({("age", "old")})
    assert half.page[Key(old, H1)] == 6
    year = certify(replace(base, periods=YEAR, earlier=(half.publication,)))
    assert year.page[Key(old, YEAR)] is None
    alone = certify(replace(base, periods=YEAR))
    assert alone.page[Key(old, YEAR)] == 8


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("number", "seed"), [(20, 1), (40, 2), pytest.param(60, 3, marks=pytest.mark.faults)]
)
def test_four_reports_in_turn_are_proven_together_or_refused(number, seed):
    plan = [(ONE_WAY, H1, H1), (ONE_WAY, H2, YEAR), (TWO_WAY, YEAR, YEAR), (TWO_WAY, YEAR, YEAR)]
    pages = []
    try:
        for task, certificate in in_turn(office(number, seed), plan):
            pages.append(certificate.page)
            assert all(task.frame.count(key, task.register) == value
                       for page in pages for key, value in page.items() if value)  # fmt: skip
    except Unproven:
        return
    assert pages[3].keys() == pages[2].keys()


def test_what_an_earlier_report_shows_is_shown_again():
    found = [*in_turn(office(60, 4), [(ONE_WAY, YEAR, YEAR), (TWO_WAY, YEAR, YEAR)])]
    (_task, first), (_later, second) = found
    shown = {key: value for key, value in first.page.items() if value is not None}
    assert shown.items() <= second.page.items()


def test_an_earlier_witness_is_carried_over_when_the_search_finds_none():
    """With no work allowed for the search, what the first report left is still enough."""
    register = office(25, 1)
    first = certify(office_task(register, ONE_WAY, YEAR), seeds=(1,))
    task = office_task(register, ONE_WAY, YEAR, earlier=(first.publication,))
    from kvinnobyran.statistics.disclosure import method

    run = method._Run(method.Board(task), 1, method.Limit(10**6, lambda _share: True))
    run._walk = lambda number, goal, *untouched, buying=True: None
    carried = run.certificate()
    assert carried is not None
    assert is_proven(Rules(OFFICE), register, carried.page, [first.page], carried.witnesses)


def test_what_a_carried_witness_changes_is_hidden():
    register = known_by(office(40, 2), H1)
    first = certify(office_task(register, ONE_WAY, H1), seeds=(1,))
    assert first.witnesses
    task = office_task(register, TWO_WAY, H1, earlier=(first.publication,))
    from kvinnobyran.statistics.disclosure import method

    run = method._Run(method.Board(task), 1, method.Limit(10**6, lambda _share: True))
    before = len(run._search.prices)
    run._walk = lambda number, goal, *untouched, buying=True: None
    run.certificate()
    assert len(run._search.prices) < before


def test_a_witness_that_changes_what_was_printed_is_not_carried_on():
    register = office(25, 1)
    first = certify(office_task(register, ONE_WAY, YEAR), seeds=(1,))
    name, was = next((n, w) for n, w in register.items() if ("age", "young") in w.pairs)
    moved = Woman(was.pairs - {("age", "young")} | {("age", "middle")}, was.periods)
    from kvinnobyran.statistics.disclosure import method
    from kvinnobyran.statistics.disclosure.cells import Change

    gone = ((Change("purged", was),),)
    wrong = Publication(first.page, (((Change(name, moved),),), gone, *first.witnesses))
    task = office_task(register, TWO_WAY, YEAR, earlier=(wrong,))
    run = method._Run(method.Board(task), 1, method.Limit(10**6, lambda _share: True))
    run._walk = lambda number, goal, *untouched, buying=True: None
    found = run.certificate()
    assert found is None or is_proven(
        Rules(OFFICE), register, found.page, [first.page], found.witnesses
    )


@pytest.mark.parametrize("everybody", [1_500, 0])
def test_a_report_after_an_unsafe_one_is_refused(monkeypatch, everybody):
    """What was given away by hand cannot be proven safe any more, nor when all are looked at."""
    monkeypatch.setattr(board, "_EVERYBODY", everybody)
    register = named([woman("young")] * 14 + [woman("middle")] * 9 + [woman("old")] * 2)
    frame = Frame((AGE,), ("H1",))
    base = small_task(register, frame=frame, tables=tables(frame, "age"))
    page = {Key(frozenset({("age", age)}), H1): n for age, n in (("young", 14), ("middle", 9))}
    page |= {Key(frozenset({("age", "old")}), H1): None, Key(frozenset(), H1): 25}
    with pytest.raises(Unproven):
        certify(replace(base, earlier=(Publication(page),)))
