"""The seven forms of violence of the agreement and what is recorded of them (A9, domain.md 3.1).

Versioned: a new assessment is a new row, and the earlier ones stay readable.
"""

from dataclasses import dataclass, replace
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import PartialDate
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


class ViolenceSubtype(Code):
    """Words that others use for violence; each is counted as one of the seven (L26)."""

    DIGITAL = ("digital", "Digitalt")
    ISOLATION = ("isolation", "Socialt/isolering")
    NEGLECT = ("neglect", "Försummelse")
    STALKING = ("stalking", "Efterföljande/stalking")
    POST_SEPARATION = ("post_separation", "Eftervåld")

    @property
    def form(self) -> ViolenceForm:
        """Return the form that reports count it as."""
        return COUNTED_AS[self]


COUNTED_AS: dict[ViolenceSubtype, ViolenceForm] = {
    ViolenceSubtype.DIGITAL: ViolenceForm.PSYCHOLOGICAL,
    ViolenceSubtype.ISOLATION: ViolenceForm.PSYCHOLOGICAL,
    ViolenceSubtype.NEGLECT: ViolenceForm.PHYSICAL,
    ViolenceSubtype.STALKING: ViolenceForm.PSYCHOLOGICAL,
    ViolenceSubtype.POST_SEPARATION: ViolenceForm.LATENT,
}
"""The unit's own proposal until it says otherwise (domain.md L26)."""


class ViolenceStatus(Code):
    """Whether the violence goes on."""

    ONGOING = ("ongoing", "Pågående")
    ENDED = ("ended", "Upphört")
    AT_RISK = ("at_risk", "Risk, ej utsatt")
    UNKNOWN = ("unknown", "Vet ej")


class Frequency(Code):
    """How often it happens, or happened."""

    ONCE = ("once", "En gång")
    SOMETIMES = ("sometimes", "Enstaka gånger")
    MONTHLY = ("monthly", "Varje månad")
    WEEKLY = ("weekly", "Varje vecka")
    DAILY = ("daily", "I stort sett varje dag")
    UNKNOWN = ("unknown", "Vet ej")
    DECLINED = ("declined", "Vill inte uppge")
    NOT_ASKED = ("not_asked", "Ej frågat")


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


class PoliceReport(Code):
    """Whether it is reported to the police; not wanting to is an answer of its own."""

    YES = ("yes", "Ja")
    NO = ("no", "Nej")
    NOT_WANTED = ("not_wanted", "Vill inte anmäla")
    UNKNOWN = ("unknown", "Vet ej")
    DECLINED = ("declined", "Vill inte uppge")
    NOT_ASKED = ("not_asked", "Ej frågat")


class LegalPosition(Code):
    """How far a police report has come."""

    INVESTIGATION = ("investigation", "Förundersökning")
    DROPPED = ("dropped", "Nedlagd")
    PROSECUTED = ("prosecuted", "Åtal")
    JUDGED = ("judged", "Dom")
    UNKNOWN = ("unknown", "Vet ej")


class ChildExposureKind(Code):
    """How a child has been exposed; the worst that is known."""

    DIRECT = ("direct", "Direkt utsatt")
    SEEN_HEARD = ("seen_heard", "Sett eller hört")
    LIVED_IN = ("lived_in", "Levt i våldet")
    UNKNOWN = ("unknown", "Ej känt")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolenceExposure:
    """What was found about the violence in one case on one day.

    Versioned: a later finding is a new row with the case's next ``version``. ``asked`` keeps
    "not asked" apart from "none", because the report prints its base (domain.md D11).
    ``began`` and ``ended`` are dates known as well as they are known.
    """

    id: str
    case_id: str
    assessment_call_id: str | None = None
    version: int = 1
    assessed_on: date
    asked: Answer = Answer.NOT_ASKED
    forms: frozenset[ViolenceForm] = frozenset()
    dominant: ViolenceForm | None = None
    subtypes: frozenset[ViolenceSubtype] = frozenset()
    status: ViolenceStatus = ViolenceStatus.UNKNOWN
    began: PartialDate | None = None
    ended: PartialDate | None = None
    frequency: Frequency = Frequency.NOT_ASKED
    perpetrator: PerpetratorRelation = PerpetratorRelation.NOT_ASKED
    reported_to_police: PoliceReport = PoliceReport.NOT_ASKED
    legal_position: LegalPosition | None = None
    custody_dispute: Answer = Answer.NOT_ASKED

    @property
    def assessed(self) -> bool:
        """Tell whether she counts in the base of the violence figures."""
        return self.asked in {Answer.YES, Answer.NO}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildExposure:
    """How one child was exposed, in one version of the finding.

    A child is a person of the register (``person_id``) or only what she calls it
    (``label``, "äldsta dottern").
    """

    id: str
    exposure_id: str
    person_id: str | None = None
    label: str = ""
    kind: ChildExposureKind = ChildExposureKind.UNKNOWN


def with_counted_forms(exposure: ViolenceExposure) -> ViolenceExposure:
    """Return the finding with the forms that its subtypes are counted as (L26)."""
    counted = frozenset(subtype.form for subtype in exposure.subtypes)
    return replace(exposure, forms=exposure.forms | counted)


def violence_faults(exposure: ViolenceExposure, *, today: date) -> tuple[Fault, ...]:
    """Check one finding: forms and the answer to the question agree."""
    faults: list[Fault] = []
    if (exposure.forms or exposure.subtypes) and exposure.asked is not Answer.YES:
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
    return (*faults, *_period_faults(exposure, today), *_legal_faults(exposure))


def child_exposure_faults(children: tuple[ChildExposure, ...]) -> tuple[Fault, ...]:
    """Check the children of a finding: each is somebody, and stands there once."""
    faults: list[Fault] = []
    if any(child.person_id is None and not child.label.strip() for child in children):
        faults.append(
            stopp("children", "Skriv vilket barn det gäller, eller ta bort raden.", "domain.md 3.1")
        )
    named = [child.person_id or child.label.strip().casefold() for child in children]
    if len(set(named)) < len(named):
        faults.append(stopp("children", "Samma barn står två gånger.", "domain.md 3.1"))
    return tuple(faults)


def _period_faults(exposure: ViolenceExposure, today: date) -> list[Fault]:
    faults: list[Fault] = []
    began, ended = exposure.began, exposure.ended
    for name, known in (("began", began), ("ended", ended)):
        if known is not None and known.first > today:
            faults.append(stopp(name, "Tiden ligger i framtiden.", "domain.md G7"))
    if began is not None and ended is not None and ended.last < began.first:
        faults.append(stopp("ended", "Slutet ligger före början.", "domain.md 3.1"))
    if ended is not None and exposure.status is ViolenceStatus.ONGOING:
        faults.append(
            stopp("ended", "Pågående våld har inget slut. Ändra läget eller ta bort slutet.",
                  "domain.md 3.1")
        )  # fmt: skip
    return faults


def _legal_faults(exposure: ViolenceExposure) -> list[Fault]:
    reported = exposure.reported_to_police is PoliceReport.YES
    if exposure.legal_position is None or reported:
        return []
    return [
        stopp(
            "legal_position",
            "Rättsligt läge finns bara när det är polisanmält. Svara Ja där först.",
            "domain.md 3.1",
        )
    ]
