"""Identifiers: random, never shown, the same on every laptop (architecture.md section 4)."""

from uuid import uuid4


def new_id() -> str:
    """Return 32 random hex characters."""
    return uuid4().hex
