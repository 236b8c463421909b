"""Which persons are like the one being typed (domain.md I2, I3). Never merges, only shows."""

import re
import unicodedata
from dataclasses import dataclass

from kvinnobyran.domain.dates import PartialDate

_SWEDISH_SOUNDS = (
    (r"ph", "f"),
    (r"th", "t"),
    (r"sch|stj|skj|sj", "s"),
    (r"ck|qu|c|q", "k"),
    (r"w", "v"),
    (r"z", "s"),
    (r"x", "ks"),
    (r"y", "i"),
    (r"é|è|ê|æ|ä", "e"),
    (r"ø|ö", "o"),
    (r"(.)\1+", r"\1"),
    (r"(?<=.)h", ""),
)

THREE_LETTERS = 3
"""Fewer letters begin half of all names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What a person is compared by: names, alias, phones, birth, and her children's births."""

    names: tuple[str, ...]
    phones: tuple[str, ...] = ()
    birth: PartialDate | None = None
    child_births: tuple[PartialDate, ...] = ()


def sound(name: str) -> str:
    """Return how a name sounds, roughly, in Swedish: Kristina and Christina are one."""
    text = unicodedata.normalize("NFC", name).casefold()
    for pattern, replacement in _SWEDISH_SOUNDS:
        text = re.sub(pattern, replacement, text)
    return re.sub(r"[^a-zå]", "", text)


def phone_key(value: str) -> str:
    """Return the digits that decide a phone number, without country code or leading zero."""
    digits = re.sub(r"\D", "", value)
    return digits.removeprefix("0046").removeprefix("46").lstrip("0")


def alike(typed: Likeness, known: Likeness) -> str:
    """Return why two persons may be the same, as Swedish words, or "" when they are not alike."""
    reasons: list[str] = []
    typed_phones = {key for phone in typed.phones if len(key := phone_key(phone)) >= 5}  # noqa: PLR2004 - shorter says nothing
    if typed_phones & {phone_key(phone) for phone in known.phones}:
        reasons.append("samma nummer")
    typed_sounds = {key for name in typed.names if len(key := sound(name)) >= 2}  # noqa: PLR2004 - one letter says nothing
    known_sounds = {sound(name) for name in known.names if name}
    if typed_sounds & known_sounds:
        reasons.append("liknande namn")
    elif any(_begins(part, known_sounds) for part in typed_sounds):
        reasons.append("namnet börjar lika")
    if typed.birth is not None and known.birth is not None and typed.birth.exact:
        if typed.birth == known.birth:
            reasons.append("samma födelsedatum")
        elif reasons and not _overlap(typed.birth, known.birth):
            return ""
    if {each for each in typed.child_births if each.exact} & set(known.child_births):
        reasons.append("samma födelsedatum på ett barn")
    return ", ".join(reasons)


def _begins(part: str, sounds: set[str]) -> bool:
    """Tell whether three letters or more begin one of the known names."""
    return len(part) >= THREE_LETTERS and any(known.startswith(part) for known in sounds)


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.first <= other.last and other.first <= one.last
