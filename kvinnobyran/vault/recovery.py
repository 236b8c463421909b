"""The printed recovery key: 128 random bits and a check, in signs that survive handwriting.

31 characters of Crockford's base 32 in groups of four (security.md 3.4)::

    7K3M-X9QA-0FTD-…

The alphabet has no I, L, O and U. Reading is tolerant (O is 0, I and L are 1, small letters,
any spaces and hyphens); the 25-bit check finds every likely mistake before the vault is asked.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Final

from kvinnobyran.vault import primitives
from kvinnobyran.vault.memory import wipe
from kvinnobyran.vault.troubles import RecoveryKeyMistyped

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES: Final = 16
LENGTH: Final = 31
GROUP: Final = 4
_SECRET_SIGNS: Final = 26  # 130 bits, of which the last two are zero
_CHECK_SIGNS: Final = LENGTH - _SECRET_SIGNS
_BITS: Final = 5
_LOOKALIKE: Final = str.maketrans("OIL", "011")
_BETWEEN: Final = str.maketrans("", "", " \t\r\n\u00a0-\u2010\u2011\u2012\u2013\u2014.,_")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryKey:
    """One recovery key. ``secret`` is its 16 bytes."""

    secret: bytearray = field(repr=False)

    @classmethod
    def generate(cls) -> "RecoveryKey":
        """Return a new random key."""
        return cls(secret=bytearray(secrets.token_bytes(SECRET_BYTES)))

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups as they are printed: seven of four signs and one of three."""
        signs = _encode(self.secret) + _check(self.secret)
        return tuple(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))

    @property
    def text(self) -> str:
        """The whole key in one line, groups joined by hyphens."""
        return "-".join(self.groups)

    def ask_back(self, count: int = 2) -> tuple[int, ...]:
        """Return the numbers (from 1, ascending) of random groups to be typed back.

        The sheet counts only when somebody has read it (security.md 3.4).
        """
        numbers = list(range(1, len(self.groups) + 1))
        secrets.SystemRandom().shuffle(numbers)
        return tuple(sorted(numbers[:count]))

    def confirms(self, number: int, typed: str) -> bool:
        """Say whether ``typed`` is group ``number`` (from 1), read as tolerantly as the key."""
        return hmac.compare_digest(
            _clean(typed).encode("utf-8", "replace"), self.groups[number - 1].encode()
        )

    def key(self, salt: bytes, vault_id: str) -> bytearray:
        """Return the 32-byte key that wraps the vault's recovery private key (KEK_R)."""
        info = b"kvinnobyran recovery slot 1|" + vault_id.encode()
        return primitives.hkdf(self.secret, salt=salt, info=info)

    def wipe(self) -> None:
        """Overwrite the secret; the text is gone with it."""
        wipe(self.secret)


def parse(typed: str) -> RecoveryKey:
    """Read a recovery key as people type it.

    Raises :class:`RecoveryKeyMistyped`, with the group's number when a sign in it cannot be
    part of any key, and without when the length or the check does not fit.
    """
    signs = _clean(typed)
    for at, sign in enumerate(signs[:LENGTH]):
        if sign not in ALPHABET:
            raise RecoveryKeyMistyped(at // GROUP + 1)
    if len(signs) != LENGTH:
        raise RecoveryKeyMistyped
    number = 0
    for sign in signs[:_SECRET_SIGNS]:
        number = number << _BITS | ALPHABET.index(sign)
    spare = _SECRET_SIGNS * _BITS - SECRET_BYTES * 8
    secret = bytearray((number >> spare).to_bytes(SECRET_BYTES, "big"))
    if signs != _encode(secret) + _check(secret):
        wipe(secret)
        raise RecoveryKeyMistyped
    return RecoveryKey(secret=secret)


def _clean(typed: str) -> str:
    return typed.upper().translate(_BETWEEN).translate(_LOOKALIKE)


def _encode(secret: bytearray) -> str:
    return _signs(int.from_bytes(secret, "big") << 2, _SECRET_SIGNS)


def _check(secret: bytearray) -> str:
    digest = hashlib.sha256(b"kvinnobyran recovery check 1|" + secret).digest()
    return _signs(int.from_bytes(digest[:4], "big") >> 7, _CHECK_SIGNS)


def _signs(number: int, count: int) -> str:
    last = (1 << _BITS) - 1
    return "".join(ALPHABET[number >> _BITS * at & last] for at in reversed(range(count)))
