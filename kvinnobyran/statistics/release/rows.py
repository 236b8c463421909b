"""What a report for somebody outside is counted from: who, on which day, and as what.

The same rows and the same definitions as the office's own tables; ids stay in the register.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.assessment import AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import CloseReason
from kvinnobyran.domain.inquiry import Caller, Channel, InquiryOutcome
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.statistics.period import Period
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One contact in."""

    id: str
    day: date
    channel: Channel
    caller: Caller | None
    outcome: InquiryOutcome | None
    violence_stated: frozenset[ViolenceForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One assessment call of the calendar."""

    id: str
    day: date
    state: AssessmentState
    outcome: AssessmentOutcome | None

    @property
    def held(self) -> bool:
        """Tell whether the talk took place."""
        return self.state in {AssessmentState.HELD, AssessmentState.ASSESSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRow:
    """One case that was opened."""

    id: str
    day: date
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRow:
    """One case that was closed."""

    id: str
    day: date
    reason: CloseReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRow:
    """One concern for a child, by the days on which it came farther."""

    id: str
    arose_on: date
    reported_on: date | None
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRow:
    """One held contact with an authority in the case of a woman who is known."""

    person_id: str
    day: date
    kind: AuthorityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _First:
    case_id: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    person_id: str
    caller: Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class _Protected:
    person_id: str


def contacts(reader: Reader, period: Period) -> list[ContactRow]:
    """Return the contacts of the period."""
    return reader.all(
        ContactRow,
        "SELECT id, received_on AS day, channel, caller, outcome, violence_stated FROM inquiry"
        " WHERE received_on BETWEEN ? AND ? AND channel IS NOT NULL ORDER BY received_on, id",
        _days(period),
    )


def calls(reader: Reader, period: Period) -> list[CallRow]:
    """Return the assessment calls of the period."""
    return reader.all(
        CallRow,
        "SELECT id, booked_for AS day, state, outcome FROM assessment_call"
        " WHERE booked_for BETWEEN ? AND ? ORDER BY booked_for, id",
        _days(period),
    )


def opened(reader: Reader, period: Period) -> list[OpenedRow]:
    """Return the cases that were opened in the period."""
    return reader.all(
        OpenedRow,
        "SELECT id, opened_on AS day,"
        " (earlier_case_id IS NOT NULL OR states_earlier_contact = 'yes') AS again"
        " FROM support_case WHERE opened_on BETWEEN ? AND ? ORDER BY opened_on, id",
        _days(period),
    )


def closed(reader: Reader, period: Period) -> list[ClosedRow]:
    """Return the cases that were closed in the period."""
    return reader.all(
        ClosedRow,
        "SELECT id, closed_on AS day, close_reason AS reason FROM support_case"
        " WHERE closed_on BETWEEN ? AND ? ORDER BY closed_on, id",
        _days(period),
    )


def concerns(reader: Reader, period: Period) -> list[ConcernRow]:
    """Return the concerns that arose in the period."""
    return reader.all(
        ConcernRow,
        "SELECT id, arose_on, reported_on, answered_on FROM concern_report"
        " WHERE arose_on BETWEEN ? AND ? ORDER BY arose_on, id",
        _days(period),
    )


def authorities(reader: Reader, period: Period) -> list[AuthorityRow]:
    """Return the held contacts with authorities of the period."""
    return reader.all(
        AuthorityRow,
        "SELECT c.person_id, a.day, m.kind FROM authority_contact AS a"
        " JOIN authority_matter AS m ON m.id = a.matter_id"
        " JOIN support_case AS c ON c.id = m.case_id JOIN person AS p ON p.id = c.person_id"
        " WHERE a.state = 'held' AND p.identity <> 'anonymous' AND a.day BETWEEN ? AND ?"
        " ORDER BY a.day, c.person_id",
        _days(period),
    )


def first_meetings(reader: Reader) -> dict[str, date]:
    """Return for each case the first day on which anything took place."""
    found = reader.all(
        _First,
        "SELECT case_id, min(day) AS day FROM ("
        " SELECT case_id, booked_for AS day FROM assessment_call"
        " WHERE state IN ('held', 'assessed')"
        " UNION ALL SELECT i.case_id, s.held_on FROM counselling_session AS s"
        " JOIN intervention AS i ON i.id = s.intervention_id WHERE s.attendance = 'held'"
        " UNION ALL SELECT case_id, assessed_on FROM violence_exposure)"
        " WHERE day IS NOT NULL GROUP BY case_id",
    )
    return {row.case_id: row.day for row in found}


def senders(reader: Reader) -> dict[str, Caller]:
    """Return who first made contact for each woman."""
    found = reader.all(
        _Sent,
        "SELECT person_id, caller FROM inquiry WHERE person_id IS NOT NULL"
        " AND caller IS NOT NULL ORDER BY received_on DESC, id",
    )
    return {row.person_id: row.caller for row in found}


def protected(reader: Reader) -> frozenset[str]:
    """Return whoever is protected now: her municipality is told to nobody (disclosure.md 5)."""
    return _ids(reader.all(_Protected, "SELECT person_id FROM protected_person"))


def _ids(found: Iterable[_Protected]) -> frozenset[str]:
    return frozenset(row.person_id for row in found)


def _days(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()
