"""The action plan: written, agreed with her, followed up, and replaced by a new version (A21)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.names_in_text import named_in
from kvinnobyran.domain.plan import (
    CURRENT,
    MEASURE_TRANSITIONS,
    TRANSITIONS,
    ActionPlan,
    Measure,
    MeasureState,
    PlanState,
    carried_over,
    due_reminders,
    measure_faults,
    plan_faults,
)
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.handing_out import hand_out_faults
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.reminders import answer, drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import support
from kvinnobyran.store.timeline import names_near
from kvinnobyran.store.transaction import Transaction

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
    )


def next_measures(work: Work, plan: ActionPlan) -> tuple[Measure, ...]:
    """Return the measures to go on with in a draft: its own, or what is left of the one before."""
    own = support.measures(work.database, plan.id)
    if own:
        return tuple(own)
    current = support.current_plan(work.database, plan.case_id)
    if current is None:
        return ()
    left = support.measures(work.database, current.id)
    return carried_over(left, plan.id, (new_id() for _ in left))


def save_plan(
    work: Work,
    plan: ActionPlan,
    *,
    measures: Sequence[Measure] | None = None,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> ActionPlan:
    """Write a draft, or agree on one: then it is locked and its follow-up is remembered.

    ``measures`` None leaves what is to be done as it is. Somebody is reminded of each on its
    day. The version that held until now is replaced in the same step.
    """
    earlier = work.database.get(ActionPlan, plan.id)
    was = earlier.state if earlier else PlanState.DRAFT
    known = support.measures(work.database, plan.id)
    to_do = tuple(known) if measures is None else _in_order(measures, plan.id)
    still_draft = plan.state is PlanState.DRAFT and was is PlanState.DRAFT
    untouched = was is PlanState.DRAFT or measures is None
    require(
        still_draft or (plan.state in TRANSITIONS[was] and untouched),
        lambda: stopp(
            "state", "Planen är överenskommen. Gör en ny version i stället.", "domain.md A21"
        ),
    )
    settle(
        [
            *keeps(work, plan.case_id, Kept.PLAN, "mapping"),
            *plan_faults(plan, measures=to_do, today=work.today),
            *(fault for each in to_do for fault in measure_faults(each, plan, today=work.today)),
            *_of_this_plan(work, to_do),
        ],
        reasons,
    )
    with work.step("Handlingsplan", reasons) as tx:
        if plan.state is PlanState.AGREED:
            current = support.current_plan(tx, plan.case_id)
            if current is not None:
                tx.update(replace(current, state=PlanState.REPLACED))
                to_drop = [current.id, *(each.id for each in support.measures(tx, current.id))]
                for cause in to_drop:
                    drop(work, tx, rule=RULE, cause=cause)
        # What is to be done is written while it is a draft, and locked with it.
        draft = replace(plan, state=PlanState.DRAFT)
        if earlier is None:
            tx.insert(draft)
        _write_measures(tx, plan.id, to_do)
        if earlier is not None or plan.state is not PlanState.DRAFT:
            tx.update(plan, expect=expect if earlier is not None else None)
        for each in to_do:
            _remind_of(work, tx, each, plan)
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


def agree(
    work: Work,
    plan: ActionPlan,
    *,
    measures: Sequence[Measure] | None = None,
    reasons: Reasons = NO_REASONS,
) -> ActionPlan:
    """Agree on a draft."""
    agreed = replace(plan, state=PlanState.AGREED)
    return save_plan(work, agreed, measures=measures, reasons=reasons)


def answer_measure(
    work: Work,
    measure: Measure,
    state: MeasureState,
    *,
    on: date | None = None,
    result: str = "",
    expect: int | None = None,
) -> Measure:
    """Say that a measure was carried out, or why it is not relevant; or take it up again."""
    now = work.database.get(Measure, measure.id) or measure
    plan = work.database.get(ActionPlan, now.plan_id)
    require(
        plan is not None and plan.state in CURRENT,
        lambda: stopp("state", "Bara en plan som gäller följs upp.", "domain.md A21"),
    )
    require(
        state in MEASURE_TRANSITIONS[now.state],
        lambda: stopp(
            "state",
            f"En insats som är {now.state.label.lower()} kan inte bli {state.label.lower()}.",
            "domain.md A21",
        ),
    )
    done = state is MeasureState.DONE
    answered = replace(
        now, state=state, done_on=(on or work.today) if done else None, result=result.strip()
    )
    settle(measure_faults(answered, plan, today=work.today) if plan else ())
    with work.step("Insats i planen") as tx:
        tx.update(answered, expect=expect)
        if plan is None or state is MeasureState.DROPPED:
            drop(work, tx, rule=RULE, cause=answered.id)
        elif done:
            answer(work, tx, rule=RULE, cause=answered.id)
        else:
            _remind_of(work, tx, answered, plan)
    return answered


def _in_order(measures: Sequence[Measure], plan_id: str) -> tuple[Measure, ...]:
    """Return the measures as those of a draft: in their order, and none of them done yet."""
    return tuple(
        Measure(
            id=each.id,
            plan_id=plan_id,
            place=place,
            what=each.what.strip(),
            who=each.who.strip(),
            due_on=each.due_on,
        )
        for place, each in enumerate(measures, start=1)
    )


def _of_this_plan(work: Work, measures: Sequence[Measure]) -> list[Fault]:
    """Hold that nothing is taken out of another plan."""
    for each in measures:
        known = work.database.get(Measure, each.id)
        if known is not None and known.plan_id != each.plan_id:
            return [stopp("measures", "En insats hör till en annan plan.", "domain.md A21")]
    return []


def _write_measures(tx: Transaction, plan_id: str, wanted: Sequence[Measure]) -> None:
    kept = {each.id for each in wanted}
    for known in support.measures(tx, plan_id):
        if known.id not in kept:
            tx.delete(known)
    for each in wanted:
        if tx.get(Measure, each.id) != each:
            put(tx, each)


def _remind_of(work: Work, tx: Transaction, measure: Measure, plan: ActionPlan) -> None:
    remind(
        work,
        tx,
        due_reminders(measure, plan),
        rule=RULE,
        cause=measure.id,
        case_id=plan.case_id,
    )


def follow_up(
    work: Work, plan: ActionPlan, *, on: date, words: str, expect: int | None = None
) -> ActionPlan:
    """Write down what the follow-up of the plan showed; its task is done."""
    require(
        PlanState.FOLLOWED_UP in TRANSITIONS[plan.state],
        lambda: stopp("state", "Bara en överenskommen plan följs upp.", "domain.md A21"),
    )
    done = replace(plan, state=PlanState.FOLLOWED_UP, followed_up_on=on, follow_up=words)
    measures = support.measures(work.database, plan.id)
    settle(plan_faults(done, measures=measures, today=work.today), {"approved": "Uppföljning"})
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
        for measure in support.measures(tx, plan.id):
            tx.delete(measure)
        tx.delete(plan)


def note_printed(
    work: Work, plan: ActionPlan, *, purpose: str, recipient: str, reasons: Reasons = NO_REASONS
) -> ActionPlan:
    """Note that a plan goes on paper, which is to be without names (D8).

    Raises :class:`Refused`, also when a name of the register stands in it and no reason is given.
    """
    names = names_near(work.database, plan.case_id)
    to_do = (measure.words for measure in support.measures(work.database, plan.id))
    said = "\n".join((plan.mapping, *plan.goals, *to_do, plan.follow_up))
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
