"""What the round says of a case, in words."""

from datetime import date

from kvinnobyran.domain.purging import RetentionState
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
        f"{line.case.code}: {standing(line, today)}.",
        line.kept.sentence,
        f"Senast skrivet {line.last_written}.",
    ]
    if line.decision is not None and line.decision.reason:
        said.append(f"Skäl: {line.decision.reason}")
    if line.kept.ask_to_hand_over and line.decision is not None:
        said.append(f"{line.decision.hand_over.label}.")
    return " ".join(said)


def counted(lines: list[Due], today: date) -> str:
    """Say how many cases there are, and how many are out of time."""
    out = sum(line.is_out(today) and not line.waits(today) for line in lines)
    return f"{len(lines)} i rundan, {out} vars tid är ute"


def cases_in_words(number: int) -> str:
    """Return how many cases."""
    return "ett ärende" if number == 1 else f"{number} ärenden"
