"""Who stands around a person: relations, custody and guardians, dated (domain.md 3.1)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.missing import Answer


class RelationKind(Code):
    """What the other person is to the one."""

    CHILD = ("child", "Barn")
    PARENT = ("parent", "Förälder")
    SIBLING = ("sibling", "Syskon")
    TWIN = ("twin", "Tvilling")
    GUARDIAN = ("guardian", "Vårdnadshavare")
    ACCESS_PARENT = ("access_parent", "Umgängesförälder")
    FOSTER_HOME = ("foster_home", "Familjehem")
    CONTACT_PERSON = ("contact_person", "Kontaktperson")
    COUNSEL = ("counsel", "Ombud eller advokat")
    TRUSTEE = ("trustee", "God man")


INVERSE: dict[RelationKind, RelationKind] = {
    RelationKind.CHILD: RelationKind.PARENT,
    RelationKind.PARENT: RelationKind.CHILD,
    RelationKind.SIBLING: RelationKind.SIBLING,
    RelationKind.TWIN: RelationKind.TWIN,
}
"""What the one is to the other; the rest are said from one side only."""
SIBLINGS = frozenset({RelationKind.SIBLING, RelationKind.TWIN})
FAMILY = frozenset(INVERSE)
"""Whom a question about shared protection concerns (S5)."""


class RelationSource(Code):
    """From where the unit knows it."""

    STATED = ("stated", "Uppgift från kvinnan")
    REGISTER = ("register", "Registerutdrag")
    JUDGMENT = ("judgment", "Dom eller beslut")
    OTHER = ("other", "Annan källa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """``other_id`` is ``kind`` to ``person_id``: her child, her trustee. Unknown days are None."""

    id: str
    person_id: str
    other_id: str
    kind: RelationKind = RelationKind.CHILD
    source: RelationSource = RelationSource.STATED
    valid_from: date | None = None
    valid_until: date | None = None

    def seen_from(self, person_id: str) -> tuple[str, RelationKind | None]:
        """Return who the other one is and what she is, seen from one of the two.

        The kind is None where the language has no word for the way back.
        """
        if person_id == self.person_id:
            return self.other_id, self.kind
        return self.person_id, INVERSE.get(self.kind)


class CustodyKind(Code):
    """Who decides for a child."""

    JOINT = ("joint", "Gemensam")
    SOLE_A = ("sole_a", "Ensam, A")
    SOLE_B = ("sole_b", "Ensam, B")
    APPOINTED = ("appointed", "Särskilt förordnad")
    UNKNOWN = ("unknown", "Okänd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Who has custody of a child between two days; A and B are persons or not known."""

    id: str
    child_id: str
    kind: CustodyKind = CustodyKind.UNKNOWN
    guardian_a_id: str | None = None
    guardian_b_id: str | None = None
    source: RelationSource = RelationSource.STATED
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def decides(self) -> tuple[str, ...]:
        """Return the persons who have custody, as far as they are known."""
        have = {
            CustodyKind.JOINT: (self.guardian_a_id, self.guardian_b_id),
            CustodyKind.SOLE_A: (self.guardian_a_id,),
            CustodyKind.SOLE_B: (self.guardian_b_id,),
            CustodyKind.APPOINTED: (self.guardian_a_id, self.guardian_b_id),
            CustodyKind.UNKNOWN: (),
        }[self.kind]
        return tuple(each for each in have if each is not None)


class MayContact(Code):
    """Whether a guardian may be contacted about a child."""

    NOT_ASKED = ("not_asked", "Ej frågat")
    YES = ("yes", "Ja")
    VIA_SOCIAL_SERVICES = ("via_social_services", "Endast via socialtjänsten")
    NO = ("no", "Får inte kontaktas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """One guardian or parent of one child: may be contacted, and may know where it lives."""

    id: str
    child_id: str
    person_id: str
    may_contact: MayContact = MayContact.NOT_ASKED
    whereabouts_secret: Answer = Answer.NOT_ASKED
    decision: str = ""
    decided_on: date | None = None


def relation_faults(relation: Relation, *, today: date) -> tuple[Fault, ...]:
    """Check a relation: between two persons, and over time."""
    faults: list[Fault] = []
    if relation.person_id == relation.other_id:
        faults.append(stopp("other_id", "Välj en annan person.", "domain.md 3.1"))
    return (*faults, *_interval_faults(relation.valid_from, relation.valid_until, today))


def custody_faults(custody: Custody, *, today: date) -> tuple[Fault, ...]:
    """Check a custody: somebody has it unless it is unknown, and A is not B."""
    faults: list[Fault] = []
    a, b = custody.guardian_a_id, custody.guardian_b_id
    if a is not None and a == b:
        faults.append(
            stopp("guardian_b_id", "A och B kan inte vara samma person.", "domain.md 3.1")
        )
    lacking = {
        CustodyKind.SOLE_A: ("guardian_a_id", a),
        CustodyKind.SOLE_B: ("guardian_b_id", b),
    }.get(custody.kind)
    if lacking is not None and lacking[1] is None:
        faults.append(stopp(lacking[0], "Välj vem som har vårdnaden ensam.", "domain.md 3.1"))
    if custody.kind is CustodyKind.JOINT and a is None and b is None:
        faults.append(stopp("guardian_a_id", "Välj minst en vårdnadshavare.", "domain.md 3.1"))
    if custody.child_id in {a, b}:
        faults.append(
            stopp("guardian_a_id", "Barnet kan inte ha vårdnad om sig självt.", "domain.md 3.1")
        )
    return (*faults, *_interval_faults(custody.valid_from, custody.valid_until, today))


def guardian_faults(guardian: Guardian, *, today: date) -> tuple[Fault, ...]:
    """Check what is known of a guardian; a decision has been made."""
    if guardian.decided_on is not None and guardian.decided_on > today:
        return (stopp("decided_on", "Beslutet ligger i framtiden.", "egen rutin"),)
    return ()


NOT_JOINED = "De här två kan inte kopplas ihop."
"""Says no without saying why: the reason would itself be a link (domain.md I3, L19)."""


def not_joined(field: str) -> Fault:
    """Return the neutral refusal to connect two persons."""
    return stopp(field, NOT_JOINED, "domain.md I3")


def _interval_faults(first: date | None, last: date | None, today: date) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    if first is not None and first > today:
        faults.append(stopp("valid_from", "Början ligger i framtiden.", "egen rutin"))
    if first is not None and last is not None and last < first:
        faults.append(stopp("valid_until", "Slutet ligger före början.", "egen rutin"))
    return tuple(faults)
