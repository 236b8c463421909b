"""T43: minutes of work for `make faults`, ten for FULL=1, and a whole day with HOURS=8."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.kit import Place
from tests.faults.length import soak_seconds
from tests.faults.soak import MEGABYTE, soak


@pytest.mark.faults
def test_t43_memory_and_log_do_not_grow(
    model: Place, tmp_path: Path, say: Callable[[str, str], None]
):
    shutil.copytree(model.folder, tmp_path / "office")
    seconds = soak_seconds()
    found = soak(Place(tmp_path / "office", model.recovery), seconds)
    assert found.whole
    assert found.rounds > 100
    assert found.grown < 20
    assert found.log < 4 * MEGABYTE
    say(
        f"T43 {seconds / 60:.0f} minutes without a pause: memory",
        f"{found.grown:+.1f} % in {found.rounds} rounds",
    )
    say("T43 the largest write-ahead log", f"{found.log / MEGABYTE:.1f} MB")
