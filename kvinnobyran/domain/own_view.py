"""What she sees of her own file: everything but what would endanger a child (scenario 26, T9).

Whatever prints a case for her or shows it to her passes its records through here first. Until
a concern report is released, nothing may tell her that there is one: not the report, not the
tasks about it, not the answer to the concern check that opened it. What was written about the
perpetrator goes out with her file only when it stems from her, so his name never does (D6).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.concern import ConcernChild, ConcernReport
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.domain.perpetrator import PerpetratorName
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.task import Task

CONCERN_RULE: Final = "domain.md T8"
NEVER_HERS: Final[tuple[type, ...]] = (PerpetratorName, WorkingNote)
"""Records that are never shown to her: a name that is not hers, and our own memory (G9)."""


def hidden_from_her(report: ConcernReport) -> bool:
    """Tell whether a report must not be known to her yet."""
    return report.released_on is None


def own_view(records: Iterable[Any]) -> list[Any]:
    """Return those of a case's records that she may see, as she may see them."""
    records = list(records)
    reports = [each for each in records if isinstance(each, ConcernReport)]
    hidden = [report for report in reports if hidden_from_her(report)]
    since = min((report.arose_on for report in hidden), default=None)
    ids = frozenset(report.id for report in hidden)
    return [seen for each in records if (seen := _seen(each, ids, since)) is not None]


def _seen(record: Any, hidden: frozenset[str], since: date | None) -> Any:  # noqa: ANN401 - any of the records
    """Return a record as she may see it, or None.

    ``since`` is when the first hidden concern arose, None while nothing is hidden.
    """
    if isinstance(record, NEVER_HERS) or (
        isinstance(record, JournalNote) and record.state is NoteState.DRAFT
    ):
        return None
    if isinstance(record, AssessmentCall | CounsellingSession):
        return _unchecked(record)
    if since is None:
        return record
    if isinstance(record, ConcernReport):
        return None if record.id in hidden else record
    if isinstance(record, ConcernChild):
        return None if record.report_id in hidden else record
    if isinstance(record, Task):
        return None if record.rule == CONCERN_RULE else record
    if isinstance(record, JournalNote):
        # What was written from that day on is read by one of us before it is hers: the
        # concern, or a child's own words, may stand in it (T9).
        return record if record.written_on < since else None
    return record


def _unchecked(talk: AssessmentCall | CounsellingSession) -> AssessmentCall | CounsellingSession:
    """Return a talk without its concern check, whatever it was.

    It is the children's, and one file with "Ingen oro" beside another without would tell. A
    released report says by itself that there was concern.
    """
    return replace(talk, concern_check=None, concern_reason="")
