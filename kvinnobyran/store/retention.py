"""Questions about how long a case is kept."""

from datetime import date
from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.retention import LONGEST, OWN_MONTHS, SHORTEST, Retention, retention
from kvinnobyran.domain.settings import RETENTION_MONTHS
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader

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
)"""
"""The day something was written last: it restarts the clock (D2)."""


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
    return retention(case, last_written(reader, case), own_months=own_months(reader))
