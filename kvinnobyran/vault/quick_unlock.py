"""Quick unlock: a secret in the system's keyring *and* a PIN, for twelve hours (security.md 3.4).

Off unless a user turns it on. Neither half is enough, and neither the passphrase nor the vault
key is ever in the keyring. It ends after twelve hours by the steady clock, at a restart of the
machine, at logout (the keyring's session collection), and after five wrong PINs.

Honest limit: somebody who holds the keyring's secret *and* a copy of the folder can try all
PINs; five tries do not bind a copy. Hence the short life, and hence off by default.
"""

import base64
import contextlib
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.vault import kdf, primitives
from kvinnobyran.vault.clock import Clock
from kvinnobyran.vault.keychain import Keychain
from kvinnobyran.vault.keyfile import Holder, KeyTable, canonical
from kvinnobyran.vault.memory import random_key, wipe, wiped
from kvinnobyran.vault.primitives import NONCE_BYTES, public_of
from kvinnobyran.vault.saving import save
from kvinnobyran.vault.troubles import (
    KeyringGone,
    QuickUnlockExpired,
    QuickUnlockOff,
    QuickUnlockUsedUp,
    UnfitPin,
    WrongPin,
)

NAME: Final = "vault.quick"
LIFE_SECONDS: Final = 12 * 3600.0
MOST_TRIES: Final = 5
SHORTEST_PIN: Final = 6
LONGEST_PIN: Final = 32
_DIGITS: Final = re.compile(rf"[0-9]{{{SHORTEST_PIN},{LONGEST_PIN}}}")
_LARGEST_BYTES: Final = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _QuickSlot:
    """What the file holds. Everything but ``tries`` is bound by the AEAD."""

    holder: str
    vault_id: str
    epoch: int
    boot: str
    since: float
    salt: bytes
    nonce: bytes
    check: str
    wrapped: bytes
    tries: int

    def bound(self) -> dict[str, object]:
        """Return what the AEAD binds."""
        return {
            "boot": self.boot,
            "check": self.check,
            "epoch": self.epoch,
            "holder": self.holder,
            "salt": self.salt.hex(),
            "since": self.since,
            "vault_id": self.vault_id,
        }


class QuickUnlock:
    """The PIN slots of one vault folder on this machine, at most one per user."""

    def __init__(self, folder: Path, clock: Clock, keychain: Keychain) -> None:
        self._path = folder / NAME
        self._clock = clock
        self._keychain = keychain

    def users(self, table: KeyTable) -> tuple[str, ...]:
        """Return who can unlock with a PIN just now. Asks no keyring."""
        alive = {slot.holder for slot in self._read().values() if self._alive(slot, table)}
        return tuple(owner.user for owner in table.holders if owner.id in alive)

    def enable(self, table: KeyTable, owner: Holder, private: bytearray, pin: str) -> None:
        """Make the owner's slot, replacing the one that was there.

        Raises :class:`UnfitPin`, or :class:`KeyringGone` when the keyring does not take the
        secret and give it back, or the slot cannot be written; quick unlock is then off.
        """
        require_fit(pin)
        with wiped(secret := random_key()):
            slot = self._slot(table, owner, private, pin, secret)
            try:
                self._keychain.put(_item(table, owner), base64.b64encode(secret).decode())
                self._write({**self._read(), owner.id: slot})
            except KeyringGone:
                self._drop(owner.id)
                raise
            except OSError:
                self.disable(table, owner)
                raise KeyringGone from None

    def disable(self, table: KeyTable, owner: Holder) -> None:
        """Delete the owner's slot and, when the keyring answers, its secret."""
        self._drop(owner.id)
        with contextlib.suppress(KeyringGone):
            self._keychain.delete(_item(table, owner))

    def private_key(self, table: KeyTable, user: str, pin: str) -> tuple[Holder, bytearray]:
        """Return the user's key pair, opened by keyring and PIN.

        Raises :class:`QuickUnlockOff` (no slot), :class:`QuickUnlockExpired`,
        :class:`KeyringGone`, :class:`WrongPin`, or :class:`QuickUnlockUsedUp` at the fifth
        wrong PIN. A PIN that could not be tried costs no try.
        """
        owner = table.holder(user) if user else None
        slot = None if owner is None else self._read().get(owner.id)
        if owner is None or slot is None:
            raise QuickUnlockOff
        if not self._alive(slot, table):
            self.disable(table, owner)
            raise QuickUnlockExpired
        with wiped(secret := self._secret(table, owner)):
            if _check(secret) != slot.check:
                self.disable(table, owner)
                raise KeyringGone
            slot = self._counted(slot)
            key = _key(secret, pin, slot.salt, table.cost(owner))
        private = _open(slot, key)
        if private is None or public_of(private) != owner.public:
            wipe(private)
            raise self._wrong(table, owner, slot)
        self._save(replace(slot, tries=0))
        return owner, private

    # --- how ----------------------------------------------------------------------------------

    def _slot(
        self, table: KeyTable, owner: Holder, private: bytearray, pin: str, secret: bytearray
    ) -> _QuickSlot:
        slot = _QuickSlot(
            holder=owner.id,
            vault_id=table.vault_id,
            epoch=table.epoch,
            boot=self._clock.boot(),
            since=self._clock.steady(),
            salt=bytes(random_key(kdf.SALT_BYTES)),
            nonce=bytes(random_key(NONCE_BYTES)),
            check=_check(secret),
            wrapped=b"",
            tries=0,
        )
        with wiped(key := _key(secret, pin, slot.salt, table.cost(owner))):
            wrapped = primitives.encrypt(key, slot.nonce, private, _bound(slot))
        return replace(slot, wrapped=wrapped)

    def _alive(self, slot: _QuickSlot, table: KeyTable) -> bool:
        age = self._clock.steady() - slot.since
        return (
            (slot.vault_id, slot.epoch) == (table.vault_id, table.epoch)
            and slot.boot == self._clock.boot()
            and 0 <= age <= LIFE_SECONDS
            and 0 <= slot.tries < MOST_TRIES
        )

    def _secret(self, table: KeyTable, owner: Holder) -> bytearray:
        """Ask the keyring. A secret that is gone or foreign turns quick unlock off."""
        text = self._keychain.get(_item(table, owner))
        try:
            return bytearray(base64.b64decode(text, validate=True))
        except ValueError:
            self.disable(table, owner)
            raise KeyringGone from None

    def _counted(self, slot: _QuickSlot) -> _QuickSlot:
        """Count the try before it is made, so that killing the program does not save one."""
        counted = replace(slot, tries=slot.tries + 1)
        try:
            self._save(counted)
        except OSError:  # uncounted tries would be endless
            raise QuickUnlockOff from None
        return counted

    def _wrong(self, table: KeyTable, owner: Holder, slot: _QuickSlot) -> Trouble:
        if slot.tries < MOST_TRIES:
            return WrongPin(MOST_TRIES - slot.tries)
        self.disable(table, owner)
        return QuickUnlockUsedUp()

    def _save(self, slot: _QuickSlot) -> None:
        self._write({**self._read(), slot.holder: slot})

    def _drop(self, holder_id: str) -> None:
        kept = {key: slot for key, slot in self._read().items() if key != holder_id}
        with contextlib.suppress(OSError):
            if kept:
                self._write(kept)
            else:
                self._path.unlink(missing_ok=True)

    def _read(self) -> dict[str, _QuickSlot]:
        """Read the file; one that cannot be read holds no slot."""
        try:
            if self._path.stat().st_size > _LARGEST_BYTES:
                return {}
            items = json.loads(self._path.read_bytes())
            return {str(item["holder"]): _read_slot(item) for item in items}
        except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
            return {}

    def _write(self, content: Mapping[str, _QuickSlot]) -> None:
        items = [
            {
                **slot.bound(),
                "nonce": slot.nonce.hex(),
                "tries": slot.tries,
                "wrapped": slot.wrapped.hex(),
            }
            for slot in content.values()
        ]
        save(self._path, canonical(items))


def require_fit(pin: str) -> None:
    """Raise :class:`UnfitPin` unless the PIN is 6 to 32 digits and no simple run.

    A run is one digit repeated, or digits that rise or fall by one all the way.
    """
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)} if _DIGITS.fullmatch(pin) else {0}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise UnfitPin


def _bound(slot: _QuickSlot) -> bytes:
    return canonical({**slot.bound(), "purpose": "kvinnobyran quick unlock 1"})


def _read_slot(item: Mapping[str, object]) -> _QuickSlot:
    slot = _QuickSlot(
        holder=str(item["holder"]),
        vault_id=str(item["vault_id"]),
        epoch=int(str(item["epoch"])),
        boot=str(item["boot"]),
        since=float(str(item["since"])),
        salt=bytes.fromhex(str(item["salt"])),
        nonce=bytes.fromhex(str(item["nonce"])),
        check=str(item["check"]),
        wrapped=bytes.fromhex(str(item["wrapped"])),
        tries=int(str(item["tries"])),
    )
    if (len(slot.salt), len(slot.nonce)) != (kdf.SALT_BYTES, NONCE_BYTES):
        raise ValueError
    return slot


def _item(table: KeyTable, owner: Holder) -> str:
    """Return the entry's name in the keyring: random, so that a list of entries tells nothing."""
    return f"{table.vault_id}-{owner.id}"


def _check(secret: bytearray) -> str:
    """Return what tells a keyring that lost the secret from a wrong PIN. The secret is random."""
    return hashlib.sha256(b"kvinnobyran quick check 1|" + secret).hexdigest()[:16]


def _key(secret: bytearray, pin: str, salt: bytes, cost: kdf.KdfParameters) -> bytearray:
    with wiped(both := bytearray(secret) + kdf.normalised(pin)):
        return kdf.derive(both, salt=salt, cost=cost)


def _open(slot: _QuickSlot, key: bytearray) -> bytearray | None:
    with wiped(key):
        return primitives.decrypt(key, slot.nonce, slot.wrapped, _bound(slot))
