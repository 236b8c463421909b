"""The vault as it lies in its folder: make it, find it, unlock it.

A folder holds ``vault.keys`` (and ``.old``), ``vault.lock``, ``vault.tries``, perhaps
``vault.quick``, and ``data.db`` and, where there is a manager, ``oversight.db``, which belong to
the store. Nothing here ever offers to start
over on top of something that cannot be read.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kvinnobyran import paths
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.vault import keyfile, names, slots
from kvinnobyran.vault.clock import Clock, MachineClock
from kvinnobyran.vault.delay import Delay
from kvinnobyran.vault.kdf import KdfParameters, calibrate, derive, normalised
from kvinnobyran.vault.keychain import Keychain
from kvinnobyran.vault.keyfile import Holder, KeyTable
from kvinnobyran.vault.memory import random_key, wipe, wiped
from kvinnobyran.vault.quick_unlock import QuickUnlock
from kvinnobyran.vault.saving import forget_old, old, save
from kvinnobyran.vault.troubles import (
    DamagedKeyFile,
    FolderNotYours,
    KeyFileChangedMeanwhile,
    KeyFileMissing,
    KeyFileNotSaved,
    NobodyByThatName,
    OnlyOversight,
    OversightNotReady,
    SyncedFolder,
    TamperedKeyFile,
    TooSoon,
    VaultExists,
    VaultMissing,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from kvinnobyran.vault.oversight import UnlockedOversight
    from kvinnobyran.vault.recovery import RecoveryKey
    from kvinnobyran.vault.unlocked import UnlockedVault

DATABASE_NAME: Final = "data.db"
OVERSIGHT_NAME: Final = "oversight.db"
"""The managers' own file, under a key of its own (decision 0029)."""
_NOBODY: Final = "nobody"
"""What names that do not exist are counted under (delay.py)."""


class Vault:
    """A folder with a key file whose form is sound. Holds no secret."""

    def __init__(
        self,
        folder: Path,
        table: KeyTable,
        *,
        clock: Clock | None = None,
        keychain: Keychain | None = None,
    ) -> None:
        self.folder = folder
        self.table = table
        time = clock or MachineClock()
        self.quick_unlock = QuickUnlock(folder, time, keychain or Keychain())
        self._delay = Delay(folder, time)

    # --- make and find ------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        user: str,
        passphrase: str,
        kdf: KdfParameters | None = None,
        clock: Clock | None = None,
        keychain: Keychain | None = None,
    ) -> "tuple[Vault, UnlockedVault, RecoveryKey]":
        """Make a new vault in an empty or missing folder, with its first user.

        The first user may see the addresses. ``kdf`` is calibrated when not given (about a
        second). Raises :class:`VaultExists`, :class:`SyncedFolder`, :class:`UnfitName`,
        :class:`WeakPassphrase`, :class:`FolderNotYours` or :class:`KeyFileNotSaved`.
        """
        from kvinnobyran.vault import passphrase as phrases
        from kvinnobyran.vault.recovery import RecoveryKey
        from kvinnobyran.vault.unlocked import UnlockedVault

        name = names.fit(user, ())
        phrases.require(passphrase, names=(name,))
        _make_room(folder)
        cost = kdf or calibrate()
        vault_key, address_key = random_key(), random_key()
        recovery_key = RecoveryKey.generate()
        table = KeyTable(vault_id=slots.new_id(), epoch=1, generation=1, holders=(), slots=())
        keys = slots.Secrets(vault_key=vault_key, address_key=address_key)
        with wiped(private := random_key()):
            holder = slots.holder(table, "", private, keys)
            slot = slots.recovery_slot(table, holder, private, recovery_key)
            table = table.with_holder(holder, slot)
        private = random_key()
        holder = slots.holder(table, name, private, keys)
        slot = slots.passphrase_slot(table, holder, private, normalised(passphrase), cost)
        table = slots.authenticated(table.with_holder(holder, slot), vault_key)
        vault = cls(folder, table, clock=clock, keychain=keychain)
        vault._write(table, keep_old=False)
        return vault, UnlockedVault(vault, holder, private, keys), recovery_key

    @classmethod
    def open(
        cls, folder: Path, *, clock: Clock | None = None, keychain: Keychain | None = None
    ) -> "Vault":
        """Read the key file and check its form; no key is derived.

        Raises :class:`VaultMissing`, :class:`KeyFileMissing`, :class:`FolderNotYours`,
        :class:`DamagedKeyFile` (with :class:`EmptyKeyFile` and :class:`TruncatedKeyFile`),
        :class:`ForeignKeyFile` or :class:`NewerKeyFile`.
        """
        return cls(folder, _read(folder), clock=clock, keychain=keychain)

    @classmethod
    def previous(cls, folder: Path) -> KeyTable | None:
        """Return the key file's previous generation when it is sound: a way on after damage."""
        try:
            return keyfile.decode(old(folder / keyfile.NAME).read_bytes())
        except (OSError, Trouble):
            return None

    @classmethod
    def bring_back_previous(cls, folder: Path) -> "Vault":
        """Put the previous generation in the damaged key file's place.

        The damaged file is kept as ``vault.keys.damaged``. Raises :class:`DamagedKeyFile`
        when there is no sound previous generation, and :class:`KeyFileNotSaved`.
        """
        table = cls.previous(folder)
        if table is None:
            raise DamagedKeyFile
        path = folder / keyfile.NAME
        with _saving():
            if path.exists():
                save(path.with_name(keyfile.NAME + ".damaged"), path.read_bytes())
            save(path, keyfile.encode(table))
        return cls.open(folder)

    @classmethod
    def restore(cls, folder: Path, seal: bytes) -> "Vault":
        """Make a vault from a backup's seal, in an empty or missing folder.

        It has the same keys and the same recovery key, and no users: unlock it with the
        recovery key, then add them. Raises as :meth:`create` and :meth:`open` do.
        """
        table = keyfile.decode(seal)
        _make_room(folder)
        vault = cls(folder, table)
        vault._write(table, keep_old=False)
        return vault

    # --- who ----------------------------------------------------------------------------------

    @property
    def vault_id(self) -> str:
        """The vault's random identifier."""
        return self.table.vault_id

    @property
    def users(self) -> tuple[str, ...]:
        """Who can open the register with a passphrase, in the order they were added."""
        return self.table.users

    @property
    def managers(self) -> tuple[str, ...]:
        """Who can open the oversight alone, in the order they were added."""
        return self.table.managers

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who has a passphrase: those of the register first, then the managers."""
        return (*self.users, *self.managers)

    @property
    def database_path(self) -> Path:
        """Where the store keeps its database."""
        return self.folder / DATABASE_NAME

    @property
    def oversight_path(self) -> Path:
        """Where the store keeps the oversight's file; there is none without a manager."""
        return self.folder / OVERSIGHT_NAME

    def is_manager(self, user: str) -> bool:
        """Tell whether a name opens the oversight and not the register."""
        holder = self._holder(user)
        return holder is not None and holder.is_manager

    def wait_seconds(self, user: str) -> float:
        """Return how long the user has to wait before the next try; 0.0 when not at all."""
        holder = self._holder(user)
        return self._delay.wait_seconds(_NOBODY if holder is None else holder.id)

    # --- unlock -------------------------------------------------------------------------------

    def unlock(self, user: str, passphrase: str) -> "UnlockedVault":
        """Unlock with the user's passphrase. Takes about a second, also when it is wrong.

        Raises :class:`WrongPassphrase`, :class:`TooSoon`, :class:`TooLittleMemory`,
        :class:`KdfTooWeak`, :class:`KdfTooCostly` or :class:`TamperedKeyFile`; for a manager
        :class:`OnlyOversight`, before anything is derived.
        """
        if self.is_manager(user):
            raise OnlyOversight
        holder, private = self.private_key(user, passphrase)
        return self._opened(holder, private)

    def unlock_oversight(self, user: str, passphrase: str) -> "UnlockedOversight":
        """Unlock what a manager may see; the vault key is not sealed to her and never derived.

        Raises as :meth:`unlock` does, :class:`NobodyByThatName` for who is no manager, and
        :class:`OversightNotReady` while a new key has been begun and not finished.
        """
        from kvinnobyran.vault.oversight import UnlockedOversight

        if not self.is_manager(user):
            raise NobodyByThatName
        holder, private = self.private_key(user, passphrase)
        with wiped(private):
            if self._is_between_epochs():
                raise OversightNotReady
            with wiped(key := slots.open_manager_key(self.table, holder, private)):
                return UnlockedOversight(self, holder.user, slots.oversight_keys(key, self.table))

    def unlock_with_recovery_key(self, text: str) -> "UnlockedVault":
        """Unlock with the printed key, typed as people type. ``user`` is then empty.

        Raises :class:`RecoveryKeyMistyped`, :class:`WrongRecoveryKey` or
        :class:`TamperedKeyFile`. There is no delay: 128 random bits need none.
        """
        from kvinnobyran.vault.sealing import recovery_private_key

        return self._opened(self.recovery_holder, recovery_private_key(self.table, text))

    def unlock_quickly(self, user: str, pin: str) -> "UnlockedVault":
        """Unlock with the system's keyring and a PIN, where the user has turned that on.

        Raises :class:`WrongPin`, or a :class:`QuickUnlockOff` (:class:`KeyringGone`,
        :class:`QuickUnlockExpired`, :class:`QuickUnlockUsedUp`): the passphrase still works.
        """
        holder, private = self.quick_unlock.private_key(self.table, names.plain(user), pin)
        return self._opened(holder, private)

    @property
    def quick_users(self) -> tuple[str, ...]:
        """Who can unlock with a PIN just now. Asks no keyring."""
        return self.quick_unlock.users(self.table)

    def private_key(self, user: str, passphrase: str) -> tuple[Holder, bytearray]:
        """Return the user's key pair, opened by the passphrase; counts and delays failures.

        A name that does not exist costs the same derivation as one that does, so that the
        time tells nobody which names are right (security.md T19).
        """
        known = self._holder(user)
        who = _NOBODY if known is None else known.id
        wait = self._delay.wait_seconds(who)
        if wait > 0:
            raise TooSoon(wait)
        holder = known or next((h for h in self.table.holders if h.user), None)
        if holder is None:  # a restored vault has no users yet
            raise WrongPassphrase
        slot, cost = self.table.slot(holder), self.table.cost(holder)
        with (
            self._delay.trying(who),
            wiped(key := derive(normalised(passphrase), salt=slot.salt, cost=cost)),
        ):
            private = slots.unwrap(self.table, holder, slot, key)
        if private is None or known is None:
            wipe(private)
            self._delay.miss(who)
            raise WrongPassphrase(self._delay.wait_seconds(who))
        self._delay.succeeded(who)
        return holder, private

    def failed_tries(self) -> dict[str, int]:
        """Return how many wrong passphrases were typed since they were last forgotten, by user.

        Names that do not exist stand under ``""``: what was typed there may be a passphrase.
        """
        names_of = {holder.id: holder.user for holder in self.table.holders}
        found: dict[str, int] = {}
        for who, count in self._delay.missed().items():
            name = names_of.get(who, "")
            found[name] = found.get(name, 0) + count
        return found

    def forget_failed_tries(self) -> None:
        """Forget them: they are in the log now."""
        self._delay.forget_missed()

    @property
    def recovery_holder(self) -> Holder:
        """The recovery key's key pair."""
        from kvinnobyran.vault.sealing import recovery_holder

        return recovery_holder(self.table)

    def _holder(self, user: str) -> Holder | None:
        name = names.plain(user)
        return self.table.holder(name) if name else None

    def _opened(self, holder: Holder, private: bytearray) -> "UnlockedVault":
        # The lock page needs to know whose vault it is, and nothing of how it is opened.
        from kvinnobyran.vault.unlocked import UnlockedVault

        if self._is_between_epochs():
            holder = self._after_crash(holder, private)
        try:
            keys = slots.open_secrets(self.table, holder, private)
        except TamperedKeyFile:
            wipe(private)
            raise
        return UnlockedVault(self, holder, private, keys)

    def _is_between_epochs(self) -> bool:
        """Tell whether a crash left a new epoch begun."""
        begun = (keyfile.NAME, DATABASE_NAME)
        return any((self.folder / f"{name}.next").exists() for name in begun)

    def _after_crash(self, holder: Holder, private: bytearray) -> Holder:
        """Finish a new epoch that was begun, or take it back: what the database says (T32).

        Who has no keys in the database's epoch, or a database that tells nothing, changes
        nothing.
        """
        from kvinnobyran.vault import rotation

        next_table = rotation.pending(self.folder)
        path = self.database_path
        if next_table is not None:
            found = rotation.opened(next_table, holder, private, path)
            if found is not None:
                found[1].wipe()
                self.begin_epoch(next_table)
                return found[0]
        kept = rotation.opened(self.table, holder, private, path)
        if kept is not None:
            kept[1].wipe()
            with _saving():
                rotation.drop_pending(self.folder)
        return holder

    def begin_epoch(self, table: KeyTable) -> None:
        """Let the next epoch's key file take the place of this one; ``.old`` is deleted.

        Raises :class:`KeyFileNotSaved`.
        """
        from kvinnobyran.vault import rotation

        self._write(table, keep_old=False)
        self.table = table
        with _saving():
            forget_old(self.folder / keyfile.NAME)
            rotation.drop_pending(self.folder)

    def write_pending(self, table: KeyTable) -> None:
        """Put the next epoch's key file beside this one.

        Raises :class:`KeyFileChangedMeanwhile` or :class:`KeyFileNotSaved`.
        """
        from kvinnobyran.vault import rotation

        if _read(self.folder) != self.table:
            raise KeyFileChangedMeanwhile
        with _saving():
            rotation.write_pending(self.folder, table)

    def drop_pending(self) -> None:
        """Forget a next epoch that was begun. Raises :class:`KeyFileNotSaved`."""
        from kvinnobyran.vault import rotation

        with _saving():
            rotation.drop_pending(self.folder)

    # --- save ---------------------------------------------------------------------------------

    def replace_table(
        self, table: KeyTable, vault_key: bytearray, *, revoked: bool, after: int = 0
    ) -> None:
        """Save a changed table as the next generation.

        ``revoked`` says that a way in was taken away: then ``.old`` is deleted, for it would
        still hold it. ``after`` is a generation that this one must be newer than. Raises
        :class:`KeyFileChangedMeanwhile` or :class:`KeyFileNotSaved`.
        """
        generation = max(self.table.generation, after) + 1
        table = replace(table, generation=generation)
        if revoked:
            table = replace(table, revoked_in=generation)
        self._replace(table, vault_key, revoked=revoked)

    def note_audit_head(self, head: str, vault_key: bytearray) -> None:
        """Keep where the journal's chain ends, beside who may open what; no new generation.

        Raises as :meth:`replace_table` does.
        """
        if head != self.table.audit_head:
            self._replace(replace(self.table, audit_head=head), vault_key, revoked=False)

    def _replace(self, table: KeyTable, vault_key: bytearray, *, revoked: bool) -> None:
        if _read(self.folder) != self.table:
            raise KeyFileChangedMeanwhile
        table = slots.authenticated(table, vault_key)
        self._write(table, keep_old=not revoked)
        self.table = table
        if revoked:
            with _saving():
                forget_old(self.folder / keyfile.NAME)

    def _write(self, table: KeyTable, *, keep_old: bool) -> None:
        with _saving():
            save(self.folder / keyfile.NAME, keyfile.encode(table), keep_old=keep_old)


def _make_room(folder: Path) -> None:
    """Make the folder, and refuse one that holds a vault or the remains of one."""
    keys = folder / keyfile.NAME
    try:
        if any(os.path.lexists(path) for path in (keys, old(keys), folder / DATABASE_NAME)):
            raise VaultExists
        if paths.is_synced(folder):
            raise SyncedFolder
        paths.make_private(folder)
    except OSError:
        raise FolderNotYours from None


def _read(folder: Path) -> KeyTable:
    path = folder / keyfile.NAME
    try:
        with path.open("rb") as file:
            return keyfile.decode(file.read(keyfile.LARGEST_BYTES + 1))
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        raise FolderNotYours from None
    remains = (folder / DATABASE_NAME, old(path))
    raise KeyFileMissing if any(part.exists() for part in remains) else VaultMissing


@contextlib.contextmanager
def _saving() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise KeyFileNotSaved from None
