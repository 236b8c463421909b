"""Questions about persons."""

from dataclasses import dataclass

from kvinnobyran.domain.likeness import Likeness, alike
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPerson:
    """A registered person who may be the one being typed, and why (I2)."""

    person: Person
    why: str
    case_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phone:
    person_id: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    person_id: str
    code: str


MOST_SIMILAR = 5


def contact_ways(reader: Reader, person_id: str) -> list[ContactWay]:
    """Return how a person may, or must not, be reached."""
    return reader.all(
        ContactWay,
        "SELECT * FROM contact_way WHERE person_id = ? ORDER BY kind, value, id",
        (person_id,),
    )


def similar_persons(reader: Reader, typed: Likeness, *, but_not: str = "") -> list[SimilarPerson]:
    """Return at most five persons like the one being typed; never merges (I2)."""
    if not (any(typed.names) or any(typed.phones) or typed.birth):
        return []
    phones: dict[str, list[str]] = {}
    for row in reader.all(_Phone, "SELECT person_id, value FROM contact_way WHERE kind = 'phone'"):
        phones.setdefault(row.person_id, []).append(row.value)
    found: list[tuple[Person, str]] = []
    for person in reader.all(Person, "SELECT * FROM person WHERE identity <> 'anonymous'"):
        known = Likeness(
            names=(person.first_name, person.last_name, person.alias),
            phones=tuple(phones.get(person.id, ())),
            birth=person.birth,
        )
        if person.id != but_not and (why := alike(typed, known)):
            found.append((person, why))
    found.sort(key=lambda pair: (-len(pair[1]), pair[0].called))
    codes = {
        row.person_id: row.code
        for row in reader.all(
            _Code, "SELECT person_id, code FROM support_case ORDER BY opened_on, code"
        )
    }
    return [
        SimilarPerson(person=person, why=why, case_code=codes.get(person.id, ""))
        for person, why in found[:MOST_SIMILAR]
    ]
