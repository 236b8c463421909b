"""Volunteers and their hours, which count as own contribution (domain.md P2, R6, 3.1)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code


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
