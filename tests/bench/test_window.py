"""The window: how soon it is there, and what it takes, beside a bare window of Qt."""

import json
import time
from typing import Any

import pytest

from tests.bench.conftest import interleave, median, mib, run_child
from tests.bench.large import PHRASE

pytestmark = [pytest.mark.bench, pytest.mark.xvfb, pytest.mark.slow]

STARTS = 9
SESSIONS = 5
OPENING = ("building its page", "asking for it", "building its overview", "painting")
"""What the opening of a case goes to."""


def child(environment, *words) -> dict[str, Any]:
    """Run a child; its moments are seconds since it was started."""
    begun = time.monotonic()
    found: dict[str, Any] = json.loads(run_child(environment, *words))
    for of in ("moments", "unlock"):
        if of in found:
            found[of] = {name: at - begun for name, at in found[of].items()}
    return found


def test_start_to_the_lock_page(table, office, bytecode):
    found: dict[str, list[dict[str, Any]]] = {"bare": [], "start": []}
    size = child(bytecode, "start", office.data)["size"]
    child(bytecode, "bare", *size)

    def run(kind, *words):
        found[kind].append(child(bytecode, kind, *words))
        return found[kind][-1]["moments"]["painted"]

    bare, ours = interleave(STARTS, lambda: run("bare", *size), lambda: run("start", office.data))
    table.ratio("start to the painted lock page", median(ours), median(bare), 2)
    stages = [
        {
            "Python and the command line": each["moments"]["cli"],
            "importing Qt": each["moments"]["qt"] - each["moments"]["cli"],
            "importing our modules": each["moments"]["application:begin"] - each["moments"]["qt"],
            "fonts, theme and style": each["moments"]["application:end"]
            - each["moments"]["application:begin"],
            "key file, lock and lock page": each["moments"]["shown"]
            - each["moments"]["application:end"],
            "first paint": each["moments"]["painted"] - each["moments"]["shown"],
        }
        for each in found["start"]
    ]
    table.shares({name: median([stage[name] for stage in stages]) for name in stages[0]})
    for what in ("resident", "own"):
        table.ratio(
            f"memory at the lock page ({what})",
            median([each["memory"][what] for each in found["start"]]),
            median([each["memory"][what] for each in found["bare"]]),
            None,
            show=mib,
        )


def test_unlock_capture_case_and_memory(table, office, bytecode):
    size = child(bytecode, "start", office.data)["size"]
    bare, ours = [], []
    for _ in range(SESSIONS):
        bare.append(child(bytecode, "bare", *size))
        ours.append(child(bytecode, "session", office.data, office.large_case, PHRASE))
    parts = [unlock_parts(each["unlock"]) for each in ours]
    beyond = [sum(part.values()) for part in parts]
    table.limit("unlock to Idag, beyond the key derivation", median(beyond), 0.3)
    table.shares({name: median([part[name] for part in parts]) for name in parts[0]})
    derived = median([each["unlock"]["kdf:end"] - each["unlock"]["kdf:begin"] for each in ours])
    table.remark(f"the key derivation itself, at its lowest cost here: {derived:.2f} s")
    table.limit(
        "Ctrl+N to the cursor, the first time", median([each["ctrl_n"][0] for each in ours]), None
    )
    table.limit(
        "Ctrl+N to the cursor, median of 20",
        median([median(each["ctrl_n"][1:]) for each in ours]),
        0.1,
    )
    for what, goal in (("resident", 2.0), ("own", None)):
        table.ratio(
            f"memory at Idag ({what})",
            median([each["memory"][what] for each in ours]),
            median([each["memory"][what] for each in bare]),
            goal,
            show=mib,
        )
    opened = {name: median([each["case"][name] for each in ours]) for name in ours[0]["case"]}
    table.limit("a case with 300 notes and 40 sessions: open", opened["open"], 0.15)
    table.shares({name: opened[name] for name in OPENING})
    for tab, name in (
        ("sessions", "its tab with 40 sessions"),
        ("notes", "its tab with 300 notes"),
        ("timeline", "its timeline of all of that"),
    ):
        table.limit(name, opened[tab], 0.15)


def unlock_parts(moments: dict[str, float]) -> dict[str, float]:
    """Return what the way from Enter to Idag went to, without the key derivation."""
    return {
        "key slots and seals": moments["database:begin"]
        - moments["office:begin"]
        - (moments["kdf:end"] - moments["kdf:begin"]),
        "opening the database": moments["database:end"] - moments["database:begin"],
        "the worker's way there and back": moments["window:begin"]
        - moments["database:end"]
        + moments["office:begin"]
        - moments["unlock"],
        "building the window": moments["window:end"] - moments["window:begin"],
        "showing it, and asking where she was": moments["page"] - moments["window:end"],
        "Idag's questions and painting": moments["idag"] - moments["page"],
    }
