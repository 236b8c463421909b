"""Filling a new database quickly: a fictitious office, or what a benchmark reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from kvinnobyran.store.connection import settle
from kvinnobyran.store.database import Database


@contextmanager
def filling(database: Database) -> Iterator[None]:
    """Let many steps be written without waiting for the disk; at the end all are durable.

    Only for a database that nobody has yet: if the power goes meanwhile it is made again.
    Afterwards every setting is applied and read back; raises :class:`SettingRefused`.
    """
    connection = database.connection
    connection.rows("PRAGMA synchronous = OFF")
    try:
        yield
    finally:
        settle(connection)
        connection.checkpoint()
