"""Questions about the apartments: who stays where and when, what is free, what is closed.

No answer here holds a name or an address: an apartment is its code, a woman her case's code.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.apartment import Apartment, Closure, ClosureKind, SealedAddress
from kvinnobyran.domain.incident import Incident
from kvinnobyran.domain.placement import BEFORE, Placement, PlacementState
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.store.reader import Reader

END: Final = "9999-12-31"
"""Later than everything: the end of what has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A stay as the database knows it."""

    kind: StayKind
    id: str
    apartment_id: str
    apartment: str
    case_id: str | None
    label: str
    first: date
    until: date | None
    state: str
    adults: int
    children: int
    pets: bool
    here: bool
    past: bool


def apartments(reader: Reader, *, retired: bool = False) -> list[Apartment]:
    """Return the apartments in the order of their codes; with ``retired`` those left too."""
    return reader.all(
        Apartment,
        "SELECT * FROM apartment WHERE retired_on IS NULL OR ? ORDER BY code, rowid",
        (int(retired),),
    )


def stays(
    reader: Reader,
    first: date,
    until: date,
    today: date,
    *,
    apartment_id: str | None = None,
) -> list[Stay]:
    """Return all that touches ``[first, until)``: placements, reservations and closures.

    In the order of apartment, first day, kind. What was refused, cancelled or has expired is
    left out, and so is a reservation that has become a placement. ``today`` says which stay
    has run past its planned end.
    """
    rows = reader.all(
        _Row,
        _STAYS,
        {
            "first": first.isoformat(),
            "until": until.isoformat(),
            "apartment": apartment_id,
            "today": today.isoformat(),
        },
    )
    return [_stay(each, today) for each in rows]


def stay(reader: Reader, id: str, today: date) -> Stay | None:
    """Return one stay by its record's id, or None."""
    found = stays(reader, date.min, date.max, today)
    return next((each for each in found if each.id == id), None)


def _stay(row: _Row, today: date) -> Stay:
    overrun = row.here and row.until is not None and row.until < today
    state, stage = _words(row)
    return Stay(
        kind=row.kind,
        id=row.id,
        apartment_id=row.apartment_id,
        apartment=row.apartment,
        case_id=row.case_id,
        label=row.label,
        first=row.first,
        until=row.until,
        state=state,
        stage=stage,
        adults=row.adults,
        children=row.children,
        pets=row.pets,
        here=row.here,
        past=row.past,
        overrun=overrun,
    )


def _words(row: _Row) -> tuple[StayState, str]:
    """Return how a stay is drawn, and where it stands in its own life."""
    if row.kind is StayKind.CLOSURE:
        return StayState.CLOSURE, _CLOSURES[row.state].label
    if row.kind is StayKind.PLACEMENT:
        placement = _PLACEMENTS[row.state]
        sure = StayState.PRELIMINARY if placement in BEFORE else StayState.CONFIRMED
        return sure, placement.label
    reservation = _RESERVATIONS[row.state]
    return _DRAWN.get(reservation, StayState.PRELIMINARY), reservation.label


_CLOSURES: Final = {each.value: each for each in ClosureKind}
_PLACEMENTS: Final = {each.value: each for each in PlacementState}
_RESERVATIONS: Final = {each.value: each for each in ReservationState}
_DRAWN: Final = {
    ReservationState.CONFIRMED: StayState.CONFIRMED,
    ReservationState.CONFLICT: StayState.CONFLICT,
}
_STAYS: Final = """
    SELECT kind, id, apartment_id, apartment, case_id, label, first, until, state, adults,
        children, pets, here, past
    FROM (
        SELECT 'placement' AS kind, p.id, p.apartment_id, a.code AS apartment, p.case_id,
            c.code AS label, coalesce(p.moved_in, p.planned_in) AS first,
            coalesce(p.moved_out, p.planned_out) AS until, p.state, p.adults,
            (SELECT count(*) FROM placement_child AS k WHERE k.placement_id = p.id) AS children,
            EXISTS (SELECT 1 FROM placement_pet AS t WHERE t.placement_id = p.id) AS pets,
            p.moved_in IS NOT NULL AND p.moved_out IS NULL AS here,
            p.moved_out IS NOT NULL AS past, 0 AS place, p.rowid AS written
        FROM placement AS p JOIN apartment AS a ON a.id = p.apartment_id
            JOIN support_case AS c ON c.id = p.case_id
        WHERE p.state NOT IN ('refused', 'cancelled')
            AND coalesce(p.moved_in, p.planned_in) IS NOT NULL
        UNION ALL
        SELECT 'reservation', r.id, r.apartment_id, a.code, r.case_id,
            coalesce(c.code, r.words), r.first, r.until, r.state, r.adults, r.children, r.pets,
            0, 0, 1, r.rowid
        FROM reservation AS r JOIN apartment AS a ON a.id = r.apartment_id
            LEFT JOIN support_case AS c ON c.id = r.case_id
        WHERE r.state IN ('requested', 'preliminary', 'confirmed', 'conflict')
            AND NOT (r.state = 'preliminary' AND coalesce(r.expires_on, '9999-12-31') < :today)
        UNION ALL
        SELECT 'closure', s.id, s.apartment_id, a.code, NULL,
            CASE s.kind WHEN 'renovation' THEN 'Renovering' WHEN 'cleaning' THEN 'Städning'
                ELSE 'Röjd adress' END,
            s.first, s.until, s.kind, 0, 0, 0, 0, 0, 2, s.rowid
        FROM apartment_closure AS s JOIN apartment AS a ON a.id = s.apartment_id
    )
    WHERE first < :until AND coalesce(until, '9999-12-31') > :first
        AND (:apartment IS NULL OR apartment_id = :apartment)
    ORDER BY apartment, first, place, written
"""


def placements_of_case(reader: Reader, case_id: str) -> list[Placement]:
    """Return the placements of a case, the newest first."""
    return reader.all(
        Placement,
        "SELECT * FROM placement WHERE case_id = ? ORDER BY requested_on DESC, rowid DESC",
        (case_id,),
    )


def placements_in(reader: Reader, apartment_id: str) -> list[Placement]:
    """Return everything that may never overlap in an apartment, in order of time (B1)."""
    return reader.all(
        Placement,
        "SELECT * FROM placement WHERE apartment_id = ? AND state IN ('decided', 'moved_in',"
        " 'extended', 'discharge', 'moved_out', 'aftercare', 'closed')"
        " ORDER BY coalesce(moved_in, planned_in), rowid",
        (apartment_id,),
    )


def reservations_in(reader: Reader, apartment_id: str) -> list[Reservation]:
    """Return the reservations that hold an apartment, or are in conflict, in order of time."""
    return reader.all(
        Reservation,
        "SELECT * FROM reservation WHERE apartment_id = ?"
        " AND state IN ('preliminary', 'confirmed', 'conflict') ORDER BY first, rowid",
        (apartment_id,),
    )


def closures_of(reader: Reader, apartment_id: str) -> list[Closure]:
    """Return when an apartment is closed, in order of time."""
    return reader.all(
        Closure,
        "SELECT * FROM apartment_closure WHERE apartment_id = ? ORDER BY first, rowid",
        (apartment_id,),
    )


def sealed_address(reader: Reader, apartment_id: str) -> SealedAddress | None:
    """Return the compartment of one apartment: ciphertext only."""
    return reader.one(
        SealedAddress, "SELECT * FROM sealed_address WHERE apartment_id = ?", (apartment_id,)
    )


def incidents_of(reader: Reader, apartment_id: str) -> list[Incident]:
    """Return what has happened around an apartment, the newest first."""
    return reader.all(
        Incident,
        "SELECT * FROM incident WHERE apartment_id = ? ORDER BY happened_on DESC, rowid DESC",
        (apartment_id,),
    )
