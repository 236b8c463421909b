"""What a report is counted from: a few narrow rows of one period, never a name or a text.

``women`` are persons known by name or alias. Whoever stays anonymous is counted as a contact
and never as a person (domain.md I1, I4). The report for somebody outside is counted from the
same rows; ids stay in the register.
"""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.assessment import (
    AssessmentOutcome,
    AssessmentState,
    HousingSituation,
)
from kvinnobyran.domain.case import CloseReason, Regime
from kvinnobyran.domain.concern import ConcernCheck, ReportState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.inquiry import Caller, Channel, InquiryOutcome, RefusalReason
from kvinnobyran.domain.intervention import InterventionKind
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.person import Municipality
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.violence import PerpetratorRelation, ViolenceForm
from kvinnobyran.statistics.period import Period
from kvinnobyran.store.authorities import KindRow


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryRow:
    """One contact in."""

    id: str
    day: date
    channel: Channel
    caller: Caller | None
    outcome: InquiryOutcome | None
    refusal_reason: RefusalReason | None
    violence_stated: frozenset[ViolenceForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One assessment call whose day is in the period."""

    id: str
    case_id: str
    person_id: str
    day: date
    state: AssessmentState
    outcome: AssessmentOutcome | None
    children_at_home: int | None
    concern_check: ConcernCheck | None

    @property
    def held(self) -> bool:
        """Tell whether the talk took place."""
        return self.state in {AssessmentState.HELD, AssessmentState.ASSESSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One session whose day is in the period."""

    case_id: str
    person_id: str
    day: date
    kind: InterventionKind
    attendance: SessionAttendance
    minutes: int
    children_involved: bool
    concern_check: ConcernCheck | None

    @property
    def held(self) -> bool:
        """Tell whether it counts as a session: broken off and missed ones do not (scenario 4)."""
        return self.attendance is SessionAttendance.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """What was found about the violence on a day in the period."""

    case_id: str
    person_id: str
    day: date
    asked: Answer
    forms: frozenset[ViolenceForm]
    dominant: ViolenceForm | None
    perpetrator: PerpetratorRelation

    @property
    def assessed(self) -> bool:
        """Tell whether the question was answered yes or no."""
        return self.asked in {Answer.YES, Answer.NO}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case that was open on some day up to the end of the period."""

    id: str
    person_id: str
    regime: Regime
    opened_on: date
    closed_on: date | None
    close_reason: CloseReason | None
    earlier_case_id: str | None
    states_earlier_contact: Answer

    @property
    def continues(self) -> bool:
        """Tell whether she has been here before: by our cases, or as she says (scenario 7)."""
        return self.earlier_case_id is not None or self.states_earlier_contact is Answer.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRow:
    """One concern that arose in the period, by the days on which it came farther."""

    id: str
    arose_on: date
    state: ReportState
    reported_on: date | None
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One woman at one meeting of a group; a parent who was never exposed is none of them."""

    case_id: str | None
    person_id: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NightRow:
    """One night of a woman in one of the apartments."""

    case_id: str
    person_id: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRow:
    """The first held assessment call of a case, and how she lived then."""

    id: str
    person_id: str
    day: date
    housing: HousingSituation


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRow:
    """One held contact with an authority in the case of a woman who is known."""

    person_id: str
    day: date
    kind: AuthorityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WomanRow:
    """What is known of one woman herself."""

    id: str
    birth: PartialDate | None
    municipality: Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that was read for one period."""

    period: Period
    inquiries: list[InquiryRow]
    calls: list[CallRow]
    sessions: list[SessionRow]
    findings: list[FindingRow]
    visits: list[VisitRow]
    nights: list[NightRow]
    cases: list[CaseRow]
    concerns: list[ConcernRow]
    started: frozenset[str]
    children: dict[str, int]
    intakes: list[IntakeRow]
    women: dict[str, WomanRow]
    authorities: list[KindRow]
