"""The cryptography of the key table: wrapping, sealing and the MAC over the whole.

Domain separation is by the ``info`` and associated-data strings below; each begins with
``kvinnobyran`` and ends with a version. Changing one makes every existing vault unreadable.
"""

import hmac
import os
from dataclasses import dataclass, field, replace
from typing import Final

from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.vault import primitives
from kvinnobyran.vault.kdf import SALT_BYTES, KdfParameters, derive
from kvinnobyran.vault.keyfile import (
    Holder,
    KeyTable,
    Slot,
    SlotKind,
    canonical,
    slot_parameters,
    to_authenticate,
)
from kvinnobyran.vault.memory import random_key, wipe, wiped
from kvinnobyran.vault.primitives import KEY_BYTES, NONCE_BYTES, public_of, seal
from kvinnobyran.vault.recovery import RecoveryKey
from kvinnobyran.vault.troubles import SealBroken, TamperedKeyFile

DATABASE_KEY_BYTES: Final = 48


def new_id() -> str:
    """Return a random identifier of 32 hexadecimal signs."""
    return os.urandom(16).hex()


def subkey(key: bytearray, purpose: str, length: int = KEY_BYTES) -> bytearray:
    """Return the key for one purpose, derived from a random 32-byte key by HKDF-Expand."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key of 32 bytes is needed")
    info = b"kvinnobyran " + purpose.encode() + b" 1"
    return primitives.hkdf_expand(key, info=info, length=length)


def store_keys(vault_key: bytearray, table: KeyTable) -> StoreKeys:
    """Return what opens the database and keys the journal's hash chain."""
    return StoreKeys(
        database=subkey(vault_key, "db", DATABASE_KEY_BYTES),
        audit=_audit_key(vault_key, table),
        vault_id=table.vault_id,
        epoch=table.epoch,
    )


def wrapped_audit_key(audit: bytearray, vault_key: bytearray, table: KeyTable) -> bytes:
    """Return the key of the journal's chain as a later epoch's key file keeps it."""
    nonce = bytes(random_key(NONCE_BYTES))
    with wiped(key := subkey(vault_key, "audit wrap")):
        return nonce + primitives.encrypt(key, nonce, audit, _audit_context(table))


def oversight_keys(oversight_key: bytearray, table: KeyTable) -> StoreKeys:
    """Return what opens the oversight's own file; nothing in it comes from the vault key."""
    return StoreKeys(
        database=subkey(oversight_key, "oversight db", DATABASE_KEY_BYTES),
        audit=subkey(oversight_key, "oversight audit"),
        vault_id=table.vault_id,
        epoch=table.epoch,
    )


def wrapped_oversight_key(key: bytearray, vault_key: bytearray, table: KeyTable) -> bytes:
    """Return the oversight's key as the key file keeps it for who holds the vault key."""
    nonce = bytes(random_key(NONCE_BYTES))
    with wiped(wrapping := subkey(vault_key, "oversight wrap")):
        return nonce + primitives.encrypt(wrapping, nonce, key, _oversight_context(table))


def open_oversight_key(vault_key: bytearray, table: KeyTable) -> bytearray | None:
    """Return the oversight's key, or ``None`` where there is no manager.

    Raises :class:`TamperedKeyFile`.
    """
    if not table.oversight_key:
        return None
    nonce, sealed = table.oversight_key[:NONCE_BYTES], table.oversight_key[NONCE_BYTES:]
    with wiped(wrapping := subkey(vault_key, "oversight wrap")):
        key = primitives.decrypt(wrapping, nonce, sealed, _oversight_context(table))
    if key is None:
        raise TamperedKeyFile
    return key


def _oversight_context(table: KeyTable) -> bytes:
    return f"kvinnobyran oversight key 1|{table.vault_id}|{table.epoch}".encode()


def _audit_key(vault_key: bytearray, table: KeyTable) -> bytearray:
    if not table.audit_key:
        return subkey(vault_key, "audit")
    nonce, sealed = table.audit_key[:NONCE_BYTES], table.audit_key[NONCE_BYTES:]
    with wiped(key := subkey(vault_key, "audit wrap")):
        audit = primitives.decrypt(key, nonce, sealed, _audit_context(table))
    if audit is None:
        raise TamperedKeyFile
    return audit


def _audit_context(table: KeyTable) -> bytes:
    return f"kvinnobyran audit key 1|{table.vault_id}|{table.epoch}".encode()


# --- what a holder holds ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What is sealed to a holder: the vault key VK, and the address key AK if granted."""

    vault_key: bytearray = field(repr=False)
    address_key: bytearray | None = field(repr=False)

    def wipe(self) -> None:
        """Overwrite both."""
        wipe(self.vault_key, self.address_key)


def holder(table: KeyTable, user: str, private: bytearray, keys: Secrets) -> Holder:
    """Make the key pair of a new holder and seal to it what it may hold."""
    made = new_id()
    public = public_of(private)
    address_key = keys.address_key
    return Holder(
        id=made,
        user=user,
        public=public,
        vault_key=seal(keys.vault_key, public, vault_key_context(table, made)),
        address_key=None
        if address_key is None
        else seal(address_key, public, address_key_context(table, made)),
    )


def manager(table: KeyTable, user: str, private: bytearray, oversight_key: bytearray) -> Holder:
    """Make the key pair of a manager and seal to it the oversight's key, and nothing else."""
    made = Holder(
        id=new_id(), user=user, public=public_of(private), vault_key=b"", address_key=None
    )
    return with_oversight(table, made, oversight_key)


def with_oversight(table: KeyTable, owner: Holder, oversight_key: bytearray) -> Holder:
    """Return a manager with the oversight's key sealed to her anew."""
    context = manager_key_context(table, owner.id)
    return replace(owner, oversight_key=seal(oversight_key, owner.public, context))


def open_manager_key(table: KeyTable, owner: Holder, private: bytearray) -> bytearray:
    """Open what is sealed to a manager. Raises :class:`TamperedKeyFile`.

    She cannot hold the table against its MAC, which is under the vault key: who does that is
    the next counsellor.
    """
    try:
        return unseal(owner.oversight_key, private, manager_key_context(table, owner.id))
    except SealBroken:
        raise TamperedKeyFile from None


def open_secrets(table: KeyTable, owner: Holder, private: bytearray) -> Secrets:
    """Open what is sealed to a holder.

    Raises :class:`TamperedKeyFile` when a seal is broken or was made for another vault,
    another epoch or another holder, or when the MAC does not fit the table.
    """
    address_key = None
    try:
        vault_key = unseal(owner.vault_key, private, vault_key_context(table, owner.id))
        if owner.address_key is not None:
            context = address_key_context(table, owner.id)
            address_key = unseal(owner.address_key, private, context)
    except SealBroken:
        raise TamperedKeyFile from None
    keys = Secrets(vault_key=vault_key, address_key=address_key)
    if not hmac.compare_digest(authenticated(table, vault_key).mac, table.mac):
        keys.wipe()
        raise TamperedKeyFile
    return keys


# --- the private key behind a slot ------------------------------------------------------------


def passphrase_slot(
    table: KeyTable, holder: Holder, private: bytearray, passphrase: bytes, cost: KdfParameters
) -> Slot:
    """Wrap a holder's private key under a passphrase (Argon2id). Takes a second."""
    slot = _empty(table, holder, SlotKind.PASSPHRASE, cost)
    with wiped(key := derive(passphrase, salt=slot.salt, cost=cost)):
        return _wrap(table, holder, slot, key, private)


def recovery_slot(
    table: KeyTable, holder: Holder, private: bytearray, recovery: RecoveryKey
) -> Slot:
    """Wrap the recovery private key under the printed key (HKDF: it is random already)."""
    slot = _empty(table, holder, SlotKind.RECOVERY, None)
    with wiped(key := recovery.key(slot.salt, table.vault_id)):
        return _wrap(table, holder, slot, key, private)


def unwrap(table: KeyTable, holder: Holder, slot: Slot, key: bytearray) -> bytearray | None:
    """Return the private key, or ``None`` when the wrapping key is not the right one."""
    bound = _bound(table, holder, slot)
    private = primitives.decrypt(key, slot.nonce, slot.wrapped, bound)
    if private is None:
        return None
    if public_of(private) != holder.public:
        wipe(private)
        raise TamperedKeyFile
    return private


def _empty(table: KeyTable, holder: Holder, kind: SlotKind, kdf: KdfParameters | None) -> Slot:
    return Slot(
        id=new_id(),
        kind=kind,
        holder=holder.id,
        epoch=table.epoch,
        kdf=kdf,
        salt=bytes(random_key(SALT_BYTES)),
        nonce=bytes(random_key(NONCE_BYTES)),
        wrapped=b"",
    )


def _wrap(table: KeyTable, holder: Holder, slot: Slot, key: bytearray, private: bytearray) -> Slot:
    bound = _bound(table, holder, slot)
    return replace(slot, wrapped=primitives.encrypt(key, slot.nonce, private, bound))


def _bound(table: KeyTable, holder: Holder, slot: Slot) -> bytes:
    return canonical(
        {
            "purpose": "kvinnobyran slot 1",
            "public": holder.public.hex(),
            "slot": slot_parameters(slot),
            "user": holder.user,
            "vault_id": table.vault_id,
        }
    )


# --- what is sealed to a public key -----------------------------------------------------------


def unseal(sealed: bytes, private: bytearray, context: bytes) -> bytearray:
    """Open what :func:`primitives.seal` made. Raises :class:`SealBroken`."""
    secret = primitives.unseal(sealed, private, context)
    if secret is None:
        raise SealBroken
    return secret


def vault_key_context(table: KeyTable, holder_id: str) -> bytes:
    """Return the context that binds a sealed vault key to vault, epoch and holder."""
    return f"kvinnobyran vault key 1|{table.vault_id}|{table.epoch}|{holder_id}".encode()


def address_key_context(table: KeyTable, holder_id: str) -> bytes:
    """Return the context that binds a sealed address key to vault and holder."""
    return f"kvinnobyran address key 1|{table.vault_id}|{holder_id}".encode()


def manager_key_context(table: KeyTable, holder_id: str) -> bytes:
    """Return the context that binds a manager's sealed key to vault, epoch and holder."""
    return f"kvinnobyran manager key 1|{table.vault_id}|{table.epoch}|{holder_id}".encode()


# --- the whole table --------------------------------------------------------------------------


def authenticated(table: KeyTable, vault_key: bytearray) -> KeyTable:
    """Return the table with its MAC under HKDF(VK, "slots")."""
    with wiped(key := subkey(vault_key, "slots")):
        return replace(table, mac=hmac.digest(key, to_authenticate(table), "sha256"))
