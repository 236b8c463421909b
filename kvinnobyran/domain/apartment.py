"""The apartments, by their codes only, and when they cannot be lived in (domain.md A13, B10).

Where an apartment lies is not here: address, door code and keys are in the compartment of the
addresses (``sealed_address``), whose fields are ciphertext to everybody without its own key.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.grounds import ADULT
from kvinnobyran.domain.span import Span

MOST_BEDS = 20
"""More beds than this is a slip of the finger."""
_NUMBERED: Final = re.compile(
    r"(?:(?:lägenhet|lgh|bostad|nr) ?)?[^\W\d_]{0,2}[ -]?\d{1,2}[^\W\d_]?"
)
"""A code with a number that says nothing: "Lägenhet 3", "B2"."""
_STREET: Final = re.compile(
    r"(?:gatan?|väg(?:en)?|gränd(?:en)?|torget|stig(?:en)?|backen|allén?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apartment:
    """One apartment. How many there are is data.

    ``code`` is all that is ever shown of it: "Lägenhet A". ``no_sons_from`` is the house rule
    about teenage sons, an age in years; None where there is no such rule (B6).
    """

    id: str
    code: str
    adults: int = 1
    children: int = 2
    pets: bool = True
    alarm: bool = False
    no_sons_from: int | None = None
    retired_on: date | None = None


class ClosureKind(Code):
    """Why nobody can live there for a time."""

    RENOVATION = ("renovation", "Renovering")
    CLEANING = ("cleaning", "Städning")
    EXPOSED = ("exposed", "Röjd adress")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """An apartment is closed from a day up to another; ``until`` None: nobody knows (B10)."""

    id: str
    apartment_id: str
    kind: ClosureKind = ClosureKind.CLEANING
    first: date
    until: date | None = None
    words: str = ""

    @property
    def span(self) -> Span:
        """Return its days."""
        return Span(self.first, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedAddress:
    """The compartment of one apartment: what only the key of the addresses opens (S1).

    Each field is ciphertext, or None where nothing was written.
    """

    id: str
    apartment_id: str
    address: bytes | None = None
    door_code: bytes | None = None
    keys: bytes | None = None


class DayState(Code):
    """What an apartment is on a day (domain.md 3.2, derived)."""

    FREE = ("free", "Ledig")
    RESERVED = ("reserved", "Reserverad")
    OCCUPIED = ("occupied", "Belagd")
    CLOSED = ("closed", "Spärrad")
    CONFLICT = ("conflict", "Konflikt")


def looks_like_an_address(code: str) -> bool:
    """Tell whether a code may say where it is: a street's ending, or a number beside other words.

    >>> [looks_like_an_address(each) for each in ("Lägenhet 3", "B2", "Påhittsgatan", "Ek 12 C")]
    [False, False, True, True]
    """
    plain = code.casefold()
    numbered = any(sign.isdigit() for sign in plain) and not _NUMBERED.fullmatch(plain)
    return numbered or _STREET.search(plain) is not None


def apartment_faults(apartment: Apartment, *, taken_codes: frozenset[str]) -> tuple[Fault, ...]:
    """Check an apartment; ``taken_codes`` are those of the others, casefolded."""
    faults: list[Fault] = []
    code = apartment.code.strip()
    if not code:
        faults.append(
            stopp("code", "Ge lägenheten en kod, till exempel Lägenhet A.", "domain.md A13")
        )
    elif code.casefold() in taken_codes:
        faults.append(stopp("code", "Koden finns redan.", "domain.md A13"))
    elif looks_like_an_address(code):
        faults.append(
            varna(
                "code",
                "Koden ser ut som en adress. Skriv adressen i adressfacket, aldrig här.",
                "domain.md S1",
            )
        )
    if not 1 <= apartment.adults <= MOST_BEDS:
        faults.append(stopp("adults", "Skriv hur många vuxna som får plats.", "domain.md 3.1"))
    if not 0 <= apartment.children <= MOST_BEDS:
        faults.append(stopp("children", "Skriv hur många barn som får plats.", "domain.md 3.1"))
    if apartment.no_sons_from is not None and not 0 < apartment.no_sons_from <= ADULT:
        faults.append(stopp("no_sons_from", "Skriv en ålder mellan 1 och 18 år.", "domain.md B6"))
    return tuple(faults)


def closure_faults(closure: Closure) -> tuple[Fault, ...]:
    """Check a closure by itself: it ends after it begins."""
    faults: list[Fault] = []
    if closure.until is not None and closure.until <= closure.first:
        faults.append(stopp("until", "Spärren slutar innan den har börjat.", "domain.md 3.1"))
    if closure.until is None and closure.kind is ClosureKind.CLEANING:
        faults.append(
            stopp("until", "Skriv vilken dag lägenheten är städad och klar.", "domain.md 3.1")
        )
    return tuple(faults)
