"""The monthly look at who read what is protected (domain.md D7, L20: recurring checks)."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna

SHARE: Final = 10
"""One reading in so many is looked at."""
FEWEST: Final = 5
MOST: Final = 20
RULE: Final = "domain.md D7"
_SOURCE: Final = RULE


class Answer(Code):
    """What the reviewer says of a reading."""

    REASONABLE = ("reasonable", "Rimlig")
    ASK = ("ask", "Fråga")


def month_before(today: date) -> date:
    """Return the first day of last month.

    >>> month_before(date(2027, 1, 15))
    datetime.date(2026, 12, 1)
    """
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    """Return the first day of the month after the one that begins on ``first``."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def sample(readings: Sequence[int], seed: bytes) -> tuple[int, ...]:
    """Draw the readings to look at, by their places in the chain, in order.

    One in ten, five at least and twenty at most. ``seed`` is the chain's own value at the last
    reading: so nobody chooses, and whoever draws again draws the same.
    """
    count = min(MOST, max(FEWEST, -(-len(readings) // SHARE)))

    def lot(seq: int) -> bytes:
        return hashlib.sha256(seed + seq.to_bytes(8, "big")).digest()

    return tuple(sorted(sorted(readings, key=lot)[:count]))


def answer_faults(
    answer: Answer | None, words: str, *, reader: str, reviewer: str
) -> tuple[Fault, ...]:
    """Check one answer: a question says what is asked, and one's own reading says why oneself."""
    if answer is None:
        return (stopp("answer", "Välj om läsningen är rimlig eller om du vill fråga.", _SOURCE),)
    if words.strip():
        return ()
    if answer is Answer.ASK:
        return (stopp("words", "Skriv vad du vill fråga om.", _SOURCE),)
    if reader == reviewer:
        return (
            varna(
                "words",
                "Du läste själv. Låt någon annan granska raden, eller skriv varför du gör det.",
                _SOURCE,
            ),
        )
    return ()


def signing_faults(left: int) -> tuple[Fault, ...]:
    """Check that a month may be signed: every drawn reading has its answer."""
    if left:
        return (stopp("left", "Granska varje rad i urvalet innan du signerar.", _SOURCE),)
    return ()
