"""What she sees of her own file: everything but what would endanger a child (scenario 26, T9).

Whatever prints a case for her or shows it to her passes its records through here first. Until
a concern report is released, nothing may tell her that there is one: not the report, not the
tasks about it, not the answer to the concern check that opened it. What was written about the
perpetrator goes out with her file only when it stems from her, so his name never does (D6).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.authority import AuthorityContact, AuthorityMatter
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.consent import Consent
from kvinnobyran.domain.disclosure import Disclosure, DisclosureRequest
from kvinnobyran.domain.document import About, Document
from kvinnobyran.domain.grounds import Decision
from kvinnobyran.domain.group import Role
from kvinnobyran.domain.membership import Membership
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.domain.perpetrator import PerpetratorName
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.timeline import TimelineEvent
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession

CONCERN_RULE: Final = "domain.md T8"
HELD_BACK: Final[dict[type, Callable[[Any], date]]] = {
    JournalNote: lambda note: note.written_on,
    Document: lambda document: document.brought_in_on,
    AuthorityMatter: lambda matter: matter.opened_on,
    AuthorityContact: lambda contact: contact.day,
    Disclosure: lambda disclosure: disclosure.day,
    DisclosureRequest: lambda request: request.received_on,
}
"""What may speak of a hidden report, and its day.

What is of the concern's first day or later is read by one of us before it is hers: the
concern, or a child's own words, may stand in it (T9).
"""
CHILDS_OWN: Final[tuple[type, ...]] = (
    TrappanProgramme,
    TrappanSession,
    TrappanAttendance,
    ChildNote,
    Decision,
)
"""The child's own file (T9), and decisions about it, in which the other guardian stands (D6)."""
CHILDS_RULES: Final = frozenset({"domain.md T5", "domain.md T6"})
"""Whose tasks are about the child's own file."""
NEVER_HERS: Final[tuple[type, ...]] = (PerpetratorName, WorkingNote, *CHILDS_OWN)
"""Records that are never shown to her: a name that is not hers, our own memory (G9), and what
is a child's.
"""


def hidden_from_her(report: ConcernReport) -> bool:
    """Tell whether a report must not be known to her yet."""
    return report.released_on is None


def own_view(records: Iterable[Any]) -> list[Any]:
    """Return those of a case's records that she may see, as she may see them."""
    records = list(records)
    reports = [each for each in records if isinstance(each, ConcernReport)]
    since = min((each.arose_on for each in reports if hidden_from_her(each)), default=None)
    hers = {each.person_id for each in records if isinstance(each, Case)}
    seen = [
        each
        for record in records
        if not _answered_by_another(record, hers) and (each := _seen(record, since)) is not None
    ]
    return _without_orphans(seen, gone={each.id for each in records} - {each.id for each in seen})


def _without_orphans(records: list[Any], *, gone: set[str]) -> list[Any]:
    """Return the records that refer to none of those that are gone.

    The children of a hidden report go with it, a contact with its matter, a correction with
    what it corrects: found by their fields, so that a record that comes later is not forgotten.
    """
    while True:
        orphans = {each.id for each in records if not gone.isdisjoint(_refers_to(each))}
        if not orphans:
            return records
        gone |= orphans
        records = [each for each in records if each.id not in orphans]


def _refers_to(record: Any) -> Iterator[str]:  # noqa: ANN401 - any of the records
    for field in fields(record):
        # A rule's task names what it is about as its cause: it would tell of what is gone.
        names_one = field.name.endswith("_id") or field.name == "cause"
        if names_one and isinstance(value := getattr(record, field.name), str):
            yield value


def _seen(record: Any, since: date | None) -> Any:  # noqa: ANN401 - any of the records
    """Return a record as she may see it, or None.

    ``since`` is when the first hidden concern arose, None while nothing is hidden.
    """
    if _is_not_hers(record):
        return None
    if isinstance(record, AssessmentCall | CounsellingSession):
        return _unchecked(record)
    if isinstance(record, Consent):
        return replace(record, attitude=None, attitude_reason="")
    if since is None:
        return record
    if isinstance(record, ConcernReport):
        return None if hidden_from_her(record) else record
    if isinstance(record, Task):
        return None if record.rule == CONCERN_RULE else record
    day = HELD_BACK.get(type(record))
    return record if day is None or day(record) < since else None


def _answered_by_another(record: Any, hers: set[str]) -> bool:  # noqa: ANN401 - any of the records
    """Tell whether a record is what somebody else agreed to or refused: a guardian, a child."""
    return isinstance(record, Consent) and record.answers not in hers


def _is_not_hers(record: Any) -> bool:  # noqa: ANN401 - any of the records
    """Tell whether a record is never shown to her, concern or not."""
    if isinstance(record, NEVER_HERS):
        return True
    if isinstance(record, JournalNote):
        return record.state is NoteState.DRAFT
    if isinstance(record, Document):
        return record.about is not About.WOMAN
    if isinstance(record, Task):
        return record.rule in CHILDS_RULES
    if isinstance(record, Membership):
        return record.role is Role.CHILD
    return isinstance(record, TimelineEvent) and not record.shown_to_her


def _unchecked(talk: AssessmentCall | CounsellingSession) -> AssessmentCall | CounsellingSession:
    """Return a talk without its concern check, whatever it was.

    It is the children's, and one file with "Ingen oro" beside another without would tell. A
    released report says by itself that there was concern.
    """
    return replace(talk, concern_check=None, concern_reason="")
