"""Interactive lessons in schools (domain.md A17, 3.1 "Lektion"). No pupil is a person here."""

from dataclasses import dataclass
from datetime import date, time

from kvinnobyran.domain.codes import Code


class LessonState(Code):
    """The life of a lesson (domain.md 3.2)."""

    ASKED = ("asked", "Förfrågan")
    BOOKED = ("booked", "Bokad")
    HELD = ("held", "Genomförd")
    CANCELLED = ("cancelled", "Inställd")
    EVALUATED = ("evaluated", "Utvärderad")


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
