"""T20: the real program under a clock that leaps while it runs (libfaketime).

Its wall clock is moved a year back, ten years on, over the change to summer time and to another
zone, while somebody has the register open and writes. It has to go on saving, to number its log
by the counter, to purge nothing, and to lock by the clock that only goes forward.
"""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.kit import PHRASE, Place, driven, line_of
from tests.faults.test_canary import AFTERWARDS, wait_for_the_lock_page

pytestmark = [pytest.mark.slow, pytest.mark.faults]
LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")
MINUTE = 60
LEAPS = ("-366d", "+3652d", "+126d", "-1h", "+0")


def library() -> str:
    """Return the library that gives a process another clock."""
    for folder in LIBRARIES:
        for found in Path(folder).glob("**/libfaketimeMT.so.1"):
            return str(found)
    pytest.skip("libfaketime is not installed (apt install faketime)")


def test_t20_the_program_under_a_leaping_clock(
    model: Place, tmp_path: Path, say: Callable[[str, str], None]
):
    folder = tmp_path / "office"
    shutil.copytree(model.folder, folder)
    clock = tmp_path / "clock"
    clock.write_text("+0\n")
    program = driven(
        tmp_path / "home", "leaping", folder, LD_PRELOAD=library(), TZ="Europe/Stockholm",
        FAKETIME_TIMESTAMP_FILE=str(clock), FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )  # fmt: skip
    assert program.stdin
    years = []
    try:
        program.stdin.write(PHRASE + "\n")
        program.stdin.flush()
        assert json.loads(line_of(program.stdout)) == {"open": True}
        for leap in LEAPS:
            clock.write_text(leap + "\n")
            program.stdin.write("save\n")
            program.stdin.flush()
            said = json.loads(line_of(program.stdout))
            assert said.get("saved"), said
            years.append(said["year"])
        program.stdin.write("idle\n")
        program.stdin.flush()
        limit = json.loads(line_of(program.stdout))["idle"]
        since = time.monotonic()
        clock.write_text("+3652d\n")
        wait_for_the_lock_page(program.pid)
        waited = time.monotonic() - since - AFTERWARDS
    finally:
        program.kill()
        program.communicate()
    assert years[1] - years[0] >= 10, "the clock really leapt"
    assert limit - 1 < waited, "not by the clock that leapt on"
    # A clock that had stopped would never lock; how many seconds over it is, a busy machine says.
    assert waited < limit + MINUTE
    database = Place(folder, model.recovery).open()
    rows = database.wire.rows("SELECT seq, at FROM journal ORDER BY seq")
    kept = database.value("SELECT count(*) FROM inquiry")
    purged = database.value("SELECT count(*) FROM purge_ledger")
    faults = database.verify_journal()
    database.close()
    assert kept == len(LEAPS)
    assert [seq for seq, _ in rows] == list(range(1, len(rows) + 1))
    assert [at for _, at in rows] != sorted(at for _, at in rows)
    assert (purged, faults) == (0, [])
    say(
        f"T20 idle for {limit:.0f} s while the clock leaps ten years: locked after",
        f"{waited:.1f} s",
    )
    say(f"T20 leaps of the system's clock under the program, {len(LEAPS)}: lost, purged", "0, 0")
