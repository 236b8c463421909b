"""Lessons in schools: planned, held, evaluated in numbers (domain.md A17, 3.2)."""

from collections.abc import Sequence
from dataclasses import replace

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.lesson import (
    SOURCE,
    Lesson,
    LessonTally,
    lesson_faults,
    may_become,
    reminders,
    tally_faults,
)
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import school as stored


def save_lesson(
    work: Work, lesson: Lesson, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> Lesson:
    """Plan a lesson or say how it went. Raises :class:`Refused` for what is not drawn."""
    earlier = work.database.get(Lesson, lesson.id)
    require(
        earlier is None or may_become(earlier.state, lesson.state),
        lambda: stopp("state", "Den ordningen finns inte för en lektion.", "domain.md 3.2"),
    )
    settle(lesson_faults(lesson, today=work.today), reasons)
    with work.step("Lektion", reasons) as tx:
        put(tx, lesson, expect=expect)
        remind(work, tx, reminders(lesson), rule=SOURCE, cause=lesson.id)
    return lesson


def save_tallies(work: Work, lesson_id: str, tallies: Sequence[LessonTally]) -> list[LessonTally]:
    """Let the questions before and after a lesson be exactly these (5.20)."""
    require(
        work.database.get(Lesson, lesson_id) is not None,
        lambda: stopp("", "Lektionen finns inte längre.", "domain.md 3.1"),
    )
    settle(tally_faults(tallies))
    known = {each.id: each for each in stored.tallies_of(work.database, lesson_id)}
    kept = [replace(each, lesson_id=lesson_id) for each in tallies]
    with work.step("Frågor före och efter") as tx:
        for gone in known.keys() - {each.id for each in kept}:
            tx.delete(known[gone])
        for each in kept:
            put(tx, each)
    return kept


def remove_lesson(work: Work, lesson: Lesson) -> None:
    """Take a lesson away that was written by mistake, and what was asked at it."""
    with work.step("Ta bort lektion") as tx:
        for each in stored.tallies_of(work.database, lesson.id):
            tx.delete(each)
        drop(work, tx, rule=SOURCE, cause=lesson.id)
        tx.delete(lesson)
