"""Every rule of the case has a test that is named after it (domain.md 4)."""

import re
from pathlib import Path

import pytest

RULES = (
    *(f"I{number}" for number in range(1, 6)),
    *(f"S{number}" for number in range(1, 7)),
    *(f"G{number}" for number in range(7, 10)),
    "T8",
    *(f"D{number}" for number in range(1, 11)),
)
"""Identity, protection, talks, concern, custody: a rule that is added to them has its line here."""
NAMES = frozenset(
    name.upper()
    for path in Path(__file__).parent.rglob("test_*.py")
    for name in re.findall(
        r"^def test_([a-z]\d{1,2})_", path.read_text(), re.IGNORECASE | re.MULTILINE
    )
)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_test_that_is_named_after_it(rule: str) -> None:
    assert rule in NAMES, f"no test is called test_{rule}_..."
