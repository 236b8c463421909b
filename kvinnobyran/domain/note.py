"""Journal notes, signed and permanent, apart from working notes, which erase themselves (G9)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.documentation import PLACED
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.task import Reminder
from kvinnobyran.domain.trouble import Trouble

WORKING_NOTE_DAYS = 30
"""How long a working note lives until the unit says otherwise (domain.md G9)."""
LONGEST_LIFE = 90
"""Days. What is kept longer than this is no working note."""
DAYS_BEFORE = 3
"""How long before a working note of a placement erases itself it is asked about."""
G9 = "domain.md G9"


LOCKED_AFTER = timedelta(minutes=10)
"""How long "Ångra" takes a signature back; then only a correction does (domain.md 3.2, G9)."""


class NoteLocked(Trouble):
    """A signature is older than "Ångra" reaches: the note is locked."""

    sentence = "Anteckningen signerades för mer än tio minuter sedan och är låst."
    way_on = "Skriv en rättelse i stället: då står båda kvar."


class NoteState(Code):
    """The life cycle of a journal note (domain.md 3.2). A signed note is locked."""

    DRAFT = ("draft", "Utkast")
    SIGNED = ("signed", "Signerad")


TRANSITIONS: dict[NoteState, frozenset[NoteState]] = {
    NoteState.DRAFT: frozenset({NoteState.SIGNED}),
    NoteState.SIGNED: frozenset(),
}
"""Only a correction follows a signed note, and that is a note of its own."""


class NoteKind(Code):
    """What a journal note is about; each kind has its own text blocks."""

    OTHER = ("other", "Övrigt")
    SESSION = ("session", "Samtal")
    PHONE = ("phone", "Telefonsamtal")
    MEETING = ("meeting", "Möte med myndighet")
    EVENT = ("event", "Händelse")
    FOLLOW_UP = ("follow_up", "Uppföljning")


WORKING_NOTE_FORM = "working_note"
"""The kind of the drafts of a working note, which are erased like the note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalNote:
    """A note of the journal. A correction is a new note that names the one it corrects."""

    id: str
    case_id: str
    session_id: str | None = None
    written_on: date
    kind: NoteKind = NoteKind.OTHER
    text: str = ""
    state: NoteState = NoteState.DRAFT
    signed_by: str = ""
    signed_at: datetime | None = None
    corrects_id: str | None = None
    correction_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingNote:
    """The counsellor's own short-lived note: not journal, not exported, self-erasing.

    ``author`` is who wrote it and the only one who changes it; ``""`` in one that was never saved.
    """

    id: str
    case_id: str
    session_id: str | None = None
    written_on: date
    author: str = ""
    text: str = ""
    delete_on: date

    @classmethod
    def lifetime(cls, written_on: date, days: int = WORKING_NOTE_DAYS) -> date:
        """Return the day a note written on a day erases itself."""
        return written_on + timedelta(days=days)


def working_note_faults(
    note: WorkingNote, *, earlier: WorkingNote | None, user: str, today: date
) -> tuple[Fault, ...]:
    """Check a working note: nobody changes a colleague's, and none lives on beyond its day."""
    faults: list[Fault] = []
    if earlier is not None and earlier.author and earlier.author != user:
        faults.append(
            stopp("text", "Din kollega har skrivit arbetsminnet. Bara hon kan ändra det.", G9)
        )
    # A change gives a note no longer life than it had; only the unit's setting does.
    longest = (earlier or note).written_on + timedelta(days=LONGEST_LIFE)
    if note.delete_on > longest or note.written_on > today:
        faults.append(
            stopp(
                "delete_on",
                "Ett arbetsminne lever högst 90 dagar: det som betyder något ska stå i journalen.",
                G9,
            )
        )
    return tuple(faults)


def must_be_asked(case: Case) -> bool:
    """Tell whether what matters must be in the journal before a working note is erased.

    So it is in a placement, which is documented (L13, L14).
    """
    return case.regime in PLACED


def working_note_reminders(note: WorkingNote, case: Case) -> tuple[Reminder, ...]:
    """Return what a working note wants somebody to be reminded of before it is erased (G9)."""
    if not must_be_asked(case):
        return ()
    return (
        Reminder(
            what="För över det som betyder något till journalen: ett arbetsminne ska raderas",
            due_on=note.delete_on - timedelta(days=DAYS_BEFORE),
        ),
    )


def life_in_days(setting: str) -> int:
    """Return how long working notes live by the unit's setting: a number of days as text."""
    plain = setting.strip()
    if plain.isascii() and plain.isdigit() and 1 <= int(plain[:4]) <= LONGEST_LIFE:
        return int(plain)
    return WORKING_NOTE_DAYS


def journal_note_faults(note: JournalNote, *, today: date) -> tuple[Fault, ...]:
    """Check a note; an empty one may be a draft but not be signed."""
    faults: list[Fault] = []
    if note.written_on > today:
        faults.append(stopp("written_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if note.state is NoteState.SIGNED and not note.text.strip():
        faults.append(
            stopp(
                "text",
                "En tom anteckning kan inte signeras: den går inte att ändra sedan.",
                "domain.md G9",
            )
        )
    if note.corrects_id is not None and not note.correction_reason.strip():
        faults.append(
            stopp(
                "correction_reason",
                "Skriv varför anteckningen rättas: båda står kvar.",
                "domain.md G9",
            )
        )
    return tuple(faults)
