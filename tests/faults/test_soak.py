"""T43, shortened: minutes of work for `make faults`; the eight hours are in ``soak.py``."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.kit import Place
from tests.faults.soak import MEGABYTE, soak


@pytest.mark.faults
def test_t43_memory_and_log_do_not_grow(
    model: Place, tmp_path: Path, say: Callable[[str, str], None]
):
    shutil.copytree(model.folder, tmp_path / "office")
    found = soak(Place(tmp_path / "office", model.recovery), 120)
    assert found.whole
    assert found.rounds > 100
    assert found.grown < 20
    assert found.log < 4 * MEGABYTE
    say(
        "T43 two minutes without a pause: memory",
        f"{found.grown:+.1f} % in {found.rounds} rounds",
    )
    say("T43 the largest write-ahead log", f"{found.log / MEGABYTE:.1f} MB")
