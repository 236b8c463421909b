"""Sealing the key of a backup so that the printed recovery key opens it, and no passphrase.

A backup's database is encrypted under a random key of its own, and that key is sealed by HPKE
to the recovery public key. The backup's header carries a *seal*: a key file in which only the
recovery key is a holder. So a lost stick gives nothing to guess at, a burnt laptop does not
matter (security.md 5.2), and restoring is putting the seal in the key file's place.

Honest limit: whoever holds a stick can make a backup that the recovery key opens, for its
public key is no secret. What a restored database contains is held against the journal's chain.
"""

from dataclasses import replace

from kvinnobyran.vault import keyfile, primitives, recovery, slots
from kvinnobyran.vault.keyfile import Holder, KeyTable
from kvinnobyran.vault.memory import wiped
from kvinnobyran.vault.troubles import WrongRecoveryKey


def backup_seal(table: KeyTable, vault_key: bytearray) -> bytes:
    """Return the seal for a backup's header: the key file without its users."""
    owner = recovery_holder(table)
    alone = replace(table, holders=(owner,), slots=(table.slot(owner),), oversight_key=b"")
    return keyfile.encode(slots.authenticated(alone, vault_key))


def seal_backup_key(seal: bytes, key: bytearray, context: bytes) -> bytes:
    """Seal the key of one backup. ``context`` names the backup, and opens nothing else.

    Raises what :func:`keyfile.decode` raises of a seal that is not sound.
    """
    table = keyfile.decode(seal)
    return primitives.seal(key, recovery_holder(table).public, _context(table, context))


def open_backup_key(seal: bytes, text: str, sealed: bytes, context: bytes) -> bytearray:
    """Open the key of a backup with the printed recovery key, on any machine.

    Raises :class:`RecoveryKeyMistyped`, :class:`WrongRecoveryKey`, :class:`SealBroken`, and
    what :func:`keyfile.decode` raises of a seal that is not sound.
    """
    table = keyfile.decode(seal)
    with wiped(private := recovery_private_key(table, text)):
        return slots.unseal(sealed, private, _context(table, context))


def recovery_holder(table: KeyTable) -> Holder:
    """Return the recovery key's key pair; the form guarantees that there is one."""
    return next(owner for owner in table.holders if not owner.user)


def recovery_private_key(table: KeyTable, text: str) -> bytearray:
    """Return the recovery private key, opened by the printed key as people type it.

    Raises :class:`RecoveryKeyMistyped` or :class:`WrongRecoveryKey`.
    """
    printed = recovery.parse(text)
    owner = recovery_holder(table)
    slot = table.slot(owner)
    with wiped(printed.secret, key := printed.key(slot.salt, table.vault_id)):
        private = slots.unwrap(table, owner, slot, key)
    if private is None:
        raise WrongRecoveryKey
    return private


def _context(table: KeyTable, context: bytes) -> bytes:
    return b"kvinnobyran backup key 1|" + table.vault_id.encode() + b"|" + context
