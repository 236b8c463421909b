"""What stands before a placement is decided, begins and ends (domain.md B1, B4-B6, B9).

Every function takes what it has to know as values and answers with all faults at once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.dates import PartialDate, add_months
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.person import Gender
from kvinnobyran.domain.placement import BY_ACT, DischargeReason, LegalGround, Placement, Placer
from kvinnobyran.domain.placement_rows import PlacementChild, PlacementPet
from kvinnobyran.domain.span import Span

OF_AGE: Final = 18
_B4, _B5, _B6, _B9 = "domain.md B4", "domain.md B5", "domain.md B6", "domain.md B9"
_L11 = "domain.md L11"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ivo:
    """The rules of a permitted home, where the unit has switched them on (L11, L12).

    ``heads`` are those who may decide who comes and who leaves: the föreståndare and whoever
    stands in; casefolded. Off, nobody is asked for more than the unit's own decision.
    """

    on: bool = False
    heads: frozenset[str] = frozenset()

    def may_decide(self, name: str) -> bool:
        """Tell whether a decision by this person counts."""
        return not self.on or not self.heads or name.strip().casefold() in self.heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A child that comes along: when it was born, if that is known, and its gender."""

    birth: PartialDate | None = None
    gender: Gender = Gender.NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Who lived there before, or comes next, as far as animals and allergies matter (B6)."""

    furred: bool = False
    allergy: bool = False
    cleaned_between: bool = False


NOBODY: Final = Neighbour()
_MAYBE_A_SON: Final = frozenset((Gender.MALE, Gender.NOT_ASKED))
_WHO_IS_IT: Final = (
    "Huset har en regel om söners ålder, och ett barns ålder eller kön är inte ifyllt. Fråga."
)


def placement_faults(placement: Placement, *, today: date) -> tuple[Fault, ...]:
    """Check what is written about a placement, whatever its state."""
    faults: list[Fault] = []
    if placement.requested_on > today:
        faults.append(stopp("requested_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if placement.adults < 1:
        faults.append(stopp("adults", "Skriv hur många vuxna det gäller.", "domain.md 3.1"))
    first, until = placement.planned_in, placement.planned_out
    if first is None and until is not None:
        faults.append(stopp("planned_in", "Skriv när hon planeras flytta in.", "domain.md B1"))
    if first is not None and until is not None and until <= first:
        faults.append(
            stopp("planned_out", "Utflyttningen ligger före inflyttningen.", "domain.md B1")
        )
    given, ends = placement.decision_on, placement.decision_until
    if given is not None and ends is not None and ends < given:
        faults.append(stopp("decision_until", "Beslutet slutar innan det börjar.", _B4))
    if given is not None and given > today:
        faults.append(stopp("decision_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if placement.daily_fee is not None and placement.daily_fee < 0:
        faults.append(stopp("daily_fee", "Skriv ersättningen i kronor.", "domain.md 3.1"))
    return tuple(faults)


def decision_faults(placement: Placement) -> tuple[Fault, ...]:
    """Ask for the authority's decision, or for what stands in its place (B4)."""
    faults: list[Fault] = []
    if placement.placer is not Placer.NONE:
        if not placement.decision_reference.strip():
            faults.append(
                stopp(
                    "decision_reference",
                    "Skriv nämndens eller Nexus beslut. Utan beslut: välj Utan myndighet.",
                    _B4,
                )
            )
        if placement.legal_ground is LegalGround.NONE:
            faults.append(stopp("legal_ground", "Välj vilken lag beslutet stöder sig på.", _B4))
        return tuple(faults)
    if not placement.own_motive.strip():
        faults.append(stopp("own_motive", "Skriv varför hon tas emot utan myndighet.", _B4))
    if not placement.board_considered:
        faults.append(
            stopp(
                "board_considered",
                "Överväg om nämnden ska höras, och markera att ni har gjort det.",
                _B4,
            )
        )
    if not placement.cost_agreement.strip():
        faults.append(
            stopp("cost_agreement", "Skriv vad ni har kommit överens om kostnad och tid.", _B4)
        )
    return tuple(faults)


def enrolment_faults(placement: Placement, *, ivo: Ivo, today: date) -> tuple[Fault, ...]:
    """Hold B4: the unit itself decides who is received, by name and day; and IVO's rules."""
    faults: list[Fault] = [*decision_faults(placement)]
    if placement.apartment_id is None:
        faults.append(stopp("apartment_id", "Välj vilken lägenhet det gäller.", "domain.md B1"))
    if placement.planned_in is None:
        faults.append(stopp("planned_in", "Skriv när hon planeras flytta in.", "domain.md B1"))
    if not placement.enrolled_by.strip():
        faults.append(stopp("enrolled_by", "Skriv vem som har beslutat om inskrivning.", _B4))
    elif not ivo.may_decide(placement.enrolled_by):
        faults.append(
            stopp("enrolled_by", "Föreståndaren eller ersättaren beslutar om inskrivning.", _L11)
        )
    if placement.enrolled_on is None:
        faults.append(stopp("enrolled_on", "Skriv vilken dag inskrivningen beslutades.", _B4))
    elif placement.enrolled_on > today:
        faults.append(stopp("enrolled_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if ivo.on and not (placement.suitability.strip() and placement.suitability_on):
        faults.append(stopp("suitability", "Gör lämplighetsbedömningen innan hon skrivs in.", _L11))
    return tuple(faults)


def fit_faults(
    placement: Placement,
    apartment: Apartment,
    children: tuple[Guest, ...],
    pets: tuple[PlacementPet, ...],
    *,
    before: Neighbour = NOBODY,
    after: Neighbour = NOBODY,
) -> tuple[Fault, ...]:
    """Warn when they do not fit: beds, animals, allergies, sons, grown children (B6)."""
    faults: list[Fault] = []
    if placement.adults > apartment.adults or len(children) > apartment.children:
        faults.append(varna("adults", "De är fler än lägenheten har plats för.", _B6))
    if pets and not apartment.pets:
        faults.append(varna("pets", "Djur är inte tillåtna i lägenheten.", _B6))
    elif any(pet.furred for pet in pets) and after.allergy:
        faults.append(
            varna("pets", "Nästa gäst är allergisk mot pälsdjur. Planera städningen.", _B6)
        )
    if placement.fur_allergy and before.furred and not before.cleaned_between:
        faults.append(
            varna("fur_allergy", "Gästen före har pälsdjur, och ingen städning är inlagd.", _B6)
        )
    span = placement.span
    if span is not None:
        faults += _age_faults(span, apartment, children)
    return tuple(faults)


def _age_faults(span: Span, apartment: Apartment, children: tuple[Guest, ...]) -> list[Fault]:
    faults: list[Fault] = []
    last = span.until or span.first
    oldest = [(each, each.birth.ages(last)[1]) for each in children if each.birth is not None]
    if any(age >= OF_AGE for _, age in oldest):
        faults.append(varna("children", "Ett av barnen är eller blir 18 år under tiden.", _B6))
    rule = apartment.no_sons_from
    if rule is not None:
        grown = [each for each, age in oldest if age >= rule]
        grown_or_unknown = [each for each in children if each.birth is None or each in grown]
        if any(each.gender is Gender.MALE for each in grown):
            faults.append(varna("sons", "Husregeln säger nej till söner i den åldern.", _B6))
        elif any(each.gender in _MAYBE_A_SON for each in grown_or_unknown):
            faults.append(varna("sons", _WHO_IS_IT, _B6))
    return faults


def child_faults(child: PlacementChild, placement: Placement) -> tuple[Fault, ...]:
    """Hold a child's own days inside the mother's (B5), and how it may leave (B9)."""
    faults: list[Fault] = []
    stay = placement.span
    first = child.moves_in or (stay.first if stay else None)
    if child.moves_out is not None and first is not None and child.moves_out < first:
        faults.append(stopp("moves_out", "Barnet flyttar ut innan det har flyttat in.", _B5))
    if stay is not None:
        if child.moves_in is not None and not stay.first <= child.moves_in <= stay.end:
            faults.append(varna("moves_in", "Dagen ligger utanför mammans tid.", _B5))
        if child.moves_out is not None and not stay.first <= child.moves_out <= stay.end:
            faults.append(varna("moves_out", "Dagen ligger utanför mammans tid.", _B5))
    if child.moves_out is not None:
        faults += leave_faults((child,))
    if child.by_act and placement.legal_ground not in BY_ACT:
        faults.append(
            stopp("by_act", "Placeringen är inte beslutad enligt lag 2024:79.", "domain.md L10")
        )
    return tuple(faults)


def leave_faults(children: tuple[PlacementChild, ...]) -> tuple[Fault, ...]:
    """Hold B9: a child placed under the act leaves with consent or her guardian's request."""
    if all(not each.by_act or each.leave_ground is not None for each in children):
        return ()
    return (
        stopp(
            "leave_ground",
            "Barnet är placerat enligt lag 2024:79. Det lämnar boendet när nämnden samtycker"
            " eller vårdnadshavaren som är placerad med barnet begär det.",
            _B9,
        ),
    )


def move_in_faults(
    placement: Placement,
    children: tuple[PlacementChild, ...],
    on: date,
    *,
    ivo: Ivo,
    today: date,
) -> tuple[Fault, ...]:
    """Hold what stands before the door: the unit's decision (B4), and a person for each child."""
    faults: list[Fault] = []
    if not (placement.enrolled_by.strip() and placement.enrolled_on):
        faults.append(stopp("enrolled_by", "Inskrivningen är inte beslutad.", _B4))
    elif on < placement.enrolled_on:
        faults.append(stopp("moved_in", "Inflyttningen ligger före beslutet om inskrivning.", _B4))
    if on > today:
        faults.append(stopp("moved_in", "Dagen ligger i framtiden.", "domain.md G7"))
    if placement.planned_out is not None and on >= placement.planned_out:
        faults.append(
            stopp("moved_in", "Dagen ligger efter den planerade utflyttningen.", "domain.md B1")
        )
    nobody = any(not each.designated.strip() for each in children)
    if nobody and (ivo.on or placement.legal_ground in BY_ACT):
        severity = stopp if ivo.on else varna
        faults.append(
            severity("designated", "Skriv vem som är särskilt utsedd person för barnet.", _L11)
        )
    return tuple(faults)


def discharge_faults(
    placement: Placement, children: tuple[PlacementChild, ...], *, ivo: Ivo, today: date
) -> tuple[Fault, ...]:
    """Hold B4 for who leaves, and B9; a woman who asks to leave is never held back (L11)."""
    faults: list[Fault] = []
    if not placement.discharge_by.strip():
        faults.append(stopp("discharge_by", "Skriv vem som har beslutat om utskrivning.", _B4))
    elif not placement.her_request and not ivo.may_decide(placement.discharge_by):
        faults.append(
            stopp("discharge_by", "Föreståndaren eller ersättaren beslutar om utskrivning.", _L11)
        )
    if placement.discharge_on is None:
        faults.append(stopp("discharge_on", "Skriv vilken dag utskrivningen beslutades.", _B4))
    elif placement.discharge_on > today:
        faults.append(stopp("discharge_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if placement.discharge_reason is None:
        faults.append(stopp("discharge_reason", "Välj vart hon flyttar.", "domain.md 3.1"))
    elif (
        placement.discharge_reason is DischargeReason.OTHER
        and not placement.discharge_words.strip()
    ):
        faults.append(stopp("discharge_words", "Skriv vart hon flyttar.", "domain.md 3.1"))
    return (*faults, *leave_faults(tuple(each for each in children if each.moves_out is None)))


def move_out_faults(placement: Placement, on: date, *, today: date) -> tuple[Fault, ...]:
    """Hold the day she leaves: it has come, and it lies after the day she came."""
    faults: list[Fault] = []
    if on > today:
        faults.append(stopp("moved_out", "Dagen ligger i framtiden.", "domain.md G7"))
    if placement.moved_in is not None and on < placement.moved_in:
        faults.append(
            stopp("moved_out", "Hon flyttar ut innan hon har flyttat in.", "domain.md B1")
        )
    if not (placement.discharge_by.strip() and placement.discharge_on):
        faults.append(stopp("discharge_by", "Utskrivningen är inte beslutad.", _B4))
    return tuple(faults)


def of_age_on(birth: PartialDate | None) -> date | None:
    """Return the last possible eighteenth birthday, or None when nobody knows."""
    return add_months(birth.first, 12 * OF_AGE) if birth is not None and birth.exact else None
