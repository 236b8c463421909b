"""Questions about persons that were merged, and whom one may merge."""

from dataclasses import dataclass

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.likeness import Likeness
from kvinnobyran.domain.merging import Merge
from kvinnobyran.domain.person import Person
from kvinnobyran.store import journal
from kvinnobyran.store.kin import connected
from kvinnobyran.store.people import contact_ways, similar_persons
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.reads import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be the same person: her case's code, and why."""

    person_id: str
    code: str
    why: str


def candidates(reader: Reader, person_id: str) -> list[Candidate]:
    """Return who may be the same as a person, by what is typed of her (I2).

    Nobody who stands around her: twins are not one child. Nobody who is protected: those are
    asked about, and never proposed.
    """
    person = reader.get(Person, person_id)
    if person is None:
        return []
    phones = tuple(way.value for way in contact_ways(reader, person_id))
    typed = Likeness(
        names=tuple(name for name in (person.first_name, person.last_name, person.alias) if name),
        phones=phones,
        birth=person.birth,
    )
    found = similar_persons(reader, typed, but_not=person_id, nor=connected(reader, person_id))
    return [
        Candidate(person_id=each.person.id, code=each.case_code, why=each.why)
        for each in found
        if each.ask is None
    ]


def person_by_code(reader: Reader, code: str) -> str:
    """Return the woman of the case with a code, or "" when there is none."""
    found = reader.value(
        "SELECT person_id FROM support_case WHERE code = ? COLLATE NOCASE", (code.strip(),)
    )
    return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InBoth:
    """What two persons both have, and one person may have once only."""

    placement: bool
    trappan: bool


def stand_in_both(reader: Reader, one: str, other: str) -> InBoth:
    """Return whether two children are in the same placement, or both have Trappan going on."""
    return reader.all(
        InBoth,
        """SELECT EXISTS (SELECT 1 FROM placement_child AS a JOIN placement_child AS b
                ON b.placement_id = a.placement_id
                WHERE a.child_id = ?1 AND b.child_id = ?2) AS placement,
            (SELECT count(DISTINCT child_id) FROM trappan_programme WHERE child_id IN (?1, ?2)
                AND state NOT IN ('completed', 'broken_off')) > 1 AS trappan""",
        (one, other),
    )[0]


def merges_of(reader: Reader, person_id: str) -> list[Merge]:
    """Return the merges of a person that stand, the newest first."""
    return reader.all(
        Merge,
        "SELECT * FROM person_merge WHERE person_id = ? AND undone_on IS NULL ORDER BY step DESC",
        (person_id,),
    )


def cases_after_another(reader: Reader) -> list[Case]:
    """Return the cases whose earlier case is another person's: none may be left."""
    return reader.all(
        Case,
        "SELECT c.* FROM support_case AS c JOIN support_case AS e ON e.id = c.earlier_case_id"
        " WHERE e.person_id <> c.person_id",
    )


def taken_up_since(reader: Reads, merge: Merge) -> bool:
    """Tell whether the person who took somebody up was taken up herself afterwards."""
    took = {
        (entry.payload or {}).get("person_id")
        for entry in journal.entries_of(reader.wire, merge.step)
        if entry.record == merge.id and entry.kind == "insert"
    }
    return took != {merge.person_id}
