"""Supervision of the staff: occasions and hours, never clients (domain.md P6, 3.1)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code


class SupervisionForm(Code):
    """Together or alone."""

    GROUP = ("group", "I grupp")
    INDIVIDUAL = ("individual", "Enskilt")


class SupervisionState(Code):
    """Whether it took place."""

    PLANNED = ("planned", "Planerad")
    HELD = ("held", "Genomförd")
    CANCELLED = ("cancelled", "Inställd")


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
