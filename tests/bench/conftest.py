"""One large register for all benchmarks, and the table that is printed when they are done."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.bench.large import LargeOffice, build

ROOT = Path(__file__).resolve().parents[2]
LINES: list[str] = []
_HEAD = f"{'what':<47} {'measured':>11} {'reference':>11} {'ratio':>7}  {'goal':<16} held"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def interleave(rounds: int, *ways: Callable[[], float]) -> list[list[float]]:
    """Measure each way once a round, in turn, so that what disturbs one disturbs the others."""
    found: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for times, way in zip(found, ways, strict=True):
            times.append(way())
    return found


def timed(task: Callable[[], object]) -> float:
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms" if seconds < 0.1 else f"{seconds * 1e3:.0f} ms"


def mib(kib: float) -> str:
    return f"{kib / 1024:.0f} MiB"


class Table:
    """Collects the lines; nothing here fails because a clock said so."""

    def ratio(
        self,
        what: str,
        measured: float,
        reference: float,
        goal: float | None,
        *,
        show: Callable[[float], str] = ms,
    ) -> None:
        held = "" if goal is None else "yes" if measured <= goal * reference else "NO"
        aim = "" if goal is None else f"<= {goal:g}x"
        self._line(what, show(measured), show(reference), f"{measured / reference:.2f}x", aim, held)

    def limit(self, what: str, measured: float, goal: float | None) -> None:
        held = "" if goal is None else "yes" if measured <= goal else "NO"
        self._line(what, ms(measured), "", "", "" if goal is None else f"<= {ms(goal)}", held)

    def remark(self, text: str) -> None:
        LINES.append(f"    {text}")

    def shares(self, parts: dict[str, float], most: int = 4) -> None:
        """Say what the time went to, the largest share first."""
        whole = sum(parts.values()) or 1.0
        largest = sorted(parts.items(), key=lambda part: -part[1])[:most]
        self.remark(
            "spent on: "
            + ", ".join(f"{name} {100 * value / whole:.0f} %" for name, value in largest)
        )

    def _line(self, what: str, *rest: str) -> None:
        measured, reference, ratio, goal, held = rest
        LINES.append(
            f"{what:<47} {measured:>11} {reference:>11} {ratio:>7}  {goal:<16} {held}".rstrip()
        )


@pytest.fixture(scope="session")
def table() -> Table:
    return Table()


def load() -> str:
    return " ".join(Path("/proc/loadavg").read_text(encoding="ascii").split()[:3])


@pytest.fixture(scope="session")
def office() -> Iterator[LargeOffice]:
    """Yield the large register; KVINNOBYRAN_BENCH keeps it in a folder between runs."""
    kept = os.environ.get("KVINNOBYRAN_BENCH")
    folder = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="bench."))
    try:
        known = folder / "large_case"
        if not known.exists():
            known.parent.mkdir(parents=True, exist_ok=True)
            made = build(folder / "office")
            known.write_text(made.large_case, encoding="ascii")
        yield LargeOffice(folder / "office", known.read_text(encoding="ascii"))
    finally:
        if not kept:
            shutil.rmtree(folder)


@pytest.fixture(scope="session")
def bytecode() -> Iterator[dict[str, str]]:
    """Yield the environment of an installed program: its modules are compiled once, for all."""
    with tempfile.TemporaryDirectory(prefix="compiled.") as folder:
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"PYTHONDONTWRITEBYTECODE", "QT_QPA_PLATFORM"}
        }
        environment |= {"PYTHONPYCACHEPREFIX": folder, "PYTHONPATH": str(ROOT)}
        yield environment


@pytest.fixture(scope="session")
def disk() -> Iterator[Path]:
    """Yield a folder on the disk, not in memory: a commit waits for it."""
    with tempfile.TemporaryDirectory(prefix="bench.", dir=os.environ.get("TMPDIR")) as folder:
        yield Path(folder)


def run_child(
    environment: dict[str, str],
    *words: object,
    script: str = "window_child.py",
    seconds: float = 180,
) -> str:
    """Run a measured process and return its last line."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/bench" / script), *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
        cwd=ROOT,
    )
    lines = done.stdout.strip().splitlines()
    assert lines, done.stderr
    return lines[-1]


def pytest_sessionstart(session: pytest.Session) -> None:
    LINES.append(f"load of the machine at the start: {load()}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line("")
    terminalreporter.write_line(_HEAD)
    for line in [*LINES, f"load of the machine at the end: {load()}"]:
        terminalreporter.write_line(line)
