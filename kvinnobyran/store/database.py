"""The one door to the encrypted database: who may open it, and the only way to write to it.

Opening is security.md section 4.1; the connection itself is in ``connection.py``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.store import chain, journal, migrate, search
from kvinnobyran.store.connection import (
    Connection,
    check_key,
    connect,
    disk_trouble,
    new_file,
    settle,
    sync_folder,
    verified_copy,
)
from kvinnobyran.store.reads import Reads, Schema
from kvinnobyran.store.transaction import Transaction, step_of
from kvinnobyran.store.troubles import (
    AlreadyThere,
    ForeignFile,
    NewerSchema,
    StoreBug,
    WrongEpoch,
    WrongVault,
)

APPLICATION_ID: Final = 0x4B76696E
"""``Kvin``: says whose file it is, inside the encryption."""
AUDIT_BYTES: Final = 32


def _identify(connection: Connection, keys: StoreKeys, newest: int) -> int:
    """Step 5: is it ours, of this vault, and of a version we know? Return its version."""
    ((application,),) = connection.rows("PRAGMA application_id")
    ((version,),) = connection.rows("PRAGMA user_version")
    if application != APPLICATION_ID:
        raise ForeignFile
    if version > newest:
        raise NewerSchema
    meta = dict(connection.rows("SELECT name, value FROM meta"))
    if meta.get("vault_id") != keys.vault_id:
        raise WrongVault
    if meta.get("epoch") != str(keys.epoch):
        raise WrongEpoch
    return int(version)


class SessionStep(NamedTuple):
    """A step of this session, for undo: ``kept`` is false when it erased something."""

    step: chain.Step
    changed: bool
    kept: bool


class Database(Reads):
    """The open database. It belongs to the thread that opened it."""

    def __init__(
        self, connection: Connection, keys: StoreKeys, device: str, schema: Schema
    ) -> None:
        super().__init__(connection, schema)
        self.connection = connection
        self.device = device
        self.on_commit: list[Callable[[frozenset[str]], None]] = []
        self.session: list[SessionStep] = []
        # A copy of our own: whoever wipes the keys must not change the chain meanwhile.
        self._audit, self._key = bytearray(keys.audit), bytearray(keys.database)
        self._vault_id, self._epoch = keys.vault_id, keys.epoch
        self._in_step = False
        self._head = chain.last_head(connection, keys.audit)

    @classmethod
    def create(
        cls, path: Path, keys: StoreKeys, *, device: str, schema: Schema | None = None
    ) -> "Database":
        """Make a new database and open it.

        It is built beside its place and moved there when it is whole, so that a crash
        leaves nothing that looks like a database. Raises :class:`AlreadyThere`,
        :class:`BadKey`, :class:`DiskFull`, :class:`ReadOnlyMedium`.
        """
        schema = schema or Schema()
        check_key(keys.database)
        check_key(keys.audit, AUDIT_BYTES)
        if path.exists():
            raise AlreadyThere
        building = path.with_name(path.name + ".new")
        try:
            building.unlink(missing_ok=True)
            new_file(building)
            try:
                _build(building, keys, schema)
                building.rename(path)
            finally:
                building.unlink(missing_ok=True)
            sync_folder(path.parent)
        except OSError as error:
            trouble = disk_trouble(error)
        else:
            return cls.open(path, keys, device=device, schema=schema)
        raise trouble

    @classmethod
    def open(
        cls, path: Path, keys: StoreKeys, *, device: str, schema: Schema | None = None
    ) -> "Database":
        """Open an existing database, bringing an older one to this version first.

        Raises one of ``troubles``: :class:`DatabaseMissing`, :class:`EmptyFile`,
        :class:`PlaintextFile`, :class:`ForeignFile`, :class:`WrongVault`,
        :class:`WrongEpoch`, :class:`NewerSchema`, :class:`DamagedDatabase`,
        :class:`DatabaseLocked`, :class:`ReadOnlyMedium`, :class:`DiskFull`,
        :class:`BadKey`, :class:`SettingRefused`, :class:`MigrationFailed`.
        """
        schema = schema or Schema()
        steps = migrate.found(schema.migrations)
        check_key(keys.audit, AUDIT_BYTES)
        connection = connect(path, keys.database)
        try:
            version = _identify(connection, keys, len(steps))
            settle(connection)
            if version < len(steps):
                verified_copy(connection, keys.database, migrate.copy_path(path, version))
                migrate.run(connection, steps[version:])
            search.keep_up(connection, schema.searchable)
            journal.listen(connection)
            connection.watch(journal.journalled(connection), partial(_watch, connection, schema))
            database = cls(connection, keys, device, schema)
            connection.read_only(on=True)
        except BaseException:
            connection.close()
            raise
        return database

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return self.connection.path

    def close(self) -> None:
        """Close the connection. What was saved is already durable."""
        self.connection.close()
        for key in (self._audit, self._key):
            key[:] = bytes(len(key))

    def head(self) -> int:
        """Return the seq of the newest journal entry."""
        return self._head.seq

    def audit_head(self) -> chain.Head:
        """Return the end of the chain, to be printed or kept elsewhere."""
        return self._head

    def verify_journal(self, head: chain.Head | None = None) -> list[chain.ChainFault]:
        """Return where the chain of the journal breaks, or nothing (see ``chain.verify``)."""
        return chain.verify(self.wire, self._audit, head)

    # --- a new key ------------------------------------------------------------------------------

    def reopen(self, keys: StoreKeys | None) -> None:
        """Go on with the file that now lies in the database's place; ``None``: the same keys.

        Raises as :meth:`open` does.
        """
        keys = keys or self._keys()
        other = Database.open(self.path, keys, device=self.device, schema=self.schema)
        self.connection, self.wire = other.connection, other.wire
        self._key[:], self._audit[:] = keys.database, keys.audit
        self._epoch, self._head = keys.epoch, other.audit_head()

    def _keys(self) -> StoreKeys:
        return StoreKeys(
            database=bytearray(self._key),
            audit=bytearray(self._audit),
            vault_id=self._vault_id,
            epoch=self._epoch,
        )

    @contextmanager
    def transaction(
        self,
        *,
        user: str,
        name: str,
        now: datetime,
        reasons: Mapping[str, str] | None = None,
        undoes: int | None = None,
    ) -> Iterator[Transaction]:
        """Do one step of the user: all of it, or, at any exception, nothing.

        ``name`` is the Swedish name of the step for the menu ("Ny förfrågan"), ``reasons``
        what was said to each VARNA, ``undoes`` the step it takes back (only ``undo.py``).
        Raises :class:`StoreBug` inside another transaction.
        """
        step = step_of(self._head, name=name, user=user, device=self.device, now=now, undoes=undoes)
        if self._in_step:
            raise StoreBug("a transaction inside a transaction")
        transaction = Transaction(self.wire, self.schema, self.device)
        self._in_step = True
        try:
            with self.connection.writing():
                yield transaction
                head, tables = transaction.finish(self._audit, self._head, step, reasons or {})
        finally:
            self._in_step = False
        if head == self._head:
            return
        self._head = head
        self.session.append(SessionStep(step, bool(tables), not transaction.forgot))
        if transaction.forgot:
            # The write-ahead log and the copies from before a migration still know it.
            self.connection.checkpoint()
            migrate.drop_copies(self.path)
        if tables:
            self._tell(tables)

    @contextmanager
    def unjournalled(self, table: str) -> Iterator[None]:
        """Write to one of the engine's own tables (drafts, workplace): durable, not journalled."""
        if self._in_step:
            raise StoreBug("a draft inside a transaction")
        with self.connection.writing():
            yield
        self._tell(frozenset((table,)))

    def _tell(self, tables: frozenset[str]) -> None:
        """Tell everyone who asked which tables changed."""
        for listener in tuple(self.on_commit):
            listener(tables)


def _watch(connection: Connection, schema: Schema, table: str) -> None:
    """Let the database note every change of a table by itself, in the journal and in the search.

    Done before the first change of each: two hundred triggers take a while and much memory, and
    on most days a few tables are written to.
    """
    journal.watch(connection, table)
    if table in schema.searchable:
        search.watch(connection, table, schema.searchable[table])


def _build(building: Path, keys: StoreKeys, schema: Schema) -> None:
    """Write a whole new database into the empty file ``building``."""
    connection = connect(building, keys.database, fresh=True)
    try:
        settle(connection)
        connection.rows(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate.run(connection, migrate.found(schema.migrations))
        with connection.writing():
            connection.many(
                "INSERT INTO meta (name, value) VALUES (?, ?)",
                [("vault_id", keys.vault_id), ("epoch", str(keys.epoch))],
            )
    finally:
        connection.close()
