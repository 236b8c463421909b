"""An apartment that is held for somebody (domain.md 3.1, 3.2, B2, B3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.span import Span

EXPIRES_AFTER: Final = 7
"""Days a preliminary reservation holds until the unit says otherwise (B3)."""
UNNAMED: Final = "Nexus, ej namngiven"
"""Whom a reservation is for when nobody has been named."""


class ReservationState(Code):
    """The life of a reservation (domain.md 3.2)."""

    REQUESTED = ("requested", "Förfrågad")
    PRELIMINARY = ("preliminary", "Preliminär")
    CONFIRMED = ("confirmed", "Bekräftad")
    CONVERTED = ("converted", "Omvandlad till placering")
    CANCELLED = ("cancelled", "Avbokad")
    EXPIRED = ("expired", "Utgången")
    CONFLICT = ("conflict", "Konflikt")


_R = ReservationState
TRANSITIONS: dict[ReservationState, frozenset[ReservationState]] = {
    _R.REQUESTED: frozenset({_R.PRELIMINARY, _R.CANCELLED}),
    _R.PRELIMINARY: frozenset({_R.CONFIRMED, _R.EXPIRED, _R.CANCELLED, _R.CONFLICT}),
    _R.CONFIRMED: frozenset({_R.CONVERTED, _R.CANCELLED, _R.CONFLICT}),
    _R.CONFLICT: frozenset({_R.CONFIRMED, _R.CANCELLED}),
    _R.CONVERTED: frozenset(),
    _R.CANCELLED: frozenset(),
    _R.EXPIRED: frozenset(),
}
"""A preliminary one is never converted: somebody confirms it first, by name and day (B3)."""

HOLDING: Final = frozenset({_R.PRELIMINARY, _R.CONFIRMED})
"""What nobody else may be booked over."""
OPEN: Final = HOLDING | {_R.REQUESTED, _R.CONFLICT}
"""What still waits for somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """An apartment held from a day up to another, for a case or for somebody not named.

    ``until`` None: nobody knows for how long. ``contact`` is whom to call at the placer's.
    ``replied_by`` and ``confirmed_on`` are the decision that confirmed it (B3).
    """

    id: str
    apartment_id: str
    case_id: str | None = None
    placement_id: str | None = None
    state: ReservationState = ReservationState.REQUESTED
    first: date
    until: date | None = None
    words: str = UNNAMED
    contact: str = ""
    adults: int = 1
    children: int = 0
    pets: bool = False
    fur_allergy: bool = False
    made_on: date
    expires_on: date | None = None
    confirmed_by: str = ""
    confirmed_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""

    @property
    def span(self) -> Span:
        """Return its days."""
        return Span(self.first, self.until)


def may_move(reservation: Reservation, to: ReservationState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is reservation.state or to in TRANSITIONS[reservation.state]


def expires(made_on: date, days: int = EXPIRES_AFTER) -> date:
    """Return the last day a preliminary reservation holds (B3)."""
    return made_on + timedelta(days=days)


def has_expired(reservation: Reservation, today: date) -> bool:
    """Tell whether a preliminary reservation has run out (B3)."""
    return (
        reservation.state is _R.PRELIMINARY
        and reservation.expires_on is not None
        and reservation.expires_on < today
    )


def reservation_faults(reservation: Reservation) -> tuple[Fault, ...]:
    """Check a reservation by itself."""
    faults: list[Fault] = []
    if reservation.until is not None and reservation.until <= reservation.first:
        faults.append(stopp("until", "Slutdagen ligger före den första dagen.", "domain.md B1"))
    if not reservation.words.strip() and reservation.case_id is None:
        faults.append(stopp("words", "Skriv vem det gäller, utan namn.", "domain.md 3.1"))
    if reservation.adults < 1 or reservation.children < 0:
        faults.append(stopp("adults", "Skriv hur många det gäller.", "domain.md 3.1"))
    if reservation.state is _R.PRELIMINARY and reservation.expires_on is None:
        faults.append(
            stopp("expires_on", "Skriv när den preliminära reservationen går ut.", "domain.md B3")
        )
    if reservation.state in {_R.CONFIRMED, _R.CONVERTED} and not (
        reservation.confirmed_by.strip() and reservation.confirmed_on
    ):
        faults.append(
            stopp("confirmed_by", "Skriv vem som har bekräftat, och vilken dag.", "domain.md B3")
        )
    if reservation.state is _R.CANCELLED and not reservation.end_reason.strip():
        faults.append(stopp("end_reason", "Skriv varför den avbokas.", "domain.md B2"))
    return tuple(faults)
