"""The first call: saved in under a minute, and only then asked whose it is (scenario 1)."""

from dataclasses import replace
from datetime import timedelta

from kvinnobyran.domain.case import Case, case_faults
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import (
    Inquiry,
    InquiryOutcome,
    InquiryState,
    inquiry_faults,
    may_move,
)
from kvinnobyran.domain.person import ContactWay, Person, contact_way_faults, person_faults
from kvinnobyran.domain.task import Task, TaskSource
from kvinnobyran.flows.cases import new_case
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store.transaction import Transaction

CALL_BACK_DAYS = 1
"""When somebody who could not be reached is tried again."""


def keep_as_statistics(work: Work, inquiry: Inquiry, *, expect: int | None = None) -> Inquiry:
    """Save the inquiry without a person: it counts as a contact and stays anonymous (I1)."""
    settle(inquiry_faults(inquiry, today=work.today))
    with work.step("Förfrågan") as tx:
        return _save(work, tx, inquiry, expect=expect)


def join_case(work: Work, inquiry: Inquiry, case: Case, *, expect: int | None = None) -> Inquiry:
    """Save the inquiry as a contact in a case that exists."""
    settle(inquiry_faults(inquiry, today=work.today))
    with work.step("Förfrågan knuten till ärende") as tx:
        linked = replace(inquiry, case_id=case.id, person_id=case.person_id)
        return _save(work, tx, linked, expect=expect)


def open_case(
    work: Work,
    inquiry: Inquiry,
    person: Person,
    *,
    ways: tuple[ContactWay, ...] = (),
    case: Case | None = None,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> tuple[Inquiry, Case]:
    """Save the inquiry, the person if she is new, and a case for her, in one step.

    An anonymous contact that becomes a person keeps its inquiry (I4); whether she agrees to
    documentation is asked in the case. A person who is already registered gets a case linked
    to her latest one (domain.md section 6, the woman who comes back).
    """
    faults: list[Fault] = [
        *inquiry_faults(inquiry, today=work.today),
        *person_faults(person, today=work.today),
    ]
    for way in ways:
        faults += contact_way_faults(way, today=work.today)
    settle(faults, reasons)
    with work.step("Nytt ärende", reasons) as tx:
        if tx.get(Person, person.id) is None:
            tx.insert(person)
        for way in ways:
            tx.insert(replace(way, person_id=person.id))
        opened = new_case(work, tx, person.id, case)
        settle(case_faults(opened, today=work.today), reasons)
        tx.insert(opened)
        linked = replace(inquiry, case_id=opened.id, person_id=person.id, identity=person.identity)
        return _save(work, tx, linked, expect=expect), opened


def take_up_again(work: Work, inquiry: Inquiry) -> Inquiry:
    """Go from "Kunde inte nås" back to contact (domain.md 3.2)."""
    require(
        may_move(inquiry, InquiryState.IN_CONTACT),
        lambda: stopp("state", "Den här förfrågan är redan avslutad.", "domain.md 3.2"),
    )
    with work.step("Ta upp förfrågan") as tx:
        again = replace(inquiry, state=InquiryState.IN_CONTACT, outcome=None)
        tx.update(again)
    return again


def _save(work: Work, tx: Transaction, inquiry: Inquiry, *, expect: int | None) -> Inquiry:
    """Write the inquiry in the state its outcome gives, with the reminder that belongs to it."""
    unreached = inquiry.outcome is InquiryOutcome.NOT_REACHED
    saved = replace(inquiry, state=InquiryState.DECIDED if unreached else InquiryState.CLOSED)
    earlier = put(tx, saved, expect=expect)
    if unreached and (earlier is None or earlier.outcome is not InquiryOutcome.NOT_REACHED):
        tx.insert(
            Task(
                id=new_id(),
                what="Försök nå igen",
                due_on=work.today + timedelta(days=CALL_BACK_DAYS),
                assigned_to=work.user,
                inquiry_id=saved.id,
                case_id=saved.case_id,
                source=TaskSource.RULE,
                rule="domain.md 3.2",
            )
        )
    return saved
