"""`make faults`: every line T01 to T44 tried as far as it can be here, in one table.

python -m tests.faults.table            # all of it; an hour or two
python -m tests.faults.table T07 T30    # some lines
"""

import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.criteria import LINES, Line
from tests.faults.kit import FIGURES


class Outcomes:
    """What became of each test, and the figures that tests gave."""

    def __init__(self) -> None:
        self.outcome: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcome[report.nodeid] = report.outcome


def of(line: Line, outcomes: dict[str, str]) -> Counter[str]:
    """Count the outcomes of a line's tests."""
    return Counter(
        outcome
        for name, outcome in outcomes.items()
        if any(name.startswith(each) for each in line.tried)
    )


def verdict(line: Line, found: Counter[str]) -> str:
    """Say whether a line holds."""
    if found["failed"]:
        return "NOT MET"
    if not line.tried:
        words = {"make bench": "see make bench", "untried": "untried"}
        return next((said for word, said in words.items() if word in line.lacks), "NOT MET")
    if not found["passed"]:
        return "not run"
    return "held, in part" if line.lacks else "held"


def table(lines: tuple[Line, ...], outcomes: dict[str, str], figures: list[str]) -> str:
    """Return the table as text."""
    rows = []
    for line in lines:
        found = of(line, outcomes)
        counted = ", ".join(f"{found[each]} {each}" for each in sorted(found)) or "no test"
        rows.append(f"{line.number}  {verdict(line, found):<14} {line.passes}")
        rows.append(f"{'':20} {counted}: {' '.join(line.tried) or '-'}")
        rows += [f"{'':20} figure: {each}" for each in figures if each.startswith(line.number)]
        if line.lacks:
            rows.append(f"{'':20} not tried: {line.lacks}")
    return "\n".join(rows)


def main(words: list[str]) -> int:
    """Run the tests of the lines and print the table."""
    lines = tuple(line for line in LINES if not words or line.number in words)
    files = sorted({each.partition("::")[0] for line in lines for each in line.tried})
    outcomes = Outcomes()
    wanted = [*files, "-q", "-m", "not bench", "-p", "no:cacheprovider"]
    wanted += ["-o", "faulthandler_timeout=14400"]  # two thousand cuts of the power take a while
    names = {each.partition("::")[2] for line in lines for each in line.tried}
    if words and "" not in names:
        wanted += ["-k", " or ".join(sorted(names))]
    code = pytest.main(wanted, plugins=[outcomes])
    print("\n" + table(lines, outcomes.outcome, [" ".join(each.split()) for each in FIGURES]))
    whole = Counter(verdict(line, of(line, outcomes.outcome)) for line in lines)
    print("\n" + ", ".join(f"{count} {name}" for name, count in sorted(whole.items())))
    return int(code)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.exit(main(sys.argv[1:]))
