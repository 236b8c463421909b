"""Decisions that stand beside a guardian's consent (domain.md T3 c-f)."""

from kvinnobyran.domain.decision import decision_faults, decision_reminders
from kvinnobyran.domain.grounds import Decision
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.trappan_grounds import ground_changed
from kvinnobyran.flows.work import Work, put, settle
from kvinnobyran.store import kin

LAPSES = "domain.md S4"


def save_decision(work: Work, decision: Decision, *, expect: int | None = None) -> Decision:
    """Write down a decision; a programme that waited for its ground is ready to start (T3)."""
    settle(decision_faults(decision))
    case = kin.case_about(work.database, decision.child_id)
    with work.step("Beslut om barnet") as tx:
        put(tx, decision, expect=expect)
        remind(
            work,
            tx,
            decision_reminders(decision, today=work.today),
            rule=LAPSES,
            cause=decision.id,
            case_id=case.id if case else None,
        )
        ground_changed(work, tx, decision.child_id)
    return decision


def remove_decision(work: Work, decision: Decision) -> None:
    """Take away a decision that was written by mistake; what rested on it alone is paused."""
    with work.step("Ta bort beslut") as tx:
        drop(work, tx, rule=LAPSES, cause=decision.id)
        tx.delete(decision)
        ground_changed(work, tx, decision.child_id)
