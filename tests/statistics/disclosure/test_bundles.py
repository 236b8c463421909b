"""Bundles of edits: found for nothing, or bought as cheaply as can be."""

import pytest

from kvinnobyran.statistics.disclosure import bundles
from kvinnobyran.statistics.disclosure.bundles import Limit, LimitError, Search, added, together
from kvinnobyran.statistics.disclosure.edits import Edit, Kind, weights


def kind(*women, **delta):
    changed = {int(cell[1:]): by for cell, by in delta.items()}
    return Kind(changed, [Edit(woman, 0, frozenset(), changed) for woman in women])


OUT, BACK, AWAY = kind("a", c0=1, c1=1), kind("b", c1=-1, c2=1), kind("c", c2=-1)


def search(*kinds, prices, steps=1000):
    return Search(list(kinds), prices, 3, 1, Limit(steps, lambda _share: True))


def pull(delta):
    return delta.get(0, 0)


def women(bundle):
    return bundle and [edit.woman for edit in bundle]


def test_three_edits_that_cancel_out_are_found():
    found = search(OUT, BACK, AWAY, prices={1: 1.0, 2: 1.0}).find([OUT], pull, set(), 3)
    assert women(found) == ["a", "b", "c"]
    assert together(found) == {0: 1}


def test_four_edits_that_cancel_out_are_found():
    middle = kind("d", c2=-1, c3=1)
    last = kind("e", c3=-1)
    shelf = Search([OUT, BACK, middle, last], dict.fromkeys((1, 2, 3), 1.0), 4, 1,
                   Limit(1000, lambda _share: True))  # fmt: skip
    assert women(shelf.find([OUT], pull, set(), 4)) == ["a", "b", "d", "e"]
    assert shelf.find([OUT], pull, set(), 3) is None
    assert shelf.find([OUT], pull, set(), 3) is None  # nor the second time it is asked
    shelf.hide(3)
    assert women(shelf.find([OUT], pull, set(), 3)) == ["a", "b", "d"]
    shelf.show(3, 1.0)
    assert shelf.find([OUT], pull, set(), 3) is None


def test_whoever_of_a_kind_is_free_takes_her_turn():
    shelf = search(kind("a", "b", "c", c0=1), prices={})
    out = shelf.free.kinds[0]
    assert [women(shelf.find([out], pull, set(), 1)) for _turn in range(4)] == [
        ["a"], ["b"], ["c"], ["a"],
    ]  # fmt: skip
    assert women(shelf.find([out], pull, {"b"}, 1)) == ["c"]
    twice = search(kind("a", c0=1, c1=1), kind("a", c1=-1), prices={1: 1.0})
    assert twice.find(twice.free.kinds, pull, set(), 2) is None


def test_not_with_women_that_are_used_up():
    shelf = search(OUT, BACK, AWAY, prices={1: 1.0, 2: 1.0})
    assert shelf.find([OUT], pull, {"c"}, 3) is None
    assert shelf.find([OUT], pull, {"a"}, 3) is None


def test_hidden_cells_may_change():
    shelf = search(OUT, BACK, AWAY, prices={1: 1.0, 2: 1.0})
    shelf.hide(1)
    assert women(shelf.find([OUT], pull, set(), 3)) == ["a"]


def test_the_cheapest_is_bought_and_a_neutral_one_is_left_as_it_is():
    shelf = search(OUT, BACK, prices={1: 9.0, 2: 2.0})
    assert women(shelf.buy([OUT], pull, set())) == ["a", "b"]
    assert shelf.cost([OUT, BACK]) == 2.0
    free = search(OUT, BACK, AWAY, prices={1: 9.0})
    assert free._cheaper([OUT, BACK], lambda _kind: True) == [[OUT, BACK]]


def test_what_was_printed_before_is_not_for_sale():
    assert search(OUT, prices={1: float("inf")}).buy([OUT], pull, set()) is None


def test_a_search_gives_up_when_enough_was_tried(monkeypatch):
    monkeypatch.setattr(bundles, "_TRIED", -1)
    assert search(OUT, BACK, prices={1: 1.0, 2: 1.0}).find([OUT], pull, set(), 4) is None


def test_work_has_a_limit():
    with pytest.raises(LimitError):
        search(OUT, BACK, AWAY, prices={1: 1.0, 2: 1.0}, steps=0).find([OUT], pull, set(), 3)
    with pytest.raises(LimitError):
        Limit(9000, lambda _share: False).step(5000)


def test_weights_are_the_same_in_every_run():
    assert weights(1, 2) == weights(1, 3)[:2]
    assert all(0 <= each < 2**62 for each in weights(2, 50))
    assert weights(1, 5) != weights(2, 5)
    assert added({1: 1}, {1: -1, 2: 3}) == {2: 3}
