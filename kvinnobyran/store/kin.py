# ruff: noqa: S608 - every statement is built from constants of this file
"""Who stands around a person, and who must never be connected with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.identity_number import IdentityNumber
from kvinnobyran.domain.merging import Merge
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import Grade, Protection, grade_of
from kvinnobyran.domain.relation import FAMILY, Custody, Guardian, Relation, RelationKind
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """One person around another, what she is to her, and how she is protected.

    ``kind`` is None where the relation has no word for the way back: somebody's trustee.
    """

    person: Person
    relation: Relation
    kind: RelationKind | None
    grade: Grade

    @property
    def ended(self) -> bool:
        """Tell whether the relation has ended."""
        return self.relation.valid_until is not None


_ABOUT = """
    SELECT :person AS id
    UNION SELECT other_id FROM relation WHERE person_id = :person
    UNION SELECT person_id FROM relation WHERE other_id = :person
"""


AROUND: dict[type, str] = {
    Person: f"SELECT * FROM person WHERE id IN ({_ABOUT}) AND id <> :person ORDER BY birth, rowid",
    Relation: (
        f"SELECT * FROM relation WHERE person_id IN ({_ABOUT}) AND other_id IN ({_ABOUT})"
        " ORDER BY kind, rowid"
    ),
    Custody: (
        f"SELECT * FROM custody WHERE child_id IN ({_ABOUT})"
        " OR guardian_a_id = :person OR guardian_b_id = :person"
        " ORDER BY valid_until IS NOT NULL, valid_from DESC, rowid DESC"
    ),
    Guardian: f"SELECT * FROM guardian WHERE child_id IN ({_ABOUT}) ORDER BY child_id, rowid",
    Protection: (
        f"SELECT * FROM protection WHERE person_id IN ({_ABOUT})"
        " ORDER BY valid_until IS NOT NULL, valid_from DESC, rowid DESC"
    ),
    Merge: (
        "SELECT * FROM person_merge WHERE person_id = :person AND undone_on IS NULL"
        " ORDER BY step DESC"
    ),
    IdentityNumber: "SELECT * FROM identity_number WHERE person_id = :person ORDER BY id",
}
"""What a case's dossier holds of the people around its woman (``:person``), herself left out.

The relations are hers and those between the people around her: which of the children are twins.
"""
_HERS = (
    "SELECT * FROM relation WHERE person_id = :person OR other_id = :person ORDER BY kind, rowid"
)


def relations(reader: Reader, person_id: str) -> list[Relation]:
    """Return the relations of a person, from either side."""
    return reader.all(Relation, _HERS, {"person": person_id})


def twins_of(reader: Reader, person_id: str) -> list[Person]:
    """Return whom a person is the twin of: each has a file of its own (domain.md T7)."""
    return [each.person for each in kin(reader, person_id) if each.kind is RelationKind.TWIN]


def kin(reader: Reader, person_id: str) -> list[Kin]:
    """Return everybody around a person: children first and the eldest of them, then the rest."""
    whose = {"person": person_id}
    return around(
        person_id,
        reader.all(Person, AROUND[Person], whose),
        reader.all(Relation, _HERS, whose),
        reader.all(Protection, AROUND[Protection], whose),
    )


def around(
    person_id: str,
    people: Iterable[Person],
    related: Iterable[Relation],
    protections: Iterable[Protection],
) -> list[Kin]:
    """Return the same of records that have been read already."""
    known = {each.id: each for each in people}
    shields = tuple(protections)
    found = []
    for relation in related:
        if person_id not in {relation.person_id, relation.other_id}:
            continue
        other, kind = relation.seen_from(person_id)
        found.append(
            Kin(
                person=known[other],
                relation=relation,
                kind=kind,
                grade=grade_of(shields, other),
            )
        )
    order = list(RelationKind)
    return sorted(
        found,
        key=lambda each: (
            order.index(each.kind) if each.kind else len(order),
            _born(each.person.birth),
            each.person.called,
            each.relation.id,
        ),
    )


def children_of(reader: Reader, person_id: str) -> list[Person]:
    """Return a woman's children, the eldest first; who is not known by birth comes last."""
    return [each.person for each in kin(reader, person_id) if each.kind is RelationKind.CHILD]


def custodies_around(reader: Reader, person_id: str) -> list[Custody]:
    """Return every custody that a person or anybody around her has to do with, newest first."""
    return reader.all(Custody, AROUND[Custody], {"person": person_id})


def guardians_about(reader: Reader, person_id: str) -> list[Guardian]:
    """Return what is known of a person as a child, and as a guardian of somebody."""
    return reader.all(
        Guardian,
        "SELECT * FROM guardian WHERE child_id = ?1 OR person_id = ?1 ORDER BY child_id, rowid",
        (person_id,),
    )


def numbers_of(reader: Reader, person_id: str) -> list[IdentityNumber]:
    """Return the identity numbers that are kept of a person."""
    return reader.all(IdentityNumber, AROUND[IdentityNumber], {"person": person_id})


def guardian_of(reader: Reader, child_id: str, person_id: str) -> Guardian | None:
    """Return what is known of one guardian of one child."""
    return reader.one(
        Guardian,
        "SELECT * FROM guardian WHERE child_id = ? AND person_id = ? ORDER BY id",
        (child_id, person_id),
    )


def protections_around(reader: Reader, person_id: str) -> list[Protection]:
    """Return the protections of a person and of everybody around her, those in force first."""
    return reader.all(Protection, AROUND[Protection], {"person": person_id})


def protections_of(reader: Reader, person_id: str) -> list[Protection]:
    """Return one person's protections, the newest first."""
    return reader.all(
        Protection,
        "SELECT * FROM protection WHERE person_id = ? ORDER BY valid_from DESC, rowid DESC",
        (person_id,),
    )


def family(reader: Reader, person_id: str) -> list[Person]:
    """Return whom a question about shared protection concerns (S5).

    Children and siblings, and those parents who get support here themselves: a father who is
    only the other guardian is not one of them.
    """
    found = []
    for each in kin(reader, person_id):
        if each.kind not in FAMILY or each.ended:
            continue
        if each.kind is RelationKind.PARENT and open_case_of(reader, each.person.id) is None:
            continue
        found.append(each.person)
    return found


def open_case_of(reader: Reader, person_id: str) -> Case | None:
    """Return a person's own open case, or her newest one."""
    return reader.one(
        Case,
        "SELECT * FROM support_case WHERE person_id = ?"
        " ORDER BY state = 'closed', opened_on DESC, code DESC LIMIT 1",
        (person_id,),
    )


def case_about(reader: Reader, person_id: str) -> Case | None:
    """Return the case in which a person is met: her own, or that of the woman she belongs to."""
    return open_case_of(reader, person_id) or reader.one(
        Case,
        "SELECT c.* FROM relation AS r JOIN support_case AS c"
        " ON c.person_id = iif(r.person_id = ?1, r.other_id, r.person_id)"
        " WHERE r.person_id = ?1 OR r.other_id = ?1"
        " ORDER BY c.state = 'closed', c.opened_on DESC, c.code DESC LIMIT 1",
        (person_id,),
    )


# --- never connected ------------------------------------------------------------------------------

_CONNECTED = """
    WITH RECURSIVE edge (one, other) AS (
        SELECT person_id, other_id FROM relation
        UNION SELECT child_id, guardian_a_id FROM custody WHERE guardian_a_id IS NOT NULL
        UNION SELECT child_id, guardian_b_id FROM custody WHERE guardian_b_id IS NOT NULL
        UNION SELECT child_id, person_id FROM guardian
    ), connected (id) AS (
        SELECT :person
        UNION SELECT iif(e.one = c.id, e.other, e.one)
            FROM connected AS c JOIN edge AS e ON c.id IN (e.one, e.other)
    )
"""


def must_stay_apart(reader: Reader, one: str, other: str) -> bool:
    """Tell whether connecting two persons would join a new identity to anybody from before it.

    Whoever has one may be connected with those who came with her, and with nobody else
    (domain.md I3, L19). Those who came with her are already connected with her.
    """
    if one == other or not has_new_identities(reader):
        return False
    return _near_new_identity(reader, one) != _near_new_identity(reader, other) or (
        bool(_near_new_identity(reader, one)) and other not in connected(reader, one)
    )


def connected(reader: Reader, person_id: str) -> frozenset[str]:
    """Return everybody one comes to from a person, over any number of relations."""
    rows = reader.all(
        _Id,
        _CONNECTED + "SELECT id FROM connected",
        {"person": person_id},
    )
    return frozenset(row.id for row in rows)


def has_new_identities(reader: Reader) -> bool:
    """Tell whether anybody in the register has a new identity."""
    return bool(
        reader.value("SELECT EXISTS (SELECT 1 FROM protection WHERE grade = 'new_identity')")
    )


def has_new_identity(reader: Reader, person_id: str) -> bool:
    """Tell whether a person ever came with a new identity: it never ceases to keep her apart."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM protection"
            " WHERE person_id = ? AND grade = 'new_identity')",
            (person_id,),
        )
    )


def _near_new_identity(reader: Reader, person_id: str) -> bool:
    return bool(
        reader.value(
            _CONNECTED + "SELECT EXISTS (SELECT 1 FROM connected AS c JOIN protection AS p"
            " ON p.person_id = c.id WHERE p.grade = 'new_identity')",
            {"person": person_id},
        )
    )


def is_fresh(reader: Reader, person_id: str, since: date) -> bool:
    """Tell whether a person, and all who are connected with her, came with a new identity.

    ``since`` is the day from which she has it. Whoever was registered before that day was
    here under another identity, and whatever the journal keeps from then would be a link; so
    would a name that was changed, a second case, a merge, or a contact that was another's.
    """
    return not reader.value(
        _CONNECTED
        + """
        SELECT EXISTS (
            SELECT 1 FROM connected AS c LEFT JOIN journal AS j
                ON j.record = c.id AND j.tbl = 'person' AND j.kind = 'insert'
                WHERE j.at IS NULL OR substr(j.at, 1, 10) < :since
        ) OR EXISTS (
            SELECT 1 FROM connected AS c JOIN journal AS j
                ON j.record = c.id AND j.tbl = 'person' AND j.kind <> 'insert'
                WHERE j.kind IN ('delete', 'forget') OR j.kind = 'update' AND (
                    coalesce(json_extract(j.payload, '$.first_name[0]'), '') <> ''
                    OR coalesce(json_extract(j.payload, '$.last_name[0]'), '') <> ''
                    OR coalesce(json_extract(j.payload, '$.alias[0]'), '') <> ''
                    OR json_extract(j.payload, '$.birth[0]') IS NOT NULL
                    OR j.payload IS NULL)
        ) OR EXISTS (
            SELECT 1 FROM person_merge WHERE person_id IN (SELECT id FROM connected)
        ) OR (
            SELECT count(*) > 1 FROM support_case WHERE person_id IN (SELECT id FROM connected)
        ) OR EXISTS (
            SELECT 1 FROM inquiry AS q JOIN journal AS j ON j.record = q.id AND j.tbl = 'inquiry'
                WHERE q.person_id IN (SELECT id FROM connected) AND (
                    j.kind = 'insert' AND json_extract(j.payload, '$.person_id') <> q.person_id
                    OR j.kind = 'update'
                        AND json_extract(j.payload, '$.person_id[0]') <> q.person_id)
        )
        """,
        {"person": person_id, "since": since.isoformat()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Id:
    id: str


def _born(birth: PartialDate | None) -> tuple[bool, str]:
    return (True, "") if birth is None else (False, birth.first.isoformat())
