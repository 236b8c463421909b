"""From a backup and the printed sheet to an office in a folder of its own (security.md 5.3).

Nothing of the burnt laptop is needed. What was purged after the backup was made is purged again
before anybody logs in, from the list that lies beside the backups.
"""

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kvinnobyran import paths
from kvinnobyran.domain.case import FIRST_DEVICE
from kvinnobyran.domain.copies import FOLDER, Stage
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups, purge_list, quarantine
from kvinnobyran.flows.same_time import note_end
from kvinnobyran.store import search
from kvinnobyran.store.backup import Header, read_header
from kvinnobyran.store.check import check
from kvinnobyran.store.connection import disk_trouble
from kvinnobyran.store.database import Database
from kvinnobyran.store.restoring import Told, nobody, restore
from kvinnobyran.store.troubles import CopyFailed, DiskFull
from kvinnobyran.vault.troubles import VaultExists
from kvinnobyran.vault.unlocked import UnlockedVault
from kvinnobyran.vault.vault import DATABASE_NAME, Vault

NOBODY: Final = "Återläsning"
"""Who did it, for the journal: nobody has a passphrase yet."""
_ROOM: Final = 3
"""How many times the backup must be free: it is unpacked, and written anew."""


MANAGER: Final = (
    "Verksamhetschefens lösenord gäller inte heller. Lägg till henne igen i Inställningar, under "
    "Användare: då får hon sin insyn som förut."
)


class ForeignBackup(Trouble):
    """The file is none of our backups, or its seal cannot be read."""

    sentence = "Filen är ingen säkerhetskopia från det här programmet, eller så är den skadad."
    way_on = "Välj en annan kopia: de heter kopia- och sedan dag och klockslag."


class NotWhole(Trouble):
    """The restored register did not pass its check; it is not kept."""

    sentence = "Det återlästa registret stämde inte vid kontrollen och har tagits bort igen."
    way_on = "Läs tillbaka en annan kopia."


class OtherRegister(Trouble):
    """The backup is of another register than the one whose place it would take."""

    sentence = "Kopian är från ett annat register än det som ligger här. Inget har ändrats."
    way_on = "Välj en kopia av det här registret, eller läs tillbaka den i en annan mapp."


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back: from when, how many rows, and how many ids were purged again.

    ``manager`` tells whether somebody had the oversight: she has no way in now either.
    """

    made: datetime
    rows: int
    purged: int
    manager: bool = False

    @property
    def manager_words(self) -> str:
        """Say that the manager has to be let in again; nothing where there never was one."""
        return MANAGER if self.manager else ""


@dataclass(slots=True, kw_only=True)
class Prepared:
    """A whole register beside the place it is for, and the keys to it."""

    folder: Path
    beside: Path
    keys: UnlockedVault
    what: Restored
    lists_unread: bool
    """The list of what was purged that lay with the former register could not be read."""

    @property
    def users(self) -> tuple[str, ...]:
        """Who can open it: nobody until somebody is added."""
        return self.keys.vault.users

    @property
    def replaces(self) -> bool:
        """Whether there is a register now where this one goes."""
        return quarantine.holds_a_register(self.folder)

    def add_user(self, name: str, passphrase: str) -> None:
        """Let the first user in. Raises as :meth:`UnlockedVault.add_user` does."""
        self.keys.add_user(name, passphrase, addresses=self.keys.address_key is not None)

    def put_in_place(self, *, now: datetime) -> Path | None:
        """Take the place of what is there; return where that lies now, or None.

        Raises :class:`DiskFull`, :class:`ReadOnlyMedium` …; then nothing has changed.
        """
        self.keys.wipe()
        try:
            return quarantine.exchange(self.beside, self.folder, now=now)
        except OSError as error:
            trouble = disk_trouble(error)
        raise trouble

    def give_up(self) -> None:
        """Take it away again; what was there has not been touched."""
        self.keys.wipe()
        shutil.rmtree(self.beside, ignore_errors=True)


def restore_office(
    container: Path,
    recovery_key: str,
    folder: Path,
    *,
    now: datetime,
    newcomer: tuple[str, str] | None = None,
) -> Restored:
    """Make a register in ``folder``, missing or empty, from one backup; then check all of it.

    It is built beside its place and moved there when it is whole. ``newcomer`` is the name and
    passphrase of a first user; without one the program asks for the printed key and for them.
    Raises :class:`VaultExists`, and what :func:`prepare` raises.
    """
    _header(container)
    if folder.is_symlink() or (folder.exists() and (folder.is_file() or any(folder.iterdir()))):
        raise VaultExists
    prepared = prepare(container, recovery_key, folder, now=now)
    try:
        if newcomer is not None:
            prepared.add_user(*newcomer)
        prepared.put_in_place(now=now)
    finally:
        prepared.give_up()
    return prepared.what


def prepare(
    container: Path,
    recovery_key: str,
    folder: Path,
    *,
    now: datetime,
    told: Told = nobody,
) -> Prepared:
    """Build the register of a backup beside ``folder``, and check all of it; nothing is moved.

    What was purged after the backup was made is purged again, by the lists beside the backup
    and in the register that lies in ``folder``. ``told`` hears how far it has come, in the
    thread that works. Raises :class:`ForeignBackup`, :class:`OtherRegister`,
    :class:`VaultExists` where something else lies, :class:`CopyFailed`,
    :class:`WrongRecoveryKey`, :class:`RecoveryKeyMistyped`, :class:`NewerSchema`,
    :class:`ListDamaged`, :class:`NotWhole`, :class:`DiskFull` …
    """
    header = _header(container)
    if _vault_id(folder) not in {"", header.vault_id}:
        raise OtherRegister
    try:
        paths.make_private(folder.parent)
        if not quarantine.may_take_the_place_of(folder):
            raise VaultExists
        quarantine.sweep_unfinished(folder)
        if shutil.disk_usage(folder.parent).free < _ROOM * container.stat().st_size:
            raise DiskFull
        beside = quarantine.unfinished(folder)
        try:
            return _build(container, header, recovery_key, (folder, beside), now=now, told=told)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    except OSError as error:
        trouble: Trouble = disk_trouble(error)
    raise trouble


def said_of(container: Path) -> Header:
    """Return what a backup says of itself before it is opened. Raises :class:`ForeignBackup`."""
    return _header(container)


def _vault_id(folder: Path) -> str:
    """Return whose register lies in a folder, as far as its key file can be read."""
    try:
        return Vault.open(folder).vault_id
    except Trouble:
        return ""


def _header(container: Path) -> Header:
    with suppress(CopyFailed):
        return read_header(container)
    raise ForeignBackup


def _seal(header: Header) -> bytes:
    """Return the key file that lies in the header: the recovery key is its only holder."""
    try:
        return bytes.fromhex(json.loads(bytes.fromhex(header.sealed))["seal"])
    except (ValueError, KeyError, TypeError):
        raise ForeignBackup from None


def _build(
    container: Path,
    header: Header,
    recovery_key: str,
    places: tuple[Path, Path],
    *,
    now: datetime,
    told: Told,
) -> Prepared:
    """Restore into a folder that is nobody's yet, purge again, check it."""
    folder, beside = places
    vault = Vault.restore(beside, _seal(header))
    keys = vault.unlock_with_recovery_key(recovery_key)
    try:
        open_key = backups.opened_by_sheet(recovery_key)
        restore(container, open_key, keys.store_keys, beside / DATABASE_NAME, told=told)
        told(Stage.PURGING)
        gone = set(purge_list.read(container.parent, open_key))
        unread = False
        try:
            gone.update(purge_list.read(folder / FOLDER, open_key))
        except purge_list.ListDamaged:
            # The disk that is restored from may be the one that is broken: it is said.
            unread = True
        purged, manager = _settled(header, keys, beside, tuple(sorted(gone)), now, told)
    except BaseException:
        keys.wipe()
        raise
    made, rows = datetime.fromisoformat(header.created), sum(header.counts.values())
    return Prepared(
        folder=folder,
        beside=beside,
        keys=keys,
        what=Restored(made=made, rows=rows, purged=purged, manager=manager),
        lists_unread=unread,
    )


_HAD_MANAGER: Final = (
    "SELECT EXISTS (SELECT 1 FROM journal WHERE tbl = '' AND kind = 'manager_added')"
)


def _settled(
    header: Header,
    keys: UnlockedVault,
    folder: Path,
    gone: tuple[purge_list.Gone, ...],
    now: datetime,
    told: Told,
) -> tuple[int, bool]:
    database = Database.open(folder / DATABASE_NAME, keys.store_keys, device=FIRST_DEVICE)
    try:
        if database.audit_head().text != header.audit_head:
            raise NotWhole
        # What the index of the search was in the copy does not matter: the records tell it.
        search.rebuild(database.connection, database.schema.searchable)
        purged = purge_list.replay(database, gone, user=NOBODY, now=now)
        with database.transaction(user=NOBODY, name="Återläst säkerhetskopia", now=now) as step:
            step.log("restore")
        told(Stage.PROVING)
        if not all(line.ok for line in check(database, keys.store_keys)):
            raise NotWhole
        # What lies there now is the newest, and a former database put in its place is not.
        note_end(database, keys)
        return purged, bool(database.value(_HAD_MANAGER))
    finally:
        database.close()
