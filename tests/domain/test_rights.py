"""What a woman asks of what is written about her (D6)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kvinnobyran.domain.rights import LONGEST, RightsNote, RightsState, rights_faults

TODAY = date(2027, 2, 9)
ASKED = RightsNote(id="0" * 32, case_id="1" * 32, words="Det var i mars.", asked_on=TODAY)
GRANTED = replace(ASKED, state=RightsState.GRANTED, answer="Rättat.", decided_on=TODAY)


@pytest.mark.parametrize(
    ("note", "before"),
    [
        (ASKED, None),
        (GRANTED, ASKED),
        (replace(GRANTED, state=RightsState.NOTED), ASKED),
        (GRANTED, replace(GRANTED, state=RightsState.NOTED)),
    ],
)
def test_d6_what_she_asks_and_what_was_answered(note, before):
    assert rights_faults(note, before, today=TODAY) == []


@pytest.mark.parametrize(
    ("note", "before", "fields"),
    [
        (replace(ASKED, words=" "), None, {"words"}),
        (replace(ASKED, about="x" * (LONGEST + 1)), None, {"words"}),
        (replace(GRANTED, answer="x" * (LONGEST + 1)), ASKED, {"words"}),
        (replace(ASKED, asked_on=TODAY + timedelta(days=1)), None, {"asked_on"}),
        (replace(GRANTED, answer=""), ASKED, {"answer"}),
        (replace(ASKED, words="", asked_on=TODAY + timedelta(days=1)), None,
         {"words", "asked_on"}),
        (ASKED, GRANTED, {"state"}),
    ],
)  # fmt: skip
def test_d6_every_fault_is_said_and_nothing_is_taken_back(note, before, fields):
    assert {fault.field for fault in rights_faults(note, before, today=TODAY)} == fields
