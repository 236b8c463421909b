"""The perpetrator: pseudonymous, of one case and never known outside it (domain.md S6).

The name is a record of its own: it can be erased without a trace, and whatever reads
perpetrators for anything else never meets it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from string import ascii_uppercase

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Gender
from kvinnobyran.domain.violence import PerpetratorRelation

OLDEST = 120
"""Years; an age above it is a slip of the finger."""
NAME_SETTING = "perpetrator_name"
"""Setting: ``"1"`` when the unit has decided that a name may be stored (domain.md section 7, 5)."""


class Pattern(Code):
    """How the violence comes (P7)."""

    REPEATED = ("repeated", "Återkommer i ett mönster")
    ESCALATING = ("escalating", "Blir grövre eller tätare")
    SINGLE = ("single", "Enstaka händelse")
    UNKNOWN = ("unknown", "Vet ej")
    NOT_ASKED = ("not_asked", "Ej frågat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Perpetrator:
    """One perpetrator of one case, called by a letter.

    ``seen_elsewhere`` is the counsellor's own remark that it may be the same person as in
    another case. It names none: one woman's record must not reveal another's (S6).
    """

    id: str
    case_id: str
    letter: str
    relation: PerpetratorRelation = PerpetratorRelation.NOT_ASKED
    gender: Gender = Gender.NOT_ASKED
    shared_children: Answer = Answer.NOT_ASKED
    approximate_age: int | None = None
    pattern: Pattern = Pattern.NOT_ASKED
    seen_elsewhere: bool = False

    @property
    def called(self) -> str:
        """Return what he is called on the screen."""
        return f"Utövare {self.letter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PerpetratorName:
    """The name, when the unit has decided that it may be stored, and why it is needed here."""

    id: str
    perpetrator_id: str
    name: str
    reason: str


def next_letter(taken: Collection[str]) -> str:
    """Return the first letter that no perpetrator of the case has."""
    free = (letter for letter in ascii_uppercase if letter not in taken)
    return next(free, f"{len(taken) + 1}")


def perpetrator_faults(perpetrator: Perpetrator) -> tuple[Fault, ...]:
    """Check what is known of him."""
    age = perpetrator.approximate_age
    if age is not None and not 0 <= age <= OLDEST:
        return (stopp("approximate_age", "Skriv en ålder mellan 0 och 120.", "domain.md 3.1"),)
    return ()


def name_faults(name: PerpetratorName, *, allowed: bool) -> tuple[Fault, ...]:
    """Check a name: it is stored only when the setting is on and a reason is written."""
    faults: list[Fault] = []
    if not allowed:
        faults.append(
            stopp(
                "name",
                "Utövarens namn sparas inte: det kan röja vem ärendet gäller. Det ska vara "
                "beslutat och påslaget i Inställningar.",
                "domain.md S6",
            )
        )
    if not name.name.strip():
        faults.append(
            stopp("name", "Namnet är tomt. Skriv det, eller lämna det helt.", "domain.md S6")
        )
    if not name.reason.strip():
        faults.append(
            stopp(
                "reason",
                "Skriv varför namnet behövs i just det här ärendet: det sparas bara när det är "
                "nödvändigt.",
                "domain.md S6",
            )
        )
    return tuple(faults)
