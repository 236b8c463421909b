"""Names of people in a text that is to be without names (A3: printed without names).

A warning, not a proof: nicknames and names that nobody has registered are not found.
"""

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CODE: Final = re.compile(r"\bKB-\d{2}-\w+", re.IGNORECASE)
_SHORT: Final = 4
"""A shorter word is taken for a name only when it is written with a capital letter."""
_ORDINARY: Final = frozenset(
    {
        "alm",
        "ask",
        "berg",
        "björk",
        "björn",
        "bo",
        "borg",
        "dag",
        "dal",
        "ek",
        "en",
        "ers",
        "far",
        "frid",
        "gran",
        "gren",
        "hall",
        "hans",
        "hav",
        "hed",
        "holm",
        "jul",
        "kung",
        "lilja",
        "lilla",
        "lind",
        "liten",
        "liv",
        "ljung",
        "lo",
        "lund",
        "maj",
        "man",
        "mark",
        "mor",
        "my",
        "må",
        "nord",
        "norr",
        "ny",
        "park",
        "per",
        "rask",
        "ren",
        "ros",
        "sand",
        "sju",
        "sjö",
        "skog",
        "sol",
        "sommar",
        "stark",
        "sten",
        "storm",
        "ström",
        "stål",
        "sund",
        "tor",
        "ur",
        "vi",
        "vik",
        "vår",
        "å",
        "ås",
        "äng",
        "ö",
        "öst",
    }
)
"""Names that are words too; they count only with a capital letter inside a sentence."""
_ENDS: Final = ".!?:\n"


def named_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the words of ``text`` that are names, or a case's code, as they stand there."""
    known = {word.casefold() for name in names for word in _WORD.findall(name) if len(word) > 1}
    found = [match[0] for match in _CODE.finditer(text)]
    for match in _WORD.finditer(text):
        word = match[0]
        bare = word.casefold()
        name = bare if bare in known else bare.removesuffix("s")
        if name in known and _stands_out(word, name, text[: match.start()]):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _stands_out(word: str, name: str, before: str) -> bool:
    """Tell whether a word is written as a name is."""
    capital = word[:1].isupper()
    if name not in _ORDINARY:
        return capital or len(name) >= _SHORT
    return capital and before.rstrip()[-1:] not in {"", *_ENDS}
