"""The questions that fill :mod:`kvinnobyran.statistics.rows`, one for each kind of row."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from kvinnobyran.domain.assessment import HousingSituation
from kvinnobyran.domain.inquiry import Caller
from kvinnobyran.domain.span import Span
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.rows import (
    AuthorityRow,
    CallRow,
    CaseRow,
    ConcernRow,
    FindingRow,
    InquiryRow,
    IntakeRow,
    Material,
    NightRow,
    SessionRow,
    VisitRow,
    WomanRow,
)
from kvinnobyran.store.authorities import per_kind
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class _Children:
    person_id: str
    children: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Started:
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stay:
    case_id: str
    person_id: str
    moved_in: date
    moved_out: date | None


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


def read(reader: Reader, period: Period) -> Material:
    """Read what a report of the period is counted from."""
    called, met, found = calls(reader, period), sessions(reader, period), findings(reader, period)
    came, lived = visits(reader, period), nights(reader, period)
    everybody: Iterable[CallRow | SessionRow | FindingRow | VisitRow | NightRow] = chain(
        called, met, found, came, lived
    )
    return Material(
        period=period,
        inquiries=inquiries(reader, period),
        calls=called,
        sessions=met,
        findings=found,
        visits=came,
        nights=lived,
        cases=cases(reader, period),
        concerns=concerns(reader, period),
        started=started_cases(reader, period),
        children=children_at_home(reader, period),
        intakes=intakes(reader, period.last),
        women=women(reader, {row.person_id for row in everybody}, until=period.last),
        authorities=per_kind(reader, period.first, period.last),
    )


def inquiries(reader: Reader, period: Period) -> list[InquiryRow]:
    """Return the contacts of the period; channel is part of the least that is saved (I1)."""
    return reader.all(
        InquiryRow,
        "SELECT id, received_on AS day, channel, caller, outcome, refusal_reason,"
        " violence_stated FROM inquiry"
        " WHERE received_on BETWEEN ? AND ? AND channel IS NOT NULL ORDER BY received_on, id",
        _days(period),
    )


def calls(reader: Reader, period: Period) -> list[CallRow]:
    """Return the assessment calls of the period in order of time."""
    return reader.all(
        CallRow,
        "SELECT a.id, a.case_id, c.person_id, a.booked_for AS day, a.state, a.outcome,"
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


def visits(reader: Reader, period: Period) -> list[VisitRow]:
    """Return which women were at a group's meetings in the period, in order of time."""
    return reader.all(
        VisitRow,
        "SELECT m.case_id, m.person_id, t.held_on AS day FROM group_attendance AS a"
        " JOIN group_meeting AS t ON t.id = a.meeting_id"
        " JOIN group_membership AS m ON m.id = a.membership_id"
        " JOIN person AS p ON p.id = m.person_id"
        " WHERE a.presence IN ('present', 'left') AND t.state = 'held' AND m.role <> 'child'"
        " AND m.exposed <> 'no' AND p.gender <> 'male'"
        " AND t.held_on BETWEEN ? AND ? ORDER BY t.held_on, t.id, m.id",
        _days(period),
    )


def nights(reader: Reader, period: Period) -> list[NightRow]:
    """Return which nights of the period a woman lived in an apartment, stay by stay."""
    stays = reader.all(
        _Stay,
        "SELECT p.case_id, c.person_id, p.moved_in, p.moved_out FROM placement AS p"
        " JOIN support_case AS c ON c.id = p.case_id"
        " WHERE p.moved_in <= ?2 AND (p.moved_out IS NULL OR p.moved_out > ?1)"
        " ORDER BY p.moved_in, p.id",
        _days(period),
    )
    whole = Span(period.first, period.after)
    return [
        NightRow(
            case_id=stay.case_id, person_id=stay.person_id, day=part.first + timedelta(days=night)
        )
        for stay in stays
        if (part := Span(stay.moved_in, stay.moved_out).within(whole)) is not None
        for night in range(part.nights())
    ]


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
        "SELECT id, arose_on, state, reported_on, answered_on FROM concern_report"
        " WHERE arose_on BETWEEN ? AND ? ORDER BY arose_on, id",
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


def intakes(reader: Reader, last: date) -> list[IntakeRow]:
    """Return how she lived when she came, for each case: the first answer to it counts."""
    said = reader.all(
        IntakeRow,
        "SELECT a.case_id AS id, c.person_id, a.booked_for AS day, a.housing"
        " FROM assessment_call AS a JOIN support_case AS c ON c.id = a.case_id"
        " WHERE a.state IN ('held', 'assessed') AND a.booked_for <= ?"
        " ORDER BY a.booked_for, a.booked_at, a.id",
        (last.isoformat(),),
    )
    found: dict[str, IntakeRow] = {}
    for row in said:
        first = found.setdefault(row.id, row)
        if first.housing is HousingSituation.NOT_ASKED:
            found[row.id] = replace(first, housing=row.housing)
    return [*found.values()]


def started_cases(reader: Reader, period: Period) -> frozenset[str]:
    """Return the cases in which an intervention had begun by the end of the period."""
    started = reader.all(
        _Started,
        "SELECT DISTINCT case_id FROM intervention WHERE started_on <= ?"
        " AND state NOT IN ('offered', 'declined', 'waiting')",
        (period.last.isoformat(),),
    )
    return frozenset(row.case_id for row in started)


def authorities(reader: Reader, period: Period) -> list[AuthorityRow]:
    """Return the held contacts with authorities of the period, one by one."""
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
    found = reader.all(_Protected, "SELECT person_id FROM protected_person")
    return frozenset(row.person_id for row in found)


def _days(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()
