"""Interactive lessons in schools (domain.md A17, 3.1 "Lektion"). No pupil is a person here."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.group import LONGEST, SHORTEST
from kvinnobyran.domain.task import Reminder

SOURCE: Final = "domain.md A17"
_CYCLE: Final = "domain.md 3.2"


class LessonState(Code):
    """The life of a lesson (domain.md 3.2)."""

    ASKED = ("asked", "Förfrågan")
    BOOKED = ("booked", "Bokad")
    HELD = ("held", "Genomförd")
    CANCELLED = ("cancelled", "Inställd")
    EVALUATED = ("evaluated", "Utvärderad")


_S = LessonState
TRANSITIONS: dict[LessonState, frozenset[LessonState]] = {
    _S.ASKED: frozenset({_S.BOOKED, _S.CANCELLED}),
    _S.BOOKED: frozenset({_S.HELD, _S.CANCELLED}),
    _S.HELD: frozenset({_S.EVALUATED, _S.CANCELLED}),
    _S.CANCELLED: frozenset({_S.BOOKED, _S.HELD}),
    _S.EVALUATED: frozenset({_S.HELD}),
}
"""Domain.md 3.2; a slip can be put right, and a lesson that was called off booked anew."""
SITTINGS: Final = frozenset({(_S.ASKED, _S.HELD), (_S.BOOKED, _S.EVALUATED)})
"""Several drawn steps that one form takes at once: the answers were counted the same day."""
TOOK_PLACE: Final = frozenset({_S.HELD, _S.EVALUATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson with one class: numbers and a class code, never anybody.

    ``sought_contact`` is how many came up afterwards or called; ``good``, ``partly`` and
    ``none`` are the answers on paper, counted.
    """

    id: str
    school: str
    programme: str = ""
    year: int | None = None
    class_code: str = ""
    held_on: date
    starts_at: time | None = None
    minutes: int = 60
    state: LessonState = LessonState.BOOKED
    reason: str = ""
    leader: str = ""
    pupils: int | None = None
    girls: int | None = None
    boys: int | None = None
    topic: str = ""
    materials: str = ""
    follow_up: str = ""
    follow_up_on: date | None = None
    good: int | None = None
    partly: int | None = None
    none: int | None = None
    evaluation: str = ""
    sought_contact: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTally:
    """One question asked on paper before and after, counted for the whole class (5.20)."""

    id: str
    lesson_id: str
    question: str
    before_yes: int = 0
    before_all: int = 0
    after_yes: int = 0
    after_all: int = 0


def may_become(earlier: LessonState, to: LessonState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is earlier or to in TRANSITIONS[earlier] or (earlier, to) in SITTINGS


def lesson_faults(lesson: Lesson, *, today: date) -> tuple[Fault, ...]:
    """Check a lesson: what was held has its numbers, and they agree with each other."""
    faults: list[Fault] = []
    if not lesson.school.strip():
        faults.append(stopp("school", "Skriv vilken skola det är.", SOURCE))
    if not SHORTEST <= lesson.minutes <= LONGEST:
        faults.append(stopp("minutes", "En lektion är mellan 15 minuter och 8 timmar.", SOURCE))
    if lesson.state in TOOK_PLACE and lesson.held_on > today:
        faults.append(
            stopp("held_on", "En lektion i framtiden kan inte vara genomförd.", "domain.md G7")
        )
    if lesson.state in TOOK_PLACE and lesson.pupils is None:
        faults.append(
            stopp("pupils", "Skriv hur många elever som var med: det räknas i rapporten.", SOURCE)
        )
    if lesson.state is _S.CANCELLED and not lesson.reason.strip():
        faults.append(stopp("reason", "Skriv varför lektionen inte blev av.", _CYCLE))
    if lesson.follow_up_on is not None and lesson.follow_up_on < lesson.held_on:
        faults.append(
            stopp("follow_up_on", "Uppföljningen kommer tidigast lektionens dag.", SOURCE)
        )
    return (*faults, *_count_faults(lesson))


_COUNTS: Final = ("pupils", "girls", "boys", "good", "partly", "none", "sought_contact")


def _count_faults(lesson: Lesson) -> list[Fault]:
    faults = [
        stopp(name, "Skriv ett tal från noll.", SOURCE)
        for name in _COUNTS
        if (getattr(lesson, name) or 0) < 0
    ]
    if faults:
        return faults
    pupils = lesson.pupils
    answers = (lesson.good, lesson.partly, lesson.none)
    if pupils is not None and (lesson.girls or 0) + (lesson.boys or 0) > pupils:
        faults.append(stopp("pupils", "Flickor och pojkar är fler än alla elever.", SOURCE))
    if lesson.state is _S.EVALUATED:
        if all(each is None for each in answers) and not lesson.evaluation.strip():
            faults.append(stopp("good", "Skriv hur många som svarade vad.", _CYCLE))
        if pupils is not None and sum(each or 0 for each in answers) > pupils:
            faults.append(varna("good", "Svaren är fler än eleverna.", SOURCE))
    if pupils is not None and (lesson.sought_contact or 0) > pupils:
        faults.append(
            varna("sought_contact", "Fler har sökt kontakt än som var med på lektionen.", SOURCE)
        )
    return faults


def tally_faults(tallies: Collection[LessonTally]) -> tuple[Fault, ...]:
    """Check the questions before and after: never more yes than answers (5.20)."""
    faults: list[Fault] = []
    for place, each in enumerate(tallies, 1):
        if not each.question.strip():
            faults.append(stopp(f"question_{place}", "Skriv frågan.", "domain.md 5.20"))
        for name in ("before", "after"):
            yes, every = getattr(each, f"{name}_yes"), getattr(each, f"{name}_all")
            if not 0 <= yes <= every:
                faults.append(
                    stopp(
                        f"{name}_yes_{place}",
                        "De som svarade ja kan inte vara fler än de som svarade.",
                        "domain.md 5.20",
                    )
                )
    return tuple(faults)


def copied(lesson: Lesson, *, id_: str, on: date) -> Lesson:
    """Return a new lesson like an earlier one: its plan, and nothing of what came of it (9.7)."""
    return replace(
        lesson,
        id=id_,
        held_on=on,
        class_code="",
        state=_S.BOOKED,
        reason="",
        pupils=None,
        girls=None,
        boys=None,
        follow_up="",
        follow_up_on=None,
        good=None,
        partly=None,
        none=None,
        evaluation="",
        sought_contact=None,
    )


def reminders(lesson: Lesson) -> tuple[Reminder, ...]:
    """Return what a lesson wants to be reminded of: the day of its follow-up."""
    if lesson.follow_up_on is None or lesson.state not in TOOK_PLACE:
        return ()
    return (Reminder(what=f"Följ upp lektionen: {lesson.school}", due_on=lesson.follow_up_on),)
