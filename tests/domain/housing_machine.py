"""The life cycles of placements and reservations, and every flow that writes their states."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.placement import AFTER, LIVING, DischargeReason, Placement, RefusalReason
from kvinnobyran.domain.placement import PlacementState as S
from kvinnobyran.domain.reservation import Reservation
from kvinnobyran.domain.reservation import ReservationState as R
from kvinnobyran.domain.span import Span
from kvinnobyran.flows import conflicts, discharge, placements, reservations, stays
from kvinnobyran.flows.work import Work
from tests.flows.conftest import Office

PLACEMENT_SITTINGS = frozenset({(S.DISCHARGE, S.AFTERCARE)})
"""She moves out and wants aftercare: both are said at the door."""
BECAUSE = {"until": "prov", "decision": "prov"}


def _apartment(office: Office) -> Apartment:
    made = Apartment(id=new_id(), code=f"Prov {new_id()}")
    with office.work.step("Prov") as tx:
        tx.insert(made)
    return made


def a_placement(office: Office, within: Case, state: Any) -> Placement:
    today = office.work.today
    before = today - timedelta(days=5)
    return Placement(
        id=new_id(),
        case_id=within.id,
        apartment_id=_apartment(office).id,
        state=state,
        requested_on=before,
        decision_reference="påhittad 2027-1",
        decision_on=before,
        enrolled_by="Greta",
        enrolled_on=before,
        planned_in=before,
        planned_out=today + timedelta(days=30),
        moved_in=before if state in LIVING | AFTER else None,
        moved_out=today if state in AFTER else None,
        discharge_by="Greta",
        discharge_on=before,
        discharge_reason=DischargeReason.OWN_HOME,
    )


def ways_of_placement(work: Work, record: Placement, to: Any) -> Iterator[Callable[[], object]]:
    today = work.today
    yield partial(placements.save_placement, work, replace(record, state=to))
    yield partial(
        stays.replan,
        work,
        replace(record, state=to),
        apartment_id=record.apartment_id,
        first=record.planned_in,
        until=today + timedelta(days=20),
    )
    if to is S.ASSESSING:
        yield partial(placements.begin_assessment, work, record)
    if to is S.REFUSED:
        yield partial(placements.refuse, work, record, RefusalReason.NO_PLACE, on=today)
    if to is S.CANCELLED:
        yield partial(placements.cancel_placement, work, record, "prov")
    if to is S.DECIDED:
        yield partial(placements.enrol, work, record)
    if to is S.MOVED_IN:
        yield partial(placements.move_in, work, record, today)
    if to is S.EXTENDED:
        yield partial(
            stays.extend,
            work,
            record,
            today + timedelta(days=60),
            decided_by="Greta",
            reason="prov",
            reasons=BECAUSE,
        )
    if to is S.DISCHARGE:
        yield partial(discharge.decide_discharge, work, record)
    if to in {S.MOVED_OUT, S.AFTERCARE}:
        yield partial(discharge.move_out, work, record, today, aftercare=to is S.AFTERCARE)
    if to is S.AFTERCARE:
        yield partial(discharge.begin_aftercare, work, record, today)
    if to is S.CLOSED:
        yield partial(discharge.close_placement, work, record, today)


def a_reservation(office: Office, within: Case, state: Any) -> Reservation:
    today = office.work.today
    decided = state in {R.CONFIRMED, R.CONVERTED, R.CONFLICT}
    return Reservation(
        id=new_id(),
        apartment_id=_apartment(office).id,
        case_id=within.id,
        state=state,
        first=today,
        until=today + timedelta(days=30),
        made_on=today - timedelta(days=9),
        expires_on=today,
        confirmed_by="Greta" if decided else "",
        confirmed_on=today if decided else None,
        end_reason="prov",
    )


def ways_of_reservation(work: Work, record: Reservation, to: Any) -> Iterator[Callable[[], object]]:
    yield partial(reservations.save_reservation, work, replace(record, state=to))
    if to is R.CONFIRMED or record.state is not R.CONFLICT:
        yield partial(
            reservations.move_reservation,
            work,
            replace(record, state=to),
            apartment_id=record.apartment_id,
            span=Span(work.today, work.today + timedelta(days=10)),
        )
    if to is R.PRELIMINARY:
        yield partial(reservations.hold, work, record)
    if to is R.CONFIRMED:
        yield partial(reservations.confirm_reservation, work, record, by="Greta", on=work.today)
    if to is R.CANCELLED:
        yield partial(reservations.cancel_reservation, work, record, "prov")
    if to is R.EXPIRED:
        tomorrow = Work(work.database, work.user, work.now + timedelta(days=1))
        yield partial(reservations.expire_reservations, tomorrow)
    if to is R.CONVERTED:
        yield partial(_convert, work, record)
    if to is R.CONFLICT:
        yield partial(_fall, work, record)


def _convert(work: Work, record: Reservation) -> None:
    """Decide about the placement that was waited for."""
    asked = Placement(
        id=new_id(),
        case_id=record.case_id or "",
        apartment_id=record.apartment_id,
        requested_on=work.today,
        decision_reference="påhittad 2027-1",
        planned_in=record.first,
        planned_out=record.until,
    )
    placements.save_placement(work, asked)
    placements.begin_assessment(work, asked)
    enrolled = replace(asked, enrolled_by="Greta", enrolled_on=work.today)
    placements.enrol(work, enrolled, reservation_id=record.id)


def _fall(work: Work, record: Reservation) -> None:
    """Let it fall, as an extension does with what holds the apartment."""
    with work.step("Prov") as tx:
        conflicts.into_conflict(work, tx, record)
