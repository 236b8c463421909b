"""Who is hidden in lists, searches and exports (domain.md S1, I2).

Everything that finds people by what they are called asks here. A protected woman is met by her
case's code; anything else that finds her says only whom to ask.
"""

from dataclasses import dataclass

from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Shield:
    """A protected person, the counsellor to ask, and whether she must never be found at all."""

    person_id: str
    case_id: str | None
    code: str | None
    counsellor: str
    new_identity: bool


def shields(reader: Reader) -> list[Shield]:
    """Return every protected person with the cases she is met in: her own and her mother's.

    There are few of them: this is asked at every search.
    """
    return reader.all(
        Shield,
        """
        SELECT p.person_id, c.id AS case_id, c.code, coalesce(c.counsellor, '') AS counsellor,
            p.new_identity
            FROM protected_person AS p LEFT JOIN support_case AS c ON c.person_id = p.person_id
            ORDER BY c.opened_on DESC, c.code DESC
        """,
    )


def shielded_cases(reader: Reader) -> dict[str, Shield]:
    """Return the cases of protected women, by the id of the case."""
    return {each.case_id: each for each in shields(reader) if each.case_id is not None}


def shielded_persons(reader: Reader) -> dict[str, Shield]:
    """Return the protected persons by id, each with her newest case.

    A child has no case of its own: its mother's counsellor is the one to ask.
    """
    found: dict[str, Shield] = {}
    for each in shields(reader):
        found.setdefault(each.person_id, each)
    for row in reader.all(
        _Asked,
        """
        SELECT p.person_id, c.counsellor FROM protected_person AS p
            JOIN relation AS r ON p.person_id IN (r.person_id, r.other_id)
            JOIN support_case AS c
                ON c.person_id = iif(r.person_id = p.person_id, r.other_id, r.person_id)
            ORDER BY c.opened_on
        """,
    ):
        own = found[row.person_id]
        if own.case_id is None:
            found[row.person_id] = Shield(
                person_id=own.person_id,
                case_id=None,
                code=None,
                counsellor=row.counsellor,
                new_identity=own.new_identity,
            )
    return found


def exported_persons(reader: Reader) -> frozenset[str]:
    """Return whom an export may hold: everybody who is not protected (domain.md S1)."""
    return frozenset(
        row.person_id
        for row in reader.all(
            _Id,
            "SELECT id AS person_id FROM person"
            " WHERE id NOT IN (SELECT person_id FROM protected_person)",
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    person_id: str
    counsellor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Id:
    person_id: str
