"""Personal identity numbers, only where the office has switched them on (I3)."""

from dataclasses import replace

from kvinnobyran.domain.identity_number import (
    IdentityNumber,
    identity_number_faults,
    plain_number,
)
from kvinnobyran.domain.settings import IDENTITY_NUMBERS
from kvinnobyran.flows.work import Work, put, settle
from kvinnobyran.store.office import setting


def save_identity_number(
    work: Work, record: IdentityNumber, *, expect: int | None = None
) -> IdentityNumber:
    """Keep a person's number and why it is needed. Two persons never have the same one."""
    record = replace(record, number=plain_number(record.number))
    settle(
        identity_number_faults(
            record,
            allowed=setting(work.database, IDENTITY_NUMBERS) == "1",
            taken=bool(
                work.database.value(
                    "SELECT EXISTS (SELECT 1 FROM identity_number"
                    " WHERE number = ? AND person_id <> ?)",
                    (record.number, record.person_id),
                )
            ),
        )
    )
    with work.step("Personnummer") as tx:
        put(tx, record, expect=expect)
    return record


def remove_identity_number(work: Work, record: IdentityNumber) -> None:
    """Take a number away, and what the journal knows of it: it was not needed."""
    with work.step("Ta bort personnummer") as tx:
        tx.forget("identity_number", record.id)
