"""`make faults`: every line T01 to T44 tried as far as it can be here, in one table.

    python -m tests.faults.table                     # the short form of every line
    python -m tests.faults.table --full              # as often as the programme asks for
    python -m tests.faults.table --full --hours 8    # and the soak for a whole day of work
    python -m tests.faults.table T07 T30             # some lines

Each line runs in a process of its own, so that one that crashes is one that is not met. A test
that stands in several lines runs once, and counts in each. After the programme's lines come the
other long runs of the house: nothing marked ``faults`` is run by nobody.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.criteria import LINES, LONG_RUNS, Line
from tests.faults.kit import ROOT
from tests.faults.length import FULL, SHORT_ID, SOAK, VARIABLE
from tests.faults.record import PLACE

REST = Line("L99", "whatever else is marked faults: every such test stands in a line")
_HANGS = "14400"
"""Seconds after which a test hangs: two thousand cuts of the power take a while."""
_TOLD = 60
"""So many lines of what pytest says are shown of a line that is not met."""


@dataclass(slots=True)
class Tried:
    """A test, and what became of it: nothing yet, or passed, failed or skipped."""

    name: str
    faults: bool = False
    examples: bool = False
    outcome: str = ""
    why: str = ""
    seconds: float = 0.0
    figures: list[str] = field(default_factory=list)

    def hear(self, told: dict[str, object]) -> None:
        """Take in what the plugin says of one of the test's three parts."""
        self.seconds += float(str(told["seconds"]))
        self.figures += [" ".join(str(each).split()) for each in told["figures"]]  # type: ignore[attr-defined] # a list, as the plugin writes it
        if told["when"] == "call" or told["outcome"] != "passed":
            self.outcome = str(told["outcome"])
            self.why = str(told["why"])


def told_by(words: list[str], more: dict[str, str]) -> tuple[list[dict[str, object]], str]:
    """Run pytest in a process of its own; return what it recorded, and what it said."""
    with tempfile.TemporaryDirectory(prefix="faults.") as room:
        record = Path(room, "record")
        record.touch()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
             "-p", "tests.faults.record", "-o", f"faulthandler_timeout={_HANGS}", *words],
            cwd=ROOT, env=os.environ | more | {PLACE: str(record)}, text=True, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        found = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    return found, done.stdout


def collected(places: list[str]) -> dict[str, Tried]:
    """Return the tests of these files and folders by name, without the benchmarks."""
    found, said = told_by(["--collect-only", "-m", "not bench", *places], {})
    tests = {
        str(each["test"]): Tried(str(each["test"]), bool(each["faults"]), bool(each["examples"]))
        for each in found
    }
    if not tests:
        sys.exit(said)
    return tests


def of(line: Line, tests: dict[str, Tried]) -> list[Tried]:
    """Return a line's tests, without the shortest form of what also has a longer one."""
    if line is REST:
        claimed = {each.name for other in (*LINES, *LONG_RUNS) for each in of(other, tests)}
        return [each for each in tests.values() if each.faults and each.name not in claimed]
    if line.examples:
        return [each for each in tests.values() if each.examples]
    return [
        test
        for test in tests.values()
        if test.name.startswith(line.tried) and SHORT_ID not in test.name
    ]


def verdict(line: Line, found: list[Tried], *, full: bool) -> str:
    """Say whether a line holds. Of the rest nothing is left where each test has its line."""
    if line is REST and not found:
        return "held"
    counted = Counter(test.outcome or "lost" for test in found)
    if counted["failed"] or counted["lost"]:
        return "NOT MET"
    if not counted["passed"]:
        return "untried" if line.elsewhere and not line.tried else "NOT MET"
    if line.lacks or counted["skipped"]:
        return "held, in part"
    if line.full and not full:
        return "held, short"
    return "held on Linux" if line.elsewhere else "held"


def row(line: Line, found: list[Tried], *, full: bool) -> str:
    """Return a line of the table as text."""
    counted = Counter(test.outcome or "lost" for test in found)
    spent = sum(test.seconds for test in found)
    rows = [f"{line.number}  {verdict(line, found, full=full):<14}{spent:6.0f} s  {line.passes}"]
    figures = [figure for test in found for figure in test.figures]
    rows += [each.removeprefix(line.number).strip() for each in figures
             if line.number in each.split()[:2]]  # fmt: skip
    tried = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counted.items()))
    rows.append(f"{tried or 'no test'}: {' '.join(line.tried) or '-'}")
    rows += sorted({f"skipped: {test.why}" for test in found if test.outcome == "skipped"})
    if line.full and not full:
        rows.append(f"in full: {line.full}")
    if line.lacks:
        rows.append(f"not tried: {line.lacks}")
    if line.elsewhere:
        rows.append(f"not on Linux: {line.elsewhere}")
    return ("\n" + " " * 29).join(rows)


def run(line: Line, tests: dict[str, Tried], more: dict[str, str], *, full: bool) -> str:
    """Run what has not been run of a line's tests; return its row, and why if it is not met."""
    found = of(line, tests)
    waiting = [test.name for test in found if not test.outcome]
    said = ""
    if waiting:
        with tempfile.TemporaryDirectory(prefix="faults.") as room:
            names = Path(room, "names")
            names.write_text("\n".join(waiting), "utf-8")
            told, said = told_by([f"@{names}"], more)
        for each in told:
            tests[str(each["test"])].hear(each)
    text = row(line, found, full=full)
    if verdict(line, found, full=full) == "NOT MET" and said:
        text += "\n" + "\n".join(f"    | {each}" for each in said.splitlines()[-_TOLD:])
    return text


def asked(words: list[str]) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="tests.faults.table")
    parser.add_argument("lines", nargs="*", help="numbers; all if none is named")
    parser.add_argument("--full", action="store_true", default=FULL)
    parser.add_argument("--hours", type=float, help="how long the soak T43 is")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    """Run the lines one after the other and print each; 1 if one of them is not met."""
    wanted = asked(words)
    known = (*LINES, *LONG_RUNS, REST)
    lines = [line for line in known if not wanted.lines or line.number in wanted.lines]
    if unknown := set(wanted.lines) - {line.number for line in known}:
        sys.exit(f"no such line: {', '.join(sorted(unknown))}")
    begun = time.monotonic()
    everything = any(line is REST or line.examples for line in lines)
    tests = collected(
        ["tests"]
        if everything
        else sorted({each.partition("::")[0] for line in lines for each in line.tried})
    ) if everything or any(line.tried for line in lines) else {}  # fmt: skip
    more = {VARIABLE: "full" if wanted.full else "short", "HYPOTHESIS_PROFILE": "faults"}
    if wanted.hours or wanted.full:
        more[SOAK] = str(3600 * wanted.hours if wanted.hours else 600)
    form = "in full" if wanted.full else "short form; in full: make faults FULL=1 HOURS=8"
    print(f"The fault programme, {form}; {platform.system()}, Python {platform.python_version()},"
          f" {os.cpu_count()} cores\n", flush=True)  # fmt: skip
    for line in lines:
        print(run(line, tests, more, full=wanted.full), flush=True)
    verdicts = Counter(verdict(line, of(line, tests), full=wanted.full) for line in lines)
    print("\n" + ", ".join(f"{count} {name}" for name, count in sorted(verdicts.items()))
          + f"; {(time.monotonic() - begun) / 60:.0f} minutes")  # fmt: skip
    return int(verdicts["NOT MET"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
