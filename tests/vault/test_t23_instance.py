"""T23: one program at a time, and a killed one holds nothing."""

import contextlib
import errno
import getpass
import importlib
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from kvinnobyran.vault import instance
from kvinnobyran.vault.instance import NAME, InstanceLock
from kvinnobyran.vault.troubles import FolderNotYours, SomebodyElseHasIt, VaultMissing

NOW = datetime(2027, 3, 4, 9, 5, tzinfo=UTC)
HOLD = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from kvinnobyran.vault.instance import InstanceLock
now = datetime(2027, 3, 4, 9, 5, tzinfo=UTC)
lock = InstanceLock(Path(sys.argv[1])).take(now=now, holder="Anna Exempel")
print("held", flush=True)
time.sleep(60)
"""


def said(process):
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert said(process) == b"held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_program_is_told_who_has_it_and_since_when(tmp_path, holder):
    with pytest.raises(SomebodyElseHasIt) as caught:
        InstanceLock(tmp_path).take(now=NOW)
    assert caught.value.holder == "Anna Exempel"
    assert caught.value.since == NOW
    local = NOW.astimezone()
    assert (
        caught.value.sentence
        == f"Anna Exempel har registret öppet sedan {local:%Y-%m-%d kl. %H:%M}."
    )


def test_a_killed_holder_holds_nothing(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert b"Anna" in (tmp_path / NAME).read_bytes(), "the stale file is there"
    with InstanceLock(tmp_path).take(now=NOW) as lock:
        assert lock is not None


def test_a_stopped_holder_still_holds(tmp_path, holder):
    holder.send_signal(signal.SIGSTOP)
    time.sleep(0.1)
    with pytest.raises(SomebodyElseHasIt):
        InstanceLock(tmp_path).take(now=NOW)


@pytest.mark.unmeasured
def test_eight_at_once_and_one_gets_it(tmp_path):
    take = HOLD.replace("time.sleep(60)", "sys.stdin.read()")
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", take, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(8)
    ]
    # A loser ends by itself; the winner waits to be told.
    told = [said(process) for process in processes]
    for process in processes:
        process.communicate()
    assert sorted(told) == [b""] * 7 + [b"held\n"]


def test_a_program_that_replaces_itself_gives_the_lock_back(tmp_path):
    """Locking the program is an exec (security.md decision 3); the lock page takes it anew."""
    code = HOLD.replace(
        "time.sleep(60)",
        "import os; wait = 'import sys; sys.stdin.read()';"
        "os.execv(sys.executable, [sys.executable, '-c', wait])",
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert said(process) == b"held\n"
    try:
        lock = InstanceLock(tmp_path)
        for _ in range(100):
            with contextlib.suppress(SomebodyElseHasIt):
                lock.take(now=NOW)
                break
            time.sleep(0.02)
        with lock, pytest.raises(SomebodyElseHasIt):
            InstanceLock(tmp_path).take(now=NOW)
    finally:
        process.communicate()


def test_the_same_program_cannot_take_it_twice(tmp_path):
    with InstanceLock(tmp_path).take(now=NOW):
        with pytest.raises(SomebodyElseHasIt) as caught:
            InstanceLock(tmp_path).take(now=NOW)
        assert caught.value.holder
    again = InstanceLock(tmp_path).take(now=NOW)
    again.release()
    again.release()
    again.say("nobody", now=NOW)
    assert (tmp_path / NAME).read_bytes() == b""


def test_the_note_follows_who_has_unlocked(tmp_path):
    with InstanceLock(tmp_path).take(now=NOW) as lock:
        lock.say("Berit Påhittad", now=NOW)
        with pytest.raises(SomebodyElseHasIt) as caught:
            InstanceLock(tmp_path).take(now=NOW)
    assert caught.value.holder == "Berit Påhittad"


def test_another_computer_is_named(tmp_path, monkeypatch):
    with InstanceLock(tmp_path).take(now=NOW, holder="Anna"):
        monkeypatch.setattr(instance, "_computer", lambda: "annan")
        with pytest.raises(SomebodyElseHasIt) as caught:
            InstanceLock(tmp_path).take(now=NOW)
    assert caught.value.holder.startswith("Anna (dator ")


@pytest.mark.parametrize(
    "note", [b"", b"x", b"{}", b"[]", b'{"holder":"A","since":"x","computer":"b"}', b"[" * 4000]
)
def test_a_note_that_cannot_be_read_still_refuses(tmp_path, note):
    with InstanceLock(tmp_path).take(now=NOW):
        (tmp_path / NAME).write_bytes(note)
        with pytest.raises(SomebodyElseHasIt) as caught:
            InstanceLock(tmp_path).take(now=NOW)
    assert caught.value.holder == ""
    assert "öppet i ett annat fönster" in caught.value.sentence


def test_a_holder_without_a_time_is_still_named():
    assert SomebodyElseHasIt("Anna").sentence == "Anna har registret öppet."


def test_folders_that_cannot_be_locked(tmp_path):
    with pytest.raises(VaultMissing):
        InstanceLock(tmp_path / "none").take(now=NOW)
    (tmp_path / NAME).mkdir()
    with pytest.raises(FolderNotYours):
        InstanceLock(tmp_path).take(now=NOW)


def test_a_file_system_that_knows_no_locks(tmp_path, monkeypatch):
    def no_locks(_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(instance, "_lock", no_locks)
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(FolderNotYours):
        InstanceLock(tmp_path).take(now=NOW)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_user_without_a_name(tmp_path, monkeypatch):
    def nameless():
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nameless)
    with InstanceLock(tmp_path).take(now=NOW):
        assert b'"holder": "N\\u00e5gon"' in (tmp_path / NAME).read_bytes()


def test_windows_locks_a_byte_far_behind_the_note(tmp_path, monkeypatch):
    asked = []

    def locking(handle, mode, count):
        asked.append((os.lseek(handle, 0, os.SEEK_CUR), mode, count))
        if len(asked) > 1:
            raise PermissionError(errno.EACCES, "Permission denied")

    windows = SimpleNamespace(LK_NBLCK=2, locking=locking)

    def import_module(name):
        if name == "fcntl":
            raise ImportError
        assert name == "msvcrt"
        return windows

    monkeypatch.setattr(importlib, "import_module", import_module)
    with (
        InstanceLock(tmp_path).take(now=NOW, holder="Anna"),
        pytest.raises(SomebodyElseHasIt) as caught,
    ):
        InstanceLock(tmp_path).take(now=NOW)
    assert asked == [(1 << 30, 2, 1)] * 2
    assert caught.value.holder == "Anna"
    assert (tmp_path / NAME).stat().st_size < 4096
