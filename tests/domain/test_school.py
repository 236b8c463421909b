"""The rules of lessons, events, volunteers and supervision (domain.md A17, A19, P2, P6, R6)."""

from dataclasses import fields as of
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.lesson import (
    Lesson,
    LessonState,
    LessonTally,
    copied,
    lesson_faults,
    tally_faults,
)
from kvinnobyran.domain.lesson import reminders as of_lesson
from kvinnobyran.domain.outreach import Outreach, OutreachKind, OutreachState, outreach_faults
from kvinnobyran.domain.outreach import reminders as of_event
from kvinnobyran.domain.supervision import (
    Supervision,
    SupervisionForm,
    SupervisionState,
    supervision_faults,
)
from kvinnobyran.domain.volunteer import (
    HoursState,
    Volunteer,
    VolunteerHours,
    hours_faults,
    read_values,
    value_in,
    volunteer_faults,
    worth,
    write_values,
)
from kvinnobyran.domain.volunteer import reminders as of_volunteer

TODAY = date(2027, 3, 1)
ID = "0" * 32
L = LessonState
LESSON = Lesson(id=ID, school="Påhittade gymnasiet", held_on=TODAY)
HELD = replace(LESSON, state=L.HELD, pupils=27)
DONE = replace(HELD, state=L.EVALUATED, good=20, partly=5, none=2)


def fields(faults):
    return [fault.field for fault in faults]


@pytest.mark.parametrize(
    ("lesson", "faulty"),
    [
        (LESSON, []),
        (HELD, []),
        (DONE, []),
        (replace(LESSON, school=" "), ["school"]),
        (replace(LESSON, minutes=5), ["minutes"]),
        (replace(HELD, held_on=date(2027, 3, 2)), ["held_on"]),
        (replace(HELD, pupils=None), ["pupils"]),
        (replace(HELD, pupils=-1), ["pupils"]),
        (replace(HELD, girls=14, boys=13), []),
        (replace(HELD, girls=14, boys=14), ["pupils"]),
        (replace(LESSON, state=L.CANCELLED), ["reason"]),
        (replace(HELD, follow_up_on=date(2027, 2, 28)), ["follow_up_on"]),
        (replace(HELD, state=L.EVALUATED), ["good"]),
        (replace(HELD, state=L.EVALUATED, evaluation="De frågade mycket."), []),
        (replace(DONE, good=21), ["good"]),
        (replace(DONE, sought_contact=28), ["sought_contact"]),
    ],
)
def test_a17_a_lesson_has_numbers_that_agree(lesson, faulty):
    assert fields(lesson_faults(lesson, today=TODAY)) == faulty


def test_a17_no_pupil_is_ever_a_person():
    """A lesson and its questions hold nothing that points at anybody."""
    for record in (Lesson, LessonTally):
        names = {each.name for each in of(record)}
        assert not {name for name in names if any(w in name for w in ("person", "case", "name"))}


def test_a_copy_is_the_plan_and_nothing_of_what_came_of_it():
    earlier = replace(
        DONE, topic="Normer", class_code="SA1b", follow_up="Ring", follow_up_on=TODAY, girls=9
    )
    new = copied(earlier, id_="1" * 32, on=date(2027, 3, 8))
    assert new == Lesson(
        id="1" * 32, school=earlier.school, held_on=date(2027, 3, 8), topic="Normer"
    )


def test_a_lesson_reminds_of_its_follow_up():
    assert of_lesson(HELD) == ()
    (reminder,) = of_lesson(replace(HELD, follow_up_on=date(2027, 3, 20)))
    assert reminder.due_on == date(2027, 3, 20)
    assert of_lesson(replace(LESSON, follow_up_on=date(2027, 3, 20))) == ()


def test_never_more_yes_than_answers():
    tally = LessonTally(id=ID, lesson_id=ID, question="Vet du vart du ringer?", before_all=27)
    assert tally_faults([tally]) == ()
    wrong = replace(tally, after_yes=3, after_all=2, question="")
    assert fields(tally_faults([tally, wrong])) == ["question_2", "after_yes_2"]


EVENT = Outreach(id=ID, kind=OutreachKind.STEERING, held_on=TODAY)
MET = replace(EVENT, state=OutreachState.HELD)


@pytest.mark.parametrize(
    ("event", "faulty"),
    [
        (EVENT, []),
        (MET, []),
        (replace(MET, held_on=date(2027, 3, 2)), ["held_on"]),
        (replace(EVENT, minutes=5), ["minutes"]),
        (replace(EVENT, state=OutreachState.CANCELLED), ["reason"]),
        (replace(EVENT, kind=OutreachKind.OTHER), ["about"]),
        (replace(EVENT, participants=-1), ["participants"]),
        (replace(MET, held_on=date(2027, 2, 1), called_on=date(2027, 2, 2)), ["called_on"]),
        (replace(MET, minutes_on=date(2027, 2, 27)), ["minutes_on"]),
        (replace(EVENT, minutes_on=TODAY), ["minutes_on"]),
        (replace(MET, minutes_on=date(2027, 3, 2)), ["minutes_on"]),
    ],
)
def test_a19_calling_before_and_minutes_after(event, faulty):
    assert fields(outreach_faults(event, today=TODAY)) == faulty


def test_p5_the_unit_calls_and_documents():
    (call,) = of_event(replace(EVENT, held_on=date(2027, 4, 20)))
    assert (call.due_on, call.part) == (date(2027, 4, 6), "calling")
    assert of_event(replace(EVENT, called_on=TODAY)) == ()
    (minutes,) = of_event(MET)
    assert (minutes.due_on, minutes.part) == (date(2027, 3, 15), "minutes")
    assert of_event(replace(MET, minutes_on=TODAY)) == ()
    assert of_event(replace(EVENT, kind=OutreachKind.BREAKFAST)) == ()


VOLUNTEER = Volunteer(id=ID, name="Vilgot", since=date(2027, 1, 1), confidentiality_on=TODAY)
HOURS = VolunteerHours(id=ID, volunteer_id=ID, day=TODAY, minutes=120, state=HoursState.GIVEN)


def test_p2_a_volunteer_has_a_name_and_days():
    def check(volunteer, others=()):
        return fields(volunteer_faults(volunteer, others=others, today=TODAY))

    assert check(VOLUNTEER) == []
    assert check(replace(VOLUNTEER, name=" ")) == ["name"]
    assert check(VOLUNTEER, ["vilgot "]) == ["name"]
    assert check(replace(VOLUNTEER, extract_on=date(2027, 3, 2))) == ["extract_on"]
    assert check(replace(VOLUNTEER, until=date(2026, 12, 31))) == ["until"]


def test_p2_what_is_wanting_is_reminded_of():
    assert [each.part for each in of_volunteer(VOLUNTEER, today=TODAY)] == ["extract"]
    without = replace(VOLUNTEER, confidentiality_on=None, extract_on=TODAY)
    assert [each.part for each in of_volunteer(without, today=TODAY)] == ["confidentiality"]
    assert of_volunteer(replace(without, until=date(2027, 2, 1)), today=TODAY) == ()


@pytest.mark.parametrize(
    ("hours", "faulty"),
    [
        (HOURS, []),
        (replace(HOURS, minutes=0), ["minutes"]),
        (replace(HOURS, day=date(2027, 3, 2)), ["day"]),
        (replace(HOURS, day=date(2026, 12, 1)), ["day", "volunteer_id"]),
        (replace(HOURS, day=date(2027, 2, 1)), ["volunteer_id"]),
        (replace(HOURS, day=date(2027, 2, 1), state=HoursState.CANCELLED), []),
    ],
)
def test_r6_hours_are_given_by_who_is_a_volunteer(hours, faulty):
    assert fields(hours_faults(hours, VOLUNTEER, today=TODAY)) == faulty


def test_r6_somebody_gave_the_hours():
    (fault,) = hours_faults(HOURS, None, today=TODAY)
    assert fault.severity is Severity.STOPP


def test_r6_an_hour_keeps_what_it_was_worth_that_year():
    values = {2026: 174, 2028: 180}
    assert [value_in(values, year) for year in (2025, 2026, 2027, 2028, 2029)] == [
        174, 174, 174, 180, 180,
    ]  # fmt: skip
    assert value_in({}, 2027) == 0
    assert worth(90, 175) == 263
    assert read_values("2026:174, 2027:x, nonsens, 2028:99999") == {2026: 174}


@given(st.dictionaries(st.integers(2000, 2100), st.integers(0, 9999)))
def test_the_values_are_read_as_they_were_written(values):
    assert read_values(write_values(values)) == values


def test_p6_supervision_is_hours_and_never_clients():
    names = {each.name for each in of(Supervision)}
    assert names == {"id", "held_on", "minutes", "form", "state", "supervisor", "staff"}
    occasion = Supervision(id=ID, held_on=TODAY, state=SupervisionState.HELD, staff=2)
    alone = SupervisionForm.INDIVIDUAL
    for changed, faulty in (
        (occasion, []),
        (replace(occasion, minutes=5), ["minutes"]),
        (replace(occasion, held_on=date(2027, 3, 2)), ["held_on"]),
        (replace(occasion, staff=0), ["staff"]),
        (replace(occasion, form=alone), ["staff"]),
    ):
        assert fields(supervision_faults(changed, today=TODAY)) == faulty
