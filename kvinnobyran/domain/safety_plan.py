"""The safety plan she takes with her, in her head before on paper (domain.md 3.1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.names_in_text import named_in

HEADINGS: Final[dict[str, str]] = {
    "warning_signs": "Varningstecken",
    "safe_places": "Trygga platser",
    "code_word": "Kodord",
    "bag": "Papper och väska",
    "digital": "Telefon, dator och konton",
    "children": "Barnens plan",
    "pets": "Husdjur",
}
"""The parts of a plan by their field, in the order they are talked about."""

_KIN: Final = frozenset(
    {
        "barn", "barnen", "barnet", "bebis", "bebisen", "bror", "dotter", "dottern", "dotterns",
        "flicka", "flickan", "hennes", "lilla", "mellan", "mellersta", "pojke", "pojken", "son",
        "sonen", "stora", "syster", "tvilling", "tvillingarna", "tvillingen", "yngre", "yngsta",
        "äldre", "äldsta",
    }
)  # fmt: skip
"""Words that say which child without naming it."""


class Given(Code):
    """How the plan was given to her. A paper can be found; by word of mouth is the rule."""

    ORALLY = ("orally", "Muntligt")
    ON_PAPER = ("on_paper", "På papper")
    NOT_YET = ("not_yet", "Inte än")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlan:
    """One version of the plan of one case. A saved version is never changed."""

    id: str
    case_id: str
    version: int = 1
    made_on: date
    warning_signs: str = ""
    safe_places: str = ""
    code_word: str = ""
    bag: str = ""
    digital: str = ""
    children: str = ""
    pets: str = ""
    given: Given = Given.ORALLY

    @property
    def parts(self) -> dict[str, str]:
        """Return the written parts by their field, in order; what is empty is left out."""
        return {name: text for name in HEADINGS if (text := getattr(self, name).strip())}


def plan_faults(plan: SafetyPlan, *, today: date) -> tuple[Fault, ...]:
    """Check a version: it says something, and is not of tomorrow."""
    faults: list[Fault] = []
    if not plan.parts:
        faults.append(stopp("warning_signs", "Skriv minst en del av planen.", "domain.md 3.1"))
    if plan.made_on > today:
        faults.append(stopp("made_on", "Dagen ligger i framtiden.", "domain.md G7"))
    return tuple(faults)


def paper_faults(plan: SafetyPlan, *, names: Iterable[str]) -> tuple[Fault, ...]:
    """Answer whether the plan may go on paper.

    Always VARNA: a paper can be found, so it is said how it is kept from that. STOPP while
    a name of the case stands in it: what is printed leads to nobody.
    """
    faults = [
        varna(
            "paper",
            "Papper kan hittas. Skriv hur hon ska förvara det, eller varför det ändå behövs.",
            "domain.md 3.1",
        )
    ]
    if any(named_in(text, names) for name, text in plan.parts.items() if name != "code_word"):
        faults.append(
            stopp(
                "paper",
                "Det står ett namn i planen. Skriv en ny version utan namn innan du skriver ut.",
                "domain.md S1",
            )
        )
    return tuple(faults)


def names_in(label: str) -> list[str]:
    """Return the names in what she calls a child: "Nova, sju år" has one, "äldsta sonen" none."""
    words = re.findall(r"\w+", label)
    return [word for word in words if word[:1].isupper() and word.casefold() not in _KIN]
