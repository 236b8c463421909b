"""Opening a register for a command: the lock, the passphrase from standard input, the keys."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from kvinnobyran import paths
from kvinnobyran.cli.usage import UsageTrouble
from kvinnobyran.domain.case import FIRST_DEVICE
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import same_time
from kvinnobyran.store.database import Database
from kvinnobyran.vault.instance import InstanceLock
from kvinnobyran.vault.unlocked import UnlockedVault
from kvinnobyran.vault.vault import DATABASE_NAME, Vault

LONGEST_LINE: Final = 8192
"""Bytes of standard input that are read: a passphrase is at most 1,000 signs."""


class NoPassphrase(Trouble):
    """Standard input is closed, empty or not text."""

    sentence = "Inget lösenord kom på standard in."
    way_on = "Skicka lösenordet som en rad text i UTF-8, till exempel från en lösenordshanterare."


def folder_of(chosen: argparse.Namespace) -> Path:
    """Return the register's folder. Commands want it said. Raises :class:`UsageTrouble`."""
    if chosen.data is None:
        raise UsageTrouble("Det saknas något: --data.")
    return Path(chosen.data)


def read_passphrase() -> str:
    """Return the first line of standard input; a person at the keyboard sees no echo.

    Raises :class:`NoPassphrase`.
    """
    try:
        if sys.stdin.isatty():
            import getpass

            line = getpass.getpass("Lösenord: ")
        else:
            line = sys.stdin.buffer.readline(LONGEST_LINE).decode("utf-8-sig")
    except (AttributeError, OSError, ValueError, EOFError):
        raise NoPassphrase from None
    line = line.rstrip("\r\n")
    if not line.strip():
        raise NoPassphrase
    return line


@contextmanager
def unlocked(chosen: argparse.Namespace) -> Iterator[tuple[Vault, UnlockedVault]]:
    """Hold the register's lock and its keys; both are given up at the end.

    Raises the vault's troubles: it is missing, damaged, held by somebody else, or the
    passphrase is wrong.
    """
    vault = Vault.open(folder_of(chosen))
    lock = InstanceLock(vault.folder).take(now=clock(), holder=chosen.user)
    try:
        keys = vault.unlock(chosen.user, read_passphrase())
        try:
            yield vault, keys
        finally:
            keys.wipe()
    finally:
        lock.release()


@contextmanager
def opened(chosen: argparse.Namespace) -> Iterator[Database]:
    """Hold the open database. Raises the troubles of vault and store."""
    with unlocked(chosen) as (vault, keys), register(vault, keys) as database:
        yield database


@contextmanager
def register(vault: Vault, keys: UnlockedVault) -> Iterator[Database]:
    """Hold the database of an unlocked vault, where the two fit together.

    Raises the troubles of the store, :class:`OlderRegister` and :class:`OlderKeyFile`.
    """
    database = Database.open(database_of(vault), keys.store_keys, device=FIRST_DEVICE)
    try:
        same_time.begin(database, keys, now=clock())
        yield database
    finally:
        database.close()


def database_of(vault: Vault) -> Path:
    """Return where the vault's database lies."""
    return vault.folder / DATABASE_NAME


def clock() -> datetime:
    """Return the moment, aware, in the computer's time zone."""
    return datetime.now().astimezone()


def private_practice_folder(years: int, seed: int) -> Path:
    """Return where a fictitious office lies when nobody says: beside the register, never in it."""
    return paths.data_folder().with_name(f"{paths.PROGRAM}-ovning") / f"{seed}-{years}"
