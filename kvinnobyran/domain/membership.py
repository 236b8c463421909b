"""Somebody's place in a group, from interest to the end (domain.md 3.1 "Deltagande", 3.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.group import Role
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Person


class MembershipState(Code):
    """Where somebody is on the way through a group (domain.md 3.2)."""

    INTEREST = ("interest", "Intresse")
    INTERVIEW = ("interview", "Intagningssamtal")
    QUEUED = ("queued", "Kö")
    ADMITTED = ("admitted", "Antagen")
    TAKING_PART = ("taking_part", "Deltar")
    COMPLETED = ("completed", "Fullföljt")
    BROKEN_OFF = ("broken_off", "Avbrutet")
    MOVED = ("moved", "Flyttad")


_S = MembershipState
_AWAY: Final = frozenset({_S.BROKEN_OFF, _S.MOVED})
TRANSITIONS: dict[MembershipState, frozenset[MembershipState]] = {
    _S.INTEREST: frozenset({_S.INTERVIEW, _S.QUEUED, _S.ADMITTED}) | _AWAY,
    _S.INTERVIEW: frozenset({_S.QUEUED, _S.ADMITTED}) | _AWAY,
    _S.QUEUED: frozenset({_S.INTERVIEW, _S.ADMITTED}) | _AWAY,
    _S.ADMITTED: frozenset({_S.TAKING_PART}) | _AWAY,
    _S.TAKING_PART: frozenset({_S.COMPLETED}) | _AWAY,
    _S.COMPLETED: frozenset(),
    _S.BROKEN_OFF: frozenset(),
    _S.MOVED: frozenset(),
}
"""A child or a returning parent is admitted without a talk of its own; away one may go anytime."""
WAITING: Final = frozenset({_S.INTEREST, _S.INTERVIEW, _S.QUEUED})
SEATED: Final = frozenset({_S.ADMITTED, _S.TAKING_PART})
"""Who has a seat now."""
CAME: Final = frozenset({_S.TAKING_PART, _S.COMPLETED, _S.BROKEN_OFF, _S.MOVED})
"""Who may have been at a meeting, if ``from_on`` says from when."""
ENDED: Final = frozenset({_S.COMPLETED, _S.BROKEN_OFF, _S.MOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Somebody in one group.

    ``case_id`` is the woman's case it belongs to, a child's the case of its mother; None for a
    parent who has none. ``with_id`` is the mother a child comes with. ``exposed`` tells whether
    a parent has been exposed to violence: who has not is not counted among the women. ``alone``
    is whether a mother is single (A10).
    ``shown_as`` is the name on printed lists, where somebody chose another (G6). ``moved_from_id``
    is the membership it goes on from: its chapters come along (G3).
    """

    id: str
    group_id: str
    person_id: str
    role: Role
    state: MembershipState = MembershipState.INTEREST
    case_id: str | None = None
    with_id: str | None = None
    exposed: Answer = Answer.NOT_ASKED
    alone: Answer = Answer.NOT_ASKED
    expecting: bool = False
    asked_on: date
    interview_on: date | None = None
    from_on: date | None = None
    until_on: date | None = None
    end_reason: str = ""
    shown_as: str = ""
    allergies: str = ""
    moved_from_id: str | None = None

    def there_on(self, day: date) -> bool:
        """Tell whether somebody was taking part on a day (G2)."""
        return (
            self.state in CAME
            and self.from_on is not None
            and self.from_on <= day
            and (self.until_on is None or day <= self.until_on)
        )

    def seated_on(self, day: date) -> bool:
        """Tell whether somebody is to be expected on a day: admitted, or taking part then."""
        if self.state is _S.ADMITTED:
            return self.from_on is None or self.from_on <= day
        return self.there_on(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsuitablePair:
    """Two who should not be in one group (G4). ``reason`` is never shown in a group."""

    id: str
    one_id: str
    other_id: str
    reason: str = ""
    noted_by: str = ""
    noted_on: date


def may_move(membership: Membership, to: MembershipState) -> bool:
    """Tell whether the life cycle draws this; staying is no step."""
    return to is membership.state or to in TRANSITIONS[membership.state]


def membership_faults(membership: Membership, *, today: date) -> tuple[Fault, ...]:
    """Check what is written about a membership, whatever its group."""
    faults: list[Fault] = []
    future = "Dagen ligger i framtiden."
    admitted = membership.state in SEATED
    for name in ("asked_on", "interview_on"):
        day = getattr(membership, name)
        if day is not None and day > today and (name == "asked_on" or admitted):
            faults.append(stopp(name, future, "domain.md G7"))
    if membership.state is _S.TAKING_PART and membership.from_on is None:
        faults.append(stopp("from_on", "Skriv från vilken dag.", "domain.md G2"))
    if membership.state in ENDED and membership.until_on is None:
        faults.append(stopp("until_on", "Skriv till vilken dag.", "domain.md 3.1"))
    if (
        membership.from_on is not None
        and membership.until_on is not None
        and membership.until_on < membership.from_on
    ):
        faults.append(stopp("until_on", "Slutar innan det börjar.", "domain.md 3.1"))
    if membership.state is _S.BROKEN_OFF and not membership.end_reason.strip():
        faults.append(stopp("end_reason", "Skriv varför det avbröts.", "domain.md 3.1"))
    if membership.role is Role.CHILD and membership.with_id is None:
        faults.append(stopp("with_id", "Välj vilken mamma barnet kommer med.", "domain.md R14"))
    return tuple(faults)


def listed_as(person: Person, membership: Membership, *, protected: bool, number: int) -> str:
    """Return what somebody is called on a list: a first name or an alias, never more (G6).

    Who is ``protected`` stands there as the alias that was chosen, else as a number.
    """
    if membership.shown_as.strip():
        return membership.shown_as.strip()
    if protected or person.identity is not Identity.KNOWN:
        return person.alias or f"Deltagare {number}"
    return person.first_name or person.alias or f"Deltagare {number}"
