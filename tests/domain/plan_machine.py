"""The life cycles of the action plan and of its measures, for the test of every life cycle."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from kvinnobyran.domain import case, plan
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.flows import plans
from kvinnobyran.flows.work import Work
from tests.flows.conftest import Office

Way = Callable[[], object]
APPROVED = {"approved": "prov"}


P = plan.PlanState


def a_plan(office: Office, within: case.Case, state: Any) -> plan.ActionPlan:
    """Return a plan that says what is to be done: that is written while it is a draft."""
    draft = plan.ActionPlan(
        id=new_id(),
        case_id=within.id,
        made_on=office.work.today - timedelta(days=1),
        mapping="Prov",
        approved=Answer.YES,
        goals=("Prov",),
        follow_up_on=office.work.today,
    )
    to_do = [plan.Measure(id=new_id(), plan_id=draft.id, what="Prov")]
    plans.save_plan(office.work, draft, measures=to_do, reasons=APPROVED)
    return replace(
        draft,
        state=state,
        followed_up_on=office.work.today if state is P.FOLLOWED_UP else None,
        follow_up="Prov" if state is P.FOLLOWED_UP else "",
    )


def ways_of_plan(work: Work, record: plan.ActionPlan, to: Any) -> Iterator[Way]:
    filled = replace(record, state=to, followed_up_on=work.today, follow_up="Prov")
    yield partial(plans.save_plan, work, filled, reasons=APPROVED)
    if to is P.AGREED:
        yield partial(plans.agree, work, record, reasons=APPROVED)
    if to is P.FOLLOWED_UP:
        yield partial(plans.follow_up, work, record, on=work.today, words="Prov")
    if to is P.REPLACED and record.state is not P.DRAFT:
        newer = replace(record, id=new_id(), number=record.number + 1, state=P.DRAFT)
        yield partial(_agree_anew, work, newer)


def _agree_anew(work: Work, newer: plan.ActionPlan) -> None:
    """Replace a version the way it is done: by agreeing on the next one."""
    to_do = [plan.Measure(id=new_id(), plan_id=newer.id, what="Prov")]
    plans.save_plan(work, newer, measures=to_do, reasons=APPROVED)
    plans.agree(work, newer, reasons=APPROVED)


L = plan.MeasureState


def a_measure(office: Office, within: case.Case, state: Any) -> plan.Measure:
    """Return a measure of a plan that holds."""
    holds = a_plan(office, within, P.DRAFT)
    known = plan.Measure(id=new_id(), plan_id=holds.id, what="Prov")
    plans.agree(office.work, holds, measures=[known], reasons=APPROVED)
    done = state is L.DONE
    return replace(known, state=state, done_on=office.work.today if done else None, result="Prov")


def ways_of_measure(work: Work, record: plan.Measure, to: Any) -> Iterator[Way]:
    yield partial(plans.answer_measure, work, record, to, result="Prov")
