"""What is held for her: the card, and the sheets that decide about it or settle a conflict."""

from kvinnobyran.domain.placement_rows import PlacementChild, PlacementPet
from kvinnobyran.domain.reservation import OPEN as WAITING
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.placement.rows import current
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.housing.reservations import (
    conflict_sheet,
    decision_sheet,
    reservation_sheet,
)
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet


def reservation_cards(room: Room, dossier: Dossier) -> list[Card]:
    """Return the card of what is held for her, while anything is."""
    waiting = [each for each in dossier.of(Reservation) if each.state in WAITING]
    if not waiting:
        return []
    return [
        card(
            "Reservation",
            [
                Line(
                    key=each,
                    text=each.state.label,
                    detail=f"{each.first} till {each.until or 'tills vidare'}",
                    aside=_expiry(each),
                    tone="danger" if each.state is ReservationState.CONFLICT else "muted",
                )
                for each in waiting
            ],
            lambda each: open_reservation(room, each),
            icon=Icon.BOOKED,
            menu=lambda key, menu: menu.addAction("Ändra").triggered.connect(
                lambda: room.open("reservation", key.id)  # type: ignore[attr-defined] # every key here is a reservation
            ),
        )
    ]


def _expiry(reservation: Reservation) -> str:
    if reservation.state is ReservationState.CONFLICT:
        return "Retur löser konflikten"
    return f"Går ut {reservation.expires_on}" if reservation.expires_on else ""


def open_reservation(room: Room, reservation: Reservation) -> None:
    """Open what the state of a reservation asks for next."""
    kinds = {
        ReservationState.CONFLICT: "reservation_conflict",
        ReservationState.REQUESTED: "reservation",
    }
    room.open(kinds.get(reservation.state, "reservation_decision"), reservation.id)


def _reservation(room: Room, record: str) -> Reservation | None:
    found = room.around.dossier.of(Reservation)
    return next((each for each in found if each.id == record), None)


def new_or_known_sheet(room: Room, record: str) -> Sheet:
    """Return the sheet of a reservation; a new one begins with what the request says."""
    around, asked = room.around, current(room.around.dossier)
    known = _reservation(room, record)
    rows = [
        each
        for each in around.dossier.of(PlacementChild)
        if asked is not None and each.placement_id == asked.id
    ]
    pets = [
        each
        for each in around.dossier.of(PlacementPet)
        if asked is not None and each.placement_id == asked.id
    ]
    reservation = known or Reservation(
        id=record,
        apartment_id=(asked.apartment_id if asked else None) or "",
        case_id=around.case.id,
        state=ReservationState.PRELIMINARY,
        first=(asked.planned_in if asked else None) or around.today,
        until=asked.planned_out if asked else None,
        words="",
        contact=asked.placer_contact if asked else "",
        adults=asked.adults if asked else 1,
        children=len(rows),
        pets=bool(pets),
        fur_allergy=asked.fur_allergy if asked else False,
        made_on=around.today,
    )
    return reservation_sheet(
        around.desk,
        reservation,
        expect=around.dossier.head if known else None,
        belongs_to=around.belongs_to,
    )


def reservation_decision_sheet(room: Room, record: str) -> Sheet | None:
    """Return the sheet that confirms it or gives it up."""
    known = _reservation(room, record)
    if known is None:
        return None
    return decision_sheet(room.desk, known, belongs_to=room.around.belongs_to)


def reservation_conflict_sheet(room: Room, record: str) -> Sheet | None:
    """Return the dialogue that settles its conflict."""
    known = _reservation(room, record)
    if known is None or known.state is not ReservationState.CONFLICT:
        return None
    return conflict_sheet(room.desk, known, belongs_to=room.around.belongs_to)
