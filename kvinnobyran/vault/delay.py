"""The growing delay after wrong passphrases: 1, 2, 4 … 60 s, and never for ever (T19).

A small file beside the key file remembers, per user, how many times in a row it went wrong and
when by the steady clock. After a restart of the machine that clock begins anew, so the wait
begins anew too: nobody gets in sooner by restarting, and nobody waits more than a minute.
Names that do not exist share one counter: what was typed there may have been a passphrase, so
nothing made from it is written down.

Honest limit: whoever can copy the folder can also delete this file. It slows a person at the
keyboard; what slows a thief with a copy is the key derivation.
"""

import contextlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.vault.clock import Clock
from kvinnobyran.vault.saving import save

NAME: Final = "vault.tries"
MISSED: Final = "vault.missed"
"""How many wrong passphrases nobody has been told of yet, by name's id."""
LONGEST_SECONDS: Final = 60.0
_LARGEST_BYTES: Final = 64 * 1024
_EVERYBODY: Final = "*"
_MANY: Final = 7  # failures that give the longest wait


def seconds_after(failures: int) -> float:
    """Return the wait after so many failures in a row: 0, 1, 2, 4, 8, 16, 32, then 60."""
    if failures <= 0:
        return 0.0
    return min(LONGEST_SECONDS, 2.0 ** min(failures - 1, _MANY))


@dataclass(slots=True)
class _Entry:
    failures: int
    boot: str
    since: float


@dataclass(slots=True)
class Delay:
    """The delays of one vault folder."""

    folder: Path
    clock: Clock
    _entries: dict[str, _Entry] = field(init=False)
    _guard: Lock = field(init=False, default_factory=Lock)
    """The lock page counts down in one thread while another one unlocks."""

    def __post_init__(self) -> None:
        """Read what an earlier run remembered."""
        self._entries = self._read()

    def wait_seconds(self, who: str) -> float:
        """Return how long ``who`` still has to wait, 0.0 when not at all."""
        return max(self._remaining(who), self._remaining(_EVERYBODY))

    @contextmanager
    def trying(self, who: str) -> Iterator[None]:
        """Count a try as failed while it is being made, so that killing the program counts.

        :meth:`succeeded` forgets it. A :class:`Trouble` in the block takes it back: then the
        passphrase was not tried.
        """
        before = self._entries.get(who)
        failures = 1 if before is None else before.failures + 1
        self._entries[who] = _Entry(failures, self.clock.boot(), self.clock.steady())
        self._write()
        try:
            yield
        except Trouble:
            self._entries.pop(who)
            if before is not None:
                self._entries[who] = before
            self._write()
            raise
        self._entries[who].since = self.clock.steady()  # the wait begins at the answer
        self._write()

    def succeeded(self, who: str) -> None:
        """Forget the failures of ``who``."""
        self._entries.pop(who, None)
        self._entries.pop(_EVERYBODY, None)
        self._write()

    # --- what is told at the next unlock -------------------------------------------------------

    def miss(self, who: str) -> None:
        """Remember one wrong passphrase until somebody who can write the log is told (D7)."""
        known = self.missed()
        known[who] = known.get(who, 0) + 1
        with contextlib.suppress(OSError):
            save(self.folder / MISSED, json.dumps(known).encode())

    def missed(self) -> dict[str, int]:
        """Return the wrong passphrases since :meth:`forget_missed`; a damaged file is none."""
        path = self.folder / MISSED
        try:
            if path.stat().st_size > _LARGEST_BYTES:
                return {}
            content = json.loads(path.read_bytes())
            return {str(who): int(count) for who, count in content.items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
            return {}

    def forget_missed(self) -> None:
        """Forget what has been told."""
        with contextlib.suppress(OSError):
            (self.folder / MISSED).unlink(missing_ok=True)

    def _remaining(self, who: str) -> float:
        entry = self._entries.get(who)
        if entry is None:
            return 0.0
        now, boot = self.clock.steady(), self.clock.boot()
        if entry.boot != boot or now < entry.since:
            entry.boot, entry.since = boot, now
            self._write()
        return max(0.0, seconds_after(entry.failures) - (now - entry.since))

    @property
    def _path(self) -> Path:
        return self.folder / NAME

    def _read(self) -> dict[str, _Entry]:
        """Read the file; what cannot be read counts once as many failures for everybody."""
        try:
            if self._path.stat().st_size > _LARGEST_BYTES:
                return self._unknown()
            content = json.loads(self._path.read_bytes())
            return {
                str(who): _Entry(int(failures), str(boot), float(since))
                for who, (failures, boot, since) in content.items()
            }
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
            return self._unknown()

    def _unknown(self) -> dict[str, _Entry]:
        return {_EVERYBODY: _Entry(_MANY, self.clock.boot(), self.clock.steady())}

    def _write(self) -> None:
        """Save; on a read-only medium the delays last only as long as the program runs."""
        with self._guard:
            self._save()

    def _save(self) -> None:
        content = {who: [e.failures, e.boot, e.since] for who, e in self._entries.items()}
        try:
            save(self._path, json.dumps(content).encode())
        except OSError:
            return
