"""The chapters of a course: who has taken which, and what to do about those who have not (G3).

A chapter counts once, wherever it was taken: in the group, in another one, or individually.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.meeting import Presence

RULE: Final = "domain.md G3"


class ChapterState(Code):
    """Where a participant is with one chapter (domain.md 3.2); it follows from the attendance."""

    NOT_TAKEN = ("not_taken", "Ej taget")
    IN_GROUP = ("in_group", "Taget i grupp")
    INDIVIDUALLY = ("individually", "Taget individuellt")
    SKIPPED = ("skipped", "Hoppat över")


TAKEN: Final = frozenset({ChapterState.IN_GROUP, ChapterState.INDIVIDUALLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """How it went with one chapter at one meeting, of any group that she came by.

    ``membership_id`` is the membership it counts for today: that of a group she has left is
    that of the group she went on to. ``alone`` tells that nobody else was there.
    """

    membership_id: str
    chapter: int
    presence: Presence
    held_on: date
    alone: bool = False


def progress(rows: Iterable[ChapterRow], chapters: int) -> tuple[ChapterState, ...]:
    """Return where one participant is with each chapter, in their order."""
    states = [ChapterState.NOT_TAKEN] * chapters
    for row in sorted(rows, key=lambda each: each.held_on):
        place = row.chapter - 1
        if not 0 <= place < chapters or states[place] in TAKEN:
            continue
        if row.presence is Presence.PRESENT:
            states[place] = ChapterState.INDIVIDUALLY if row.alone else ChapterState.IN_GROUP
        elif row.presence is Presence.SKIPPED:
            states[place] = ChapterState.SKIPPED
    return tuple(states)


def count(states: Iterable[ChapterState]) -> int:
    """Return how many chapters are taken."""
    return sum(each in TAKEN for each in states)


def completion_faults(states: Sequence[ChapterState]) -> tuple[Fault, ...]:
    """Hold that a course is completed only when every chapter is taken (G3)."""
    missing = [str(number) for number, state in enumerate(states, 1) if state not in TAKEN]
    if not missing:
        return ()
    return (
        stopp(
            "state",
            f"Fullföljt är bara den som tagit alla {len(states)} kapitel."
            f" Kvar: {', '.join(missing)}.",
            RULE,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A chapter that the group has had, and the memberships of those who still miss it."""

    chapter: int
    membership_ids: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return what one might do: ``3 saknar kapitel 5: gemensamt tillfälle?``."""
        number = len(self.membership_ids)
        way = "gemensamt tillfälle?" if number > 1 else "enskilt eller i en annan grupp?"
        return f"{number} saknar kapitel {self.chapter}: {way}"


def gaps(states: Mapping[str, Sequence[ChapterState]], had: Iterable[int]) -> tuple[Gap, ...]:
    """Return the chapters that were had and are missed, with who misses them (5.6)."""
    found = []
    for chapter in sorted(set(had)):
        missing = tuple(
            membership
            for membership, each in states.items()
            if chapter <= len(each) and each[chapter - 1] is ChapterState.NOT_TAKEN
        )
        if missing:
            found.append(Gap(chapter=chapter, membership_ids=missing))
    return tuple(found)
