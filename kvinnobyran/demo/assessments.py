"""Assessment calls of the fictitious office: booked, moved, missed, held."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from kvinnobyran.demo import closing, concerns, support, words
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.assessment import (
    AssessmentCall,
    AssessmentOutcome,
    AssessmentState,
    HousingSituation,
)
from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Sought
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Interpreter, Person
from kvinnobyran.domain.violence import (
    PerpetratorRelation,
    PoliceReport,
    ViolenceExposure,
    ViolenceForm,
    ViolenceStatus,
)
from kvinnobyran.flows import assessments as flows
from kvinnobyran.flows import tasks
from kvinnobyran.store import cases as stored

_OUTCOMES: Final = {
    AssessmentOutcome.SUPPORT_OFFERED: 68, AssessmentOutcome.REFERRED: 10,
    AssessmentOutcome.DECLINED: 7, AssessmentOutcome.MORE_TIME: 9, AssessmentOutcome.MORE_CALLS: 6,
}  # fmt: skip
_FORMS: Final = {
    ViolenceForm.PSYCHOLOGICAL: 0.92, ViolenceForm.PHYSICAL: 0.6, ViolenceForm.SEXUAL: 0.28,
    ViolenceForm.MATERIAL: 0.25, ViolenceForm.LATENT: 0.5, ViolenceForm.ECONOMIC: 0.42,
    ViolenceForm.HONOUR: 0.13,
}  # fmt: skip
_PERPETRATORS: Final = {
    PerpetratorRelation.FORMER_PARTNER: 45, PerpetratorRelation.PARTNER: 27,
    PerpetratorRelation.BOYFRIEND: 6, PerpetratorRelation.PARENT: 5,
    PerpetratorRelation.SIBLING: 2, PerpetratorRelation.SEVERAL: 5,
    PerpetratorRelation.RELATIVE: 2, PerpetratorRelation.OTHER: 3,
    PerpetratorRelation.DECLINED: 2, PerpetratorRelation.NOT_ASKED: 3,
}  # fmt: skip
_HOUSING: Final = {
    HousingSituation.OWN: 40, HousingSituation.SHARED: 21, HousingSituation.SECOND_HAND: 9,
    HousingSituation.RELATIVES: 13, HousingSituation.SHELTER: 5, HousingSituation.MUNICIPAL: 4,
    HousingSituation.HOMELESS: 2, HousingSituation.DECLINED: 2, HousingSituation.NOT_ASKED: 4,
}  # fmt: skip
_NEEDS: Final = {
    Sought.COUNSELLING: 0.75, Sought.THERAPY: 0.2, Sought.HOUSING: 0.25,
    Sought.AUTHORITY_SUPPORT: 0.35, Sought.CHILD_SUPPORT: 0.25, Sought.PARENTING: 0.12,
    Sought.GROUP: 0.15, Sought.INFORMATION: 0.2,
}  # fmt: skip


def book(stage: Stage, now: datetime, case: Case, *, days: tuple[int, int]) -> None:
    """Book a call some days from now, and let its day come."""
    dice = stage.dice
    day = now.date() + timedelta(days=dice.between(*days))
    moment = stage.agenda.free_hour(case.counsellor, day)
    woman = stage.database.get(Person, case.person_id)
    call = AssessmentCall(
        id=new_id(),
        case_id=case.id,
        booked_for=moment.date(),
        booked_at=moment.time(),
        place=dice.one(words.PLACES),
        interpreter=woman.interpreter if woman else Interpreter.NOT_ASKED,
    )
    flows.book_assessment(stage.work(case.counsellor, now), call)
    moved_on = moment - timedelta(days=1)
    if moved_on > now and dice.chance(0.07):
        stage.agenda.at(moved_on, lambda then: _move(stage, then, case, call))
    else:
        end = moment + timedelta(minutes=dice.between(45, 75))
        stage.agenda.at(end, lambda then: _its_day(stage, then, case, call))


def _move(stage: Stage, now: datetime, case: Case, call: AssessmentCall) -> None:
    """Move a call to another week."""
    moment = stage.agenda.free_hour(case.counsellor, call.booked_for + timedelta(days=5))
    again = replace(call, id=new_id(), booked_for=moment.date(), booked_at=moment.time())
    flows.rebook_assessment(stage.work(case.counsellor, now), call, again)
    end = moment + timedelta(minutes=55)
    stage.agenda.at(end, lambda then: _its_day(stage, then, case, again))


def _its_day(stage: Stage, now: datetime, case: Case, call: AssessmentCall) -> None:
    """Let the call's day have come: she is there, or she is not."""
    dice = stage.dice
    if stage.near_the_end(now, 4) and dice.chance(0.3):
        return  # nobody has written down how it went: "Blev det av?"
    came = dice.weighed({"held": 82, "missed": 11, "cancelled": 7})
    if came == "held":
        _hold(stage, now, case, call)
        return
    state = AssessmentState.MISSED if came == "missed" else AssessmentState.CANCELLED
    flows.mark_assessment(stage.work(case.counsellor, now), call, state)
    if dice.chance(0.7):
        stage.later(now, 1, 5, lambda then: book(stage, then, case, days=(4, 14)))
    else:
        stage.later(now, 20, 40, lambda then: closing.close(
            stage, then, case.id, CloseReason.CONTACT_LOST))  # fmt: skip


def _hold(stage: Stage, now: datetime, case: Case, call: AssessmentCall) -> None:
    """Hold the call and write it down."""
    dice, work = stage.dice, stage.work(case.counsellor, now)
    children = dice.weighed({0: 38, 1: 26, 2: 24, 3: 9, 4: 3})
    outcome = dice.weighed(_OUTCOMES)
    check, reason = concerns.check(stage) if children else (None, "")
    held = flows.assess(
        work,
        replace(
            call,
            minutes=dice.between(9, 15) * 5,
            needs=frozenset(dice.each(_NEEDS)),
            children_at_home=children,
            acute_protection=dice.weighed({Answer.NO: 80, Answer.YES: 12, Answer.UNKNOWN: 8}),
            housing=dice.apart(f"housing {call.id}").weighed(_HOUSING),
            concern_check=check,
            concern_reason=reason,
            outcome=outcome,
            referred_to=(
                dice.one(words.REFERRED_TO) if outcome is AssessmentOutcome.REFERRED else ""
            ),
            reasoning=dice.one(words.ASSESSMENTS),
        ),
        _exposure(stage, now, case),
    )
    if check is ConcernCheck.REPORTED:
        concerns.follow(stage, now, case)
    _go_on(stage, now, case, held)


def _go_on(stage: Stage, now: datetime, case: Case, call: AssessmentCall) -> None:
    """Do what the outcome brings with it."""
    match call.outcome:
        case AssessmentOutcome.SUPPORT_OFFERED:
            support.offer(stage, now, case.id)
        case AssessmentOutcome.MORE_TIME:
            stage.later(now, 12, 20, lambda then: _ask_again(stage, then, case.id))
        case AssessmentOutcome.MORE_CALLS:
            stage.later(now, 0, 2, lambda then: _book_next(stage, then, case))
        case _:
            pass


def _book_next(stage: Stage, now: datetime, case: Case) -> None:
    """Book the next call, which answers the reminder."""
    _tick_reminders(stage, now, case)
    book(stage, now, case, days=(4, 12))


def _ask_again(stage: Stage, now: datetime, case_id: str) -> None:
    """Ask what she thinks now that she has had time."""
    case = stage.database.get(Case, case_id)
    if case is None or case.state is CaseState.CLOSED:
        return
    if stage.near_the_end(now, 30) and stage.dice.chance(0.5):
        return  # nobody has asked her yet
    _tick_reminders(stage, now, case)
    if stage.dice.chance(0.6):
        support.offer(stage, now, case_id)
    else:
        closing.close(stage, now, case_id, CloseReason.HER_WISH)


def _tick_reminders(stage: Stage, now: datetime, case: Case) -> None:
    for task in stored.open_tasks(stage.database, case.id):
        if task.rule == "domain.md A1":
            tasks.tick_off(stage.work(case.counsellor, now), task)


def _exposure(stage: Stage, now: datetime, case: Case) -> ViolenceExposure:
    """Return what was found about the violence."""
    dice = stage.dice
    forms = dice.each(_FORMS) or (ViolenceForm.PSYCHOLOGICAL,)
    asked = dice.weighed(
        {Answer.YES: 86, Answer.NO: 3, Answer.NOT_ASKED: 7, Answer.DECLINED: 3, Answer.UNKNOWN: 1}
    )
    exposed = asked is Answer.YES
    return ViolenceExposure(
        id=new_id(),
        case_id=case.id,
        assessed_on=now.date(),
        asked=asked,
        forms=frozenset(forms) if exposed else frozenset(),
        dominant=dice.one(forms) if exposed and dice.chance(0.8) else None,
        status=dice.weighed(
            {ViolenceStatus.ONGOING: 45, ViolenceStatus.ENDED: 40, ViolenceStatus.UNKNOWN: 15}
        ),
        perpetrator=(dice.weighed(_PERPETRATORS) if exposed else PerpetratorRelation.NOT_ASKED),
        reported_to_police=dice.weighed(
            {
                PoliceReport.NO: 48,
                PoliceReport.YES: 30,
                PoliceReport.NOT_ASKED: 15,
                PoliceReport.NOT_WANTED: 7,
            }
        ),
    )
