"""A new vault key: what makes a removed user's copy of the old one worthless (security.md 3.4).

The two-epoch protocol. The database under the new key is written beside the old one and read
back first (``store/moving.py``). Then, in this order, each step lasting before the next:

1. ``vault.keys.next``: the whole key file of the new epoch, beside the old ``vault.keys``
2. the database under the new key takes the old one's place, by one rename
3. ``vault.keys.next`` takes the place of ``vault.keys``, and ``.old`` is deleted

A crash leaves one of the two databases whole. Which one it is shows in its first 16 bytes (the
salt, which is part of the key): the next who unlocks, and holds keys in the new epoch, finishes
the move or takes it back. Somebody who was removed has no keys there, so for her the old key
file opens a key that no longer opens anything.
"""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.vault import keyfile, slots
from kvinnobyran.vault.keyfile import Holder, KeyTable
from kvinnobyran.vault.memory import random_key, wiped
from kvinnobyran.vault.primitives import seal
from kvinnobyran.vault.saving import save, sync_folder
from kvinnobyran.vault.slots import Secrets
from kvinnobyran.vault.troubles import TamperedKeyFile

NEXT: Final = keyfile.NAME + ".next"
NEXT_DATABASE: Final = "data.db.next"
"""What the store writes before it takes the database's place (``store/moving.py``)."""
SALT_BYTES: Final = 16
"""The start of a database under a 48-byte key is the end of the key (security.md 3.3)."""


def next_epoch(
    table: KeyTable, keys: Secrets, *, without: Holder | None = None
) -> tuple[KeyTable, Secrets]:
    """Return the table of the next epoch under a new random vault key, and that key.

    Nobody has to be there: the key is sealed to each holder's public key. ``without`` is left
    out, with her slot. The oversight gets a new key of its own, for she knew that one too.
    """
    base = table if without is None else table.without(without)
    made = replace(base, epoch=table.epoch + 1, generation=table.generation + 1)
    vault_key = random_key()
    present = slots.store_keys(keys.vault_key, table)
    made = replace(
        made,
        audit_key=slots.wrapped_audit_key(present.audit, vault_key, made),
        holders=tuple(
            each
            if each.is_manager
            else replace(
                each,
                vault_key=seal(vault_key, each.public, slots.vault_key_context(made, each.id)),
            )
            for each in made.holders
        ),
    )
    present.wipe()
    made = with_new_oversight(made, vault_key)
    return slots.authenticated(made, vault_key), Secrets(
        vault_key=vault_key, address_key=keys.address_key
    )


def with_new_oversight(table: KeyTable, vault_key: bytearray) -> KeyTable:
    """Return the table with a new random key for the oversight, sealed to the managers in it.

    Without a manager there is no such key.
    """
    if not table.managers:
        return replace(table, oversight_key=b"")
    with wiped(key := random_key()):
        return replace(
            table,
            oversight_key=slots.wrapped_oversight_key(key, vault_key, table),
            holders=tuple(
                slots.with_oversight(table, each, key) if each.is_manager else each
                for each in table.holders
            ),
        )


def write_pending(folder: Path, table: KeyTable) -> None:
    """Put the next epoch's key file beside the present one. Raises :class:`OSError`."""
    save(folder / NEXT, keyfile.encode(table))


def pending(folder: Path) -> KeyTable | None:
    """Return the key file of an epoch that was begun, or None: a damaged one never counted."""
    try:
        with (folder / NEXT).open("rb") as file:
            return keyfile.decode(file.read(keyfile.LARGEST_BYTES + 1))
    except (OSError, Trouble):
        return None


def drop_pending(folder: Path) -> None:
    """Forget an epoch that was begun. Raises :class:`OSError`."""
    for name in (NEXT, NEXT + ".new", NEXT_DATABASE):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)


def opened(
    table: KeyTable, holder: Holder, private: bytearray, database: Path
) -> tuple[Holder, Secrets] | None:
    """Return who a holder is in a table and her keys, if they are those of the database.

    None when she is not there, or the table is not whole, or the database is of another epoch.
    """
    own = next((each for each in table.holders if each.id == holder.id), None)
    if own is None or own.public != holder.public or own.is_manager:
        return None
    try:
        keys = slots.open_secrets(table, own, private)
    except TamperedKeyFile:
        return None
    if fits(keys, database):
        return own, keys
    keys.wipe()
    return None


def fits(keys: Secrets, database: Path) -> bool:
    """Tell whether a database lies there and is under this vault key."""
    start = b""
    with contextlib.suppress(OSError), database.open("rb") as file:
        start = file.read(SALT_BYTES)
    length = slots.DATABASE_KEY_BYTES
    with wiped(key := slots.subkey(keys.vault_key, "db", length)):
        return start == bytes(key[-SALT_BYTES:])
