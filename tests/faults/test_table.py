"""The table of `make faults` names every line, and only tests that are there."""

from collections import Counter
from pathlib import Path

from tests.faults.criteria import LINES, Line
from tests.faults.kit import ROOT
from tests.faults.table import verdict


def test_every_line_of_the_programme_stands_in_the_table():
    assert [line.number for line in LINES] == [f"T{number:02}" for number in range(1, 45)]
    for line in LINES:
        assert line.tried or line.lacks
        for each in line.tried:
            file, _, name = each.partition("::")
            place = Path(ROOT / file)
            assert place.exists(), each
            assert not name or f"def {name}" in place.read_text("utf-8"), each


def test_a_line_that_fails_or_is_not_tried_says_so():
    tried, bare = Line("T01", "x", ("tests/a.py",)), Line("T32", "x", (), "not built")
    assert verdict(tried, Counter(passed=3)) == "held"
    assert verdict(tried, Counter(passed=3, failed=1)) == "NOT MET"
    assert verdict(tried, Counter(skipped=1)) == "not run"
    assert verdict(Line("T02", "x", ("a",), "pages"), Counter(passed=1)) == "held, in part"
    assert verdict(bare, Counter()) == "NOT MET"
