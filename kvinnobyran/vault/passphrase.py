"""Passphrases: five Swedish words by chance, and a plain judgement of one's own choice.

Five of 7,776 words are 64.6 bits; behind 256 MiB of Argon2id that is out of reach, while a
season and a year fall in a quarter of an hour (security.md 3.2). So five words are offered
first. What somebody chooses herself is judged in Swedish words, not by zxcvbn, which finds
*hemligtlösenord* excellent.
"""

import functools
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kvinnobyran import paths
from kvinnobyran.vault.troubles import WeakPassphrase

WORDS: Final = 5
LIST_LENGTH: Final = 7776
FEWEST_WORDS: Final = 4
FEWEST_SIGNS: Final = 16
LONGEST: Final = 1000
_FEWEST_DIFFERENT_SIGNS: Final = 7
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_SHORTEST_NAME: Final = 3


class Grade(StrEnum):
    """How good a passphrase is."""

    WEAK = "svag"
    ENOUGH = "godtagbar"
    GOOD = "stark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """A judgement: the grade is its own Swedish label, the sentence says what to do."""

    grade: Grade
    sentence: str

    @property
    def label(self) -> str:
        """The Swedish word for the grade."""
        return self.grade.value

    @property
    def enough(self) -> bool:
        """Whether the passphrase may be used."""
        return self.grade is not Grade.WEAK


@functools.cache
def word_list() -> tuple[str, ...]:
    """Return the 7,776 words, from ``resources/words/ord.txt``."""
    return tuple(paths.resource("words", "ord.txt").read_text("utf-8").split())


@functools.cache
def guessed_first() -> frozenset[str]:
    """Return the words that do not count in a choice of one's own (``resources/words``)."""
    rows = paths.resource("words", "vanliga.txt").read_text("utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in row.split())


def generate(words: int = WORDS) -> str:
    """Return so many words by chance, with spaces between."""
    return " ".join(secrets.choice(word_list()) for _ in range(words))


def strength(text: str, *, names: Iterable[str] = ()) -> Strength:
    """Judge a passphrase of one's own choice.

    ``names`` are words that everybody at the office would guess: the organisation's name,
    the user's own. Enough is four different words, or sixteen signs, when such words, seasons
    and numbers at their side are not counted.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    if len(plain) > LONGEST:
        return Strength(grade=Grade.WEAK, sentence="Lösenordet är längre än programmet tar emot.")
    kept = _without_guesses(plain, names)
    words = set(_WORD.findall(kept))
    signs = len(kept.replace(" ", ""))
    varied = len(set(kept) - {" "}) >= _FEWEST_DIFFERENT_SIGNS
    if varied and len(words) >= WORDS and signs >= FEWEST_SIGNS:
        return Strength(grade=Grade.GOOD, sentence="Fem ord eller fler: svårt att gissa.")
    if varied and (len(words) >= FEWEST_WORDS or signs >= FEWEST_SIGNS):
        return Strength(
            grade=Grade.ENOUGH,
            sentence="Det räcker, om orden inte hör ihop eller går att koppla till dig.",
        )
    if kept != plain and (len(plain) >= FEWEST_SIGNS or len(_WORD.findall(plain)) >= FEWEST_WORDS):
        return Strength(
            grade=Grade.WEAK,
            sentence="Årstider, årtal, nummer, namn och vanliga lösenord räknas inte.",
        )
    return Strength(
        grade=Grade.WEAK, sentence="Använd minst fyra olika ord, eller minst sexton tecken."
    )


def require(text: str, *, names: Iterable[str] = ()) -> None:
    """Raise :class:`WeakPassphrase` unless :func:`strength` says that it is enough."""
    if not strength(text, names=names).enough:
        raise WeakPassphrase


def _without_guesses(plain: str, names: Iterable[str]) -> str:
    """Return the text without what is guessed first, and without the years beside it."""
    parts = {part.casefold() for name in names for part in (name, *name.split())}
    own = {part for part in parts if len(part) >= _SHORTEST_NAME}
    # The long ones first, so that "vår" does not leave half of "våren".
    guesses = "|".join(map(re.escape, sorted({*own, *guessed_first()}, key=len, reverse=True)))
    # Whole words, also glued to each other or to digits and signs; "mars" stays in "marsvin".
    # Possessive (++), so that no text of any length makes the search slow.
    plain = re.sub(rf"(?<![^\W\d_])(?:{guesses})++(?![^\W\d_])", " ", plain)
    # Years, dates, telephone and personal numbers.
    plain = re.sub(r"\d{4,}|(?<!\d)\d\d(?!\d)", " ", plain)
    return " ".join(plain.split())
