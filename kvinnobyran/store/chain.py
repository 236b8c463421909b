"""The chain that holds the journal together, and where it breaks (security.md T25)."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kvinnobyran.store.reads import Wire

REASON: Final = "reason"
PAGE: Final = 2000
"""How many entries are read at a time: a whole journal need not fit in memory."""


class Head(NamedTuple):
    """The end of the chain. ``text`` is what is printed or kept elsewhere to compare with."""

    seq: int
    chain: bytes

    @property
    def text(self) -> str:
        """Return ``seq:hex``."""
        return f"{self.seq}:{self.chain.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read ``seq:hex``. Raises :class:`ValueError`."""
        seq, _, chain = text.partition(":")
        return cls(int(seq), bytes.fromhex(chain))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the user did once."""

    id: int
    name: str
    user: str
    device: str
    at: str
    undoes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """Where the chain does not hold: the entry, and a Swedish sentence without values."""

    seq: int
    sentence: str


def first_head(key: bytes | bytearray) -> Head:
    """Return the head of an empty journal."""
    return Head(0, hmac.digest(key, b"kvinnobyran journal 1", "sha256"))


def last_head(wire: Wire, key: bytes | bytearray) -> Head:
    """Return the head of the stored journal."""
    found = wire.rows("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1")
    return Head(*found[0]) if found else first_head(key)


def link(key: bytes | bytearray, before: bytes, said: Sequence[object], digest: bytes) -> bytes:
    """Return the chain value of an entry that says ``said``, behind the chain value ``before``."""
    return hmac.digest(key, before + json.dumps([*said, digest.hex()]).encode(), "sha256")


def verify(wire: Wire, key: bytes | bytearray, head: Head | None = None) -> list[ChainFault]:
    """Walk the whole chain and return the first place where it breaks, or nothing.

    ``head`` is one that was printed or kept elsewhere: only against it can a cut-off end or
    an older file be found. A payload may be missing only where a later ``forget`` or
    ``redact`` entry says so.
    """
    excuses = _Excuses(wire)
    seq, chain = first_head(key)
    reached = head is None or head == (seq, chain)
    for *said, digest, stored, salt, payload in _walk(wire):
        seq += 1
        if said[0] != seq:
            return [ChainFault(seq=seq, sentence="En rad saknas i ändringsloggen.")]
        chain = link(key, chain, said, digest)
        if not hmac.compare_digest(chain, stored):
            return [ChainFault(seq=seq, sentence="En rad i ändringsloggen är ändrad.")]
        if payload is None:
            if digest and not excuses.hold(said):
                return [ChainFault(seq=seq, sentence="Innehållet i en rad saknas utan gallring.")]
        elif hashlib.sha256((salt or b"") + payload.encode()).digest() != digest:
            return [ChainFault(seq=seq, sentence="Innehållet i en rad är ändrat.")]
        reached = reached or head == (seq, chain)
    if not reached:
        return [ChainFault(seq=seq, sentence="Slutet av ändringsloggen saknas eller är utbytt.")]
    return []


def _walk(wire: Wire) -> Iterator[tuple[Any, ...]]:
    """Read the journal, page by page."""
    last = 0
    while rows := wire.rows(
        "SELECT seq, step, at, user, device, kind, tbl, record, name, undoes,"
        " payload_digest, chain, salt, payload FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",
        (last, PAGE),
    ):
        yield from rows
        last = rows[-1][0]


class _Excuses:
    """Which payloads may be missing: those of forgotten records, and reasons beside them."""

    def __init__(self, wire: Wire) -> None:
        self._forgotten: dict[tuple[str, str], int] = {
            (table, record): seq
            for seq, table, record in wire.rows(
                "SELECT max(seq), tbl, record FROM journal WHERE kind IN ('forget', 'redact')"
                " GROUP BY tbl, record"
            )
        }
        self._steps = {
            step
            for (step,) in wire.rows(
                "SELECT DISTINCT own.step FROM journal AS gone JOIN journal AS own"
                " ON own.record = gone.record AND own.tbl = gone.tbl AND own.seq <= gone.seq"
                " WHERE gone.kind IN ('forget', 'redact')"
            )
        }

    def hold(self, said: Sequence[Any]) -> bool:
        """Tell whether the payload of this entry may be missing."""
        seq, step, *_, kind, table, record, _, _ = said
        if kind == REASON:
            return step in self._steps
        return self._forgotten.get((table, record), 0) >= int(seq)
