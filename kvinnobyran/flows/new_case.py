"""A case that nobody has saved: what the first contact needs of cases, and nothing else of them."""

from dataclasses import replace

from kvinnobyran.domain.case import Case, CaseState, case_code
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.flows.work import Work, require
from kvinnobyran.store import cases as stored
from kvinnobyran.store.people import has_died
from kvinnobyran.store.transaction import Transaction


def new_case(work: Work, tx: Transaction, person_id: str, wishes: Case | None) -> Case:
    """Return a case with the next free code, linked to the woman's latest one.

    ``wishes`` carries what the form already knows (regime, documentation, reason). Raises
    :class:`Refused` when she already has an open case: then the contact belongs there.
    """
    require(
        not has_died(tx, person_id),
        lambda: stopp(
            "person_id", "Hon är avliden. Hon kan inte få ett nytt ärende.", "domain.md 3.1"
        ),
    )
    earlier = stored.latest_case_of(tx, person_id)
    if earlier is not None:
        require(
            earlier.state is CaseState.CLOSED,
            lambda: stopp(
                "person_id",
                "Hon har redan ett öppet ärende. Knyt kontakten till det.",
                "domain.md 3.2",
            ),
        )
    opened_on = wishes.opened_on if wishes else work.today
    serial = stored.next_serial(tx, opened_on.year, tx.device)
    base = wishes or Case(id=new_id(), code="", person_id=person_id, opened_on=opened_on)
    return replace(
        base,
        code=case_code(opened_on.year, serial, tx.device),
        person_id=person_id,
        counsellor=base.counsellor or work.user,
        earlier_case_id=earlier.id if earlier else None,
        state=CaseState.ASSESSMENT,
    )
