"""The log of who read what: held against its chain, and looked at every month (D7, L20)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Final

from kvinnobyran.domain.access_review import (
    RULE,
    Answer,
    answer_faults,
    month_after,
    month_before,
    sample,
    signing_faults,
)
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.task import Reminder
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.reminders import answer as tick_off
from kvinnobyran.flows.reminders import remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, require, settle
from kvinnobyran.store import journal
from kvinnobyran.store.access_log import (
    DRAWN,
    LOGIN_FAILED,
    MARKED,
    REVIEW,
    REVIEWED,
    SIGNED,
    LogLine,
    lines_of,
    reading_seqs,
)
from kvinnobyran.store.chain import Head
from kvinnobyran.store.database import Database
from kvinnobyran.vault.unlocked import UnlockedVault

_GROUP: Final = 4
_GROUPS: Final = 6
_MONTHS: Final = 12
"""So far back it is looked for a month that was never reviewed."""
_TYPED: Final = re.compile(r"(\d+)[^0-9a-f]+([0-9a-f]{24,64})")
_ROW: Final = re.compile(r"Rad (\d+): ([^.]+)\. ?(.*)", re.DOTALL)


# --- the end of the chain -----------------------------------------------------------------------


def end_words(head: Head) -> str:
    """Return the end of the chain as it is printed: its row, and 96 bits of it in groups.

    >>> end_words(Head(7, bytes(32)))
    'rad 7: 0000 0000 0000 0000 0000 0000'
    """
    signs = head.chain.hex()[: _GROUP * _GROUPS]
    groups = " ".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))
    return f"rad {head.seq}: {groups}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What holding the log against its chain found; ``line`` is the first row that is wrong."""

    whole: bool
    sentence: str
    line: LogLine | None = None
    seq: int = 0


def hold_against_chain(database: Database, printed: str = "") -> Held:
    """Walk the whole chain; ``printed`` is the end on a receipt, as people type it.

    Only against a printed end can a cut-off end, or a whole file put back, be found.
    """
    head = None
    if printed.strip():
        typed = _TYPED.search(_tight(printed))
        if typed is None:
            return Held(
                whole=False,
                sentence="Det går inte att läsa som ett kvitto. Skriv raden som den står.",
            )
        seq, signs = int(typed[1]), typed[2]
        stored = database.value("SELECT chain FROM journal WHERE seq = ?", (seq,))
        whole = bytes(stored) if stored is not None else b""
        if not whole.hex().startswith(signs):
            whole = bytes.fromhex(signs[: len(signs) // 2 * 2]).ljust(32, b"\0")
        head = Head(seq, whole)
    faults = database.verify_journal(head)
    if faults:
        fault = faults[0]
        found = lines_of(database, (fault.seq,))
        return Held(
            whole=False,
            sentence=f"{fault.sentence} Det är rad {fault.seq}.",
            line=found[0] if found else None,
            seq=fault.seq,
        )
    rows = database.head()
    against = " och stämmer med kvittot" if head is not None else ""
    return Held(whole=True, sentence=f"Loggen är obruten: {rows} rader{against}.")


def _tight(text: str) -> str:
    """Return what was typed with its groups joined."""
    seq, _, signs = text.casefold().partition(":")
    number = re.search(r"\d+", seq)
    joined = re.sub(r"[\s-]", "", signs)
    return f"{number[0]}:{joined}" if number else ""


def note_receipt_printed(work: Work) -> None:
    """Note that the receipt of a backup goes to the printer."""
    with work.step("Skrev ut ett kvitto på säkerhetskopian") as tx:
        tx.log("print")


# --- the monthly look ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reviewer said of one reading."""

    answer: Answer
    words: str
    reviewer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One month: how many readings there were, those that were drawn, and what was said.

    ``marks`` is what managers said of the month, one line each.
    """

    month: date
    readings: int
    lines: tuple[LogLine, ...]
    verdicts: dict[int, Verdict]
    signed_by: str = ""
    marks: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """Return how many drawn readings have no answer."""
        return sum(line.seq not in self.verdicts for line in self.lines)


def review_of(database: Database, month: date, zone: tzinfo | None) -> Review:
    """Return the review of a month; ``zone`` is the office's. What was drawn stays drawn.

    Until the first answer it is drawn anew each time, and always the same.
    """
    seqs = reading_seqs(database, _midnight(month, zone), _midnight(month_after(month), zone))
    drawn: tuple[int, ...] | None = None
    verdicts: dict[int, Verdict] = {}
    signed_by = ""
    marks: list[str] = []
    for entry in journal.history(database, REVIEW, _name(month)):
        words = str((entry.payload or {}).get("text", ""))
        row = _ROW.fullmatch(words)
        if entry.kind == DRAWN:
            drawn = tuple(int(each) for each in re.findall(r"\d+", words.partition("Rader")[2]))
        elif entry.kind == REVIEWED and row is not None:
            said = next(each for each in Answer if each.label == row[2])
            verdicts[int(row[1])] = Verdict(answer=said, words=row[3], reviewer=entry.user)
        elif entry.kind == SIGNED:
            signed_by = entry.user
        elif entry.kind == MARKED:
            marks.append(words)
    if drawn is None:
        drawn = sample(seqs, _seed(database, seqs))
    return Review(
        month=month,
        readings=len(seqs),
        lines=tuple(lines_of(database, drawn)),
        verdicts=verdicts,
        signed_by=signed_by,
        marks=tuple(marks),
    )


def review_that_waits(database: Database, today: date, zone: tzinfo | None) -> Review:
    """Return the review of the oldest month of a year that nobody has signed; else last month's.

    A month that was missed is caught up with: its reminder stays until it is signed.
    """
    last = month = month_before(today)
    waiting = last
    for _ in range(_MONTHS):
        signed = any(
            each.kind == SIGNED for each in journal.history(database, REVIEW, _name(month))
        )
        if not signed and reading_seqs(
            database, _midnight(month, zone), _midnight(month_after(month), zone)
        ):
            waiting = month
        month = month_before(month)
    return review_of(database, waiting, zone)


def answer_reading(
    work: Work,
    month: date,
    seq: int,
    answer: Answer | None,
    words: str = "",
    *,
    reasons: Reasons = NO_REASONS,
) -> Review:
    """Say of one drawn reading that it is reasonable, or what one wants to ask; it is chained.

    Raises :class:`Refused` for a reading that was not drawn, or when the month is signed.
    """
    review = _open(work, month)
    line = next((each for each in review.lines if each.seq == seq), None)
    require(line is not None, lambda: stopp("seq", "Raden hör inte till urvalet.", RULE))
    reader = line.user if line is not None else ""
    settle(answer_faults(answer, words, reader=reader, reviewer=work.user), reasons)
    said = answer.label if answer is not None else ""
    with work.step("Granskade en läsning") as tx:
        if not _drawn(work.database, month):
            rows = ", ".join(str(each.seq) for each in review.lines)
            text = f"{len(review.lines)} av {review.readings} läsningar. Rader {rows}"
            tx.log(DRAWN, table=REVIEW, record=_name(month), text=text)
        why = words.strip() or reasons.get("words", "").strip()
        text = f"Rad {seq}: {said}. {why}".strip()
        tx.log(REVIEWED, table=REVIEW, record=_name(month), text=text)
    return review_of(work.database, month, work.now.tzinfo)


def sign_review(work: Work, month: date) -> Review:
    """Sign a month whose drawn readings all have their answer; its reminder is ticked off.

    Raises :class:`Refused`.
    """
    review = _open(work, month)
    settle(signing_faults(review.left))
    asked = sum(each.answer is Answer.ASK for each in review.verdicts.values())
    with work.step("Signerade granskningen av läsningar") as tx:
        text = f"{_name(month)}: {len(review.lines)} rader, {asked} att fråga om"
        tx.log(SIGNED, table=REVIEW, record=_name(month), text=text)
        tick_off(work, tx, rule=RULE, cause=_cause(month))
    return review_of(work.database, month, work.now.tzinfo)


def remind_of_review(work: Work) -> int:
    """Remind of last month when it had readings and nobody has signed it; return how many."""
    month = month_before(work.today)
    review = review_of(work.database, month, work.now.tzinfo)
    if not review.readings or review.signed_by:
        return 0
    before = work.database.head()
    with work.step("Påminnelse om granskning") as tx:
        due = work.today.replace(day=1)
        wanted = Reminder(what=f"Granska läsningarna i loggen för {_name(month)}", due_on=due)
        remind(work, tx, (wanted,), rule=RULE, cause=_cause(month))
    return int(work.database.head() > before)


def note_failed_logins(work: Work, vault: UnlockedVault) -> int:
    """Chain how many wrong passphrases were typed since the last unlock; return how many.

    One line for each name, whatever the number: whoever hammers at the door does not fill the
    log. Names that do not exist are counted together and never written down.
    """
    failed = vault.vault.failed_tries()
    if not failed:
        return 0
    with work.step("Misslyckad upplåsning") as tx:
        for name, count in sorted(failed.items()):
            times = "1 felaktigt lösenord" if count == 1 else f"{count} felaktiga lösenord"
            tx.log(LOGIN_FAILED, text=f"{name or 'Ett namn som inte finns'}: {times}")
    vault.vault.forget_failed_tries()
    return sum(failed.values())


def _open(work: Work, month: date) -> Review:
    review = review_of(work.database, month, work.now.tzinfo)
    if review.signed_by:
        raise Refused((stopp("month", "Månaden är redan granskad och signerad.", RULE),))
    if month_after(month) > work.today:
        raise Refused((stopp("month", "Månaden är inte slut än.", RULE),))
    return review


def _drawn(database: Database, month: date) -> bool:
    return any(each.kind == DRAWN for each in journal.history(database, REVIEW, _name(month)))


def _seed(database: Database, seqs: list[int]) -> bytes:
    if not seqs:
        return b""
    return bytes(database.value("SELECT chain FROM journal WHERE seq = ?", (seqs[-1],)))


def anchor_of(database: Database, month: date, zone: tzinfo | None) -> str:
    """Return the end of the chain at a month's last reading, in words; empty without a reading.

    It stays what it is, whatever is written later: so it can be held against the chain.
    """
    seqs = reading_seqs(database, _midnight(month, zone), _midnight(month_after(month), zone))
    return end_words(Head(seqs[-1], _seed(database, seqs))) if seqs else ""


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def _name(month: date) -> str:
    return f"{month:%Y-%m}"


def _cause(month: date) -> str:
    return f"access-review-{_name(month)}"
