"""Who fits into a group and whether there is a seat (domain.md G1, G2, G4)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.group import OVER, Group, GroupType, Role
from kvinnobyran.domain.membership import SEATED, Membership, MembershipState
from kvinnobyran.domain.missing import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the rules ask about somebody.

    ``children`` are their days of birth, None for one that nobody knows. ``assessed`` tells
    whether violence was assessed in her case.
    """

    birth: PartialDate | None = None
    children: tuple[PartialDate | None, ...] = ()
    assessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the rules ask about the group, without the one who is to come.

    ``taken`` is how many adults have a seat. ``same`` tells that she is in it already,
    ``unsuitable`` that somebody has marked her and one of the others, and nothing more (G4).
    """

    taken: int = 0
    same: bool = False
    unsuitable: bool = False


def joining_faults(
    kind: GroupType,
    group: Group,
    membership: Membership,
    candidate: Candidate,
    room: Room,
    *,
    earlier: MembershipState | None,
) -> tuple[Fault, ...]:
    """Check somebody's way into a group; ``earlier`` is where she stood before, None if new.

    What is asked is asked once: when she comes into the group's list (G2, G4), and when she
    gets her seat (G1, seats).
    """
    faults: list[Fault] = []
    if room.same:
        faults.append(stopp("person_id", "Hon är redan med i den här gruppen.", "domain.md G2"))
    if membership.role not in roles(kind):
        faults.append(stopp("role", "Rollen hör inte till den här gruppen.", "domain.md 3.1"))
    if earlier is None and group.state in OVER:
        faults.append(stopp("group_id", "Gruppen är slut eller inställd.", "domain.md 3.2"))
    if earlier is None and room.unsuitable:
        faults.append(
            varna(
                "person_id",
                "Olämplig kombination: någon i personalen har märkt att hon och en annan i"
                " gruppen inte bör träffas här.",
                "domain.md G4",
            )
        )
    if membership.state in SEATED and earlier not in SEATED:
        faults += _seat_faults(group, membership, room)
        faults += _fit_faults(kind, membership, candidate, start_of(group, membership))
    return tuple(faults)


def roles(kind: GroupType) -> tuple[Role, ...]:
    """Return as what one may take part in a kind of group."""
    return (kind.role, Role.CHILD) if kind.with_children else (kind.role,)


def span(birth: PartialDate, on: date) -> tuple[int, int]:
    """Return the lowest and the highest age on a day; a guessed age counts as it was said."""
    age = birth.age(on)
    return birth.ages(on) if age is None else (age, age)


def start_of(group: Group, membership: Membership) -> date:
    """Return the day that an age is counted on (G1)."""
    return max(membership.from_on or group.starts_on, group.starts_on)


def _seat_faults(group: Group, membership: Membership, room: Room) -> list[Fault]:
    """Seats are those of the adults (domain.md section 7, 6); full means the queue (G2)."""
    seats = 1 if group.individual else group.seats
    if membership.role is Role.CHILD or seats is None or room.taken < seats:
        return []
    return [stopp("state", "Gruppen är full. Sätt henne i kö i stället.", "domain.md G2")]


def _fit_faults(
    kind: GroupType, membership: Membership, candidate: Candidate, start: date
) -> list[Fault]:
    if membership.role is Role.CHILD:
        return []
    faults: list[Fault] = []
    if kind.child_to is not None and not membership.expecting:
        faults += _child_faults(kind.child_to, candidate, start)
    if kind.single and membership.alone is not Answer.YES:
        faults.append(
            varna("alone", "Gruppen är för ensamstående mammor. Är hon det?", "domain.md G1")
        )
    if kind.violence and not candidate.assessed:
        faults.append(
            varna(
                "exposed",
                "Gruppen är för den som utsatts för våld, och våldet är inte bedömt.",
                "domain.md G1",
            )
        )
    return faults + _age_faults(kind, candidate, start)


def _child_faults(child_to: int, candidate: Candidate, start: date) -> list[Fault]:
    if any(birth is not None and span(birth, start)[1] <= child_to for birth in candidate.children):
        return []
    if any(birth is None or span(birth, start)[0] <= child_to for birth in candidate.children):
        sentence = f"Det är inte säkert att något barn är 0–{child_to} år den dagen gruppen börjar."
    else:
        sentence = f"Inget barn är 0–{child_to} år den dagen gruppen börjar. Väntar hon barn?"
    return [varna("expecting", sentence, "domain.md G1")]


def _age_faults(kind: GroupType, candidate: Candidate, start: date) -> list[Fault]:
    if kind.age_from is None and kind.age_to is None:
        return []
    limits = f"{kind.age_from or 0}–{kind.age_to}" if kind.age_to else f"från {kind.age_from}"
    if candidate.birth is None:
        return [
            varna("person_id", f"Gruppen är för {limits} år, och åldern är okänd.", "domain.md G1")
        ]
    youngest, oldest = span(candidate.birth, start)
    low = kind.age_from is not None and youngest < kind.age_from
    high = kind.age_to is not None and oldest > kind.age_to
    if not (low or high):
        return []
    return [
        varna(
            "person_id",
            f"Gruppen är för {limits} år. Åldern räknas den dagen hon börjar.",
            "domain.md G1",
        )
    ]
