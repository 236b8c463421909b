"""T30 on the program's own migrations: a failure before any statement leaves the old file whole.

From the first version to the newest in one go, as an office that skipped releases would. There
is no golden file of a released version yet, for none is released: the old file is made here.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kvinnobyran.store import connection as connections
from kvinnobyran.store import migrate
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Schema
from kvinnobyran.store.troubles import DiskFull
from tests.faults.length import SHORT_ID
from tests.store.kit import DEVICE, dump, make_keys, raw

few = pytest.param(40, id=SHORT_ID)
each = pytest.param(1, id="each", marks=pytest.mark.faults)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the first version, made by the first migration alone."""
    folder = tmp_path_factory.mktemp("first")
    old = folder / "migrations"
    old.mkdir()
    shutil.copy(migrate.found(Schema().migrations)[0], old)
    schema = Schema(migrations=(old,), tables={}, searchable={})
    Database.create(folder / "data.db", make_keys(), device=DEVICE, schema=schema).close()
    return folder / "data.db"


def version(path: Path) -> int:
    stranger = raw(path, make_keys())
    found = stranger.rows("PRAGMA user_version")[0][0]
    stranger.close()
    return int(found)


def failing(monkeypatch: pytest.MonkeyPatch, fail_at: int) -> list[str]:
    """Let the connection fail before a statement of the migration, counted from its BEGIN."""
    seen: list[str] = []
    original = connections.Connection.rows

    def rows(self: connections.Connection, sql: str, params: object = ()) -> object:
        if seen or sql == "BEGIN IMMEDIATE":
            seen.append(sql)
            if len(seen) == fail_at and sql != "ROLLBACK":
                raise DiskFull
        return original(self, sql, params)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(connections.Connection, "rows", rows)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("stride", [few, each])
def test_t30_a_failure_before_any_statement_of_ours(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stride: int,
    record_property: Callable[[str, object], None],
):  # fmt: skip
    steps = migrate.found(Schema().migrations)[1:]
    statements = sum(len(list(migrate.statements(step.read_text("utf-8")))) + 1 for step in steps)
    stranger = raw(first, make_keys())
    before = stranger.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2")
    stranger.close()
    path = tmp_path / "data.db"
    tried = 0
    # Begin, every statement and version, the two checks, commit.
    for fail_at in (*range(1, statements + 4, stride), statements + 4):
        shutil.copy(first, path)
        with monkeypatch.context() as patch:
            failing(patch, fail_at)
            with pytest.raises(DiskFull):
                Database.open(path, make_keys(), device=DEVICE)
        stranger = raw(path, make_keys())
        assert stranger.rows("PRAGMA user_version") == [(1,)], fail_at
        found = stranger.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2")
        stranger.close()
        assert found == before, fail_at
        tried += 1
        for leftover in tmp_path.iterdir():
            leftover.unlink()
    assert tried > statements // stride
    shutil.copy(first, path)
    database = Database.open(path, make_keys(), device=DEVICE)
    assert database.verify_journal() == []
    assert dump(database)
    database.close()
    assert version(path) == len(steps) + 1
    record_property("figure", f"T30 failures before a statement, {tried}: neither old nor new 0")
