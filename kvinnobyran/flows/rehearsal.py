"""Trying a flow up to its step: what would stand in its way, with nothing written.

A box that is asked before a flow runs (for a printer, for a passphrase) is asked only when the
flow would go through, and is left without a trace.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Concatenate

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work
from kvinnobyran.store.transaction import Transaction


class NothingToNote(Trouble):
    """The flow found nothing to write about: what it was asked of is gone."""

    sentence = "Det som skulle skrivas ut finns inte längre."
    way_on = "Gå tillbaka och öppna det igen."


class _WouldWriteError(Exception):
    """Nothing stands in the way: the flow has come to its step."""


@dataclass(frozen=True, slots=True)
class _Rehearsal(Work):
    """Work that ends where it would begin to write."""

    @contextmanager
    def step(self, name: str, reasons: Reasons = NO_REASONS) -> Iterator[Transaction]:
        """Begin nothing."""
        del name, reasons
        raise _WouldWriteError
        yield


def rehearse(
    work: Work, flow: Callable[Concatenate[Work, ...], object], *args: object, **kwargs: object
) -> None:
    """Run a flow until it would write. Raises what the flow raises before that, as it stands.

    Fit for flows that settle everything before their step, which all do that note a print.
    Raises :class:`NothingToNote` where it would not write at all.
    """
    try:
        flow(_Rehearsal(work.database, work.user, work.now), *args, **kwargs)
    except _WouldWriteError:
        return
    raise NothingToNote
