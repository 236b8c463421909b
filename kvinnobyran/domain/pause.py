"""When a case rested: each pause is told in the timeline also when it is long over (3.2)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePause:
    """A time in which a case rested.

    ``until`` is the day it was to be taken up again, ``ended_on`` the day it was, or was closed.
    """

    id: str
    case_id: str
    began_on: date
    until: date
    ended_on: date | None = None
