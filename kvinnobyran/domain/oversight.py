"""What a manager may see of the unit, and what she says of it (decision 0029; domain.md L20, D7).

Reports as they were fixed, and the monthly look at who read what is protected: who, when, what
kind of reading, and the case's code. Nothing here names anybody but those who work with it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.publication import PublicationState

LONGEST: Final = 1000
"""Characters of a remark."""
MONTHS: Final = 12
"""How many months of the log the oversight goes back."""
RULE: Final = "domain.md L20"


class DeedKind(Code):
    """What a manager has done in the oversight."""

    OPENED = ("opened", "Öppnade insynen")
    REVIEWED = ("reviewed", "Granskade loggen")
    PRINTED = ("printed", "Skrev ut en rapport")
    SAVED = ("saved", "Sparade en rapport")
    PASSPHRASE = ("passphrase", "Bytte lösenord till insynen")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenReport:
    """A report as it was fixed: what was printed, and the SHA-256 of it."""

    id: str
    number: int
    period: str
    first_day: date
    last_day: date
    state: PublicationState
    fixed_by: str
    fixed_at: datetime
    signed: str
    handed_on: date | None
    withdrawn_on: date | None
    figures: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMonth:
    """One month of the access log; ``id`` is the month, ``2027-01``.

    ``anchor`` is the end of the log's chain at the month's last reading, as it is printed on
    receipts. ``marks`` is what managers have said of the month, one line each.
    """

    id: str
    readings: int
    anchor: str = ""
    signed_by: str = ""
    marks: str = ""

    @property
    def first(self) -> date:
        """Return the first day of the month."""
        return date.fromisoformat(f"{self.id}-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One reading that was drawn. ``seq`` is its row in the log, ``answer`` the counsellors'."""

    id: str
    month_id: str
    seq: int
    at: datetime
    user: str
    what: str
    code: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCount:
    """How many lines of one sort a user has in a month."""

    id: str
    month_id: str
    user: str
    sort: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something a manager did. ``month`` is what it is about, or the month it was done in."""

    id: str
    at: datetime
    user: str
    kind: DeedKind
    month: str
    words: str = ""

    def at_zone(self, zone: tzinfo | None) -> "Deed":
        """Return the same deed by the clock of a place."""
        return replace(self, at=self.at.astimezone(zone))

    @property
    def sentence(self) -> str:
        """Return it in words, as the register's log keeps it.

        The moment is in it: the log has its own, of when it came there.
        """
        done = f"{self.user} {self.at:%Y-%m-%d kl. %H.%M.%S}: {_VERBS[self.kind]}"
        if self.kind is DeedKind.REVIEWED:
            remark = f"Anmärkning: {self.words}" if self.words else "Ingen anmärkning."
            return f"{done} för {self.month}. {remark}"
        return f"{done}. {self.words}".rstrip()


_VERBS: Final = {
    DeedKind.OPENED: "öppnade insynen",
    DeedKind.REVIEWED: "granskade loggen",
    DeedKind.PRINTED: "skrev ut en rapport",
    DeedKind.SAVED: "sparade en rapport",
    DeedKind.PASSPHRASE: "bytte lösenord till insynen",
}


def mark_faults(month: LogMonth | None, remark: str) -> tuple[Fault, ...]:
    """Check what a manager says of a month."""
    if month is None:
        return (stopp("month", "Den månaden finns inte i insynen.", RULE),)
    if len(remark) > LONGEST:
        return (stopp("remark", f"Högst {LONGEST} tecken får plats.", RULE),)
    return ()
