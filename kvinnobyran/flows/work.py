"""At whose desk and when a flow runs, and how rules are settled before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from kvinnobyran.domain.faults import Fault, Severity
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.store.clocks import moved_clocks
from kvinnobyran.store.database import Database
from kvinnobyran.store.drafts import delete_draft
from kvinnobyran.store.transaction import Transaction


class HasId(Protocol):
    """Any record of the house."""

    @property
    def id(self) -> str:
        """The record's own id."""


Record = TypeVar("Record", bound=HasId)
Reasons = Mapping[str, str]
"""Field name -> the reason given for going on past its VARNA."""
NO_REASONS: Reasons = {}


@dataclass(frozen=True, slots=True)
class Work:
    """The database, who works, and the moment (aware, in the office's own time zone)."""

    database: Database
    user: str
    now: datetime
    settles: tuple[str, str] | None = None
    """Kind and record of the draft that the flow's step makes a record of."""

    @property
    def today(self) -> date:
        """Return the office's day."""
        return self.now.date()

    @contextmanager
    def step(self, name: str, reasons: Reasons = NO_REASONS) -> Iterator[Transaction]:
        """Begin the one transaction of a flow; ``name`` is what the undo menu says.

        The draft it settles goes in the same transaction: there is never both, and never none.
        What is written in a closed case moves the day on which its time is out, and with it
        the reminder (domain.md D2), whichever flow wrote it.
        """
        with self.database.transaction(
            user=self.user, name=name, now=self.now, reasons=reasons
        ) as tx:
            yield tx
            for case in moved_clocks(tx):
                from kvinnobyran.flows.forewarning import (  # noqa: PLC0415 - seldom, and large
                    forewarn,
                )

                forewarn(self, tx, case)
            if self.settles is not None:
                kind, record = self.settles
                delete_draft(tx, user=self.user, kind=kind, record=record)


def settle(faults: Iterable[Fault], reasons: Reasons = NO_REASONS) -> None:
    """Raise :class:`Refused` with *all* faults if any stops or lacks its reason."""
    faults = tuple(faults)
    if any(_stands(fault, reasons) for fault in faults):
        raise Refused(faults)


def put(
    tx: Transaction,
    record: Record,
    *,
    expect: int | None = None,
    allows: Callable[[Record | None], None] | None = None,
) -> Record | None:
    """Write a record, new or known, and return what it was before.

    ``allows`` is shown what it was before anything is written, and raises what stands in the
    way. ``expect`` is the journal's head when a form read the record; raises
    :class:`ChangedMeanwhile` when somebody has changed it since.
    """
    earlier = tx.get(type(record), record.id)
    if allows is not None:
        allows(earlier)
    if earlier is None:
        tx.insert(record)
    else:
        tx.update(record, expect=expect)
    return earlier


def require(test: bool, refusal: Callable[[], Fault]) -> None:  # noqa: FBT001 - reads as "require this"
    """Raise :class:`Refused` with one fault unless ``test`` holds."""
    if not test:
        raise Refused((refusal(),))


def _stands(fault: Fault, reasons: Reasons) -> bool:
    if fault.severity is Severity.STOPP:
        return True
    return fault.severity is Severity.VARNA and not reasons.get(fault.field, "").strip()
