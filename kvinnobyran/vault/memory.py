"""Secrets live in bytearrays, so that they can be overwritten when they are done with.

This shortens the time that a key lies in memory; it does not promise that no copy is left.
``cryptography`` returns some results as immutable ``bytes``, and Python moves memory about
(security.md 0, point 5). What really cleans is that locking ends the process.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager


def wipe(*keys: bytearray | None) -> None:
    """Overwrite each key with zeros; ``None`` is passed over."""
    for key in keys:
        if key is not None:
            key[:] = bytes(len(key))


def random_key(length: int = 32) -> bytearray:
    """Return ``length`` random bytes from the operating system."""
    return bytearray(secrets.token_bytes(length))


@contextmanager
def wiped(*keys: bytearray) -> Iterator[None]:
    """Overwrite the keys when the block is left, whichever way."""
    try:
        yield
    finally:
        wipe(*keys)
