"""Who is behind a figure: for the office itself, inside the program, and nowhere else (5.8)."""

import json
from dataclasses import dataclass

from kvinnobyran.statistics.tables import TOTAL, At, Head, Table
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBehind:
    """One case of somebody behind a figure."""

    id: str
    code: str
    person_id: str


def heads_of(table: Table, at: At) -> tuple[str, ...]:
    """Return the ids of those whom a cell counts; there are exactly as many as it says."""
    found = {head.who: None for head in table.heads if _is_in(head, at)}
    return tuple(found)


def _is_in(head: Head, at: At) -> bool:
    for name, category in at.items():
        own = head.mark[name]
        if category not in ({TOTAL, own} if isinstance(own, str) else {TOTAL, *own}):
            return False
    return True


def cases_of(reader: Reader, people: tuple[str, ...]) -> list[CaseBehind]:
    """Return the newest case of each of these women by its code; protected ones have no line."""
    return reader.all(
        CaseBehind,
        "SELECT id, code, person_id FROM support_case AS c"
        " WHERE person_id IN (SELECT value FROM json_each(?))"
        " AND person_id NOT IN (SELECT person_id FROM protected_person)"
        " AND opened_on = (SELECT max(opened_on) FROM support_case AS o"
        " WHERE o.person_id = c.person_id) ORDER BY code",
        (json.dumps(sorted(people)),),
    )
