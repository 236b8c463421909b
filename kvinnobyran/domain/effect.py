"""The recurring dialogue about the effect of the talks (A4, A23): 1 to 10 and her own words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kvinnobyran.domain.faults import Fault, stopp

LOWEST, HIGHEST = 1, 10
"""They help not at all, and they help as much as they could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectDialogue:
    """What she says of the effect on one day, usually at a session."""

    id: str
    intervention_id: str
    session_id: str | None = None
    held_on: date
    value: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often the dialogue is to be held: after so many sessions, or so many weeks. 0: never."""

    sessions: int
    weeks: int


def effect_faults(dialogue: EffectDialogue, *, today: date) -> tuple[Fault, ...]:
    """Check one: a figure from 1 to 10 on a day that has come."""
    faults: list[Fault] = []
    if not LOWEST <= dialogue.value <= HIGHEST:
        faults.append(stopp("effect", "Effekten är från 1 till 10.", "domain.md A4"))
    if dialogue.held_on > today:
        faults.append(stopp("held_on", "Dagen ligger i framtiden.", "domain.md G7"))
    return tuple(faults)


def due_on(
    rhythm: Rhythm, *, started_on: date, held: Iterable[date], dialogues: Iterable[date]
) -> date | None:
    """Return the day the next dialogue is due (A4), or None while nothing has been held since.

    ``held`` are the days of the held sessions of the intervention. A session on the day of a
    dialogue is the one it was held at, and counts as before it.
    """
    last = max(dialogues, default=None)
    since = sorted(day for day in held if last is None or day > last)
    if not since:
        return None
    days: list[date] = []
    if rhythm.sessions and len(since) >= rhythm.sessions:
        days.append(since[rhythm.sessions - 1])
    if rhythm.weeks:
        days.append((started_on if last is None else last) + timedelta(weeks=rhythm.weeks))
    return min(days, default=None)


def in_words(dialogues: Sequence[EffectDialogue]) -> str:
    """Return the curve in words, for whoever does not see it: ``4 den 2027-02-09, …``."""
    if not dialogues:
        return "Ingen dialog om effekten än."
    ordered = sorted(dialogues, key=lambda each: each.held_on)
    told = ", ".join(f"{each.value} den {each.held_on}" for each in ordered)
    change = ordered[-1].value - ordered[0].value
    if len(ordered) == 1:
        return f"Effekten enligt henne, 1 till 10: {told}."
    way = "oförändrat" if change == 0 else f"{abs(change)} {'upp' if change > 0 else 'ner'}"
    return f"Effekten enligt henne, 1 till 10: {told}. Sedan början {way}."
