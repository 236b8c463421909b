"""Lessons that were never held, meetings nobody called to, hours nobody gave; and one concern.

Everything goes through the flows a counsellor uses.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from kvinnobyran.demo.agenda import Event, moment_of, workday
from kvinnobyran.demo.cast import COUNSELLOR, THERAPIST
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.concern import ConcernChild, ConcernReport, ReportState, ReportWay
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.lesson import Lesson, LessonState, LessonTally
from kvinnobyran.domain.outreach import WITH_MINUTES, Outreach, OutreachKind, OutreachState
from kvinnobyran.domain.supervision import Supervision, SupervisionForm, SupervisionState
from kvinnobyran.domain.volunteer import HelpKind, HoursState, VolunteerHours
from kvinnobyran.flows import concerns, lessons, outreach, supervision, volunteers
from kvinnobyran.store import groups as stored

SCHOOLS: Final = ("Hittepågymnasiet", "Påhittade skolan", "Sagogymnasiet")
PROGRAMMES: Final = ("Samhällsvetenskap", "Barn och fritid", "El och energi", "Ekonomi")
TOPICS: Final = ("Våld i nära relationer", "Normer och kön", "Svartsjuka och kontroll")
QUESTION: Final = "Vet du vart du kan vända dig?"
SUPERVISOR: Final = "Handledare Hittepå"
_HOUR_VALUE: Final = 175
_LESSON_DAYS: Final = ((2, 3), (2, 24), (3, 17), (9, 14), (10, 6), (11, 10), (12, 1))
_EVENTS: Final = (
    (OutreachKind.BREAKFAST, (3, 4), "Våld och barn: vad skolan kan göra"),
    (OutreachKind.STEERING, (4, 22), ""),
    (OutreachKind.COLLABORATION, (5, 19), ""),
    (OutreachKind.TRAINING, (9, 23), "Att fråga om våld"),
    (OutreachKind.COLLABORATION, (10, 20), ""),
    (OutreachKind.STEERING, (11, 24), ""),
)
_AHEAD: Final = 42
"""Days before on which a lesson or a meeting is planned."""


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Plan each year's lessons, meetings and supervision, as long as the office is there."""
    opening = workday(first)
    stage.agenda.at(moment_of(opening, 7, 42), lambda now: _open(stage, dice, now))
    for year in range(first.year, stage.until.year + 2):
        for month, day in _LESSON_DAYS:
            _plan(stage, first, date(year, month, day), _lesson(stage, dice))
        for kind, (month, day), about in _EVENTS:
            _plan(stage, first, date(year, month, day), _event(stage, dice, kind, about))
    month_on = opening + timedelta(days=20)
    while month_on < stage.until:
        held = moment_of(workday(month_on), 16, 20)
        stage.agenda.at(held, lambda now: _supervise(stage, dice, now))
        stage.agenda.at(held + timedelta(minutes=5), lambda now: _help(stage, dice, now))
        month_on += timedelta(days=30)
    told = moment_of(workday(stage.until - timedelta(days=40)), 14, 25)
    stage.agenda.at(told, lambda now: _concern(stage, dice, now))
    stage.agenda.at(moment_of(stage.until, 7, 50), lambda now: _today(stage, dice, now))


def _plan(stage: Stage, first: date, day: date, plan: Callable[[date], Event]) -> None:
    """Put the planning of a day on the agenda, some weeks before."""
    asked = workday(day - timedelta(days=_AHEAD))
    if asked > first:
        stage.agenda.at(moment_of(asked, 9, 35), plan(workday(day)))


def _open(stage: Stage, dice: Dice, now: datetime) -> None:
    with ids_from(dice.new_id):
        volunteers.value_an_hour(stage.work(COUNSELLOR, now), _HOUR_VALUE)


def _lesson(stage: Stage, dice: Dice) -> Callable[[date], Event]:
    """Return the planning of a lesson for a day."""

    def planning(day: date) -> Event:
        def plan(now: datetime) -> None:
            with ids_from(dice.new_id):
                lesson = _drawn(dice, day)
                lessons.save_lesson(stage.work(COUNSELLOR, now), lesson)
            stage.agenda.at(moment_of(day, 15, 10), lambda then: _hold(stage, dice, then, lesson))

        return plan

    return planning


def _drawn(dice: Dice, day: date) -> Lesson:
    year = dice.between(1, 3)
    return Lesson(
        id=new_id(),
        school=dice.one(SCHOOLS),
        programme=dice.one(PROGRAMMES),
        year=year,
        class_code=f"{year}{dice.one('ABC')}",
        held_on=day,
        starts_at=time(dice.one((8, 10, 13)), 15),
        minutes=dice.one((60, 80, 120)),
        leader=dice.one((COUNSELLOR, THERAPIST)),
        topic=dice.one(TOPICS),
        materials="Film och samtalskort",
    )


def _hold(stage: Stage, dice: Dice, now: datetime, lesson: Lesson) -> None:
    """Let a lesson be held and evaluated the same day, or called off."""
    with ids_from(dice.new_id):
        work = stage.work(COUNSELLOR, now)
        if dice.chance(0.1):
            off = replace(lesson, state=LessonState.CANCELLED, reason="Prov för klassen")
            lessons.save_lesson(work, off)
            return
        pupils = dice.between(17, 30)
        girls = dice.between(6, pupils - 6)
        good = dice.between(pupils // 2, pupils - 2)
        lessons.save_lesson(
            work,
            replace(
                lesson,
                state=LessonState.EVALUATED,
                pupils=pupils,
                girls=girls,
                boys=pupils - girls,
                good=good,
                partly=pupils - good - 1,
                none=1,
                evaluation="Många frågor om var gränsen går.",
                sought_contact=dice.between(0, 2),
                follow_up="Hör med elevhälsan.",
                follow_up_on=now.date() + timedelta(days=21),
            ),
        )
        before = dice.between(2, pupils // 2)
        tally = LessonTally(
            id=new_id(),
            lesson_id=lesson.id,
            question=QUESTION,
            before_yes=before,
            before_all=pupils,
            after_yes=dice.between(pupils - 5, pupils),
            after_all=pupils,
        )
        lessons.save_tallies(work, lesson.id, [tally])


def _event(stage: Stage, dice: Dice, kind: OutreachKind, about: str) -> Callable[[date], Event]:
    """Return the planning of a seminar or a meeting for a day."""

    def planning(day: date) -> Event:
        def plan(now: datetime) -> None:
            with ids_from(dice.new_id):
                event = Outreach(
                    id=new_id(),
                    kind=kind,
                    held_on=day,
                    starts_at=time(8, 30),
                    minutes=120,
                    place="Stadshuset, sal Hittepå",
                    about=about,
                    responsible=COUNSELLOR,
                    called_on=now.date() if kind in WITH_MINUTES else None,
                )
                outreach.save_outreach(stage.work(COUNSELLOR, now), event)
            stage.agenda.at(moment_of(day, 15, 20), lambda then: _meet(stage, dice, then, event))

        return plan

    return planning


def _meet(stage: Stage, dice: Dice, now: datetime, event: Outreach) -> None:
    """Let an event be held; the minutes of a meeting go out a week later."""
    with ids_from(dice.new_id):
        open_to_all = event.kind in {OutreachKind.BREAKFAST, OutreachKind.TRAINING}
        held = replace(
            event,
            state=OutreachState.HELD,
            participants=dice.between(25, 60) if open_to_all else dice.between(5, 11),
        )
        outreach.save_outreach(stage.work(COUNSELLOR, now), held)
    if event.kind not in WITH_MINUTES:
        return

    def write_up(then: datetime) -> None:
        with ids_from(dice.new_id):
            sent = replace(held, minutes_on=then.date())
            outreach.save_outreach(stage.work(COUNSELLOR, then), sent)

    stage.agenda.at(moment_of(workday(event.held_on + timedelta(days=7)), 9, 45), write_up)


def _supervise(stage: Stage, dice: Dice, now: datetime) -> None:
    alone = dice.chance(0.2)
    with ids_from(dice.new_id):
        supervision.save_supervision(
            stage.work(COUNSELLOR, now),
            Supervision(
                id=new_id(),
                held_on=now.date(),
                minutes=60 if alone else 90,
                form=SupervisionForm.INDIVIDUAL if alone else SupervisionForm.GROUP,
                state=SupervisionState.HELD,
                supervisor=SUPERVISOR,
                staff=1 if alone else 2,
            ),
        )


def _help(stage: Stage, dice: Dice, now: datetime) -> None:
    """Let a volunteer help with something besides the groups."""
    there = [
        each
        for each in stored.active_volunteers(stage.database, now.date())
        if each.confidentiality_on is not None
    ]
    if not there:
        return
    with ids_from(dice.new_id):
        volunteers.save_hours(
            stage.work(COUNSELLOR, now),
            VolunteerHours(
                id=new_id(),
                volunteer_id=dice.one(there).id,
                day=now.date(),
                minutes=dice.one((60, 90, 120, 180)),
                kind=HelpKind.OTHER,
                state=HoursState.GIVEN,
            ),
        )


def _concern(stage: Stage, dice: Dice, now: datetime) -> None:
    """Let a pupil stay behind after a lesson, and the concern be reported the same day."""
    with ids_from(dice.new_id):
        report = ConcernReport(
            id=new_id(),
            arose_on=now.date(),
            state=ReportState.REPORTED,
            reported_on=now.date(),
            reported_to="Socialtjänsten Hittepå",
            way=ReportWay.PHONE,
            what_was_said="En elev berättade om våld hemma. Påhittat.",
        )
        child = ConcernChild(id=new_id(), report_id=report.id, label="en elev i årskurs 1")
        concerns.save_concern_report(stage.work(COUNSELLOR, now), report, [child])


def _today(stage: Stage, dice: Dice, now: datetime) -> None:
    """Let the last day begin with a lesson, and with one that is only asked for."""
    with ids_from(dice.new_id):
        work = stage.work(COUNSELLOR, now)
        lessons.save_lesson(work, replace(_drawn(dice, now.date()), starts_at=time(13, 15)))
        asked = _drawn(dice, workday(now.date() + timedelta(days=30)))
        lessons.save_lesson(work, replace(asked, state=LessonState.ASKED))
