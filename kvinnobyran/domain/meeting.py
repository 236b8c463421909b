"""One meeting of a group and who was there (domain.md 3.1 "Tillfälle", "Närvaro"; G2, G5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.group import LONGEST, SHORTEST, Role
from kvinnobyran.domain.membership import Membership
from kvinnobyran.domain.names_in_text import named_in


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

    EXPECTED = ("expected", "Väntas")
    PRESENT = ("present", "Närvarande")
    EXCUSED = ("excused", "Anmäld frånvaro")
    ABSENT = ("absent", "Uteblev")
    LEFT = ("left", "Avbröt")
    SKIPPED = ("skipped", "Hoppat över")


CYCLE: Final = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)
"""What space goes through, and then back to nothing."""
AHEAD: Final = frozenset({Presence.EXPECTED, Presence.EXCUSED, Presence.SKIPPED})
"""What can be known before the day. Who is expected has been asked to come and catch up."""
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


def following(presence: Presence | None, *, invited: bool = False) -> Presence | None:
    """Return what space makes of an answer; who is ``invited`` goes back to being expected."""
    nothing = Presence.EXPECTED if invited else None
    if presence not in CYCLE:
        return CYCLE[0]
    place = CYCLE.index(presence) + 1
    return CYCLE[place] if place < len(CYCLE) else nothing


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


def note_faults(note: str, names: Iterable[str]) -> tuple[Fault, ...]:
    """Hold that a note about the group names nobody in it (G5). The names are not said again."""
    if not named_in(note, names):
        return ()
    return (
        varna(
            "note",
            "I texten står ett namn på en deltagare, eller koden på ett ärende. Anteckningen är om"
            " gruppen. Skriv om en person i hennes eget ärende.",
            "domain.md G5",
        ),
    )


def attendance_faults(
    meeting: Meeting,
    membership: Membership,
    presence: Presence,
    *,
    consent: bool,
    guest: bool,
    today: date,
) -> tuple[Fault, ...]:
    """Check how it went for one participant (G2, T2).

    ``consent`` tells whether a child has a ground for being there that day; a ``guest`` belongs
    to another group of the same kind and takes a chapter here (G3).
    """
    faults: list[Fault] = []
    if meeting.held_on > today and presence not in AHEAD:
        faults.append(stopp("presence", "Tillfället har inte varit än.", "domain.md G7"))
    if meeting.state is _S.CANCELLED:
        faults.append(stopp("presence", "Tillfället är inställt.", "domain.md 3.1"))
    if not membership.there_on(meeting.held_on):
        faults.append(
            stopp(
                "presence",
                "Gruppen är sluten: bara den som deltar den dagen kan antecknas.",
                "domain.md G2",
            )
        )
    if guest and meeting.chapter is None:
        faults.append(
            stopp("presence", "Gäst är man bara för ett kapitel.", "domain.md G3"),
        )
    if presence is Presence.SKIPPED and meeting.chapter is None:
        faults.append(stopp("presence", "Bara ett kapitel kan hoppas över.", "domain.md G3"))
    if presence in ATTENDED and membership.role is Role.CHILD and not consent:
        faults.append(
            stopp(
                "presence",
                "Samtycke från barnets vårdnadshavare saknas för den dagen.",
                "domain.md T2",
            )
        )
    return tuple(faults)
