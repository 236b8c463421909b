"""What each apartment is today, for Idag: one question (experience.md 9.1)."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final

from kvinnobyran.domain.apartment import DayState
from kvinnobyran.domain.span import Span, earliest
from kvinnobyran.store.reader import Reader

_WORTH: Final = 7
"""Nights. A shorter gap between two stays is nothing to offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One apartment on a day: its state, who, days left, and from when it is free.

    ``days_left`` is negative when the planned end has passed; None while nobody lives there or
    no end is planned. ``free_from`` is None when nobody knows.
    """

    apartment_id: str
    code: str
    state: DayState
    case_id: str | None = None
    case_code: str = ""
    days_left: int | None = None
    free_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    apartment_id: str
    code: str
    kind: str | None
    case_id: str | None
    case_code: str | None
    first: date | None
    until: date | None


_HOMES = """
    SELECT a.id AS apartment_id, a.code, s.kind, s.case_id, c.code AS case_code, s.first, s.until
    FROM apartment AS a LEFT JOIN (
        SELECT apartment_id, CASE WHEN moved_in IS NULL THEN 'decided' ELSE 'lives' END AS kind,
            case_id, coalesce(moved_in, planned_in) AS first, planned_out AS until
        FROM placement WHERE state IN ('decided', 'moved_in', 'extended', 'discharge')
        UNION ALL SELECT apartment_id, state, case_id, first, until FROM reservation
        WHERE state IN ('confirmed', 'conflict')
            OR (state = 'preliminary' AND coalesce(expires_on, '9999-12-31') >= :today)
        UNION ALL SELECT apartment_id, 'closed', NULL, first, until FROM apartment_closure
        WHERE coalesce(until, '9999-12-31') > :today
    ) AS s ON s.apartment_id = a.id
    LEFT JOIN support_case AS c ON c.id = s.case_id
    WHERE a.retired_on IS NULL
    ORDER BY a.code, a.id, s.first
"""


def homes(reader: Reader, today: date) -> list[Home]:
    """Return what every apartment is on a day, in the order of their codes."""
    rows = reader.all(_Row, _HOMES, {"today": today.isoformat()})
    by_apartment = groupby(rows, key=attrgetter("apartment_id"))
    return [_home(list(own), today) for _, own in by_apartment]


def lives_somewhere(reader: Reader, case_id: str) -> bool:
    """Tell whether a case has a placement that is decided and has not ended."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM placement WHERE case_id = ?"
            " AND state IN ('decided', 'moved_in', 'extended', 'discharge'))",
            (case_id,),
        )
    )


def _home(rows: list[_Row], today: date) -> Home:
    first = rows[0]
    spans = {id(row): Span(row.first, _end(row, today)) for row in rows if row.first is not None}
    here = [row for row in rows if id(row) in spans and today in spans[id(row)]]
    lives = next((row for row in here if row.kind == "lives"), None)
    blocking = [spans[id(row)] for row in rows if id(row) in spans and row.kind != "conflict"]
    until = lives.until if lives else None
    return Home(
        apartment_id=first.apartment_id,
        code=first.code,
        state=_state(here, rows, lives),
        case_id=lives.case_id if lives else None,
        case_code=(lives.case_code or "") if lives else "",
        days_left=(until - today).days if until else None,
        free_from=earliest(blocking, today, _WORTH),
    )


def _end(row: _Row, today: date) -> date | None:
    """Return when a stay ends; one that has run past its planned end has none (B1)."""
    if row.kind == "lives" and row.until is not None and row.until <= today:
        return None
    return row.until


def _state(here: list[_Row], rows: list[_Row], lives: _Row | None) -> DayState:
    if any(row.kind == "conflict" for row in rows):
        return DayState.CONFLICT
    if any(row.kind == "closed" for row in here):
        return DayState.CLOSED
    if lives is not None:
        return DayState.OCCUPIED
    return DayState.RESERVED if here else DayState.FREE
