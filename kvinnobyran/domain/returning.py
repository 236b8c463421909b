"""A woman who comes back: what was done before, and what still holds (domain.md 5.12).

Nothing is copied from an earlier case. Each topic is asked, and the answer stands in the new
case. Of a case that has been purged there is nothing, and the page says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.missing import Answer

PURGED: Final = "Tidigare uppgifter är gallrade."
"""Said when she tells of an earlier contact of which nothing is left."""
NEW: Final = "Hon räknas som ny i statistiken om hon inte själv uppger en tidigare kontakt."
RETURNING: Final = "Hon räknas som återkommande, för hon uppger själv en tidigare kontakt."
_YEAR: Final = 365
_MONTH: Final = 30


class Topic(Code):
    """What may have changed since last time."""

    REACHED = ("reached", "Kontaktvägarna är säkra på samma sätt")
    PROTECTION = ("protection", "Skyddet är detsamma")
    HOME = ("home", "Hon bor kvar i samma kommun")
    CHILDREN = ("children", "Barnen har det som då")
    VIOLENCE = ("violence", "Våldet ser ut som då")
    NEEDS = ("needs", "Hon behöver samma stöd")


class Holds(Code):
    """Whether something still holds."""

    YES = ("yes", "Gäller än")
    NO = ("no", "Gäller inte")
    NOT_ASKED = ("not_asked", "Ej frågat")


@dataclass(frozen=True, slots=True, kw_only=True)
class StillHolds:
    """Her answer about one topic, in the new case."""

    id: str
    case_id: str
    topic: Topic
    answer: Holds = Holds.NOT_ASKED
    answered_on: date
    words: str = ""


def ago(earlier: date, today: date) -> str:
    """Return how long ago a day was, as one would say it.

    >>> ago(date(2024, 5, 20), date(2027, 6, 1))
    '3 år sedan'
    """
    days = (today - earlier).days
    if days >= _YEAR:
        return f"{days // _YEAR} år sedan"
    months = days // _MONTH
    if months:
        return "en månad sedan" if months == 1 else f"{months} månader sedan"
    return "idag" if days <= 0 else "igår" if days == 1 else f"{days} dagar sedan"


def what_is_left(case: Case, earlier: Case | None) -> str:
    """Say in one sentence what there is of an earlier contact, or ``""`` if there was none."""
    if earlier is not None:
        return ""
    if case.states_earlier_contact is Answer.YES:
        return f"Hon uppger tidigare kontakt. {PURGED} {RETURNING}"
    return ""
