"""Volunteers and their hours, which count as own contribution (domain.md P2, R6, 3.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.task import Reminder

SOURCE: Final = "domain.md P2"
_VALUE: Final = "domain.md R6"
LONGEST_DAY: Final = 16 * 60
"""The most minutes that one occasion can have."""
HIGHEST_VALUE: Final = 9999
"""The most kronor that an hour can be valued at: more is a slip of the key."""


class HelpKind(Code):
    """What a volunteer does."""

    DINNER = ("dinner", "Middag")
    CHILDREN = ("children", "Barnens aktivitet")
    OTHER = ("other", "Annat")


class HoursState(Code):
    """Whether the help was given; only what was is counted."""

    PLANNED = ("planned", "Planerad")
    GIVEN = ("given", "Genomförd")
    CANCELLED = ("cancelled", "Blev inte av")


_S = HoursState
TRANSITIONS: dict[HoursState, frozenset[HoursState]] = {
    _S.PLANNED: frozenset({_S.GIVEN, _S.CANCELLED}),
    _S.GIVEN: frozenset({_S.CANCELLED}),
    _S.CANCELLED: frozenset({_S.GIVEN}),
}
"""As of the meeting that the help belongs to; a slip can be put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """A first name or a code, and the days on which papers were signed and shown: no more.

    ``extract_on`` is the day an extract from the criminal register was shown; it is not kept.
    """

    id: str
    name: str
    confidentiality_on: date | None = None
    extract_on: date | None = None
    since: date
    until: date | None = None

    def active(self, on: date) -> bool:
        """Tell whether somebody is a volunteer on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerHours:
    """One volunteer's help at one occasion, of a group or without one."""

    id: str
    volunteer_id: str
    meeting_id: str | None = None
    day: date
    minutes: int
    kind: HelpKind = HelpKind.OTHER
    state: HoursState = HoursState.PLANNED


def may_become(earlier: HoursState, to: HoursState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is earlier or to in TRANSITIONS[earlier]


def volunteer_faults(
    volunteer: Volunteer, *, others: Iterable[str], today: date
) -> tuple[Fault, ...]:
    """Check a volunteer; ``others`` are the names of those who help now."""
    faults: list[Fault] = []
    name = volunteer.name.strip().casefold()
    if not name:
        faults.append(stopp("name", "Skriv ett förnamn eller en kod.", SOURCE))
    elif name in {each.strip().casefold() for each in others}:
        faults.append(varna("name", "Det finns redan någon med det namnet.", SOURCE))
    for field in ("confidentiality_on", "extract_on"):
        day = getattr(volunteer, field)
        if day is not None and day > today:
            faults.append(stopp(field, "Dagen ligger i framtiden.", "domain.md G7"))
    if volunteer.until is not None and volunteer.until < volunteer.since:
        faults.append(stopp("until", "Den sista dagen ligger före den första.", SOURCE))
    return tuple(faults)


def reminders(volunteer: Volunteer, *, today: date) -> tuple[Reminder, ...]:
    """Return what is wanting before somebody helps. Who it is stands in the list, not here."""
    if volunteer.until is not None and volunteer.until < today:
        return ()
    wanted = []
    if volunteer.confidentiality_on is None:
        wanted.append(
            Reminder(
                what="Låt volontären skriva på tystnadsplikten",
                due_on=volunteer.since,
                part="confidentiality",
            )
        )
    if volunteer.extract_on is None:
        wanted.append(
            Reminder(
                what="Be volontären visa utdrag ur belastningsregistret",
                due_on=volunteer.since,
                part="extract",
            )
        )
    return tuple(wanted)


def hours_faults(
    hours: VolunteerHours, volunteer: Volunteer | None, *, today: date
) -> tuple[Fault, ...]:
    """Check the help at one occasion: within the time she is a volunteer, and not before it is."""
    if volunteer is None:
        return (stopp("volunteer_id", "Välj vem som hjälpte till.", SOURCE),)
    faults: list[Fault] = []
    if not 0 < hours.minutes <= LONGEST_DAY:
        faults.append(stopp("minutes", "Skriv mellan 1 minut och 16 timmar.", _VALUE))
    if hours.state is _S.GIVEN and hours.day > today:
        faults.append(stopp("day", "Dagen har inte varit än.", "domain.md G7"))
    if not volunteer.active(hours.day):
        faults.append(stopp("day", "Den dagen var hon eller han inte volontär.", SOURCE))
    unsigned = volunteer.confidentiality_on is None or volunteer.confidentiality_on > hours.day
    if unsigned and hours.state is not _S.CANCELLED:
        faults.append(
            varna("volunteer_id", "Tystnadsplikten var inte påskriven den dagen.", SOURCE)
        )
    return tuple(faults)


def read_values(text: str) -> dict[int, int]:
    """Return what an hour is valued at by year, in kronor; what cannot be read is left out.

    >>> read_values("2026:174,2027:175")
    {2026: 174, 2027: 175}
    """
    found: dict[int, int] = {}
    for part in text.split(","):
        year, _, value = part.strip().partition(":")
        if year.isdecimal() and value.isdecimal() and int(value) <= HIGHEST_VALUE:
            found[int(year)] = int(value)
    return found


def write_values(values: Mapping[int, int]) -> str:
    """Return the values as one text, for the setting."""
    return ",".join(f"{year}:{values[year]}" for year in sorted(values))


def value_in(values: Mapping[int, int], year: int) -> int:
    """Return what an hour is worth in a year: as last decided, 0 when nobody has decided.

    Years before the first decision have the first one's. A new year's value never changes what
    an earlier year was worth.
    """
    if not values:
        return 0
    earlier = [each for each in values if each <= year]
    return values[max(earlier) if earlier else min(values)]


def worth(minutes: int, kronor_an_hour: int) -> int:
    """Return the value of some minutes in whole kronor, half a krona up (R6).

    >>> worth(90, 175)
    263
    """
    return (minutes * kronor_an_hour + 30) // 60
