"""A placement up to the day she moves in: asked for, assessed, decided (domain.md 3.2, B4)."""

from dataclasses import replace
from datetime import date
from typing import Final

from kvinnobyran.domain.case import Case, CaseState, Regime
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.placement import (
    BEFORE,
    LegalGround,
    MoveInCheck,
    Placement,
    PlacementState,
    Placer,
    RefusalReason,
    may_move,
)
from kvinnobyran.domain.placement_reminders import (
    birthday_reminders,
    offer_reminders,
    offers,
    stay_reminders,
)
from kvinnobyran.domain.placement_rules import (
    enrolment_faults,
    move_in_faults,
    placement_faults,
)
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.flows.placement_checks import busy_faults, ivo, one_home_faults, suits
from kvinnobyran.flows.reminders import remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store.placements import household, offers_of
from kvinnobyran.store.transaction import Transaction

_S = PlacementState
STAY, OFFERS, BIRTHDAY = "domain.md B8", "domain.md B7", "domain.md B8 18 år"
_DESCRIBED: Final = (
    "requested_on",
    "placer",
    "placer_words",
    "placer_contact",
    "adults",
    "fur_allergy",
    "needs",
    "legal_ground",
    "decision_reference",
    "decision_on",
    "decision_until",
    "applied_on",
    "own_motive",
    "board_considered",
    "cost_agreement",
    "suitability",
    "suitability_on",
    "daily_fee",
)
"""What the form of the request changes, at any time."""
_PLANNED: Final = ("apartment_id", "planned_in", "planned_out")
"""What it changes too while nobody has decided."""
_REGIMES: Final = {
    LegalGround.SOL: Regime.SOL_PLACEMENT,
    LegalGround.ACT: Regime.ACT_2024_79,
    LegalGround.ACT_IMMEDIATE: Regime.ACT_2024_79,
}


def save_placement(
    work: Work,
    placement: Placement,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Placement:
    """Write down a request, or change what is known about it; its days move elsewhere later."""
    earlier = work.database.get(Placement, placement.id)
    faults: list[Fault] = []
    if placement.state is not (earlier.state if earlier else _S.REQUESTED):
        faults.append(stopp("state", "Läget ändras med sin egen knapp.", "domain.md 3.2"))
    if earlier is not None:
        may = _DESCRIBED + (_PLANNED if earlier.state in BEFORE else ())
        placement = replace(earlier, **{each: getattr(placement, each) for each in may})
    else:
        placement = _bare(placement)
        faults += _open_case_faults(work, placement.case_id)
    if placement.placer is Placer.NONE:
        placement = replace(placement, legal_ground=LegalGround.NONE)
    settle([*faults, *placement_faults(placement, today=work.today)], reasons)
    with work.step("Placering", reasons) as tx:
        put(tx, placement, expect=expect)
        follow(work, tx, placement)
    return placement


def begin_assessment(work: Work, placement: Placement) -> Placement:
    """Begin to assess whether she can be received."""
    placement = now(work, placement)
    settle(move_faults(placement, _S.ASSESSING))
    with work.step("Bedöm placeringen") as tx:
        tx.update(assessed := replace(placement, state=_S.ASSESSING))
    return assessed


def enrol(
    work: Work,
    placement: Placement,
    *,
    reservation_id: str | None = None,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> Placement:
    """Decide that she is received: by whom, when and where (B4). Nobody else lives there (B1).

    ``placement`` carries what the decision's form says. The confirmed reservation it comes
    from is converted in the same step; a preliminary one is not (B3).
    """
    stored = now(work, placement)
    decided = replace(
        stored,
        state=_S.DECIDED,
        **{each: getattr(placement, each) for each in (*_DESCRIBED, *_PLANNED)},
        enrolled_by=placement.enrolled_by.strip(),
        enrolled_on=placement.enrolled_on,
        enrolment_motive=placement.enrolment_motive,
    )
    home = household(work.database, placement.id)
    held, faults = _reservation(work, decided, reservation_id)
    settle(
        [
            *move_faults(stored, _S.DECIDED, only_from=_S.ASSESSING),
            *faults,
            *placement_faults(decided, today=work.today),
            *enrolment_faults(decided, ivo=ivo(work.database), today=work.today),
            *one_home_faults(work, decided, [each.child_id for each in home.children]),
            *busy_faults(work, decided, own=held.id if held else ""),
            *suits(work, decided, home),
        ],
        reasons,
    )
    with work.step("Beslut om inskrivning", reasons) as tx:
        if held is not None:
            tx.update(
                replace(
                    held,
                    state=ReservationState.CONVERTED,
                    placement_id=decided.id,
                    ended_on=work.today,
                )
            )
        put(tx, decided, expect=expect)
        _follow_regime(tx, decided)
        follow(work, tx, decided)
    return decided


def refuse(
    work: Work, placement: Placement, reason: RefusalReason, *, on: date, words: str = ""
) -> Placement:
    """Say no, with the reason, which the figures count."""
    placement = now(work, placement)
    faults = [*move_faults(placement, _S.REFUSED)]
    if reason is RefusalReason.OTHER and not words.strip():
        faults.append(stopp("refusal_words", "Skriv varför hon nekas.", "domain.md 3.1"))
    if on > work.today:
        faults.append(stopp("refused_on", "Dagen ligger i framtiden.", "domain.md G7"))
    settle(faults)
    refused = replace(
        placement, state=_S.REFUSED, refused_on=on, refusal_reason=reason, refusal_words=words
    )
    with work.step("Neka placeringen") as tx:
        tx.update(refused)
        follow(work, tx, refused)
    return refused


def cancel_placement(work: Work, placement: Placement, reason: str) -> Placement:
    """Say that it came to nothing before she moved in, and why."""
    placement = now(work, placement)
    faults = [*move_faults(placement, _S.CANCELLED)]
    if not reason.strip():
        faults.append(stopp("refusal_words", "Skriv varför det inte blev av.", "domain.md 3.1"))
    settle(faults)
    gone = replace(placement, state=_S.CANCELLED, refusal_words=reason, closed_on=work.today)
    with work.step("Placeringen blev inte av") as tx:
        tx.update(gone)
        follow(work, tx, gone)
    return gone


def move_in(
    work: Work,
    placement: Placement,
    on: date,
    *,
    checks: frozenset[MoveInCheck] = frozenset(),
    reasons: Reasons = NO_REASONS,
) -> Placement:
    """Write down that she has moved in; a child from 0 to 17 makes three offers due (B4, B7)."""
    placement = now(work, placement)
    moved = replace(
        placement, state=_S.MOVED_IN, moved_in=on, checks_in=placement.checks_in | checks
    )
    home = household(work.database, placement.id)
    settle(
        [
            *move_faults(placement, _S.MOVED_IN),
            *move_in_faults(placement, home.children, on, ivo=ivo(work.database), today=work.today),
            *busy_faults(work, moved, field="moved_in"),
        ],
        reasons,
    )
    births = [each.birth if each else None for each in map(home.person, home.children)]
    with work.step("Inflyttning", reasons) as tx:
        tx.update(moved)
        known = {each.kind for each in offers_of(tx, moved.id)}
        for offer in offers(moved.id, births, on):
            if offer.kind not in known:
                tx.insert(offer)
        follow(work, tx, moved)
    return moved


def tick(work: Work, placement: Placement) -> Placement:
    """Tick off what has been done of the lists for moving in and out (A16)."""
    ticked = replace(
        now(work, placement), checks_in=placement.checks_in, checks_out=placement.checks_out
    )
    with work.step("Checklista") as tx:
        tx.update(ticked)
    return ticked


def follow(work: Work, tx: Transaction, placement: Placement) -> None:
    """Let the reminders of a placement be those it wants now, as part of a step (B7, B8)."""
    home = household(tx, placement.id)
    by_act = [
        (row.id, child.birth if (child := home.person(row)) else None)
        for row in home.children
        if row.by_act and row.moves_out is None
    ]
    wanted = (
        (STAY, stay_reminders(placement, today=work.today)),
        (BIRTHDAY, birthday_reminders(placement, by_act, today=work.today)),
        (
            OFFERS,
            offer_reminders(offers_of(tx, placement.id), placement.moved_in)
            if placement.moved_in is not None and placement.moved_out is None
            else (),
        ),
    )
    for rule, reminders in wanted:
        remind(work, tx, reminders, rule=rule, cause=placement.id, case_id=placement.case_id)


def now(work: Work, placement: Placement) -> Placement:
    """Return a placement as it is stored: a form may have read it before the last second."""
    return work.database.get(Placement, placement.id) or placement


def move_faults(
    placement: Placement, to: PlacementState, *, only_from: PlacementState | None = None
) -> list[Fault]:
    """Hold the life cycle of domain.md 3.2."""
    drawn = may_move(placement, to) and placement.state is not to
    if drawn and only_from in {None, placement.state}:
        return []
    return [
        stopp(
            "state",
            f"Placeringen är {placement.state.label.lower()} och kan inte bli {to.label.lower()}.",
            "domain.md 3.2",
        )
    ]


def _bare(placement: Placement) -> Placement:
    """Return a new request with nothing in it that a decision says."""
    return Placement(
        id=placement.id,
        case_id=placement.case_id,
        **{each: getattr(placement, each) for each in (*_DESCRIBED, *_PLANNED)},
    )


def _reservation(
    work: Work, placement: Placement, reservation_id: str | None
) -> tuple[Reservation | None, list[Fault]]:
    """Return the reservation that is converted, and what B3 says about it."""
    if reservation_id is None:
        return None, []
    held = work.database.get(Reservation, reservation_id)
    if held is None:
        return None, [stopp("reservation", "Reservationen finns inte längre.", "domain.md B3")]
    if held.case_id not in {None, placement.case_id}:
        return None, [stopp("reservation", "Reservationen gäller någon annan.", "domain.md B3")]
    if held.state is not ReservationState.CONFIRMED:
        return held, [
            stopp(
                "reservation",
                "Bekräfta reservationen först: en preliminär blir aldrig en placering av sig"
                " själv.",
                "domain.md B3",
            )
        ]
    return held, []


def _follow_regime(tx: Transaction, placement: Placement) -> None:
    """Let the case be documented and kept as a placement from the decision on (D1)."""
    case = tx.get(Case, placement.case_id)
    regime = _REGIMES.get(placement.legal_ground)
    if case is not None and regime is not None and case.regime is not regime:
        tx.update(replace(case, regime=regime))


def _open_case_faults(work: Work, case_id: str) -> list[Fault]:
    case = work.database.get(Case, case_id)
    if case is not None and case.state is CaseState.CLOSED:
        return [
            stopp("case_id", "Ärendet är avslutat. Öppna ett nytt ärende först.", "domain.md 3.2")
        ]
    return []
