"""Seminars, training days and the meetings of the partnership (domain.md A19, P5, 3.1)."""

from dataclasses import dataclass
from datetime import date, time

from kvinnobyran.domain.codes import Code


class OutreachKind(Code):
    """What kind of event it is."""

    BREAKFAST = ("breakfast", "Frukostseminarium")
    TRAINING = ("training", "Utbildningsdag")
    NETWORK = ("network", "Nätverksmöte")
    STEERING = ("steering", "Styrgrupp")
    COLLABORATION = ("collaboration", "Samverkansgrupp")
    WORKING_GROUP = ("working_group", "Arbetsgrupp")
    OTHER = ("other", "Annat")


class OutreachState(Code):
    """Whether it took place."""

    PLANNED = ("planned", "Planerat")
    HELD = ("held", "Genomfört")
    CANCELLED = ("cancelled", "Inställt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """One event. ``called_on`` and ``minutes_on`` are when calling and minutes went out."""

    id: str
    kind: OutreachKind
    held_on: date
    starts_at: time | None = None
    minutes: int = 60
    state: OutreachState = OutreachState.PLANNED
    reason: str = ""
    place: str = ""
    about: str = ""
    participants: int | None = None
    responsible: str = ""
    called_on: date | None = None
    minutes_on: date | None = None
    words: str = ""
