"""Questions about cases and what belongs to one."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.case import FIRST_DEVICE, Case, CaseState, Documentation
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.counsellor import CounsellorChange
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.note import JournalNote, WorkingNote
from kvinnobyran.domain.pause import CasePause
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.violence import ViolenceExposure
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.reads import Wire

_CODE: Final = re.compile(r"KB-(\d\d)-(\d+)([a-z]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the list of cases. It shows a code and no name."""

    id: str
    code: str
    state: CaseState
    counsellor: str
    opened_on: date
    last_on: date
    next_what: str | None
    next_on: date | None


_DUE = """
    SELECT case_id, booked_for AS day, 'Bedömningssamtal' AS what
        FROM assessment_call WHERE state = 'booked'
    UNION ALL SELECT i.case_id, s.held_on, k.meeting FROM counselling_session AS s
        JOIN intervention AS i ON i.id = s.intervention_id
        JOIN intervention_kind AS k ON k.kind = i.kind WHERE s.attendance = 'planned'
    UNION ALL SELECT m.case_id, a.day, 'Myndighetskontakt' FROM authority_contact AS a
        JOIN authority_matter AS m ON m.id = a.matter_id WHERE a.state = 'planned'
    UNION ALL SELECT m.case_id, t.held_on, g.name FROM group_membership AS m
        JOIN support_group AS g ON g.id = m.group_id
        JOIN group_meeting AS t ON t.group_id = g.id
        WHERE t.state = 'planned' AND m.state = 'taking_part' AND m.role <> 'child'
        AND m.case_id IS NOT NULL
    UNION ALL SELECT case_id, due_on, what FROM task
        WHERE state = 'open' AND case_id IS NOT NULL
"""
_LIST = (
    # One question per case to its indexes: grouping all notes and sessions took six times longer.
    "WITH due AS (SELECT case_id, min(day) AS day, what FROM ("  # noqa: S608 - built from the constant above only
    + _DUE
    + """) GROUP BY case_id)
    SELECT c.id, c.code, c.state, c.counsellor, c.opened_on,
        max(c.opened_on, coalesce(c.closed_on, ''),
            coalesce((SELECT max(received_on) FROM inquiry WHERE case_id = c.id), ''),
            coalesce((SELECT max(booked_for) FROM assessment_call
                WHERE case_id = c.id AND state IN ('held', 'assessed')), ''),
            coalesce((SELECT max(written_on) FROM journal_note WHERE case_id = c.id), ''),
            coalesce((SELECT max(s.held_on) FROM intervention AS i
                JOIN counselling_session AS s ON s.intervention_id = i.id
                WHERE i.case_id = c.id AND s.attendance = 'held'), '')) AS last_on,
        d.what AS next_what, d.day AS next_on
    FROM support_case AS c
    LEFT JOIN due AS d ON d.case_id = c.id AND c.state <> 'closed'
    ORDER BY last_on DESC, c.code DESC
    """
)


def her_choice(reader: Reader, case_id: str) -> Documentation | None:
    """Return what she lets the unit keep in a case (A20); None where there is no such case.

    Asked before everything that is saved, so it reads one column and not the whole case.
    """
    found = reader.value("SELECT documentation FROM support_case WHERE id = ?", (case_id,))
    return next((choice for choice in Documentation if choice == found), None)


def case_rows(reader: Reader) -> list[CaseRow]:
    """Return every case, newest activity first."""
    return reader.all(CaseRow, _LIST)


def case_by_code(reader: Reader, code: str) -> Case | None:
    """Return the case with a visible code."""
    return reader.one(Case, "SELECT * FROM support_case WHERE code = ?", (code,))


def latest_case_of(reader: Reader, person_id: str) -> Case | None:
    """Return a woman's newest case."""
    return reader.one(
        Case,
        "SELECT * FROM support_case WHERE person_id = ? ORDER BY opened_on DESC, code DESC LIMIT 1",
        (person_id,),
    )


def cases_of(reader: Reader, person_id: str) -> list[Case]:
    """Return a woman's cases, newest first."""
    return reader.all(
        Case,
        "SELECT * FROM support_case WHERE person_id = ? ORDER BY opened_on DESC, code DESC",
        (person_id,),
    )


def open_pause(reader: Reader, case_id: str) -> CasePause | None:
    """Return the pause that a resting case is in."""
    return reader.one(
        CasePause, "SELECT * FROM case_pause WHERE case_id = ? AND ended_on IS NULL", (case_id,)
    )


def latest_change(reader: Reader, case_id: str) -> CounsellorChange | None:
    """Return the latest change of a case's counsellor."""
    return reader.one(
        CounsellorChange,
        "SELECT * FROM counsellor_change WHERE case_id = ? ORDER BY number DESC LIMIT 1",
        (case_id,),
    )


def next_serial(reader: Reader, year: int, device: str) -> int:
    """Return the next number of a year on this device; gaps are never reused.

    Nor is what was purged: its code may stand on a paper, in a letter or in somebody's memory.
    """
    letter = "" if device == FIRST_DEVICE else device
    purged = reader.value("SELECT value FROM meta WHERE name = ?", (_highest(year, letter),))
    pattern = f"KB-{year % 100:02d}-*"
    highest = reader.value(
        "SELECT max(cast(rtrim(substr(code, 7), 'abcdefghijklmnopqrstuvwxyz') AS INTEGER))"
        " FROM support_case WHERE code GLOB ?1"
        " AND ltrim(substr(code, 7), '0123456789') = ?2",
        (pattern, letter),
    )
    return max(highest if isinstance(highest, int) else 0, int(str(purged or 0))) + 1


def remember_code(wire: Wire, code: str) -> None:
    """Let the code of a case that is purged be given to no other, in the same step.

    Only the highest number of its year is kept, and nothing of whose it was.
    """
    found = _CODE.fullmatch(code)
    if found is None:
        return
    year, serial, letter = found.groups()
    wire.change(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE"
        " SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))",
        (_highest(int(year), letter), str(int(serial))),
    )


def _highest(year: int, letter: str) -> str:
    return f"purged_code:{year % 100:02d}{letter}"


def assessment_calls(reader: Reader, case_id: str) -> list[AssessmentCall]:
    """Return a case's assessment calls in order of time."""
    return reader.all(
        AssessmentCall,
        "SELECT * FROM assessment_call WHERE case_id = ? ORDER BY booked_for, booked_at, rowid",
        (case_id,),
    )


def booked_calls(reader: Reader, case_id: str) -> list[AssessmentCall]:
    """Return the assessment calls that are still to come."""
    return reader.all(
        AssessmentCall,
        "SELECT * FROM assessment_call WHERE case_id = ? AND state = 'booked' ORDER BY booked_for",
        (case_id,),
    )


def has_held_assessment(reader: Reader, case_id: str) -> bool:
    """Tell whether an assessment call has been held (G8)."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM assessment_call"
            " WHERE case_id = ? AND state IN ('held', 'assessed'))",
            (case_id,),
        )
    )


def exposures(reader: Reader, case_id: str) -> list[ViolenceExposure]:
    """Return the findings about violence, newest first."""
    return reader.all(
        ViolenceExposure,
        "SELECT * FROM violence_exposure WHERE case_id = ?"
        " ORDER BY assessed_on DESC, version DESC, rowid DESC",
        (case_id,),
    )


def interventions(reader: Reader, case_id: str) -> list[Intervention]:
    """Return a case's interventions in the order they were offered."""
    return reader.all(
        Intervention,
        "SELECT * FROM intervention WHERE case_id = ? ORDER BY offered_on, rowid",
        (case_id,),
    )


def open_interventions(reader: Reader, case_id: str) -> list[Intervention]:
    """Return the interventions that have not ended."""
    return reader.all(
        Intervention,
        "SELECT * FROM intervention WHERE case_id = ?"
        " AND state IN ('offered', 'waiting', 'ongoing', 'paused') ORDER BY offered_on, rowid",
        (case_id,),
    )


def sessions(reader: Reader, case_id: str) -> list[CounsellingSession]:
    """Return a case's sessions, newest first."""
    return reader.all(
        CounsellingSession,
        "SELECT s.* FROM counselling_session AS s"
        " JOIN intervention AS i ON i.id = s.intervention_id"
        " WHERE i.case_id = ? ORDER BY s.held_on DESC, s.starts_at DESC, s.rowid DESC",
        (case_id,),
    )


def planned_sessions(reader: Reader, case_id: str) -> list[CounsellingSession]:
    """Return the sessions that are still to come."""
    return reader.all(
        CounsellingSession,
        "SELECT s.* FROM counselling_session AS s"
        " JOIN intervention AS i ON i.id = s.intervention_id"
        " WHERE i.case_id = ? AND s.attendance = 'planned'"
        " ORDER BY s.held_on, s.starts_at, s.rowid",
        (case_id,),
    )


def notes(reader: Reader, case_id: str) -> list[JournalNote]:
    """Return a case's journal notes, newest first; corrections beside their originals."""
    return reader.all(
        JournalNote,
        "SELECT * FROM journal_note WHERE case_id = ?"
        " ORDER BY written_on DESC, signed_at DESC, rowid DESC",
        (case_id,),
    )


def unsigned_notes(reader: Reader, case_id: str) -> list[JournalNote]:
    """Return the notes that are still drafts."""
    return reader.all(
        JournalNote,
        "SELECT * FROM journal_note WHERE case_id = ? AND state = 'draft' ORDER BY written_on",
        (case_id,),
    )


def working_notes(reader: Reader, case_id: str) -> list[WorkingNote]:
    """Return a case's working notes."""
    return reader.all(
        WorkingNote,
        "SELECT * FROM working_note WHERE case_id = ? ORDER BY written_on DESC, rowid DESC",
        (case_id,),
    )


def due_working_notes(reader: Reader, today: date) -> list[WorkingNote]:
    """Return the working notes whose last day has passed or come."""
    return reader.all(
        WorkingNote, "SELECT * FROM working_note WHERE delete_on <= ?", (today.isoformat(),)
    )


def concern_reports(reader: Reader, case_id: str) -> list[ConcernReport]:
    """Return a case's concern reports, newest first."""
    return reader.all(
        ConcernReport,
        "SELECT * FROM concern_report WHERE case_id = ? ORDER BY arose_on DESC, rowid DESC",
        (case_id,),
    )


def all_tasks(reader: Reader, case_id: str) -> list[Task]:
    """Return every task of a case and of its contacts, also those that are done."""
    return reader.all(
        Task,
        "SELECT * FROM task WHERE case_id = ?1"
        " OR inquiry_id IN (SELECT id FROM inquiry WHERE case_id = ?1) ORDER BY due_on, rowid",
        (case_id,),
    )


def open_tasks(reader: Reader, case_id: str) -> list[Task]:
    """Return what is still to do in a case."""
    return reader.all(
        Task,
        "SELECT * FROM task WHERE case_id = ? AND state = 'open' ORDER BY due_on, rowid",
        (case_id,),
    )


def open_tasks_of_inquiry(reader: Reader, inquiry_id: str) -> list[Task]:
    """Return what is still to do about a contact."""
    return reader.all(
        Task,
        "SELECT * FROM task WHERE inquiry_id = ? AND state = 'open' ORDER BY due_on, rowid",
        (inquiry_id,),
    )
