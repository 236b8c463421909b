"""What a placement wants to be reminded of (domain.md B7, B8, B11)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.dates import PartialDate, add_months
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.placement import ACTIVE, BY_ACT, LIVING, LegalGround, Placement
from kvinnobyran.domain.placement import PlacementState as State
from kvinnobyran.domain.placement_rows import OfferKind, PlacementOffer
from kvinnobyran.domain.placement_rules import OF_AGE, of_age_on
from kvinnobyran.domain.task import BEFORE_END, Reminder, before_end

BEFORE_MOVING_OUT: Final = (60, 30, 7)
"""Days before the planned end (B8)."""
LONG_MONTHS: Final = 6
"""A stay longer than this is looked at (B8), and a board reconsiders as often (L10)."""
OFFER_DAYS: Final = 30
"""Days within which the three offers are made (B7)."""
TRAPPAN_FROM: Final = 4
REVIEW_MONTHS: Final = 3
"""When aftercare is looked at again, unless a day is chosen (B11)."""
_SUBMIT, _BEGIN, _APPLY = timedelta(weeks=1), timedelta(weeks=4), timedelta(weeks=6)


def stay_reminders(placement: Placement, *, today: date) -> tuple[Reminder, ...]:
    """Return the reminders of a stay that is decided or goes on (B8)."""
    if placement.state not in ACTIVE:
        return ()
    wanted = [
        *before_end(
            "Planerad utflyttning närmar sig: boendeplan, checklista och nästa gäst",
            placement.planned_out,
            today=today,
            days=BEFORE_MOVING_OUT,
        ),
        *(
            Reminder(what=each.what, due_on=each.due_on, part=f"decision-{each.part}")
            for each in before_end(
                "Beslutet om placering upphör snart",
                placement.decision_until,
                today=today,
                days=BEFORE_END,
            )
        ),
    ]
    if placement.moved_in is not None and placement.state in LIVING:
        long = add_months(placement.moved_in, LONG_MONTHS)
        wanted.append(
            Reminder(
                what="Hon har bott här i sex månader: se över boendeplanen",
                due_on=long,
                part="long",
            )
        )
    return (*wanted, *_act_reminders(placement, today=today))


def _act_reminders(placement: Placement, *, today: date) -> list[Reminder]:
    """Return the days of the act of 2024, as information: the board answers for them (L10)."""
    decided = placement.decision_on
    if placement.legal_ground not in BY_ACT or decided is None:
        return []
    wanted = [
        Reminder(
            what="För kännedom: nämnden ska ompröva placeringen enligt lag 2024:79",
            due_on=_next_half_year(decided, today),
            part="reconsider",
        )
    ]
    if placement.legal_ground is LegalGround.ACT_IMMEDIATE and placement.applied_on is None:
        wanted += [
            Reminder(
                what="För kännedom: beslutet ska vara underställt förvaltningsrätten (en vecka)",
                due_on=decided + _SUBMIT,
                part="submit",
            ),
            Reminder(
                what="För kännedom: ansökan ska vara inne hos förvaltningsrätten (sex veckor)",
                due_on=decided + _APPLY,
                part="apply",
            ),
        ]
    if placement.state is State.DECIDED:
        wanted.append(
            Reminder(
                what="För kännedom: beslutet faller om placeringen inte har börjat (fyra veckor)",
                due_on=decided + _BEGIN,
                part="begin",
            )
        )
    return [each for each in wanted if each.due_on >= today]


def _next_half_year(decided: date, today: date) -> date:
    months = LONG_MONTHS
    while add_months(decided, months) < today:
        months += LONG_MONTHS
    return add_months(decided, months)


def birthday_reminders(
    placement: Placement, births: Iterable[tuple[str, PartialDate | None]], *, today: date
) -> tuple[Reminder, ...]:
    """Return the eighteenth birthdays that end a placement under the act (B8, L10).

    ``births`` are the children placed under it: the id of each row, and its birth.
    """
    if placement.state not in ACTIVE:
        return ()
    days = ((row, of_age_on(birth)) for row, birth in births)
    return tuple(
        Reminder(
            what=f"Ungdomen fyller {OF_AGE}: placeringen enligt lag 2024:79 upphör",
            due_on=day,
            part=row,
        )
        for row, day in days
        if day is not None and day >= today and day <= add_months(today, 12 * OF_AGE)
    )


def offers(
    placement_id: str, births: Iterable[PartialDate | None], on: date
) -> tuple[PlacementOffer, ...]:
    """Return the offers that children from 0 to 17 call for at moving in (B7).

    Trappan only when one of them is, or may be, four years old.
    """
    ages = [birth.ages(on) if birth is not None else (0, OF_AGE - 1) for birth in births]
    minors = [(low, high) for low, high in ages if low < OF_AGE]
    kinds = [
        kind
        for kind in OfferKind
        if minors
        and (kind is not OfferKind.TRAPPAN or any(high >= TRAPPAN_FROM for _, high in minors))
    ]
    return tuple(
        PlacementOffer(id=new_id(), placement_id=placement_id, kind=kind) for kind in kinds
    )


def offer_reminders(made: Iterable[PlacementOffer], moved_in: date) -> tuple[Reminder, ...]:
    """Return a task for each offer that nobody has made yet, due in 30 days (B7)."""
    return tuple(
        Reminder(
            what=f"Erbjud {each.kind.label}",
            due_on=moved_in + timedelta(days=OFFER_DAYS),
            part=each.kind.value,
        )
        for each in made
        if each.answer is None
    )


def aftercare_reminders(placement: Placement) -> tuple[Reminder, ...]:
    """Return when aftercare is looked at again (B11)."""
    if placement.state is not State.AFTERCARE or placement.aftercare_review_on is None:
        return ()
    return (
        Reminder(
            what="Följ upp eftervården: fortsätta eller avsluta?",
            due_on=placement.aftercare_review_on,
            part="review",
        ),
    )
