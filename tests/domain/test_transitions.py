"""Every change of state that domain.md 3.2 does not draw is refused by every flow.

Each machine is walked pair by pair: a record is put into the first state, and every flow that
writes the state tries to make it the second. What is drawn succeeds in some flow; what is not
drawn, and is not several drawn steps in one sitting, is refused by all of them.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from typing import Any

import pytest

import kvinnobyran.domain
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.store.filling import filling
from tests.domain.machines import MACHINES, Machine
from tests.empty_register import empty_register
from tests.flows.conftest import Office

PAIRS = [
    (name, before, after)
    for name, machine in MACHINES.items()
    for before in machine.transitions
    for after in machine.transitions
    if before is not after
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Yield one office for all pairs: each has its own case in it."""
    database = empty_register(tmp_path_factory.mktemp("transitions"))
    with filling(database):
        yield Office(database)
    database.close()


def stood(office: Office, machine: Machine, state: Enum) -> Any:
    """Return a record that stands in a state, in a case of its own."""
    opened = office.case()
    record = machine.made(office, opened, state)
    with office.work.step("Prov") as tx:
        if tx.get(type(record), record.id) is None:
            tx.insert(record)
        else:
            tx.update(record)
    return record


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("name", "before", "after"),
    PAIRS,
    ids=[f"{name}: {before.value} -> {after.value}" for name, before, after in PAIRS],
)
def test_only_what_is_drawn_happens(office: Office, name: str, before: Enum, after: Enum) -> None:
    machine = MACHINES[name]
    drawn = after in machine.transitions[before] or (before, after) in machine.sittings
    reached = False
    record = stood(office, machine, before)
    head = office.database.head()
    for number in range(len(list(machine.ways(office.work, record, after)))):
        if office.database.head() != head:  # a flow that was refused leaves the record as it stood
            record = stood(office, machine, before)
            head = office.database.head()
        way = list(machine.ways(office.work, record, after))[number]
        with suppress(Refused):
            way()
        now = office.database.get(type(record), record.id)
        state = getattr(now, machine.field)
        assert state is before or drawn, "a flow did what is not drawn"
        reached = reached or state is after
    assert reached == drawn


def test_every_life_cycle_of_the_house_is_walked() -> None:
    walked = {id(machine.transitions) for machine in MACHINES.values()}
    found: dict[str, object] = {}
    for module in pkgutil.walk_packages(kvinnobyran.domain.__path__, "kvinnobyran.domain."):
        names = vars(importlib.import_module(module.name))
        found |= {
            f"{module.name}.{name}": value
            for name, value in names.items()
            if name.endswith("TRANSITIONS")
        }
    assert {name for name, value in found.items() if id(value) not in walked} == set()
