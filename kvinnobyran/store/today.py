"""Questions of the page Idag: what is due, what waits, what needs a look."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCode:
    """How a case is called."""

    id: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """Something to do by a day: a task, a booked call or a planned session."""

    table: str
    id: str
    case_id: str | None
    code: str | None
    day: date
    at: time | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionRow:
    """Something that has been left and needs a look.

    Unsigned notes in a child's file are one row a child: ``number`` of them, the first by ``id``.
    """

    table: str
    id: str
    case_id: str | None
    code: str | None
    day: date
    what: str
    child_id: str | None = None
    number: int = 1


def case_codes(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    """Return the visible codes of cases by their ids; of an id that is no case, nothing."""
    asked = json.dumps(sorted(ids))
    rows = reader.all(
        CaseCode,
        "SELECT id, code FROM support_case WHERE id IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    return {row.id: row.code for row in rows}


def due(reader: Reader, today: date, until: date) -> list[DueRow]:
    """Return what is due up to and including ``until``; what is overdue comes first."""
    return reader.all(
        DueRow,
        """
        SELECT 'task' AS "table", t.id, t.case_id, c.code, t.due_on AS day, NULL AS at, t.what
            FROM task AS t LEFT JOIN support_case AS c ON c.id = t.case_id
            WHERE t.state = 'open' AND t.due_on <= :until
        UNION ALL SELECT 'assessment_call', a.id, a.case_id, c.code, a.booked_for, a.booked_at,
            'Bedömningssamtal'
            FROM assessment_call AS a JOIN support_case AS c ON c.id = a.case_id
            WHERE a.state = 'booked' AND a.booked_for BETWEEN :today AND :until
        UNION ALL SELECT 'counselling_session', s.id, i.case_id, c.code, s.held_on, s.starts_at,
            k.meeting
            FROM counselling_session AS s JOIN intervention AS i ON i.id = s.intervention_id
            JOIN intervention_kind AS k ON k.kind = i.kind
            JOIN support_case AS c ON c.id = i.case_id
            WHERE s.attendance = 'planned' AND s.held_on BETWEEN :today AND :until
        UNION ALL SELECT 'trappan_session', s.id, s.case_id, c.code, s.held_on, s.starts_at,
            'Trappansamtal'
            FROM trappan_session AS s JOIN support_case AS c ON c.id = s.case_id
            WHERE s.attendance = 'planned' AND s.held_on BETWEEN :today AND :until
        UNION ALL SELECT 'authority_contact', a.id, m.case_id, c.code, a.day, a.starts_at,
            'Myndighetskontakt'
            FROM authority_contact AS a JOIN authority_matter AS m ON m.id = a.matter_id
            JOIN support_case AS c ON c.id = m.case_id
            WHERE a.state = 'planned' AND a.day BETWEEN :today AND :until
        UNION ALL SELECT 'group_meeting', g.id, NULL, NULL, t.held_on, t.starts_at,
            g.name || iif(t.chapter IS NULL, '', ': kapitel ' || t.chapter)
            FROM group_meeting AS t JOIN support_group AS g ON g.id = t.group_id
            WHERE t.state = 'planned' AND t.held_on BETWEEN :today AND :until
        UNION ALL SELECT 'lesson', l.id, NULL, NULL, l.held_on, l.starts_at,
            'Lektion: ' || l.school
            FROM lesson AS l
            WHERE l.state IN ('asked', 'booked') AND l.held_on BETWEEN :today AND :until
        UNION ALL SELECT 'outreach', o.id, NULL, NULL, o.held_on, o.starts_at,
            CASE o.kind WHEN 'breakfast' THEN 'Frukostseminarium'
                WHEN 'training' THEN 'Utbildningsdag' WHEN 'network' THEN 'Nätverksmöte'
                WHEN 'steering' THEN 'Styrgrupp' WHEN 'collaboration' THEN 'Samverkansgrupp'
                WHEN 'working_group' THEN 'Arbetsgrupp' ELSE o.about END
            FROM outreach AS o
            WHERE o.state = 'planned' AND o.held_on BETWEEN :today AND :until
        UNION ALL SELECT 'supervision', h.id, NULL, NULL, h.held_on, NULL, 'Handledning'
            FROM supervision AS h
            WHERE h.state = 'planned' AND h.held_on BETWEEN :today AND :until
        ORDER BY day, at, code
        """,
        {"today": today.isoformat(), "until": until.isoformat()},
    )


def needs_attention(reader: Reader, today: date) -> list[AttentionRow]:
    """Return unsigned notes, unfinished inquiries, calls and sessions nobody has answered for."""
    return reader.all(
        AttentionRow,
        """
        SELECT *, NULL AS child_id, 1 AS number FROM (
        SELECT 'journal_note' AS "table", n.id, n.case_id, c.code, n.written_on AS day,
            'Osignerad anteckning' AS what
            FROM journal_note AS n JOIN support_case AS c ON c.id = n.case_id
            WHERE n.state = 'draft' AND n.written_on < :today
        UNION ALL SELECT 'inquiry', q.id, q.case_id, NULL, q.received_on, 'Obesvarad förfrågan'
            FROM inquiry AS q WHERE q.state IN ('new', 'in_contact')
        UNION ALL SELECT 'assessment_call', a.id, a.case_id, c.code, a.booked_for,
            'Bedömningssamtalet är passerat. Blev det av?'
            FROM assessment_call AS a JOIN support_case AS c ON c.id = a.case_id
            WHERE a.state = 'booked' AND a.booked_for < :today
        UNION ALL SELECT 'counselling_session', s.id, i.case_id, c.code, s.held_on,
            k.meeting || ': dagen är passerad. Blev det av?'
            FROM counselling_session AS s JOIN intervention AS i ON i.id = s.intervention_id
            JOIN intervention_kind AS k ON k.kind = i.kind
            JOIN support_case AS c ON c.id = i.case_id
            WHERE s.attendance = 'planned' AND s.held_on < :today
        UNION ALL SELECT 'trappan_session', s.id, s.case_id, c.code, s.held_on,
            'Trappansamtal: dagen är passerad. Blev det av?'
            FROM trappan_session AS s JOIN support_case AS c ON c.id = s.case_id
            WHERE s.attendance = 'planned' AND s.held_on < :today
        UNION ALL SELECT 'trappan_programme', p.id, p.case_id, c.code, p.offered_on,
            'Samtycke till Trappan saknas'
            FROM trappan_programme AS p JOIN support_case AS c ON c.id = p.case_id
            WHERE p.state = 'sought' AND p.offered_on < :today AND c.state <> 'closed'
        UNION ALL SELECT 'concern_report', r.id, r.case_id, c.code, r.arose_on,
            'Oro för barn: inte avgjord'
            FROM concern_report AS r LEFT JOIN support_case AS c ON c.id = r.case_id
            WHERE r.state IN ('noted', 'assessing')
        UNION ALL SELECT 'authority_contact', a.id, m.case_id, c.code, a.day,
            'Myndighetskontakten är passerad. Blev den av?'
            FROM authority_contact AS a JOIN authority_matter AS m ON m.id = a.matter_id
            JOIN support_case AS c ON c.id = m.case_id
            WHERE a.state = 'planned' AND a.day < :today
        UNION ALL SELECT 'group_meeting', g.id, NULL, NULL, min(t.held_on),
            'Närvaron är inte inskriven: ' || g.name
            FROM group_meeting AS t JOIN support_group AS g ON g.id = t.group_id
            WHERE t.state = 'planned' AND t.held_on < :today GROUP BY g.id
        UNION ALL SELECT 'lesson', l.id, NULL, NULL, l.held_on,
            'Lektionens dag är passerad. Blev den av?'
            FROM lesson AS l WHERE l.state IN ('asked', 'booked') AND l.held_on < :today
        UNION ALL SELECT 'outreach', o.id, NULL, NULL, o.held_on,
            'Mötets dag är passerad. Blev det av?'
            FROM outreach AS o WHERE o.state = 'planned' AND o.held_on < :today
        UNION ALL SELECT 'supervision', h.id, NULL, NULL, h.held_on,
            'Handledningens dag är passerad. Blev den av?'
            FROM supervision AS h WHERE h.state = 'planned' AND h.held_on < :today
        UNION ALL SELECT 'handover', min(t.id), NULL, NULL, max(t.lent_until),
            'Ledigheten är slut för ' || t.lent_by || ': ta tillbaka uppgifterna'
            FROM task AS t WHERE t.state = 'open' AND t.lent_until < :today GROUP BY t.lent_by
        UNION ALL SELECT 'support_case', c.id, c.id, c.code, c.opened_on,
            'Inget bedömningssamtal är bokat'
            FROM support_case AS c WHERE c.state = 'assessment'
            AND NOT EXISTS (SELECT 1 FROM assessment_call AS a WHERE a.case_id = c.id)
        ) UNION ALL SELECT 'child_note', n.id, n.case_id, c.code, min(n.written_on),
            'Osignerad anteckning i ett barns akt', n.child_id, count(*)
            FROM child_note AS n JOIN support_case AS c ON c.id = n.case_id
            WHERE n.state = 'draft' AND n.written_on < :today GROUP BY n.child_id
        ORDER BY day, code
        """,
        {"today": today.isoformat()},
    )


def is_untouched(reader: Reader) -> bool:
    """Tell whether nobody has ever been registered and no contact written down."""
    return not reader.value(
        "SELECT EXISTS (SELECT 1 FROM inquiry) OR EXISTS (SELECT 1 FROM support_case)"
    )
