"""What is free, and the answer to a placer in words without an address (domain.md 5.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.dates import MONTHS

_FEW: Final = ("", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")
_ETT: Final = ("", "ett", *_FEW[2:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """An apartment that is free from a day, up to another or without an end."""

    apartment_id: str
    apartment: str
    first: date
    until: date | None = None
    adults: int = 1
    children: int = 0
    pets: bool = True


def reply(
    first: date | None,
    *,
    adults: int,
    children: int,
    pets: bool | None,
    until: date | None = None,
) -> str:
    """Return the answer that is copied: days and places, never where and never which (S1).

    ``pets`` is None when nobody asked about animals.

    >>> reply(date(2027, 8, 3), adults=1, children=2, pets=True)
    'Ledigt från 3 augusti 2027, en vuxen och två barn, husdjur går bra.'
    """
    if first is None:
        return "Vi har tyvärr inget ledigt för den tiden."
    words = [f"Ledigt från {_day(first)}" + (f" till {_day(until)}" if until else "")]
    people = f"{_number(adults, _FEW)} {'vuxen' if adults == 1 else 'vuxna'}"
    if children:
        people += f" och {_number(children, _ETT)} barn"
    words.append(people)
    if pets is not None:
        words.append("husdjur går bra" if pets else "husdjur går tyvärr inte")
    return ", ".join(words) + "."


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _number(count: int, words: tuple[str, ...]) -> str:
    return words[count] if 0 < count < len(words) else str(count)
