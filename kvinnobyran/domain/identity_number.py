"""Personal identity numbers: kept only where the office has decided so, with a reason (I3, L21)."""

import re
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.faults import Fault, stopp

_FORM = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{3})(\d)")
_COORDINATION = 60
"""A coordination number carries the day plus 60."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityNumber:
    """A personal identity, coordination or reserve number of one person, and why it is kept."""

    id: str
    person_id: str
    number: str = ""
    reason: str = ""


def plain_number(text: str) -> str:
    """Return a number as it is stored: digits and letters only, twelve of them if it is Swedish."""
    return re.sub(r"[^0-9A-Za-zÅÄÖåäö]", "", text).upper()


def is_swedish(number: str) -> bool:
    """Tell whether twelve digits are a personal identity or coordination number."""
    found = _FORM.fullmatch(number)
    if found is None:
        return False
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    try:
        date(year, month, day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return False
    return _check_digit(number[2:11]) == int(found[5])


def identity_number_faults(
    record: IdentityNumber, *, allowed: bool, taken: bool
) -> tuple[Fault, ...]:
    """Check a number (I3). ``taken`` says that another person already has it.

    The refusal is the same for a number that is taken by whomever, and names nobody.
    """
    if not allowed:
        return (
            stopp(
                "number",
                "Personnummer sparas inte här. Det är avstängt i Inställningar.",
                "domain.md section 7, point 5",
            ),
        )
    faults: list[Fault] = []
    number = record.number
    if not number:
        faults.append(
            stopp(
                "number", "Numret är tomt. Skriv det, eller gå ut utan att spara.", "domain.md I3"
            )
        )
    elif number.isdecimal() and not is_swedish(number):
        faults.append(
            stopp(
                "number",
                "Skriv tolv siffror. Något stämmer inte med datumet eller kontrollsiffran.",
                "domain.md I3",
            )
        )
    if not record.reason.strip():
        faults.append(stopp("reason", "Skriv varför numret behövs.", "domain.md L21"))
    if taken:
        faults.append(stopp("number", "Numret kan inte sparas på henne.", "domain.md I3"))
    return tuple(faults)


def _check_digit(nine: str) -> int:
    total = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return -total % 10
