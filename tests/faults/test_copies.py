"""T10, T11, T15, T20: backups to and from media that fail, a log that stays, a clock that leaps."""

import datetime as dt
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kvinnobyran.flows import backups, purging
from kvinnobyran.flows.purging import PurgeNotFinished
from kvinnobyran.flows.restoring import restore_office
from kvinnobyran.flows.work import Work
from kvinnobyran.store.backup import trial_restore
from kvinnobyran.store.connection import connect
from kvinnobyran.store.troubles import DatabaseLocked, ReadOnlyMedium
from tests.faults.kit import USER, Place
from tests.faults.length import few, many, times
from tests.faults.test_killed import kill_while, sound

NOW = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)
Say = Callable[[str, str], None]
pytestmark = pytest.mark.slow


@pytest.fixture
def place(model: Place, tmp_path: Path) -> Place:
    shutil.copytree(model.folder, tmp_path / "office")
    return Place(tmp_path / "office", model.recovery)


def make(place: Place, folder: Path, now: dt.datetime = NOW) -> Path:
    unlocked = place.unlock()
    database = place.open()
    try:
        seal = backups.sealed_to_sheet(unlocked.backup_seal())
        work = Work(database, USER, now)
        return backups.make_backup(work, unlocked.store_keys, folder, seal=seal).path
    finally:
        database.close()
        unlocked.wipe()


def test_t10_a_write_protected_stick_is_said_and_read_from(
    place: Place, small_disk: Path, tmp_path: Path, say: Say
):
    subprocess.run(["mount", "-o", "remount,size=24m", str(small_disk)], check=True)
    made = make(place, small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(ReadOnlyMedium):
        make(place, small_disk, NOW + dt.timedelta(seconds=1))
    done = restore_office(made, place.recovery, tmp_path / "tillbaka", now=NOW)
    assert done.rows > 0
    say("T10 restored from a write-protected stick", "1 of 1")


@pytest.mark.parametrize("long", [few, many])
def test_t11_a_backup_that_is_interrupted(place: Place, tmp_path: Path, say: Say, long: bool):
    dice = random.Random(11)
    stick = tmp_path / "stick"
    stick.mkdir()
    kills = times(10, 50) if long else 3
    halves = whole = 0
    for number in range(kills):
        kill_while(place.folder, "backup", dice.random() * 0.5, at_work=number % 2 == 1)
        halves += len(list(stick.glob("*.part")))
        for path in stick.iterdir():
            if path.suffix == ".dat" and path.name != "kopia-lista.dat":
                trial_restore(
                    path, backups.opened_by_sheet(place.recovery), place.folder / "data.db"
                )
                whole += 1
            path.unlink()
        database = place.open()
        sound(database, place)
        database.close()
    assert whole or not long, "none was verified"
    # A half lies there for a tenth of a copy's time: ten kills may miss it, fifty do not.
    assert halves or kills < 50, "it was never killed in the middle of anything"
    say(
        f"T11 killed while copying, {kills}: unverified with a final name",
        f"0 of {whole} ({halves} halves)",
    )


def test_t15_a_log_that_cannot_be_emptied_is_said(
    place: Place, monkeypatch: pytest.MonkeyPatch, say: Say
):
    database = place.open()
    unlocked = place.unlock()
    stranger = None
    with pytest.raises(DatabaseLocked):
        stranger = connect(place.folder / "data.db", unlocked.store_keys.database)
    assert stranger is None, "nobody else reads the file while the program has it"
    unlocked.wipe()
    with monkeypatch.context() as patch:
        patch.setattr(type(database.connection), "checkpoint", lambda _: False)
        with pytest.raises(PurgeNotFinished):
            purging.finish(database)
    purging.finish(database)
    assert (place.folder / "data.db-wal").stat().st_size == 0
    database.close()
    say("T15 second readers of an open register; log after the second try", "0; 0 bytes")


def test_t20_the_log_is_ordered_by_its_counter_whatever_the_clock_says(place: Place, say: Say):
    database = place.open()
    leaps = (0, 3650, -365, 1, -3650, 0)
    for days in leaps:
        with Work(database, USER, NOW + dt.timedelta(days=days)).step("Påhitt") as step:
            step.log("print", text="x")
    rows = database.wire.rows("SELECT seq, at FROM journal WHERE kind = 'print' ORDER BY seq")
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [row[1] for row in rows] != sorted(row[1] for row in rows)
    assert database.verify_journal() == []
    sound(database, place)
    database.close()
    say(f"T20 leaps of the clock, {len(leaps)}: breaks in the log", "0")
