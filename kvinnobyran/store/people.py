"""Questions about persons."""

from collections.abc import Collection
from dataclasses import dataclass

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.likeness import Likeness, alike
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.shields import shielded_persons


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPerson:
    """A registered person who may be the one being typed, and why (I2).

    ``ask`` is set when she is protected: the counsellor to ask, and then neither code nor
    reason says anything of her.
    """

    person: Person
    why: str
    case_code: str
    ask: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phone:
    person_id: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    person_id: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _ChildOf:
    mother_id: str
    child_id: str
    birth: PartialDate | None


MOST_SIMILAR = 5


def contact_ways(reader: Reader, person_id: str) -> list[ContactWay]:
    """Return how a person may, or must not, be reached."""
    return reader.all(
        ContactWay,
        "SELECT * FROM contact_way WHERE person_id = ? ORDER BY kind, value, rowid",
        (person_id,),
    )


def similar_persons(
    reader: Reader, typed: Likeness, *, but_not: str = "", nor: Collection[str] = ()
) -> list[SimilarPerson]:
    """Return at most five persons like the one being typed; never merges (I2).

    Those who get support or have asked for it, and their children: whoever else stands around
    a woman is not looked for (S6). Who has a new identity is never among them (L19).
    """
    if not (any(typed.names) or any(typed.phones) or typed.birth or typed.child_births):
        return []
    phones: dict[str, list[str]] = {}
    for row in reader.all(_Phone, "SELECT person_id, value FROM contact_way WHERE kind = 'phone'"):
        phones.setdefault(row.person_id, []).append(row.value)
    codes = {
        row.person_id: row.code
        for row in reader.all(
            _Code, "SELECT person_id, code FROM support_case ORDER BY opened_on, code"
        )
    }
    children = reader.all(_ChildOf, _CHILDREN)
    births: dict[str, list[PartialDate]] = {}
    for each in children:
        if each.birth is not None:
            births.setdefault(each.mother_id, []).append(each.birth)
        if each.mother_id in codes:
            codes.setdefault(each.child_id, codes[each.mother_id])
    shields = shielded_persons(reader)
    found: list[tuple[Person, str]] = []
    for person in reader.all(Person, _LOOKED_FOR):
        if person.id == but_not or person.id in nor:
            continue
        shield = shields.get(person.id)
        if shield is not None and shield.new_identity:
            continue
        known = Likeness(
            names=(person.first_name, person.last_name, person.alias),
            phones=tuple(phones.get(person.id, ())),
            birth=person.birth,
            child_births=tuple(births.get(person.id, ())),
        )
        if why := alike(typed, known):
            found.append((person, why))
    found.sort(key=lambda pair: (-len(pair[1]), pair[0].called))
    return [
        SimilarPerson(person=person, why=why, case_code=codes.get(person.id, ""))
        if (shield := shields.get(person.id)) is None
        else SimilarPerson(person=person, why="", case_code="", ask=shield.counsellor)
        for person, why in found[:MOST_SIMILAR]
    ]


_CHILDREN = """
    SELECT r.person_id AS mother_id, r.other_id AS child_id, p.birth
        FROM relation AS r JOIN person AS p ON p.id = r.other_id WHERE r.kind = 'child'
    UNION SELECT r.other_id, r.person_id, p.birth
        FROM relation AS r JOIN person AS p ON p.id = r.person_id WHERE r.kind = 'parent'
"""
_LOOKED_FOR = """
    SELECT * FROM person WHERE identity <> 'anonymous' AND (
        id IN (SELECT person_id FROM support_case)
        OR id IN (SELECT other_id FROM relation WHERE kind = 'child')
        OR id IN (SELECT person_id FROM relation WHERE kind = 'parent')
        OR id NOT IN (SELECT other_id FROM relation UNION SELECT person_id FROM relation))
"""


def has_died(reader: Reader, person_id: str) -> bool:
    """Tell whether somebody is known to have died."""
    person = reader.get(Person, person_id)
    return person is not None and person.deceased is not None
