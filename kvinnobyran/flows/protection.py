"""Protected identity: who has it, who is reminded, and who read what it hides (S1, S4, S5)."""

from collections.abc import Callable
from dataclasses import replace

from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import (
    Grade,
    Protection,
    grade_of,
    new_identity_faults,
    protection_faults,
    review_reminders,
    shared_faults,
)
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import kin as stored
from kvinnobyran.store.readings import READING
from kvinnobyran.store.transaction import Transaction

REVIEW = "domain.md S4"
"""The rule that reminds of the review."""
Confirm = Callable[[str], None]
"""Ask the vault for the user's passphrase once more; raises a :class:`Trouble` if it is wrong."""


def save_protection(
    work: Work,
    protection: Protection,
    *,
    shared: bool | None = None,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Protection:
    """Say how a person is protected. ``shared`` answers S5: the others as well, or only she.

    Raises :class:`Refused` for a new identity on anybody who was here before (I3, L19).
    """
    database = work.database
    faults: list[Fault] = [*protection_faults(protection, today=work.today)]
    weaker = weaker_protected(work, protection)
    faults += shared_faults(protection, len(weaker), answered=shared is not None)
    if protection.grade is Grade.NEW_IDENTITY:
        concerned = [protection.person_id, *(each.id for each in weaker if shared)]
        known = [each for each in concerned if not stored.has_new_identity(database, each)]
        fresh = all(stored.is_fresh(database, each, protection.valid_from) for each in known)
        faults += new_identity_faults(fresh=fresh)
    settle(faults, reasons)
    with work.step("Skydd", reasons) as tx:
        if protection.valid_until is None:
            _end_others(work, tx, protection)
        put(tx, protection, expect=expect)
        _remind(work, tx, protection)
        for person in weaker if shared else ():
            same_protection(work, tx, protection, person.id)
    return protection


def end_protection(work: Work, protection: Protection) -> Protection:
    """Say that a protection has ended; undo lets it hold again."""
    return save_protection(work, replace(protection, valid_until=work.today))


def weaker_protected(work: Work, protection: Protection) -> list[Person]:
    """Return those around a person whose protection is weaker than the one she gets (S5)."""
    if not protection.in_force:
        return []
    order = list(Grade)
    return [
        each
        for each in stored.family(work.database, protection.person_id)
        if order.index(grade_of(stored.protections_of(work.database, each.id)))
        < order.index(protection.grade)
    ]


def same_protection(work: Work, tx: Transaction, protection: Protection, person_id: str) -> None:
    """Give another person the same protection, as part of a step."""
    same = replace(protection, id=new_id(), person_id=person_id)
    _end_others(work, tx, same)
    tx.insert(same)
    _remind(work, tx, same)


def read_protected(work: Work, confirm: Confirm, person_id: str, what: str, phrase: str) -> str:
    """Let the user see what is protected, once she has given her passphrase again (S1).

    ``what`` says in Swedish what was shown; the journal keeps who, whom, what and when.
    Raises what the vault raises for a wrong passphrase. Returns ``person_id``.
    """
    confirm(phrase)
    with work.step("Läste skyddade uppgifter") as tx:
        tx.log(READING, table="person", record=person_id, text=what)
    return person_id


def _end_others(work: Work, tx: Transaction, protection: Protection) -> None:
    """End what held before: a person has one grade at a time."""
    for earlier in stored.protections_of(tx, protection.person_id):
        if earlier.id != protection.id and earlier.valid_until is None:
            until = min(max(earlier.valid_from, protection.valid_from), work.today)
            tx.update(replace(earlier, valid_until=until))
            drop(work, tx, rule=REVIEW, cause=earlier.id)


def _remind(work: Work, tx: Transaction, protection: Protection) -> None:
    """Make, move or drop the tasks that ask for a review (S4)."""
    case = stored.case_about(tx, protection.person_id)
    remind(
        work,
        tx,
        review_reminders(protection, today=work.today),
        rule=REVIEW,
        cause=protection.id,
        case_id=case.id if case else None,
    )
