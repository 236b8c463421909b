"""Supervision of the staff: occasions and hours, never clients (domain.md P6, 3.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.group import LONGEST, SHORTEST

SOURCE: Final = "domain.md P6"


class SupervisionForm(Code):
    """Together or alone."""

    GROUP = ("group", "I grupp")
    INDIVIDUAL = ("individual", "Enskilt")


class SupervisionState(Code):
    """Whether it took place."""

    PLANNED = ("planned", "Planerad")
    HELD = ("held", "Genomförd")
    CANCELLED = ("cancelled", "Inställd")


_S = SupervisionState
TRANSITIONS: dict[SupervisionState, frozenset[SupervisionState]] = {
    _S.PLANNED: frozenset({_S.HELD, _S.CANCELLED}),
    _S.HELD: frozenset({_S.CANCELLED}),
    _S.CANCELLED: frozenset({_S.HELD, _S.PLANNED}),
}
"""A slip can be put right, and what was called off is planned anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """One occasion. ``supervisor`` is who led it; there is no room for anything said."""

    id: str
    held_on: date
    minutes: int = 90
    form: SupervisionForm = SupervisionForm.GROUP
    state: SupervisionState = SupervisionState.PLANNED
    supervisor: str = ""
    staff: int | None = None


def may_become(earlier: SupervisionState, to: SupervisionState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is earlier or to in TRANSITIONS[earlier]


def supervision_faults(occasion: Supervision, *, today: date) -> tuple[Fault, ...]:
    """Check an occasion: its length, its day, how many of the staff were there."""
    faults: list[Fault] = []
    if not SHORTEST <= occasion.minutes <= LONGEST:
        faults.append(stopp("minutes", "Handledning är mellan 15 minuter och 8 timmar.", SOURCE))
    if occasion.state is _S.HELD and occasion.held_on > today:
        faults.append(
            stopp("held_on", "Handledning i framtiden kan inte vara genomförd.", "domain.md G7")
        )
    if occasion.staff is not None and occasion.staff < 1:
        faults.append(stopp("staff", "Minst en var med.", SOURCE))
    if occasion.form is SupervisionForm.INDIVIDUAL and (occasion.staff or 1) > 1:
        faults.append(stopp("staff", "Enskilt är en.", SOURCE))
    return tuple(faults)
