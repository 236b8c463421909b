"""The action plan: mapping, goals, measures and follow-up, in versions (A20, A21)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.task import Reminder


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
DUE: Final = "En insats i handlingsplanen ska vara gjord"


class MeasureState(Code):
    """Whether a measure has been carried out."""

    OPEN = ("open", "Att göra")
    DONE = ("done", "Gjord")
    DROPPED = ("dropped", "Inte aktuell")


MEASURE_TRANSITIONS: dict[MeasureState, frozenset[MeasureState]] = {
    MeasureState.OPEN: frozenset({MeasureState.DONE, MeasureState.DROPPED}),
    MeasureState.DONE: frozenset({MeasureState.OPEN}),
    MeasureState.DROPPED: frozenset({MeasureState.OPEN}),
}
"""What was answered by a slip is taken up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """One version of a case's plan.

    ``goals`` are kept in the words that were agreed: a goal that is reworded later changes no
    earlier plan. ``approved`` is her written approval of the mapping (A20). What is to be done
    are the plan's measures, each a record of its own.
    """

    id: str
    case_id: str
    number: int = 1
    made_on: date
    state: PlanState = PlanState.DRAFT
    mapping: str = ""
    approved: Answer = Answer.NOT_ASKED
    goals: tuple[str, ...] = ()
    follow_up_on: date | None = None
    followed_up_on: date | None = None
    follow_up: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that a version of a plan says is to be done: what, who, and by when (A21).

    What was agreed is locked with the plan; whether it was done, and what came of it, is
    written on. ``place`` is its place in the plan.
    """

    id: str
    plan_id: str
    place: int = 1
    what: str = ""
    who: str = ""
    due_on: date | None = None
    state: MeasureState = MeasureState.OPEN
    done_on: date | None = None
    result: str = ""

    @property
    def words(self) -> str:
        """Return what, who and by when, as it stands in the plan."""
        more = [each for each in (self.who, f"senast {self.due_on}" if self.due_on else "") if each]
        return f"{self.what} ({', '.join(more)})" if more else self.what


def carried_over(
    measures: Iterable[Measure], plan_id: str, ids: Iterable[str]
) -> tuple[Measure, ...]:
    """Return what is still to be done as the measures of the next version of the plan."""
    left = (each for each in measures if each.state is MeasureState.OPEN)
    return tuple(
        replace(each, id=own, plan_id=plan_id, place=place)
        for place, (each, own) in enumerate(zip(left, ids, strict=False), start=1)
    )


def due_reminders(measure: Measure, plan: ActionPlan) -> tuple[Reminder, ...]:
    """Return what reminds of a measure of a plan that holds, on the day it is to be done."""
    waits = measure.state is MeasureState.OPEN and plan.state in CURRENT
    if not waits or measure.due_on is None:
        return ()
    return (Reminder(what=DUE, due_on=measure.due_on),)


def measure_faults(measure: Measure, plan: ActionPlan, *, today: date) -> tuple[Fault, ...]:
    """Check a measure: it says what, a done one says when, a dropped one says why."""
    faults: list[Fault] = []
    if not measure.what.strip():
        faults.append(stopp("measures", "Skriv vad som ska göras.", "domain.md A21"))
    if measure.state is MeasureState.DONE:
        if measure.done_on is None:
            faults.append(stopp("done_on", "Skriv vilken dag det blev gjort.", "domain.md A21"))
        elif not plan.made_on <= measure.done_on <= today:
            faults.append(
                stopp("done_on", "Dagen ligger mellan planens dag och idag.", "domain.md A21")
            )
    if measure.state is MeasureState.DROPPED and not measure.result.strip():
        faults.append(
            stopp(
                "result",
                "Skriv varför den inte är aktuell: hon och ni kom överens om den.",
                "domain.md A21",
            )
        )
    return tuple(faults)


def plan_faults(plan: ActionPlan, *, measures: Sequence[Measure], today: date) -> tuple[Fault, ...]:
    """Check a version: a draft may be bare, an agreed one says goals, measures and a day."""
    faults: list[Fault] = []
    if plan.made_on > today:
        faults.append(stopp("made_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if plan.state is PlanState.DRAFT:
        return tuple(faults)
    if not plan.goals:
        faults.append(stopp("goals", "Skriv minst ett mål.", "domain.md A21"))
    if not measures:
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
