"""The independent attacker tries our pages. It stands beside the clone or not at all."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kvinnobyran.statistics.disclosure.cells import Frame, Key
from kvinnobyran.statistics.disclosure.method import certify
from tests.statistics.disclosure.facts import case
from tests.statistics.disclosure.offices import (
    AGE,
    FORM,
    H1,
    YEAR,
    named,
    office,
    office_task,
    small_task,
    tables,
    woman,
)
from tests.statistics.disclosure.test_method import small_numbers

ATTACKER = Path(__file__).resolve().parents[4] / "shared" / "disclosure-cases" / "attack.py"

FRAME = Frame((AGE, FORM), ("H1", "H2"))

pytestmark = pytest.mark.skipif(
    not ATTACKER.is_file(), reason="The attacker of the house does not stand beside this clone."
)


def verdicts(folder, frame, register, pages, counts):
    """Let the attacker see the pages; what it says of each count."""
    file = folder / "case.json"
    file.write_text(json.dumps(case(frame, register, pages, counts)))
    told = subprocess.run(
        [sys.executable, ATTACKER, file, "--engine", "exact", "--json"],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    (answer,) = json.loads(told.stdout)
    assert answer["feasible"]
    return [each["verdict"] for each in answer["results"]]


def test_it_finds_what_is_easy_to_find(tmp_path):
    """14 and 9 of 25 leave 2: an attacker that says safe to everything would prove nothing."""
    frame = Frame((AGE,), ("H1",))
    register = named([woman("young")] * 14 + [woman("middle")] * 9 + [woman("old")] * 2)
    old = Key(frozenset({("age", "old")}), H1)
    page = {Key(frozenset({("age", "young")}), H1): 14, Key(frozenset({("age", "middle")}), H1): 9}
    page[Key(frozenset(), H1)] = 25
    counts = small_numbers(office_task(register, (), H1), [[old]])
    assert "exact" in verdicts(tmp_path, frame, register, [page, {old: None}], counts)


@pytest.mark.unmeasured
def test_nobody_is_found_in_a_half_year_and_a_year_after_it(tmp_path):
    """Without the places, so that the attacker has few enough unknowns to be quick."""
    register = {
        name: replace(each, pairs=frozenset(pair for pair in each.pairs if pair[0] != "place"))
        for name, each in office(50, 0).items()
    }
    one, two = tables(FRAME, "age", "form"), tables(FRAME, "age", pairs=(("age", "form"),))
    earlier = ()
    for templates, span in ((one, H1), (two, YEAR)):
        task = small_task(register, frame=FRAME, tables=templates, periods=span, earlier=earlier)
        earlier += (certify(task, seeds=(1,)).publication,)
    pages = [each.page for each in earlier]
    counts = small_numbers(task, pages)
    assert counts
    assert set(verdicts(tmp_path, FRAME, register, pages, counts)) == {"safe"}
