"""T02, T07 and T08 below the program: what it writes, and calls of the system that fail.

strace looks at the calls of a real process on the database's files, and lets one of them fail.
`make test` tries a few, `make faults` every tenth of the first 200 writes, and `make faults FULL=1`
each of them.
"""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kvinnobyran.store.check import check
from kvinnobyran.store.database import Database
from tests.faults.kit import DEVICE, PATIENCE, ROOT, Place, environment
from tests.faults.length import few, many, times

Say = Callable[[str, str], None]
pytestmark = pytest.mark.slow
SAVES, MANY_SAVES = 6, 12
FILES = ("data.db", "data.db-wal", "data.db-journal")


def traced(place: Place, *words: str, saves: int = SAVES) -> tuple[list[str], str]:
    """Let the writer save a few things under strace; return what it said, and stderr."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    of = [word for name in FILES for word in ("-P", str(place.folder / name))]
    done = subprocess.run(
        ["strace", "-f", "-qq", "--seccomp-bpf", *of, *words,
         sys.executable, str(ROOT / "tests/faults/writer.py"),
         "few", str(place.folder), str(saves)],
        cwd=ROOT, env=environment(place.folder.parent / "home"), capture_output=True, text=True,
        check=False, timeout=PATIENCE,
    )  # fmt: skip
    if "not permitted" in done.stderr:
        pytest.skip("this machine does not let a process be traced")
    return done.stdout.splitlines(), done.stderr


def copied(model: Place, tmp_path: Path, name: str) -> Place:
    shutil.copytree(model.folder, tmp_path / name / "office")
    return Place(tmp_path / name / "office", model.recovery)


def honest(place: Place, said: list[str]) -> tuple[int, int]:
    """Hold what the process said against what is there; return saved and refused."""
    saved = {line for line in said if len(line) == 32}
    unlocked = place.unlock()
    database = Database.open(place.folder / "data.db", unlocked.store_keys, device=DEVICE)
    kept = {row[0] for row in database.wire.rows("SELECT id FROM inquiry")}
    assert saved <= kept
    # What was refused may be there when only the last word of the disk was lost, never more.
    refused = sum(line.startswith("trouble") for line in said)
    assert len(kept - saved) <= refused
    assert [line.name for line in check(database, unlocked.store_keys) if not line.ok] == []
    database.close()
    unlocked.wipe()
    return len(saved), refused


def goes_on(said: list[str]) -> bool:
    """Tell whether something was saved after the call that failed."""
    wrong = [at for at, line in enumerate(said) if line.startswith("trouble")]
    return not wrong or "ready" not in said or any(len(line) == 32 for line in said[wrong[-1] :])


@pytest.mark.parametrize("long", [few, many])
def test_t07_t08_a_call_that_fails(model: Place, tmp_path: Path, say: Say, long: bool):
    calls = [("pwrite64", "ENOSPC", range(1, 201, times(10, 1)) if long else (2,))]
    errors = ("EIO", "EACCES", "ENOSPC") if long else ("EIO",)
    short, rest = ("pread64", "fdatasync"), ("pwrite64", "fsync", "openat", "ftruncate", "unlink")
    for name in (*short, *rest) if long else short:
        first = 1 if name in {"fdatasync", "fsync", "pread64"} else 2
        places = range(first, 12, times(5, 1)) if long else (first,)
        calls += [(name, error, places) for error in errors]
    failed, saved, refused, stuck = Counter[str](), 0, 0, list[object]()
    for name, error, places in calls:
        for at in places:
            place = copied(model, tmp_path, f"{name}-{error}-{at}")
            trace = place.folder.parent / "trace"
            said, wrong = traced(place, "-e", f"inject={name}:error={error}:when={at}",
                                 "-e", f"trace={name}", "-o", str(trace),
                                 saves=MANY_SAVES if long else SAVES)  # fmt: skip
            assert "Traceback" not in wrong, (name, error, at, wrong[-2000:])
            found = honest(place, said)
            saved, refused = saved + found[0], refused + found[1]
            failed[error] += trace.read_text().count("(INJECTED)")
            if not goes_on(said):
                stuck.append((name, error, at, said))
            shutil.rmtree(place.folder.parent)
    assert refused, "no call was made to fail"
    assert stuck == []
    if long:
        assert failed["ENOSPC"] >= times(20, 200)
    say(
        f"T07 T08 failing calls, {failed.total()}: false 'saved'",
        f"0 of {saved} ({refused} refused)",
    )
    say(f"T07 T08 failing calls, {failed.total()}: saves nothing afterwards", "0")
    say(f"T08 failing calls, {failed.total()}: crashes", "0")


def test_t02_what_is_written_is_never_plain(model: Place, tmp_path: Path, say: Say):
    place = copied(model, tmp_path, "plain")
    trace = tmp_path / "trace"
    said, _ = traced(place, "-e", "trace=write,pwrite64,writev,pwritev", "-s", "8192", "-xx",
                     "-o", str(trace))  # fmt: skip
    assert honest(place, said)[0] == SAVES
    content = trace.read_text()
    word = "".join(f"\\x{byte:02x}" for byte in "påhittat".encode())
    writes = content.count("pwrite64(")
    assert writes > 10
    assert word not in content
    say("T02 writes of the database's files with plain text", f"0 of {writes}")
