"""The audit of published facts gives the verdict that each case states, where they stand."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvinnobyran.statistics.disclosure.audit import FactError, audit

CASES = Path(__file__).resolve().parents[4] / "shared" / "disclosure-cases"
FILES = sorted(CASES.glob("*.json"))


@pytest.mark.unmeasured
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


@pytest.mark.unmeasured
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


# What is printed of two counts, and what it says of them: (a, b) is the register.
SAYINGS = [
    ({"kind": "percent", "num": ["a"], "den": ["a", "b"], "value": "33"},
     lambda a, b: a + b >= 1 and 32.5 <= 100 * a / (a + b) <= 33.5),
    ({"kind": "percent", "num": ["a"], "den": ["a", "b"], "value": "33.3", "hi_open": True},
     lambda a, b: a + b >= 1 and 33.25 <= 100 * a / (a + b) < 33.35),
    ({"kind": "mean", "num": {"a": 2, "b": 1}, "den": ["b"], "value": "2.5"},
     lambda a, b: b >= 1 and 2.45 <= (2 * a + b) / b <= 2.55),
    ({"kind": "ratio", "num": ["a"], "den": ["b"], "value": "0.5", "half_width": "0.1"},
     lambda a, b: b >= 1 and 0.4 <= a / b <= 0.6),
    ({"kind": "rounded", "cells": ["a", "b"], "value": 10, "base": 5},
     lambda a, b: 7.5 <= a + b <= 12.5),
    ({"kind": "rounded", "cells": ["a", "b"], "value": 10, "base": 4, "tie": "up"},
     lambda a, b: 8 <= a + b < 12),
    ({"kind": "rounded", "cells": ["a", "b"], "value": 10, "base": 4, "tie": "down"},
     lambda a, b: 8 < a + b <= 12),
    ({"kind": "rounded", "cells": ["a"], "value": 6, "base": 3, "mode": "random"},
     lambda a, b: 4 <= a <= 8),
    ({"kind": "rounded", "cells": ["a"], "value": 6, "base": 3, "mode": "up"},
     lambda a, b: 4 <= a <= 6),
    ({"kind": "rounded", "cells": ["a"], "value": 6, "base": 3, "mode": "down"},
     lambda a, b: 6 <= a <= 8),
    ({"kind": "suppressed", "cells": ["a"], "lo": 1, "hi": 4, "lo_open": True, "hi_open": True},
     lambda a, b: 1 < a < 4),
    ({"kind": "range", "cells": ["a", "b"], "hi": 6},
     lambda a, b: a + b <= 6),
]  # fmt: skip
MOST = 20


@pytest.mark.parametrize(("fact", "fits"), SAYINGS)
def test_what_is_printed_says_what_whoever_tries_everything_finds(fact, fits):
    asked = [{"id": "a", "cells": ["a"]}, {"id": "both", "cells": ["a", "b"]}]
    given_ = {"lb": 0, "ub": MOST}
    found = audit(
        {"cells": {"a": given_, "b": {"lb": "0", "ub": "20.5"}}, "facts": [fact],
         "protected": asked}
    ).findings  # fmt: skip
    tried = [(a, b) for a in range(MOST + 1) for b in range(MOST + 1) if fits(a, b)]
    for name, values in (("a", {a for a, _ in tried}), ("both", {a + b for a, b in tried})):
        assert (found[name].low, found[name].high) == (min(values), max(values)), name


@pytest.mark.parametrize(
    ("facts", "rules", "verdict"),
    [
        ([{"cells": ["a"], "value": 3}], {}, "exact"),
        ([{"kind": "range", "cells": ["a"], "lo": 1, "hi": 4}], {}, "pinned_small"),
        ([{"kind": "range", "cells": ["a"], "lo": 6, "hi": 8}], {}, "narrow"),
        ([{"kind": "range", "cells": ["a"], "lo": 6, "hi": 8}], {"min_width": 2}, "safe"),
        ([{"kind": "range", "cells": ["a"], "lo": 6, "hi": 12}], {}, "safe"),
        ([{"kind": "range", "cells": ["a"], "lo": 6, "hi": 12}],
         {"must_allow_zero": True}, "existence"),
        ([{"kind": "range", "cells": ["a"], "lo": 0, "hi": 4}], {}, "safe"),
        # Twelve in steps of six: 6, 12 are all there can be between 6 and 12.
        ([{"cells": {"a": 1, "b": -6}, "value": 0},
          {"kind": "range", "cells": ["a"], "lo": 1, "hi": 13}], {}, "narrow"),
        ([], {}, "safe"),
    ],
)  # fmt: skip
def test_the_verdict_goes_by_the_threshold_the_width_and_what_values_there_are(
    facts, rules, verdict
):
    found = audit(
        {"cells": ["a", "b"], "facts": facts, "rules": rules,
         "protected": [{"id": "a", "cells": ["a"]}]}
    )  # fmt: skip
    assert found.findings["a"].verdict == verdict
    assert found.recoverable is (verdict != "safe")


def test_a_grid_is_its_names_in_every_way_and_a_star_is_all_of_them():
    found = audit(
        {
            "cells": {"grid": [["u", "v"], ["x", "y"]], "extra": {"more": {"ub": 2}}},
            "facts": [
                {"cells": ["u|*"], "value": 7},
                {"cells": ["*|x"], "value": 5},
                {"cells": ["u/v|x"], "value": 5},
                {"cells": ["v|*", "more"], "value": 3},
            ],
            "assume": [{"cells": "u|x", "value": 4}],
            "protected": [{"cells": ["u|y"]}, {"cells": ["v|y"]}],
        }
    )
    assert found.findings["0"][:2] == (3, 3)
    assert found.findings["1"][:2] == (0, 2)


def test_a_fact_between_halves_needs_branching_and_is_exact_all_the_same():
    """2a + 2b = 2c + 1 fits fractions and no whole numbers; 3a + 5b = 19 fits one pair only."""
    odd = [{"cells": {"a": 2, "b": 2, "c": -2}, "value": 1}]
    assert not audit({"cells": ["a", "b", "c"], "facts": odd, "protected": []}).feasible
    one = [{"cells": {"a": 3, "b": 5}, "value": 19}]
    found = audit({"cells": ["a", "b"], "facts": one, "protected": [{"cells": ["a"]}]})
    assert found.findings["0"] == (3, 3, "exact")


@pytest.mark.parametrize("most", [1, 16])
def test_what_takes_too_many_tries_is_taken_for_known(monkeypatch, most):
    """Whether it is the question that takes them or already whether all of it can be true."""
    monkeypatch.setattr("kvinnobyran.statistics.disclosure.whole.MOST", most)
    facts = [{"kind": "range", "cells": {"a": 7, "b": 11, "c": 13}, "lo": 200, "hi": 201}]
    found = audit({"cells": ["a", "b", "c"], "facts": facts, "protected": [{"cells": ["a"]}]})
    assert found.findings["0"] == (0, None, "narrow")


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
