"""Seminars, training days and the meetings of the partnership (domain.md A19, P5, 3.1)."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.group import LONGEST, SHORTEST
from kvinnobyran.domain.task import Reminder

SOURCE: Final = "domain.md A19"
CALLING_DAYS: Final = 14
"""Days before a meeting on which its calling should go out (own routine)."""
MINUTES_DAYS: Final = 14
"""Days after a meeting within which its minutes should go out (own routine)."""
CALL, WRITE_UP = "calling", "minutes"


class OutreachKind(Code):
    """What kind of event it is."""

    BREAKFAST = ("breakfast", "Frukostseminarium")
    TRAINING = ("training", "Utbildningsdag")
    NETWORK = ("network", "Nätverksmöte")
    STEERING = ("steering", "Styrgrupp")
    COLLABORATION = ("collaboration", "Samverkansgrupp")
    WORKING_GROUP = ("working_group", "Arbetsgrupp")
    OTHER = ("other", "Annat")


class OutreachState(Code):
    """Whether it took place."""

    PLANNED = ("planned", "Planerat")
    HELD = ("held", "Genomfört")
    CANCELLED = ("cancelled", "Inställt")


_K = OutreachKind
WITH_MINUTES: Final = frozenset({_K.STEERING, _K.COLLABORATION, _K.WORKING_GROUP})
"""Meetings of the partnership: the unit calls and documents (P5)."""
_S = OutreachState
TRANSITIONS: dict[OutreachState, frozenset[OutreachState]] = {
    _S.PLANNED: frozenset({_S.HELD, _S.CANCELLED}),
    _S.HELD: frozenset({_S.CANCELLED}),
    _S.CANCELLED: frozenset({_S.HELD, _S.PLANNED}),
}
"""A slip can be put right, and what was called off is planned anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """One event. ``called_on`` and ``minutes_on`` are when calling and minutes went out."""

    id: str
    kind: OutreachKind
    held_on: date
    starts_at: time | None = None
    minutes: int = 60
    state: OutreachState = OutreachState.PLANNED
    reason: str = ""
    place: str = ""
    about: str = ""
    participants: int | None = None
    responsible: str = ""
    called_on: date | None = None
    minutes_on: date | None = None
    words: str = ""


def may_become(earlier: OutreachState, to: OutreachState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is earlier or to in TRANSITIONS[earlier]


def outreach_faults(event: Outreach, *, today: date) -> tuple[Fault, ...]:
    """Check an event: calling comes before it and minutes after."""
    faults: list[Fault] = []
    if not SHORTEST <= event.minutes <= LONGEST:
        faults.append(stopp("minutes", "Ett möte är mellan 15 minuter och 8 timmar.", SOURCE))
    if event.state is _S.HELD and event.held_on > today:
        faults.append(
            stopp("held_on", "Ett möte i framtiden kan inte vara genomfört.", "domain.md G7")
        )
    if event.state is _S.CANCELLED and not event.reason.strip():
        faults.append(stopp("reason", "Skriv varför det ställs in.", SOURCE))
    if event.kind is _K.OTHER and not event.about.strip():
        faults.append(stopp("about", "Skriv vad det är för något.", SOURCE))
    if (event.participants or 0) < 0:
        faults.append(stopp("participants", "Skriv ett tal från noll.", SOURCE))
    if event.called_on is not None and event.called_on > event.held_on:
        faults.append(varna("called_on", "Kallelsen gick ut efter mötet.", "domain.md P5"))
    if event.minutes_on is not None:
        if event.minutes_on < event.held_on:
            faults.append(stopp("minutes_on", "Protokollet kommer efter mötet.", "domain.md P5"))
        if event.state is not _S.HELD:
            faults.append(
                stopp("minutes_on", "Bara ett genomfört möte har ett protokoll.", "domain.md P5")
            )
    for name in ("called_on", "minutes_on"):
        day = getattr(event, name)
        if day is not None and day > today:
            faults.append(stopp(name, "Dagen ligger i framtiden.", "domain.md G7"))
    return tuple(faults)


def reminders(event: Outreach) -> tuple[Reminder, ...]:
    """Return what a meeting of the partnership wants done: its calling, and its minutes (P5)."""
    if event.kind not in WITH_MINUTES:
        return ()
    name = event.kind.label.lower()
    if event.state is _S.PLANNED and event.called_on is None:
        due = event.held_on - timedelta(days=CALLING_DAYS)
        return (Reminder(what=f"Kalla till {name} {event.held_on}", due_on=due, part=CALL),)
    if event.state is _S.HELD and event.minutes_on is None:
        due = event.held_on + timedelta(days=MINUTES_DAYS)
        what = f"Skicka protokollet från {name} {event.held_on}"
        return (Reminder(what=what, due_on=due, part=WRITE_UP),)
    return ()
