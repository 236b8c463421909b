"""Every child of an open case: what it has been offered, and where it stands (domain.md 5.13).

A fixed number of questions, however many children there are. Nothing that a child has told is
among what they bring (T9), and no name: the list shows an age and a code (S1).
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.consent import Consent, ConsentPurpose, ConsentState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.grounds import Verdict, verdict
from kvinnobyran.domain.membership import MembershipState
from kvinnobyran.domain.placement_rows import OfferAnswer
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.trappan import by, facts_about


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """One child in one open case. ``checked_on`` is the last concern check that was for it.

    ``group_type`` and ``group_state`` are of the newest group that it is or was in;
    ``offer`` is what came of Trappan when it moved in, ``cafe_offer`` of Kvällskaféet (B7).
    """

    case_id: str
    code: str
    counsellor: str
    child_id: str
    birth: PartialDate | None
    protected: bool
    checked_on: date | None
    task: str | None
    task_on: date | None
    group_type: str | None
    group_state: MembershipState | None
    offer: OfferAnswer | None
    cafe_offer: OfferAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildStanding:
    """A child with what it has been offered and what the consent engine answers for Trappan.

    ``programme`` is the newest; ``sessions`` and ``seats`` are its own. ``cafe`` is the newest
    that was said about Kvällskaféet; ``asked`` whether anybody was ever asked about Trappan.
    """

    row: ChildRow
    answer: Verdict
    asked: bool
    programme: TrappanProgramme | None
    sessions: tuple[TrappanSession, ...]
    seats: tuple[TrappanAttendance, ...]
    cafe: Consent | None


_ROWS: Final = """
    WITH child AS (
        SELECT c.id AS case_id, c.code, c.counsellor, r.child_id
        FROM support_case AS c JOIN (
            SELECT person_id AS mother_id, other_id AS child_id FROM relation
                WHERE kind = 'child' AND valid_until IS NULL
            UNION SELECT other_id, person_id FROM relation
                WHERE kind = 'parent' AND valid_until IS NULL
        ) AS r ON r.mother_id = c.person_id
        WHERE c.state <> 'closed' AND (:case = '' OR c.id = :case)
    ), due AS (
        SELECT t.child_id, s.what, s.due_on FROM task AS s
            JOIN trappan_programme AS t ON t.id = s.cause WHERE s.state = 'open'
        UNION ALL SELECT o.person_id, s.what, s.due_on FROM task AS s
            JOIN consent AS o ON o.id = s.cause WHERE s.state = 'open'
    )
    SELECT k.case_id, k.code, k.counsellor, k.child_id, p.birth,
        EXISTS (SELECT 1 FROM protection WHERE person_id = k.child_id
            AND grade <> 'none' AND valid_until IS NULL) AS protected,
        nullif(max(
            coalesce((SELECT max(booked_for) FROM assessment_call
                WHERE case_id = k.case_id AND concern_check IS NOT NULL), ''),
            coalesce((SELECT max(s.held_on) FROM counselling_session AS s
                JOIN intervention AS i ON i.id = s.intervention_id
                WHERE i.case_id = k.case_id AND s.concern_check IS NOT NULL), ''),
            coalesce((SELECT max(s.held_on) FROM trappan_programme AS t
                JOIN trappan_attendance AS a ON a.programme_id = t.id
                JOIN trappan_session AS s ON s.id = a.session_id
                WHERE t.child_id = k.child_id AND a.concern_check IS NOT NULL), ''),
            coalesce((SELECT max(r.arose_on) FROM concern_child AS n
                JOIN concern_report AS r ON r.id = n.report_id
                WHERE n.person_id = k.child_id), '')
        ), '') AS checked_on,
        (SELECT what FROM due WHERE child_id = k.child_id ORDER BY due_on LIMIT 1) AS task,
        (SELECT min(due_on) FROM due WHERE child_id = k.child_id) AS task_on,
        t.label AS group_type, m.state AS group_state,
        (SELECT o.answer FROM placement_offer AS o JOIN placement_child AS n
            ON n.placement_id = o.placement_id WHERE n.child_id = k.child_id
            AND o.kind = 'trappan' ORDER BY o.answered_on DESC LIMIT 1) AS offer,
        (SELECT o.answer FROM placement_offer AS o JOIN placement_child AS n
            ON n.placement_id = o.placement_id WHERE n.child_id = k.child_id
            AND o.kind = 'evening_cafe' ORDER BY o.answered_on DESC LIMIT 1) AS cafe_offer
    FROM child AS k JOIN person AS p ON p.id = k.child_id
    LEFT JOIN group_membership AS m ON m.id = (SELECT id FROM group_membership
        WHERE person_id = k.child_id ORDER BY asked_on DESC, rowid DESC LIMIT 1)
    LEFT JOIN support_group AS g ON g.id = m.group_id
    LEFT JOIN group_type AS t ON t.id = g.type_id
    ORDER BY k.code DESC, p.birth, k.child_id
"""


def children(reader: Reader, today: date, case_id: str = "") -> list[ChildStanding]:
    """Return the children of all open cases, or of one, the newest case first."""
    rows = reader.all(ChildRow, _ROWS, {"case": case_id})
    ids = json.dumps(sorted({each.child_id for each in rows}))
    consents = by(
        "person_id",
        reader.all(
            Consent,
            "SELECT * FROM consent WHERE person_id IN (SELECT value FROM json_each(?))"
            " AND purpose IN ('trappan', 'evening_cafe') ORDER BY asked_on, rowid",
            (ids,),
        ),
    )
    programmes = by(
        "child_id",
        reader.all(
            TrappanProgramme,
            "SELECT * FROM trappan_programme WHERE child_id IN (SELECT value FROM json_each(?))"
            " ORDER BY offered_on, rowid",
            (ids,),
        ),
    )
    seats = by(
        "programme_id",
        reader.all(
            TrappanAttendance,
            "SELECT a.* FROM trappan_attendance AS a JOIN trappan_programme AS t"
            " ON t.id = a.programme_id WHERE t.child_id IN (SELECT value FROM json_each(?))"
            " ORDER BY a.id",
            (ids,),
        ),
    )
    sessions = {
        each.id: each
        for each in reader.all(
            TrappanSession,
            "SELECT s.* FROM trappan_session AS s WHERE s.id IN (SELECT a.session_id"
            " FROM trappan_attendance AS a JOIN trappan_programme AS t ON t.id = a.programme_id"
            " WHERE t.child_id IN (SELECT value FROM json_each(?))) ORDER BY s.held_on, s.rowid",
            (ids,),
        )
    }
    facts = facts_about(reader, {each.child_id: each.birth for each in rows})
    found = []
    for row in rows:
        own = consents[row.child_id]
        trappan = [each for each in own if each.purpose is ConsentPurpose.TRAPPAN]
        cafe = [each for each in own if each.purpose is ConsentPurpose.EVENING_CAFE]
        programme = programmes[row.child_id][-1] if programmes[row.child_id] else None
        its = seats[programme.id] if programme else []
        found.append(
            ChildStanding(
                row=row,
                answer=verdict(facts[row.child_id], today),
                asked=any(each.state is not ConsentState.UNOBTAINABLE for each in trappan),
                programme=programme,
                sessions=tuple(sessions[each.session_id] for each in its),
                seats=tuple(its),
                cafe=cafe[-1] if cafe else None,
            )
        )
    return found
