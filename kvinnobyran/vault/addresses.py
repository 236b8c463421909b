"""The compartment of the addresses: fields that the vault key alone does not open.

The two apartments' addresses and door codes are encrypted under the address key AK, which is
sealed only to the users who were given it (security.md 3.5). What the database keeps is the
ciphertext; it is bound to the record and field it belongs to, so that one apartment's address
cannot be moved to another by somebody who may write but not read.
"""

from typing import Final

from kvinnobyran.vault import primitives
from kvinnobyran.vault.memory import random_key, wiped
from kvinnobyran.vault.primitives import NONCE_BYTES
from kvinnobyran.vault.slots import subkey
from kvinnobyran.vault.troubles import SealBroken

_VERSION: Final = b"\x01"
_BLOCK: Final = 64
"""Lengths are rounded up to this, so that they do not tell one address from another."""


def encrypt(address_key: bytearray, text: str, *, vault_id: str, record: str, field: str) -> bytes:
    """Return the ciphertext of one field of one record."""
    content = text.encode("utf-8", "surrogatepass")
    content = len(content).to_bytes(4, "big") + content
    content += bytes(-len(content) % _BLOCK)
    nonce = bytes(random_key(NONCE_BYTES))
    with wiped(key := subkey(address_key, "addresses")):
        sealed = primitives.encrypt(key, nonce, content, _bound(vault_id, record, field))
    return _VERSION + nonce + sealed


def decrypt(
    address_key: bytearray, sealed: bytes, *, vault_id: str, record: str, field: str
) -> str:
    """Return the text. Raises :class:`SealBroken` when anything at all does not fit."""
    if sealed[:1] != _VERSION:
        raise SealBroken
    nonce, content = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    with wiped(key := subkey(address_key, "addresses")):
        plain = primitives.decrypt(key, nonce, content, _bound(vault_id, record, field))
    if plain is None:
        raise SealBroken
    return plain[4 : 4 + int.from_bytes(plain[:4], "big")].decode("utf-8", "surrogatepass")


def _bound(vault_id: str, record: str, field: str) -> bytes:
    return f"kvinnobyran address 1|{vault_id}|{record}|{field}".encode()
