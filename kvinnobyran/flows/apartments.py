"""The apartments and when they are closed (domain.md A13, B10)."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.apartment import (
    Apartment,
    Closure,
    ClosureKind,
    apartment_faults,
    closure_faults,
)
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.incident import Incident, incident_faults, incident_reminders
from kvinnobyran.domain.placement import LIVING, PlacementState
from kvinnobyran.domain.reservation import HOLDING
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.task import Reminder
from kvinnobyran.flows.conflicts import into_conflict
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import apartments as stored
from kvinnobyran.store.transaction import Transaction

EXPOSED = "domain.md B10"
INCIDENT = "domain.md 3.1"


def save_apartment(
    work: Work,
    apartment: Apartment,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Apartment:
    """Add an apartment or change one; its code is all that is ever shown of it (S1)."""
    others = stored.apartments(work.database, retired=True)
    codes = frozenset(each.code.strip().casefold() for each in others if each.id != apartment.id)
    settle(apartment_faults(apartment, taken_codes=codes), reasons)
    apartment = replace(apartment, code=apartment.code.strip())
    with work.step("Lägenhet", reasons) as tx:
        put(tx, apartment, expect=expect)
    return apartment


def retire_apartment(work: Work, apartment: Apartment, on: date) -> Apartment:
    """Give an apartment up from a day; what has been there stays in the figures."""
    ahead = [
        each
        for each in stored.stays(work.database, on, date.max, work.today, apartment_id=apartment.id)
        if each.kind.value != "closure"
    ]
    if ahead:
        settle([stopp("retired_on", "Någon bor där eller är på väg dit efter den dagen.", EXPOSED)])
    retired = replace(apartment, retired_on=on)
    with work.step("Lägenheten lämnas") as tx:
        tx.update(retired)
    return retired


def save_closure(work: Work, closure: Closure, *, expect: int | None = None) -> Closure:
    """Close an apartment for a time. An exposed address is told with :func:`expose_address`."""
    faults: list[Fault] = [*closure_faults(closure)]
    known = work.database.get(Closure, closure.id)
    if closure.kind is ClosureKind.EXPOSED and known is None:
        faults.append(
            stopp("kind", "Röjd adress anmäls med sin egen knapp, så att inget glöms.", EXPOSED)
        )
    if closure.kind is not ClosureKind.EXPOSED:
        faults += _taken_faults(work, closure)
    settle(faults)
    with work.step("Spärr av lägenhet") as tx:
        put(tx, closure, expect=expect)
    return closure


def remove_closure(work: Work, closure: Closure) -> None:
    """Take away a closure that was written by mistake."""
    with work.step("Ta bort spärren") as tx:
        tx.delete(closure)


def expose_address(
    work: Work, apartment: Apartment, incident: Incident, *, until: date | None = None
) -> Incident:
    """Say that an apartment's address is known to somebody who must not know it (B10).

    The apartment is closed from that day, everybody who lives there and everybody who was on
    the way there gets a task, and what was held falls into conflict. Raises :class:`Refused`
    until the question whether our own data has come out is answered.
    """
    incident = replace(incident, apartment_id=apartment.id)
    closure = Closure(
        id=new_id(),
        apartment_id=apartment.id,
        kind=ClosureKind.EXPOSED,
        first=incident.happened_on,
        until=until,
    )
    settle([*incident_faults(incident, today=work.today), *closure_faults(closure)])
    with work.step("Röjd adress") as tx:
        tx.insert(closure)
        put(tx, incident)
        remind(work, tx, incident_reminders(incident), rule=INCIDENT, cause=incident.id)
        _warn_residents(work, tx, apartment.id, closure.span)
        for held in stored.reservations_in(tx, apartment.id):
            if held.state in HOLDING and held.span.overlaps(closure.span):
                into_conflict(work, tx, held)
    return incident


def save_incident(work: Work, incident: Incident, *, expect: int | None = None) -> Incident:
    """Go on with an incident: what was done, whether data came out, when it was reported."""
    settle(incident_faults(incident, today=work.today))
    with work.step("Händelse") as tx:
        put(tx, incident, expect=expect)
        remind(work, tx, incident_reminders(incident), rule=INCIDENT, cause=incident.id)
    return incident


def _warn_residents(work: Work, tx: Transaction, apartment_id: str, span: Span) -> None:
    """Give every case with somebody in the apartment, or on the way there, its task (B10)."""
    for each in stored.placements_in(tx, apartment_id):
        coming = each.state is PlacementState.DECIDED
        if each.state not in LIVING and not (coming and each.span and each.span.overlaps(span)):
            continue
        what = (
            "Röjd adress: hitta en annan lägenhet innan hon flyttar in"
            if coming
            else "Röjd adress: flytta henne till ett annat skyddat boende idag"
        )
        remind(
            work,
            tx,
            [Reminder(what=what, due_on=work.today, part="exposed")],
            rule=EXPOSED,
            cause=each.id,
            case_id=each.case_id,
        )


def nobody_exposed(work: Work, tx: Transaction, placement_id: str) -> None:
    """Drop what was asked about an exposed address: she has left."""
    drop(work, tx, rule=EXPOSED, cause=placement_id)


def _taken_faults(work: Work, closure: Closure) -> list[Fault]:
    for each in stored.placements_in(work.database, closure.apartment_id):
        span = each.actual if each.state in LIVING and each.planned_out is None else each.span
        if span is not None and span.overlaps(closure.span):
            return [
                stopp("first", "Någon bor där de dagarna, eller är på väg dit.", "domain.md B1")
            ]
    for held in stored.reservations_in(work.database, closure.apartment_id):
        if held.state in HOLDING and held.span.overlaps(closure.span):
            return [
                stopp(
                    "first",
                    "Lägenheten är reserverad de dagarna. Flytta den först.",
                    "domain.md B2",
                )
            ]
    return []
