"""A stay moves, grows or becomes shorter: by its sheets and in the calendar (B1, B2)."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.apartment import Closure
from kvinnobyran.domain.dates import long_label
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.placement import BEFORE, LIVING, Placement, PlacementState
from kvinnobyran.domain.placement_rows import Extension
from kvinnobyran.domain.placement_rules import placement_faults
from kvinnobyran.domain.reservation import Reservation
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.stay import StayKind
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.apartments import save_closure
from kvinnobyran.flows.conflicts import into_conflict
from kvinnobyran.flows.placement_checks import busy_faults, held, suits
from kvinnobyran.flows.placements import follow, now
from kvinnobyran.flows.reservations import move_reservation
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, settle


def replan(
    work: Work,
    placement: Placement,
    *,
    apartment_id: str | None,
    first: date | None,
    until: date | None,
    reasons: Reasons = NO_REASONS,
) -> Placement:
    """Plan other days or the other apartment for a stay, or a shorter one while she lives there.

    Raises :class:`Refused` when somebody else has the nights (B1). A longer stay of somebody
    who lives there is an :func:`extend`.
    """
    known = now(work, placement)
    planned = replace(known, apartment_id=apartment_id, planned_in=first, planned_out=until)
    faults: list[Fault] = []
    if known.state in LIVING:
        faults += _living_faults(known, planned)
    elif known.state not in BEFORE and known.state is not PlacementState.DECIDED:
        faults.append(stopp("state", "Placeringen är avslutad.", "domain.md 3.2"))
    if known.state not in BEFORE:
        if apartment_id is None or first is None:
            faults.append(
                stopp("planned_in", "En beslutad placering har lägenhet och dag.", "domain.md B4")
            )
        faults += busy_faults(work, planned)
        faults += suits(work, planned)
    settle([*faults, *placement_faults(planned, today=work.today)], reasons)
    with work.step("Flytta placeringen", reasons) as tx:
        tx.update(planned)
        follow(work, tx, planned)
    return planned


def extend(
    work: Work,
    placement: Placement,
    until: date,
    *,
    decided_by: str,
    reason: str,
    reasons: Reasons = NO_REASONS,
) -> Placement:
    """Let her stay longer, by whose decision and why.

    A reservation in the way falls into conflict, after a reason (B2); another placement or a
    closure refuses it (B1).
    """
    known = now(work, placement)
    earlier = known.planned_out
    longer = replace(known, state=PlacementState.EXTENDED, planned_out=until)
    faults: list[Fault] = []
    if known.state not in LIVING:
        faults.append(stopp("state", "Bara den som bor här kan få förlängt.", "domain.md 3.2"))
    if earlier is None:
        faults.append(stopp("until", "Placeringen har ingen slutdag att förlänga.", "domain.md B1"))
    elif until <= earlier:
        faults.append(stopp("until", "Den nya dagen är inte senare än den gamla.", "domain.md B1"))
    if not decided_by.strip():
        faults.append(stopp("decided_by", "Skriv vem som har beslutat.", "domain.md B4"))
    if not reason.strip():
        faults.append(stopp("reason", "Skriv varför hon behöver bo kvar.", "domain.md 3.1"))
    if known.decision_until is not None and until > known.decision_until:
        faults.append(
            varna(
                "decision", "Nämndens beslut gäller inte så länge. Begär ett nytt.", "domain.md B4"
            )
        )
    span = longer.span
    hit = held(work.database, known, span, work.today) if span else []
    faults += [fault for fault in busy_faults(work, longer, field="until") if not _is_held(fault)]
    if hit:
        first = min(each.first for each in hit)
        faults.append(
            varna(
                "until",
                f"Lägenheten är reserverad från {long_label(first)}. Reservationen hamnar i"
                " konflikt, och båda handläggarna får en uppgift.",
                "domain.md B2",
            )
        )
    settle(faults, reasons)
    with work.step("Förläng placeringen", reasons) as tx:
        tx.update(longer)
        tx.insert(
            Extension(
                id=new_id(),
                placement_id=known.id,
                earlier_until=earlier or until,
                until=until,
                decided_by=decided_by.strip(),
                decided_on=work.today,
                reason=reason,
            )
        )
        for each in hit:
            into_conflict(work, tx, each, because=longer)
        follow(work, tx, longer)
    return longer


def shift_stay(
    work: Work,
    kind: StayKind,
    id: str,
    *,
    apartment_id: str,
    span: Span,
    reasons: Reasons = NO_REASONS,
) -> None:
    """Give a stay of the calendar other days or the other apartment, as one step.

    A longer stay of somebody who lives there becomes an extension: the reasons then answer
    ``reason`` (why she stays), and ``until`` if a reservation is in the way.
    """
    if kind is StayKind.CLOSURE:
        closure = work.database.get(Closure, id)
        if closure is not None:
            save_closure(
                work,
                replace(closure, apartment_id=apartment_id, first=span.first, until=span.until),
            )
        return
    if kind is StayKind.RESERVATION:
        reservation = work.database.get(Reservation, id)
        if reservation is not None:
            move_reservation(
                work, reservation, apartment_id=apartment_id, span=span, reasons=reasons
            )
        return
    placement = work.database.get(Placement, id)
    if placement is None:
        raise Refused((stopp("", "Placeringen finns inte längre.", "domain.md 3.2"),))
    longer = (
        placement.state in LIVING
        and apartment_id == placement.apartment_id
        and placement.span is not None
        and span.first == placement.span.first
        and placement.planned_out is not None
        and span.until is not None
        and span.until > placement.planned_out
    )
    if longer and span.until is not None:
        extend(
            work,
            placement,
            span.until,
            decided_by=reasons.get("decided_by", "") or work.user,
            reason=reasons.get("reason", ""),
            reasons=reasons,
        )
        return
    lives = placement.state in LIVING
    replan(
        work,
        placement,
        apartment_id=apartment_id,
        first=placement.planned_in
        if lives and placement.span is not None and span.first == placement.span.first
        else span.first,
        until=span.until,
        reasons=reasons,
    )


def _living_faults(known: Placement, planned: Placement) -> list[Fault]:
    """Hold that she who lives there has moved in when she did, and leaves no later by dragging."""
    faults: list[Fault] = []
    if planned.apartment_id != known.apartment_id or planned.planned_in != known.planned_in:
        faults.append(
            stopp(
                "planned_in",
                "Hon har redan flyttat in. Avsluta här och börja en ny placering för ett byte.",
                "domain.md B1",
            )
        )
    longer = known.planned_out is not None and (
        planned.planned_out is None or planned.planned_out > known.planned_out
    )
    if longer:
        faults.append(stopp("planned_out", "Använd Förläng för en senare dag.", "domain.md B2"))
    if known.moved_in and planned.planned_out and planned.planned_out <= known.moved_in:
        faults.append(stopp("planned_out", "Dagen ligger före inflyttningen.", "domain.md B1"))
    return faults


def _is_held(fault: Fault) -> bool:
    return fault.source == "domain.md B2"
