# ruff: noqa: S608 - every name comes from the schema, every value is a parameter
"""Which rows refer to a record, and how they come to refer to another one (domain.md I5).

Found from the schema, so that a table that comes later cannot be forgotten.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from kvinnobyran.store import journal
from kvinnobyran.store.journal import Entry
from kvinnobyran.store.reads import Reads, Wire
from kvinnobyran.store.transaction import Transaction
from kvinnobyran.store.troubles import CannotUndo


def references(reader: Reads, to: str) -> tuple[tuple[str, str], ...]:
    """Return every (table, column) whose foreign key refers to the records of table ``to``."""
    return tuple(
        (table, str(column))
        for table in journal.journalled(reader.wire)
        for _, _, target, column, *_ in reader.wire.rows(f"PRAGMA foreign_key_list({table})")
        if target == to
    )


def is_referred_to(reader: Reads, table: str, id: str) -> bool:
    """Tell whether anything refers to a record."""
    return any(
        reader.wire.rows(f"SELECT 1 FROM {own} WHERE {column} = ? LIMIT 1", (id,))
        for own, column in references(reader, table)
    )


def relink(tx: Transaction, table: str, old: str, new: str) -> int:
    """Let everything that refers to record ``old`` of a table refer to ``new``.

    Foreign keys, and identifiers within lists (JSON). Returns how many rows were changed.
    """
    referring = set(references(tx, table))
    changed = 0
    for own, columns in groupby(_columns(tx.wire), key=itemgetter(0)):
        searched = {
            column: f"{column} = ?2" if (own, column) in referring else f"instr({column}, ?2) > 0"
            for _, column in columns
            if column != "id" or (own, column) in referring
        }
        # To ask one table is one question; to change it, one statement for each of its columns
        # and, the first time, a watch upon it. Few tables hold anything of her.
        holds = " OR ".join(searched.values()).replace("?2", "?1")
        if not holds or not tx.wire.rows(f"SELECT 1 FROM {own} WHERE {holds} LIMIT 1", (old,)):
            continue
        for column, found in searched.items():
            # A list of identifiers is text; no two identifiers can be part of one another.
            made = "?1" if (own, column) in referring else f"replace({column}, ?2, ?1)"
            changed += tx.wire.change(
                f"UPDATE {own} SET {column} = {made} WHERE {found}", (new, old)
            )
    _move_drafts(tx.wire, old, new)
    return changed


def _move_drafts(wire: Wire, old: str, new: str) -> None:
    """Let what is half written of the one be found with the other; two of a kind stay two."""
    wire.change("UPDATE OR IGNORE draft SET record = ? WHERE record = ?", (new, old))
    wire.change(
        "UPDATE draft SET body = replace(body, ?1, ?2) WHERE instr(body, ?1) > 0", (old, new)
    )


def take_back(tx: Transaction, step: int, *, but_not: str) -> None:
    """Take back what a step changed or deleted, where it still stands: later changes are kept.

    The record with the id ``but_not`` is left alone. Raises :class:`CannotUndo` when
    something of it was erased meanwhile.
    """
    # Both ends of a relation may come back in any order.
    tx.wire.rows("PRAGMA defer_foreign_keys = ON")
    entries = [
        entry
        for entry in journal.entries_of(tx.wire, step)
        if entry.kind in {"update", "delete", "forget"} and entry.record != but_not
    ]
    if any(entry.payload is None for entry in entries):
        raise CannotUndo
    for entry in reversed(entries):
        _take_back(tx.wire, entry)


def _take_back(wire: Wire, entry: Entry) -> None:
    payload = entry.payload or {}
    table = entry.table
    kinds = journal.columns_of(wire, table)
    if entry.kind == "delete":
        if not wire.rows(f"SELECT 1 FROM {table} WHERE id = ?", (entry.record,)):
            names = ", ".join(payload)
            marks = ", ".join("?" for _ in payload)
            cells = [journal.cell(kinds[name], value) for name, value in payload.items()]
            wire.change(f"INSERT INTO {table} ({names}) VALUES ({marks})", cells)
    else:
        for name, (old, new) in payload.items():
            wire.change(
                f"UPDATE {table} SET {name} = ? WHERE id = ? AND {name} IS ?",
                (
                    journal.cell(kinds[name], old),
                    entry.record,
                    journal.cell(kinds[name], new),
                ),
            )


def _columns(wire: Wire) -> Iterator[tuple[str, str]]:
    for table in journal.journalled(wire):
        for column, kind in journal.columns_of(wire, table).items():
            if kind == "TEXT":
                yield table, column
