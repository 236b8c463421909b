"""What the colleague has to know while one is away (domain.md 5.17): codes, days and labels.

No name, no number and nothing that was written in free words, but a manual task's own text,
which is shown on the screen and never printed.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """One line: what it is about, when, and in which case. ``own`` marks free words."""

    table: str
    id: str
    case_id: str | None
    code: str | None
    day: date
    at: time | None
    what: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Everything of one counsellor between two days."""

    counsellor: str
    first: date
    last: date
    risks: tuple[HandoverRow, ...]
    dates: tuple[HandoverRow, ...]
    calls: tuple[HandoverRow, ...]
    tasks: tuple[HandoverRow, ...]
    lent: int
    """How many tasks she has lent out and nobody has done yet."""


_RISKS: Final = """
    SELECT 'concern_report' AS "table", r.id, r.case_id, c.code, r.arose_on AS day, NULL AS at,
        CASE r.state WHEN 'reported' THEN 'Orosanmälan: återkoppling väntas'
            ELSE 'Oro för barn: inte avgjord' END AS what, 0 AS own
        FROM concern_report AS r JOIN support_case AS c ON c.id = r.case_id
        WHERE c.counsellor = :user AND r.state IN ('noted', 'assessing', 'reported')
    UNION ALL SELECT 'violence_exposure', v.id, v.case_id, c.code, v.assessed_on, NULL,
        'Våldet pågår', 0
        FROM support_case AS c JOIN violence_exposure AS v ON v.id = (
            SELECT id FROM violence_exposure WHERE case_id = c.id
            ORDER BY assessed_on DESC, version DESC, id LIMIT 1)
        WHERE c.counsellor = :user AND c.state <> 'closed' AND v.status = 'ongoing'
    UNION ALL SELECT 'risk_assessment', k.id, k.case_id, c.code, k.assessed_on, NULL,
        CASE WHEN k.ours = 'high' AND k.her_own = 'high' THEN 'Hög risk, enligt henne och oss'
            WHEN k.ours = 'high' THEN 'Hög risk, enligt oss'
            ELSE 'Hög risk, enligt henne' END, 0
        FROM support_case AS c JOIN risk_assessment AS k ON k.id = (
            SELECT id FROM risk_assessment WHERE case_id = c.id
            ORDER BY assessed_on DESC, id LIMIT 1)
        WHERE c.counsellor = :user AND c.state <> 'closed'
            AND 'high' IN (k.ours, k.her_own)
    UNION ALL SELECT 'contact_ban', b.id, b.case_id, c.code, b.until, NULL,
        'Kontaktförbudet tar slut', 0
        FROM contact_ban AS b JOIN support_case AS c ON c.id = b.case_id
        WHERE c.counsellor = :user AND c.state <> 'closed' AND b.ended_on IS NULL
            AND b.until BETWEEN :first AND :last
    UNION ALL SELECT 'support_case', c.id, c.id, c.code, c.opened_on, NULL,
        'En kontaktväg får inte användas', 0
        FROM support_case AS c WHERE c.counsellor = :user AND c.state <> 'closed' AND EXISTS (
            SELECT 1 FROM contact_way AS w
            WHERE w.person_id = c.person_id AND w.safety = 'forbidden')
    ORDER BY code, day, what
"""
_DATES: Final = """
    SELECT 'assessment_call' AS "table", a.id, a.case_id, c.code, a.booked_for AS day,
        a.booked_at AS at, 'Bedömningssamtal' AS what, 0 AS own
        FROM assessment_call AS a JOIN support_case AS c ON c.id = a.case_id
        WHERE a.state = 'booked' AND c.counsellor = :user AND a.booked_for BETWEEN :first AND :last
    UNION ALL SELECT 'counselling_session', s.id, i.case_id, c.code, s.held_on, s.starts_at,
        'Samtal', 0
        FROM counselling_session AS s JOIN intervention AS i ON i.id = s.intervention_id
        JOIN support_case AS c ON c.id = i.case_id
        WHERE s.attendance = 'planned' AND :user IN (i.counsellor, c.counsellor)
            AND s.held_on BETWEEN :first AND :last
    UNION ALL SELECT 'trappan_session', s.id, s.case_id, c.code, s.held_on, s.starts_at,
        'Trappansamtal', 0
        FROM trappan_session AS s JOIN support_case AS c ON c.id = s.case_id
        WHERE s.attendance = 'planned' AND s.held_on BETWEEN :first AND :last
            AND (c.counsellor = :user OR EXISTS (
                SELECT 1 FROM trappan_attendance AS seat
                JOIN trappan_programme AS p ON p.id = seat.programme_id
                WHERE seat.session_id = s.id AND p.counsellor = :user))
    UNION ALL SELECT 'authority_contact', a.id, m.case_id, c.code, a.day, a.starts_at,
        'Myndighetskontakt', 0
        FROM authority_contact AS a JOIN authority_matter AS m ON m.id = a.matter_id
        JOIN support_case AS c ON c.id = m.case_id
        WHERE a.state = 'planned' AND c.counsellor = :user AND a.day BETWEEN :first AND :last
    UNION ALL SELECT 'support_case', c.id, c.id, c.code, c.paused_until, NULL,
        'Ärendet vilar till den dagen', 0
        FROM support_case AS c WHERE c.state = 'paused' AND c.counsellor = :user
            AND c.paused_until BETWEEN :first AND :last
    UNION ALL SELECT 'support_case', c.id, c.id, c.code, n.changed_on, NULL,
        'Tog nyss över ärendet', 0
        FROM counsellor_change AS n JOIN support_case AS c ON c.id = n.case_id
        WHERE n.counsellor = :user AND c.counsellor = :user AND c.state <> 'closed'
            AND n.changed_on BETWEEN date(:first, '-30 days') AND :last
            AND n.number = (SELECT max(number) FROM counsellor_change WHERE case_id = c.id)
    ORDER BY day, at, code
"""
_TASKS: Final = """
    SELECT 'task' AS "table", t.id, t.case_id, c.code, t.due_on AS day, NULL AS at, t.what,
        t.source = 'manual' AS own
    FROM task AS t LEFT JOIN support_case AS c ON c.id = t.case_id
    WHERE t.state = 'open' AND :user IN (t.assigned_to, t.lent_by) AND t.due_on <= :last
        AND t.promised_call = :call
    ORDER BY t.due_on, c.code, t.id
"""


def handover(reader: Reader, counsellor: str, first: date, last: date) -> Handover:
    """Return what is open for somebody between two days; what is overdue comes along."""
    asked = {"user": counsellor, "first": first.isoformat(), "last": last.isoformat()}
    lent = reader.value(
        "SELECT count(*) FROM task WHERE state = 'open' AND lent_by = ?", (counsellor,)
    )
    return Handover(
        counsellor=counsellor,
        first=first,
        last=last,
        risks=tuple(reader.all(HandoverRow, _RISKS, asked)),
        dates=tuple(reader.all(HandoverRow, _DATES, asked)),
        calls=tuple(reader.all(HandoverRow, _TASKS, {**asked, "call": 1})),
        tasks=tuple(reader.all(HandoverRow, _TASKS, {**asked, "call": 0})),
        lent=lent if isinstance(lent, int) else 0,
    )
