# ruff: noqa: S608 - the statements are put together from our own names
"""Whether a step has written something that moves the clock of a closed case (domain.md D2).

Asked at the end of every step, so the first question is a glance at what waits for its commit.
"""

from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.settings import CHILD_MONTHS, RETENTION_MONTHS
from kvinnobyran.store.reads import Reads

FOREWARNED: Final = "domain.md D2"
"""The rule of the reminder."""
_CASES_OF: Final = {
    "journal_note": "SELECT case_id FROM journal_note WHERE id = n.record",
    "inquiry": "SELECT case_id FROM inquiry WHERE id = n.record",
    "assessment_call": "SELECT case_id FROM assessment_call WHERE id = n.record",
    "counselling_session": "SELECT i.case_id FROM counselling_session AS s"
    " JOIN intervention AS i ON i.id = s.intervention_id WHERE s.id = n.record",
    "authority_contact": "SELECT m.case_id FROM authority_contact AS a"
    " JOIN authority_matter AS m ON m.id = a.matter_id WHERE a.id = n.record",
    "disclosure": "SELECT case_id FROM disclosure WHERE id = n.record",
    "document": "SELECT case_id FROM document WHERE id = n.record",
    "child_note": "SELECT case_id FROM child_note WHERE id = n.record",
    "trappan_session": "SELECT case_id FROM trappan_session WHERE id = n.record",
    "group_attendance": "SELECT g.case_id FROM group_attendance AS a"
    " JOIN group_membership AS g ON g.id = a.membership_id WHERE a.id = n.record",
    "disclosure_request": "SELECT case_id FROM disclosure_request WHERE id = n.record",
    "concern_report": "SELECT case_id FROM concern_report WHERE id = n.record",
    "rights_note": "SELECT case_id FROM rights_note WHERE id = n.record",
}
"""Tables in which something written counts, and how a record of theirs finds its case."""
_TOUCHED: Final = (
    "SELECT EXISTS (SELECT 1 FROM pending_change WHERE tbl IN ("
    + ", ".join(f"'{table}'" for table in (*_CASES_OF, "setting"))
    + "))"
)
_FOREWARNED: Final = (
    "state = 'closed' AND EXISTS (SELECT 1 FROM task"
    f" WHERE cause = support_case.id AND rule = '{FOREWARNED}' AND state = 'open')"
)
_MOVED: Final = (
    "SELECT * FROM support_case WHERE id IN (SELECT CASE n.tbl "
    + " ".join(f"WHEN '{table}' THEN ({found})" for table, found in _CASES_OF.items())
    + f" END FROM pending_change AS n) AND {_FOREWARNED} ORDER BY id"
)
_ALL: Final = f"SELECT * FROM support_case WHERE {_FOREWARNED} ORDER BY id"
_CHOSEN: Final = (
    "SELECT EXISTS (SELECT 1 FROM pending_change AS n JOIN setting AS s ON s.id = n.record"
    " WHERE n.tbl = 'setting' AND s.key IN (?, ?))"
)


def touches_a_clock(reader: Reads) -> bool:
    """Tell whether the step may have moved a clock."""
    return bool(reader.value(_TOUCHED))


def moved_clocks(reader: Reads) -> list[Case]:
    """Return the closed, forewarned cases in which the step wrote something.

    All of them, when the unit has chosen how long it keeps what it writes.
    """
    if reader.value(_CHOSEN, (RETENTION_MONTHS, CHILD_MONTHS)):
        return reader.all(Case, _ALL)
    return reader.all(Case, _MOVED)
