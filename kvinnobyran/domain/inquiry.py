"""The first contact, also when it stays anonymous (domain.md 3.1, 3.2, rule I1, scenario 1)."""

from dataclasses import dataclass
from datetime import date, time

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.person import Identity, Municipality
from kvinnobyran.domain.violence import ViolenceForm

MAX_MINUTES = 24 * 60
MAX_CHILDREN = 20


class Channel(Code):
    """How the contact came in."""

    PHONE = ("phone", "Telefon")
    SMS = ("sms", "Sms")
    EMAIL = ("email", "E-post")
    LETTER = ("letter", "Brev")
    VISIT = ("visit", "Besök")
    VIA_OTHER = ("via_other", "Via annan")


class Caller(Code):
    """Who made the contact."""

    HERSELF = ("herself", "Kvinnan själv")
    RELATIVE = ("relative", "Anhörig")
    NEXUS = ("nexus", "Nexus")
    SOCIAL_SERVICES = ("social_services", "Socialtjänst, annan")
    HEALTH_CARE = ("health_care", "Hälso- och sjukvård")
    CHILD_HEALTH = ("child_health", "BVC")
    SCHOOL = ("school", "Skola")
    POLICE = ("police", "Polis")
    OTHER_SHELTER = ("other_shelter", "Annan jour")
    STADSMISSION = ("stadsmission", "Annan verksamhet inom Stadsmissionen")


class Sought(Code):
    """What she asks for."""

    COUNSELLING = ("counselling", "Samtal")
    THERAPY = ("therapy", "Terapi")
    HOUSING = ("housing", "Boende")
    AUTHORITY_SUPPORT = ("authority_support", "Myndighetsstöd")
    CHILD_SUPPORT = ("child_support", "Barnstöd/Trappan")
    PARENTING = ("parenting", "Föräldrastöd")
    GROUP = ("group", "Grupp")
    INFORMATION = ("information", "Information")


class InquiryOutcome(Code):
    """What the contact led to."""

    ASSESSMENT_BOOKED = ("assessment_booked", "Bedömningssamtal bokat")
    ADVICE_GIVEN = ("advice_given", "Råd/information gavs")
    REFERRED = ("referred", "Hänvisad vidare")
    DECLINED = ("declined", "Avböjde")
    NOT_REACHED = ("not_reached", "Kunde inte nås")
    REFUSED = ("refused", "Nekad")


class RefusalReason(Code):
    """Why the unit could not help."""

    NO_PLACE = ("no_place", "Platsbrist")
    OUTSIDE_TARGET = ("outside_target", "Utanför målgrupp")
    PROTECTION = ("protection", "Kan ej ge tillräckligt skydd")
    OTHER_NEED = ("other_need", "Annat behov")
    OTHER = ("other", "Annat")


class Danger(Code):
    """Whether somebody is in acute danger now."""

    YES = ("yes", "Ja")
    NO = ("no", "Nej")
    UNCLEAR = ("unclear", "Oklart")


class InquiryState(Code):
    """The life cycle of domain.md 3.2; which outcome it was is its own field."""

    NEW = ("new", "Ny")
    IN_CONTACT = ("in_contact", "Under kontakt")
    DECIDED = ("decided", "Besvarad")
    CLOSED = ("closed", "Stängd")


TRANSITIONS: dict[InquiryState, frozenset[InquiryState]] = {
    InquiryState.NEW: frozenset({InquiryState.IN_CONTACT, InquiryState.DECIDED}),
    InquiryState.IN_CONTACT: frozenset({InquiryState.DECIDED}),
    InquiryState.DECIDED: frozenset({InquiryState.CLOSED, InquiryState.IN_CONTACT}),
    InquiryState.CLOSED: frozenset(),
}
"""``DECIDED -> IN_CONTACT`` is for "Kunde inte nås" alone; :func:`may_move` holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One contact in. It may stay anonymous and never become a person (I1)."""

    id: str
    received_on: date
    received_at: time | None = None
    channel: Channel | None = None
    caller: Caller | None = None
    identity: Identity = Identity.ANONYMOUS
    approximate_age: int | None = None
    children: int | None = None
    municipality: Municipality = Municipality.NOT_ASKED
    danger: Danger | None = None
    sought: frozenset[Sought] = frozenset()
    violence_stated: frozenset[ViolenceForm] = frozenset()
    outcome: InquiryOutcome | None = None
    referred_to: str = ""
    refusal_reason: RefusalReason | None = None
    minutes: int | None = None
    note: str = ""
    state: InquiryState = InquiryState.NEW
    person_id: str | None = None
    case_id: str | None = None


def may_move(inquiry: Inquiry, to: InquiryState) -> bool:
    """Tell whether the life cycle of domain.md 3.2 draws this step."""
    if to not in TRANSITIONS[inquiry.state]:
        return False
    if inquiry.state is InquiryState.DECIDED and to is InquiryState.IN_CONTACT:
        return inquiry.outcome is InquiryOutcome.NOT_REACHED
    return True


def inquiry_faults(inquiry: Inquiry, *, today: date) -> tuple[Fault, ...]:
    """Check an inquiry: date, channel and outcome are the whole minimum (I1)."""
    faults: list[Fault] = []
    if inquiry.channel is None:
        faults.append(
            stopp(
                "channel",
                "Välj hur kontakten kom in: dag, kanal och utfall är allt som måste stå.",
                "domain.md I1",
            )
        )
    if inquiry.outcome is None:
        faults.append(
            stopp(
                "outcome",
                "Välj vad kontakten ledde till: dag, kanal och utfall är allt som måste stå.",
                "domain.md I1",
            )
        )
    if inquiry.received_on > today:
        faults.append(stopp("received_on", "Datumet ligger i framtiden.", "domain.md G7"))
    if inquiry.outcome is InquiryOutcome.REFUSED and inquiry.refusal_reason is None:
        faults.append(
            stopp("refusal_reason", "Välj varför ni inte kunde ta emot.", "domain.md 3.1")
        )
    if inquiry.outcome is InquiryOutcome.REFERRED and not inquiry.referred_to.strip():
        faults.append(stopp("referred_to", "Skriv vart du hänvisade.", "domain.md 3.1"))
    if inquiry.minutes is not None and not 0 <= inquiry.minutes <= MAX_MINUTES:
        faults.append(
            stopp("minutes", "Tiden ska vara mellan 0 och 1440 minuter.", "domain.md 3.1")
        )
    if inquiry.children is not None and not 0 <= inquiry.children <= MAX_CHILDREN:
        faults.append(stopp("children", "Antalet barn ska vara mellan 0 och 20.", "domain.md 3.1"))
    if inquiry.approximate_age is not None and not 0 <= inquiry.approximate_age <= 120:  # noqa: PLR2004 - a human age
        faults.append(
            stopp("approximate_age", "Åldern ska vara mellan 0 och 120.", "domain.md 3.1")
        )
    return tuple(faults)
