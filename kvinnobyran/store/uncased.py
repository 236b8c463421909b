# ruff: noqa: S608 - every name comes from the schema, every value is a parameter
"""Whom no case is about: families that came to a group or were in touch, and nothing more (D3).

Found from the schema as a purge finds what goes, so that the round and the purge agree.
"""

import json
from collections import defaultdict
from datetime import date

from kvinnobyran.store.purge import (
    ABOUT_A_PERSON,
    FAMILY,
    OF_HER_OR_A_CASE,
    PERSON,
    references,
)
from kvinnobyran.store.reads import Reads

_GOES_ON = """SELECT EXISTS (
    SELECT 1 FROM group_membership AS m JOIN support_group AS g ON g.id = m.group_id
    WHERE m.state IN ('admitted', 'taking_part') AND g.state NOT IN ('ended', 'cancelled')
        AND m.person_id IN (SELECT value FROM json_each(?)))"""
_WRITTEN = """SELECT max(day) FROM (
    SELECT max(received_on) AS day FROM inquiry WHERE person_id IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT max(coalesce(until_on, from_on, interview_on, asked_on))
        FROM group_membership WHERE person_id IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT max(t.held_on) FROM group_meeting AS t
        JOIN group_attendance AS a ON a.meeting_id = t.id
        JOIN group_membership AS m ON m.id = a.membership_id
        WHERE a.presence IN ('present', 'left') AND m.person_id IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT substr(max(at), 1, 10) FROM journal
        WHERE kind IN ('insert', 'update') AND record IN (SELECT value FROM json_each(?1))
)"""
"""The day something was written of them last; what was changed of a person herself counts."""
_FIRST = """SELECT min(day) FROM (
    SELECT min(received_on) AS day FROM inquiry WHERE person_id IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT min(asked_on) FROM group_membership
        WHERE person_id IN (SELECT value FROM json_each(?1))
)"""


def families(reader: Reads) -> list[tuple[str, ...]]:
    """Return the persons no case is about, by family, each family in order of their ids."""
    kept = _kept(reader)
    near = _near(reader)
    edge = set(kept)
    while edge:
        edge = {other for each in edge for other in near[each]} - kept
        kept |= edge
    left = {str(each) for (each,) in reader.wire.rows(f"SELECT id FROM {PERSON}")} - kept
    found = []
    while left:
        family = {min(left)}
        edge = set(family)
        while edge:
            edge = {other for each in edge for other in near[each]} - family
            family |= edge
        left -= family
        found.append(tuple(sorted(family)))
    return sorted(found)


def written_last(reader: Reads, family: tuple[str, ...]) -> date | None:
    """Return when something was written of a family last; None while it takes part somewhere."""
    them = json.dumps(family)
    if reader.value(_GOES_ON, (them,)):
        return None
    return date.fromisoformat(str(reader.value(_WRITTEN, (them,))))


def written_first(reader: Reads, family: tuple[str, ...]) -> date | None:
    """Return the first day on which a report may count them."""
    found = reader.value(_FIRST, (json.dumps(family),))
    return date.fromisoformat(found) if isinstance(found, str) else None


def _kept(reader: Reads) -> set[str]:
    """Return whom a record that stays is about."""
    found: set[str] = set()
    for ref in references(reader.wire):
        if ref.to != PERSON or ref.table in ABOUT_A_PERSON:
            continue
        of_a_case = " AND case_id IS NOT NULL" if ref.table in OF_HER_OR_A_CASE else ""
        rows = reader.wire.rows(
            f"SELECT DISTINCT {ref.column} FROM {ref.table}"
            f" WHERE {ref.column} IS NOT NULL{of_a_case}"
        )
        found |= {str(each) for (each,) in rows}
    return found


def _near(reader: Reads) -> defaultdict[str, set[str]]:
    """Return who is named in one row with whom, as family."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    all_of_them = references(reader.wire)
    for table in FAMILY:
        columns = [ref.column for ref in all_of_them if ref.table == table and ref.to == PERSON]
        for row in reader.wire.rows(f"SELECT {', '.join(columns)} FROM {table}"):
            named = {str(each) for each in row if each is not None}
            for each in named:
                near[each] |= named - {each}
    return near
