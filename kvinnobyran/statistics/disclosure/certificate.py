"""What is kept beside a report: what it shows, and the proof that nobody is found in it.

disclosure.md 3.1: complete alternative registers from which every page printed to date would
come out alike. They are kept as what differs from the true one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps

from kvinnobyran.statistics.disclosure.cells import Key, Page, Witness, Woman


@dataclass(frozen=True, slots=True)
class Publication:
    """A report that has left the house: the page, and the witnesses it was printed with."""

    page: Page
    witnesses: Sequence[Witness] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """The page of a new report, its witnesses, and which of the fixed seeds found them."""

    page: Page
    witnesses: tuple[Witness, ...]
    seed: int

    @property
    def publication(self) -> Publication:
        """What later reports have to keep to."""
        return Publication(self.page, self.witnesses)

    @property
    def shown(self) -> int:
        """How many cells the page shows."""
        return sum(value is not None for value in self.page.values())

    def to_bytes(self) -> bytes:
        """Return the certificate as canonical JSON: same report, same bytes."""
        figures = [
            [*_key(key), self.page[key]] for key in sorted(self.page, key=lambda key: key.order)
        ]
        proof = [
            [[[change.woman, _woman(change.becomes)] for change in bundle] for bundle in witness]
            for witness in self.witnesses
        ]
        body = {"figures": figures, "proof": proof, "seed": self.seed}
        return dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    @property
    def digest(self) -> str:
        """The SHA-256 of the certificate, as hexadecimal text."""
        return sha256(self.to_bytes()).hexdigest()


def _key(key: Key) -> list[object]:
    return [sorted(key.pairs), sorted(key.periods), key.unit]


def _woman(woman: Woman) -> list[object]:
    return [sorted(woman.pairs), sorted(woman.periods), sorted(woman.counts)]
