"""Is it all still true? Integrity checks, search, the journal's chain, the settings read back."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kvinnobyran.domain.document import Document
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store import pragmas, search
from kvinnobyran.store.chain import Head
from kvinnobyran.store.connection import salt_fits
from kvinnobyran.store.database import Database
from kvinnobyran.store.documents import documents_are_whole
from kvinnobyran.store.reads import Schema

GROUP_AND_OTHERS: Final = 0o077


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was checked: its name (for machines), whether it holds, and a sentence."""

    name: str
    ok: bool
    sentence: str


def check(database: Database, keys: StoreKeys, head: Head | None = None) -> list[Line]:
    """Check everything and return one line each; never raises a :class:`Trouble`.

    ``head`` is a chain end that was printed or kept elsewhere, if there is one.
    """
    return list(_lines(database, keys, head))


def check_file(
    path: Path,
    keys: StoreKeys,
    *,
    device: str,
    head: Head | None = None,
    schema: Schema | None = None,
    besides: Callable[[Database], Iterable[Line]] = lambda _: (),
) -> list[Line]:
    """Open and check a database; a file that cannot be opened is one line that does not hold.

    ``besides`` makes lines of what the store alone cannot know.
    """
    try:
        database = Database.open(path, keys, device=device, schema=schema)
    except Trouble as trouble:
        return [Line(name="open", ok=False, sentence=trouble.sentence)]
    try:
        return [*check(database, keys, head), *besides(database)]
    finally:
        database.close()


def _lines(database: Database, keys: StoreKeys, head: Head | None) -> Iterator[Line]:
    """Make the lines, the write-ahead log first: the cipher's check reads only the file."""
    connection = database.connection
    yield _line(
        "checkpoint",
        connection.checkpoint,
        "Alla ändringar har flyttats till huvudfilen.",
        "Alla ändringar kunde inte flyttas till huvudfilen.",
    )
    yield _line(
        "salt",
        lambda: salt_fits(connection.path, keys.database),
        "Filen börjar som den ska.",
        "Filens början är skadad.",
    )
    yield _line(
        "cipher_integrity_check",
        lambda: not connection.rows("PRAGMA cipher_integrity_check"),
        "Krypteringen är hel i varje sida av filen.",
        "Minst en sida av filen är skadad.",
    )
    yield _line(
        "integrity_check",
        lambda: connection.rows("PRAGMA integrity_check") == [("ok",)],
        "Databasen hänger ihop.",
        "Databasen hänger inte ihop.",
    )
    yield _line(
        "foreign_key_check",
        lambda: not connection.rows("PRAGMA foreign_key_check"),
        "Varje uppgift hör till något som finns.",
        "Minst en uppgift hör till något som inte finns.",
    )
    yield _line(
        "search_index",
        lambda: search.is_true(connection, database.schema.searchable),
        "Sökningen hittar det som står i uppgifterna.",
        "Sökningen stämmer inte med uppgifterna: den kan missa något.",
    )
    if Document in database.schema.tables:
        yield _line(
            "documents",
            lambda: documents_are_whole(database),
            "Varje dokument är helt.",
            "Minst ett dokument är skadat.",
        )
    yield _line(
        "journal_chain",
        lambda: not database.verify_journal(head),
        "Ändringsloggen är obruten.",
        "Ändringsloggen är bruten.",
    )
    yield _line(
        "settings",
        lambda: not pragmas.differing(connection.rows, pragmas.SETTINGS),
        "Alla säkerhetsinställningar gäller.",
        "Minst en säkerhetsinställning gäller inte.",
    )
    yield _line(
        "file_modes",
        lambda: not _readable_by_others(connection.path),
        "Bara du kan läsa filerna.",
        "Andra användare av datorn kan läsa filerna.",
    )


def _line(name: str, holds: Callable[[], bool], good: str, bad: str) -> Line:
    """Ask one thing; a trouble while asking means that it does not hold."""
    try:
        ok = holds()
    except Trouble as trouble:
        return Line(name=name, ok=False, sentence=f"{bad} {trouble.sentence}")
    return Line(name=name, ok=ok, sentence=good if ok else bad)


def _readable_by_others(path: Path) -> bool:
    """Tell whether any file of the database may be read by others (POSIX only)."""
    return os.name == "posix" and any(
        file.stat().st_mode & GROUP_AND_OTHERS for file in path.parent.glob(f"{path.name}*")
    )
