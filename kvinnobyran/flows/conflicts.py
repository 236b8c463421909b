"""A reservation that cannot be kept: it falls into conflict, and both sides get a task (B2)."""

from dataclasses import replace

from kvinnobyran.domain.placement import Placement
from kvinnobyran.domain.reservation import Reservation, ReservationState, may_move
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import Work
from kvinnobyran.store.transaction import Transaction

CONFLICT = "domain.md B2"
_ASK = "Reservationen krockar med en placering: ring placeraren och hitta en annan tid"
_TELL = "Förlängningen krockar med en reservation: kom överens om vem som flyttar"


def into_conflict(
    work: Work, tx: Transaction, reservation: Reservation, because: Placement | None = None
) -> Reservation:
    """Let a reservation fall into conflict, as part of a step.

    Its own case's counsellor gets a task, and so does that of the stay that stands in its way.
    Nothing is taken away: only :mod:`reservations` moves it or cancels it, with a reason.
    """
    if not may_move(reservation, ReservationState.CONFLICT):
        return reservation
    fallen = replace(reservation, state=ReservationState.CONFLICT)
    tx.update(fallen)
    remind(
        work,
        tx,
        [Reminder(what=_ASK, due_on=work.today, part="reservation")],
        rule=CONFLICT,
        cause=reservation.id,
        case_id=reservation.case_id,
    )
    if because is not None:
        remind(
            work,
            tx,
            [Reminder(what=_TELL, due_on=work.today, part="stay")],
            rule=CONFLICT,
            cause=because.id,
            case_id=because.case_id,
        )
    return fallen


def out_of_conflict(work: Work, tx: Transaction, reservation: Reservation) -> None:
    """Drop both tasks of a conflict that has been settled, as part of a step."""
    drop(work, tx, rule=CONFLICT, cause=reservation.id)
    left = tx.all(
        Reservation,
        "SELECT * FROM reservation WHERE apartment_id = ? AND state = 'conflict' AND id <> ?",
        (reservation.apartment_id, reservation.id),
    )
    if left:
        return
    for each in tx.all(
        Placement,
        "SELECT * FROM placement WHERE apartment_id = ? AND state IN ('decided', 'moved_in',"
        " 'extended', 'discharge')",
        (reservation.apartment_id,),
    ):
        drop(work, tx, rule=CONFLICT, cause=each.id)
