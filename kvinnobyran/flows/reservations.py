"""An apartment is held for somebody: made, confirmed, moved, cancelled, run out (B2, B3)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.reservation import (
    HOLDING,
    Reservation,
    ReservationState,
    has_expired,
    may_move,
    reservation_faults,
)
from kvinnobyran.domain.settings import RESERVATION_DAYS
from kvinnobyran.domain.span import Span
from kvinnobyran.flows.conflicts import out_of_conflict
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store.free import fits, taken
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader

_R = ReservationState
_DESCRIBED: Final = (
    "apartment_id",
    "case_id",
    "first",
    "until",
    "words",
    "contact",
    "adults",
    "children",
    "pets",
    "fur_allergy",
    "expires_on",
)


def save_reservation(
    work: Work,
    reservation: Reservation,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Reservation:
    """Hold an apartment preliminarily, or change what is held; it runs out by itself (B3)."""
    earlier = work.database.get(Reservation, reservation.id)
    faults: list[Fault] = []
    if earlier is None:
        if reservation.state not in {_R.REQUESTED, _R.PRELIMINARY}:
            faults.append(stopp("state", "En ny reservation är preliminär.", "domain.md B3"))
        reservation = replace(
            reservation,
            made_on=work.today,
            expires_on=reservation.expires_on or runs_out(work.database, work.today),
        )
    else:
        if reservation.state is not earlier.state:
            faults.append(stopp("state", "Läget ändras med sin egen knapp.", "domain.md 3.2"))
        if earlier.state not in {*HOLDING, _R.REQUESTED}:
            faults.append(
                stopp("state", f"Reservationen är {earlier.state.label.lower()}.", "domain.md 3.2")
            )
        reservation = replace(earlier, **{each: getattr(reservation, each) for each in _DESCRIBED})
    settle(
        [
            *faults,
            *reservation_faults(reservation),
            *_busy_faults(work, reservation),
            *_fit_faults(work, reservation),
        ],
        reasons,
    )
    with work.step("Reservation", reasons) as tx:
        put(tx, reservation, expect=expect)
    return reservation


def hold(work: Work, reservation: Reservation) -> Reservation:
    """Let what was only asked for be held, preliminarily."""
    known = now(work, reservation)
    kept = replace(
        known,
        state=_R.PRELIMINARY,
        expires_on=known.expires_on or runs_out(work.database, work.today),
    )
    settle([*_move_faults(known, _R.PRELIMINARY), *_busy_faults(work, kept)])
    with work.step("Preliminär reservation") as tx:
        tx.update(kept)
    return kept


def confirm_reservation(work: Work, reservation: Reservation, *, by: str, on: date) -> Reservation:
    """Decide that the apartment is theirs: by whom and when (B3)."""
    known = now(work, reservation)
    confirmed = replace(
        known, state=_R.CONFIRMED, confirmed_by=by.strip(), confirmed_on=on, expires_on=None
    )
    faults = _move_faults(known, _R.CONFIRMED, only_from=_R.PRELIMINARY)
    if has_expired(known, work.today):
        faults.append(stopp("state", "Reservationen har gått ut.", "domain.md B3"))
    if on > work.today:
        faults.append(stopp("confirmed_on", "Dagen ligger i framtiden.", "domain.md G7"))
    settle([*faults, *reservation_faults(confirmed), *_busy_faults(work, confirmed)])
    with work.step("Bekräfta reservationen") as tx:
        tx.update(confirmed)
    return confirmed


def move_reservation(
    work: Work,
    reservation: Reservation,
    *,
    apartment_id: str,
    span: Span,
    reasons: Reasons = NO_REASONS,
) -> Reservation:
    """Give a reservation other days or the other apartment; this settles a conflict (B2)."""
    known = now(work, reservation)
    settles = known.state is _R.CONFLICT
    moved = replace(
        known,
        apartment_id=apartment_id,
        first=span.first,
        until=span.until,
        state=_R.CONFIRMED if settles else known.state,
        confirmed_by=known.confirmed_by or (work.user if settles else ""),
        confirmed_on=known.confirmed_on or (work.today if settles else None),
    )
    faults: list[Fault] = []
    if known.state not in {*HOLDING, _R.REQUESTED, _R.CONFLICT}:
        faults.append(
            stopp("state", f"Reservationen är {known.state.label.lower()}.", "domain.md 3.2")
        )
    settle(
        [
            *faults,
            *reservation_faults(moved),
            *_busy_faults(work, moved),
            *_fit_faults(work, moved),
        ],
        reasons,
    )
    with work.step("Flytta reservationen", reasons) as tx:
        tx.update(moved)
        if settles:
            out_of_conflict(work, tx, known)
    return moved


def cancel_reservation(work: Work, reservation: Reservation, reason: str) -> Reservation:
    """Give a reservation up, with the reason; it is kept, and never silently deleted (B2)."""
    known = now(work, reservation)
    gone = replace(known, state=_R.CANCELLED, ended_on=work.today, end_reason=reason.strip())
    settle([*_move_faults(known, _R.CANCELLED), *reservation_faults(gone)])
    with work.step("Avboka reservationen") as tx:
        tx.update(gone)
        if known.state is _R.CONFLICT:
            out_of_conflict(work, tx, known)
    return gone


def expire_reservations(work: Work) -> int:
    """Let the preliminary reservations that have run out run out (B3). Runs at every unlock.

    Returns how many.
    """
    due = [
        each
        for each in work.database.all(
            Reservation,
            "SELECT * FROM reservation WHERE state = 'preliminary' AND expires_on < ?",
            (work.today.isoformat(),),
        )
        if has_expired(each, work.today)
    ]
    if due:
        with work.step("Reservationer som har gått ut") as tx:
            for each in due:
                tx.update(
                    replace(
                        each,
                        state=_R.EXPIRED,
                        ended_on=each.expires_on,
                        end_reason="Gick ut utan beslut",
                    )
                )
    return len(due)


def runs_out(reader: Reader, today: date) -> date:
    """Return the last day that a preliminary reservation made today holds."""
    days = setting(reader, RESERVATION_DAYS)
    return today + timedelta(days=int(days) if days.isdecimal() else 7)


def now(work: Work, reservation: Reservation) -> Reservation:
    """Return a reservation as it is stored."""
    return work.database.get(Reservation, reservation.id) or reservation


def _busy_faults(work: Work, reservation: Reservation) -> list[Fault]:
    """Hold that nobody is booked over what is taken, and nobody into a closed apartment."""
    if reservation.state is _R.REQUESTED:
        return []
    span = Span(reservation.first, reservation.until)
    blocked = taken(work.database, reservation.apartment_id, work.today, but=(reservation.id,))
    if not any(each.overlaps(span) for each in blocked):
        return []
    return [
        stopp(
            "first",
            "Lägenheten är upptagen, reserverad eller spärrad de dagarna.",
            "domain.md B1",
        )
    ]


def _fit_faults(work: Work, reservation: Reservation) -> list[Fault]:
    apartment = work.database.get(Apartment, reservation.apartment_id)
    if apartment is None:
        return [stopp("apartment_id", "Välj en lägenhet.", "domain.md 3.1")]
    if fits(apartment, reservation.adults, reservation.children, pets=reservation.pets):
        return []
    return [varna("adults", "De är fler än det finns plats för, eller har djur.", "domain.md B6")]


def _move_faults(
    reservation: Reservation, to: ReservationState, *, only_from: ReservationState | None = None
) -> list[Fault]:
    drawn = may_move(reservation, to) and reservation.state is not to
    if drawn and only_from in {None, reservation.state}:
        return []
    return [
        stopp(
            "state",
            f"Reservationen är {reservation.state.label.lower()} och kan inte bli"
            f" {to.label.lower()}.",
            "domain.md 3.2",
        )
    ]
