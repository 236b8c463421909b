"""Tables of Trappan: children by what happened with them, each by its age that very day (T6).

A session with brothers and sisters is one session; the children in it are several (T7).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.trappan import TrappanStep
from kvinnobyran.statistics.makers import counted
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Category, Dimension, Head, Table
from kvinnobyran.statistics.tally import categories, cells, ones
from kvinnobyran.store.reader import Reader

CHILDREN: Final = "trappan_children"
_EVENTS: Final = Dimension(
    id="trappan_event",
    label="Vad som hände",
    categories=(
        Category("offered", "Erbjöds Trappan"),
        Category("started", "Började"),
        Category("contact_done", "Steget Kontakt blev klart"),
        Category("reconstruction_done", "Steget Rekonstruktion blev klart"),
        Category("completed", "Avslutades"),
        Category("paused", "Pausades och är pausad än"),
        Category("broken_off", "Avbröts"),
    ),
    total_label="Barn",
    multiple=True,
    covering=True,
)
_FROM: Final = ((0, "under_4"), (4, "4_6"), (7, "7_12"), (13, "13_17"), (18, "adult"))
_UNKNOWN: Final = "unknown"
_AGES: Final = Dimension(
    id="child_age",
    label="Ålder den dagen",
    categories=(
        Category("under_4", "Under 4 år"),
        Category("4_6", "4–6 år"),
        Category("7_12", "7–12 år"),
        Category("13_17", "13–17 år"),
        Category("adult", "18 år eller äldre"),
        Category(_UNKNOWN, "Okänd"),
    ),
    total_label="Barn",
)
_BY_AGE: Final = {
    "started": ("trappan_started_by_age", "Barn som började i Trappan, efter ålder"),
    "completed": ("trappan_completed_by_age", "Barn som avslutade Trappan, efter ålder"),
    "broken_off": ("trappan_broken_off_by_age", "Barn vars Trappan avbröts, efter ålder"),
}
_STEPS: Final = Dimension(
    id="trappan_step",
    label="Steg",
    categories=categories(TrappanStep),
    total_label="Samtal",
    multiple=True,
    covering=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _EventRow:
    """Something that happened with one child on one day."""

    child_id: str
    birth: PartialDate | None
    event: str
    day: date

    @property
    def age(self) -> str:
        """Return the age group of the day; one that may be either of two is unknown."""
        if self.birth is None:
            return _UNKNOWN
        said = self.birth.age(self.day)
        possible = self.birth.ages(self.day) if said is None else (said, said)
        fitting = {_group(age) for age in possible}
        return fitting.pop() if len(fitting) == 1 else _UNKNOWN


def _group(age: int) -> str:
    return [group for start, group in _FROM if start <= max(age, 0)][-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _SessionRow:
    session_id: str
    attendance: SessionAttendance
    step: TrappanStep


def tables(reader: Reader, period: Period) -> Iterator[Table]:
    """Yield the tables of a period."""
    happened = _events(reader, period)
    yield _children(happened)
    for event in _BY_AGE:
        yield _by_age(happened, event)
    yield _sessions(reader, period)


def _children(happened: list[_EventRow]) -> Table:
    return counted(
        (Head(row.child_id, (row.day,), {_EVENTS.id: row.event}) for row in happened),
        (_EVENTS,),
        id_=CHILDREN,
        title="Barn i Trappan",
        counts=CHILDREN,
        unit="barn",
        definition="Barn som det hände något med i Trappan under perioden, efter vad som hände."
        " Ett barn räknas en gång på varje rad, och en gång i summan.",
        note="Raderna kan inte läggas ihop: ett barn kan ha både börjat och avslutat.",
    )


def _by_age(happened: list[_EventRow], event: str) -> Table:
    id_, title = _BY_AGE[event]
    return counted(
        (
            Head(row.child_id, (row.day,), {_AGES.id: row.age})
            for row in happened
            if row.event == event
        ),
        (_AGES,),
        id_=id_,
        title=title,
        counts=CHILDREN,
        unit="barn",
        within={_EVENTS.id: event},
        definition="Barnets ålder den dag det hände. Den som har fyllt 18 under tiden är vuxen i"
        " det som hände sedan. Är bara året känt och kan det vara två åldersgrupper är åldern"
        " okänd.",
        outside=False,
    )


def _sessions(reader: Reader, period: Period) -> Table:
    steps: dict[str, set[str]] = {}
    for row in _held(reader, period):
        steps.setdefault(row.session_id, set()).add(row.step.value)
    return Table(
        id="trappan_sessions",
        title="Genomförda Trappansamtal per steg",
        counts="trappan_sessions",
        unit="samtal",
        persons=False,
        dimensions=(_STEPS,),
        cells=cells((_STEPS,), ones({_STEPS.id: frozenset(each)} for each in steps.values())),
        note="Ett samtal med syskon i olika steg står på båda raderna.",
        definition="Genomförda samtal i perioden där minst ett barn var med. Ett samtal med flera"
        " syskon är ett samtal.",
    )


def _events(reader: Reader, period: Period) -> list[_EventRow]:
    """Return what happened in the period in order of time."""
    return reader.all(
        _EventRow,
        """
        WITH happened (child_id, event, day) AS (
            SELECT child_id, 'offered', offered_on FROM trappan_programme
            UNION ALL SELECT child_id, 'started', contact_started_on FROM trappan_programme
            UNION ALL SELECT child_id, 'contact_done', contact_finished_on FROM trappan_programme
            UNION ALL SELECT child_id, 'reconstruction_done', reconstruction_finished_on
                FROM trappan_programme
            UNION ALL SELECT child_id, state, ended_on FROM trappan_programme
                WHERE state IN ('completed', 'broken_off')
            UNION ALL SELECT child_id, 'paused', substr(paused_at, 1, 10) FROM trappan_programme
                WHERE state = 'paused'
        )
        SELECT h.child_id, p.birth, h.event, h.day FROM happened AS h
            JOIN person AS p ON p.id = h.child_id
            WHERE h.day BETWEEN ? AND ? ORDER BY h.day, h.child_id, h.event
        """,
        (period.first.isoformat(), period.last.isoformat()),
    )


def _held(reader: Reader, period: Period) -> list[_SessionRow]:
    return reader.all(
        _SessionRow,
        "SELECT s.id AS session_id, s.attendance, a.step FROM trappan_session AS s"
        " JOIN trappan_attendance AS a ON a.session_id = s.id"
        " WHERE s.attendance = 'held' AND a.presence = 'present'"
        " AND s.held_on BETWEEN ? AND ? ORDER BY s.id, a.step",
        (period.first.isoformat(), period.last.isoformat()),
    )
