"""What belongs to a placement as rows of its own: children, animals, extensions, offers, steps."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code


class LeaveGround(Code):
    """On what a child placed under the act of 2024 may leave (B9, L11)."""

    BOARD_CONSENT = ("board_consent", "Nämnden har samtyckt")
    GUARDIAN_REQUEST = ("guardian_request", "Vårdnadshavaren som är placerad med barnet begär det")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementChild:
    """A child that lives there with her, with its own days (B5).

    None in a day means hers. ``designated`` is the person who informs the child, makes its
    safety plan and follows how it is (L11); ``by_act`` that it is placed under 2024:79.
    """

    id: str
    placement_id: str
    child_id: str
    moves_in: date | None = None
    moves_out: date | None = None
    by_act: bool = False
    leave_ground: LeaveGround | None = None
    leave_reference: str = ""
    designated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementPet:
    """An animal that comes along; ``vet`` is how its veterinary is reached (A13)."""

    id: str
    placement_id: str
    species: str = ""
    number: int = 1
    furred: bool = True
    vet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A planned end that was moved to a later day, by whose decision and why."""

    id: str
    placement_id: str
    earlier_until: date
    until: date
    decided_by: str = ""
    decided_on: date
    reason: str = ""


class OfferKind(Code):
    """The three offers when a child moves in (A15, B7)."""

    TRAPPAN = ("trappan", "Trappan till barnet")
    CIRCLE = ("circle", "Trygghetscirkeln till mamman")
    EVENING_CAFE = ("evening_cafe", "Kvällskaféet till båda")


class OfferAnswer(Code):
    """What came of an offer."""

    OFFERED = ("offered", "Erbjuden")
    YES = ("yes", "Ja")
    NO = ("no", "Nej")
    LATER = ("later", "Senare")
    NOT_RELEVANT = ("not_relevant", "Ej aktuellt")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementOffer:
    """One of the three offers; ``answer`` None: not made yet."""

    id: str
    placement_id: str
    kind: OfferKind
    answer: OfferAnswer | None = None
    answered_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeStep:
    """One step towards a home that lasts (A15)."""

    id: str
    placement_id: str
    words: str = ""
    due_on: date | None = None
    done_on: date | None = None
