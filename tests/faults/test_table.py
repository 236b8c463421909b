"""The table of `make faults` names every line, and only tests that are there."""

from pathlib import Path

from tests.faults.criteria import LINES, LONG_RUNS, Line
from tests.faults.kit import ROOT
from tests.faults.table import REST, Tried, asked, of, row, verdict


def test_every_line_of_the_programme_stands_in_the_table():
    assert [line.number for line in LINES] == [f"T{number:02}" for number in range(1, 45)]
    for line in (*LINES, *LONG_RUNS):
        assert line.tried or line.lacks or line.elsewhere or line.examples
        for each in line.tried:
            file, _, name = each.partition("::")
            place = Path(ROOT / file)
            assert place.exists(), each
            assert not name or f"def {name}" in place.read_text("utf-8"), each


def test_whatever_is_marked_stands_in_a_line():
    """Otherwise it would be run by `make faults` alone, as the last line; a name is better."""
    tried = [each.partition("::")[0] for line in (*LINES, *LONG_RUNS) for each in line.tried]
    mark, long = "mark." + "faults", "[few, " + "many]"
    for path in ROOT.glob("tests/**/test_*.py"):
        text = path.read_text("utf-8")
        if mark in text or long in text:
            assert str(path.relative_to(ROOT)).startswith(tuple(tried)), path


def tried_of(*outcomes: str) -> list[Tried]:
    return [Tried(f"tests/a.py::test_it[{at}]", outcome=each) for at, each in enumerate(outcomes)]


def test_a_line_that_fails_or_is_not_tried_says_so():
    tried = Line("T01", "x", ("tests/a.py",))
    assert verdict(tried, tried_of("passed", "passed"), full=False) == "held"
    assert verdict(tried, tried_of("passed", "failed"), full=False) == "NOT MET"
    assert verdict(tried, tried_of("passed", ""), full=False) == "NOT MET", "it crashed"
    assert verdict(tried, tried_of("skipped"), full=False) == "NOT MET"
    assert verdict(tried, [], full=False) == "NOT MET"
    assert verdict(tried, tried_of("passed", "skipped"), full=False) == "held, in part"
    lacking = Line("T02", "x", ("tests/a.py",), lacks="pages")
    assert verdict(lacking, tried_of("passed"), full=True) == "held, in part"
    longer = Line("T03", "x", ("tests/a.py",), full="500 times", elsewhere="Windows")
    assert verdict(longer, tried_of("passed"), full=False) == "held, short"
    assert verdict(longer, tried_of("passed"), full=True) == "held on Linux"
    assert verdict(REST, [], full=False) == "held", "nothing is left over"
    assert verdict(REST, tried_of("failed"), full=False) == "NOT MET"
    assert verdict(Line("T37", "x", elsewhere="Windows"), [], full=True) == "untried"
    assert verdict(Line("T32", "x", lacks="not built"), [], full=True) == "NOT MET"


def test_a_row_says_its_figures_and_what_is_lacking():
    line = Line("T07", "x", ("tests/a.py",), full="200", lacks="a", elsewhere="b")
    (test,) = tried_of("")
    part = {"when": "setup", "outcome": "passed", "seconds": 1, "figures": [], "why": ""}
    test.hear(part)
    assert not test.outcome, "what is set up has not passed yet"
    test.hear(part | {"when": "call", "seconds": 2})
    test.hear(part | {"when": "teardown", "figures": ["T07   T08 lost  0", "T09 others  1"]})
    words = row(line, [test], full=False)
    assert "T07  held, in part      4 s  x" in words
    assert "T08 lost 0" in words
    assert "others" not in words
    for said in ("1 passed: tests/a.py", "in full: 200", "not tried: a", "not on Linux: b"):
        assert said in words
    test.hear(part | {"when": "teardown", "outcome": "failed", "why": "no"})
    assert verdict(line, [test], full=False) == "NOT MET"


def test_no_long_test_is_run_by_nobody_and_none_in_two_lengths():
    tests = {
        each.name: each
        for each in (
            Tried("tests/faults/test_killed.py::test_t06_saves[a few]"),
            Tried("tests/faults/test_killed.py::test_t06_saves[many]", faults=True),
            Tried("tests/x/test_new.py::test_for_hours", faults=True),
            Tried("tests/x/test_new.py::test_any", examples=True),
        )
    }
    (killed,) = of(next(line for line in LINES if line.number == "T06"), tests)
    assert killed.name.endswith("[many]")
    assert [each.name for each in of(REST, tests)] == ["tests/x/test_new.py::test_for_hours"]
    examples = next(line for line in LONG_RUNS if line.examples)
    assert [each.name for each in of(examples, tests)] == ["tests/x/test_new.py::test_any"]


def test_what_is_asked_for():
    wanted = asked(["T07", "--hours", "8"])
    assert (wanted.lines, wanted.hours) == (["T07"], 8)
