"""What is being captured: the inquiry as it was read, and what is typed over it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, inquiry_faults
from kvinnobyran.flows.drafts import Draft, draft_of
from kvinnobyran.store.database import Database
from kvinnobyran.ui.capture.similar import Acquaintance, acquaintance
from kvinnobyran.ui.kit.editors import too_long

LONGEST_NOTE = 200_000
"""Characters. A longer text is refused with a sentence and never cut."""
KIND = "inquiry"
"""The kind of the drafts of this page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An inquiry that was begun earlier: its record, its draft, or both."""

    record: str
    inquiry: Inquiry | None
    head: int
    draft: Draft | None
    case: Case | None
    known: Acquaintance | None
    """The registered woman whom the draft of a new case is about."""


def fresh(now: datetime) -> Inquiry:
    """Return a contact that begins now, anonymous, by telephone until something else is said."""
    return Inquiry(
        id=new_id(),
        received_on=now.date(),
        received_at=now.time().replace(second=0, microsecond=0, tzinfo=None),
        channel=Channel.PHONE,
    )


def opened(database: Database, user: str, record: str) -> Opened:
    """Return what there is of an inquiry."""
    inquiry = database.get(Inquiry, record)
    draft = draft_of(database, user, KIND, record)
    known = _text(_part(draft.body, "opening"), "known") if draft else ""
    case = database.get(Case, inquiry.case_id) if inquiry and inquiry.case_id else None
    return Opened(
        record=record,
        inquiry=inquiry,
        head=database.head(),
        draft=draft,
        case=case,
        known=acquaintance(database, known) if known else None,
    )


def lead_of(inquiry: Inquiry, found: Opened) -> str:
    """Return the line under the heading of an earlier contact: its day, case and draft."""
    parts = [inquiry.received_on.isoformat()]
    if found.case is not None:
        parts.append(found.case.code)
    if found.draft is not None:
        parts.append("utkast")
    return " · ".join(parts)


def faults_of(inquiry: Inquiry, unreadable: tuple[Fault, ...], today: date) -> tuple[Fault, ...]:
    """Return everything that is wrong at once; what cannot be read is said first and alone."""
    told = [*unreadable]
    if sentence := too_long(len(inquiry.note), LONGEST_NOTE):
        told.append(stopp("note", sentence, "egen rutin"))
    fields = {fault.field for fault in told}
    ruled = inquiry_faults(inquiry, today=today)
    return (*told, *(fault for fault in ruled if fault.field not in fields))


def _part(body: Any, name: str) -> dict[str, Any]:  # noqa: ANN401 - a draft's JSON
    part = body.get(name) if isinstance(body, dict) else None
    return part if isinstance(part, dict) else {}


def _text(part: dict[str, Any], name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""
