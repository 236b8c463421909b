"""The action plan: written, agreed with her, followed up, and replaced by a new version (A21)."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.names_in_text import named_in
from kvinnobyran.domain.plan import TRANSITIONS, ActionPlan, PlanState, plan_faults
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.documentation import keeps
from kvinnobyran.flows.handing_out import hand_out_faults
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import support
from kvinnobyran.store.timeline import names_near

RULE = "domain.md A21"
WHAT = "Följ upp handlingsplanen"


def next_version(work: Work, case_id: str) -> ActionPlan:
    """Return a draft to go on with: the one that is there, or a copy of what holds now.

    Nothing is written; the goals of a first version are those that go on in the case.
    """
    versions = support.plans(work.database, case_id)
    if versions and versions[0].state is PlanState.DRAFT:
        return versions[0]
    number = versions[0].number + 1 if versions else 1
    bare = ActionPlan(id=new_id(), case_id=case_id, number=number, made_on=work.today)
    goals = tuple(goal.words for goal in support.active_goals(work.database, case_id))
    if not versions:
        return replace(bare, goals=goals)
    last = versions[0]
    return replace(
        bare,
        mapping=last.mapping,
        approved=last.approved,
        goals=goals or last.goals,
        measures=last.measures,
    )


def save_plan(
    work: Work, plan: ActionPlan, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> ActionPlan:
    """Write a draft, or agree on one: then it is locked and its follow-up is remembered.

    The version that held until now is replaced in the same step.
    """
    earlier = work.database.get(ActionPlan, plan.id)
    was = earlier.state if earlier else PlanState.DRAFT
    still_draft = plan.state is PlanState.DRAFT and was is PlanState.DRAFT
    require(
        still_draft or plan.state in TRANSITIONS[was],
        lambda: stopp(
            "state", "Planen är överenskommen. Gör en ny version i stället.", "domain.md A21"
        ),
    )
    settle(
        [
            *keeps(work, plan.case_id, Kept.PLAN, "mapping"),
            *plan_faults(plan, today=work.today),
        ],
        reasons,
    )
    with work.step("Handlingsplan", reasons) as tx:
        if plan.state is PlanState.AGREED:
            current = support.current_plan(tx, plan.case_id)
            if current is not None:
                tx.update(replace(current, state=PlanState.REPLACED))
                remind(work, tx, (), rule=RULE, cause=current.id)
        put(tx, plan, expect=expect)
        if plan.state is PlanState.AGREED and plan.follow_up_on is not None:
            remind(
                work,
                tx,
                [Reminder(what=WHAT, due_on=plan.follow_up_on)],
                rule=RULE,
                cause=plan.id,
                case_id=plan.case_id,
            )
    return plan


def agree(work: Work, plan: ActionPlan, *, reasons: Reasons = NO_REASONS) -> ActionPlan:
    """Agree on a draft."""
    return save_plan(work, replace(plan, state=PlanState.AGREED), reasons=reasons)


def follow_up(
    work: Work, plan: ActionPlan, *, on: date, words: str, expect: int | None = None
) -> ActionPlan:
    """Write down what the follow-up of the plan showed; its task is done."""
    require(
        PlanState.FOLLOWED_UP in TRANSITIONS[plan.state],
        lambda: stopp("state", "Bara en överenskommen plan följs upp.", "domain.md A21"),
    )
    done = replace(plan, state=PlanState.FOLLOWED_UP, followed_up_on=on, follow_up=words)
    settle(plan_faults(done, today=work.today), {"approved": "Uppföljning"})
    with work.step("Följ upp handlingsplan") as tx:
        tx.update(done, expect=expect)
        answer(work, tx, rule=RULE, cause=done.id)
    return done


def remove_draft(work: Work, plan: ActionPlan) -> None:
    """Take a draft away that nobody agreed on."""
    require(
        plan.state is PlanState.DRAFT,
        lambda: stopp("state", "Bara ett utkast kan tas bort.", "domain.md A21"),
    )
    with work.step("Ta bort utkast till plan") as tx:
        tx.delete(plan)


def note_printed(
    work: Work, plan: ActionPlan, *, purpose: str, recipient: str, reasons: Reasons = NO_REASONS
) -> ActionPlan:
    """Note that a plan goes on paper, which is to be without names (D8).

    Raises :class:`Refused`, also when a name of the register stands in it and no reason is given.
    """
    names = names_near(work.database, plan.case_id)
    said = "\n".join((plan.mapping, *plan.goals, *plan.measures, plan.follow_up))
    faults = [*hand_out_faults(purpose, recipient, what="planen")]
    if named_in(said, names):
        faults.append(
            varna(
                "recipient",
                "I planen står ett namn ur registret. Skriv varför det ska stå kvar på pappret, "
                "eller gör en ny version.",
                "domain.md D8",
            )
        )
    settle(faults, reasons)
    with work.step("Skriv ut handlingsplan", reasons) as tx:
        tx.log(
            "print",
            table="action_plan",
            record=plan.id,
            text=f"Ändamål: {purpose.strip()}. Mottagare: {recipient.strip()}.",
        )
    return plan
