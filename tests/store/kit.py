"""What the tests of the store share: a small schema of their own, keys, and a clock."""

import datetime as dt
import itertools
import shutil
from dataclasses import dataclass
from pathlib import Path

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.store.connection import Connection, connect
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Schema

ENGINE = Path(__file__).parents[2] / "kvinnobyran/store/migrations/0001_engine.sql"
NOW = dt.datetime(2027, 2, 9, 8, 30, tzinfo=dt.UTC)
DEVICE = "provdator"
USER = "prov"

RECORDS = """
-- a table that has everything; and a semicolon; in its comment
CREATE TABLE folder (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    title TEXT NOT NULL,
    colour TEXT NOT NULL CHECK (colour IN ('red', 'blue')),
    made_on TEXT,
    seen_at TEXT,
    opens TEXT,
    born TEXT,
    size INTEGER,
    is_open INTEGER NOT NULL,
    colours TEXT NOT NULL,
    ranked TEXT NOT NULL,
    scan BLOB,
    code TEXT UNIQUE
) STRICT;
CREATE TABLE sheet (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    folder_id TEXT NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    next_id TEXT REFERENCES sheet (id) ON DELETE SET NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TRIGGER sheet_never_says_no BEFORE UPDATE ON sheet WHEN NEW.text = 'nej'
BEGIN SELECT RAISE(ABORT, 'never'); END;
"""


class Colour(Code):
    RED = ("red", "Röd")
    BLUE = ("blue", "Blå")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    id: str
    title: str = ""
    colour: Colour = Colour.RED
    made_on: dt.date | None = None
    seen_at: dt.datetime | None = None
    opens: dt.time | None = None
    born: PartialDate | None = None
    size: int | None = None
    is_open: bool = False
    colours: frozenset[Colour] = frozenset()
    ranked: tuple[Colour, ...] = ()
    scan: bytes | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    id: str
    folder_id: str
    next_id: str | None = None
    text: str = ""


TABLES: dict[type, str] = {Folder: "folder", Sheet: "sheet"}
SEARCHABLE = {"folder": ("title", "code"), "sheet": ("text",)}
_numbers = itertools.count(1)


def an_id() -> str:
    return f"{next(_numbers):032x}"


def make_schema(folder: Path, *more: str) -> Schema:
    """Write the migrations into a folder: the engine, the records, and any later ones."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ENGINE, folder)
    for number, text in enumerate((RECORDS, *more), 2):
        (folder / f"{number:04}_test.sql").write_text(text)
    return Schema(migrations=(folder,), tables=TABLES, searchable=SEARCHABLE)


def make_keys(seed: int = 1, *, vault_id: str = "arkiv", epoch: int = 1) -> StoreKeys:
    """Return keys that are the same in every process."""
    return StoreKeys(
        database=bytearray((seed * 7 + i) % 251 + 1 for i in range(48)),
        audit=bytearray((seed * 5 + i) % 251 + 1 for i in range(32)),
        vault_id=vault_id,
        epoch=epoch,
    )


def save(database: Database, *records: object, name: str = "Nytt", user: str = USER) -> None:
    with database.transaction(user=user, name=name, now=NOW) as step:
        for record in records:
            step.insert(record)


def raw(path: Path, keys: StoreKeys) -> Connection:
    """Open the file as somebody with the key but without our rules would."""
    return connect(path, keys.database)


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return everything in the record tables."""
    return {
        table: sorted(database.wire.rows(f"SELECT * FROM {table}"), key=repr)
        for table in database.schema.tables.values()
    }
