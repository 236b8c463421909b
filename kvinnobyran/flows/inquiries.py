"""The first call: saved in under a minute, and only then asked whose it is (scenario 1)."""

from dataclasses import replace
from datetime import timedelta

from kvinnobyran.domain.case import Case, case_faults
from kvinnobyran.domain.documentation import Kept, choice_faults, documentation_faults
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.inquiry import (
    Inquiry,
    InquiryOutcome,
    InquiryState,
    inquiry_faults,
    may_move,
)
from kvinnobyran.domain.person import (
    ContactWay,
    Identity,
    Person,
    contact_way_faults,
    person_faults,
)
from kvinnobyran.domain.relation import not_joined
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.new_case import new_case
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import tasks
from kvinnobyran.store.kin import has_new_identity
from kvinnobyran.store.transaction import Transaction

CALL_BACK = "domain.md 3.2"
TRY_AGAIN = "Försök nå igen"
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
        settle(
            [
                *case_faults(opened, today=work.today),
                *choice_faults(opened),
                *_kept_faults(opened, person, ways),
            ],
            reasons,
        )
        tx.insert(opened)
        linked = replace(inquiry, case_id=opened.id, person_id=person.id, identity=person.identity)
        return _save(work, tx, linked, expect=expect), opened


def _kept_faults(case: Case, person: Person, ways: tuple[ContactWay, ...]) -> list[Fault]:
    """Hold that a case of statistics alone begins with nobody's name or number (A20)."""
    faults: list[Fault] = []
    if person.identity is not Identity.ANONYMOUS:
        faults += documentation_faults(case.documentation, Kept.NAME, "documentation")
    if ways:
        faults += documentation_faults(case.documentation, Kept.CONTACT_WAY, "documentation")
    return faults


def take_up_again(work: Work, inquiry: Inquiry) -> Inquiry:
    """Go from "Kunde inte nås" back to contact (domain.md 3.2)."""
    now = work.database.get(Inquiry, inquiry.id) or inquiry
    require(
        may_move(now, InquiryState.IN_CONTACT),
        lambda: stopp("state", "Den här förfrågan är redan avslutad.", "domain.md 3.2"),
    )
    with work.step("Ta upp förfrågan") as tx:
        again = replace(inquiry, state=InquiryState.IN_CONTACT, outcome=None)
        tx.update(again)
        answer(work, tx, rule=CALL_BACK, cause=inquiry.id)
    return again


def _save(work: Work, tx: Transaction, inquiry: Inquiry, *, expect: int | None) -> Inquiry:
    """Write the inquiry in the state its outcome gives, with the reminder that belongs to it.

    One sitting may take it from new to closed; what is closed stays so (domain.md 3.2).
    """
    before = tx.get(Inquiry, inquiry.id)
    if before is not None and before.person_id not in {None, inquiry.person_id}:
        _stay_apart(tx, before.person_id, inquiry.person_id)
    unreached = inquiry.outcome is InquiryOutcome.NOT_REACHED
    saved = replace(inquiry, state=InquiryState.DECIDED if unreached else InquiryState.CLOSED)
    require(
        before is None or before.state is not InquiryState.CLOSED or not unreached,
        lambda: stopp("outcome", "Den här förfrågan är redan avslutad.", "domain.md 3.2"),
    )
    put(tx, saved, expect=expect)
    again = work.today + timedelta(days=CALL_BACK_DAYS)
    if not unreached:
        answer(work, tx, rule=CALL_BACK, cause=saved.id)
    elif before is None or before.outcome is not InquiryOutcome.NOT_REACHED:
        tries = len(tasks.of_cause(tx, CALL_BACK, saved.id))
        remind(
            work,
            tx,
            (Reminder(what=TRY_AGAIN, due_on=again, part=str(tries), promised_call=True),),
            rule=CALL_BACK,
            cause=saved.id,
            inquiry_id=saved.id,
            case_id=saved.case_id,
            assigned_to=work.user,
        )
    return saved


def _stay_apart(tx: Transaction, before: str | None, after: str | None) -> None:
    """Hold that no contact goes from anybody to a new identity, or from one (L19)."""
    known = [each for each in (before, after) if each is not None]
    require(
        not any(has_new_identity(tx, each) for each in known),
        lambda: not_joined("case_id"),
    )
