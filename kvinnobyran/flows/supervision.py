"""Supervision of the staff: occasions and hours, never clients (domain.md P6)."""

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.supervision import Supervision, may_become, supervision_faults
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle


def save_supervision(
    work: Work,
    occasion: Supervision,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Supervision:
    """Plan an occasion or say how long it was."""
    earlier = work.database.get(Supervision, occasion.id)
    require(
        earlier is None or may_become(earlier.state, occasion.state),
        lambda: stopp("state", "Den ordningen finns inte för handledning.", "domain.md 3.2"),
    )
    settle(supervision_faults(occasion, today=work.today), reasons)
    with work.step("Handledning", reasons) as tx:
        put(tx, occasion, expect=expect)
    return occasion


def remove_supervision(work: Work, occasion: Supervision) -> None:
    """Take an occasion away that was written by mistake."""
    with work.step("Ta bort handledning") as tx:
        tx.delete(occasion)
