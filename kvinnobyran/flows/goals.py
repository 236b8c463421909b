"""Goals and how near they are, as she and we see it (A21)."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.goal import (
    TRANSITIONS,
    Goal,
    GoalAppraisal,
    GoalState,
    appraisal_faults,
    goal_faults,
)
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.work import Work, put, require, settle


def save_goal(work: Work, goal: Goal, *, expect: int | None = None) -> Goal:
    """Set a goal or change one; its state follows the drawn life cycle."""
    earlier = work.database.get(Goal, goal.id)
    require(
        earlier is None or goal.state is earlier.state or goal.state in TRANSITIONS[earlier.state],
        lambda: stopp("state", "Den ordningen finns inte för ett mål.", "domain.md 3.2"),
    )
    if goal.state is GoalState.ACTIVE:
        goal = replace(goal, ended_on=None)
    settle([*keeps(work, goal.case_id, Kept.PLAN, "words"), *goal_faults(goal, today=work.today)])
    with work.step("Mål") as tx:
        put(tx, goal, expect=expect)
    return goal


def end_goal(work: Work, goal: Goal, state: GoalState, *, on: date | None = None) -> Goal:
    """Say that a goal is reached, or no longer matters."""
    return save_goal(work, replace(goal, state=state, ended_on=on or work.today))


def resume_goal(work: Work, goal: Goal) -> Goal:
    """Take a goal up again."""
    return save_goal(work, replace(goal, state=GoalState.ACTIVE, ended_on=None))


def appraise(work: Work, *appraisals: GoalAppraisal, expect: int | None = None) -> None:
    """Write down how near goals are: hers and ours of one talk are one step."""
    settle(
        fault
        for each in appraisals
        for fault in appraisal_faults(each, work.database.get(Goal, each.goal_id), today=work.today)
    )
    with work.step("Skattning av mål") as tx:
        for each in appraisals:
            put(tx, each, expect=expect)


def remove_appraisal(work: Work, appraisal: GoalAppraisal) -> None:
    """Take an appraisal away that was written by mistake; undo brings it back."""
    with work.step("Ta bort skattning") as tx:
        tx.delete(appraisal)
