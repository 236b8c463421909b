"""A keyed connection, and everything that can be wrong with the file (security.md 4.1).

Only this module knows ``sqlcipher3``. Its exceptions are converted here to our own, whose
texts are fixed, so that no value of a record ever travels in one.
"""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store import pragmas
from kvinnobyran.store.reads import Parameters, Pending
from kvinnobyran.store.troubles import (
    RAISED,
    BadKey,
    BrokenRule,
    CopyFailed,
    DamagedDatabase,
    DatabaseLocked,
    DatabaseMissing,
    DiskError,
    DiskFull,
    EmptyFile,
    ForeignFile,
    MemoryShort,
    PlaintextFile,
    ReadOnlyMedium,
    SettingRefused,
    StoreBug,
    TooLarge,
    Unstorable,
)

KEY_BYTES: Final = 48
SALT_BYTES: Final = 16
PLAINTEXT: Final = b"SQLite format 3\0"

_TROUBLES: Final[dict[int, type[Trouble]]] = {
    5: DatabaseLocked,
    6: DatabaseLocked,
    7: MemoryShort,
    8: ReadOnlyMedium,
    10: DiskError,
    11: DamagedDatabase,
    13: DiskFull,
    14: DiskError,
    18: TooLarge,
    19: BrokenRule,
    26: DamagedDatabase,
}
_OF_SYSTEM: Final[dict[int, type[Trouble]]] = {
    errno.ENOENT: DatabaseMissing,
    errno.EACCES: ReadOnlyMedium,
    errno.EPERM: ReadOnlyMedium,
    errno.EROFS: ReadOnlyMedium,
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
}
_CHANGES: Final = frozenset(
    getattr(sqlcipher, f"SQLITE_{action}")
    for action in (
        *("INSERT", "UPDATE", "DELETE", "ATTACH", "DETACH"),
        *("ALTER_TABLE", "REINDEX", "ANALYZE", "CREATE_VTABLE", "DROP_VTABLE"),
        *(
            f"{verb}_{temp}{thing}"
            for verb in ("CREATE", "DROP")
            for temp in ("", "TEMP_")
            for thing in ("INDEX", "TABLE", "TRIGGER", "VIEW")
        ),
    )
)
_CHANGES_ROWS: Final = frozenset(
    (sqlcipher.SQLITE_INSERT, sqlcipher.SQLITE_UPDATE, sqlcipher.SQLITE_DELETE)
)
_QUESTION: Final = re.compile(r"\s*(SELECT|WITH|PRAGMA|EXPLAIN)\b")
_WRITES_IN_QUESTION: Final = "a question that writes"
_RULE: Final = re.compile(r"([A-Z ]+) constraint failed: ([\w., ]+)")
_LITERAL: Final = re.compile("'[^']*'")
_NAME: Final = itemgetter(0)
_FOREIGN: Final = (sqlcipher.Error, UnicodeEncodeError, OverflowError, ValueError)


def _ours(error: Exception, sql: str) -> Exception:
    """Return our own exception for a foreign one. No text of the foreign one survives."""
    if isinstance(error, (UnicodeEncodeError, OverflowError)):
        return Unstorable()
    code = getattr(error, "sqlite_errorcode", None)
    if code in _TROUBLES:
        rule = _RULE.match(str(error)) if code == 19 else None  # noqa: PLR2004 - CONSTRAINT
        trouble = RAISED.get(str(error)) or _TROUBLES[code]
        return BrokenRule(" ".join(rule.groups())) if rule else trouble()
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StoreBug(" ".join((name, "in:", _LITERAL.sub("'…'", sql))))


class _Guard:
    """What SQLite asks when it prepares a statement: whether that may be done now."""

    __slots__ = ("begun", "missing", "reading", "stands", "unwatched")

    def __init__(self) -> None:
        self.reading = False
        self.stands = False
        self.unwatched: set[str] = set()
        self.begun: set[str] = set()
        """Tables watched since the transaction began: what watches them goes if it goes."""
        self.missing = ""

    def allows(
        self, action: int, table: str | None, _: object, where: str | None, __: object
    ) -> int:
        """Return SQLite's word for yes or for no."""
        if self.reading and action in _CHANGES:
            return int(sqlcipher.SQLITE_DENY)
        if table in self.unwatched and action in _CHANGES_ROWS and where == "main":
            self.missing = table or ""
            return int(sqlcipher.SQLITE_DENY)
        return int(sqlcipher.SQLITE_OK)


class Connection:
    """One keyed connection that speaks our troubles."""

    def __init__(self, raw: Any, path: Path) -> None:  # noqa: ANN401 - sqlcipher3 has no types
        self._raw = raw
        self.path = path
        self.pending: list[Pending] = []
        """What the database has told of this transaction's changes; gone when they are.

        Always the same list: the triggers of the connection know it.
        """
        self._guard = _Guard()
        self._watch: Callable[[str], None] = _nobody

    def named(
        self, sql: str, params: Parameters = ()
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Return the names of the columns and all rows."""
        cursor, rows = self._asked(sql, params)
        return tuple(map(_NAME, cursor.description or ())), rows

    def rows(self, sql: str, params: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a statement."""
        return self._asked(sql, params)[1]

    def change(self, sql: str, params: Parameters = ()) -> int:
        """Run a statement and return how many rows it changed."""
        self._refuse_while_reading()
        before = len(self.pending)
        try:
            return int(self._raw.execute(sql, params).rowcount)
        except _FOREIGN as error:
            ours = self._failed(error, sql, before)
        self._watch_what_was_missing(ours)
        return self.change(sql, params)

    def note(self, event: Pending) -> None:
        """Let an event wait for the commit with the changes, in the order of things."""
        self._refuse_while_reading()
        self.pending.append(event)

    def _refuse_while_reading(self) -> None:
        if self._guard.reading:
            raise StoreBug(_WRITES_IN_QUESTION)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once per row."""
        self._refuse_while_reading()
        for row in rows:
            self.change(sql, row)

    def _asked(self, sql: str, params: Parameters) -> tuple[Any, list[tuple[Any, ...]]]:
        """Return the cursor and all rows."""
        if self._guard.reading and not _QUESTION.match(sql):
            raise StoreBug(_WRITES_IN_QUESTION)
        before = len(self.pending)
        try:
            cursor = self._raw.execute(sql, params)
            return cursor, cursor.fetchall()
        except _FOREIGN as error:
            ours = self._failed(error, sql, before)
        self._watch_what_was_missing(ours)
        return self._asked(sql, params)

    def _failed(self, error: Exception, sql: str, before: int) -> Exception | None:
        """Return our own exception; None when SQLite only wanted a watch on a table first.

        What the statement had changed until then, SQLite has taken back, so nobody tells of it.
        """
        del self.pending[before:]
        return None if self._guard.missing else _ours(error, sql)

    def _watch_what_was_missing(self, ours: Exception | None) -> None:
        """Go on to try once more, or raise: no longer inside the foreign exception."""
        if ours is not None:
            raise ours
        table, self._guard.missing = self._guard.missing, ""
        self._guard.unwatched.discard(table)
        self._guard.begun.add(table)
        self._watch(table)

    def watch(self, tables: Iterable[str], watch: Callable[[str], None]) -> None:
        """Call ``watch`` with each of these tables before anything is first written to it.

        SQLite itself tells, when it prepares a statement: so nobody can write past it, whatever
        statement, trigger or foreign key the change comes from.
        """
        self._watch = watch
        self._guard.unwatched = set(tables)

    def function(
        self, name: str, arguments: int, function: Callable[..., object], *, pure: bool = True
    ) -> None:
        """Let statements and the triggers of this connection call a function of ours."""
        self._raw.create_function(name, arguments, function, deterministic=pure)

    def copy_into(self, other: "Connection") -> None:
        """Copy every page into another keyed connection, which encrypts them with its own key."""
        try:
            self._raw.backup(other._raw)  # noqa: SLF001 - its own kind
        except _FOREIGN as error:
            ours = _ours(error, "backup")
        else:
            return
        raise ours

    def read_only(self, *, on: bool) -> None:
        """Refuse (or take) writes: SQLite itself when it prepares them, we when it has before.

        Not by ``PRAGMA query_only``: whenever that is set, SQLite throws away what it knows of
        every statement, and half of each save went to preparing them all anew.
        """
        if not self._guard.stands:
            self._raw.set_authorizer(self._guard.allows)
            self._guard.stands = True
        self._guard.reading = on

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Begin at once, commit at the end, roll back at any exception."""
        reading = self._guard.reading
        self._guard.reading = False
        self._guard.begun.clear()
        try:
            self.rows("BEGIN IMMEDIATE")
            yield
            self.rows("COMMIT")
        except BaseException:
            # What was made to watch with goes with all the rest.
            self._guard.unwatched |= self._guard.begun
            raise
        finally:
            self.pending.clear()
            # SQLite has already rolled back by itself after a full disk or an I/O error.
            if self._raw.in_transaction:
                with suppress(Trouble, StoreBug):
                    self.rows("ROLLBACK")
            self._guard.reading = reading

    def checkpoint(self) -> bool:
        """Empty the write-ahead log into the file; tell whether nothing is left in it."""
        return bool(self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0)

    def compact(self) -> None:
        """Write the whole file anew, so that no page remembers what was deleted."""
        reading = self._guard.reading
        self._guard.reading = False
        try:
            self.rows("VACUUM")
        finally:
            self._guard.reading = reading

    def close(self) -> None:
        """Close; the last writes are already durable."""
        self._raw.close()


def _nobody(_table: str) -> None:
    """Watch nothing: a connection that nobody writes records through."""


def connect(path: Path, key: bytes | bytearray, *, fresh: bool = False) -> Connection:
    """Open an existing file with a raw key, and leave the settings to :func:`settle`.

    Steps 0 to 4 of security.md 4.1; a ``fresh`` file is one that we have just made, empty.
    Raises the trouble that fits; never creates a file.
    """
    check_key(key)
    if not fresh:
        _guard(path)
    connection = Connection(_raw(path), path)
    try:
        connection.rows("PRAGMA cipher_log_level = NONE")
        connection.rows(f"PRAGMA key = \"x'{key.hex()}'\"")
        # Before the first read, or the write-ahead log would get a shared-memory file.
        pragmas.apply(connection.rows, pragmas.SETTINGS[:1])
        _first_read(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _raw(path: Path) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    try:
        return sqlcipher.connect(
            path.absolute().as_uri() + "?mode=rw",
            uri=True,
            isolation_level=None,
            cached_statements=512,
            timeout=1.0,
        )
    except _FOREIGN as error:
        # A disk may fail at the very first look at the file (T08).
        ours = _ours(error, "open")
    raise ours


def settle(connection: Connection, settings: Sequence[pragmas.Setting] = pragmas.SETTINGS) -> None:
    """Apply every setting and read it back (steps 6 and 7). Raises :class:`SettingRefused`."""
    pragmas.apply(connection.rows, settings)
    if pragmas.differing(connection.rows, settings):
        raise SettingRefused


def is_complete(sql: str) -> bool:
    """Tell whether a text ends with a whole statement; Python's own sqlite3 stays unloaded."""
    return bool(sqlcipher.complete_statement(sql))


def check_key(key: object, length: int = KEY_BYTES) -> None:
    """Raise :class:`BadKey` for anything but ``length`` live bytes.

    SQLCipher would take a shorter key for a passphrase, silently (security.md section 0,
    point 2); a key of zeros is one that was wiped.
    """
    if not isinstance(key, bytes | bytearray) or len(key) != length or not any(key):
        raise BadKey


def _guard(path: Path) -> None:
    """Step 0: refuse what would open as something else than our encrypted database."""
    try:
        with path.open("rb+") as file:
            start = file.read(len(PLAINTEXT))
    except OSError as error:
        trouble: Trouble | None = disk_trouble(error)
    else:
        trouble = _wrong_start(start)
        if trouble is None and not os.access(path.parent, os.W_OK):
            trouble = ReadOnlyMedium()
    if trouble is not None:
        raise trouble


def _wrong_start(start: bytes) -> Trouble | None:
    """Return what the first bytes say against the file."""
    if not start:
        return EmptyFile()
    return PlaintextFile() if start == PLAINTEXT else None


def disk_trouble(error: OSError) -> Trouble:
    """Return our own trouble for the operating system's."""
    return _OF_SYSTEM.get(error.errno or 0, DiskError)()


def _first_read(connection: Connection, key: bytes | bytearray) -> None:
    """Step 4: only the first read tells whether the key fits."""
    try:
        connection.rows("SELECT count(*) FROM sqlite_schema")
    except DamagedDatabase:
        ours = salt_fits(connection.path, key)
    else:
        return
    # The salt lies open at the start of the file and is part of our key: it tells our own
    # damaged file from somebody else's.
    raise DamagedDatabase if ours else ForeignFile


def salt_fits(path: Path, key: bytes | bytearray) -> bool:
    """Tell whether the file starts with the salt of the key.

    With a raw key of 48 bytes SQLCipher itself never looks at it (security.md 3.3).
    """
    try:
        with path.open("rb") as file:
            return file.read(SALT_BYTES) == key[-SALT_BYTES:]
    except OSError as error:
        trouble = disk_trouble(error)
    raise trouble


def new_file(path: Path) -> None:
    """Make an empty file that only its owner may read, before anything is written to it."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def discard(path: Path) -> None:
    """Remove what did not become anything, as far as the disk lets us."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable, where the system has such a thing."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def faults_of(connection: Connection) -> tuple[int, int]:
    """Return how many faults the cipher's and SQLite's own check find; both are needed.

    A file cut at a page boundary passes the first, a changed page in a free list the second
    (security.md 4.3). Empty the write-ahead log before: the cipher's check reads the file.
    """
    cipher = connection.rows("PRAGMA cipher_integrity_check")
    whole = connection.rows("PRAGMA integrity_check")
    return len(cipher), 0 if whole == [("ok",)] else len(whole)


def verified_copy(connection: Connection, key: bytes | bytearray, target: Path) -> None:
    """Write a copy under the same key and read it back through a fresh connection.

    Raises :class:`CopyFailed` when it does not pass; what is no copy is removed.
    """
    building = target.with_name(target.name + ".part")
    building.unlink(missing_ok=True)
    try:
        new_file(building)
        connection.rows("VACUUM INTO ?", (str(building),))
        verify_copy(connection, building, key)
        building.replace(target)
    except OSError as error:
        trouble = disk_trouble(error)
    except Trouble as error:
        trouble = error
    else:
        sync_folder(target.parent)
        return
    discard(building)
    raise trouble


def verify_copy(original: Connection, path: Path, key: bytes | bytearray) -> None:
    """Raise :class:`CopyFailed` unless the copy is whole and of the same version."""
    copy = connect(path, key)
    try:
        settle(copy, pragmas.COPY_SETTINGS)
        version = "PRAGMA user_version"
        if faults_of(copy) != (0, 0) or copy.rows(version) != original.rows(version):
            raise CopyFailed
    finally:
        copy.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())
