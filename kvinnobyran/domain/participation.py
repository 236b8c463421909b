"""A statement that somebody has taken part in a course (issue 5 of 7; S1, S3)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.faults import Fault, stopp, varna

SENDER = "Kvinnobyrån, Uppsala Stadsmission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What stands on the paper. ``sender`` is empty on one that must not tell where it is from.

    ``taken`` of ``chapters`` is how far she came; both are 0 where there are no chapters.
    """

    name: str
    course: str
    first: date
    last: date
    times: int
    chapters: int = 0
    taken: int = 0
    sender: str = ""
    made_on: date

    @property
    def whole(self) -> bool:
        """Tell whether she has taken all of it."""
        return self.taken == self.chapters


def statement_faults(name: str, *, hidden: bool, sender: bool, times: int) -> tuple[Fault, ...]:
    """Check a statement before it is printed; ``hidden`` is who must not be found (S1, S3)."""
    faults: list[Fault] = []
    if not name.strip():
        faults.append(stopp("name", "Skriv namnet som ska stå på intyget.", "domain.md A12"))
    if not times:
        faults.append(stopp("name", "Det finns ingen närvaro att intyga.", "domain.md A12"))
    if hidden and sender:
        faults.append(
            varna(
                "sender",
                "Hon har skyddade uppgifter. Intyget bör inte visa varifrån det kommer.",
                "domain.md S3",
            )
        )
    return tuple(faults)
