"""Numbered migrations: history, never edited after release (architecture.md habit 9).

All that are missing run in one transaction, statement by statement, with ``user_version``
inside it. Never ``executescript``, which would commit first (security.md 5.4).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from kvinnobyran.store.connection import Connection, is_complete
from kvinnobyran.store.troubles import MigrationFailed, StoreBug

_NAME: Final = re.compile(r"(\d{4})_\w+\.sql")
_COMMENT: Final = re.compile(r"--[^\n]*|\s+")
_COPY: Final = ".before-"


def found(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the migrations of all folders in order; a path may also be a single migration.

    Raises :class:`StoreBug` unless they are numbered 1, 2, 3 … without gap or double.
    """
    paths = sorted(
        (
            path
            for folder in folders
            for path in (folder.glob("*.sql") if folder.is_dir() else (folder,))
        ),
        key=lambda path: path.name,
    )
    numbers = [int(name[1]) for path in paths if (name := _NAME.fullmatch(path.name))]
    if numbers != list(range(1, len(paths) + 1)):
        raise StoreBug("the migrations are not numbered one by one")
    return tuple(paths)


def statements(text: str) -> Iterator[str]:
    """Split a script into its statements. Raises :class:`StoreBug` for an unfinished one."""
    statement = ""
    for piece in re.split(r"(?<=;)", text):
        statement += piece
        if is_complete(statement):
            yield statement.strip()
            statement = ""
    if _COMMENT.sub("", statement):
        raise StoreBug("an unfinished statement at the end of a migration")


def run(connection: Connection, steps: Sequence[Path]) -> None:
    """Run migrations and check the whole file before they count.

    Raises :class:`MigrationFailed` when the result does not hold together, or the trouble
    that stopped it; either way the file is as it was.
    """
    # A table may be rebuilt; the check below finds what that would have left hanging.
    connection.rows("PRAGMA foreign_keys = OFF")
    try:
        with connection.writing():
            for step in steps:
                for statement in statements(step.read_text(encoding="utf-8")):
                    connection.rows(statement)
                connection.rows(f"PRAGMA user_version = {int(step.name[:4])}")
            if connection.rows("PRAGMA foreign_key_check"):
                raise MigrationFailed
            if connection.rows("PRAGMA integrity_check") != [("ok",)]:
                raise MigrationFailed
    finally:
        connection.rows("PRAGMA foreign_keys = ON")


def copy_path(database: Path, version: int) -> Path:
    """Return where the copy from before a migration lies."""
    return database.with_name(f"{database.name}{_COPY}{version:04}")


def drop_copies(database: Path) -> None:
    """Remove the copies from before migrations: they still know what was erased."""
    for copy in database.parent.glob(f"{database.name}{_COPY}*"):
        copy.unlink(missing_ok=True)
