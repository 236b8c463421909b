"""The timeline over the relation, drawn together with the woman (A3, domain.md 3.1 and 5.4).

Its events are hers, in her words and as well as she remembers when. They are no journal and
no register of contacts: those stand on the case's own timeline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.rough_time import RoughTime, months_between
from kvinnobyran.domain.violence import ViolenceForm

LONGEST = 2000
"""Characters of what is told of one event."""
SILENCE = 12
"""Months without anything written down that the drawing says aloud."""
EARLIEST = 1900
"""A year before it is a slip of the finger."""


class EventKind(Code):
    """What kind of thing happened (domain.md 3.1, and one for everything else)."""

    MET = ("met", "Möte")
    MOVED_IN = ("moved_in", "Flytt ihop")
    PREGNANCY = ("pregnancy", "Graviditet")
    CHILD_BORN = ("child_born", "Barn fött")
    VIOLENCE = ("violence", "Våldshändelse")
    BREAK_UP = ("break_up", "Uppbrott")
    RETURN = ("return", "Återgång")
    POLICE_REPORT = ("police_report", "Polisanmälan")
    JUDGMENT = ("judgment", "Dom")
    MOVE = ("move", "Flytt")
    OTHER = ("other", "Annat")


class BreakUpLevel(Code):
    """On which level she broke up (A3; the words are those of decision 0014)."""

    PHYSICAL = ("physical", "Fysiskt")
    EMOTIONAL = ("emotional", "Känslomässigt")
    MENTAL = ("mental", "Tankemässigt")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One thing that happened in the relation.

    ``place`` orders events of the very same time as they were told. ``shown_to_her`` says
    whether it is on the timeline that she sees and that is printed.
    """

    id: str
    case_id: str
    happened: RoughTime
    place: int = 0
    kind: EventKind = EventKind.OTHER
    text: str = ""
    forms: frozenset[ViolenceForm] = frozenset()
    levels: frozenset[BreakUpLevel] = frozenset()
    shown_to_her: bool = True

    @property
    def title(self) -> str:
        """Return what it is called in one line: its words, or its kind where there are none."""
        return self.text or self.kind.label


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of which nothing is written down; ``after`` is the event before it."""

    first: date
    last: date
    after: TimelineEvent


def in_order(events: Iterable[TimelineEvent]) -> list[TimelineEvent]:
    """Return the events by time, those of the very same time as they were told."""
    return sorted(events, key=lambda each: (*each.happened.order, each.place, each.id))


def silences(events: Sequence[TimelineEvent], least: int = SILENCE) -> list[Silence]:
    """Return where ``least`` months or more lie between events; ``events`` are in order.

    That nothing is written down is not that nothing happened, and what draws it says so.
    """
    found: list[Silence] = []
    until: date | None = None
    before: TimelineEvent | None = None
    for event in events:
        if until is not None and before is not None and event.happened.first > until:
            first, last = until + timedelta(days=1), event.happened.first - timedelta(days=1)
            if months_between(first, event.happened.first) >= least:
                found.append(Silence(first, last, before))
        if until is None or event.happened.last > until:
            until = event.happened.last
        before = event
    return found


def event_faults(event: TimelineEvent, *, today: date) -> tuple[Fault, ...]:
    """Check one event."""
    faults: list[Fault] = []
    if event.happened.first > today:
        faults.append(
            stopp(
                "happened",
                "Det ligger i framtiden. Tidslinjen är om det som har hänt.",
                "domain.md A3",
            )
        )
    if event.happened.first.year < EARLIEST:
        faults.append(stopp("happened", "Året är för långt tillbaka.", "domain.md A3"))
    if event.levels and event.kind is not EventKind.BREAK_UP:
        faults.append(
            stopp("levels", "Nivåer hör till ett uppbrott. Välj det som händelse.", "domain.md A3")
        )
    if event.kind is EventKind.OTHER and not event.text.strip():
        faults.append(stopp("text", "Skriv vad som hände, eller välj en händelse.", "domain.md A3"))
    if len(event.text) > LONGEST:
        faults.append(
            stopp("text", f"Texten är för lång. Högst {LONGEST} tecken får plats.", "domain.md A3")
        )
    return tuple(faults)


def form_words(forms: Iterable[ViolenceForm]) -> tuple[str, ...]:
    """Return the labels of forms in the order of the list."""
    chosen = frozenset(forms)
    return tuple(form.label for form in ViolenceForm if form in chosen)


def level_words(levels: Iterable[BreakUpLevel]) -> str:
    """Return the levels in the order of the list, in one line: ``Fysiskt, tankemässigt``."""
    chosen = frozenset(levels)
    return ", ".join(level.label for level in BreakUpLevel if level in chosen).capitalize()
