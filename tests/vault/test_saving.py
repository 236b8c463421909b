"""The key file is the old one or the new one, whatever happens (security.md 3.3, T06)."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kvinnobyran.vault import keyfile, saving
from kvinnobyran.vault.saving import forget_old, old, save
from kvinnobyran.vault.vault import Vault
from tests.faults.length import few, many, times

ROOT = Path(__file__).parents[2]
REWRITE = """
import signal, sys
from dataclasses import replace
from pathlib import Path
from kvinnobyran.vault import keyfile
from kvinnobyran.vault.saving import save
path = Path(sys.argv[1]) / keyfile.NAME
table = keyfile.decode(path.read_bytes())
print("begun", flush=True)
signal.setitimer(signal.ITIMER_PROF, float(sys.argv[2]))  # ends it after so much work; 0 never
while True:
    table = replace(table, generation=table.generation + 1)
    save(path, keyfile.encode(table), keep_old=True)
"""


def rewriting(folder, work=0.0):
    process = subprocess.Popen(
        [sys.executable, "-c", REWRITE, str(folder), str(work)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


@pytest.mark.unmeasured
@pytest.mark.parametrize("long", [few, many])
def test_a_killed_save_leaves_a_sound_file(folder, long, record_property):
    """Kill -9 at random moments of a loop that does nothing but save."""
    chance = random.Random(19)
    kills = times(100, 300) if long else 40
    generations = {Vault.open(folder).table.generation}
    for number in range(kills):
        moment = chance.uniform(0.001, 0.02)
        # Every other one ends at a moment of its own work, which no busy machine puts off.
        process = rewriting(folder, moment if number % 2 else 0.0)
        if not number % 2:
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
        process.communicate()
        table = Vault.open(folder).table
        assert table.generation >= max(generations)
        generations.add(table.generation)
        before = old(folder / keyfile.NAME)
        if before.exists():  # between unlink and link there is none, and none is needed
            assert keyfile.decode(before.read_bytes()).generation <= table.generation
    assert len(generations) > kills // 3, "the loop was killed while it saved"
    assert {path.name for path in folder.iterdir()} <= {
        keyfile.NAME, f"{keyfile.NAME}.old", f"{keyfile.NAME}.new"
    }  # fmt: skip
    record_property("figure", f"T06 killed while saving the key file, {kills} times: unsound 0")


def test_one_generation_is_kept_and_private(tmp_path):
    path = tmp_path / "file"
    previous = os.umask(0)
    try:
        for content in (b"one", b"two", b"three"):
            save(path, content, keep_old=True)
    finally:
        os.umask(previous)
    assert path.read_bytes() == b"three"
    assert old(path).read_bytes() == b"two"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "file.old"]
    assert {stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()} == {0o600}
    forget_old(path)
    forget_old(path)
    assert not old(path).exists()


def test_a_leftover_that_was_wider_becomes_private(tmp_path):
    left = tmp_path / "file.new"
    left.write_bytes(b"left over, and longer than what comes")
    left.chmod(0o644)
    save(tmp_path / "file", b"new")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_stick_without_hard_links_gets_a_copy(tmp_path, monkeypatch):
    def refused(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    path = tmp_path / "file"
    save(path, b"one")
    save(path, b"two", keep_old=True)
    assert old(path).read_bytes() == b"one"
    assert stat.S_IMODE(old(path).stat().st_mode) == 0o600


@pytest.mark.parametrize("call", ["open", "fsync", "replace", "chmod"])
def test_every_failing_call_leaves_the_present_file(tmp_path, monkeypatch, call):
    path = tmp_path / "file"
    save(path, b"one")

    def failing(*_, **__):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        with pytest.raises(OSError, match="Input/output"):
            save(path, b"two", keep_old=True)
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".new")] == []


def test_a_full_disk_leaves_the_present_file(folder, tmp_path):
    """On a real tiny file system where one can be mounted."""
    place = tmp_path / "tiny"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(place)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        path = place / keyfile.NAME
        content = (folder / keyfile.NAME).read_bytes()
        save(path, content)
        (place / "full").write_bytes(bytes(8192))
        with pytest.raises(OSError, match="No space left"):
            save(path, content + bytes(8192), keep_old=True)
        assert path.read_bytes() == content
        assert keyfile.decode(path.read_bytes()).users
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_windows_syncs_no_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("no such call there"))
    saving.sync_folder(tmp_path)
