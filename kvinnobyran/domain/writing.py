"""What helps one write: text blocks, and the unit's own words for the speller."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.note import NoteKind

LONGEST_WORD: Final = 60
LONGEST_BLOCK: Final = 5000
GAP: Final = re.compile(r"\[[^\[\]\n]{1,60}\]")
"""What is left to fill in: ``[vad hon berättar]``. Nothing but a person ever fills it in."""
WORD: Final = re.compile(r"[^\W\d_]+(?:[-’':.][^\W\d_]+)*")
"""A word as the speller sees it: letters, and what joins them."""
_JOIN: Final = re.compile(r"[-':.]")
NAME_SOURCE: Final = "experience.md 10"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A text that can be put into a note. ``for_kind`` is None where it fits every kind."""

    id: str
    title: str = ""
    text: str = ""
    for_kind: NoteKind | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWord:
    """A word that the unit has taught the speller. Kept encrypted, like everything."""

    id: str
    word: str
    added_by: str = ""
    added_on: date


def plain(text: str) -> str:
    """Return a word in the one form in which words are compared."""
    return unicodedata.normalize("NFC", text).replace("’", "'").casefold()


def names_in(names: Iterable[str]) -> frozenset[str]:
    """Return every part of the names, as words are compared, with and without a genitive s.

    One letter is no part: nobody is warned of an "o" because of an O'Something.
    """
    typed = (unicodedata.normalize("NFC", name).replace("’", "'") for name in names)
    words = {plain(word) for name in typed for word in WORD.findall(name)}
    parts = words | {part for word in words for part in _JOIN.split(word) if len(part) > 1}
    return frozenset(parts | {f"{part}s" for part in parts})


def is_name(word: str, names: Collection[str]) -> bool:
    """Tell whether a word, or a part of it, is a name in the register."""
    whole = plain(word)
    return whole in names or any(part in names for part in _JOIN.split(whole))


def looks_like_name(word: str) -> bool:
    """Tell whether a word is written as names are: one capital, and small letters after it."""
    return word[:1].isupper() and word[1:].islower()


def as_learnt(word: str) -> str:
    """Return a word from the beginning of a sentence as it stands inside one."""
    return word[:1].lower() + word[1:] if looks_like_name(word) else word


def word_faults(
    word: OwnWord, *, names: Collection[str], known: Collection[str]
) -> tuple[Fault, ...]:
    """Check a word before the speller learns it; a name is never learnt without a reason.

    What is written as a name is asked about whether it is in the register or not.
    """
    text = word.word
    if not WORD.fullmatch(text):
        return (stopp("word", "Skriv ett enda ord, utan siffror och mellanslag.", NAME_SOURCE),)
    if len(text) > LONGEST_WORD:
        return (stopp("word", f"Ordet är för långt. Högst {LONGEST_WORD} tecken.", NAME_SOURCE),)
    if plain(text) in known:
        return (stopp("word", "Ordet finns redan i ordlistan.", NAME_SOURCE),)
    if is_name(text, names) or looks_like_name(text):
        # The sentence does not say which of the two: a list of words must tell nobody who is here.
        return (
            varna(
                "word",
                "Ordet kan vara någons namn. Namn ska inte stå i ordlistan, för den visas i "
                "Inställningar.",
                NAME_SOURCE,
            ),
        )
    return ()


def block_faults(block: TextBlock, *, names: Collection[str]) -> tuple[Fault, ...]:
    """Check a text block: it says something, and it tells of nobody."""
    faults: list[Fault] = []
    if not block.title.strip():
        faults.append(stopp("title", "Skriv vad textblocket ska heta.", "domain.md 3"))
    if not block.text.strip():
        faults.append(stopp("text", "Skriv texten som ska sättas in.", "domain.md 3"))
    elif len(block.text) > LONGEST_BLOCK:
        faults.append(
            stopp("text", f"Texten är för lång. Högst {LONGEST_BLOCK} tecken.", "domain.md 3")
        )
    said = f"{block.title} {block.text}"
    # Only what is written as a name: "Björn" is one, "björn" is a bear.
    if any(part[:1].isupper() and is_name(part, names) for part in WORD.findall(said)):
        faults.append(
            varna(
                "text",
                "Ett ord i texten kan vara någons namn. Ett textblock ska inte handla om någon.",
                "domain.md S1",
            )
        )
    return tuple(faults)


def first_gap(text: str, start: int = 0) -> tuple[int, int] | None:
    """Return where the next thing to fill in begins and ends, or None."""
    found = GAP.search(text, start)
    return found.span() if found else None


def blocks_for(kind: NoteKind | None, blocks: Iterable[TextBlock]) -> list[TextBlock]:
    """Return the blocks in use: those of the kind first, then those for all, then the others."""

    def distance(block: TextBlock) -> int:
        return 0 if block.for_kind is kind else 1 if block.for_kind is None else 2

    in_use = [block for block in blocks if block.retired_on is None]
    return sorted(in_use, key=lambda block: (distance(block), plain(block.title)))
