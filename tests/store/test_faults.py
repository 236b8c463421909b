"""The world's faults for real: a full disk, a read-only place, a killed process."""

import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kvinnobyran.store.backup import backup
from kvinnobyran.store.check import check
from kvinnobyran.store.connection import Connection
from kvinnobyran.store.database import Database
from kvinnobyran.store.drafts import Draft, load_draft, save_draft
from kvinnobyran.store.troubles import (
    BrokenRule,
    DiskError,
    DiskFull,
    MemoryShort,
    ReadOnlyMedium,
    StoreBug,
)
from tests.store.kit import DEVICE, NOW, USER, Folder, an_id, dump, make_keys, make_schema, save


def mounted(folder, options):
    """Mount a small file system of its own, or say why not."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no right to mount a small disk here")
    return folder


@pytest.fixture
def small_disk(tmp_path):
    folder = mounted(tmp_path / "small", "size=1m")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


# --- a full disk -------------------------------------------------------------------------


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(small_disk, keys, schema):
    path = small_disk / "data.db"
    database = Database.create(path, keys, device=DEVICE, schema=schema)
    (small_disk / "filler").write_bytes(bytes(300_000))
    acknowledged = []

    def save_on_and_on():
        while True:
            folder = Folder(id=an_id(), title="text " * 300)
            save(database, folder)
            acknowledged.append(folder.id)

    with pytest.raises(DiskFull):
        save_on_and_on()
    kept = {row[0] for row in dump(database)["folder"]}
    assert kept == set(acknowledged)
    draft = Draft(
        user=USER, kind="inquiry", record="", body="x" * 300_000, cursor=0, updated_at=NOW
    )
    with pytest.raises(DiskFull):
        save_draft(database, draft)
    assert load_draft(database, user=USER, kind="inquiry", record="") is None
    (small_disk / "filler").unlink()
    save(database, Folder(id=an_id()))
    assert [line for line in check(database, keys) if not line.ok] == []
    database.close()
    again = Database.open(path, keys, device=DEVICE, schema=schema)
    assert len(dump(again)["folder"]) == len(acknowledged) + 1
    again.close()


def test_a_full_disk_while_creating_leaves_nothing(small_disk, keys, schema):
    (small_disk / "filler").write_bytes(bytes(950_000))
    with pytest.raises(DiskFull):
        Database.create(small_disk / "data.db", keys, device=DEVICE, schema=schema)
    assert [file.name for file in small_disk.iterdir()] == ["filler"]


def test_a_full_stick_is_said_and_no_backup_is_left(small_disk, database, keys):
    (small_disk / "filler").write_bytes(bytes(900_000))
    with pytest.raises(DiskFull):
        backup(database, keys, small_disk, seal=bytes, now=NOW)
    assert [file.name for file in small_disk.iterdir()] == ["filler"]


def test_a_full_disk_before_a_migration_leaves_the_old_file(small_disk, keys, schema, tmp_path):
    path = small_disk / "data.db"
    database = Database.create(path, keys, device=DEVICE, schema=schema)
    save(database, Folder(id=an_id()))
    database.close()
    room = shutil.disk_usage(small_disk).free - 40_000
    (small_disk / "filler").write_bytes(bytes(room))
    later = make_schema(tmp_path / "later", "CREATE TABLE box (id TEXT PRIMARY KEY) STRICT;")
    with pytest.raises(DiskFull):
        Database.open(path, keys, device=DEVICE, schema=later)
    (small_disk / "filler").unlink()
    assert [file.name for file in small_disk.iterdir()] == ["data.db"]
    again = Database.open(path, keys, device=DEVICE, schema=schema)
    assert len(dump(again)["folder"]) == 1
    again.close()


# --- a read-only place -------------------------------------------------------------------


def test_a_write_protected_disk_is_said_and_nothing_is_touched(small_disk, keys, schema):
    path = small_disk / "data.db"
    Database.create(path, keys, device=DEVICE, schema=schema).close()
    before = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    for act in (Database.open, Database.create):
        with pytest.raises(ReadOnlyMedium):
            act(
                path if act == Database.open else small_disk / "new.db",
                keys,
                device=DEVICE,
                schema=schema,
            )
    assert path.read_bytes() == before


def test_a_backup_to_a_write_protected_stick(small_disk, database, keys):
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(ReadOnlyMedium):
        backup(database, keys, small_disk, seal=bytes, now=NOW)


# --- troubles of the engine itself -------------------------------------------------------


class Broken:
    """A foreign connection that fails with a code of SQLite."""

    in_transaction = False

    def __init__(self, code):
        self.code = code

    def execute(self, *_):
        error = dbapi2.OperationalError("kanarie")
        error.sqlite_errorcode = self.code
        error.sqlite_errorname = "SQLITE_TEST"
        raise error

    executemany = backup = execute


@pytest.mark.parametrize(
    ("code", "trouble"),
    [(7, MemoryShort), (10, DiskError), (13, DiskFull), (14, DiskError), (19, BrokenRule),
     (1, StoreBug), (8, ReadOnlyMedium)],
)  # fmt: skip
def test_t26_each_foreign_error_becomes_ours_without_its_text(code, trouble):
    broken = Connection(Broken(code), Path("x"))
    for act in (
        lambda: broken.rows("SELECT 'kanarie'"),
        lambda: broken.change("SELECT 'kanarie'"),
        lambda: broken.many("SELECT 'kanarie'", [()]),
        lambda: broken.copy_into(broken),
    ):
        with pytest.raises(trouble) as caught:
            act()
        assert "kanarie" not in repr(caught.value)
        assert caught.value.__context__ is caught.value.__cause__ is None


def test_a_rollback_that_fails_does_not_hide_what_happened(database):
    folder = Folder(id=an_id())
    save(database, folder)
    raw = database.connection._raw

    class NoRollback:
        in_transaction = True

        def execute(self, sql, *params):
            return (Broken(10) if sql == "ROLLBACK" else raw).execute(sql, *params)

    def step_that_loses_the_disk():
        with database.transaction(user=USER, name="Ändring", now=NOW) as step:
            step.update(replace(folder, title="x"))
            database.connection._raw = NoRollback()
            raise KeyError

    with pytest.raises(KeyError):
        step_that_loses_the_disk()
    database.connection._raw = raw
    raw.execute("ROLLBACK")
    assert database.get(Folder, folder.id) == folder


# --- T06 for saving: killed at any moment ----------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from kvinnobyran.store.database import Database
from tests.store.kit import DEVICE, NOW, USER, Folder, make_keys, make_schema
from kvinnobyran.store.drafts import Draft, save_draft

folder, first = Path(sys.argv[1]), int(sys.argv[2])
database = Database.open(
    folder / "data.db", make_keys(), device=DEVICE, schema=make_schema(folder / "migrations")
)
for number in range(first, first + 100000):
    with database.transaction(user=USER, name="Nytt", now=NOW) as step:
        step.insert(Folder(id=f"{number:032x}", title="text " * 100))
    save_draft(database, Draft(
        user=USER, kind="k", record="", body=str(number), cursor=0, updated_at=NOW,
    ))
    print(number, flush=True)
"""


@pytest.mark.unmeasured
def test_t06_a_killed_process_loses_nothing_acknowledged(tmp_path):
    keys, schema = make_keys(), make_schema(tmp_path / "migrations")
    path = tmp_path / "data.db"
    Database.create(path, keys, device=DEVICE, schema=schema).close()
    dice = random.Random(6)
    saved = 0
    for _ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path, str(saved)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert writer.stdout
        first = int(writer.stdout.readline())
        time.sleep(dice.random() * 0.1)
        writer.send_signal(signal.SIGKILL)
        acknowledged = [first, *map(int, writer.stdout.read().split())][-1]
        writer.stdout.close()
        writer.wait()
        database = Database.open(path, keys, device=DEVICE, schema=schema)
        kept = database.value("SELECT count(*) FROM folder")
        assert acknowledged + 1 <= kept <= acknowledged + 2
        draft = load_draft(database, user=USER, kind="k", record="")
        assert draft
        assert acknowledged <= int(draft.body) <= kept
        assert [line.name for line in check(database, keys) if not line.ok] == []
        saved = kept
        database.close()
    assert saved > 12
