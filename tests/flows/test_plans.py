"""Effect, goals and the action plan, through the flows: A4, A20, A21, D8."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from kvinnobyran.domain import kinds
from kvinnobyran.domain.assessment import AssessmentOutcome
from kvinnobyran.domain.case import Case, Documentation
from kvinnobyran.domain.effect import EffectDialogue
from kvinnobyran.domain.goal import Appraiser, Goal, GoalAppraisal, GoalState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import (
    ENDED_STATES,
    Intervention,
)
from kvinnobyran.domain.plan import ActionPlan, Measure, MeasureState, PlanState
from kvinnobyran.domain.session import (
    CounsellingSession,
    Participant,
    Presence,
    Role,
    SessionAttendance,
)
from kvinnobyran.domain.settings import EFFECT_SESSIONS, EFFECT_WEEKS
from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.domain.trouble import ChangedMeanwhile, Refused
from kvinnobyran.flows import cases, effect, goals, interventions, plans, sessions
from kvinnobyran.flows.office import change_setting
from kvinnobyran.store import cases as stored
from kvinnobyran.store import support
from kvinnobyran.store.dossier import DOSSIER, dossier
from kvinnobyran.store.troubles import BrokenRule
from kvinnobyran.store.undo import redo, undo
from tests.flows.conftest import Office
from tests.flows.support_kit import State, begun, hold, sentences, session, waiting
from tests.flows.test_case_work import assessed, now_of
from tests.flows.test_first_contact import refused


@pytest.fixture
def case(office: Office) -> Case:
    """Return a case whose woman has been assessed."""
    opened = office.case()
    assessed(office, opened, outcome=AssessmentOutcome.SUPPORT_OFFERED)
    return now_of(office, opened)


@pytest.fixture
def talks(office: Office, case: Case) -> Intervention:
    """Return counselling that goes on."""
    return begun(office, case)


# --- effect -----------------------------------------------------------------------------------


def test_a4_the_dialogue_is_asked_for_answered_and_asked_for_again(
    office: Office, case: Case, talks: Intervention
) -> None:
    change_setting(office.work, EFFECT_SESSIONS, "2")
    change_setting(office.work, EFFECT_WEEKS, "0")
    hold(office, talks)
    assert waiting(office, case) == []
    office.later(7)
    hold(office, talks)
    assert waiting(office, case) == [("domain.md A4", office.work.today)]
    office.later(7)
    third = session(office, talks)
    said = EffectDialogue(
        id=new_id(), intervention_id=talks.id, held_on=office.work.today, value=6, words="Ja"
    )
    sessions.save_session(office.work, third, effect=said)
    assert waiting(office, case) == []
    (kept,) = support.dialogues(office.database, talks.id)
    assert (kept.session_id, kept.value) == (third.id, 6)
    # Said again at the same session, it is the same dialogue.
    sessions.save_session(office.work, third, effect=replace(said, id=new_id(), value=7))
    assert [each.value for each in support.dialogues(office.database, talks.id)] == [7]
    for _ in range(2):
        office.later(7)
        hold(office, talks)
    assert waiting(office, case) == [("domain.md A4", office.work.today)]
    interventions.end_intervention(office.work, talks, State.COMPLETED, ended_on=office.work.today)
    assert waiting(office, case) == []


def test_a4_a_dialogue_by_itself(office: Office, case: Case, talks: Intervention) -> None:
    hold(office, talks)
    (task,) = stored.open_tasks(office.database, case.id)
    assert (task.rule, task.due_on) == ("domain.md A4", office.work.today + timedelta(weeks=8))
    said = EffectDialogue(id=new_id(), intervention_id=talks.id, held_on=office.work.today, value=3)
    with pytest.raises(Refused) as error:
        effect.save_dialogue(office.work, replace(said, value=0))
    assert sentences(error) == ["Effekten är från 1 till 10."]
    effect.save_dialogue(office.work, said)
    answered = office.database.get(Task, task.id)
    assert answered is not None
    assert answered.state is TaskState.DONE
    effect.remove_dialogue(office.work, said)
    assert support.dialogues(office.database, talks.id) == []
    offered = begun(office, case, state=State.OFFERED, started_on=None)
    with pytest.raises(Refused):
        effect.save_dialogue(office.work, replace(said, intervention_id=offered.id))


def test_a4_a_setting_that_is_no_number_asks_for_nothing(office: Office) -> None:
    change_setting(office.work, EFFECT_SESSIONS, "ofta")
    change_setting(office.work, EFFECT_WEEKS, "4000")
    rhythm = support.effect_rhythm(office.database)
    assert (rhythm.sessions, rhythm.weeks) == (0, support.MOST)


# --- goals ------------------------------------------------------------------------------------


def a_goal(office: Office, case: Case, words: str = "Kunna sova") -> Goal:
    return goals.save_goal(
        office.work, Goal(id=new_id(), case_id=case.id, words=words, set_on=office.work.today)
    )


def test_a_goal_is_appraised_by_both_over_time(office: Office, case: Case) -> None:
    goal = a_goal(office, case)
    for hers, ours in ((2, 4), (5, 5)):
        office.later(14)
        goals.appraise(
            office.work,
            *(
                GoalAppraisal(
                    id=new_id(), goal_id=goal.id, made_on=office.work.today, by=by, value=value
                )
                for by, value in ((Appraiser.HER, hers), (Appraiser.US, ours))
            ),
        )
    found = support.appraisals(office.database, goal.id)
    assert [(each.by, each.value) for each in found] == [
        (Appraiser.HER, 2),
        (Appraiser.US, 4),
        (Appraiser.HER, 5),
        (Appraiser.US, 5),
    ]
    with pytest.raises(Refused):
        goals.appraise(office.work, replace(found[0], value=11))
    goals.remove_appraisal(office.work, found[0])
    assert len(support.appraisals(office.database, goal.id)) == 3


def test_a_goal_is_reached_lost_again_and_dropped(office: Office, case: Case) -> None:
    reached = goals.end_goal(office.work, a_goal(office, case), GoalState.REACHED)
    assert support.active_goals(office.database, case.id) == []
    with pytest.raises(Refused) as error:
        goals.end_goal(office.work, reached, GoalState.DROPPED)
    assert refused(error) == ["state"]
    again = goals.resume_goal(office.work, reached)
    assert again.ended_on is None
    assert support.active_goals(office.database, case.id) == [again]


# --- the plan ---------------------------------------------------------------------------------


def agreed(
    office: Office, case: Case, *, measures: Sequence[Measure] | None = None, **change: object
) -> ActionPlan:
    whole = replace(
        plans.next_version(office.work, case.id),
        goals=("Kunna sova",),
        follow_up_on=office.work.today + timedelta(days=60),
    )
    to_do = [to_be_done("Samtal varannan vecka")] if measures is None else measures
    return plans.agree(office.work, replace(whole, **change), measures=to_do)  # type: ignore[arg-type] # each test names fields


def to_be_done(what: str, **change: object) -> Measure:
    return replace(Measure(id=new_id(), plan_id="", what=what), **change)  # type: ignore[arg-type] # each test names fields


def test_a21_a_measure_reminds_on_its_day_and_is_answered(office: Office, case: Case) -> None:
    day = office.work.today + timedelta(days=14)
    bank, lock = to_be_done("Ringa banken", who="Hon", due_on=day), to_be_done("Byta lås")
    plan = agreed(office, case, measures=[bank, lock])
    assert sorted(waiting(office, case)) == [(plans.RULE, day), (plans.RULE, plan.follow_up_on)]
    office.later(14)
    done = plans.answer_measure(
        office.work, bank, MeasureState.DONE, on=office.work.today, result="Spärrat kortet"
    )
    assert waiting(office, case) == [(plans.RULE, plan.follow_up_on)]
    with pytest.raises(Refused) as error:
        plans.answer_measure(office.work, lock, MeasureState.DROPPED)
    assert refused(error) == ["result"]
    again = plans.answer_measure(office.work, done, MeasureState.OPEN)
    assert (again.state, again.done_on) == (MeasureState.OPEN, None)
    dropped = plans.answer_measure(
        office.work, lock, MeasureState.DROPPED, result="Värden bytte det"
    )
    assert support.measures(office.database, plan.id) == [again, dropped]


def test_a21_what_is_left_goes_over_and_takes_its_reminder_along(
    office: Office, case: Case
) -> None:
    day = office.work.today + timedelta(days=14)
    bank, lock = to_be_done("Ringa banken", due_on=day), to_be_done("Byta lås", due_on=day)
    first = agreed(office, case, measures=[bank, lock])
    plans.answer_measure(office.work, lock, MeasureState.DONE)
    next_plan = plans.next_version(office.work, case.id)
    left = plans.next_measures(office.work, next_plan)
    assert [each.what for each in left] == ["Ringa banken"]
    second = agreed(office, case, measures=left)
    assert sorted(waiting(office, case)) == [(plans.RULE, day), (plans.RULE, second.follow_up_on)]
    with pytest.raises(Refused) as error:
        plans.answer_measure(office.work, bank, MeasureState.DONE)
    assert refused(error) == ["state"]
    assert len(support.measures(office.database, first.id)) == 2
    with pytest.raises(Refused) as error:
        plans.save_plan(
            office.work, plans.next_version(office.work, case.id), measures=[replace(bank)]
        )
    assert refused(error) == ["measures"]


def test_a21_what_was_agreed_to_be_done_is_locked(office: Office, case: Case) -> None:
    plan = agreed(office, case)
    (known,) = support.measures(office.database, plan.id)
    with pytest.raises(BrokenRule), office.work.step("Förbi flödet") as tx:
        tx.update(replace(known, what="Något annat"))
    with pytest.raises(Refused):
        plans.save_plan(office.work, replace(plan, state=PlanState.FOLLOWED_UP), measures=[])
    assert undo(office.database, user="Greta", now=office.now) == "Handlingsplan"
    assert support.measures(office.database, plan.id) == []
    redo(office.database, user="Greta", now=office.now)
    assert support.measures(office.database, plan.id) == [known]


def test_a21_a_plan_is_agreed_followed_up_and_replaced(office: Office, case: Case) -> None:
    a_goal(office, case)
    assert plans.next_version(office.work, case.id).goals == ("Kunna sova",)
    first = agreed(office, case)
    assert waiting(office, case) == [(plans.RULE, first.follow_up_on)]
    office.later(60)
    done = plans.follow_up(office.work, first, on=office.work.today, words="Hon sover bättre")
    assert (done.state, waiting(office, case)) == (PlanState.FOLLOWED_UP, [])
    with pytest.raises(Refused):
        plans.follow_up(office.work, done, on=office.work.today, words="Igen")
    second = agreed(office, case, measures=[to_be_done("Samtal varje vecka")])
    assert [(each.number, each.state) for each in support.plans(office.database, case.id)] == [
        (2, PlanState.AGREED),
        (1, PlanState.REPLACED),
    ]
    assert support.current_plan(office.database, case.id) == second
    undo(office.database, user="Greta", now=office.now)
    assert support.current_plan(office.database, case.id) == done


def test_a21_a_new_version_takes_over_its_reminder(office: Office, case: Case) -> None:
    agreed(office, case)
    office.later(1)
    second = agreed(office, case)
    assert waiting(office, case) == [(plans.RULE, second.follow_up_on)]


def test_a21_an_agreed_plan_is_locked(office: Office, case: Case) -> None:
    first = agreed(office, case)
    with pytest.raises(Refused) as error:
        plans.save_plan(office.work, replace(first, goals=("Något annat",)))
    assert sentences(error) == ["Planen är överenskommen. Gör en ny version i stället."]
    with pytest.raises(BrokenRule), office.work.step("Förbi flödet") as tx:
        tx.update(replace(first, goals=("Något annat",)))
    with pytest.raises(Refused):
        plans.remove_draft(office.work, first)


def test_a_draft_is_gone_on_with_and_thrown_away(office: Office, case: Case) -> None:
    head = office.database.head()
    draft = plans.save_plan(office.work, plans.next_version(office.work, case.id), expect=head)
    assert plans.next_version(office.work, case.id) == draft
    with pytest.raises(ChangedMeanwhile):
        plans.save_plan(office.work, replace(draft, mapping="Sent"), expect=head)
    plans.remove_draft(office.work, draft)
    assert support.plans(office.database, case.id) == []


def test_d8_a_plan_goes_on_paper_without_names(office: Office, case: Case) -> None:
    plan = agreed(office, case, goals=("Ringa Sten om skolan",))
    with pytest.raises(Refused) as error:
        plans.note_printed(office.work, plan, purpose="Hennes egen", recipient="Kvinnan")
    assert refused(error) == ["recipient"]
    with pytest.raises(Refused) as error:
        plans.note_printed(office.work, plan, purpose="", recipient="")
    assert refused(error) == ["purpose", "recipient", "recipient"]
    plans.note_printed(
        office.work,
        plan,
        purpose="Hennes egen",
        recipient="Kvinnan",
        reasons={"recipient": "Hon vill det"},
    )
    noted = office.database.value("SELECT count(*) FROM journal WHERE kind = 'print'")
    assert noted == 1


# --- what she lets us keep, and what can be taken away again ----------------------------------


def test_a20_statistics_only_keeps_counts_and_no_words(office: Office, case: Case) -> None:
    talks = begun(office, case, purpose_words="hemliga ordet")
    met = session(office, talks, attendance=SessionAttendance.MISSED, reason="hemliga ordet")
    child = Participant(id=new_id(), session_id=met.id, role=Role.CHILD, words="hemliga ordet")
    sessions.save_session(office.work, met, participants=[child])
    hold(office, talks)
    effect.save_dialogue(
        office.work,
        EffectDialogue(
            id=new_id(),
            intervention_id=talks.id,
            held_on=office.work.today,
            value=5,
            words="hemliga ordet",
        ),
    )
    goal = a_goal(office, case, "hemliga ordet")
    goals.appraise(
        office.work,
        GoalAppraisal(id=new_id(), goal_id=goal.id, made_on=office.work.today, value=3),
    )
    agreed(office, case, mapping="", goals=("hemliga ordet",))
    fewer = cases.save_case(
        office.work,
        replace(now_of(office, case), documentation=Documentation.STATISTICS_ONLY),
        reasons={"documentation": "Hon vill det"},
    )
    found = dossier(office.database, case.id)
    assert found is not None
    assert len(found.of(CounsellingSession)) == 2
    assert [each.value for each in found.of(EffectDialogue)] == [5]
    for kind in (Goal, GoalAppraisal, ActionPlan, Participant):
        assert found.of(kind) == ()
    for each in found:
        assert "hemliga" not in repr(each)
    assert not office.database.value(
        "SELECT count(*) FROM journal WHERE payload LIKE '%hemliga ordet%'"
    )
    refuses: list[Callable[[], object]] = [
        lambda: a_goal(office, fewer),
        lambda: plans.save_plan(office.work, plans.next_version(office.work, fewer.id)),
        lambda: begun(office, fewer, purpose_words="ord"),
    ]
    for refuse in refuses:
        with pytest.raises(Refused) as error:
            refuse()
        assert error.value.faults[0].source == "domain.md A20"


def test_everything_of_support_is_in_the_dossier_and_can_be_taken_away(
    office: Office, case: Case, talks: Intervention
) -> None:
    met = session(office, talks)
    child = Participant(id=new_id(), session_id=met.id, role=Role.CHILD, presence=Presence.PRESENT)
    said = EffectDialogue(id=new_id(), intervention_id=talks.id, held_on=office.work.today, value=6)
    sessions.save_session(office.work, met, participants=[child], effect=said)
    goal = a_goal(office, case)
    goals.appraise(
        office.work,
        GoalAppraisal(id=new_id(), goal_id=goal.id, made_on=office.work.today, value=3),
    )
    agreed(office, case)
    found = dossier(office.database, case.id)
    assert found is not None
    kept = (Participant, EffectDialogue, Goal, GoalAppraisal, ActionPlan, Measure)
    assert [len(found.of(kind)) for kind in kept] == [1] * 6
    assert set(kept) <= set(DOSSIER)
    gone = {*kept, CounsellingSession, Intervention}
    with office.work.step("Ta bort allt") as tx:
        for record in (each for kind in reversed(DOSSIER) for each in found.records[kind]):
            if type(record) in gone:
                tx.delete(record)
    undo(office.database, user="Greta", now=office.now)
    again = dossier(office.database, case.id)
    assert again is not None
    assert again.records == found.records


def test_every_kind_can_be_lived_through(office: Office, case: Case) -> None:
    for kind in kinds.KINDS:
        going = begun(office, case, kind=kind)
        hold(office, going)
        ended = interventions.end_intervention(
            office.work, going, State.COMPLETED, ended_on=office.work.today
        )
        assert ended.state in ENDED_STATES
