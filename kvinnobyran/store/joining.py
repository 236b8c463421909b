"""Who may be put into a group: women with an open case, and their children."""

from dataclasses import dataclass

from kvinnobyran.domain.person import Person
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.shields import shielded_persons

_JOINABLE = """
    SELECT c.person_id, c.id AS case_id, c.code, NULL AS mother_id
        FROM support_case AS c WHERE c.state <> 'closed'
    UNION SELECT r.other_id, c.id, c.code, c.person_id
        FROM support_case AS c JOIN relation AS r ON r.person_id = c.person_id
        WHERE c.state <> 'closed' AND r.kind = 'child'
    UNION SELECT r.person_id, c.id, c.code, c.person_id
        FROM support_case AS c JOIN relation AS r ON r.other_id = c.person_id
        WHERE c.state <> 'closed' AND r.kind = 'parent'
    ORDER BY code, mother_id, person_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _CaseOf:
    person_id: str
    case_id: str
    code: str
    mother_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joinable:
    """Somebody who may be put into a group: a woman with an open case, or a child of hers.

    ``name`` is empty for who is protected: she is met by her case's code only (S1).
    """

    person_id: str
    case_id: str
    code: str
    name: str
    child: bool
    mother_id: str | None


def joinable(reader: Reader) -> list[Joinable]:
    """Return those with an open case and their children, by the code of the case."""
    protected = shielded_persons(reader)
    found = reader.all(_CaseOf, _JOINABLE)
    people = {
        each.id: each
        for each in reader.all(
            Person,
            "SELECT * FROM person WHERE id IN (SELECT person_id FROM support_case)"
            " OR id IN (SELECT other_id FROM relation WHERE kind = 'child')"
            " OR id IN (SELECT person_id FROM relation WHERE kind = 'parent')",
        )
    }
    return [
        Joinable(
            person_id=each.person_id,
            case_id=each.case_id,
            code=each.code,
            name=""
            if each.person_id in protected or each.person_id not in people
            else people[each.person_id].first_name or people[each.person_id].alias,
            child=each.mother_id is not None,
            mother_id=each.mother_id,
        )
        for each in found
    ]
