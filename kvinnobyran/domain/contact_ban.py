"""Contact bans and when somebody must look at them again (domain.md S4, L27)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import add_months
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.task import Reminder, before_end

REMINDER_RULE = "domain.md S4"


class BanKind(Code):
    """The kinds of the law on contact bans (1988:688)."""

    ORDINARY = ("ordinary", "Kontaktförbud")
    SHARED_HOME = ("shared_home", "Gemensam bostad")
    EXTENDED = ("extended", "Utvidgat")
    SPECIALLY_EXTENDED = ("specially_extended", "Särskilt utvidgat")


LONGEST_MONTHS: dict[BanKind, int] = {BanKind.ORDINARY: 12, BanKind.SHARED_HOME: 2}
"""The longest time the law gives at once, where we know it (domain.md L27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactBan:
    """One decision, and a prolonged ban is a decision of its own.

    ``until`` is its last day; ``ended_on`` is when it was lifted before that.
    """

    id: str
    case_id: str
    kind: BanKind = BanKind.ORDINARY
    decided_on: date | None = None
    until: date | None = None
    monitored: bool = False
    ended_on: date | None = None

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        begun = self.decided_on is None or self.decided_on <= on
        return (
            begun
            and self.until is not None
            and on <= self.until
            and (self.ended_on is None or on < self.ended_on)
        )


def ban_reminders(ban: ContactBan, *, today: date) -> tuple[Reminder, ...]:
    """Return what to be reminded of 30 and 7 days before it ends (S4); nothing when lifted."""
    if ban.ended_on is not None:
        return ()
    return before_end(f"Kontaktförbudet upphör {ban.until}", ban.until, today=today)


def contact_ban_faults(ban: ContactBan) -> tuple[Fault, ...]:
    """Check a decision: its days are in order, and it is not longer than the law lets it be."""
    faults: list[Fault] = []
    if ban.until is None:
        return (
            stopp(
                "until",
                "Skriv sista dagen det gäller, så påminner programmet innan skyddet upphör.",
                "domain.md S4",
            ),
        )
    if ban.decided_on is None:
        return ()
    if ban.until < ban.decided_on:
        faults.append(stopp("until", "Sista dagen ligger före beslutet.", "domain.md 3.1"))
    months = LONGEST_MONTHS.get(ban.kind)
    if months is not None and ban.until > add_months(ban.decided_on, months):
        faults.append(
            varna(
                "until",
                "Ett sådant kontaktförbud gäller högst "
                + ("ett år." if months == 12 else "två månader.")  # noqa: PLR2004 - a year
                + " Kontrollera dagen i beslutet.",
                "domain.md L27",
            )
        )
    if ban.ended_on is not None and not ban.decided_on <= ban.ended_on <= ban.until:
        faults.append(
            stopp("ended_on", "Upphävandet ligger utanför beslutets tid.", "domain.md 3.1")
        )
    return tuple(faults)
