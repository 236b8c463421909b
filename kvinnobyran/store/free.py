"""What is taken and what is free in the apartments, and where else somebody could stay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.placement import LIVING, Placement
from kvinnobyran.domain.reservation import HOLDING, Reservation, has_expired
from kvinnobyran.domain.span import Span, earliest
from kvinnobyran.domain.vacancy import Vacancy
from kvinnobyran.store.apartments import (
    apartments,
    closures_of,
    placements_in,
    reservations_in,
)
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A way out for somebody who cannot have what was held for her."""

    apartment_id: str
    apartment: str
    first: date
    until: date | None = None
    same_days: bool = False


def taken(
    reader: Reader, apartment_id: str, today: date, *, but: Collection[str] = ()
) -> list[Span]:
    """Return what nobody else can be booked over in an apartment: stays, holds, closures.

    A stay that has run past its planned end blocks until somebody has left (B1). ``but`` are
    the ids of records that do not count: the one that is being moved.
    """
    spans = [
        _blocks(each, today) for each in placements_in(reader, apartment_id) if each.id not in but
    ]
    spans += [
        each.span
        for each in reservations_in(reader, apartment_id)
        if each.id not in but and each.state in HOLDING and not has_expired(each, today)
    ]
    spans += [each.span for each in closures_of(reader, apartment_id) if each.id not in but]
    return [span for span in spans if span is not None]


def _blocks(placement: Placement, today: date) -> Span | None:
    span = placement.span
    if span is None or placement.state not in LIVING:
        return span
    overrun = span.until is not None and span.until <= today
    return Span(span.first, None) if overrun else span


def earliest_free(
    reader: Reader,
    apartment_id: str,
    first: date,
    nights: int | None,
    today: date,
    *,
    but: Collection[str] = (),
) -> date | None:
    """Return the first day from which so many nights are free; None when nobody knows."""
    return earliest(taken(reader, apartment_id, today, but=but), first, nights)


def proposals(reader: Reader, reservation: Reservation, today: date) -> list[Proposal]:
    """Return the ways out of a conflict: the other apartments on the same days, then later.

    First those that keep the days, then the earliest safe date in each apartment (B2).
    """
    nights = reservation.span.nights() if reservation.until is not None else None
    found: list[Proposal] = []
    for each in apartments(reader):
        if not fits(each, reservation.adults, reservation.children, pets=reservation.pets):
            continue
        day = earliest_free(
            reader, each.id, max(reservation.first, today), nights, today, but=(reservation.id,)
        )
        if day is None:
            continue
        length = (reservation.until - reservation.first) if reservation.until else None
        found.append(
            Proposal(
                apartment_id=each.id,
                apartment=each.code,
                first=day,
                until=day + length if length is not None else None,
                same_days=day == reservation.first,
            )
        )
    return sorted(found, key=lambda each: (each.first, each.apartment))


def vacancies(
    reader: Reader,
    today: date,
    *,
    first: date,
    nights: int | None = None,
    adults: int = 1,
    children: int = 0,
    pets: bool = False,
) -> list[Vacancy]:
    """Return from when each apartment that fits is free, the earliest first."""
    found: list[Vacancy] = []
    for each in apartments(reader):
        if not fits(each, adults, children, pets=pets):
            continue
        blocked = taken(reader, each.id, today)
        day = earliest(blocked, first, nights or 1)
        if day is None:
            continue
        ends = min((span.first for span in blocked if span.first > day), default=None)
        found.append(
            Vacancy(
                apartment_id=each.id,
                apartment=each.code,
                first=day,
                until=ends,
                adults=each.adults,
                children=each.children,
                pets=each.pets,
            )
        )
    return sorted(found, key=lambda each: (each.first, each.apartment))


def fits(apartment: Apartment, adults: int, children: int, *, pets: bool) -> bool:
    """Tell whether they have room, and whether animals may come."""
    room = adults <= apartment.adults and children <= apartment.children
    return room and (apartment.pets or not pets)
