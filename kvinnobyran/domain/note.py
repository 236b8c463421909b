"""Journal notes, signed and permanent, apart from working notes, which erase themselves (G9)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp

WORKING_NOTE_DAYS = 30
"""How long a working note lives (domain.md G9)."""


class NoteState(Code):
    """The life cycle of a journal note (domain.md 3.2). A signed note is locked."""

    DRAFT = ("draft", "Utkast")
    SIGNED = ("signed", "Signerad")


WORKING_NOTE_FORM = "working_note"
"""The kind of the drafts of a working note, which are erased like the note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalNote:
    """A note of the journal. A correction is a new note that names the one it corrects."""

    id: str
    case_id: str
    session_id: str | None = None
    written_on: date
    text: str = ""
    state: NoteState = NoteState.DRAFT
    signed_by: str = ""
    signed_at: datetime | None = None
    corrects_id: str | None = None
    correction_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingNote:
    """The counsellor's own short-lived note: not journal, not exported, self-erasing."""

    id: str
    case_id: str
    session_id: str | None = None
    written_on: date
    text: str = ""
    delete_on: date

    @classmethod
    def lifetime(cls, written_on: date) -> date:
        """Return the day a note written on a day erases itself."""
        return written_on + timedelta(days=WORKING_NOTE_DAYS)


def journal_note_faults(note: JournalNote, *, today: date) -> tuple[Fault, ...]:
    """Check a note; an empty one may be a draft but not be signed."""
    faults: list[Fault] = []
    if note.written_on > today:
        faults.append(stopp("written_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if note.state is NoteState.SIGNED and not note.text.strip():
        faults.append(stopp("text", "En tom anteckning kan inte signeras.", "domain.md G9"))
    if note.corrects_id is not None and not note.correction_reason.strip():
        faults.append(
            stopp("correction_reason", "Skriv varför anteckningen rättas.", "domain.md G9")
        )
    return tuple(faults)
