"""T30 and T31: an older file comes up whole or stays as it was; a newer one is left alone."""

import hashlib

import pytest

from kvinnobyran.store import connection as connections
from kvinnobyran.store import migrate
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import (
    CopyFailed,
    DiskFull,
    MigrationFailed,
    NewerSchema,
    StoreBug,
)
from tests.store.kit import DEVICE, NOW, USER, Folder, an_id, dump, make_schema, raw, save

LATER = """
ALTER TABLE folder ADD COLUMN later TEXT; -- with a ; in its comment
CREATE TABLE box (id TEXT NOT NULL PRIMARY KEY) STRICT;
INSERT INTO box (id) VALUES ('a;b');
CREATE TRIGGER box_stays BEFORE DELETE ON box
BEGIN
    SELECT RAISE(ABORT, 'no; never');
END;
"""


def opened(path, keys, schema):
    return Database.open(path, keys, device=DEVICE, schema=schema)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version(path, keys):
    stranger = raw(path, keys)
    found = stranger.rows("PRAGMA user_version")[0][0]
    stranger.close()
    return found


@pytest.fixture
def old(database, path):
    """A file of the version before, with something in it."""
    save(database, *(Folder(id=an_id(), title="gammal") for _ in range(3)))
    database.close()
    return path


@pytest.fixture
def newer(tmp_path):
    return make_schema(tmp_path / "newer", LATER)


def test_an_older_file_is_brought_up_after_a_verified_copy(old, keys, newer, tmp_path, schema):
    database = opened(old, keys, newer)
    assert database.value("PRAGMA user_version") == 3
    assert database.value("SELECT count(*) FROM folder WHERE later IS NULL") == 3
    assert database.verify_journal() == []
    database.close()
    copy = old.with_name("data.db.before-0002")
    assert copy.stat().st_mode & 0o077 == 0
    assert {file.name for file in old.parent.iterdir()} == {"data.db", copy.name}
    before = opened(copy, keys, schema)
    assert len(dump(before)["folder"]) == 3
    before.close()


def test_forgetting_removes_the_copies_from_before(old, keys, newer):
    database = opened(old, keys, newer)
    victim = database.value("SELECT id FROM folder")
    with database.transaction(user=USER, name="Gallring", now=NOW) as step:
        step.forget("folder", victim)
    assert not old.with_name("data.db.before-0002").exists()
    database.close()


def statements_run(monkeypatch, fail_at):
    """Let the connection fail before the given statement of a migration."""
    seen = []
    original = connections.Connection.rows
    inside = []

    def rows(self, sql, params=()):
        if sql == "BEGIN IMMEDIATE":
            inside.append(True)
        if inside:
            seen.append(sql)
            if len(seen) == fail_at and sql != "ROLLBACK":
                raise DiskFull
        return original(self, sql, params)

    monkeypatch.setattr(connections.Connection, "rows", rows)
    return seen


def test_t30_a_failure_before_any_statement_leaves_the_old_file(
    old, keys, newer, schema, monkeypatch
):
    contents = None
    for fail_at in range(1, 100):
        with monkeypatch.context() as patch:
            seen = statements_run(patch, fail_at)
            try:
                opened(old, keys, newer).close()
            except DiskFull:
                pass
            else:
                break
        assert version(old, keys) == 2, seen
        unchanged = opened(old, keys, schema)
        contents = contents or dump(unchanged)
        assert dump(unchanged) == contents
        assert unchanged.verify_journal() == []
        unchanged.close()
        if "COMMIT" in seen:
            break
    assert fail_at == 1 + 4 + 1 + 2 + 1  # begin, four, user_version, two checks, commit
    opened(old, keys, newer).close()
    assert version(old, keys) == 3


HANGING = "INSERT INTO sheet (id, folder_id, text) VALUES (lower(hex(zeroblob(16))), 'x', '');"
HOLLOW = """
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'size INTEGER', 'size INTEGER NOT NULL')
WHERE name = 'folder';
PRAGMA writable_schema = RESET;
"""


@pytest.mark.parametrize("text", [HANGING, HOLLOW], ids=["foreign key", "integrity"])
def test_a_result_that_does_not_hold_together_is_rolled_back(old, keys, tmp_path, text, schema):
    with pytest.raises(MigrationFailed):
        opened(old, keys, make_schema(tmp_path / "bad", text))
    assert version(old, keys) == 2
    unchanged = opened(old, keys, schema)
    assert len(dump(unchanged)["folder"]) == 3
    unchanged.close()


def test_a_statement_that_is_wrong_is_our_mistake_and_leaves_the_old_file(old, keys, tmp_path):
    with pytest.raises(StoreBug):
        opened(old, keys, make_schema(tmp_path / "bad", "CREATE TABLE a (id) STRICT;"))
    assert version(old, keys) == 2


def test_no_verified_copy_no_migration(old, keys, newer, monkeypatch):
    before = digest(old)
    monkeypatch.setattr(connections, "faults_of", lambda _: (0, 1))
    with pytest.raises(CopyFailed):
        opened(old, keys, newer)
    assert digest(old) == before
    assert [file.name for file in old.parent.iterdir()] == ["data.db"]


def test_a_copy_that_cannot_be_written_stops_the_migration(old, keys, newer, monkeypatch):
    def full(*_):
        raise OSError(28, "")

    monkeypatch.setattr(connections, "new_file", full)
    with pytest.raises(DiskFull):
        opened(old, keys, newer)
    assert version(old, keys) == 2


def test_t31_a_newer_file_is_refused_and_untouched(old, keys, newer, schema):
    opened(old, keys, newer).close()
    before = digest(old)
    with pytest.raises(NewerSchema):
        opened(old, keys, schema)
    assert digest(old) == before


@pytest.mark.parametrize(
    ("names"),
    [("0002_a.sql",), ("0001_a.sql", "0001_b.sql"), ("0001_a.sql", "0003_b.sql"), ("a.sql",)],
)
def test_migrations_are_numbered_one_by_one(tmp_path, names):
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(StoreBug):
        migrate.found((tmp_path,))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("-- only; a comment", []),
        ("SELECT 1;", ["SELECT 1;"]),
        ("SELECT ';'; SELECT 2;\n-- end", ["SELECT ';';", "SELECT 2;"]),
    ],
)
def test_splitting(text, found):
    assert list(migrate.statements(text)) == found


def test_an_unfinished_statement(tmp_path):
    with pytest.raises(StoreBug):
        list(migrate.statements("SELECT 1; SELECT 2"))
