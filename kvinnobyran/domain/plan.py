"""The action plan: mapping, goals, measures and follow-up, in versions (A20, A21)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.missing import Answer


class PlanState(Code):
    """The life of one version of a plan. An agreed one is locked: a change is a new version."""

    DRAFT = ("draft", "Utkast")
    AGREED = ("agreed", "Överenskommen")
    FOLLOWED_UP = ("followed_up", "Uppföljd")
    REPLACED = ("replaced", "Ersatt av ny version")


TRANSITIONS: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.AGREED}),
    PlanState.AGREED: frozenset({PlanState.FOLLOWED_UP, PlanState.REPLACED}),
    PlanState.FOLLOWED_UP: frozenset({PlanState.REPLACED}),
    PlanState.REPLACED: frozenset(),
}
CURRENT = frozenset({PlanState.AGREED, PlanState.FOLLOWED_UP})
"""What holds now: at most one version of a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """One version of a case's plan.

    ``goals`` and ``measures`` are kept in the words that were agreed: a goal that is reworded
    later changes no earlier plan. ``approved`` is her written approval of the mapping (A20).
    """

    id: str
    case_id: str
    number: int = 1
    made_on: date
    state: PlanState = PlanState.DRAFT
    mapping: str = ""
    approved: Answer = Answer.NOT_ASKED
    goals: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    follow_up_on: date | None = None
    followed_up_on: date | None = None
    follow_up: str = ""


def plan_faults(plan: ActionPlan, *, today: date) -> tuple[Fault, ...]:
    """Check a version: a draft may be bare, an agreed one says goals, measures and a day."""
    faults: list[Fault] = []
    if plan.made_on > today:
        faults.append(stopp("made_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if plan.state is PlanState.DRAFT:
        return tuple(faults)
    if not plan.goals:
        faults.append(stopp("goals", "Skriv minst ett mål.", "domain.md A21"))
    if not plan.measures:
        faults.append(stopp("measures", "Skriv minst en insats.", "domain.md A21"))
    if plan.follow_up_on is None:
        faults.append(stopp("follow_up_on", "Välj när planen ska följas upp.", "domain.md A21"))
    elif plan.follow_up_on <= plan.made_on:
        faults.append(stopp("follow_up_on", "Uppföljningen ligger före planen.", "domain.md A21"))
    if plan.mapping.strip() and plan.approved is not Answer.YES:
        faults.append(
            varna(
                "approved",
                "Hon har inte godkänt att kartläggningen skrivs ner.",
                "domain.md A20",
            )
        )
    if plan.state is PlanState.FOLLOWED_UP:
        if plan.followed_up_on is None:
            faults.append(
                stopp("followed_up_on", "Skriv vilken dag planen följdes upp.", "domain.md A21")
            )
        elif not plan.made_on <= plan.followed_up_on <= today:
            faults.append(
                stopp(
                    "followed_up_on",
                    "Uppföljningen ligger mellan planens dag och idag.",
                    "domain.md A21",
                )
            )
        if not plan.follow_up.strip():
            faults.append(stopp("follow_up", "Skriv vad uppföljningen visade.", "domain.md A21"))
    return tuple(faults)
