"""The settings of every connection, in one place, and how they are read back.

The tuples are security.md section 4.1, step 6; a test holds them against it (T28).
"""

from collections.abc import Callable, Sequence
from typing import Final

Setting = tuple[str, str | int, str | int]
"""Name, value as it is set, value as it is read back."""

SETTINGS: Final[tuple[Setting, ...]] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("temp_store", "MEMORY", 2),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", 0, 0),
    ("cache_size", -8000, -8000),
    ("wal_autocheckpoint", 200, 200),
    ("busy_timeout", 5000, 5000),
)

OF_COPIES: Final[dict[str, Setting]] = {
    # A WAL file cannot be read from a write-protected stick (4.3), so a copy is in DELETE
    # mode, and DELETE mode is durable only with EXTRA (4.1).
    "journal_mode": ("journal_mode", "DELETE", "delete"),
    "synchronous": ("synchronous", "EXTRA", 3),
}

COPY_SETTINGS: Final[tuple[Setting, ...]] = tuple(
    OF_COPIES.get(setting[0], setting) for setting in SETTINGS
)

Rows = Callable[[str], Sequence[Sequence[object]]]


def apply(rows: Rows, settings: Sequence[Setting]) -> None:
    """Set every pragma, in order."""
    for name, value, _ in settings:
        rows(f"PRAGMA {name} = {value}")


def differing(rows: Rows, settings: Sequence[Setting]) -> tuple[str, ...]:
    """Read every pragma back and return the names of those that differ."""
    wrong = [name for name, _, kept in settings if _read(rows, name) != kept]
    if str(_read(rows, "cipher_status")) != "1":
        wrong.append("cipher_status")
    if not str(_read(rows, "cipher_version")).startswith("4."):
        wrong.append("cipher_version")
    return tuple(wrong)


def _read(rows: Rows, name: str) -> object:
    """Return the one value of a pragma; ``None`` where the engine does not know it."""
    found = rows(f"PRAGMA {name}")
    # mmap_size answers nothing at all where the engine was compiled without it.
    return found[0][0] if found else (0 if name == "mmap_size" else None)
