"""An objective of the agreement and what is counted for it (R12): all faults at once."""

from dataclasses import replace

import pytest

from kvinnobyran.domain.indicator import FIRST_YEAR, LAST_YEAR, LONGEST, Indicator, indicator_faults

RIGHT = Indicator(id="0" * 32, year=2027, goal="Fler får stöd", words="Kvinnor i enskilt stöd")


@pytest.mark.parametrize(
    "indicator",
    [
        RIGHT,
        replace(RIGHT, target=0, outcome=0),
        replace(RIGHT, year=FIRST_YEAR),
        replace(RIGHT, year=LAST_YEAR, words="x" * LONGEST),
    ],
)
def test_r12_an_objective_words_and_numbers_that_can_be(indicator):
    assert indicator_faults(indicator) == ()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"goal": " "}, {"goal"}),
        ({"words": ""}, {"words"}),
        ({"goal": "x" * (LONGEST + 1)}, {"goal"}),
        ({"words": "x" * (LONGEST + 1)}, {"words"}),
        ({"year": FIRST_YEAR - 1}, {"year"}),
        ({"year": LAST_YEAR + 1}, {"year"}),
        ({"target": -1}, {"target"}),
        ({"outcome": -1}, {"outcome"}),
        ({"goal": "", "words": "", "year": 27, "target": -1, "outcome": -1},
         {"goal", "words", "year", "target", "outcome"}),
    ],
)  # fmt: skip
def test_r12_every_fault_is_said_at_its_field(changes, fields):
    faults = indicator_faults(replace(RIGHT, **changes))
    assert {fault.field for fault in faults} == fields
    assert len(faults) == len(fields)
    assert {fault.source for fault in faults} == {"domain.md R12"}
