"""One meeting of a group and who was there (domain.md 3.1 "Tillfälle", "Närvaro"; G2, G5)."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.group import LONGEST, SHORTEST


class MeetingState(Code):
    """Whether a meeting took place."""

    PLANNED = ("planned", "Planerat")
    HELD = ("held", "Genomfört")
    CANCELLED = ("cancelled", "Inställt")


_S = MeetingState
TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    _S.PLANNED: frozenset({_S.HELD, _S.CANCELLED}),
    _S.HELD: frozenset({_S.CANCELLED}),
    _S.CANCELLED: frozenset({_S.HELD}),
}
"""A slip can be put right; what has had its answer is never a plan again."""


class Presence(Code):
    """How it went for one participant; nothing at all is "ej registrerat" (experience.md 9.6)."""

    PRESENT = ("present", "Närvarande")
    EXCUSED = ("excused", "Anmäld frånvaro")
    ABSENT = ("absent", "Uteblev")
    LEFT = ("left", "Avbröt")
    SKIPPED = ("skipped", "Hoppat över")


CYCLE: Final = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT, None)
"""What space goes through."""
ATTENDED: Final = frozenset({Presence.PRESENT, Presence.LEFT})
"""Who was in the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting. ``chapter`` is the number of the chapter it is about, where there are any.

    ``catch_up`` is a meeting beside the group's own for those who miss its chapter. ``note``
    is about the group, never about somebody (G5). ``dinner`` is how many ate; ``visitors`` how
    many came to an open group without a place in it. ``leader`` is empty when it is the group's.
    """

    id: str
    group_id: str
    held_on: date
    starts_at: time | None = None
    minutes: int = 120
    state: MeetingState = MeetingState.PLANNED
    reason: str = ""
    chapter: int | None = None
    catch_up: bool = False
    theme: str = ""
    leader: str = ""
    dinner: int | None = None
    visitors: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAttendance:
    """How it went for one participant at one meeting, of the own group or as a guest (G3)."""

    id: str
    meeting_id: str
    membership_id: str
    presence: Presence = Presence.PRESENT


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEvaluation:
    """Answers on paper, counted: of the whole group, or of one chapter. Nobody is named."""

    id: str
    group_id: str
    chapter: int | None = None
    made_on: date
    good: int = 0
    partly: int = 0
    none: int = 0
    words: str = ""


def may_become(earlier: MeetingState, to: MeetingState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is earlier or to in TRANSITIONS[earlier]


def meeting_faults(meeting: Meeting, *, chapters: int, today: date) -> tuple[Fault, ...]:
    """Check a meeting; ``chapters`` is how many its kind of group has."""
    faults: list[Fault] = []
    if not SHORTEST <= meeting.minutes <= LONGEST:
        faults.append(
            stopp("minutes", "Ett tillfälle är mellan 15 minuter och 8 timmar.", "domain.md 3.1")
        )
    if meeting.state is _S.HELD and meeting.held_on > today:
        faults.append(
            stopp("held_on", "Ett tillfälle i framtiden kan inte vara genomfört.", "domain.md G7")
        )
    if meeting.state is _S.CANCELLED and not meeting.reason.strip():
        faults.append(stopp("reason", "Skriv varför tillfället ställs in.", "domain.md 3.1"))
    if meeting.chapter is not None and not 1 <= meeting.chapter <= chapters:
        faults.append(stopp("chapter", "Det kapitlet finns inte.", "domain.md A12"))
    if meeting.catch_up and meeting.chapter is None:
        faults.append(stopp("chapter", "Välj vilket kapitel som tas igen.", "domain.md G3"))
    for name in ("dinner", "visitors"):
        value = getattr(meeting, name)
        if value is not None and value < 0:
            faults.append(stopp(name, "Skriv ett tal från noll.", "domain.md 3.1"))
    return tuple(faults)


def evaluation_faults(evaluation: GroupEvaluation, *, today: date) -> tuple[Fault, ...]:
    """Check an evaluation: counts of at least one answer."""
    faults: list[Fault] = []
    counts = {name: getattr(evaluation, name) for name in ("good", "partly", "none")}
    faults += [
        stopp(name, "Skriv ett tal från noll.", "domain.md 3.1")
        for name, value in counts.items()
        if value < 0
    ]
    if not any(counts.values()):
        faults.append(stopp("good", "Skriv hur många som svarade vad.", "domain.md 3.1"))
    if evaluation.made_on > today:
        faults.append(stopp("made_on", "Dagen ligger i framtiden.", "domain.md G7"))
    return tuple(faults)
