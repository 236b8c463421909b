"""The rules of support, pure: life cycle, goals, effect, plan, sessions (A2, A4, A21, G7, G8)."""

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain import goal as goals
from kvinnobyran.domain import kinds, plan
from kvinnobyran.domain import session as sessions
from kvinnobyran.domain.effect import EffectDialogue, Rhythm, due_on, effect_faults, in_words
from kvinnobyran.domain.faults import Severity, varna
from kvinnobyran.domain.goal import Appraiser, Goal, GoalAppraisal, GoalState
from kvinnobyran.domain.intervention import (
    ENDED_STATES,
    STARTED_STATES,
    TRANSITIONS,
    Intervention,
    InterventionState,
    KindOnOffer,
    Method,
    intervention_faults,
    may_move,
)
from kvinnobyran.domain.kinds.aftercare_contact import AFTERCARE_CONTACT
from kvinnobyran.domain.kinds.counselling import COUNSELLING, SUPPORTIVE
from kvinnobyran.domain.kinds.kind import InterventionKind
from kvinnobyran.domain.kinds.practical_support import PRACTICAL_SUPPORT
from kvinnobyran.domain.kinds.therapy import CBT, THERAPY
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.plan import (
    ActionPlan,
    Measure,
    MeasureState,
    PlanState,
    measure_faults,
    plan_faults,
)
from kvinnobyran.domain.session import (
    CounsellingSession,
    Participant,
    Presence,
    Role,
    SessionAttendance,
    may_become,
    participant_faults,
    series,
    session_faults,
)

TODAY = date(2027, 2, 9)
TOMORROW = TODAY + timedelta(days=1)
ID = "a" * 32
OFFERED = Intervention(id=ID, case_id=ID, kind=COUNSELLING, offered_on=TODAY)
BEGUN = replace(
    OFFERED,
    state=InterventionState.ONGOING,
    started_on=TODAY,
    purposes=frozenset(),
    kind=PRACTICAL_SUPPORT,
)
HELD = CounsellingSession(
    id=ID, intervention_id=ID, held_on=TODAY, attendance=SessionAttendance.HELD
)
GOAL = Goal(id=ID, case_id=ID, words="Kunna sova", set_on=TODAY)
PLAN = ActionPlan(
    id=ID,
    case_id=ID,
    made_on=TODAY,
    state=PlanState.AGREED,
    goals=("Kunna sova",),
    follow_up_on=TODAY + timedelta(days=60),
)
MEASURE = Measure(
    id=ID, plan_id=ID, what="Ringa banken", who="hon själv", due_on=TODAY + timedelta(days=1)
)


def fields(faults):
    return [fault.field for fault in faults]


# --- kinds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", kinds.KINDS, ids=str)
def test_a_kind_says_what_it_is(kind):
    words = (kind.label, kind.about, kind.meeting, kind.new_meeting, kind.the_meeting)
    assert all(word.strip() == word != "" for word in (*words, kind.meetings, kind.saved))
    assert InterventionKind.from_stored(kind.to_stored()) is kind
    assert set(kind.cycle) == set(InterventionState)


def test_kinds_and_methods_are_told_apart():
    assert len({kind.value for kind in kinds.KINDS}) == len(kinds.KINDS)
    assert len({kind.label for kind in kinds.KINDS}) == len(kinds.KINDS)
    methods = [method for kind in kinds.KINDS for method in kind.methods]
    assert len({method.value for method in methods}) == len(set(methods))
    for method in methods:
        assert Method.from_stored(method.to_stored()) == method


@pytest.mark.parametrize("stored", ["", "dancing"])
def test_what_no_kind_knows_is_refused(stored):
    with pytest.raises(LookupError):
        InterventionKind.from_stored(stored)
    with pytest.raises(LookupError):
        Method.from_stored(stored)


def test_a7_a_method_belongs_to_its_kind():
    assert fields(
        intervention_faults(replace(OFFERED, method=CBT), today=TODAY, assessed=True)
    ) == ["method"]
    assert not intervention_faults(replace(OFFERED, method=SUPPORTIVE), today=TODAY, assessed=True)


def test_a_rule_of_one_kind_is_held_for_that_kind_and_no_other():
    asked = []

    def wants_words(intervention, today):
        asked.append((intervention, today))
        return [varna("purpose_words", "Skriv vad ni kom överens om.", "egen rutin")]

    own = InterventionKind(value="invented", label="Påhittat stöd", rules=(wants_words,))
    begun = replace(BEGUN, kind=own)
    (fault,) = intervention_faults(begun, today=TODAY, assessed=True)
    assert (fault.field, fault.sentence) == ("purpose_words", "Skriv vad ni kom överens om.")
    assert asked == [(begun, TODAY)]
    assert intervention_faults(BEGUN, today=TODAY, assessed=True) == ()


def test_r5_a_kind_is_offered_between_two_days():
    row = KindOnOffer(id=ID, kind=THERAPY, label="", meeting="", offered_from=TODAY)
    assert row.offered(TODAY)
    assert not row.offered(TODAY - timedelta(days=1))
    retired = replace(row, offered_until=TODAY)
    assert retired.offered(TODAY)
    assert not retired.offered(TOMORROW)


# --- the life cycle ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", InterventionState)
@pytest.mark.parametrize("to", InterventionState)
def test_only_what_is_drawn_may_follow(state, to):
    known = replace(OFFERED, state=state)
    assert may_move(known, to) == (to is state or to in TRANSITIONS[state])


@pytest.mark.parametrize("kind", [PRACTICAL_SUPPORT, AFTERCARE_CONTACT], ids=str)
def test_what_is_itself_aftercare_has_none(kind):
    ended = replace(OFFERED, kind=kind, state=InterventionState.COMPLETED)
    assert not may_move(ended, InterventionState.AFTERCARE)
    assert may_move(replace(ended, kind=THERAPY), InterventionState.AFTERCARE)


def test_g8_support_begins_after_the_assessment_or_with_a_motive():
    begun = replace(BEGUN, kind=THERAPY)
    (first, *_) = intervention_faults(begun, today=TODAY, assessed=False)
    assert (first.field, first.severity, first.source) == (
        "urgent_motive",
        Severity.STOPP,
        "domain.md G8",
    )
    assert first.sentence == (
        "Bedömningssamtalet är inte gjort. Gör det först, eller skriv varför det är akut."
    )
    urgent = replace(begun, urgent_motive="Hon är rädd i kväll")
    assert "urgent_motive" not in fields(intervention_faults(urgent, today=TODAY, assessed=False))


def test_a2_talks_ask_for_a_purpose_and_practical_help_does_not():
    assert fields(
        intervention_faults(replace(BEGUN, kind=THERAPY), today=TODAY, assessed=True)
    ) == ["purposes"]
    assert not intervention_faults(BEGUN, today=TODAY, assessed=True)


def test_a_pause_has_a_day():
    paused = replace(BEGUN, state=InterventionState.PAUSED)
    assert fields(intervention_faults(paused, today=TODAY, assessed=True)) == ["paused_until"]
    early = replace(paused, paused_until=TODAY)
    assert fields(intervention_faults(early, today=TODAY, assessed=True)) == ["paused_until"]
    fine = replace(paused, paused_until=TOMORROW)
    assert not intervention_faults(fine, today=TODAY, assessed=True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ended_on": None}, "ended_on"),
        ({"ended_on": TODAY - timedelta(days=1)}, "ended_on"),
        ({"ended_on": TOMORROW}, "ended_on"),
        ({"state": InterventionState.BROKEN_OFF}, "end_reason"),
        ({"state": InterventionState.AFTERCARE, "kind": THERAPY}, "aftercare_until"),
    ],
)
def test_an_end_says_when_and_a_break_says_why(change, field):
    ended = replace(BEGUN, state=InterventionState.COMPLETED, ended_on=TODAY)
    assert not intervention_faults(ended, today=TODAY, assessed=True)
    assert fields(intervention_faults(replace(ended, **change), today=TODAY, assessed=True)) == [
        field
    ]


def test_what_has_ended_has_started():
    assert ENDED_STATES < STARTED_STATES


# --- sessions ---------------------------------------------------------------------------------


@given(st.integers(-100, 1000))
def test_g7_a_session_is_5_to_240_minutes(minutes):
    faults = session_faults(replace(HELD, minutes=minutes), today=TODAY)
    assert bool(faults) == (not 5 <= minutes <= 240)
    assert all(fault.sentence == "Ett samtal är mellan 5 och 240 minuter." for fault in faults)


@pytest.mark.parametrize(
    ("attendance", "sentence"),
    [
        (SessionAttendance.HELD, "Ett samtal i framtiden kan inte vara genomfört."),
        (SessionAttendance.BROKEN_OFF, "Ett samtal i framtiden kan inte vara genomfört."),
        (SessionAttendance.MISSED, "Ett samtal i framtiden kan inte vara uteblivet."),
    ],
)
def test_g7_what_lies_ahead_has_not_been_held(attendance, sentence):
    ahead = replace(HELD, held_on=TOMORROW, attendance=attendance)
    (fault,) = session_faults(ahead, today=TODAY)
    assert (fault.severity, fault.sentence, fault.source) == (
        Severity.STOPP,
        sentence,
        "domain.md G7",
    )
    assert not session_faults(replace(ahead, held_on=TODAY), today=TODAY)
    assert not session_faults(
        replace(ahead, attendance=SessionAttendance.CANCELLED_BY_HER), today=TODAY
    )


def test_g7_a_taken_hour_warns_and_does_not_stop():
    (fault,) = session_faults(HELD, today=TODAY, overlaps=True)
    assert (fault.field, fault.severity) == ("starts_at", Severity.VARNA)
    assert fault.sentence == "Du har redan något annat den tiden."


@pytest.mark.parametrize("earlier", SessionAttendance)
@pytest.mark.parametrize("to", SessionAttendance)
def test_an_answered_session_is_never_a_plan_again(earlier, to):
    drawn = to is earlier or to in sessions.TRANSITIONS[earlier]
    assert may_become(earlier, to) == drawn
    if earlier is not SessionAttendance.PLANNED and to is SessionAttendance.PLANNED:
        assert not drawn


@given(st.integers(1, 12), st.integers(1, 30))
def test_a_series_is_every_so_many_weeks_at_the_same_time(weeks, count):
    first = replace(HELD, attendance=SessionAttendance.PLANNED, starts_at=time(10))
    planned = series(first, weeks=weeks, count=count, ids=(f"{n:032}" for n in range(count)))
    assert len(planned) == len({each.id for each in planned}) == count
    assert planned[0] == first
    assert {each.starts_at for each in planned} == {time(10)}
    assert {each.held_on.weekday() for each in planned} == {first.held_on.weekday()}
    assert planned[-1].held_on == first.held_on + timedelta(weeks=weeks * (count - 1))


def test_everybody_who_was_expected_came_or_did_not():
    child = Participant(id=ID, session_id=ID, role=Role.CHILD, person_id=ID)
    there = replace(child, presence=Presence.PRESENT)
    twice = [there, replace(there, id="b" * 32)]
    told = partial(participant_faults, took_place=True, hers={ID})
    assert fields(told([child])) == ["participants"]
    assert not participant_faults([child], took_place=False, hers={ID})
    assert not told([there])
    assert fields(told(twice)) == ["participants"]


def test_S1_nobody_of_another_case_is_named_as_a_participant():
    child = Participant(id=ID, session_id=ID, role=Role.CHILD, person_id="c" * 32)
    (fault,) = participant_faults([child], took_place=False, hers={ID})
    assert fault.source == "domain.md S1"


# --- goals ------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", range(-1, 12))
def test_a_goal_is_appraised_from_0_to_10(value):
    appraisal = GoalAppraisal(id=ID, goal_id=ID, made_on=TODAY, value=value)
    assert bool(goals.appraisal_faults(appraisal, GOAL, today=TODAY)) == (not 0 <= value <= 10)


def test_an_appraisal_is_of_a_day_when_the_goal_was_there():
    appraisal = GoalAppraisal(id=ID, goal_id=ID, made_on=TOMORROW, value=5)
    assert fields(goals.appraisal_faults(appraisal, GOAL, today=TODAY)) == ["made_on"]
    before = replace(appraisal, made_on=TODAY - timedelta(days=1))
    assert fields(goals.appraisal_faults(before, GOAL, today=TODAY)) == ["made_on"]
    assert not goals.appraisal_faults(before, None, today=TODAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"words": " "}, "words"),
        ({"set_on": TOMORROW}, "set_on"),
        ({"state": GoalState.REACHED}, "ended_on"),
        ({"state": GoalState.REACHED, "ended_on": TOMORROW}, "ended_on"),
    ],
)
def test_a_goal_has_words_and_days(change, field):
    assert not goals.goal_faults(GOAL, today=TODAY)
    assert fields(goals.goal_faults(replace(GOAL, **change), today=TODAY)) == [field]


def test_hers_and_ours_are_two_courses():
    days = (TODAY, TODAY - timedelta(days=7))
    found = [
        GoalAppraisal(id=ID, goal_id=ID, made_on=day, value=place, by=by)
        for place, day in enumerate(days)
        for by in Appraiser
    ]
    assert [each.value for each in goals.course(found, Appraiser.HER)] == [1, 0]


# --- effect -----------------------------------------------------------------------------------


def dialogue(value, day=TODAY):
    return EffectDialogue(id=ID, intervention_id=ID, held_on=day, value=value)


@pytest.mark.parametrize("value", range(12))
def test_a4_the_effect_is_from_1_to_10(value):
    faults = effect_faults(dialogue(value), today=TODAY)
    assert fields(faults) == ([] if 1 <= value <= 10 else ["effect"])


def test_a4_nobody_talks_of_the_effect_tomorrow():
    assert fields(effect_faults(dialogue(5, TOMORROW), today=TODAY)) == ["held_on"]


RHYTHM = Rhythm(sessions=3, weeks=8)


def days(*after):
    return [TODAY + timedelta(days=each) for each in after]


@pytest.mark.parametrize(
    ("held", "dialogues", "due"),
    [
        ((), (), None),
        ((0, 7), (), 56),
        ((0, 7, 14), (), 14),
        ((14, 0, 7), (), 14),
        ((0, 7, 14), (14,), None),
        ((0, 7, 14, 21), (14,), 14 + 56),
        ((0, 7, 14, 21, 28, 35), (14,), 35),
    ],
)
def test_a4_the_dialogue_is_due_after_so_many_sessions_or_weeks(held, dialogues, due):
    found = due_on(RHYTHM, started_on=TODAY, held=days(*held), dialogues=days(*dialogues))
    assert found == (None if due is None else TODAY + timedelta(days=due))


def test_a4_a_rhythm_of_nothing_asks_for_nothing():
    never = Rhythm(sessions=0, weeks=0)
    assert due_on(never, started_on=TODAY, held=days(0, 1, 2, 3), dialogues=[]) is None


def test_the_curve_is_told_in_words():
    assert in_words([]) == "Ingen dialog om effekten än."
    assert in_words([dialogue(4)]) == "Effekten enligt henne, 1 till 10: 4 den 2027-02-09."
    assert in_words([dialogue(7, TOMORROW), dialogue(4)]).endswith("Sedan början 3 upp.")
    assert in_words([dialogue(4), dialogue(3, TOMORROW)]).endswith("Sedan början 1 ner.")
    assert in_words([dialogue(4), dialogue(4, TOMORROW)]).endswith("Sedan början oförändrat.")


# --- the plan ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"made_on": TOMORROW}, ["made_on"]),
        ({"goals": ()}, ["goals"]),
        ({"follow_up_on": None}, ["follow_up_on"]),
        ({"follow_up_on": TODAY}, ["follow_up_on"]),
        ({"mapping": "Bor hos en vän"}, ["approved"]),
        ({"mapping": "Bor hos en vän", "approved": Answer.YES}, []),
        ({"state": PlanState.FOLLOWED_UP}, ["followed_up_on", "follow_up"]),
        (
            {
                "state": PlanState.FOLLOWED_UP,
                "followed_up_on": TOMORROW,
                "follow_up": "Det går bra",
            },
            ["followed_up_on"],
        ),
    ],
)
def test_a21_an_agreed_plan_says_goals_measures_and_a_day(change, found):
    given = replace(PLAN, **change)
    assert fields(plan_faults(given, measures=[MEASURE], today=TODAY)) == found


def test_a21_an_agreed_plan_says_what_is_to_be_done_and_each_measure_what_it_is():
    assert fields(plan_faults(PLAN, measures=[], today=TODAY)) == ["measures"]
    assert fields(measure_faults(replace(MEASURE, what=" "), PLAN, today=TODAY)) == ["measures"]
    assert MEASURE.words == f"Ringa banken (hon själv, senast {TOMORROW})"
    assert replace(MEASURE, who="", due_on=None).words == "Ringa banken"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"state": MeasureState.DONE, "done_on": TODAY}, []),
        ({"state": MeasureState.DONE}, ["done_on"]),
        ({"state": MeasureState.DONE, "done_on": TOMORROW}, ["done_on"]),
        ({"state": MeasureState.DONE, "done_on": TODAY - timedelta(days=1)}, ["done_on"]),
        ({"state": MeasureState.DROPPED}, ["result"]),
        ({"state": MeasureState.DROPPED, "result": "Hon hann före"}, []),
    ],
)
def test_a21_a_measure_says_when_it_was_done_or_why_it_is_not(change, found):
    assert fields(measure_faults(replace(MEASURE, **change), PLAN, today=TODAY)) == found


def test_a21_only_what_is_left_goes_over_to_the_next_version():
    done = replace(MEASURE, id="b" * 32, state=MeasureState.DONE, done_on=TODAY)
    later = replace(MEASURE, id="c" * 32, place=3)
    went = plan.carried_over([MEASURE, done, later], "d" * 32, iter("xyz"))
    assert [(each.id, each.plan_id, each.place) for each in went] == [
        ("x", "d" * 32, 1),
        ("y", "d" * 32, 2),
    ]


@pytest.mark.parametrize(
    ("change", "state", "reminded"),
    [
        ({}, PlanState.AGREED, True),
        ({}, PlanState.FOLLOWED_UP, True),
        ({}, PlanState.DRAFT, False),
        ({}, PlanState.REPLACED, False),
        ({"due_on": None}, PlanState.AGREED, False),
        ({"state": MeasureState.DONE}, PlanState.AGREED, False),
    ],
)
def test_a21_a_measure_reminds_on_its_day_while_its_plan_holds(change, state, reminded):
    wanted = plan.due_reminders(replace(MEASURE, **change), replace(PLAN, state=state))
    assert [each.due_on for each in wanted] == ([TOMORROW] if reminded else [])


def test_a_draft_may_be_bare():
    bare = ActionPlan(id=ID, case_id=ID, made_on=TODAY)
    assert not plan_faults(bare, measures=[], today=TODAY)
    late = replace(bare, made_on=TOMORROW)
    assert fields(plan_faults(late, measures=[], today=TODAY)) == ["made_on"]


def test_a_replaced_plan_is_the_end():
    assert plan.TRANSITIONS[PlanState.REPLACED] == frozenset()
    assert set(plan.TRANSITIONS) == set(PlanState)
    assert set(goals.TRANSITIONS) == set(GoalState)
