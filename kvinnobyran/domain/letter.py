"""A letter that the unit writes: what it must not say, by how it looks (domain.md S1, S3)."""

import re
from collections.abc import Iterable
from typing import Final

from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.outgoing import LetterTemplate

LONGEST_LETTER: Final = 8_000
"""Characters: three pages."""
_SCHOOL: Final = re.compile(r"\b(för)?skol|\bdagis|\bfritids", re.IGNORECASE)
_SENDER: Final = re.compile(r"kvinnobyrån|stadsmission", re.IGNORECASE)
_GAPS: Final = re.compile(r"[\W_]+")
_SHORTEST: Final = 5
"""A shorter address than this is none."""


def letter_faults(
    text: str, *, template: LetterTemplate, secret: Iterable[str] = ()
) -> tuple[Fault, ...]:
    """Check what a letter says.

    ``secret`` are the addresses and numbers of those who are protected: STOPP, whoever it goes
    to (S1). On the paper without a sender nothing may show who wrote it, or where a child is (S3).
    """
    faults: list[Fault] = []
    if not text.strip():
        faults.append(stopp("text", "Brevet är tomt. Skriv det först.", "domain.md S3"))
    if len(text) > LONGEST_LETTER:
        faults.append(stopp("text", f"Högst {LONGEST_LETTER} tecken får plats.", "domain.md S3"))
    plain = _plain(text)
    if any(len(each) >= _SHORTEST and each in plain for each in map(_plain, secret)):
        faults.append(
            stopp(
                "text",
                "Brevet innehåller en adress eller ett nummer till någon som har skydd. Ta bort"
                " det.",
                "domain.md S1",
            )
        )
    if template is LetterTemplate.NO_SENDER:
        faults += [
            varna("text", sentence, "domain.md S3")
            for found, sentence in (
                (_SENDER, "Brevet säger vilka ni är. Det ska inte synas vem som skickar det."),
                (_SCHOOL, "Brevet nämner skola eller förskola. Det kan visa var barnet finns."),
            )
            if found.search(text)
        ]
    return tuple(faults)


def _plain(text: str) -> str:
    """Return a text without what may be written in several ways: case, gaps and hyphens."""
    return _GAPS.sub("", text.casefold())
