"""Users' names: how they are kept and compared."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from kvinnobyran.vault.troubles import UnfitName

LONGEST: Final = 80


def plain(name: str) -> str:
    """Return the name as it is compared: NFC, no white space at the ends, single between."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def fit(name: str, taken: Iterable[str]) -> str:
    """Return the name as it is kept.

    Raises :class:`UnfitName` when it is empty, longer than 80 signs, taken already (case is
    no difference), or holds signs that cannot be seen (control, bidi, surrogates).
    """
    kept = plain(name)
    if (
        not kept
        or len(kept) > LONGEST
        or any(unicodedata.category(sign)[0] == "C" for sign in kept)
        or kept.casefold() in {other.casefold() for other in taken}
    ):
        raise UnfitName
    return kept
