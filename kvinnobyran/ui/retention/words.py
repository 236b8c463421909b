"""What the round says of a case, in words."""

from collections import Counter
from datetime import date
from typing import Final

from kvinnobyran.domain.purging import FileKind, PurgeProtocol, RetentionState
from kvinnobyran.store.retention import Due


def standing(line: Due, today: date) -> str:
    """Say what is decided of a case, and by whom."""
    decision = line.decision
    if decision is None or decision.state is RetentionState.RUNNING:
        return "Kan föreslås" if line.is_out(today) else "Förvarnad"
    if decision.state is RetentionState.POSTPONED:
        return f"Uppskjuten till {decision.until}"
    if decision.state is RetentionState.PROPOSED:
        return f"Föreslagen av {decision.decided_by} {decision.decided_on}"
    return "Spärrad"


def whole(line: Due, today: date) -> str:
    """Say everything of a case: its clock, what is decided, why, and what is asked of the board."""
    said = [
        f"{line.name}: {standing(line, today)}.",
        line.kept.sentence,
        f"Senast skrivet {line.last_written}.",
        _MORE.get(line.of.kind, ""),
    ]
    if line.decision is not None and line.decision.reason:
        said.append(f"Skäl: {line.decision.reason}")
    if line.kept.ask_to_hand_over and line.decision is not None:
        said.append(f"{line.decision.hand_over.label}.")
    return " ".join(word for word in said if word)


def counted(lines: list[Due], today: date) -> str:
    """Say how many cases there are, and how many are out of time."""
    out = sum(line.is_out(today) and not line.waits(today) for line in lines)
    return f"{len(lines)} i rundan, {out} vars tid är ute"


def in_words(kind: FileKind, number: int) -> str:
    """Return how many of a kind: "ett ärende", "3 barnakter"."""
    one, several = _WORDS[kind]
    return one if number == 1 else f"{number} {several}"


def sum_in_words(protocols: list[PurgeProtocol]) -> str:
    """Say what went, kind by kind."""
    counts = Counter[FileKind]()
    for each in protocols:
        counts[each.of_kind] += each.files
    return " och ".join(in_words(kind, counts[kind]) for kind in FileKind if counts[kind])


_WORDS: Final = {
    FileKind.CASE: ("ett ärende", "ärenden"),
    FileKind.CHILD: ("en barnakt", "barnakter"),
    FileKind.PERSON: ("en person utan ärende", "personer utan ärende"),
    FileKind.CONCERN: ("en oro utan ärende", "oro utan ärende"),
    FileKind.INQUIRIES: (
        "en månads anonyma förfrågningar",
        "månader av anonyma förfrågningar",
    ),
}
_MORE: Final = {
    FileKind.CHILD: "Barnets akt bedöms för sig, innan ärendet den ligger i kan gallras.",
    FileKind.INQUIRIES: "De är inte knutna till någon, och räknas kvar i statistiken.",
    FileKind.PERSON: "Inget ärende handlar om dem; den som hör till familjen följer med.",
}
