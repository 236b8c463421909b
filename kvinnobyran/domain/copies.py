"""When a copy is due, and which old copies stay (security.md 5.2)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code

FOLDER: Final = "kopior"
"""Where the machine's own copies lie, in the register's folder."""
DAILY, WEEKLY, MONTHLY = 7, 5, 3
"""How many of each stay: the newest of that many days, weeks and months."""
WEEK: Final = timedelta(days=7)
"""How old the newest copy on the stick may be before the next one is made."""
REMINDED_AFTER: Final = timedelta(days=8)
"""How old it is when somebody is reminded, once a day."""
LIVES: Final = timedelta(days=100)
"""How much older than the newest a copy may be: it may know who has been purged (5.5)."""
KEPT_ASIDE: Final = timedelta(days=30)
"""How long the register that a restored one took the place of lies aside (security.md 5.3)."""


class Stage(Code):
    """How far a restore has come, in the order it goes."""

    READING = ("reading", "Läser kopian")
    CHECKING = ("checking", "Kontrollerar kopian")
    WRITING = ("writing", "Skriver registret")
    PURGING = ("purging", "Gallrar om det som var gallrat")
    PROVING = ("proving", "Kontrollerar registret")

    @property
    def words(self) -> str:
        """Say it with how many there are: "Steg 2 av 5: kontrollerar kopian …"."""
        place = tuple(Stage).index(self) + 1
        return f"Steg {place} av {len(Stage)}: {self.label[0].lower()}{self.label[1:]} …"


def kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Return the copies that stay; the newest of all is always among them.

    None is more than a hundred days older than the newest, however few there are: so long a
    copy from before a purge may know who went, and the protocol says so (security.md 5.5).
    """
    newest = sorted(made, reverse=True)
    stays: set[datetime] = set()
    for count, name in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        of_each: dict[tuple[int, ...], datetime] = {}
        for moment in newest:
            of_each.setdefault(name(moment), moment)
        stays.update(list(of_each.values())[:count])
    return frozenset(each for each in stays if newest[0] - each <= LIVES)


def is_due(last: date | None, today: date) -> bool:
    """Tell whether the stick should have its next copy."""
    return last is None or today - last >= WEEK


def is_late(last: date | None, today: date) -> bool:
    """Tell whether somebody should be reminded of the stick."""
    return last is None or today - last > REMINDED_AFTER


def _day(moment: datetime) -> tuple[int, ...]:
    return (moment.toordinal(),)


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar()[:2])


def _month(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month)
