"""Goals, effect, plans and every kind of support that is not talks, in the fictitious office.

The kinds come from the registry: a new one is played here without a line of its own.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from kvinnobyran.demo.agenda import workday
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.following import Does, follow, later
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain import kinds
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.effect import EffectDialogue
from kvinnobyran.domain.goal import Appraiser, Goal, GoalAppraisal, GoalState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState, Purpose
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.kinds.kind import Asks
from kvinnobyran.domain.kinds.therapy import THERAPY
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.plan import ActionPlan, Measure, MeasureState
from kvinnobyran.domain.session import (
    CounsellingSession,
    Participant,
    Presence,
    Role,
    SessionAttendance,
    SessionForm,
)
from kvinnobyran.flows import effect, goals, interventions, plans, sessions
from kvinnobyran.store import cases as stored
from kvinnobyran.store import support

GOALS: Final = (
    "Kunna sova en hel natt",
    "Våga gå till affären ensam",
    "Säga ifrån utan att vara rädd efteråt",
    "Ha en egen ekonomi",
    "Förstå varför jag stannade",
    "Orka vara den mamma jag vill vara",
)
MEASURES: Final = {
    "Samtal varannan vecka": "",
    "Följa med till Familjerätten": "Kuratorn",
    "Ringa banken": "Hon själv",
    "Byta lås och gå igenom telefonens delningar": "Hon själv och kuratorn",
    "Ansöka om underhållsstöd tillsammans": "Hon själv och kuratorn",
}
"""What is to be done, and who does it."""
MAPPING: Final = (
    "Bor kvar i lägenheten med barnen. Arbetar deltid. Har en syster nära.",
    "Bor hos en vän sedan i våras. Sjukskriven. Få vänner kvar.",
    "Eget boende sedan en månad. Studerar. Umgänget pågår varannan helg.",
)
EFFECT: Final = (
    "Det är skönt att någon tror på mig.",
    "Jag förstår mer av vad som har hänt.",
    "Det är tungt dagen efter, men det hjälper.",
    "",
)
FOLLOW_UP: Final = (
    "Två av målen är nära. Vi fortsätter och lägger till ekonomin.",
    "Det går långsammare än hon hoppades. Målen står kvar.",
)
BESIDE: Final = (
    (Role.AUTHORITY, "handläggare"),
    (Role.INTERPRETER, "tolk"),
    (Role.OTHER, "hennes syster"),
    (Role.CHILD, "äldsta dottern"),
)


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Look each week for women whose support has begun, and put what follows on the agenda."""
    follow(stage, first, (7, 25), lambda now, case_id: _expect(stage, dice, now, case_id))


def _expect(stage: Stage, dice: Dice, now: datetime, case_id: str) -> None:
    """Decide what is to be agreed with one woman, and when."""
    if dice.chance(0.7):
        later(stage, dice, now, (7, 20), case_id, _set_goals)
        for weeks in (5, 10, 15):
            later(stage, dice, now, (weeks * 7, weeks * 7 + 6), case_id, _appraise)
    if dice.chance(0.5):
        later(stage, dice, now, (21, 30), case_id, _plan)
    for weeks in (4, 9, 14, 20):
        later(stage, dice, now, (weeks * 7, weeks * 7 + 9), case_id, _ask_effect)
    for kind in kinds.KINDS:
        if kind not in {COUNSELLING, THERAPY} and dice.chance(0.25):
            later(stage, dice, now, (10, 60), case_id, _other_kind(kind.value))


def _set_goals(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    if not allows(case.documentation, Kept.PLAN):
        return
    for words in dice.few(GOALS, dice.between(1, 2)):
        goals.save_goal(
            stage.work(case.counsellor, now),
            Goal(id=new_id(), case_id=case.id, words=words, set_on=now.date()),
        )
    _appraise(stage, dice, now, case)


def _appraise(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Ask how near each goal is; what she and we see differs at times."""
    work = stage.work(case.counsellor, now)
    for goal in support.active_goals(stage.database, case.id):
        before = [
            each.value
            for each in support.appraisals(stage.database, goal.id)
            if each.by is Appraiser.HER
        ]
        hers = min(10, before[-1] + dice.between(-1, 3)) if before else dice.between(1, 4)
        hers = max(0, hers)
        ours = max(0, min(10, hers + dice.between(-1, 2)))
        goals.appraise(
            work,
            GoalAppraisal(id=new_id(), goal_id=goal.id, made_on=now.date(), value=hers),
            GoalAppraisal(
                id=new_id(), goal_id=goal.id, made_on=now.date(), by=Appraiser.US, value=ours
            ),
        )
        if hers >= 9:
            goals.end_goal(work, goal, GoalState.REACHED)


def _plan(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Agree on a plan, and most often follow it up."""
    if not allows(case.documentation, Kept.PLAN):
        return
    work = stage.work(case.counsellor, now)
    bare = plans.next_version(work, case.id)
    after = dice.between(45, 75)
    agreed = plans.agree(
        work,
        replace(
            bare,
            mapping=dice.one(MAPPING),
            approved=Answer.YES,
            goals=bare.goals or dice.few(GOALS, 2),
            follow_up_on=workday(now.date() + timedelta(days=after)),
        ),
        measures=[
            Measure(
                id=new_id(),
                plan_id=bare.id,
                what=what,
                who=MEASURES[what],
                # What has no end is looked at when the plan is.
                due_on=workday(now.date() + timedelta(days=after // 2)) if MEASURES[what] else None,
            )
            for what in dice.few(tuple(MEASURES), dice.between(2, 3))
        ],
    )
    if dice.chance(0.8):
        later(stage, dice, now, (after, after + 4), case.id, _followed(agreed))


def _followed(plan: ActionPlan) -> Does:
    def does(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
        work = stage.work(case.counsellor, now)
        for measure in support.measures(stage.database, plan.id):
            if measure.due_on is not None and measure.state is MeasureState.OPEN:
                plans.answer_measure(work, measure, MeasureState.DONE)
        plans.follow_up(work, plan, on=now.date(), words=dice.one(FOLLOW_UP))

    return does


def _ask_effect(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Talk about the effect of what goes on (A4)."""
    for intervention in support.running(stage.database, case.id):
        met = stored.sessions(stage.database, case.id)
        held = any(
            each.intervention_id == intervention.id and each.attendance is SessionAttendance.HELD
            for each in met
        )
        if not held or Asks.EFFECT not in intervention.kind.asks or dice.chance(0.2):
            continue
        before = support.dialogues(stage.database, intervention.id)
        last = before[-1].value if before else dice.between(3, 6)
        words = dice.one(EFFECT) if allows(case.documentation, Kept.OWN_WORDS) else ""
        effect.save_dialogue(
            stage.work(intervention.counsellor, now),
            EffectDialogue(
                id=new_id(),
                intervention_id=intervention.id,
                held_on=now.date(),
                value=max(1, min(10, last + dice.between(-1, 2))),
                words=words,
            ),
        )


def _other_kind(value: str) -> Does:
    """Return how a kind of support that is not talks begins, with its first occasions."""

    def does(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
        kind = next(each for each in kinds.KINDS if each.value == value)
        intervention = interventions.save_intervention(
            stage.work(case.counsellor, now),
            Intervention(
                id=new_id(),
                case_id=case.id,
                kind=kind,
                method=dice.one(kind.methods) if kind.methods else None,
                state=InterventionState.ONGOING,
                counsellor=case.counsellor,
                offered_on=now.date(),
                started_on=now.date(),
                purposes=frozenset({Purpose.KNOWLEDGE}),
            ),
        )
        for place in range(dice.between(1, 3)):
            later(stage, dice, now, (place * 12, place * 12 + 8), case.id, _occasion(intervention))

    return does


def _occasion(intervention: Intervention) -> Does:
    def does(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
        known = stage.database.get(Intervention, intervention.id)
        if known is None or known.state is not InterventionState.ONGOING:
            return
        own = new_id()
        role, words = dice.one(BESIDE)
        beside = dice.chance(0.5) and allows(case.documentation, Kept.PLAN)
        sessions.save_session(
            stage.work(known.counsellor, now),
            CounsellingSession(
                id=own,
                intervention_id=known.id,
                held_on=now.date(),
                starts_at=time(8, 0),
                minutes=dice.one((30, 45)),
                form=dice.one((SessionForm.VISIT, SessionForm.PHONE)),
                attendance=SessionAttendance.HELD,
                themes=frozenset(dice.few(known.kind.themes, 1)),
            ),
            participants=(
                [
                    Participant(
                        id=new_id(),
                        session_id=own,
                        role=role,
                        words=words,
                        presence=Presence.PRESENT,
                    )
                ]
                if beside
                else []
            ),
            reasons={"starts_at": "Två ärenden efter varandra"},
        )

    return does
