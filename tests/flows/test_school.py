"""Lessons, events, volunteers and supervision as they are saved, in one register."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kvinnobyran.domain.concern import ConcernChild, ConcernReport, ReportState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.lesson import Lesson, LessonState, LessonTally
from kvinnobyran.domain.outreach import Outreach, OutreachKind, OutreachState
from kvinnobyran.domain.supervision import Supervision, SupervisionState
from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.volunteer import HoursState, Volunteer, VolunteerHours
from kvinnobyran.flows import concerns, lessons, outreach, supervision, volunteers
from kvinnobyran.store import school as stored
from kvinnobyran.store.today import due, needs_attention
from kvinnobyran.store.undo import undo


def tasks(office, state=TaskState.OPEN):
    found = office.database.all(Task, "SELECT * FROM task ORDER BY due_on, what")
    return [(each.what, each.due_on) for each in found if each.state is state]


def refused(flow, *args, **kwargs):
    with pytest.raises(Refused) as told:
        flow(*args, **kwargs)
    return [fault.field for fault in told.value.faults]


def a_lesson(office, **more):
    return Lesson(id=new_id(), school="Påhittade gymnasiet", held_on=office.work.today, **more)


def test_a_lesson_is_planned_held_evaluated_and_followed_up(office):
    planned = lessons.save_lesson(office.work, a_lesson(office))
    today = office.work.today
    assert [row.what for row in due(office.database, today, today)] == [
        "Lektion: Påhittade gymnasiet"
    ]
    follow_up = today + timedelta(days=30)
    held = replace(planned, state=LessonState.HELD, pupils=27, follow_up_on=follow_up)
    lessons.save_lesson(office.work, held)
    lessons.save_lesson(office.work, held)
    assert tasks(office) == [("Följ upp lektionen: Påhittade gymnasiet", follow_up)]
    lessons.save_lesson(office.work, replace(held, state=LessonState.EVALUATED, good=20))
    back = replace(held, state=LessonState.BOOKED)
    assert refused(lessons.save_lesson, office.work, back) == ["state"]
    asked = [LessonTally(id=new_id(), lesson_id="", question="Vet du vart du ringer?")]
    (kept,) = lessons.save_tallies(office.work, planned.id, asked)
    assert stored.tallies_of(office.database, planned.id) == [kept]
    assert lessons.save_tallies(office.work, planned.id, []) == []
    lessons.save_tallies(office.work, planned.id, [kept])
    lessons.remove_lesson(office.work, held)
    assert tasks(office) == []
    assert refused(lessons.save_tallies, office.work, planned.id, asked) == [""]
    undo(office.database, user="Greta", now=office.work.now)
    assert stored.tallies_of(office.database, planned.id) == [kept]


def test_a_day_that_has_passed_is_asked_about(office):
    lessons.save_lesson(office.work, a_lesson(office))
    event = Outreach(id=new_id(), kind=OutreachKind.BREAKFAST, held_on=office.work.today)
    outreach.save_outreach(office.work, event)
    supervision.save_supervision(office.work, Supervision(id=new_id(), held_on=office.work.today))
    today = office.work.today
    assert {row.what for row in due(office.database, today, today)} == {
        "Lektion: Påhittade gymnasiet", "Frukostseminarium", "Handledning",
    }  # fmt: skip
    later = today + timedelta(days=1)
    assert {row.table for row in needs_attention(office.database, later)} == {
        "lesson", "outreach", "supervision",
    }  # fmt: skip


def test_t8_a_concern_after_a_lesson_is_decided_the_same_day_and_asked_about_after_14(office):
    """Scenario 25: minimal data, no case, and nothing that tells which lesson it was."""
    report = ConcernReport(id=new_id(), arose_on=office.work.today)
    child = ConcernChild(id=new_id(), report_id=report.id, label="En elev i årskurs 1")
    concerns.save_concern_report(office.work, report, [child])
    assert [row.table for row in needs_attention(office.database, office.work.today)] == [
        "concern_report"
    ]
    assert tasks(office) == [(concerns.DECIDE, office.work.today)]
    sent = replace(
        report,
        state=ReportState.REPORTED,
        reported_on=office.work.today,
        reported_to="Socialtjänsten",
    )
    concerns.save_concern_report(office.work, sent)
    assert tasks(office) == [(concerns.FEEDBACK, office.work.today + timedelta(days=14))]
    view = stored.school_view(office.database, head=office.database.head())
    assert [each.state for each in view.concerns] == [ReportState.REPORTED]
    assert [each.label for each in view.concern_children] == ["En elev i årskurs 1"]
    assert refused(concerns.release_to_her, office.work, sent) == ["released_on"]


def test_a_meeting_of_the_steering_group_is_called_and_written_up(office):
    today = office.work.today
    meeting = Outreach(id=new_id(), kind=OutreachKind.STEERING, held_on=today + timedelta(days=30))
    outreach.save_outreach(office.work, meeting)
    assert [day for _, day in tasks(office)] == [today + timedelta(days=16)]
    called = outreach.save_outreach(office.work, replace(meeting, called_on=today))
    assert tasks(office) == []
    assert len(tasks(office, TaskState.DONE)) == 1
    office.later(30)
    held = outreach.save_outreach(office.work, replace(called, state=OutreachState.HELD))
    assert [day for _, day in tasks(office)] == [today + timedelta(days=44)]
    outreach.save_outreach(office.work, replace(held, minutes_on=office.work.today))
    assert len(tasks(office, TaskState.DONE)) == 2
    planned = replace(held, state=OutreachState.PLANNED)
    assert refused(outreach.save_outreach, office.work, planned) == ["state"]
    outreach.remove_outreach(office.work, held)
    assert stored.school_view(office.database, head=0).outreach == ()


def test_volunteers_papers_hours_and_what_they_are_worth(office):
    today = office.work.today
    who = Volunteer(id=new_id(), name="Vilgot", since=today)
    volunteers.save_volunteer(office.work, who)
    assert len(tasks(office)) == 2
    signed = volunteers.save_volunteer(
        office.work, replace(who, confidentiality_on=today, extract_on=today)
    )
    assert tasks(office) == []
    hours = VolunteerHours(id=new_id(), volunteer_id=who.id, day=today, minutes=90)
    given = replace(hours, state=HoursState.GIVEN)
    volunteers.save_hours(office.work, hours)
    volunteers.save_hours(office.work, given)
    assert refused(volunteers.save_hours, office.work, hours) == ["state"]
    astray = replace(given, id=new_id(), meeting_id="0" * 32)
    assert refused(volunteers.save_hours, office.work, astray) == ["day"]
    assert refused(volunteers.remove_volunteer, office.work, signed) == [""]
    assert volunteers.value_an_hour(office.work, 175) == {2027: 175}
    office.later(365)
    assert volunteers.value_an_hour(office.work, 180) == {2027: 175, 2028: 180}
    assert refused(volunteers.value_an_hour, office.work, -1) == ["value"]
    volunteers.remove_hours(office.work, given)
    volunteers.remove_volunteer(office.work, signed)
    assert stored.volunteers(office.database) == []


def test_p6_supervision_is_planned_and_held(office):
    occasion = Supervision(id=new_id(), held_on=office.work.today)
    supervision.save_supervision(office.work, occasion)
    held = replace(occasion, state=SupervisionState.HELD)
    supervision.save_supervision(office.work, held)
    assert refused(supervision.save_supervision, office.work, occasion) == ["state"]
    supervision.remove_supervision(office.work, held)
    assert office.database.get(Supervision, occasion.id) is None
