"""T05: the power goes, at random points of the program's own writing.

A real process saves through the flows; strace keeps every write, truncation and sync of the
database's files, and every id it called saved. Then the disk is played: what was synced is there,
of what was not a random part is, torn at its sectors and in any order. Whatever is left has to
open, pass all checks, and hold every save that was acknowledged.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store.check import check
from kvinnobyran.store.database import Database
from tests.faults.kit import DEVICE, PATIENCE, ROOT, Place, environment
from tests.faults.length import few, many, times

SECTOR = 512
_CALL = re.compile(
    r'(\d+) +(\w+)\((\d+)<([^>]*)>(?:, "((?:\\x..)*)")?(?:, (-?\d+))?(?:, (-?\d+))?\) += (\d+)'
)


class Call(NamedTuple):
    """One call of the system: which, on which file, what and where."""

    name: str
    file: str
    content: bytes
    at: int


def recorded(place: Place) -> list[Call]:
    """Let a process save for a while, and return its calls in order."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    trace = place.folder.parent / "trace"
    done = subprocess.run(
        ["strace", "-f", "-y", "-qq", "-xx", "-s", "70000", "-o", str(trace),
         "-e", "trace=pwrite64,write,ftruncate,fdatasync,fsync",
         sys.executable, str(ROOT / "tests/faults/writer.py"), "few", str(place.folder)],
        cwd=ROOT, env=environment(place.folder.parent / "home"), capture_output=True, text=True,
        check=False, timeout=PATIENCE,
    )  # fmt: skip
    if "not permitted" in done.stderr:
        pytest.skip("this machine does not let a process be traced")
    assert done.stdout.endswith("end\n"), done.stderr
    return list(understood(trace.read_text().splitlines()))


def understood(lines: list[str]) -> Iterator[Call]:
    for line in lines:
        found = _CALL.match(line)
        if found is None:
            continue
        _, name, handle, path, content, first, second, answer = found.groups()
        raw = bytes.fromhex((content or "").replace("\\x", ""))
        path = bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path
        if name == "write":
            if handle == "1":
                yield Call("said", "", raw, 0)
        elif "/data.db" in path:
            assert name != "pwrite64" or len(raw) == int(answer)
            at = int(second if name == "pwrite64" else first or 0)
            yield Call(name, Path(path).name, raw, at)


class Disk:
    """A disk that has written what was synced, and of the rest what it liked."""

    def __init__(self, files: dict[str, bytes], *, lies: bool = False) -> None:
        self.lies = lies
        self.lasting = {name: bytearray(content) for name, content in files.items()}
        self.waiting: dict[str, list[Call]] = {}

    def take(self, call: Call) -> None:
        if call.name in {"fdatasync", "fsync"}:
            for each in [] if self.lies else self.waiting.pop(call.file, []):
                apply(self.lasting.setdefault(call.file, bytearray()), each)
        else:
            self.waiting.setdefault(call.file, []).append(call)

    def after_a_cut(self, dice: random.Random) -> dict[str, bytes]:
        left = {name: bytearray(content) for name, content in self.lasting.items()}
        for name, calls in self.waiting.items():
            some = [each for each in calls if dice.random() < dice.choice((0.1, 0.5, 0.9))]
            if dice.random() < 0.3:
                dice.shuffle(some)
            for each in some:
                apply(left.setdefault(name, bytearray()), torn(each, dice))
        return {name: bytes(content) for name, content in left.items()}


def torn(call: Call, dice: random.Random) -> Call:
    """Return the call, or only some of its sectors from the beginning."""
    if call.name != "pwrite64" or dice.random() < 0.7:
        return call
    end = dice.randrange(0, len(call.content) + SECTOR, SECTOR)
    return call._replace(content=call.content[:end])


def apply(content: bytearray, call: Call) -> None:
    if call.name == "ftruncate":
        del content[call.at :]
        content.extend(bytes(call.at - len(content)))
        return
    content.extend(bytes(max(0, call.at + len(call.content) - len(content))))
    content[call.at : call.at + len(call.content)] = call.content


def forgotten(
    before: dict[str, bytes], calls: list[Call], folder: Path, keys: StoreKeys, said: set[str]
) -> bool:
    """Tell whether a disk that lies about having written loses something: then we would see it."""
    disk = Disk(before, lies=True)
    for call in calls:
        if call.name != "said":
            disk.take(call)
    folder.mkdir()
    for name, content in disk.after_a_cut(random.Random(1)).items():
        (folder / name).write_bytes(content)
    try:
        database = Database.open(folder / "data.db", keys, device=DEVICE)
    except Trouble:
        return True
    kept = {row[0] for row in database.wire.rows("SELECT id FROM inquiry")}
    database.close()
    return not said <= kept


@pytest.mark.slow
@pytest.mark.parametrize("long", [few, many])
def test_t05_what_was_acknowledged_outlives_the_power(
    model: Place, tmp_path: Path, say: Callable[[str, str], None], long: bool
):
    dice = random.Random(5)
    place = Place(tmp_path / "one" / "office", model.recovery)
    shutil.copytree(model.folder, place.folder)
    before = {path.name: path.read_bytes() for path in place.folder.glob("data.db*")}
    calls = recorded(place)
    assert sum(call.name == "pwrite64" for call in calls) > 20
    assert sum(call.name in {"fsync", "fdatasync"} for call in calls) > 5
    unlocked = place.unlock()
    cuts = times(200, 2000) if long else 12
    points = sorted(dice.randrange(1, len(calls) + 1) for _ in range(cuts))
    disk, said, done, lost_late = Disk(before), set[str](), 0, 0
    folder = tmp_path / "cut"
    for point in points:
        for call in calls[done:point]:
            if call.name == "said":
                said.update(each for each in call.content.decode().split() if len(each) == 32)
            else:
                disk.take(call)
        done = point
        folder.mkdir()
        for name, content in disk.after_a_cut(dice).items():
            (folder / name).write_bytes(content)
            (folder / name).chmod(0o600)
        database = Database.open(folder / "data.db", unlocked.store_keys, device=DEVICE)
        kept = {row[0] for row in database.wire.rows("SELECT id FROM inquiry")}
        assert said <= kept, point
        lost_late += len(kept - said)
        faults = [line.name for line in check(database, unlocked.store_keys) if not line.ok]
        assert faults == [], point
        database.close()
        shutil.rmtree(folder)
    assert said
    assert forgotten(before, calls, folder, unlocked.store_keys, said)
    unlocked.wipe()
    say(f"T05 power cuts, {cuts}: acknowledged saves lost", f"0 of {len(said)}")
    say(f"T05 power cuts, {cuts}: corrupt or partial", "0")
