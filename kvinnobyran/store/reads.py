"""Questions to the database: what :class:`Database` and :class:`Transaction` have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kvinnobyran.store.codec import codec_of
from kvinnobyran.store.tables import SEARCHABLE, TABLES
from kvinnobyran.store.troubles import StoreBug

R = TypeVar("R")
Parameters = Sequence[Any] | Mapping[str, Any]


class Wire(Protocol):
    """A keyed connection that speaks our troubles (see ``database.py``)."""

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a statement."""

    def named(
        self, sql: str, parameters: Parameters = ()
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Return the names of the columns and all rows."""

    def change(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement and return how many rows it changed."""

    def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
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


@cache
def statements(row: type, table: str) -> Statements:
    """Return the statements; every name in them comes from our own registry."""
    names = codec_of(row).names
    changed = [name for name in names if name != "id"]
    return Statements(
        insert=" ".join(
            ("INSERT INTO", table, "(", ", ".join(names), ") VALUES (", _marks(names), ")")
        ),
        update=" ".join(
            ("UPDATE", table, "SET", ", ".join(f"{name} = ?" for name in changed), "WHERE id = ?")
        ),
        delete=" ".join(("DELETE FROM", table, "WHERE id = ?")),
        select=" ".join(("SELECT", ", ".join(names), "FROM", table, "WHERE id = ?")),
    )


def _marks(names: Sequence[str]) -> str:
    """Return as many question marks as names."""
    return ", ".join("?" for _ in names)


class Reads:
    """The questions. SQL is always a literal of the caller; values go in as parameters."""

    def __init__(self, wire: Wire, schema: Schema) -> None:
        self.wire = wire
        self.schema = schema

    def all(self, row: type[R], sql: str, parameters: Parameters = ()) -> list[R]:
        """Return all rows as records; columns are mapped to fields by name.

        Raises :class:`StoreBug` when the columns are not the fields.
        """
        columns, rows = self.wire.named(sql, parameters)
        load = codec_of(row).loader(columns)
        return [load(values) for values in rows]

    def one(self, row: type[R], sql: str, parameters: Parameters = ()) -> R | None:
        """Return the first row as a record, or None."""
        found = self.all(row, sql, parameters)
        return found[0] if found else None

    def get(self, row: type[R], id: str) -> R | None:  # noqa: A002 - the column's name
        """Return the record with this id, or None."""
        return self.one(row, statements(row, self.table(row)).select, (id,))

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - a cell
        """Return the first column of the first row, or None."""
        found = self.wire.rows(sql, parameters)
        return found[0][0] if found else None

    def table(self, row: type) -> str:
        """Return the table of a record class. Raises :class:`StoreBug` if it has none."""
        try:
            return self.schema.tables[row]
        except KeyError:
            pass
        raise StoreBug("no table is registered for " + row.__name__)
