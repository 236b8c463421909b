"""Identifiers: random, never shown, the same on every laptop (architecture.md section 4)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4


def _random_id() -> str:
    return uuid4().hex


_source: ContextVar[Callable[[], str]] = ContextVar("ids", default=_random_id)


def new_id() -> str:
    """Return 32 random hex characters."""
    return _source.get()()


@contextmanager
def ids_from(source: Callable[[], str]) -> Iterator[None]:
    """Let :func:`new_id` draw from ``source`` meanwhile, in this thread only.

    For the fictitious office, which is the same on every machine. Identifiers are no secrets.
    """
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
