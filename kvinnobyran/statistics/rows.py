"""What is read for a report: a few narrow rows of one period, never a name or a text.

``women`` are persons known by name or alias. Whoever stays anonymous is counted as a contact
and never as a person (domain.md I1, I4).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kvinnobyran.domain.assessment import AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import CloseReason, Regime
from kvinnobyran.domain.concern import ConcernCheck, ReportState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.inquiry import Caller, Channel, InquiryOutcome, RefusalReason
from kvinnobyran.domain.intervention import InterventionKind
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Municipality
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.violence import PerpetratorRelation, ViolenceForm
from kvinnobyran.statistics.period import Period
from kvinnobyran.store.authorities import KindRow, per_kind
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryRow:
    """One contact in."""

    channel: Channel
    caller: Caller | None
    outcome: InquiryOutcome | None
    refusal_reason: RefusalReason | None
    violence_stated: frozenset[ViolenceForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One assessment call whose day is in the period."""

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
    """One concern that arose in the period."""

    state: ReportState
    reported_on: date | None
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WomanRow:
    """What is known of one woman herself."""

    id: str
    birth: PartialDate | None
    municipality: Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class _Children:
    person_id: str
    children: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Started:
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that was read for one period."""

    period: Period
    inquiries: list[InquiryRow]
    calls: list[CallRow]
    sessions: list[SessionRow]
    findings: list[FindingRow]
    cases: list[CaseRow]
    concerns: list[ConcernRow]
    started: frozenset[str]
    children: dict[str, int]
    women: dict[str, WomanRow]
    authorities: list[KindRow]


def read(reader: Reader, period: Period) -> Material:
    """Read what a report of the period is counted from."""
    called, met, found = calls(reader, period), sessions(reader, period), findings(reader, period)
    everybody: Iterable[CallRow | SessionRow | FindingRow] = chain(called, met, found)
    return Material(
        period=period,
        inquiries=inquiries(reader, period),
        calls=called,
        sessions=met,
        findings=found,
        cases=cases(reader, period),
        concerns=concerns(reader, period),
        started=started_cases(reader, period),
        children=children_at_home(reader, period),
        women=women(reader, {row.person_id for row in everybody}, until=period.last),
        authorities=per_kind(reader, period.first, period.last),
    )


def inquiries(reader: Reader, period: Period) -> list[InquiryRow]:
    """Return the contacts of the period; channel is part of the least that is saved (I1)."""
    return reader.all(
        InquiryRow,
        "SELECT channel, caller, outcome, refusal_reason, violence_stated FROM inquiry"
        " WHERE received_on BETWEEN ? AND ? AND channel IS NOT NULL",
        _days(period),
    )


def calls(reader: Reader, period: Period) -> list[CallRow]:
    """Return the assessment calls of the period in order of time."""
    return reader.all(
        CallRow,
        "SELECT a.case_id, c.person_id, a.booked_for AS day, a.state, a.outcome,"
        " a.children_at_home, a.concern_check FROM assessment_call AS a"
        " JOIN support_case AS c ON c.id = a.case_id"
        " WHERE a.booked_for BETWEEN ? AND ? ORDER BY a.booked_for, a.booked_at, a.id",
        _days(period),
    )


def sessions(reader: Reader, period: Period) -> list[SessionRow]:
    """Return the sessions of the period in order of time."""
    return reader.all(
        SessionRow,
        "SELECT i.case_id, c.person_id, s.held_on AS day, i.kind, s.attendance,"
        " s.minutes, s.children_involved, s.concern_check FROM counselling_session AS s"
        " JOIN intervention AS i ON i.id = s.intervention_id"
        " JOIN support_case AS c ON c.id = i.case_id"
        " WHERE s.held_on BETWEEN ? AND ? ORDER BY s.held_on, s.starts_at, s.id",
        _days(period),
    )


def findings(reader: Reader, period: Period) -> list[FindingRow]:
    """Return what was found about violence in the period in order of time."""
    return reader.all(
        FindingRow,
        "SELECT v.case_id, c.person_id, v.assessed_on AS day, v.asked, v.forms,"
        " v.dominant, v.perpetrator FROM violence_exposure AS v"
        " JOIN support_case AS c ON c.id = v.case_id"
        " WHERE v.assessed_on BETWEEN ? AND ? ORDER BY v.assessed_on, v.version, v.id",
        _days(period),
    )


def cases(reader: Reader, period: Period) -> list[CaseRow]:
    """Return every case that was opened before the period's end and not closed before it."""
    return reader.all(
        CaseRow,
        "SELECT c.id, c.person_id, c.regime, c.opened_on, c.closed_on, c.close_reason,"
        " c.earlier_case_id, c.states_earlier_contact FROM support_case AS c"
        " WHERE c.opened_on <= ?2 AND (c.closed_on IS NULL OR c.closed_on >= ?1)",
        _days(period),
    )


def concerns(reader: Reader, period: Period) -> list[ConcernRow]:
    """Return the concerns that arose in the period."""
    return reader.all(
        ConcernRow,
        "SELECT state, reported_on, answered_on FROM concern_report WHERE arose_on BETWEEN ? AND ?",
        _days(period),
    )


def women(reader: Reader, ids: Iterable[str], *, until: date) -> dict[str, WomanRow]:
    """Return what is known of those of these persons who are known by name or alias.

    Whoever was anonymous and got a name after ``until`` was nobody then (domain.md I4).
    """
    found = reader.all(
        WomanRow,
        "SELECT id, birth, municipality FROM person"
        " WHERE id IN (SELECT value FROM json_each(?)) AND identity <> 'anonymous'"
        " AND (named_on IS NULL OR named_on <= ?)",
        (json.dumps(sorted(ids)), until.isoformat()),
    )
    return {woman.id: woman for woman in found}


def children_at_home(reader: Reader, period: Period) -> dict[str, int]:
    """Return, for each woman who has said it, how many children: the latest answer by the end."""
    answers = reader.all(
        _Children,
        "SELECT c.person_id, a.children_at_home AS children FROM assessment_call AS a"
        " JOIN support_case AS c ON c.id = a.case_id"
        " WHERE a.state IN ('held', 'assessed') AND a.children_at_home IS NOT NULL"
        " AND a.booked_for <= ? ORDER BY a.booked_for, a.booked_at, a.id",
        (period.last.isoformat(),),
    )
    return {answer.person_id: answer.children for answer in answers}


def started_cases(reader: Reader, period: Period) -> frozenset[str]:
    """Return the cases in which an intervention had begun by the end of the period."""
    started = reader.all(
        _Started,
        "SELECT DISTINCT case_id FROM intervention WHERE started_on <= ?"
        " AND state NOT IN ('offered', 'declined', 'waiting')",
        (period.last.isoformat(),),
    )
    return frozenset(row.case_id for row in started)


def _days(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()
