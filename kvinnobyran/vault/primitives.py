"""The one door to the primitives: Argon2id, HKDF-SHA256, AES-256-GCM, X25519 and HPKE.

Each imports its part of ``cryptography`` when it is first used: the lock page is painted
before any of them is needed, and reading them takes as long as painting it (architecture.md
section 6). Nothing here knows what a key is for; :mod:`.slots` does.
"""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


def argon2id(
    passphrase: bytes, salt: bytes, *, memory_kib: int, iterations: int, lanes: int
) -> bytearray:
    """Return a key of 32 bytes (RFC 9106). Raises :class:`MemoryError`."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    key = bytearray(KEY_BYTES)
    Argon2id(
        salt=salt, length=KEY_BYTES, iterations=iterations, lanes=lanes, memory_cost=memory_kib
    ).derive_into(passphrase, key)
    return key


def hkdf(secret: bytearray, *, salt: bytes, info: bytes) -> bytearray:
    """Return a key of 32 bytes from a secret that is random but not uniform (RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = bytearray(KEY_BYTES)
    HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive_into(secret, key)
    return key


def hkdf_expand(key: bytearray, *, info: bytes, length: int) -> bytearray:
    """Return ``length`` bytes from a uniform key (RFC 5869, the second half alone)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

    made = bytearray(length)
    HKDFExpand(algorithm=SHA256(), length=length, info=info).derive_into(key, made)
    return made


def encrypt(key: bytearray, nonce: bytes, plain: bytes | bytearray, bound: bytes) -> bytes:
    """Return AES-256-GCM's ciphertext and tag; ``bound`` is authenticated and not stored."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).encrypt(nonce, plain, bound)


def decrypt(key: bytearray, nonce: bytes, sealed: bytes, bound: bytes) -> bytearray | None:
    """Return what :func:`encrypt` was given, or ``None`` when anything at all does not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    plain = bytearray(max(0, len(sealed) - _TAG_BYTES))
    try:
        AESGCM(key).decrypt_into(nonce, sealed, bound, plain)
    except (InvalidTag, ValueError):
        return None
    return plain


def public_of(private: bytearray) -> bytes:
    """Return the public half of a raw X25519 private key (RFC 7748)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(secret: bytearray, public: bytes, context: bytes) -> bytes:
    """Seal so that only the private half of ``public`` opens it, in this context (RFC 9180)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    return _suite().encrypt(secret, X25519PublicKey.from_public_bytes(public), info=context)


def unseal(sealed: bytes, private: bytearray, context: bytes) -> bytearray | None:
    """Return what :func:`seal` was given, or ``None`` when anything at all does not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key: Any = X25519PrivateKey.from_private_bytes(private)
    try:
        return bytearray(_suite().decrypt(sealed, key, info=context))
    except InvalidTag:
        return None


_TAG_BYTES: Final = 16


def _suite() -> "Suite":
    """Return the one HPKE suite in use: X25519, HKDF-SHA256, AES-256-GCM."""
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
