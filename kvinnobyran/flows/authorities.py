"""Authority support: matters, the contacts in them, and how they ended (A8)."""

from dataclasses import replace

from kvinnobyran.domain.authority import (
    CONTACT_TRANSITIONS,
    AuthorityContact,
    AuthorityMatter,
    ContactState,
    MatterState,
    contact_faults,
    matter_faults,
    matter_reminders,
    may_move,
)
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import authorities as stored
from kvinnobyran.store.transaction import Transaction

ENDS = "domain.md S4"
"""The rule that reminds of decisions that end and appeals that must be made in time."""


def save_matter(
    work: Work,
    matter: AuthorityMatter,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> AuthorityMatter:
    """Open a matter or change one; its reminders follow its days."""
    earlier = work.database.get(AuthorityMatter, matter.id)
    settle(
        [
            *_move_faults(earlier, matter),
            *_open_case_faults(work, matter.case_id, new=earlier is None),
            *matter_faults(matter, today=work.today),
        ],
        reasons,
    )
    with work.step("Myndighetsärende", reasons) as tx:
        put(tx, matter, expect=expect)
        remind(
            work,
            tx,
            matter_reminders(matter, today=work.today),
            rule=ENDS,
            cause=matter.id,
            case_id=matter.case_id,
        )
    return matter


def save_authority_contact(
    work: Work,
    contact: AuthorityContact,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> AuthorityContact:
    """Write down a contact, or plan one; the first one sets a planned matter going."""
    matter = work.database.get(AuthorityMatter, contact.matter_id)
    if matter is None:
        raise Refused((stopp("matter_id", "Välj vilken fråga det gäller.", "domain.md 3.1"),))
    earlier = work.database.get(AuthorityContact, contact.id)
    settle(
        [
            *_contact_move_faults(earlier, contact),
            *_open_case_faults(work, matter.case_id, new=earlier is None),
            *(keeps(work, matter.case_id, Kept.OWN_WORDS, "note") if contact.note else ()),
            *contact_faults(
                contact,
                matter,
                stored.consents(work.database, matter.case_id),
                today=work.today,
            ),
        ],
        reasons,
    )
    with work.step("Myndighetskontakt", reasons) as tx:
        put(tx, contact, expect=expect)
        if contact.state is ContactState.HELD and matter.state is MatterState.PLANNED:
            tx.update(replace(matter, state=MatterState.ONGOING))
    return contact


def end_matters(work: Work, tx: Transaction, case: Case) -> None:
    """Cancel what is planned with authorities when a case is closed, and forget the reminders."""
    for contact in stored.planned_contacts(tx, case.id):
        tx.update(replace(contact, state=ContactState.CANCELLED))
    for matter in stored.matters(tx, case.id):
        drop(work, tx, rule=ENDS, cause=matter.id)


def _move_faults(earlier: AuthorityMatter | None, matter: AuthorityMatter) -> list[Fault]:
    if earlier is None or may_move(earlier, matter.state):
        return []
    return [
        stopp(
            "state",
            f"En fråga som är {earlier.state.label.lower()} kan inte bli"
            f" {matter.state.label.lower()}.",
            "domain.md 3.2",
        )
    ]


def _contact_move_faults(
    earlier: AuthorityContact | None, contact: AuthorityContact
) -> list[Fault]:
    if earlier is None or earlier.state is contact.state:
        return []
    if contact.state in CONTACT_TRANSITIONS[earlier.state]:
        return []
    return [
        stopp(
            "state",
            f"En kontakt som är {earlier.state.label.lower()} kan inte bli"
            f" {contact.state.label.lower()}.",
            "domain.md 3.2",
        )
    ]


def _open_case_faults(work: Work, case_id: str, *, new: bool) -> list[Fault]:
    """Hold that nothing new begins in a closed case."""
    case = work.database.get(Case, case_id)
    if new and case is not None and case.state is CaseState.CLOSED:
        return [
            stopp("case_id", "Ärendet är avslutat. Öppna ett nytt ärende först.", "domain.md 3.2")
        ]
    return []
