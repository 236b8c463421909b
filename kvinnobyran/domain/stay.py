"""A stay as the calendar shows it: an apartment's code, her case's code, and days (9.5).

There is no name and no address in it, so nothing that is painted, listed, printed or spoken
from it can give one away (domain.md S1).
"""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.span import Span


class StayKind(Code):
    """What it is."""

    PLACEMENT = ("placement", "Placering")
    RESERVATION = ("reservation", "Reservation")
    CLOSURE = ("closure", "Spärr")


class StayState(Code):
    """How sure it is: told apart by word and pattern as well as colour."""

    PRELIMINARY = ("preliminary", "Preliminär")
    CONFIRMED = ("confirmed", "Bekräftad")
    CONFLICT = ("conflict", "Konflikt")
    CLOSURE = ("closure", "Spärrad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One bar of the calendar, half-open ``[first, until)``; ``until`` None: open-ended.

    ``label`` is her case's code, the words of a reservation for nobody named, or the kind of a
    closure. ``stage`` is where it stands in its own life, in Swedish ("Inflyttad"). ``here``:
    she lives there now, so its first day is past changing. ``overrun``: the planned end has
    passed and she still lives there.
    """

    kind: StayKind
    id: str
    apartment_id: str
    apartment: str
    case_id: str | None
    label: str
    first: date
    until: date | None
    state: StayState
    stage: str
    adults: int = 0
    children: int = 0
    pets: bool = False
    here: bool = False
    past: bool = False
    overrun: bool = False

    @property
    def span(self) -> Span:
        """Return its days."""
        return Span(self.first, self.until)

    @property
    def people(self) -> int:
        """Return how many live there."""
        return self.adults + self.children
