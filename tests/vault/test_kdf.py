"""The cost of a guess: its bounds, its calibration, and what is derived from (security.md 3.2)."""

import resource
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.vault import kdf, primitives
from kvinnobyran.vault.kdf import (
    CEILING,
    DEFAULT,
    FLOOR,
    MIB,
    KdfParameters,
    at_least,
    calibrate,
    derive,
    normalised,
)
from kvinnobyran.vault.troubles import TooLittleMemory

SALT = bytes(range(16))


def test_argon2id_is_the_one_of_the_standard():
    """A fixed answer, so that no change of library makes a vault unreadable unnoticed."""
    expected = subprocess.run(
        [sys.executable, "-c", KNOWN], capture_output=True, text=True, check=True
    ).stdout
    assert derive(b"kork segel", salt=SALT, cost=FLOOR).hex() == expected.strip()


KNOWN = """
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
print(Argon2id(salt=bytes(range(16)), length=32, iterations=3, lanes=1, memory_cost=65536)
      .derive(b"kork segel").hex())
"""


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("skåp", "ska\u030ap"),
        (" kork  segel\t", "kork segel"),
        ("ﬁn", "fin"),
        ("a\u00a0b", "a b"),
    ],
)
def test_what_looks_the_same_is_the_same(typed, same):
    assert normalised(typed) == normalised(same)


@given(st.text())
def test_normalising_twice_changes_nothing_and_never_fails(text):
    once = normalised(text)
    assert normalised(once.decode("utf-8", "surrogatepass")) == once


def test_case_counts():
    assert normalised("Kork") != normalised("kork")


# --- memory -----------------------------------------------------------------------------------


def test_too_little_free_memory_is_said_before_computing(monkeypatch):
    monkeypatch.setattr(kdf, "free_memory_kib", lambda: FLOOR.memory_kib - 1)
    monkeypatch.setattr(kdf, "_argon2id", lambda *_: pytest.fail("computed"))
    with pytest.raises(TooLittleMemory):
        derive(b"x", salt=SALT, cost=FLOOR)


def test_memory_that_the_system_refuses_is_said_too():
    code = """
import resource
from kvinnobyran.vault.kdf import KdfParameters, derive
from kvinnobyran.vault.troubles import TooLittleMemory
cost = KdfParameters(memory_kib=512 * 1024, iterations=3, lanes=1)
resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, resource.RLIM_INFINITY))
try:
    derive(b"x", salt=bytes(16), cost=cost)
except TooLittleMemory:
    print("too little")
"""
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    ).stdout  # fmt: skip
    assert said == "too little\n"
    assert resource.getrlimit(resource.RLIMIT_AS)[1] == resource.RLIM_INFINITY


def test_a_refusal_in_the_middle_is_said_the_same_way(monkeypatch):
    def refusing(*_, **__):
        raise MemoryError("Not enough memory to derive key")

    monkeypatch.setattr(primitives, "argon2id", refusing)
    with pytest.raises(TooLittleMemory) as caught:
        derive(b"x", salt=SALT, cost=FLOOR)
    assert caught.value.__cause__ is None


def test_the_machines_memory_is_read(monkeypatch, tmp_path):
    assert 0 < kdf.free_memory_kib() <= kdf.memory_kib()
    odd = tmp_path / "meminfo"
    odd.write_text("Something: 5 kB\n")
    monkeypatch.setattr(kdf, "_MEMINFO", odd)
    assert kdf.memory_kib() == 2 * 1024 * MIB


def test_windows_is_asked_for_its_memory(monkeypatch, tmp_path):
    monkeypatch.setattr(kdf, "_MEMINFO", tmp_path / "none")
    assert kdf.memory_kib() == 2 * 1024 * MIB, "no Windows here: the smallest laptop is assumed"

    def tell(reference):
        status = reference._obj
        assert status[0] == 64
        status[1], status[2] = 8 * 2**30, 3 * 2**30
        return answer

    import ctypes

    kernel = SimpleNamespace(GlobalMemoryStatusEx=tell)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    answer = 1
    assert kdf.memory_kib() == 8 * 1024 * MIB
    assert kdf.free_memory_kib() == 3 * 1024 * MIB
    answer = 0
    assert kdf.memory_kib() == 2 * 1024 * MIB


# --- calibration ------------------------------------------------------------------------------


def machine(seconds_for_64_mib):
    """A machine whose time grows with the work, and which is disturbed now and then."""
    calls = []

    def seconds(cost):
        calls.append(cost)
        disturbed = 5 if len(calls) % 5 else 1
        return disturbed * seconds_for_64_mib * cost.work / (64 * MIB)

    return seconds


@given(st.floats(1e-4, 2.0), st.integers(1, 64))
def test_a_new_slot_costs_about_a_second_within_all_bounds(speed, gigabytes):
    ram = gigabytes * 1024 * MIB
    cost = calibrate(ram_kib=ram, seconds=machine(speed))
    cost.check()
    assert cost.memory_kib <= max(FLOOR.memory_kib, ram // 8)
    took = speed * cost.work / (64 * MIB)
    cheapest = FLOOR.work
    dearest = min(CEILING.memory_kib, max(FLOOR.memory_kib, ram // 8)) * CEILING.iterations
    if cheapest * 2 < cost.work < dearest // 2:
        assert 0.6 <= took <= 1.5
    elif cost.work == cheapest:
        assert took >= 0.3 or ram // 8 <= FLOOR.memory_kib


@pytest.mark.parametrize(
    ("speed", "gigabytes", "expected"),
    [
        (0.05, 16, (448, 3)),  # this year's office laptop
        (0.2, 4, (64, 6)),  # an old one
        (1.0, 4, (64, 3)),  # one that is too slow: the floor all the same
        (0.05, 2, (256, 6)),  # fast, with little memory: passes make up for it
        (0.0001, 64, (1024, 16)),  # faster than anything there is
    ],
)
def test_what_is_chosen(speed, gigabytes, expected):
    cost = calibrate(ram_kib=gigabytes * 1024 * MIB, seconds=machine(speed))
    assert (cost.memory_kib // MIB, cost.iterations) == expected


def test_on_this_machine_it_is_quick_and_within_the_bounds():
    calibrate().check()


def test_a_slot_is_never_lowered():
    dearer = KdfParameters(memory_kib=512 * MIB, iterations=3, lanes=2)
    assert at_least(FLOOR, dearer) == dearer
    assert at_least(dearer, FLOOR) == dearer
    DEFAULT.check()
