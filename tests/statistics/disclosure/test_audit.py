"""The audit of published facts gives the verdict that each case states, where they stand."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvinnobyran.statistics.disclosure.audit import FactError, audit

CASES = Path(__file__).resolve().parents[4] / "shared" / "disclosure-cases"
FILES = sorted(CASES.glob("*.json"))

pytestmark = pytest.mark.unmeasured


@pytest.mark.skipif(not FILES, reason="The cases of the house do not stand beside this clone.")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_case_gets_the_verdict_it_states(file):
    case = json.loads(file.read_text("utf-8"))
    found, expected = audit(case), case["expected"]
    assert found.feasible == expected["feasible"]
    assert found.recoverable == expected["recoverable"]
    assert {name: each._asdict() for name, each in found.findings.items()} == {
        name: {"low": each["lo"], "high": each["hi"], "verdict": each["verdict"]}
        for name, each in expected["results"].items()
    }


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 7), min_size=4, max_size=4),
    st.lists(st.tuples(st.sets(st.integers(0, 3), min_size=1), st.integers(0, 2)), max_size=4),
)
def test_the_range_is_that_of_whoever_tries_everything(truth, told):
    """Four unknowns up to seven each: all 4 096 registers are tried."""
    names = ["a", "b", "c", "d"]
    facts = []
    for places, loose in told:
        value = sum(truth[place] for place in places)
        cells = [names[place] for place in sorted(places)]
        facts.append({"kind": "range", "cells": cells, "lo": value - loose, "hi": value + loose})
    case = {
        "cells": {name: {"ub": 7} for name in names},
        "facts": facts,
        "protected": [{"id": "a", "cells": ["a"]}, {"id": "a+b", "cells": ["a", "b"]}],
    }
    tried = [
        (a, b, c, d)
        for a in range(8) for b in range(8) for c in range(8) for d in range(8)
        if all(
            fact["lo"] <= sum(dict(zip(names, (a, b, c, d), strict=True))[n] for n in fact["cells"])
            <= fact["hi"]
            for fact in facts
        )
    ]  # fmt: skip
    found = audit(case).findings
    for name, values in (("a", {t[0] for t in tried}), ("a+b", {t[0] + t[1] for t in tried})):
        assert (found[name].low, found[name].high) == (min(values), max(values))


def test_what_cannot_be_true_is_said_to_be_impossible():
    facts = [{"cells": ["a"], "value": 3}, {"cells": ["a"], "value": 4}]
    assert not audit({"cells": ["a"], "facts": facts, "protected": []}).feasible


@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "guess", "cells": ["a"]},
        {"kind": "count", "cells": ["b"], "value": 1},
        {"kind": "rounded", "cells": ["a"], "value": 5, "base": 5, "mode": "wild"},
    ],
)
def test_what_is_not_understood_is_refused(fact):
    with pytest.raises(FactError):
        audit({"cells": ["a"], "facts": [fact], "protected": [{"cells": ["a"]}]})
