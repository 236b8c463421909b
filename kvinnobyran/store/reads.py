# ruff: noqa: S608 - every name comes from our own registry, every value is a parameter
"""Questions to the database: what :class:`Database` and :class:`Transaction` have in common."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from kvinnobyran.store.codec import codec_of
from kvinnobyran.store.tables import SEARCHABLE, TABLES
from kvinnobyran.store.troubles import StoreBug

R = TypeVar("R")
Parameters = Sequence[Any] | Mapping[str, Any]


class Pending(NamedTuple):
    """One change or event that waits for its commit, to be chained (see ``journal.py``)."""

    kind: str
    table: str
    record: str
    payload: str | None


class Wire(Protocol):
    """A keyed connection that speaks our troubles (see ``database.py``)."""

    pending: list[Pending]

    def rows(self, sql: str, params: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a statement."""

    def named(
        self, sql: str, params: Parameters = ()
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Return the names of the columns and all rows."""

    def change(self, sql: str, params: Parameters = ()) -> int:
        """Run a statement and return how many rows it changed."""

    def note(self, event: Pending) -> None:
        """Let an event wait for the commit with the changes, in the order of things."""

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once per row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Which migrations, record tables and searched columns a database has."""

    migrations: tuple[Path, ...] = (Path(__file__).with_name("migrations"),)
    tables: Mapping[type, str] = field(default_factory=lambda: TABLES)
    searchable: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: SEARCHABLE)


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of one record class, written once from its fields."""

    insert: str
    update: str
    delete: str
    select: str


def statements(row: type, table: str) -> Statements:
    """Return the statements; every name in them comes from our own registry."""
    known = _WRITTEN.get((row, table))
    if known is None:
        names = codec_of(row).names
        columns, marks = ", ".join(names), ", ".join("?" for _ in names)
        changed = ", ".join(f"{name} = ?" for name in names if name != "id")
        known = _WRITTEN[row, table] = Statements(
            insert=f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            update=f"UPDATE {table} SET {changed} WHERE id = ?",
            delete=delete_from(table),
            select=f"SELECT {columns} FROM {table} WHERE id = ?",
        )
    return known


def delete_from(table: str) -> str:
    """Return the statement that deletes one record of a table of our own registry."""
    return f"DELETE FROM {table} WHERE id = ?"


_WRITTEN: dict[tuple[type, str], Statements] = {}


class Reads:
    """The questions. SQL is always a literal of the caller; values go in as parameters."""

    def __init__(self, wire: Wire, schema: Schema) -> None:
        self.wire = wire
        self.schema = schema

    def all(self, row: type[R], sql: str, params: Parameters = ()) -> list[R]:
        """Return all rows as records; columns are mapped to fields by name.

        Raises :class:`StoreBug` when the columns are not the fields.
        """
        columns, rows = self.wire.named(sql, params)
        load = codec_of(row).loader(columns)
        return [load(values) for values in rows]

    def one(self, row: type[R], sql: str, params: Parameters = ()) -> R | None:
        """Return the first row as a record, or None."""
        found = self.all(row, sql, params)
        return found[0] if found else None

    def get(self, row: type[R], id: str) -> R | None:
        """Return the record with this id, or None."""
        found = self.wire.rows(statements(row, self.table(row)).select, (id,))
        codec = codec_of(row)
        return codec.loader(codec.names)(found[0]) if found else None

    def value(self, sql: str, params: Parameters = ()) -> Any:  # noqa: ANN401 - a cell
        """Return the first column of the first row, or None."""
        found = self.wire.rows(sql, params)
        return found[0][0] if found else None

    def table(self, row: type) -> str:
        """Return the table of a record class. Raises :class:`StoreBug` if it has none."""
        try:
            return self.schema.tables[row]
        except KeyError:
            pass
        raise StoreBug("no table is registered for " + row.__name__)
