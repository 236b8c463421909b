"""The seven forms of violence of the agreement and what is recorded of them (A9, domain.md 3.1)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.missing import Answer


class ViolenceForm(Code):
    """The seven forms that reports count (A9)."""

    PSYCHOLOGICAL = ("psychological", "Psykiskt")
    PHYSICAL = ("physical", "Fysiskt")
    SEXUAL = ("sexual", "Sexuellt")
    MATERIAL = ("material", "Materiellt")
    LATENT = ("latent", "Latent")
    ECONOMIC = ("economic", "Ekonomiskt")
    HONOUR = ("honour", "Hedersvåld")


class ViolenceStatus(Code):
    """Whether the violence goes on."""

    ONGOING = ("ongoing", "Pågående")
    ENDED = ("ended", "Upphört")
    AT_RISK = ("at_risk", "Risk, ej utsatt")
    UNKNOWN = ("unknown", "Vet ej")


class PerpetratorRelation(Code):
    """Who the perpetrator is to her; never a name (domain.md section 7, 5)."""

    PARTNER = ("partner", "Make/partner/sambo")
    FORMER_PARTNER = ("former_partner", "F.d. make/partner/sambo")
    BOYFRIEND = ("boyfriend", "Pojkvän/flickvän")
    PARENT = ("parent", "Förälder")
    SIBLING = ("sibling", "Syskon")
    RELATIVE = ("relative", "Annan släkting")
    SEVERAL = ("several", "Flera i släkten/kollektiv")
    OTHER = ("other", "Annan")
    DECLINED = ("declined", "Vill inte uppge")
    NOT_ASKED = ("not_asked", "Ej frågat")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolenceExposure:
    """What was found about the violence in one case on one day.

    Versioned: a later finding is a new row. ``asked`` keeps "not asked" apart from
    "none", because the report prints its base (domain.md D11).
    """

    id: str
    case_id: str
    assessment_call_id: str | None = None
    assessed_on: date
    asked: Answer = Answer.NOT_ASKED
    forms: frozenset[ViolenceForm] = frozenset()
    dominant: ViolenceForm | None = None
    status: ViolenceStatus = ViolenceStatus.UNKNOWN
    perpetrator: PerpetratorRelation = PerpetratorRelation.NOT_ASKED
    reported_to_police: Answer = Answer.NOT_ASKED

    @property
    def assessed(self) -> bool:
        """Tell whether she counts in the base of the violence figures."""
        return self.asked in {Answer.YES, Answer.NO}


def violence_faults(exposure: ViolenceExposure, *, today: date) -> tuple[Fault, ...]:
    """Check one finding: forms and the answer to the question agree."""
    faults: list[Fault] = []
    if exposure.forms and exposure.asked is not Answer.YES:
        faults.append(
            stopp(
                "asked",
                "Du har valt våldsformer. Svara Ja på om hon är våldsutsatt.",
                "domain.md D11",
            )
        )
    if exposure.asked is Answer.YES and not exposure.forms:
        faults.append(stopp("forms", "Välj minst en våldsform.", "domain.md A9"))
    if exposure.dominant is not None and exposure.dominant not in exposure.forms:
        faults.append(
            stopp("dominant", "Den dominerande formen ska vara en av de valda.", "domain.md A9")
        )
    if exposure.assessed_on > today:
        faults.append(stopp("assessed_on", "Bedömningen ligger i framtiden.", "domain.md G7"))
    return tuple(faults)
