"""Small disks, and the table of criteria and figures that `make faults` prints."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.kit import Place, make_place
from tests.faults.record import FIGURE


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[[str, str], None]:
    """Give a line to the table: the criterion, and what was found."""

    def line(criterion: str, figure: str) -> None:
        record_property(FIGURE, f"{criterion:<58} {figure}")

    return line


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    figures = [
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == FIGURE
    ]
    if figures:
        terminalreporter.write_line("")
        terminalreporter.write_line(f"{'criterion':<58} found")
        for line in figures:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """One vault with an empty database, to be copied and never to be changed."""
    return make_place(tmp_path_factory.mktemp("model") / "office")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield an empty disk of three megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
