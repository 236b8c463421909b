"""Safety plans: each save is a version, and paper is a decision (domain.md 3.1)."""

from dataclasses import replace

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.safety_plan import (
    HEADINGS,
    SafetyPlan,
    names_in,
    paper_faults,
    plan_faults,
)
from kvinnobyran.domain.trouble import ChangedMeanwhile
from kvinnobyran.domain.versions import differences
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, require, settle
from kvinnobyran.store import safety

PLAN_FIELDS = {**HEADINGS, "given": "Given till henne"}
"""What two versions are compared by."""


def save_safety_plan(work: Work, plan: SafetyPlan, *, expect: int | None = None) -> SafetyPlan:
    """Save the plan as the case's next version; the earlier ones stay readable.

    ``plan.version`` is the one that was being written when the form was opened. Raises
    :class:`ChangedMeanwhile` when somebody has saved that one first; with no ``expect`` it
    is her decision to save all the same.
    """
    latest = next(iter(safety.safety_plans(work.database, plan.case_id)), None)
    number = latest.version + 1 if latest else 1
    if expect is not None and plan.version != number:
        raise ChangedMeanwhile
    plan = replace(plan, version=number)
    settle(plan_faults(plan, today=work.today))
    require(
        latest is None or bool(differences(latest, plan, PLAN_FIELDS)),
        lambda: stopp("warning_signs", "Inget är ändrat i planen.", "domain.md 3.1"),
    )
    with work.step("Säkerhetsplan") as tx:
        tx.insert(plan)
    return plan


def decide_on_paper(work: Work, plan: SafetyPlan, *, reasons: Reasons = NO_REASONS) -> SafetyPlan:
    """Decide that a plan goes on paper, past the warning; the log keeps who and why.

    Raises :class:`Refused` without a reason, and while a name of the case stands in it.
    """
    settle(paper_faults(plan, names=_names(work, plan)), reasons)
    with work.step("Skriv ut säkerhetsplan", reasons) as tx:
        tx.log("print", table="safety_plan", record=plan.id, text=reasons.get("paper", ""))
    return plan


def _names(work: Work, plan: SafetyPlan) -> list[str]:
    """Return her names, her children's and the perpetrators', as far as they are known."""
    case = work.database.get(Case, plan.case_id)
    person = work.database.get(Person, case.person_id) if case else None
    called = safety.children_called(work.database, plan.case_id)
    names = [name for each in called for name in names_in(each)]
    for perpetrator in safety.perpetrators(work.database, plan.case_id):
        stored = safety.name_of(work.database, perpetrator.id)
        names += [stored.name] if stored else []
    if person is not None:
        names += [person.first_name, person.last_name, person.alias]
    return [name for name in names if name.strip()]
