"""Questions about Trappan: programmes, sessions, and all the consent engine has to know."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.consent import GROUNDS_FOR, Consent, ConsentPurpose, said
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.decision import accepted_grounds
from kvinnobyran.domain.document import Document
from kvinnobyran.domain.grounds import Decision, Facts, Verdict, verdict
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import Custody, Guardian
from kvinnobyran.domain.settings import TRAPPAN_GROUNDS
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decider:
    """Somebody who has or had custody of a child, and what there is to know of her here."""

    child_id: str
    person_id: str
    with_us: bool
    gone: bool


_CUSTODIES: Final = (
    "SELECT * FROM custody WHERE child_id IN (SELECT value FROM json_each(?))"
    " ORDER BY valid_from, rowid"
)
_GUARDIANS: Final = (
    "SELECT * FROM guardian WHERE child_id IN (SELECT value FROM json_each(?)) ORDER BY id"
)
_DECISIONS: Final = (
    "SELECT * FROM consent_decision WHERE child_id IN (SELECT value FROM json_each(?))"
    " ORDER BY valid_from, rowid"
)
_CONSENTS: Final = (
    "SELECT * FROM consent WHERE person_id IN (SELECT value FROM json_each(?)) AND purpose = ?"
    " ORDER BY asked_on, rowid"
)
_DECIDERS: Final = (
    "SELECT DISTINCT u.child_id, p.id AS person_id, p.deceased IS NOT NULL AS gone,"
    " EXISTS (SELECT 1 FROM support_case WHERE person_id = p.id) AS with_us"
    " FROM custody AS u JOIN person AS p ON p.id IN (u.guardian_a_id, u.guardian_b_id)"
    " WHERE u.child_id IN (SELECT value FROM json_each(?))"
)


def facts_about(
    reader: Reader,
    births: Mapping[str, PartialDate | None],
    purpose: ConsentPurpose = ConsentPurpose.TRAPPAN,
    *,
    before: datetime | None = None,
) -> dict[str, Facts]:
    """Gather what the consent engine has to know for a purpose, for each of these children.

    Six questions, however many they are. ``births`` is when each was born; ``before`` is when
    something began: what was withdrawn that same day, but later, held then.
    """
    them = (json.dumps(sorted(births)),)
    custodies = by("child_id", reader.all(Custody, _CUSTODIES, them))
    guardians = by("child_id", reader.all(Guardian, _GUARDIANS, them))
    decisions = by("child_id", reader.all(Decision, _DECISIONS, them))
    consents = by("person_id", reader.all(Consent, _CONSENTS, (*them, purpose.value)))
    deciders = by("child_id", reader.all(_Decider, _DECIDERS, them))
    grounds = accepted_grounds(setting(reader, TRAPPAN_GROUNDS))
    accepted = grounds & GROUNDS_FOR.get(purpose, frozenset())
    return {
        child: Facts(
            child_id=child,
            birth=birth,
            custodies=tuple(custodies[child]),
            guardians=tuple(guardians[child]),
            decisions=tuple(decisions[child]),
            said=tuple(
                answer
                for each in consents[child]
                if (answer := said(each, before=before)) is not None
            ),
            accepted=accepted,
            with_us=frozenset(each.person_id for each in deciders[child] if each.with_us),
            gone=frozenset(each.person_id for each in deciders[child] if each.gone),
        )
        for child, birth in births.items()
    }


def facts_of(
    reader: Reader,
    child_id: str,
    purpose: ConsentPurpose = ConsentPurpose.TRAPPAN,
    *,
    before: datetime | None = None,
) -> Facts:
    """Gather them for one child."""
    child = reader.get(Person, child_id)
    births = {child_id: child.birth if child else None}
    return facts_about(reader, births, purpose, before=before)[child_id]


def verdict_for(
    reader: Reader,
    child_id: str,
    on: date,
    purpose: ConsentPurpose = ConsentPurpose.TRAPPAN,
    *,
    before: datetime | None = None,
) -> Verdict:
    """Answer for a child, a purpose and a day from what is stored (domain.md 5.1)."""
    return verdict(facts_of(reader, child_id, purpose, before=before), on)


def standings(reader: Reader, children: Iterable[str], on: date) -> dict[str, Verdict]:
    """Return what the consent engine answers about Trappan for each of these children."""
    return {child: verdict_for(reader, child, on) for child in children}


def consents_about(reader: Reader, child_id: str, purpose: ConsentPurpose) -> list[Consent]:
    """Return everything that was ever asked and answered about a child for a purpose."""
    return reader.all(
        Consent,
        "SELECT * FROM consent WHERE person_id = ? AND purpose = ? ORDER BY asked_on, rowid",
        (child_id, purpose.value),
    )


def decisions_about(reader: Reader, child_id: str) -> list[Decision]:
    """Return the decisions about a child, the oldest first."""
    return reader.all(
        Decision,
        "SELECT * FROM consent_decision WHERE child_id = ? ORDER BY valid_from, rowid",
        (child_id,),
    )


def programmes_of(reader: Reader, child_id: str) -> list[TrappanProgramme]:
    """Return a child's programmes, the oldest first."""
    return reader.all(
        TrappanProgramme,
        "SELECT * FROM trappan_programme WHERE child_id = ? ORDER BY offered_on, rowid",
        (child_id,),
    )


def open_programmes(reader: Reader) -> list[TrappanProgramme]:
    """Return every programme that has not ended."""
    return reader.all(
        TrappanProgramme,
        "SELECT * FROM trappan_programme WHERE state NOT IN ('completed', 'broken_off')"
        " ORDER BY offered_on, rowid",
    )


def open_in(reader: Reader, case_id: str) -> list[TrappanProgramme]:
    """Return the programmes of one case that have not ended."""
    return reader.all(
        TrappanProgramme,
        "SELECT * FROM trappan_programme WHERE case_id = ?"
        " AND state NOT IN ('completed', 'broken_off') ORDER BY offered_on, rowid",
        (case_id,),
    )


def children_at(reader: Reader, session_id: str) -> list[TrappanAttendance]:
    """Return who is to be, or was, at a session."""
    return reader.all(
        TrappanAttendance,
        "SELECT * FROM trappan_attendance WHERE session_id = ? ORDER BY id",
        (session_id,),
    )


def sessions_of(reader: Reader, programme_id: str) -> list[TrappanSession]:
    """Return the sessions of one child's programme in order of time."""
    return reader.all(
        TrappanSession,
        "SELECT s.* FROM trappan_session AS s JOIN trappan_attendance AS a ON a.session_id = s.id"
        " WHERE a.programme_id = ? ORDER BY s.held_on, s.starts_at, s.rowid",
        (programme_id,),
    )


def expected_at(reader: Reader, programme_id: str) -> list[TrappanAttendance]:
    """Return the child's places at sessions that are still planned."""
    return reader.all(
        TrappanAttendance,
        "SELECT a.* FROM trappan_attendance AS a JOIN trappan_session AS s ON s.id = a.session_id"
        " WHERE a.programme_id = ? AND s.attendance = 'planned' AND a.presence = 'expected'"
        " ORDER BY s.held_on, s.starts_at, a.rowid",
        (programme_id,),
    )


def notes_of(reader: Reader, child_id: str) -> list[ChildNote]:
    """Return the notes in one child's own file, the newest first; of a day, the unsigned ones."""
    return reader.all(
        ChildNote,
        "SELECT * FROM child_note WHERE child_id = ?"
        " ORDER BY written_on DESC, signed_at IS NOT NULL, signed_at DESC, rowid DESC",
        (child_id,),
    )


def notes_of_siblings(reader: Reader, child_id: str, case_id: str) -> list[ChildNote]:
    """Return the notes in the other children's files of a case (T7)."""
    return reader.all(
        ChildNote,
        "SELECT * FROM child_note WHERE case_id = ? AND child_id <> ? ORDER BY id",
        (case_id, child_id),
    )


def drawings_of(reader: Reader, child_id: str) -> list[Document]:
    """Return the drawings in one child's own file."""
    return reader.all(
        Document,
        "SELECT d.* FROM document AS d JOIN child_note AS n ON n.document_id = d.id"
        " WHERE n.child_id = ? ORDER BY d.brought_in_on DESC, d.rowid DESC",
        (child_id,),
    )


def case_of(reader: Reader, child_id: str) -> str | None:
    """Return the id of the case that a child's newest programme, or else its note, is in."""
    found = reader.value(
        "SELECT case_id FROM ("
        " SELECT case_id, offered_on AS day FROM trappan_programme WHERE child_id = ?1"
        " UNION ALL SELECT case_id, written_on FROM child_note WHERE child_id = ?1"
        ") ORDER BY day DESC LIMIT 1",
        (child_id,),
    )
    return str(found) if found is not None else None


def by(name: str, records: Iterable[R]) -> defaultdict[str, list[R]]:
    """Return records by one of their fields."""
    found: defaultdict[str, list[R]] = defaultdict(list)
    for each in records:
        found[getattr(each, name)].append(each)
    return found
