"""The form of ``vault.keys``: canonical JSON that is either exactly ours or refused.

What stands in it (security.md 3.3)::

    {"audit_head": …, "audit_key": …, "cipher": {…}, "checksum": …, "epoch": 1,
     "format": "kvinnobyran.keys", "generation": 7, "holders": […], "mac": …,
     "slots": […], "vault_id": …, "version": 1}

A *holder* is a key pair (a user, or the printed recovery key) with the vault key sealed to it,
and the address key where it was granted. A *manager* is a holder too, but with the oversight key
in place of the vault key (decision 0029); with the first one comes ``"oversight_key"``, the same
key for those who hold the vault key. A *slot* is one way to a holder's private key.
``"revoked_in"`` stands there from the first time that a way in was taken away.

Three guards, from the outside in:

* ``checksum``, SHA-256 over everything else: tells damage from a wrong passphrase before any
  key derivation runs. It stops accidents, not people. Its rule is the same in every version.
* the canonical form: bytes that say the same in another way are refused as well.
* ``mac``, under a key derived from the vault key, checked after unlocking: stops people.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kvinnobyran.vault.kdf import KdfParameters
from kvinnobyran.vault.troubles import (
    DamagedKeyFile,
    EmptyKeyFile,
    ForeignKeyFile,
    NewerKeyFile,
    TruncatedKeyFile,
)

NAME: Final = "vault.keys"
FORMAT: Final = "kvinnobyran.keys"
VERSION: Final = 1
LARGEST_BYTES: Final = 256 * 1024
CIPHER: Final[Mapping[str, str | int]] = {
    "key": "raw 48",
    "page_size": 4096,
    "program": "SQLCipher",
    "version": 4,
}
"""How the database is encrypted. Kept here so that a change of defaults in the library is
told from a wrong key (openMittsu #48, security.md section 2)."""
_MARKS: Final = (b'"vault_id"', b'"checksum"', b'"holders"', b'"slots"', FORMAT.encode())
_ID: Final = re.compile(r"[0-9a-f]{32}")
_DIGEST: Final = re.compile(r"(?:[0-9a-f]{64})?")
_HEAD: Final = re.compile(r"(?:[1-9][0-9]{0,18}:[0-9a-f]{64})?")


class SlotKind(StrEnum):
    """How a slot's wrapping key is made."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind, not a secret
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to a holder's private key. ``kdf`` is ``None`` for the recovery key (HKDF)."""

    id: str
    kind: SlotKind
    holder: str
    epoch: int
    kdf: KdfParameters | None
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A key pair and what is sealed to it. ``user`` is empty for the recovery key.

    A manager has ``oversight_key`` and nothing else; everybody else has ``vault_key``.
    """

    id: str
    user: str
    public: bytes
    vault_key: bytes
    address_key: bytes | None
    oversight_key: bytes = b""

    @property
    def is_manager(self) -> bool:
        """Tell whether what is sealed here opens the oversight and not the register."""
        return bool(self.oversight_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTable:
    """The whole key file. ``generation`` counts the changes of who may open what."""

    vault_id: str
    epoch: int
    generation: int
    holders: tuple[Holder, ...]
    slots: tuple[Slot, ...]
    audit_head: str = ""
    """Where the journal's chain ended when that was last noted, ``seq:hex``: a register put back
    from before that does not know it (decision 0032)."""
    revoked_in: int = 0
    """The newest generation that took a way in away; a key file from before it opens nothing."""
    audit_key: bytes = b""
    """The key of the journal's chain under this epoch's vault key; empty in the first epoch,
    where it is derived. The chain has one key for ever: it is never written anew."""
    oversight_key: bytes = b""
    """The oversight's own random key under this epoch's vault key; empty without a manager."""
    mac: bytes = b""

    @property
    def users(self) -> tuple[str, ...]:
        """Who can open the register with a passphrase, in the order they were added."""
        return tuple(each.user for each in self.holders if each.user and not each.is_manager)

    @property
    def managers(self) -> tuple[str, ...]:
        """Who can open the oversight alone, in the order they were added."""
        return tuple(each.user for each in self.holders if each.is_manager)

    def holder(self, user: str) -> Holder | None:
        """Return the user's key pair; case is no difference (``""`` is the recovery key)."""
        for holder in self.holders:
            if holder.user.casefold() == user.casefold():
                return holder
        return None

    def slot(self, holder: Holder) -> Slot:
        """Return the slot of a holder; the form guarantees exactly one."""
        return next(slot for slot in self.slots if slot.holder == holder.id)

    def cost(self, holder: Holder) -> KdfParameters:
        """Return the cost of a user's passphrase slot. The recovery key has none: ValueError."""
        cost = self.slot(holder).kdf
        if cost is None:
            raise ValueError("the recovery key has no passphrase")
        return cost

    def with_holder(self, holder: Holder, slot: Slot) -> "KeyTable":
        """Return the table with the holder and the slot added, or put in place of the old."""
        return replace(
            self,
            holders=_put(self.holders, holder),
            slots=(*(s for s in self.slots if s.holder != holder.id), slot),
        )

    def without(self, gone: Holder) -> "KeyTable":
        """Return the table without the holder and the holder's slots."""
        return replace(
            self,
            holders=tuple(h for h in self.holders if h.id != gone.id),
            slots=tuple(s for s in self.slots if s.holder != gone.id),
        )


def _put(holders: tuple[Holder, ...], holder: Holder) -> tuple[Holder, ...]:
    if all(h.id != holder.id for h in holders):
        return (*holders, holder)
    return tuple(holder if h.id == holder.id else h for h in holders)


# --- out --------------------------------------------------------------------------------------


def canonical(value: object) -> bytes:
    """Return the one way to write ``value`` as JSON: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def to_authenticate(table: KeyTable) -> bytes:
    """Return what the MAC covers: everything but the MAC and the checksum."""
    return canonical(_plain(replace(table, mac=b"")))


def encode(table: KeyTable) -> bytes:
    """Return the bytes of the file."""
    body = _plain(table)
    body["checksum"] = hashlib.sha256(canonical(body)).hexdigest()
    return canonical(body) + b"\n"


def slot_parameters(slot: Slot) -> dict[str, object]:
    """Return what a slot's own AEAD binds besides vault and public key."""
    kept = _plain_slot(slot)
    del kept["nonce"], kept["wrapped"]
    return kept


def holder_text(holder: Holder, slot: Slot) -> str:
    """Return a holder and her slot as text, to be put back later."""
    return canonical({"holder": _plain_holder(holder), "slot": _plain_slot(slot)}).decode()


def read_holder(text: str) -> tuple[Holder, Slot]:
    """Read what :func:`holder_text` wrote. Raises :class:`DamagedKeyFile`."""
    try:
        body = json.loads(text)
        return _holder(body["holder"]), _slot(body["slot"])
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        raise DamagedKeyFile from None


def _plain(table: KeyTable) -> dict[str, object]:
    oversight = {"oversight_key": _b64(table.oversight_key)} if table.oversight_key else {}
    revoked = {"revoked_in": table.revoked_in} if table.revoked_in else {}
    return (
        oversight
        | revoked
        | {
            "audit_head": table.audit_head,
            "audit_key": _b64(table.audit_key),
            "cipher": dict(CIPHER),
            "epoch": table.epoch,
            "format": FORMAT,
            "generation": table.generation,
            "holders": [_plain_holder(holder) for holder in table.holders],
            "mac": table.mac.hex(),
            "slots": [_plain_slot(slot) for slot in table.slots],
            "vault_id": table.vault_id,
            "version": VERSION,
        }
    )


def _plain_holder(holder: Holder) -> dict[str, object]:
    if holder.is_manager:
        return {
            "id": holder.id,
            "oversight_key": _b64(holder.oversight_key),
            "public": _b64(holder.public),
            "user": holder.user,
        }
    return {
        "address_key": None if holder.address_key is None else _b64(holder.address_key),
        "id": holder.id,
        "public": _b64(holder.public),
        "user": holder.user,
        "vault_key": _b64(holder.vault_key),
    }


def _plain_slot(slot: Slot) -> dict[str, object]:
    kdf = slot.kdf
    return {
        "epoch": slot.epoch,
        "holder": slot.holder,
        "id": slot.id,
        "kdf": None
        if kdf is None
        else {
            "iterations": kdf.iterations,
            "lanes": kdf.lanes,
            "memory_kib": kdf.memory_kib,
            "name": "argon2id",
        },
        "kind": slot.kind.value,
        "nonce": _b64(slot.nonce),
        "salt": _b64(slot.salt),
        "wrapped": _b64(slot.wrapped),
    }


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


# --- in ---------------------------------------------------------------------------------------


def decode(content: bytes) -> KeyTable:
    """Read the bytes of a key file.

    Raises :class:`EmptyKeyFile`, :class:`ForeignKeyFile`, :class:`TruncatedKeyFile`,
    :class:`NewerKeyFile` or :class:`DamagedKeyFile`. No key is derived and none is needed.
    """
    if not content:
        raise EmptyKeyFile
    ours = sum(mark in content for mark in _MARKS) > 1
    if len(content) > LARGEST_BYTES:
        raise DamagedKeyFile if ours else ForeignKeyFile
    body = _json(content)
    if body is None:
        if not any(content):
            raise EmptyKeyFile  # a file system's zeros after a cut of power
        if not ours and not content.startswith(b'{"audit_head":'):
            raise ForeignKeyFile
        raise DamagedKeyFile if content.endswith(b"}\n") else TruncatedKeyFile
    if not ours:
        raise ForeignKeyFile
    checksum = body.pop("checksum", None)
    if checksum != hashlib.sha256(canonical(body)).hexdigest():
        raise DamagedKeyFile
    version = body.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerKeyFile
    try:
        table = _table(body)
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        raise DamagedKeyFile from None
    if encode(table) != content:
        raise DamagedKeyFile
    return table


def _json(content: bytes) -> dict[str, object] | None:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _table(body: Mapping[str, object]) -> KeyTable:
    """Build the table; anything of the wrong shape raises one of the errors that decode names."""
    table = KeyTable(
        vault_id=_fitting(body["vault_id"], _ID),
        epoch=_count(body["epoch"]),
        generation=_count(body["generation"]),
        holders=tuple(_holder(item) for item in _list(body["holders"])),
        slots=tuple(_slot(item) for item in _list(body["slots"])),
        audit_head=_fitting(body["audit_head"], _HEAD),
        revoked_in=_count(body["revoked_in"]) if "revoked_in" in body else 0,
        audit_key=_sized(body["audit_key"], 60) if body["audit_key"] else b"",
        oversight_key=_sized(body["oversight_key"], 60) if "oversight_key" in body else b"",
        mac=bytes.fromhex(_fitting(body["mac"], _DIGEST)),
    )
    names = [holder.user.casefold() for holder in table.holders]
    ids = sorted(holder.id for holder in table.holders)
    if (
        "" not in names
        or len(set(names)) != len(names)
        or len(set(ids)) != len(ids)
        or ids != sorted(slot.holder for slot in table.slots)
        or any(slot.epoch > table.epoch for slot in table.slots)
        or table.revoked_in > table.generation
        or bool(table.managers) != bool(table.oversight_key)
        or any(not each.user and each.is_manager for each in table.holders)
    ):
        raise ValueError
    return table


def _holder(item: Mapping[str, object]) -> Holder:
    if "oversight_key" in item:
        return Holder(
            id=_fitting(item["id"], _ID),
            user=_text(item["user"]),
            public=_sized(item["public"], 32),
            vault_key=b"",
            address_key=None,
            oversight_key=_sized(item["oversight_key"], 80),
        )
    address_key = item["address_key"]
    return Holder(
        id=_fitting(item["id"], _ID),
        user=_text(item["user"]),
        public=_sized(item["public"], 32),
        vault_key=_sized(item["vault_key"], 80),
        address_key=None if address_key is None else _sized(address_key, 80),
    )


def _slot(item: Mapping[str, object]) -> Slot:
    kind = SlotKind(_text(item["kind"]))
    kdf = item["kdf"]
    if (kdf is None) != (kind is SlotKind.RECOVERY):
        raise ValueError
    return Slot(
        id=_fitting(item["id"], _ID),
        kind=kind,
        holder=_fitting(item["holder"], _ID),
        epoch=_count(item["epoch"]),
        kdf=None if kdf is None else _kdf(kdf),
        salt=_sized(item["salt"], 16),
        nonce=_sized(item["nonce"], 12),
        wrapped=_sized(item["wrapped"], 48),
    )


def _kdf(item: object) -> KdfParameters:
    if not isinstance(item, dict):
        raise TypeError
    return KdfParameters(
        memory_kib=_count(item["memory_kib"]),
        iterations=_count(item["iterations"]),
        lanes=_count(item["lanes"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _fitting(value: object, pattern: re.Pattern[str]) -> str:
    text = _text(value)
    if not pattern.fullmatch(text):
        raise ValueError
    return text


def _count(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    if not 0 < value < 2**63:
        raise ValueError
    return value


def _list(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _sized(value: object, length: int) -> bytes:
    content = base64.b64decode(_text(value), validate=True)
    if len(content) != length:
        raise ValueError
    return content
