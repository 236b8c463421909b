"""What a woman may ask of what is written about her: rectification and objection (D6)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp

_SOURCE: Final = "domain.md D6"
LONGEST: Final = 2000


class RightsKind(Code):
    """What she asks."""

    RECTIFICATION = ("rectification", "Rättelse")
    OBJECTION = ("objection", "Invändning")
    RESTRICTION = ("restriction", "Begränsning")


class RightsState(Code):
    """What became of it."""

    RECEIVED = ("received", "Mottagen")
    GRANTED = ("granted", "Gjord")
    NOTED = ("noted", "Antecknad, inte gjord")


TRANSITIONS: dict[RightsState, frozenset[RightsState]] = {
    RightsState.RECEIVED: frozenset({RightsState.GRANTED, RightsState.NOTED}),
    RightsState.GRANTED: frozenset(),
    RightsState.NOTED: frozenset({RightsState.GRANTED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsNote:
    """What she said, of what, and what was answered. It follows the case and its extracts."""

    id: str
    case_id: str
    kind: RightsKind = RightsKind.RECTIFICATION
    about: str = ""
    words: str = ""
    asked_on: date
    state: RightsState = RightsState.RECEIVED
    answer: str = ""
    decided_by: str = ""
    decided_on: date | None = None


def rights_faults(note: RightsNote, before: RightsNote | None, *, today: date) -> list[Fault]:
    """Check a note; refusing what she asks needs words, and nothing is taken back in silence."""
    faults = []
    if not note.words.strip():
        faults.append(stopp("words", "Skriv vad hon säger, med hennes ord.", _SOURCE))
    if max(len(note.words), len(note.about), len(note.answer)) > LONGEST:
        faults.append(stopp("words", f"Högst {LONGEST} tecken får plats.", _SOURCE))
    if note.asked_on > today:
        faults.append(stopp("asked_on", "Dagen har inte varit än.", _SOURCE))
    if note.state is not RightsState.RECEIVED and not note.answer.strip():
        faults.append(stopp("answer", "Skriv vad ni svarar henne, och varför.", _SOURCE))
    was = before.state if before else RightsState.RECEIVED
    if note.state is not was and note.state not in TRANSITIONS[was]:
        sentence = f"Det som är {was.label.lower()} kan inte bli {note.state.label.lower()}."
        faults.append(stopp("state", sentence, _SOURCE))
    return faults
