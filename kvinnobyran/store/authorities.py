"""Questions about authorities: what she has agreed to, the matters, and what was disclosed."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.authority import AuthorityContact, AuthorityMatter
from kvinnobyran.domain.consent import Consent
from kvinnobyran.domain.disclosure import Disclosure, DisclosureRequest
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.returning import StillHolds, Topic
from kvinnobyran.store.reader import Reader


def matters(reader: Reader, case_id: str) -> list[AuthorityMatter]:
    """Return a case's matters, newest first."""
    return reader.all(
        AuthorityMatter,
        "SELECT * FROM authority_matter WHERE case_id = ? ORDER BY opened_on DESC, rowid DESC",
        (case_id,),
    )


def contacts(reader: Reader, case_id: str) -> list[AuthorityContact]:
    """Return every contact in a case's matters, newest first."""
    return reader.all(
        AuthorityContact,
        "SELECT a.* FROM authority_contact AS a JOIN authority_matter AS m ON m.id = a.matter_id"
        " WHERE m.case_id = ? ORDER BY a.day DESC, a.starts_at DESC, a.rowid DESC",
        (case_id,),
    )


def planned_contacts(reader: Reader, case_id: str) -> list[AuthorityContact]:
    """Return the contacts that are still to come."""
    return [each for each in contacts(reader, case_id) if each.state.value == "planned"]


def consents(reader: Reader, case_id: str) -> tuple[Consent, ...]:
    """Return what she has been asked about herself in a case, newest first."""
    return tuple(
        reader.all(
            Consent,
            "SELECT o.* FROM consent AS o JOIN support_case AS c ON c.id = o.case_id"
            " AND c.person_id = o.person_id WHERE c.id = ? ORDER BY o.asked_on DESC, o.rowid DESC",
            (case_id,),
        )
    )


def disclosures(reader: Reader, case_id: str) -> list[Disclosure]:
    """Return what has been told, newest first."""
    return reader.all(
        Disclosure,
        "SELECT * FROM disclosure WHERE case_id = ? ORDER BY day DESC, rowid DESC",
        (case_id,),
    )


def requests(reader: Reader, case_id: str) -> list[DisclosureRequest]:
    """Return what others have asked for, newest first."""
    return reader.all(
        DisclosureRequest,
        "SELECT * FROM disclosure_request WHERE case_id = ? ORDER BY received_on DESC, rowid DESC",
        (case_id,),
    )


def still_holds(reader: Reader, case_id: str) -> dict[Topic, StillHolds]:
    """Return what a woman who came back has said still holds."""
    rows = reader.all(
        StillHolds, "SELECT * FROM still_holds WHERE case_id = ? ORDER BY topic", (case_id,)
    )
    return {row.topic: row for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """Held contacts of one kind of authority for one woman, for statistics.

    ``known`` is false for whoever stays anonymous: she is never counted as a person (I1).
    """

    person_id: str
    known: bool
    kind: AuthorityKind
    contacts: int
    attended: int


def per_kind(reader: Reader, first: date, last: date) -> list[KindRow]:
    """Count held contacts per woman and kind of authority in a period. Reads no text."""
    return reader.all(
        KindRow,
        "SELECT c.person_id, p.identity <> 'anonymous' AS known, m.kind,"
        " count(*) AS contacts, sum(a.attended) AS attended"
        " FROM authority_contact AS a JOIN authority_matter AS m ON m.id = a.matter_id"
        " JOIN support_case AS c ON c.id = m.case_id JOIN person AS p ON p.id = c.person_id"
        " WHERE a.state = 'held' AND a.day BETWEEN ? AND ?"
        " GROUP BY c.person_id, m.kind ORDER BY c.person_id, m.kind",
        (first.isoformat(), last.isoformat()),
    )
