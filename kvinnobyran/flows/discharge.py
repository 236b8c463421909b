"""She leaves: the decision, the day, the aftercare and its end (domain.md B4, B9, B11)."""

from dataclasses import replace
from datetime import date

from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.placement import MoveOutCheck, Placement, PlacementState
from kvinnobyran.domain.placement_reminders import REVIEW_MONTHS, aftercare_reminders
from kvinnobyran.domain.placement_rules import discharge_faults, leave_faults, move_out_faults
from kvinnobyran.flows.apartments import nobody_exposed
from kvinnobyran.flows.conflicts import CONFLICT
from kvinnobyran.flows.placement_checks import busy_faults, ivo
from kvinnobyran.flows.placements import follow, move_faults, now
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store.placements import children_of
from kvinnobyran.store.transaction import Transaction

_S = PlacementState
AFTERCARE = "domain.md B11"


def decide_discharge(
    work: Work,
    placement: Placement,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Placement:
    """Decide that she leaves: by whom, when, where to (B4). Her own wish is never held back.

    A child placed under the act of 2024 is, until the board or its guardian has said so (B9).
    """
    known = now(work, placement)
    decided = replace(
        known,
        state=_S.DISCHARGE,
        discharge_by=placement.discharge_by.strip(),
        discharge_on=placement.discharge_on,
        discharge_reason=placement.discharge_reason,
        discharge_words=placement.discharge_words,
        her_request=placement.her_request,
    )
    children = tuple(children_of(work.database, known.id))
    settle(
        [
            *move_faults(known, _S.DISCHARGE),
            *discharge_faults(decided, children, ivo=ivo(work.database), today=work.today),
        ],
        reasons,
    )
    with work.step("Beslut om utskrivning", reasons) as tx:
        put(tx, decided, expect=expect)
        follow(work, tx, decided)
    return decided


def move_out(
    work: Work,
    placement: Placement,
    on: date,
    *,
    aftercare: bool | None,
    review_on: date | None = None,
    checks: frozenset[MoveOutCheck] = frozenset(),
    reasons: Reasons = NO_REASONS,
) -> Placement:
    """Write down that she has moved out. Aftercare is asked for, yes or no (B11).

    With aftercare it is looked at again on ``review_on``, else after three months.
    """
    known = now(work, placement)
    left = replace(
        known,
        state=_S.MOVED_OUT,
        moved_out=on,
        checks_out=known.checks_out | checks,
    )
    here = tuple(each for each in children_of(work.database, known.id) if each.moves_out is None)
    faults = [
        *move_faults(known, _S.MOVED_OUT),
        *move_out_faults(known, on, today=work.today),
        *leave_faults(here),
        *(fault for fault in busy_faults(work, left, field="moved_out") if _is_b1(fault.source)),
    ]
    if aftercare is None:
        faults.append(
            stopp("aftercare", "Fråga om hon vill ha eftervård, och svara ja eller nej.", AFTERCARE)
        )
    settle(faults, reasons)
    if aftercare:
        left = replace(
            left,
            state=_S.AFTERCARE,
            aftercare_from=on,
            aftercare_review_on=review_on or add_months(on, REVIEW_MONTHS),
        )
    with work.step("Utflyttning", reasons) as tx:
        tx.update(left)
        for child in here:
            tx.update(replace(child, moves_out=on))
        follow(work, tx, left)
        nobody_exposed(work, tx, left.id)
        drop(work, tx, rule=CONFLICT, cause=left.id)
        _remind(work, tx, left)
    return left


def begin_aftercare(
    work: Work, placement: Placement, on: date, *, review_on: date | None = None
) -> Placement:
    """Begin aftercare later: she wanted none when she left, and does now (B11)."""
    known = now(work, placement)
    faults = move_faults(known, _S.AFTERCARE, only_from=_S.MOVED_OUT)
    if on > work.today or (known.moved_out is not None and on < known.moved_out):
        faults.append(
            stopp("aftercare_from", "Välj en dag mellan utflyttningen och idag.", AFTERCARE)
        )
    settle(faults)
    begun = replace(
        known,
        state=_S.AFTERCARE,
        aftercare_from=on,
        aftercare_review_on=review_on or add_months(on, REVIEW_MONTHS),
    )
    with work.step("Eftervård") as tx:
        tx.update(begun)
        _remind(work, tx, begun)
    return begun


def review_aftercare(work: Work, placement: Placement, review_on: date) -> Placement:
    """Go on with aftercare, and look at it again on a day."""
    known = now(work, placement)
    faults = []
    if known.state is not _S.AFTERCARE:
        faults.append(stopp("state", "Eftervården pågår inte.", AFTERCARE))
    if review_on <= work.today:
        faults.append(stopp("aftercare_review_on", "Välj en dag som kommer.", AFTERCARE))
    settle(faults)
    reviewed = replace(known, aftercare_review_on=review_on)
    with work.step("Eftervården fortsätter") as tx:
        tx.update(reviewed)
        _remind(work, tx, reviewed)
    return reviewed


def close_placement(work: Work, placement: Placement, on: date) -> Placement:
    """End the placement: after aftercare, or at once when she did not want any."""
    known = now(work, placement)
    faults = move_faults(known, _S.CLOSED)
    if on > work.today:
        faults.append(stopp("closed_on", "Dagen ligger i framtiden.", "domain.md G7"))
    elif known.moved_out is not None and on < known.moved_out:
        faults.append(stopp("closed_on", "Dagen ligger före utflyttningen.", AFTERCARE))
    settle(faults)
    closed = replace(known, state=_S.CLOSED, closed_on=on)
    with work.step("Avsluta placeringen") as tx:
        tx.update(closed)
        _remind(work, tx, closed)
    return closed


def _remind(work: Work, tx: Transaction, placement: Placement) -> None:
    remind(
        work,
        tx,
        aftercare_reminders(placement),
        rule=AFTERCARE,
        cause=placement.id,
        case_id=placement.case_id,
    )


def _is_b1(source: str) -> bool:
    return source == "domain.md B1"
