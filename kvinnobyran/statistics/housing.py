"""The figures of the apartments, in one place: nights, occupancy, lengths, refusals (3.3).

Everything is counted from a few narrow rows by pure functions. A night belongs to the day it
begins on, so 15 January to 1 July are 167 nights, and whoever leaves and comes the same day
shares none. A stay that goes on is counted to the end of the period, and is no completed stay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import mean, median

from kvinnobyran.domain.placement import DischargeReason, Placer, RefusalReason
from kvinnobyran.domain.span import Span
from kvinnobyran.statistics.period import Period
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRow:
    """One placement that somebody moved into: no name, no case."""

    id: str
    apartment_id: str
    placer: Placer
    moved_in: date
    moved_out: date | None
    adults: int
    children: int
    pets: int
    extensions: int
    reason: DischargeReason | None
    aftercare_from: date | None

    @property
    def span(self) -> Span:
        """Return the days she lives there."""
        return Span(self.moved_in, self.moved_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalRow:
    """One request that was refused."""

    placer: Placer
    day: date
    reason: RefusalReason


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """One apartment: its code, and until when there was one."""

    id: str
    code: str
    retired_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRow:
    """A time when nobody could live in an apartment."""

    apartment_id: str
    first: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How long completed stays were, in nights; None where there was none."""

    number: int
    mean: Fraction | None
    median: Fraction | None


def nights(row: StayRow, period: Period) -> int:
    """Return how many nights of a stay lie in a period."""
    shared = row.span.within(Span(period.first, period.after))
    return shared.nights() if shared is not None else 0


def completed(rows: Iterable[StayRow], period: Period) -> list[StayRow]:
    """Return the stays that ended in a period: only of those it is known how long they were."""
    return [row for row in rows if row.moved_out is not None and row.moved_out in period]


def lengths(rows: Iterable[StayRow]) -> Lengths:
    """Return the mean and the median of completed stays."""
    found = [row.span.nights() for row in rows if row.moved_out is not None]
    return Lengths(
        number=len(found),
        mean=mean([Fraction(each) for each in found]) if found else None,
        median=median([Fraction(each) for each in found]) if found else None,
    )


def available(homes: Iterable[HomeRow], closed: Sequence[ClosedRow], period: Period) -> int:
    """Return how many nights somebody could have lived in the apartments in a period."""
    whole = Span(period.first, period.after)
    found = 0
    for home in homes:
        there = Span(date.min, home.retired_on).within(whole)
        if there is None:
            continue
        shut: set[int] = set()
        for each in closed:
            if each.apartment_id == home.id:
                lost = Span(each.first, each.until).within(there)
                if lost is not None:
                    shut.update(range(lost.first.toordinal(), lost.end.toordinal()))
        found += there.nights() - len(shut)
    return found


def stays(reader: Reader) -> list[StayRow]:
    """Return every placement that somebody moved into, the oldest first."""
    return reader.all(
        StayRow,
        """
        SELECT p.id, p.apartment_id, p.placer, p.moved_in, p.moved_out, p.adults,
            (SELECT count(*) FROM placement_child AS k WHERE k.placement_id = p.id) AS children,
            (SELECT coalesce(sum(t.number), 0) FROM placement_pet AS t
                WHERE t.placement_id = p.id) AS pets,
            (SELECT count(*) FROM placement_extension AS e WHERE e.placement_id = p.id)
                AS extensions,
            p.discharge_reason AS reason, p.aftercare_from
        FROM placement AS p WHERE p.moved_in IS NOT NULL ORDER BY p.moved_in, p.id
        """,
    )


def refusals(reader: Reader) -> list[RefusalRow]:
    """Return every request that was refused."""
    return reader.all(
        RefusalRow,
        "SELECT placer, refused_on AS day, refusal_reason AS reason FROM placement"
        " WHERE state = 'refused' ORDER BY refused_on, id",
    )


def homes(reader: Reader) -> list[HomeRow]:
    """Return the apartments in the order of their codes."""
    return reader.all(HomeRow, "SELECT id, code, retired_on FROM apartment ORDER BY code, id")


def closures(reader: Reader) -> list[ClosedRow]:
    """Return when apartments were closed."""
    return reader.all(
        ClosedRow, "SELECT apartment_id, first, until FROM apartment_closure ORDER BY first, id"
    )
