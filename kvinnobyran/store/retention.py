"""Questions about how long a case is kept, and which cases' time is out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.purging import (
    FOREWARNING,
    LedgerRow,
    PurgeProtocol,
    RetentionDecision,
    RetentionState,
)
from kvinnobyran.domain.retention import LONGEST, OWN_MONTHS, SHORTEST, Retention, retention
from kvinnobyran.domain.settings import RETENTION_MONTHS
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader

BACKUPS_LIVE: Final = timedelta(days=100)
"""How long a backup from before a purge may still lie somewhere (security.md 5.5)."""

_WRITTEN: Final = """SELECT max(day) FROM (
    SELECT opened_on AS day FROM support_case WHERE id = :case
    UNION ALL SELECT max(written_on) FROM journal_note WHERE case_id = :case
    UNION ALL SELECT max(received_on) FROM inquiry WHERE case_id = :case
    UNION ALL SELECT max(booked_for) FROM assessment_call
        WHERE case_id = :case AND state IN ('held', 'assessed')
    UNION ALL SELECT max(s.held_on) FROM counselling_session AS s
        JOIN intervention AS i ON i.id = s.intervention_id
        WHERE i.case_id = :case AND s.attendance IN ('held', 'broken_off')
    UNION ALL SELECT max(a.day) FROM authority_contact AS a
        JOIN authority_matter AS m ON m.id = a.matter_id
        WHERE m.case_id = :case AND a.state = 'held'
    UNION ALL SELECT max(day) FROM disclosure WHERE case_id = :case
    UNION ALL SELECT max(brought_in_on) FROM document WHERE case_id = :case
    UNION ALL SELECT max(written_on) FROM child_note WHERE case_id = :case
    UNION ALL SELECT max(held_on) FROM trappan_session
        WHERE case_id = :case AND attendance IN ('held', 'broken_off')
    UNION ALL SELECT max(m.held_on) FROM group_meeting AS m
        JOIN group_attendance AS a ON a.meeting_id = m.id
        JOIN group_membership AS g ON g.id = a.membership_id
        WHERE g.case_id = :case AND a.presence IN ('present', 'left')
    UNION ALL SELECT max(asked_on) FROM rights_note WHERE case_id = :case
    UNION ALL SELECT max(coalesce(decided_on, received_on)) FROM disclosure_request
        WHERE case_id = :case
    UNION ALL SELECT max(coalesce(answered_on, reported_on, arose_on)) FROM concern_report
        WHERE case_id = :case
)"""
"""The day something was written last: it restarts the clock (D2). The children's own files lie
in the case and follow its class; what is written there last counts as well (D3)."""

_CHILD_PLACED: Final = """SELECT EXISTS (
    SELECT 1 FROM placement_child AS c JOIN placement AS p ON p.id = c.placement_id
    WHERE p.case_id = ?)"""


def last_written(reader: Reader, case: Case) -> date:
    """Return the day on which something was written about a case last."""
    found = reader.value(_WRITTEN, {"case": case.id})
    return date.fromisoformat(found) if isinstance(found, str) else case.opened_on


def own_months(reader: Reader) -> int:
    """Return how long the unit keeps a case of its own support, in months."""
    said = setting(reader, RETENTION_MONTHS)
    months = int(said) if said.isascii() and said.isdigit() else OWN_MONTHS
    return min(max(months, SHORTEST), LONGEST)


def kept(reader: Reader, case: Case) -> Retention:
    """Return how long a case is kept, by its regime and what was written last (D1, D2)."""
    woman = reader.get(Person, case.person_id)
    return retention(
        case,
        last_written(reader, case),
        own_months=own_months(reader),
        born=woman.birth if woman else None,
        with_child=bool(reader.value(_CHILD_PLACED, (case.id,))),
    )


def decision_of(reader: Reader, case_id: str) -> RetentionDecision | None:
    """Return what was decided last of a case, or None."""
    return reader.one(
        RetentionDecision, "SELECT * FROM retention_decision WHERE case_id = ?", (case_id,)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One line of the round: a case whose day has come or comes within sixty days (D2)."""

    case: Case
    kept: Retention
    last_written: date
    decision: RetentionDecision | None

    @property
    def state(self) -> RetentionState:
        """What is decided, or that the time goes."""
        return self.decision.state if self.decision else RetentionState.RUNNING

    def is_out(self, today: date) -> bool:
        """Tell whether the case may go today, as far as the clock says."""
        return self.kept.earliest is not None and self.kept.earliest <= today

    def waits(self, today: date) -> bool:
        """Tell whether it is kept on purpose: held, or postponed to a later day."""
        if self.decision is None:
            return False
        if self.state is RetentionState.POSTPONED and self.decision.until is not None:
            return self.decision.until > today
        return self.state is RetentionState.HELD


def due(reader: Reader, today: date) -> list[Due]:
    """Return the cases of the round, the one that should have gone first first.

    Those kept on purpose are among them: a hold is looked at in every round.
    """
    # Nothing goes before the shortest time after its closing, so younger ones are not read.
    closed_by = today + FOREWARNING - timedelta(days=SHORTEST * 28)
    closed = reader.all(
        Case,
        "SELECT * FROM support_case WHERE state = 'closed'"
        " AND documentation <> 'statistics_only' AND closed_on <= ? ORDER BY closed_on, code",
        (closed_by.isoformat(),),
    )
    found = [
        Due(
            case=case,
            kept=kept(reader, case),
            last_written=last_written(reader, case),
            decision=decision_of(reader, case.id),
        )
        for case in closed
        if case.state is CaseState.CLOSED
    ]
    near = [
        each
        for each in found
        if each.kept.earliest is not None and each.kept.earliest <= today + FOREWARNING
    ]
    return sorted(near, key=lambda each: (each.kept.earliest or date.max, each.case.code))


def protocols(reader: Reader) -> list[PurgeProtocol]:
    """Return every protocol, the newest first."""
    return reader.all(
        PurgeProtocol, "SELECT * FROM purge_protocol ORDER BY purged_on DESC, of_class, id"
    )


def ledger(reader: Reader) -> list[LedgerRow]:
    """Return everything that was ever purged, to be replayed after a restore (D5)."""
    return reader.all(LedgerRow, "SELECT * FROM purge_ledger ORDER BY purged_on, id")


def forgotten(reader: Reader) -> frozenset[str]:
    """Return the ids of everything that went in a purge; nothing is read if there was none."""
    if not reader.value("SELECT EXISTS (SELECT 1 FROM purge_ledger)"):
        return frozenset()
    found = reader.all(_Gone, "SELECT DISTINCT record FROM journal WHERE kind = 'forget'")
    return frozenset(each.record for each in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gone:
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    at: str


def backups_before(reader: Reader, day: date) -> list[date]:
    """Return the days of the backups that still know what was purged on ``day`` (D5)."""
    found = reader.all(
        _At,
        "SELECT at FROM journal WHERE kind IN ('backup', 'backup_here') AND tbl = ''"
        " AND at >= ? AND at < ? ORDER BY at",
        ((day - BACKUPS_LIVE).isoformat(), f"{(day + timedelta(days=1)).isoformat()}"),
    )
    return sorted({datetime.fromisoformat(each.at).date() for each in found})
