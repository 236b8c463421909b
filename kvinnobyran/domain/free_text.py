"""What in a report's own words could let somebody be known again (domain.md 5.9).

A warning, not a proof: names from the register, case codes, an age in years, a month or a day,
a language, and few people in words or digits. Two traits of one woman in one sentence say more
than either. Each finding says what could stand there instead.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from kvinnobyran.domain.names_in_text import named_in

_MONTHS: Final = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
)
_AGE: Final = re.compile(r"\b\d{1,2}[- ]?(?:år|åring|åringen|åriga?)\b", re.IGNORECASE)
_DAY: Final = re.compile(rf"\b(?:\d{{1,2}}\s+)?(?:{_MONTHS})\b|\b\d{{4}}-\d{{2}}\b", re.IGNORECASE)
_FEW: Final = re.compile(
    r"\b(?:en enda|alla utom|bara en|ett fåtal|en|två|tre|fyra|[1-4])\s+"
    r"(?:av |unga? |äldre )?(?:kvinn|barn|mamm|famil|person|flick|pojk|dem|dom)\w*",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?\n]?")
_TRAITS: Final = 2


class Finding(NamedTuple):
    """One thing to look at: what stands there, why, and what could stand there instead."""

    words: str
    why: str
    instead: str


def identifiable(
    text: str, *, names: Iterable[str] = (), languages: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Return what in a text could point at somebody, in the order of the text."""
    found = [
        Finding(name, "Det är ett namn ur registret.", "Skriv ”en kvinna” eller ”ett barn”.")
        for name in named_in(text, names)
    ]
    spoken = "|".join(re.escape(each) for each in sorted(languages) if each.strip())
    language = re.compile(rf"\b(?:{spoken})\w*", re.IGNORECASE) if spoken else None
    for match in _SENTENCE.finditer(text):
        found += _in_sentence(match.group(), language)
    return tuple(dict.fromkeys(found))


def _in_sentence(sentence: str, language: re.Pattern[str] | None) -> list[Finding]:
    found = [
        Finding(
            few.group(),
            "Ett så litet antal kan peka ut någon.",
            "Skriv ”några” eller ta bort antalet.",
        )
        for few in _FEW.finditer(sentence)
    ]
    traits = [
        each
        for pattern, instead in (
            (_AGE, "Skriv en åldersgrupp: ”i 30-årsåldern” blir ”25–44 år”."),
            (_DAY, "Skriv halvåret i stället för dagen eller månaden."),
            (language, "Skriv ”ett annat språk än svenska”."),
        )
        if pattern is not None
        for each in [(one.group(), instead) for one in pattern.finditer(sentence)]
    ]
    if len(traits) >= _TRAITS:
        found += [
            Finding(words.strip(), "Tillsammans kan uppgifterna peka ut en enda kvinna.", instead)
            for words, instead in traits
        ]
    return found
