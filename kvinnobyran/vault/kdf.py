"""From a passphrase to a key: Argon2id, its bounds and its calibration (security.md 3.2).

Bounds are checked before anything is computed, so that a changed key file can neither weaken
a slot nor ask for two tebibytes of memory. The strength is chosen once, when a slot is made,
and is never lowered by itself: load alone makes the same work five times slower.
"""

import os
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kvinnobyran.vault import primitives
from kvinnobyran.vault.troubles import KdfTooCostly, KdfTooWeak, TooLittleMemory

MIB: Final = 1024
"""One mebibyte, in kibibytes."""
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
TARGET_SECONDS: Final = 1.15
"""The middle of the wanted 0.8-1.5 s."""
SLOW_ENOUGH_SECONDS: Final = 0.8
_STEP: Final = 64 * MIB
_ROUNDS: Final = 3
_MOST_ROUNDS: Final = 16
_MOST_LANES: Final = 4
_PROBES: Final = 5


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class KdfParameters:
    """Argon2id's cost: memory in KiB, passes over it, and parallel lanes."""

    memory_kib: int
    iterations: int
    lanes: int

    def check(self) -> None:
        """Hold the parameters against floor and ceiling, before any work is done.

        Raises :class:`KdfTooWeak` below 64 MiB/3/1 and :class:`KdfTooCostly` above
        1 GiB, 16 passes or 4 lanes (security.md 3.2).
        """
        if (
            self.memory_kib < FLOOR.memory_kib
            or self.iterations < FLOOR.iterations
            or self.lanes < FLOOR.lanes
        ):
            raise KdfTooWeak
        if (
            self.memory_kib > CEILING.memory_kib
            or self.iterations > CEILING.iterations
            or self.lanes > CEILING.lanes
        ):
            raise KdfTooCostly

    @property
    def work(self) -> int:
        """KiB written in all: what an attacker has to pay for one guess."""
        return self.memory_kib * self.iterations


FLOOR: Final = KdfParameters(memory_kib=64 * MIB, iterations=_ROUNDS, lanes=1)
CEILING: Final = KdfParameters(memory_kib=1024 * MIB, iterations=_MOST_ROUNDS, lanes=_MOST_LANES)
DEFAULT: Final = KdfParameters(memory_kib=256 * MIB, iterations=_ROUNDS, lanes=2)


def normalised(passphrase: str) -> bytes:
    """Return what is derived from: NFKC, white space at the ends gone and in between single.

    An ``å`` typed as one sign or as a + ring opens the same slot, and so do two spaces
    between two words. Case and everything else count. Part of key file version 1.
    """
    text = unicodedata.normalize("NFKC", passphrase)
    return " ".join(text.split()).encode("utf-8", "surrogatepass")


def derive(passphrase: bytes | bytearray, *, salt: bytes, cost: KdfParameters) -> bytearray:
    """Return the 32-byte key of the passphrase.

    Raises :class:`KdfTooWeak` or :class:`KdfTooCostly` before computing, and
    :class:`TooLittleMemory` when the machine cannot lend ``cost.memory_kib``.
    """
    cost.check()
    if cost.memory_kib > free_memory_kib():
        raise TooLittleMemory
    return _argon2id(bytes(passphrase), salt, cost)


def _argon2id(passphrase: bytes, salt: bytes, cost: KdfParameters) -> bytearray:
    try:
        return primitives.argon2id(
            passphrase,
            salt,
            memory_kib=cost.memory_kib,
            iterations=cost.iterations,
            lanes=cost.lanes,
        )
    except MemoryError:
        raise TooLittleMemory from None


# --- calibration ------------------------------------------------------------------------------


def calibrate(
    *, ram_kib: int | None = None, seconds: Callable[[KdfParameters], float] | None = None
) -> KdfParameters:
    """Choose the cost of a new slot on this machine, aiming at 0.8-1.5 s.

    The best of five short probes (64 MiB, one pass: a third of the floor) says how fast the
    machine is when nothing else runs; Argon2id's time grows in proportion to its work, so the
    rest is arithmetic and the first run waits a quarter of a second, not half a minute.
    At most 1/8 of the memory is asked for; what memory cannot give, passes do.
    ``ram_kib`` and ``seconds`` (time of one derivation) are arguments for the tests.
    """
    measure = seconds or _seconds
    ram = memory_kib() if ram_kib is None else ram_kib
    lanes = max(1, min(2, os.cpu_count() or 1))
    probe = KdfParameters(memory_kib=_STEP, iterations=1, lanes=lanes)
    per_step = max(min(measure(probe) for _ in range(_PROBES)), 1e-6)
    roof = min(CEILING.memory_kib, ram // 8)
    wanted = int(TARGET_SECONDS / (per_step * _ROUNDS)) * _STEP
    memory = max(FLOOR.memory_kib, min(wanted, roof) // _STEP * _STEP)
    per_round = per_step * memory / _STEP
    iterations = _ROUNDS
    if per_round * _ROUNDS < SLOW_ENOUGH_SECONDS:
        iterations = min(_MOST_ROUNDS, max(_ROUNDS, round(TARGET_SECONDS / per_round)))
    return KdfParameters(memory_kib=memory, iterations=iterations, lanes=lanes)


def at_least(cost: KdfParameters, old: KdfParameters) -> KdfParameters:
    """Return ``cost``, unless the slot it replaces was dearer: a slot is never lowered."""
    return cost if cost.work >= old.work else old


def _seconds(cost: KdfParameters) -> float:
    start = time.perf_counter()
    _argon2id(b"calibration", bytes(SALT_BYTES), cost)
    return time.perf_counter() - start


# --- memory -----------------------------------------------------------------------------------

_MEMINFO = Path("/proc/meminfo")
_UNKNOWN_KIB: Final = 2 * 1024 * MIB
"""What is assumed where the system does not say: the smallest laptop we expect."""


def memory_kib() -> int:
    """Return the machine's memory in KiB."""
    return _meminfo("MemTotal")


def free_memory_kib() -> int:
    """Return what can be had without swapping, in KiB."""
    return _meminfo("MemAvailable")


def _meminfo(line: str) -> int:
    try:
        text = _MEMINFO.read_text("ascii")
    except OSError:  # no /proc: Windows
        return _windows_memory_kib(line)
    for row in text.splitlines():
        name, _, value = row.partition(":")
        if name == line:
            return int(value.split()[0])
    return _UNKNOWN_KIB


def _windows_memory_kib(line: str) -> int:
    """Ask GlobalMemoryStatusEx; not yet tried on a real Windows laptop."""
    import ctypes

    kernel = getattr(getattr(ctypes, "windll", None), "kernel32", None)
    if kernel is None:
        return _UNKNOWN_KIB
    # MEMORYSTATUSEX: two DWORDs (length, load), then seven 64-bit byte counts, of which the
    # first is the total and the second what is available.
    status = (ctypes.c_uint64 * 8)()
    status[0] = ctypes.sizeof(status)
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return _UNKNOWN_KIB
    return int(status[1 if line == "MemTotal" else 2]) // 1024
