import hashlib
import json
import os
import random
import shutil

import pytest

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store import backup as backups
from kvinnobyran.store import pragmas
from kvinnobyran.store.backup import backup, read_header, trial_restore
from kvinnobyran.store.troubles import AlreadyThere, CopyFailed, DiskFull
from tests.store.kit import NOW, Folder, an_id, save


def seal(key):
    """Stand in for the vault's sealing: anything that comes back the same."""
    return bytes(byte ^ 0x5A for byte in key)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def made(database, keys, stick):
    save(database, *(Folder(id=an_id(), title="kanarie " * 20) for _ in range(30)))
    return backup(database, keys, stick, seal=seal, now=NOW)


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_is_one_file_with_a_neutral_name(made, stick, path):
    assert names(stick) == ["kopia-2027-02-09-083000.dat"]
    assert names(path.parent) == ["data.db", "data.db-wal"]
    assert made.stat().st_mode & 0o077 == 0


def test_the_header_says_what_is_in_it(made, database):
    header = read_header(made)
    assert header.vault_id == "arkiv"
    assert header.epoch == 1
    assert header.schema == 2
    assert header.counts["folder"] == 30
    assert header.audit_head == database.audit_head().text
    assert header.created == NOW.isoformat()


def test_t03_the_container_holds_no_plain_text_and_no_key(made, keys):
    line, _, pages = made.read_bytes().partition(b"\n")
    assert b"kanarie" not in line + pages
    assert b"SQLite format 3" not in pages
    assert bytes(keys.database).hex().encode() not in line
    assert "kanarie" not in json.dumps(json.loads(line))


def test_it_can_be_restored_on_trial(made, database, path):
    before = database.head()
    counts = trial_restore(made, seal, path)
    assert counts == read_header(made).counts
    assert names(path.parent) == ["data.db", "data.db-wal"]
    assert database.head() == before


def test_what_is_saved_after_it_is_not_in_it(made, database, path):
    save(database, Folder(id=an_id()))
    assert trial_restore(made, seal, path)["folder"] == 30


def test_another_key_opens_nothing(made, path):
    with pytest.raises(CopyFailed):
        trial_restore(made, lambda _: b"x" * 48, path)
    assert names(path.parent) == ["data.db", "data.db-wal"]


def test_t09_every_change_of_a_backup_is_found(made, path):
    whole = made.read_bytes()
    head = whole.index(b"\n") + 1
    dice = random.Random(5)
    contents = [b"", b"{}\n", b"[]\n", b"\n", whole[:head], whole + b"x", whole[:-1]]
    contents += [
        whole.replace(b'"sealed": "', b'"sealed": "x'),
        whole.replace(b'"epoch": 1', b'"epoch":  1'),
    ]
    for place in (*range(0, head, 3), *(dice.randrange(len(whole)) for _ in range(100))):
        content = bytearray(whole)
        content[place] ^= 1 << dice.randrange(8)
        contents.append(bytes(content))
    for content in contents:
        made.write_bytes(content)
        with pytest.raises(CopyFailed):
            trial_restore(made, seal, path)
    assert names(path.parent) == ["data.db", "data.db-wal"]


def test_a_header_that_lies_about_the_counts(made, path):
    line, _, pages = made.read_bytes().partition(b"\n")
    header = read_header(made)
    key = seal(bytes.fromhex(header.sealed))
    said = json.loads(line)
    said["counts"]["folder"] = 29
    said.pop("mac")
    made.write_bytes(backups.Header(**said).line(key) + pages)
    with pytest.raises(CopyFailed):
        trial_restore(made, seal, path)


@pytest.mark.parametrize("step", ["_digest", "verified", "_pack", "sync_folder", "_make_room"])
@pytest.mark.parametrize("error", [CopyFailed(), OSError(28, ""), OSError(5, "")], ids=str)
def test_a_failure_anywhere_is_no_backup(database, keys, stick, path, monkeypatch, step, error):
    def fail(*_):
        raise error

    save(database, Folder(id=an_id()))
    monkeypatch.setattr(backups, step, fail)
    with pytest.raises(Trouble):
        backup(database, keys, stick, seal=seal, now=NOW)
    assert names(stick) == []
    assert names(path.parent) == ["data.db", "data.db-wal"]


def test_a_backup_that_reads_back_otherwise_does_not_count(database, keys, stick, monkeypatch):
    digests = iter(["a", "b", "a", "c"])
    real = backups._digest
    monkeypatch.setattr(
        backups, "_digest", lambda path: next(digests) if path.parent == stick else real(path)
    )
    with pytest.raises(CopyFailed):
        backup(database, keys, stick, seal=seal, now=NOW)
    assert names(stick) == []


def test_no_room(database, keys, stick, monkeypatch):
    usage = type("Usage", (), {"free": 10})()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DiskFull):
        backup(database, keys, stick, seal=seal, now=NOW)


def test_a_system_that_cannot_drop_its_cache(database, keys, stick, monkeypatch):
    monkeypatch.delattr(os, "posix_fadvise")
    assert backup(database, keys, stick, seal=seal, now=NOW).exists()


def test_never_on_top_of_another(made, database, keys, stick):
    before = hashlib.sha256(made.read_bytes()).digest()
    with pytest.raises(AlreadyThere):
        backup(database, keys, stick, seal=seal, now=NOW)
    assert hashlib.sha256(made.read_bytes()).digest() == before


def test_what_an_interrupted_backup_left_is_replaced(database, keys, stick):
    (stick / "kopia-2027-02-09-083000.dat.part").write_bytes(b"half")
    backup(database, keys, stick, seal=seal, now=NOW)
    assert names(stick) == ["kopia-2027-02-09-083000.dat"]


def test_a_stick_that_is_gone(database, keys, tmp_path, path):
    with pytest.raises(Trouble):
        backup(database, keys, tmp_path / "gone", seal=seal, now=NOW)
    for act in (read_header, lambda file: trial_restore(file, seal, path)):
        with pytest.raises(Trouble):
            act(tmp_path / "gone" / "kopia.dat")


def test_t28_the_connections_of_backups_have_their_settings_too(database, keys, stick, monkeypatch):
    seen = []
    real = pragmas.differing

    def differing(rows, settings):
        seen.append((settings is pragmas.COPY_SETTINGS, real(rows, settings)))
        return real(rows, settings)

    monkeypatch.setattr(pragmas, "differing", differing)
    backup(database, keys, stick, seal=seal, now=NOW)
    assert seen == [(True, ()), (True, ())]
