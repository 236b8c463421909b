"""The child's own file: what a child has told stays the child's (domain.md T7, T9).

It is beside its mother's and never in it. A guardian hears what the child has let us say and
nothing more; who has turned eighteen has the file alone (T6).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.grounds import of_age_on
from kvinnobyran.domain.note import NoteState

_COPIED: Final = 40
"""Letters. A sentence so long is not written twice by chance."""
_SENTENCE: Final = re.compile(r"[.!?\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildNote:
    """A note in one child's own file. ``document_id`` is a drawing; it is the child's as well.

    Like her own notes it is a draft, then signed, then only corrected (G9).
    """

    id: str
    case_id: str
    child_id: str
    session_id: str | None = None
    document_id: str | None = None
    written_on: date
    text: str = ""
    state: NoteState = NoteState.DRAFT
    signed_by: str = ""
    signed_at: datetime | None = None
    corrects_id: str | None = None
    correction_reason: str = ""


def child_note_faults(
    note: ChildNote, others: Iterable[ChildNote], *, today: date, blocks: Iterable[str] = ()
) -> tuple[Fault, ...]:
    """Check a note; ``others`` are those of its brothers and sisters.

    VARNA when a sentence of it stands in another child's file as well (T7). What stands in the
    unit's own text ``blocks`` is nobody's words, and is no copy while the rest of the note is
    this child's own.
    """
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
    if _copies(note.text, [each.text for each in others], blocks):
        faults.append(
            varna(
                "text",
                "Samma text står i ett syskons akt. Skriv bara det som är det här barnets.",
                "domain.md T7",
            )
        )
    return tuple(faults)


def reading_faults(
    asker_id: str, child_id: str, birth: PartialDate | None, on: date
) -> tuple[Fault, ...]:
    """Answer whether somebody may see a child's whole file (T6, T9).

    Who has turned eighteen may; nobody else ever. A guardian gets what the child lets us say.
    """
    of_age = of_age_on(birth)
    if asker_id == child_id and of_age is not None and on >= of_age[1]:
        return ()
    if asker_id == child_id:
        return (
            varna(
                "asker",
                "Barnet är inte 18 år. Gå igenom akten tillsammans och skriv varför.",
                "domain.md T9",
            ),
        )
    return (
        stopp(
            "asker",
            "Det barnet har berättat är barnets. Återge bara det som barnet har godkänt.",
            "domain.md T9",
        ),
    )


def _copies(text: str, others: Sequence[str], blocks: Iterable[str]) -> bool:
    """Tell whether a text has a sentence of another, or is another from its first word on."""
    own = {line for each in blocks for line in _sentences(each)}
    hers = set(_sentences(text))
    if any(line not in own for each in others for line in hers.intersection(_sentences(each))):
        return True
    return bool(hers) and any(_words(text) == _words(each) for each in others)


def _words(text: str) -> list[str]:
    return text.casefold().split()


def _sentences(text: str) -> Iterable[str]:
    for part in _SENTENCE.split(text.casefold()):
        line = " ".join(part.split())
        if len(line) >= _COPIED:
            yield line
