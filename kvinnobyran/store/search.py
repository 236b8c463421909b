# ruff: noqa: S608 - every name comes from our own registry, every value is a parameter
"""Full-text search that keeps å ä ö apart and forgets what is deleted.

One contentless FTS5 table for all searched columns of all tables; ``search_doc`` says which
document is which record. Like the journal it is kept by TEMP triggers written from the
registry, so nobody can forget to.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kvinnobyran.store.connection import Connection
from kvinnobyran.store.reads import Reads

_BUILT_FROM: Final = "searchable"
_FORM: Final = "NFC"
"""The form in which letters are indexed and asked for. The records keep what was typed."""
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that has all the words."""

    table: str
    record: str


def keep_up(connection: Connection, searchable: Mapping[str, Sequence[str]]) -> None:
    """Build the index anew if the searched columns are others now."""
    connection.function("one_form", 1, one_form)
    searched = {table: list(searchable[table]) for table in sorted(searchable)}
    built = json.dumps([_FORM, searched])
    known = connection.rows("SELECT value FROM meta WHERE name = ?", (_BUILT_FROM,))
    if known != [(built,)]:
        with connection.writing():
            _rebuild(connection, searchable)
            connection.rows(
                "INSERT INTO meta (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (_BUILT_FROM, built),
            )


def watch(connection: Connection, table: str, columns: Sequence[str]) -> None:
    """Make this connection's triggers of a table."""
    for trigger in _triggers(table, columns):
        connection.rows(trigger)


def _body(columns: Iterable[str], row: str) -> str:
    """Return the expression for the searched text of a row."""
    joined = " || char(10) || ".join(f"coalesce({row}.{column}, '')" for column in columns)
    return f"one_form({joined})"


def one_form(text: str) -> str:
    """Return a text with each letter as one sign: å typed as a and a ring is å."""
    return text if text.isascii() else unicodedata.normalize(_FORM, text)


def _triggers(table: str, columns: Sequence[str]) -> Iterable[str]:
    """Write the three triggers of one table; all names come from our own registry."""
    docid = "(SELECT docid FROM search_doc WHERE record = {}.id)"
    put = f"INSERT INTO search (rowid, body) VALUES ({{}}, {_body(columns, 'NEW')})"
    new = put.format(docid.format("NEW"))
    old = (
        "INSERT INTO search (search, rowid, body)"
        f" VALUES ('delete', {docid.format('OLD')}, {_body(columns, 'OLD')})"
    )
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    yield (
        f"CREATE TEMP TRIGGER {table}_insert_found AFTER INSERT ON main.{table} BEGIN "
        f"INSERT INTO search_doc (tbl, record) VALUES ('{table}', NEW.id);"
        f" {put.format('last_insert_rowid()')}; END"
    )
    yield (
        f"CREATE TEMP TRIGGER {table}_update_found AFTER UPDATE ON main.{table} "
        f"WHEN {changed} BEGIN {old}; {new}; END"
    )
    yield (
        f"CREATE TEMP TRIGGER {table}_delete_found AFTER DELETE ON main.{table} BEGIN "
        f"{old}; DELETE FROM search_doc WHERE record = OLD.id; END"
    )


def _rebuild(connection: Connection, searchable: Mapping[str, Sequence[str]]) -> None:
    """Index everything anew."""
    connection.rows("INSERT INTO search (search) VALUES ('delete-all')")
    connection.rows("DELETE FROM search_doc")
    for table, columns in searchable.items():
        connection.rows(f"INSERT INTO search_doc (tbl, record) SELECT '{table}', id FROM {table}")
        connection.rows(
            "INSERT INTO search (rowid, body)"
            f" SELECT d.docid, {_body(columns, 't')} FROM {table} AS t"
            " JOIN search_doc AS d ON d.record = t.id"
        )


def as_query(text: str) -> str:
    """Return the FTS5 query for what a person typed: all words, the last one begun.

    Every word is quoted, so that no operator, column name or sign of hers is one of FTS5's.
    Returns ``""`` when there is nothing to search for.
    """
    words = _WORD.findall(one_form(text).replace("\0", " "))
    quoted = ['"' + word.replace('"', '""') + '"' for word in words if any(map(str.isalnum, word))]
    return " AND ".join(quoted) + "*" if quoted else ""


def search(database: Reads, text: str, limit: int = 50) -> list[Hit]:
    """Return the records that have all the words of ``text``, the best first."""
    query = as_query(text)
    if not query:
        return []
    return [
        Hit(table, record)
        for table, record in database.wire.rows(
            "SELECT d.tbl, d.record FROM"
            " (SELECT rowid, rank FROM search WHERE search MATCH ? ORDER BY rank LIMIT ?) AS s"
            " JOIN search_doc AS d ON d.docid = s.rowid ORDER BY s.rank, s.rowid",
            (query, limit),
        )
    ]


# --- is it what the records say? ----------------------------------------------------------------


def rebuild(connection: Connection, searchable: Mapping[str, Sequence[str]]) -> None:
    """Index everything anew, from the records: what the index was before does not matter."""
    with connection.writing():
        _rebuild(connection, searchable)


def is_true(connection: Connection, searchable: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether the index says of every word where the records have it, and nothing else.

    An older page of the index, put back whole, passes both integrity checks (security.md 4.3),
    and FTS5's own check knows no records in a table without content. So it is made once more
    beside, in memory, and the two are compared word by word. Nothing is written. Raises
    :class:`DamagedDatabase` where the index does not hold together in itself.
    """
    with connection.writing():
        try:
            for statement in _BESIDE:
                connection.rows(statement)
            connection.rows("INSERT INTO search (search) VALUES ('integrity-check')")
            return _same_documents(connection, searchable) and _same_words(connection)
        finally:
            for table in ("said", "is_true", "is_true_words"):
                connection.rows(f"DROP TABLE IF EXISTS temp.{table}")


_BESIDE: Final = (
    """CREATE VIRTUAL TABLE temp.is_true USING fts5 (
        body, content = '', tokenize = 'unicode61 remove_diacritics 0')""",
    "CREATE VIRTUAL TABLE temp.is_true_words USING fts5vocab (temp, is_true, instance)",
    "CREATE VIRTUAL TABLE temp.said USING fts5vocab (main, search, instance)",
)


def _same_documents(connection: Connection, searchable: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether every searched record is a document, of its length, and every one a record."""
    known = connection.rows("SELECT count(*) FROM search_doc")[0][0]
    for table, columns in searchable.items():
        connection.rows(
            "INSERT INTO temp.is_true (rowid, body)"
            f" SELECT d.docid, {_body(columns, 't')} FROM {table} AS t"
            f" JOIN search_doc AS d ON d.record = t.id AND d.tbl = '{table}'"
        )
        known -= connection.rows(f"SELECT count(*) FROM {table}")[0][0]
    others = connection.rows(
        "SELECT (SELECT count(*) FROM main.search_docsize) - (SELECT count(*) FROM"
        " temp.is_true_docsize) OR EXISTS (SELECT id, sz FROM main.search_docsize"
        " EXCEPT SELECT id, sz FROM temp.is_true_docsize)"
    )
    return bool(known == 0 and others == [(0,)])


def _same_words(connection: Connection) -> bool:
    """Tell whether each word stands in the same places of the same documents.

    Of each word a sum over its places is compared: a million of them need not fit in memory.
    """
    said, true = (
        connection.rows(
            "SELECT term, count(*), sum(doc), sum(offset),"
            " sum((doc * 40503 + offset * 977) % 1000003 * ((doc + 7 * offset) % 65521))"
            f" FROM temp.{words} GROUP BY term ORDER BY term"
        )
        for words in ("said", "is_true_words")
    )
    return said == true
