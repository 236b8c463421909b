"""A placement in an apartment, from the request to the end of aftercare (domain.md A13-A16).

The stay is half-open, ``[in, ut)``: whoever leaves and whoever comes may do it the same day.
What is planned and what happened are kept apart. Who is with her, the animals, extensions,
offers and the steps towards a home are rows of their own (``placement_rows``).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.span import Span


class PlacementState(Code):
    """The life of a placement (domain.md 3.2). Some requests are taken back; that is drawn too."""

    REQUESTED = ("requested", "Förfrågad")
    ASSESSING = ("assessing", "Bedöms")
    REFUSED = ("refused", "Nekad")
    DECIDED = ("decided", "Beslutad")
    MOVED_IN = ("moved_in", "Inflyttad")
    EXTENDED = ("extended", "Förlängd")
    DISCHARGE = ("discharge", "Utskrivning beslutad")
    MOVED_OUT = ("moved_out", "Utflyttad")
    AFTERCARE = ("aftercare", "Eftervård")
    CLOSED = ("closed", "Avslutad")
    CANCELLED = ("cancelled", "Blev inte av")


_S = PlacementState
TRANSITIONS: dict[PlacementState, frozenset[PlacementState]] = {
    _S.REQUESTED: frozenset({_S.ASSESSING, _S.CANCELLED}),
    _S.ASSESSING: frozenset({_S.REFUSED, _S.DECIDED, _S.CANCELLED}),
    _S.REFUSED: frozenset(),
    _S.DECIDED: frozenset({_S.MOVED_IN, _S.CANCELLED}),
    _S.MOVED_IN: frozenset({_S.EXTENDED, _S.DISCHARGE}),
    _S.EXTENDED: frozenset({_S.DISCHARGE}),
    _S.DISCHARGE: frozenset({_S.EXTENDED, _S.MOVED_OUT}),
    _S.MOVED_OUT: frozenset({_S.AFTERCARE, _S.CLOSED}),
    _S.AFTERCARE: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.CANCELLED: frozenset(),
}
"""A discharge that was decided may be put off: the stay is then extended."""

BEFORE: Final = frozenset({_S.REQUESTED, _S.ASSESSING})
"""Nobody has decided yet: it is preliminary, and blocks nothing."""
LIVING: Final = frozenset({_S.MOVED_IN, _S.EXTENDED, _S.DISCHARGE})
"""She lives there."""
ACTIVE: Final = LIVING | {_S.DECIDED}
"""A woman and a child have at most one of these (B5)."""
AFTER: Final = frozenset({_S.MOVED_OUT, _S.AFTERCARE, _S.CLOSED})
OCCUPYING: Final = ACTIVE | AFTER
"""What may never overlap in one apartment (B1): the database holds it too."""


class Placer(Code):
    """Who asks us to receive her (A14)."""

    NEXUS = ("nexus", "Nexus")
    OTHER = ("other", "Annan socialtjänst")
    NONE = ("none", "Utan myndighet")


class LegalGround(Code):
    """On what law the authority's decision rests."""

    SOL = ("sol", "SoL")
    ACT = ("act", "Lag 2024:79")
    ACT_IMMEDIATE = ("act_immediate", "Omedelbar placering, lag 2024:79")
    NONE = ("none", "Ingen")


BY_ACT: Final = frozenset({LegalGround.ACT, LegalGround.ACT_IMMEDIATE})


class RefusalReason(Code):
    """Why we could not receive her."""

    NO_PLACE = ("no_place", "Fullt")
    OUTSIDE_TARGET = ("outside_target", "Utanför målgruppen")
    PROTECTION = ("protection", "Skyddsbehovet är större än vi klarar")
    OTHER_NEED = ("other_need", "Annat behov")
    OTHER = ("other", "Annat")


class DischargeReason(Code):
    """Where she goes."""

    OWN_HOME = ("own_home", "Egen bostad")
    MUNICIPAL_HOME = ("municipal_home", "Bostad via kommun")
    OTHER_SHELTER = ("other_shelter", "Annat skyddat boende")
    RELATIVES = ("relatives", "Släkt eller vänner")
    RETURNED = ("returned", "Återgått till relationen")
    EXPOSED = ("exposed", "Röjd adress")
    BROKE_OFF = ("broke_off", "Avbröt")
    OTHER = ("other", "Annat")


class MoveInCheck(Code):
    """The list to go through at moving in (A16)."""

    SHOWN = ("shown", "Visat lägenheten, larmet och utrymningen")
    KEYS = ("keys", "Lämnat nycklar och antecknat vilka")
    RULES = ("rules", "Gått igenom ordning, tystnadsplikt och att adressen är hemlig")
    PHONE = ("phone", "Stängt av platsdelning i telefoner, plattor, klockor och bil")
    MAIL = ("mail", "Ordnat posten: ingen eftersändning hit")
    SAFETY = ("safety", "Gjort eller sett över säkerhetsplanen")
    NUMBERS = ("numbers", "Lämnat telefonnummer för kontorstid och jour")
    CHILDREN = ("children", "Berättat för barnen utifrån deras ålder")
    STARTING_KIT = ("starting_kit", "Lämnat sängkläder, mat och hygienartiklar")


class MoveOutCheck(Code):
    """The list to go through at moving out (A16)."""

    KEYS = ("keys", "Fått tillbaka alla nycklar")
    DOOR_CODE = ("door_code", "Bytt portkod eller tagit ställning till det")
    INSPECTION = ("inspection", "Gått igenom lägenheten tillsammans")
    BELONGINGS = ("belongings", "Inget personligt är kvar")
    CLEANING = ("cleaning", "Beställt städning")
    SAFETY = ("safety", "Gjort säkerhetsplan för den nya bostaden")
    MAIL = ("mail", "Ordnat post och folkbokföring")
    CONTACT = ("contact", "Kommit överens om fortsatt kontakt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One stay of one woman, in her case.

    ``decision_*`` are the authority's; ``enrolled_*`` and ``discharge_*`` the unit's own (B4).
    ``applied_on`` is the day of the application under the act of 2024. ``adults`` counts her
    too. ``aftercare_review_on`` is when the aftercare is looked at again (B11).
    """

    id: str
    case_id: str
    apartment_id: str | None = None
    state: PlacementState = PlacementState.REQUESTED
    requested_on: date
    placer: Placer = Placer.NEXUS
    placer_words: str = ""
    placer_contact: str = ""
    adults: int = 1
    fur_allergy: bool = False
    needs: str = ""
    legal_ground: LegalGround = LegalGround.SOL
    decision_reference: str = ""
    decision_on: date | None = None
    decision_until: date | None = None
    applied_on: date | None = None
    own_motive: str = ""
    board_considered: bool = False
    cost_agreement: str = ""
    suitability: str = ""
    suitability_on: date | None = None
    daily_fee: int | None = None
    enrolled_by: str = ""
    enrolled_on: date | None = None
    enrolment_motive: str = ""
    refused_on: date | None = None
    refusal_reason: RefusalReason | None = None
    refusal_words: str = ""
    planned_in: date | None = None
    planned_out: date | None = None
    moved_in: date | None = None
    moved_out: date | None = None
    checks_in: frozenset[MoveInCheck] = frozenset()
    checks_out: frozenset[MoveOutCheck] = frozenset()
    discharge_by: str = ""
    discharge_on: date | None = None
    discharge_reason: DischargeReason | None = None
    discharge_words: str = ""
    her_request: bool = False
    aftercare_from: date | None = None
    aftercare_review_on: date | None = None
    closed_on: date | None = None

    @property
    def span(self) -> Span | None:
        """Return the days of the stay as it is planned or as it was; None while not planned."""
        first = self.moved_in or self.planned_in
        return Span(first, self.moved_out or self.planned_out) if first else None

    @property
    def actual(self) -> Span | None:
        """Return the days somebody has lived there; without an end while she still does (B1)."""
        return Span(self.moved_in, self.moved_out) if self.moved_in else None


def may_move(placement: Placement, to: PlacementState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is placement.state or to in TRANSITIONS[placement.state]


def collide(one: Placement, other: Placement) -> bool:
    """Tell whether two placements want the same nights in the same apartment (B1).

    An open-ended stay plans with its planned end, but blocks until somebody has left.
    """
    if one.id == other.id or one.apartment_id is None or one.apartment_id != other.apartment_id:
        return False
    if one.state not in OCCUPYING or other.state not in OCCUPYING:
        return False
    if one.span and other.span and one.span.overlaps(other.span):
        return True
    return bool(one.actual and other.actual and one.actual.overlaps(other.actual))
