# ruff: noqa: S608 - the statements are put together from our own names
"""Whether a step has written something that moves the clock of a closed case (domain.md D2).

Asked at the end of every step, so it begins at what waits for its commit.
"""

from typing import Any, Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.settings import CHILD_MONTHS, RETENTION_MONTHS
from kvinnobyran.store.reads import Reads

FOREWARNED: Final = "domain.md D2"
"""The rule of the reminder."""
_CASES_OF: Final = {
    "journal_note": "SELECT case_id FROM journal_note WHERE id = ?",
    "inquiry": "SELECT case_id FROM inquiry WHERE id = ?",
    "assessment_call": "SELECT case_id FROM assessment_call WHERE id = ?",
    "counselling_session": "SELECT i.case_id FROM counselling_session AS s"
    " JOIN intervention AS i ON i.id = s.intervention_id WHERE s.id = ?",
    "authority_contact": "SELECT m.case_id FROM authority_contact AS a"
    " JOIN authority_matter AS m ON m.id = a.matter_id WHERE a.id = ?",
    "disclosure": "SELECT case_id FROM disclosure WHERE id = ?",
    "document": "SELECT case_id FROM document WHERE id = ?",
    "child_note": "SELECT case_id FROM child_note WHERE id = ?",
    "trappan_session": "SELECT case_id FROM trappan_session WHERE id = ?",
    "group_attendance": "SELECT g.case_id FROM group_attendance AS a"
    " JOIN group_membership AS g ON g.id = a.membership_id WHERE a.id = ?",
    "disclosure_request": "SELECT case_id FROM disclosure_request WHERE id = ?",
    "concern_report": "SELECT case_id FROM concern_report WHERE id = ?",
    "rights_note": "SELECT case_id FROM rights_note WHERE id = ?",
}
"""Tables in which something written counts, and how a record of theirs finds its case."""
_FOREWARNED: Final = (
    "SELECT c.id FROM support_case AS c WHERE c.state = 'closed' AND EXISTS (SELECT 1 FROM task"
    f" WHERE cause = c.id AND rule = '{FOREWARNED}' AND state = 'open')"
)
_MOVED: Final = {table: f"{_FOREWARNED} AND c.id = ({found})" for table, found in _CASES_OF.items()}
_CHOSEN: Final = "SELECT 1 FROM setting WHERE id = ? AND key IN (?, ?)"


def moved_clocks(reader: Reads) -> list[Case]:
    """Return the closed, forewarned cases in which the step wrote something.

    All of them, when the unit has chosen how long it keeps what it writes.
    """
    touched = {(change.table, change.record) for change in reader.wire.pending}
    moved = {
        case_id for table, record in touched for (case_id,) in _moved_by(reader, table, record)
    }
    cases = (reader.get(Case, case_id) for case_id in sorted(moved))
    return [case for case in cases if case is not None]


def _moved_by(reader: Reads, table: str, record: str) -> list[tuple[Any, ...]]:
    if table in _MOVED:
        return reader.wire.rows(_MOVED[table], (record,))
    months = (record, RETENTION_MONTHS, CHILD_MONTHS)
    if table == "setting" and reader.value(_CHOSEN, months):
        return reader.wire.rows(_FOREWARNED)
    return []
