"""Whether she lets the unit keep something: asked before it is saved (A20)."""

from kvinnobyran.domain.documentation import Kept, documentation_faults
from kvinnobyran.domain.faults import Fault
from kvinnobyran.flows.work import Work
from kvinnobyran.store.cases import her_choice


def keeps(work: Work, case_id: str, kept: Kept, field: str) -> tuple[Fault, ...]:
    """Return what stands in the way of keeping something in a case: her choice."""
    choice = her_choice(work.database, case_id)
    return () if choice is None else documentation_faults(choice, kept, field)
