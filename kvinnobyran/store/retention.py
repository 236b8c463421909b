# ruff: noqa: S608 - the statements are put together from our own words
"""Questions about how long a file is kept, and which files' time is out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.concern import UNDECIDED, ConcernReport
from kvinnobyran.domain.copies import LIVES
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.purging import (
    FOREWARNING,
    FileKind,
    FileOf,
    LedgerRow,
    PurgeProtocol,
    RetentionDecision,
    RetentionState,
)
from kvinnobyran.domain.retention import (
    LONGEST,
    LONGEST_CHILD,
    OWN_MONTHS,
    SHORTEST,
    Retention,
    RetentionClass,
    retention,
    retention_of_child,
    retention_without_case,
)
from kvinnobyran.domain.settings import CHILD_MONTHS, RETENTION_MONTHS
from kvinnobyran.store import uncased
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.reads import Reads
from kvinnobyran.store.shields import shielded_persons

_WRITTEN: Final = """SELECT max(day) FROM (
    SELECT opened_on AS day FROM support_case WHERE id = :case
    UNION ALL SELECT max(written_on) FROM journal_note WHERE case_id = :case
    UNION ALL SELECT max(received_on) FROM inquiry WHERE case_id = :case
    UNION ALL SELECT max(booked_for) FROM assessment_call
        WHERE case_id = :case AND state IN ('held', 'assessed')
    UNION ALL SELECT max(s.held_on) FROM counselling_session AS s
        JOIN intervention AS i ON i.id = s.intervention_id
        WHERE i.case_id = :case AND s.attendance IN ('held', 'broken_off')
    UNION ALL SELECT max(a.day) FROM authority_contact AS a
        JOIN authority_matter AS m ON m.id = a.matter_id
        WHERE m.case_id = :case AND a.state = 'held'
    UNION ALL SELECT max(day) FROM disclosure WHERE case_id = :case
    UNION ALL SELECT max(brought_in_on) FROM document WHERE case_id = :case
    UNION ALL SELECT max(written_on) FROM child_note WHERE case_id = :case
    UNION ALL SELECT max(held_on) FROM trappan_session
        WHERE case_id = :case AND attendance IN ('held', 'broken_off')
    UNION ALL SELECT max(m.held_on) FROM group_meeting AS m
        JOIN group_attendance AS a ON a.meeting_id = m.id
        JOIN group_membership AS g ON g.id = a.membership_id
        WHERE g.case_id = :case AND a.presence IN ('present', 'left')
    UNION ALL SELECT max(asked_on) FROM rights_note WHERE case_id = :case
    UNION ALL SELECT max(coalesce(decided_on, received_on)) FROM disclosure_request
        WHERE case_id = :case
    UNION ALL SELECT max(coalesce(answered_on, reported_on, arose_on)) FROM concern_report
        WHERE case_id = :case
)"""
"""The day something was written last: it restarts the clock (D2). The children's own files lie
in the case and follow its class; what is written there last counts as well (D3)."""

_WRITTEN_OF_CHILD: Final = """SELECT max(day) FROM (
    SELECT max(written_on) AS day FROM child_note WHERE case_id = :case AND child_id = :child
    UNION ALL SELECT max(offered_on) FROM trappan_programme
        WHERE case_id = :case AND child_id = :child
    UNION ALL SELECT max(s.held_on) FROM trappan_session AS s
        JOIN trappan_attendance AS a ON a.session_id = s.id
        JOIN trappan_programme AS p ON p.id = a.programme_id
        WHERE p.case_id = :case AND p.child_id = :child
            AND s.attendance IN ('held', 'broken_off')
)"""
_OF_CHILD: Final = """
    SELECT 'child_note' AS of_table, id AS record FROM child_note
        WHERE case_id = :case AND child_id = :child
    UNION ALL SELECT 'document', document_id FROM child_note
        WHERE case_id = :case AND child_id = :child AND document_id IS NOT NULL
    UNION ALL SELECT 'trappan_programme', id FROM trappan_programme
        WHERE case_id = :case AND child_id = :child
    UNION ALL SELECT 'trappan_session', s.id FROM trappan_session AS s WHERE s.id IN (
            SELECT a.session_id FROM trappan_attendance AS a
            JOIN trappan_programme AS p ON p.id = a.programme_id
            WHERE p.case_id = :case AND p.child_id = :child)
        AND NOT EXISTS (
            SELECT 1 FROM trappan_attendance AS a
            JOIN trappan_programme AS p ON p.id = a.programme_id
            WHERE a.session_id = s.id AND p.child_id <> :child)
    ORDER BY 1, 2
"""
"""A child's own file: a session that others were at too stays with them."""
_OPENED: Final = """SELECT min(c.opened_on, coalesce(
    (SELECT min(i.received_on) FROM inquiry AS i WHERE i.case_id = c.id), c.opened_on))
    FROM support_case AS c WHERE c.id = """
_FIRST_DAY: Final = {
    "support_case": f"{_OPENED}?",
    "concern_report": "SELECT arose_on FROM concern_report WHERE id = ?",
    "inquiry": "SELECT received_on FROM inquiry WHERE id = ?",
} | {
    table: f"{_OPENED}(SELECT case_id FROM {table} WHERE id = ?)"
    for table in ("child_note", "document", "trappan_programme", "trappan_session")
}
_CHILD_PLACED: Final = """SELECT EXISTS (
    SELECT 1 FROM placement_child AS c JOIN placement AS p ON p.id = c.placement_id
    WHERE p.case_id = ?)"""


_ANONYMOUS: Final = """SELECT i.id, i.received_on, max(i.received_on, coalesce(
        (SELECT substr(max(at), 1, 10) FROM journal
            WHERE record = i.id AND kind IN ('insert', 'update')), '')) AS written
    FROM inquiry AS i WHERE i.person_id IS NULL AND i.case_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM task WHERE inquiry_id = i.id AND state = 'open')
    ORDER BY i.received_on, i.id"""


def last_written(reader: Reader, case: Case) -> date:
    """Return the day on which something was written about a case last."""
    found = reader.value(_WRITTEN, {"case": case.id})
    return date.fromisoformat(found) if isinstance(found, str) else case.opened_on


def own_months(reader: Reader) -> int:
    """Return how long the unit keeps a case of its own support, in months."""
    said = setting(reader, RETENTION_MONTHS)
    months = int(said) if said.isascii() and said.isdigit() else OWN_MONTHS
    return min(max(months, SHORTEST), LONGEST)


def child_months(reader: Reader) -> int:
    """Return how long a child's own file is kept, in months; 0 as the case it lies in."""
    said = setting(reader, CHILD_MONTHS)
    return min(int(said), LONGEST_CHILD) if said.isascii() and said.isdigit() else 0


def kept(reader: Reader, case: Case) -> Retention:
    """Return how long a case is kept, by its regime and what was written last (D1, D2).

    Not shorter than the children's own files that lie in it (D3).
    """
    own = _kept(reader, case)
    months = child_months(reader)
    if own.earliest is None or not months:
        return own
    days = [
        kept_child(reader, case, own, child).earliest for child in children_with_files(reader, case)
    ]
    return replace(own, earliest=max([own.earliest, *(day for day in days if day is not None)]))


def _kept(reader: Reader, case: Case) -> Retention:
    woman = reader.get(Person, case.person_id)
    return retention(
        case,
        last_written(reader, case),
        own_months=own_months(reader),
        born=woman.birth if woman else None,
        with_child=bool(reader.value(_CHILD_PLACED, (case.id,))),
    )


def children_with_files(reader: Reader, case: Case) -> list[str]:
    """Return the ids of the children who have a file of their own in a case (D3)."""
    found = reader.all(
        _Child,
        "SELECT child_id FROM trappan_programme WHERE case_id = ?1"
        " UNION SELECT child_id FROM child_note WHERE case_id = ?1 ORDER BY child_id",
        (case.id,),
    )
    return [each.child_id for each in found]


def kept_child(reader: Reader, case: Case, of_case: Retention, child_id: str) -> Retention:
    """Return how long a child's own file is kept."""
    return retention_of_child(
        of_case, case, _child_written(reader, case, child_id), months=child_months(reader)
    )


def _child_written(reader: Reader, case: Case, child_id: str) -> date:
    found = reader.value(_WRITTEN_OF_CHILD, {"case": case.id, "child": child_id})
    return date.fromisoformat(found) if isinstance(found, str) else case.opened_on


def decision_of(reader: Reader, of: FileOf | str) -> RetentionDecision | None:
    """Return what was decided last of a file, or None. A text is the id of a case."""
    file = FileOf(case_id=of) if isinstance(of, str) else of
    return reader.one(
        RetentionDecision,
        "SELECT * FROM retention_decision WHERE case_id IS ? AND person_id IS ?"
        " AND concern_report_id IS ? AND inquiry_id IS ?",
        (file.case_id, file.person_id, file.concern_report_id, file.inquiry_id),
    )


def decisions_about(reader: Reader, person_id: str) -> list[RetentionDecision]:
    """Return what was decided of a person's own files, as a child in a case or without one."""
    return reader.all(
        RetentionDecision,
        "SELECT * FROM retention_decision WHERE person_id = ? ORDER BY rowid",
        (person_id,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One line of the round: a file whose day has come or comes within sixty days (D2).

    ``name`` is what it is called in the round: a code, or a name that is not protected.
    ``persons`` are the family, where no case is about them; ``inquiries`` those of a month.
    """

    of: FileOf
    name: str
    case: Case | None = None
    persons: tuple[str, ...] = ()
    inquiries: tuple[str, ...] = ()
    kept: Retention
    last_written: date
    decision: RetentionDecision | None

    @property
    def state(self) -> RetentionState:
        """What is decided, or that the time goes."""
        return self.decision.state if self.decision else RetentionState.RUNNING

    def is_out(self, today: date) -> bool:
        """Tell whether the file may go today, as far as the clock says."""
        return self.kept.earliest is not None and self.kept.earliest <= today

    def is_near(self, today: date) -> bool:
        """Tell whether it belongs to the round: its time is out, or is so within sixty days."""
        return self.kept.earliest is not None and self.kept.earliest <= today + FOREWARNING

    def waits(self, today: date) -> bool:
        """Tell whether it is kept on purpose: held, or postponed to a later day."""
        if self.decision is None:
            return False
        if self.state is RetentionState.POSTPONED and self.decision.until is not None:
            return self.decision.until > today
        return self.state is RetentionState.HELD


def due(reader: Reads, today: date) -> list[Due]:
    """Return the files of the round, the one that should have gone first first.

    Those kept on purpose are among them: a hold is looked at in every round. Children's files
    stand behind the case they lie in.
    """
    cases = _of_cases(reader, today, shielded_persons(reader))
    near = [line for line in (*cases, *without_case(reader)) if line.is_near(today)]
    return sorted(near, key=lambda each: (each.kept.earliest or date.max, each.name))


def without_case(reader: Reads) -> Iterator[Due]:
    """Yield what no case has: each kind is a line here, with a clock of its own (D1, D3)."""
    yield from _of_families(reader, shielded_persons(reader))
    yield from _of_concerns(reader)
    yield from _of_inquiries(reader)


def childrens_own(reader: Reads, today: date) -> Iterator[Due]:
    """Yield the children's files, where the unit has given them a clock of their own (L16)."""
    if child_months(reader):
        for line in _of_cases(reader, today, shielded_persons(reader)):
            if line.of.kind is FileKind.CHILD:
                yield line


def line_of(reader: Reads, of: FileOf) -> Due | None:
    """Return one file as a line of the round, whatever its clock says; None if it is gone."""
    hidden = shielded_persons(reader)
    if of.concern_report_id is not None:
        return next((each for each in _of_concerns(reader) if each.of == of), None)
    if of.inquiry_id is not None:
        return next((each for each in _of_inquiries(reader) if each.of == of), None)
    if of.case_id is None:
        return next((each for each in _of_families(reader, hidden) if each.of == of), None)
    case = reader.get(Case, of.case_id)
    if case is None:
        return None
    return next((each for each in _of_case(reader, case, hidden) if each.of == of), None)


def _of_cases(reader: Reader, today: date, hidden: Mapping[str, object]) -> Iterator[Due]:
    """Yield closed cases that are not all too young, each with the children's files in it."""
    # Nothing goes before the shortest time after its closing, so younger ones are not read.
    closed_by = today + FOREWARNING - timedelta(days=SHORTEST * 28)
    if 0 < child_months(reader) < SHORTEST:
        closed_by = today + FOREWARNING
    for case in reader.all(
        Case,
        "SELECT * FROM support_case WHERE state = 'closed'"
        " AND documentation <> 'statistics_only' AND closed_on <= ? ORDER BY closed_on, code",
        (closed_by.isoformat(),),
    ):
        yield from _of_case(reader, case, hidden)


def _of_case(reader: Reader, case: Case, hidden: Mapping[str, object]) -> Iterator[Due]:
    own = FileOf(case_id=case.id)
    keeping = kept(reader, case)
    yield Due(
        of=own,
        name=case.code,
        case=case,
        kept=keeping,
        last_written=last_written(reader, case),
        decision=decision_of(reader, own),
    )
    for child_id in children_with_files(reader, case):
        of = FileOf(case_id=case.id, person_id=child_id)
        yield Due(
            of=of,
            name=f"{case.code}, barn: {_called(reader, child_id, hidden)}",
            case=case,
            kept=kept_child(reader, case, keeping, child_id),
            last_written=_child_written(reader, case, child_id),
            decision=decision_of(reader, of),
        )


def _of_families(reader: Reads, hidden: Mapping[str, object]) -> Iterator[Due]:
    """Yield the families that no case is about (D3)."""
    months = own_months(reader)
    for family in uncased.families(reader):
        decision = next(
            (
                found
                for each in family
                if (found := decision_of(reader, FileOf(person_id=each))) is not None
            ),
            None,
        )
        written = uncased.written_last(reader, family)
        named = decision.person_id if decision and decision.person_id else family[0]
        yield Due(
            of=FileOf(person_id=named),
            name=" och ".join(sorted(_called(reader, each, hidden) for each in family)),
            persons=family,
            kept=retention_without_case(RetentionClass.OWN_SUPPORT, written, months),
            last_written=written or date.max,
            decision=decision,
        )


def _of_concerns(reader: Reader) -> Iterator[Due]:
    """Yield the concerns that were noted without a case (scenario 25)."""
    months = child_months(reader) or own_months(reader)
    for report in reader.all(
        ConcernReport, "SELECT * FROM concern_report WHERE case_id IS NULL ORDER BY arose_on, rowid"
    ):
        days = (report.arose_on, report.reported_on, report.answered_on, report.released_on)
        written = max(day for day in days if day is not None)
        of = FileOf(concern_report_id=report.id)
        goes_on = report.state in UNDECIDED
        yield Due(
            of=of,
            name=f"Oro {report.arose_on}",
            kept=retention_without_case(RetentionClass.CHILD, None if goes_on else written, months),
            last_written=written,
            decision=decision_of(reader, of),
        )


def _of_inquiries(reader: Reader) -> Iterator[Due]:
    """Yield the inquiries that were never anybody's, month by month.

    Not those about which something is still to be done. A month is one line: the round is to
    take a quarter of an hour, and nobody remembers one anonymous call from another.
    """
    months = own_months(reader)
    rows = reader.all(_Anonymous, _ANONYMOUS)
    for _, found in groupby(rows, key=lambda each: (each.received_on.year, each.received_on.month)):
        part = list(found)
        ids = tuple(sorted(each.id for each in part))
        decision = reader.one(
            RetentionDecision,
            "SELECT * FROM retention_decision WHERE inquiry_id IN (SELECT value FROM json_each(?))"
            " ORDER BY rowid DESC",
            (json.dumps(ids),),
        )
        written = max(each.written for each in part)
        number = f"{len(part)} anonyma förfrågningar" if part[1:] else "en anonym förfrågan"
        yield Due(
            of=decision.of if decision else FileOf(inquiry_id=ids[0]),
            name=f"{part[0].received_on:%Y-%m}, {number}",
            inquiries=ids,
            kept=retention_without_case(RetentionClass.OWN_SUPPORT, written, months),
            last_written=written,
            decision=decision,
        )


def _called(reader: Reader, person_id: str, hidden: Mapping[str, object]) -> str:
    if person_id in hidden:
        return "skyddad person"
    person = reader.get(Person, person_id)
    return person.called if person else ""


def roots(reader: Reader, line: Due) -> dict[str, list[str]]:
    """Return the records that a file stands on, by table: what goes with them is the purge's."""
    of = line.of
    if of.kind is FileKind.CONCERN:
        return {"concern_report": [str(of.concern_report_id)]}
    if of.kind is FileKind.INQUIRIES:
        return {"inquiry": list(line.inquiries)}
    if of.kind is FileKind.PERSON:
        return {"person": list(line.persons)}
    if of.kind is FileKind.CASE:
        return {"support_case": [str(of.case_id)]}
    found: dict[str, list[str]] = {}
    for row in reader.all(_Part, _OF_CHILD, {"case": of.case_id, "child": of.person_id}):
        found.setdefault(row.of_table, []).append(row.record)
    return found


def first_day(reader: Reads, table: str, record: str) -> date | None:
    """Return the first day on which a report may count what a record is about."""
    if table == "person":
        return uncased.written_first(reader, (record,))
    found = reader.value(_FIRST_DAY[table], (record,))
    return date.fromisoformat(found) if isinstance(found, str) else None


def protocols(reader: Reader) -> list[PurgeProtocol]:
    """Return every protocol, the newest first."""
    return reader.all(
        PurgeProtocol, "SELECT * FROM purge_protocol ORDER BY purged_on DESC, of_class, rowid"
    )


def ledger(reader: Reader) -> list[LedgerRow]:
    """Return everything that was ever purged, to be replayed after a restore (D5)."""
    return reader.all(LedgerRow, "SELECT * FROM purge_ledger ORDER BY purged_on, rowid")


def forgotten(reader: Reader) -> frozenset[str]:
    """Return the ids of everything that went in a purge; nothing is read if there was none."""
    if not reader.value("SELECT EXISTS (SELECT 1 FROM purge_ledger)"):
        return frozenset()
    found = reader.all(_Gone, "SELECT DISTINCT record FROM journal WHERE kind = 'forget'")
    return frozenset(each.record for each in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anonymous:
    id: str
    received_on: date
    written: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gone:
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Child:
    child_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    of_table: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    at: str


def backups_before(reader: Reader, day: date) -> list[date]:
    """Return the days of the backups that still know what was purged on ``day`` (D5)."""
    found = reader.all(
        _At,
        "SELECT at FROM journal WHERE kind IN ('backup', 'backup_here') AND tbl = ''"
        " AND at >= ? AND at < ? ORDER BY at",
        ((day - LIVES).isoformat(), f"{(day + timedelta(days=1)).isoformat()}"),
    )
    return sorted({datetime.fromisoformat(each.at).date() for each in found})
