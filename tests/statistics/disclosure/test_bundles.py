"""Bundles of edits: found for nothing, or bought as cheaply as can be."""

import pytest

from kvinnobyran.statistics.disclosure import bundles
from kvinnobyran.statistics.disclosure.bundles import Limit, LimitError, Search, added, together
from kvinnobyran.statistics.disclosure.cells import Change, Woman
from kvinnobyran.statistics.disclosure.edits import Edit, weights

NOBODY = Woman(frozenset(), frozenset())


def edit(woman, **delta):
    return Edit(Change(woman, NOBODY), {int(cell[1:]): by for cell, by in delta.items()})


OUT, BACK, AWAY = edit("a", c0=1, c1=1), edit("b", c1=-1, c2=1), edit("c", c2=-1)


def search(*edits, prices, steps=1000):
    return Search(list(edits), prices, 3, 1, Limit(steps, lambda: True))


def pull(each):
    return each.delta.get(0, 0)


def test_three_edits_that_cancel_out_are_found():
    found = search(OUT, BACK, AWAY, prices={1: 1.0, 2: 1.0}).find([OUT], pull, set(), 3)
    assert found == [OUT, BACK, AWAY]
    assert together(found) == {0: 1}


def test_not_with_women_that_are_used_up():
    shelf = search(OUT, BACK, AWAY, prices={1: 1.0, 2: 1.0})
    assert shelf.find([OUT], pull, {"c"}, 3) is None
    assert shelf.find([OUT], pull, {"a"}, 3) is None


def test_hidden_cells_may_change():
    shelf = search(OUT, BACK, AWAY, prices={1: 1.0, 2: 1.0})
    shelf.hide(1)
    assert shelf.find([OUT], pull, set(), 3) == [OUT]


def test_the_cheapest_is_bought_and_a_neutral_one_is_left_as_it_is():
    shelf = search(OUT, BACK, prices={1: 9.0, 2: 2.0})
    assert shelf.buy([OUT], pull, set()) == [OUT, BACK]
    assert shelf.cost([OUT, BACK]) == 2.0
    free = search(OUT, BACK, AWAY, prices={1: 9.0})
    assert free._cheaper([OUT, BACK], lambda _edit: True) == [OUT, BACK]


def test_what_was_printed_before_is_not_for_sale():
    assert search(OUT, prices={1: float("inf")}).buy([OUT], pull, set()) is None


def test_a_search_gives_up_when_enough_was_tried(monkeypatch):
    monkeypatch.setattr(bundles, "_TRIED", 0)
    assert search(OUT, BACK, prices={1: 1.0}).find([OUT], pull, set(), 2) is None


def test_work_has_a_limit():
    with pytest.raises(LimitError):
        search(OUT, BACK, AWAY, prices={1: 1.0, 2: 1.0}, steps=0).find([OUT], pull, set(), 3)
    with pytest.raises(LimitError):
        Limit(5000, lambda: False).step(2000)


def test_weights_are_the_same_in_every_run():
    assert weights(1, 2) == weights(1, 3)[:2]
    assert all(0 <= each < 2**62 for each in weights(2, 50))
    assert weights(1, 5) != weights(2, 5)
    assert added({1: 1}, {1: -1, 2: 3}) == {2: 3}
