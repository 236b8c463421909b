"""Questions about the timeline over the relation."""

from dataclasses import dataclass

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.timeline import TimelineEvent, in_order
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Reads


@dataclass(frozen=True, slots=True)
class Timeline:
    """A case's timeline over the relation, as it stood at journal head ``head``."""

    case: Case
    events: tuple[TimelineEvent, ...]
    head: int


@dataclass(frozen=True, slots=True)
class _Names:
    first_name: str
    last_name: str
    alias: str


def timeline_of(database: Database, case_id: str) -> Timeline | None:
    """Return the timeline of a case in its order, or None if there is no such case."""
    case = database.get(Case, case_id)
    if case is None:
        return None
    return Timeline(case, tuple(timeline_events(database, case_id)), database.head())


def timeline_events(database: Reads, case_id: str) -> list[TimelineEvent]:
    """Return the events of a case in the order of the timeline."""
    rows = database.all(TimelineEvent, "SELECT * FROM timeline_event WHERE case_id = ?", (case_id,))
    return in_order(rows)


def last_place(database: Reads, case_id: str) -> int:
    """Return the highest place among the events of a case; 0 where there are none."""
    found = database.value(
        "SELECT coalesce(max(place), 0) FROM timeline_event WHERE case_id = ?", (case_id,)
    )
    return found if isinstance(found, int) else 0


def names_near(database: Reads, case_id: str) -> frozenset[str]:
    """Return the names that a paper without names must not hold.

    Those of everybody in the register, of the contact persons, and of the perpetrators of this
    case: whose another woman's are is nothing that hers may tell (S6).
    """
    rows = database.all(
        _Names,
        "SELECT first_name, last_name, alias FROM person"
        " UNION SELECT name, '', '' FROM contact_person"
        " UNION SELECT n.name, '', '' FROM perpetrator_name AS n"
        " JOIN perpetrator AS p ON p.id = n.perpetrator_id WHERE p.case_id = ?",
        (case_id,),
    )
    return frozenset(
        name for row in rows for name in (row.first_name, row.last_name, row.alias) if name.strip()
    )
