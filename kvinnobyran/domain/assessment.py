"""The assessment call that every woman is booked for at her first contact (A1, G8)."""

from dataclasses import dataclass
from datetime import date, time

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.concern import ConcernCheck, check_faults
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.inquiry import MAX_CHILDREN, Sought
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Interpreter


class AssessmentState(Code):
    """The life cycle of an assessment call (domain.md 3.2)."""

    BOOKED = ("booked", "Bokat")
    REBOOKED = ("rebooked", "Ombokat")
    CANCELLED = ("cancelled", "Avbokat")
    MISSED = ("missed", "Uteblivet")
    HELD = ("held", "Genomfört")
    ASSESSED = ("assessed", "Bedömt")


TRANSITIONS: dict[AssessmentState, frozenset[AssessmentState]] = {
    AssessmentState.BOOKED: frozenset(
        {
            AssessmentState.HELD,
            AssessmentState.REBOOKED,
            AssessmentState.MISSED,
            AssessmentState.CANCELLED,
        }
    ),
    AssessmentState.HELD: frozenset({AssessmentState.ASSESSED}),
    AssessmentState.REBOOKED: frozenset(),
    AssessmentState.CANCELLED: frozenset(),
    AssessmentState.MISSED: frozenset(),
    AssessmentState.ASSESSED: frozenset(),
}


class AssessmentOutcome(Code):
    """What the assessment came to."""

    SUPPORT_OFFERED = ("support_offered", "Stöd erbjuds")
    MORE_CALLS = ("more_calls", "Fler bedömningssamtal")
    REFERRED = ("referred", "Hänvisas vidare")
    DECLINED = ("declined", "Tackar nej")
    MORE_TIME = ("more_time", "Betänketid")


class HousingSituation(Code):
    """How she lives when she comes, so that it can be followed over time (A23, seed 002)."""

    OWN = ("own", "Egen bostad")
    SHARED = ("shared", "Bor med den som utövar våldet")
    SECOND_HAND = ("second_hand", "I andra hand eller inneboende")
    RELATIVES = ("relatives", "Tillfälligt hos släkt eller vänner")
    SHELTER = ("shelter", "Skyddat boende eller jour")
    MUNICIPAL = ("municipal", "Boende genom socialtjänsten")
    INSTITUTION = ("institution", "Behandlingshem, sjukhus eller anstalt")
    HOMELESS = ("homeless", "Akut hemlös")
    OTHER = ("other", "Annat")
    UNKNOWN = ("unknown", "Vet ej")
    DECLINED = ("declined", "Vill inte uppge")
    NOT_ASKED = ("not_asked", "Ej frågat")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentCall:
    """One booked, held or missed assessment call in a case; ``housing`` is of its day."""

    id: str
    case_id: str
    booked_for: date
    booked_at: time | None = None
    state: AssessmentState = AssessmentState.BOOKED
    place: str = ""
    interpreter: Interpreter = Interpreter.NOT_ASKED
    minutes: int | None = None
    needs: frozenset[Sought] = frozenset()
    children_at_home: int | None = None
    acute_protection: Answer = Answer.NOT_ASKED
    housing: HousingSituation = HousingSituation.NOT_ASKED
    concern_check: ConcernCheck | None = None
    concern_reason: str = ""
    outcome: AssessmentOutcome | None = None
    referred_to: str = ""
    reasoning: str = ""

    @property
    def held(self) -> bool:
        """Tell whether the talk took place."""
        return self.state in {AssessmentState.HELD, AssessmentState.ASSESSED}


def assessment_faults(call: AssessmentCall, *, today: date) -> tuple[Fault, ...]:
    """Check a call: the future is only booked (G7), an assessed call has its outcome (T8)."""
    faults: list[Fault] = []
    if call.held and call.booked_for > today:
        faults.append(
            stopp("booked_for", "Ett samtal i framtiden kan inte vara genomfört.", "domain.md G7")
        )
    if call.minutes is not None and not 5 <= call.minutes <= 240:  # noqa: PLR2004 - domain.md G7
        faults.append(stopp("minutes", "Ett samtal är mellan 5 och 240 minuter.", "domain.md G7"))
    if call.children_at_home is not None and not 0 <= call.children_at_home <= MAX_CHILDREN:
        faults.append(
            stopp("children_at_home", "Antalet barn ska vara mellan 0 och 20.", "domain.md 3.1")
        )
    if call.state is AssessmentState.ASSESSED:
        if call.outcome is None:
            faults.append(stopp("outcome", "Välj vad bedömningen kom fram till.", "domain.md A1"))
        if call.outcome is AssessmentOutcome.REFERRED and not call.referred_to.strip():
            faults.append(stopp("referred_to", "Skriv vart hon hänvisas.", "domain.md 3.1"))
        if call.children_at_home is None:
            faults.append(
                stopp(
                    "children_at_home",
                    "Skriv hur många barn som finns hemma, 0 om inga: finns det barn ska oron för "
                    "dem bedömas.",
                    "domain.md T8",
                )
            )
        faults += check_faults(
            call.concern_check, call.concern_reason, children_involved=bool(call.children_at_home)
        )
    return tuple(faults)
