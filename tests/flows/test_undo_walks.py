"""Undo of any commands gives an identical register: each step back is what it was before it."""

import pytest

from kvinnobyran.store.filling import filling
from tests.empty_register import empty_register
from tests.faults.length import times
from tests.flows.walk import APART, CannotMakeError, Walk, commands, walk

OF_NOBODY = """
    SELECT c.code FROM support_case AS c JOIN counsellor_change AS n ON n.case_id = c.id
    WHERE n.number = (SELECT max(number) FROM counsellor_change WHERE case_id = c.id)
    AND n.counsellor <> c.counsellor
"""


@pytest.fixture
def register(tmp_path):
    database = empty_register(tmp_path)
    with filling(database):
        yield database
    database.close()


def go_and_come_back(register, folder, seed, steps) -> Walk:
    way = walk(register, folder, seed, steps)
    # One rule keeps a case and the history of its counsellors together.
    assert register.wire.rows(OF_NOBODY) == []
    way.take_back()
    assert register.verify_journal() == []
    return way


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(6))
def test_undo_of_a_short_walk_gives_an_identical_register(register, tmp_path, seed):
    go_and_come_back(register, tmp_path, seed, 60)


def test_undo_of_200_commands_gives_an_identical_register(register, tmp_path):
    way = go_and_come_back(register, tmp_path, 200, 200)
    took = +way.took
    print(f"{took.total()} of 200 commands took effect, {len(took)} different ones")
    # A walk on which everything is refused would prove nothing.
    assert took.total() >= 30
    assert len(took) >= 15


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(1000, 1000 + times(20, 200)))
def test_undo_of_200_walks_gives_an_identical_register(register, tmp_path, seed):
    go_and_come_back(register, tmp_path, seed, 200)


def test_every_flow_is_walked_over(register, tmp_path):
    """A flow whose arguments cannot be made is a hole in the proof: say how in ``walk.py``."""
    way = Walk(register, tmp_path, 1)
    holes = []
    for name, flow in commands().items():
        try:
            for _ in range(5):
                way.arguments(flow)
        except CannotMakeError as error:
            holes.append(f"{name}: {error}")
    assert holes == []
    assert all(reason for reason in APART.values())
