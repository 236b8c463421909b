"""What a search found, in words that reveal no name: a kind, a case's code and a day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.store import search
from kvinnobyran.store.reads import Reads
from kvinnobyran.store.shields import Shield, shielded_cases, shielded_persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record that was found, and where it is opened: a case, or an inquiry without one."""

    table: str
    id: str
    case_id: str | None
    code: str | None
    day: date | None
    ask: str = ""
    """Whom to ask instead: the hit is protected, and there is nothing more to see (S1)."""


_ASK: Final = {
    "document": "SELECT 'document' AS \"table\", d.id, d.case_id, c.code,"
    " d.brought_in_on AS day FROM document AS d JOIN support_case AS c ON c.id = d.case_id"
    # A child's drawing is in its own file, and found nowhere else (T9).
    " WHERE d.id = ? AND NOT EXISTS (SELECT 1 FROM child_note AS n WHERE n.document_id = d.id)",
    "support_case": "SELECT 'support_case' AS \"table\", id, id AS case_id, code,"
    " opened_on AS day FROM support_case WHERE id = ?",
    # A child is met in its mother's case; nobody else around her is found outside it (S6).
    "person": "SELECT 'person' AS \"table\", ?1 AS id, c.id AS case_id, c.code,"
    " c.opened_on AS day FROM support_case AS c WHERE c.person_id = ?1 OR c.person_id IN ("
    " SELECT person_id FROM relation WHERE other_id = ?1 AND kind = 'child'"
    " UNION SELECT other_id FROM relation WHERE person_id = ?1 AND kind = 'parent')"
    " ORDER BY c.opened_on DESC",
    "contact_way": "SELECT 'contact_way' AS \"table\", w.id, c.id AS case_id, c.code,"
    " c.opened_on AS day FROM contact_way AS w JOIN support_case AS c"
    " ON c.person_id = w.person_id WHERE w.id = ? ORDER BY c.opened_on DESC",
    "inquiry": "SELECT 'inquiry' AS \"table\", q.id, q.case_id, c.code, q.received_on AS day"
    " FROM inquiry AS q LEFT JOIN support_case AS c ON c.id = q.case_id WHERE q.id = ?",
    "assessment_call": "SELECT 'assessment_call' AS \"table\", a.id, a.case_id, c.code,"
    " a.booked_for AS day FROM assessment_call AS a JOIN support_case AS c ON c.id = a.case_id"
    " WHERE a.id = ?",
    "intervention": "SELECT 'intervention' AS \"table\", i.id, i.case_id, c.code,"
    " i.offered_on AS day FROM intervention AS i JOIN support_case AS c ON c.id = i.case_id"
    " WHERE i.id = ?",
    "goal": "SELECT 'goal' AS \"table\", g.id, g.case_id, c.code, g.set_on AS day"
    " FROM goal AS g JOIN support_case AS c ON c.id = g.case_id WHERE g.id = ?",
    "effect_dialogue": "SELECT 'effect_dialogue' AS \"table\", e.id, i.case_id, c.code,"
    " e.held_on AS day FROM effect_dialogue AS e JOIN intervention AS i"
    " ON i.id = e.intervention_id JOIN support_case AS c ON c.id = i.case_id WHERE e.id = ?",
    "action_plan": "SELECT 'action_plan' AS \"table\", p.id, p.case_id, c.code,"
    " p.made_on AS day FROM action_plan AS p JOIN support_case AS c ON c.id = p.case_id"
    " WHERE p.id = ?",
    "plan_measure": "SELECT 'plan_measure' AS \"table\", m.id, p.case_id, c.code,"
    " p.made_on AS day FROM plan_measure AS m JOIN action_plan AS p ON p.id = m.plan_id"
    " JOIN support_case AS c ON c.id = p.case_id WHERE m.id = ?",
    "authority_matter": "SELECT 'authority_matter' AS \"table\", m.id, m.case_id, c.code,"
    " m.opened_on AS day FROM authority_matter AS m JOIN support_case AS c ON c.id = m.case_id"
    " WHERE m.id = ?",
    "authority_contact": "SELECT 'authority_contact' AS \"table\", a.id, m.case_id, c.code,"
    " a.day FROM authority_contact AS a JOIN authority_matter AS m ON m.id = a.matter_id"
    " JOIN support_case AS c ON c.id = m.case_id WHERE a.id = ?",
    "disclosure": "SELECT 'disclosure' AS \"table\", d.id, d.case_id, c.code, d.day"
    " FROM disclosure AS d JOIN support_case AS c ON c.id = d.case_id WHERE d.id = ?",
    "journal_note": "SELECT 'journal_note' AS \"table\", n.id, n.case_id, c.code,"
    " n.written_on AS day FROM journal_note AS n JOIN support_case AS c ON c.id = n.case_id"
    " WHERE n.id = ?",
    "timeline_event": "SELECT 'timeline_event' AS \"table\", e.id, e.case_id, c.code,"
    " NULL AS day FROM timeline_event AS e JOIN support_case AS c ON c.id = e.case_id"
    " WHERE e.id = ?",
    "working_note": "SELECT 'working_note' AS \"table\", n.id, n.case_id, c.code,"
    " n.written_on AS day FROM working_note AS n JOIN support_case AS c ON c.id = n.case_id"
    " WHERE n.id = ?",
}
"""How each searched table says where a record of it is opened."""


def found(reader: Reads, text: str, limit: int = 20) -> list[Found]:
    """Return what has all the words of ``text``, the best first, each place once.

    Somebody without a case is found through her inquiry. Two hits that open the same record
    are one. Whatever belongs to a protected woman is one hit that only says whom to ask,
    unless it was her case's code that was typed (S1); who has a new identity is not found.
    """
    seen: dict[tuple[str | None, str, str], Found] = {}
    by_case, by_person = shielded_cases(reader), shielded_persons(reader)
    for hit in search.search(reader, text, limit):
        for row in reader.all(Found, _ASK[hit.table], (hit.record,)):
            shield = by_person.get(row.id) or by_case.get(row.case_id or "")
            if shield is not None and not _is_code(row, text):
                if not shield.new_identity:
                    seen.setdefault((None, "protected", shield.counsellor), _hidden(shield))
                continue
            own = row.id if row.table not in {"person", "contact_way", "support_case"} else ""
            seen.setdefault((row.case_id, row.table if own else "", own), row)
    return list(seen.values())


def _is_code(row: Found, text: str) -> bool:
    """Tell whether all that was typed is a part of the case's code."""
    code = (row.code or "").casefold()
    return row.table == "support_case" and all(word in code for word in text.casefold().split())


def _hidden(shield: Shield) -> Found:
    return Found(table="protected", id="", case_id=None, code=None, day=None, ask=shield.counsellor)


def codes(reader: Reads, case_ids: tuple[str, ...]) -> list[Found]:
    """Return the same for cases by their ids, in their order: what was opened lately."""
    rows = (reader.one(Found, _ASK["support_case"], (case_id,)) for case_id in case_ids)
    return [row for row in rows if row is not None]
