"""What is decided of a file whose time is out, and what remains when it is gone (D2–D5)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.retention import Retention, RetentionClass

SECOND_AFTER: Final = timedelta(days=7)
"""After so long one signature is enough, and the protocol says so (domain.md 7.8)."""
FOREWARNING: Final = timedelta(days=60)
"""How long before its day a case is forewarned of (D2)."""
LEAP: Final = timedelta(days=60)
"""A clock that has gone forward so far since anybody worked is asked about (T20)."""
LONGEST_REASON: Final = 500
TWO: Final = "Två underskrifter."
ONE: Final = "En underskrift, efter sju dagar."
_TALKED_OF: Final = "Det som är {}"


class RetentionState(Code):
    """What has been decided beside the clock."""

    RUNNING = ("running", "Tiden går")
    POSTPONED = ("postponed", "Uppskjuten")
    HELD = ("held", "Spärrad")
    PROPOSED = ("proposed", "Föreslagen")


TRANSITIONS: dict[RetentionState, frozenset[RetentionState]] = {
    RetentionState.RUNNING: frozenset(
        {RetentionState.POSTPONED, RetentionState.HELD, RetentionState.PROPOSED}
    ),
    RetentionState.POSTPONED: frozenset(
        {RetentionState.RUNNING, RetentionState.HELD, RetentionState.PROPOSED}
    ),
    RetentionState.HELD: frozenset({RetentionState.RUNNING}),
    RetentionState.PROPOSED: frozenset(
        {RetentionState.RUNNING, RetentionState.POSTPONED, RetentionState.HELD}
    ),
}


class FileKind(Code):
    """What the round looks at, each with a clock of its own (D1, D3)."""

    CASE = ("case", "ärende")
    CHILD = ("child", "barnakt")
    PERSON = ("person", "person utan ärende")
    CONCERN = ("concern", "oro utan ärende")
    INQUIRIES = ("inquiries", "anonyma förfrågningar")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOf:
    """Which file: a case, a child's file in one, or what no case has.

    A child's file has the case it lies in and the child; who has no case stands for the whole
    family that came with her, and an anonymous inquiry for all of its month.
    """

    case_id: str | None = None
    person_id: str | None = None
    concern_report_id: str | None = None
    inquiry_id: str | None = None

    @property
    def kind(self) -> FileKind:
        """What it is."""
        if self.concern_report_id is not None:
            return FileKind.CONCERN
        if self.inquiry_id is not None:
            return FileKind.INQUIRIES
        if self.case_id is None:
            return FileKind.PERSON
        return FileKind.CASE if self.person_id is None else FileKind.CHILD

    @property
    def key(self) -> str:
        """What a list knows it by: the id of a case is its own key."""
        parts = (self.case_id, self.person_id, self.concern_report_id, self.inquiry_id)
        return ":".join(part for part in parts if part)


class HandOver(Code):
    """Whether the file goes to the board before it is purged (L15)."""

    NOT_ASKED = ("not_asked", "Inte frågad")
    HANDED_OVER = ("handed_over", "Överlämnad till nämnden")
    NOT_WANTED = ("not_wanted", "Ska inte lämnas över")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionDecision:
    """What was decided last of one file. ``until`` only while it is postponed."""

    id: str
    case_id: str | None = None
    person_id: str | None = None
    concern_report_id: str | None = None
    inquiry_id: str | None = None
    state: RetentionState = RetentionState.RUNNING
    until: date | None = None
    reason: str = ""
    hand_over: HandOver = HandOver.NOT_ASKED
    decided_by: str
    decided_on: date

    @property
    def of(self) -> FileOf:
        """What it was decided of."""
        return FileOf(
            case_id=self.case_id,
            person_id=self.person_id,
            concern_report_id=self.concern_report_id,
            inquiry_id=self.inquiry_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeProtocol:
    """What went on one day: numbers, the ground and the signatures (D5)."""

    id: str
    purged_on: date
    of_class: RetentionClass
    of_kind: FileKind = FileKind.CASE
    months: int
    files: int
    cases: int
    persons: int
    records: int
    proposed_by: str
    proposed_on: date
    signed_by: str
    signed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A random id that is gone, and stays gone after a restore (D5)."""

    id: str
    of_table: str
    record: str
    purged_on: date
    protocol_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRow:
    """What all the purged together add to one figure (D4). ``cell`` is where it stands, as JSON."""

    id: str
    period: str
    of_table: str
    cell: str
    value: int


_KEEPS: Final = (RetentionState.RUNNING, RetentionState.POSTPONED, RetentionState.HELD)
"""What keeps a file longest comes last."""


def as_one(mine: RetentionDecision, other: RetentionDecision) -> RetentionDecision:
    """Return what stands of a file that two records had, and that is one now (I5, D2).

    What keeps it longest. A proposal stands of neither: it was of half of what lies there, and
    so was an answer of the board that only one of them has.
    """
    first, last = sorted(map(_unproposed, (mine, other)), key=_keeps)
    reasons = dict.fromkeys(each.reason for each in (last, first) if each.reason)
    return replace(
        last,
        id=mine.id,
        case_id=mine.case_id,
        person_id=mine.person_id,
        reason=" ".join(reasons)[:LONGEST_REASON],
        hand_over=last.hand_over if last.hand_over is first.hand_over else HandOver.NOT_ASKED,
    )


def _unproposed(decision: RetentionDecision) -> RetentionDecision:
    if decision.state is not RetentionState.PROPOSED:
        return decision
    return replace(decision, state=RetentionState.RUNNING, reason="")


def _keeps(decision: RetentionDecision) -> tuple[int, date]:
    return _KEEPS.index(decision.state), decision.until or date.min


def may_become(decision: RetentionDecision, to: RetentionState) -> tuple[Fault, ...]:
    """Return why the decision cannot be followed by this one."""
    if to in TRANSITIONS[decision.state]:
        return ()
    sentence = (
        "Det är spärrat. Häv spärren först."
        if decision.state is RetentionState.HELD
        else f"{_TALKED_OF.format(decision.state.label.lower())} kan inte bli {to.label.lower()}."
    )
    return (stopp("state", sentence, "domain.md D2"),)


def decision_faults(
    to: RetentionState, *, reason: str, until: date | None, today: date
) -> tuple[Fault, ...]:
    """Check what a decision says: a postponement has a reason and a day, a hold a reason (D2)."""
    faults = []
    if to in {RetentionState.POSTPONED, RetentionState.HELD} and not reason.strip():
        faults.append(stopp("reason", "Skriv varför. Skälet gallras med ärendet.", "domain.md D2"))
    if len(reason) > LONGEST_REASON:
        faults.append(stopp("reason", f"Högst {LONGEST_REASON} tecken får plats.", "domain.md D2"))
    if to is RetentionState.POSTPONED and (until is None or until <= today):
        faults.append(
            stopp("until", "Välj den dag som gallringen skjuts upp till.", "domain.md D2")
        )
    return tuple(faults)


def may_purge(
    decision: RetentionDecision | None, kept: Retention, *, user: str, today: date
) -> tuple[Fault, ...]:
    """Return why this user cannot purge the case today (D1, D2, domain.md 7.8)."""
    if kept.earliest is None or kept.earliest > today:
        sentence = "Tiden är inte ute: något har skrivits, eller det är öppet igen."
        return (stopp("state", sentence, "domain.md D2"),)
    if decision is None or decision.state is not RetentionState.PROPOSED:
        sentence = "Det är inte föreslaget för gallring."
        return (stopp("state", sentence, "domain.md 7.8"),)
    if kept.ask_to_hand_over and decision.hand_over is HandOver.NOT_ASKED:
        sentence = "Fråga nämnden först om akten ska lämnas över."
        return (stopp("hand_over", sentence, "domain.md D1"),)
    if user != decision.decided_by or today - decision.decided_on >= SECOND_AFTER:
        return ()
    alone = (decision.decided_on + SECOND_AFTER).isoformat()
    sentence = (
        "Gallringen behöver en underskrift till. Be din kollega gallra, eller vänta till "
        f"{alone}: då räcker din."
    )
    return (stopp("state", sentence, "domain.md 7.8"),)


def signed(decision: RetentionDecision, user: str) -> str:
    """Say how many signatures the purge has."""
    return TWO if user != decision.decided_by else ONE
