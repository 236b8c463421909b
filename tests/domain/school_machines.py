"""The life cycles of lessons, events, supervision and volunteers' hours, and their flows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from kvinnobyran.domain import lesson, volunteer
from kvinnobyran.domain import outreach as event
from kvinnobyran.domain import supervision as occasion
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.lesson import Lesson
from kvinnobyran.domain.outreach import Outreach, OutreachKind
from kvinnobyran.domain.supervision import Supervision
from kvinnobyran.domain.volunteer import Volunteer, VolunteerHours
from kvinnobyran.flows import lessons, outreach, supervision, volunteers
from kvinnobyran.flows.work import Work
from tests.flows.conftest import Office

Ways = Iterator[Callable[[], object]]


def a_lesson(office: Office, _: Case, state: Any) -> Lesson:
    return Lesson(
        id=new_id(),
        school="Påhittade gymnasiet",
        held_on=office.work.today,
        state=state,
        pupils=27,
        good=20,
        reason="prov",
    )


def ways_of_lesson(work: Work, record: Lesson, to: Any) -> Ways:
    yield partial(lessons.save_lesson, work, replace(record, state=to))


def an_event(office: Office, _: Case, state: Any) -> Outreach:
    kind = OutreachKind.BREAKFAST
    return Outreach(id=new_id(), kind=kind, held_on=office.work.today, state=state, reason="prov")


def ways_of_event(work: Work, record: Outreach, to: Any) -> Ways:
    yield partial(outreach.save_outreach, work, replace(record, state=to))


def an_occasion(office: Office, _: Case, state: Any) -> Supervision:
    return Supervision(id=new_id(), held_on=office.work.today, state=state)


def ways_of_occasion(work: Work, record: Supervision, to: Any) -> Ways:
    yield partial(supervision.save_supervision, work, replace(record, state=to))


def some_hours(office: Office, _: Case, state: Any) -> VolunteerHours:
    today = office.work.today
    who = Volunteer(id=new_id(), name="Påhittad", since=today, confidentiality_on=today)
    with office.work.step("Prov") as tx:
        tx.insert(who)
    return VolunteerHours(id=new_id(), volunteer_id=who.id, day=today, minutes=90, state=state)


def ways_of_hours(work: Work, record: VolunteerHours, to: Any) -> Ways:
    yield partial(volunteers.save_hours, work, replace(record, state=to))


CYCLES: dict[str, tuple[Any, Any, Any, Any]] = {
    "lesson": (lesson.TRANSITIONS, a_lesson, ways_of_lesson, lesson.SITTINGS),
    "outreach": (event.TRANSITIONS, an_event, ways_of_event, frozenset()),
    "supervision": (occasion.TRANSITIONS, an_occasion, ways_of_occasion, frozenset()),
    "hours": (volunteer.TRANSITIONS, some_hours, ways_of_hours, frozenset()),
}
"""Each life cycle of what is done for others, as ``machines.Machine`` takes it."""
