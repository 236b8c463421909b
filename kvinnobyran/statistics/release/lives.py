"""Who is behind the figures, day by day, and the registers that are closed when a report is fixed.

disclosure.md 3.4 (``closed_period``): at the first printing the register of the period is
closed. What is registered later for those days is counted on the first day that is still open
("Rättelse för tidigare period"), and what she was first counted as she stays, so that an
earlier page can always be counted again from the same rows, bit for bit.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from kvinnobyran.statistics.disclosure.cells import Pair
from kvinnobyran.statistics.tables import Head, Table

SEVERAL: Final = "Raderna kan inte läggas ihop: den som var här flera gånger kan stå på flera."
"""Under a table whose rows do not add up for somebody outside."""

UNKNOWN: Final = "unknown"
"""What an older closed register says to a question that was not asked yet."""


MARK: Final = (Head("", (), {}),)
"""Stands for the heads of a table once they are lives."""


class Days(NamedTuple):
    """Some days in a row: ``first <= day < after``."""

    first: date
    after: date

    def __contains__(self, day: object) -> bool:
        """Tell whether a day is among them."""
        return isinstance(day, date) and self.first <= day < self.after

    @property
    def name(self) -> str:
        """How the days are written where they are a base period."""
        return f"{self.first.isoformat()}..{self.after.isoformat()}"


@dataclass(slots=True)
class Life:
    """One person or contact: what holds for good, and what was so on which day.

    ``late`` are days of closed periods that were registered late and are counted elsewhere.
    """

    lasting: dict[str, str] = field(default_factory=dict)
    days: dict[date, set[Pair]] = field(default_factory=dict)
    late: set[date] = field(default_factory=set)

    def join(self, other: "Life") -> None:
        """Take in what else is known; what was known first stays."""
        self.lasting = {**other.lasting, **self.lasting}
        self.late |= other.late
        for day, pairs in other.days.items():
            self.days.setdefault(day, set()).update(pairs)


Worlds = dict[str, dict[str, Life]]
"""What is counted ("women", "inquiries") -> who -> her life."""


def outside_form(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables with the dimensions that they have for somebody outside.

    A question of one answer lasts when it is asked of everybody its world holds: she is then
    the same in all periods. Asked of some only it is asked again in each period, so she can
    have two answers in a longer one: such rows do not add up.
    """
    tables = tuple(tables)
    lasting = {
        (table.counts, dimension.of or dimension.id)
        for table in tables
        if table.heads and not table.within
        for dimension in table.dimensions
        if not dimension.multiple
    }
    return tuple(_formed(table, lasting) for table in tables)


def _formed(table: Table, lasting: set[tuple[str, str]]) -> Table:
    dimensions = tuple(
        replace(each, multiple=True, covering=True)
        if not each.multiple and (table.counts, each.of or each.id) not in lasting
        else each
        for each in table.dimensions
    )
    if not table.heads or dimensions == table.dimensions:
        return table
    return replace(table, dimensions=dimensions, note=table.note or SEVERAL)


def lives_of(tables: Iterable[Table]) -> Worlds:
    """Return the lives behind these tables, in their form for somebody outside."""
    worlds: Worlds = {}
    for table in tables:
        world = worlds.setdefault(table.counts, {}) if table.heads else {}
        whole = _whole(table)
        for head in table.heads:
            life = world.setdefault(head.who, Life())
            for day in head.days:
                life.days.setdefault(day, set()).update(whole, _pairs(table, head))
            for dimension in table.dimensions:
                if not dimension.of and not dimension.multiple:
                    life.lasting.setdefault(dimension.id, str(head.mark[dimension.id]))
    return worlds


def _pairs(table: Table, head: Head) -> Iterator[Pair]:
    """Yield what she was on these days; what shows coarser what another table asks adds nothing."""
    for dimension in table.dimensions:
        own = head.mark[dimension.id]
        if dimension.multiple and not dimension.of:
            for each in (own,) if isinstance(own, str) else own:
                yield dimension.id, each


def _whole(table: Table) -> set[Pair]:
    """Return what everybody in the table has in common."""
    return {(name, category) for name, category in table.within.items()}


def merged(closed: Iterable[tuple[Days, Worlds]], live: Worlds, until: Days) -> Worlds:
    """Return the register that a report of the days ``until`` is counted from.

    Of closed days only what was closed; of open days what is live; and what was registered late
    for closed days, on the first open day of the report, if it has one.
    """
    closed = tuple(closed)
    result: Worlds = {}
    for _days, worlds in closed:
        for name, world in worlds.items():
            for who, life in world.items():
                result.setdefault(name, {}).setdefault(who, Life()).join(life)
    shut = [days for days, _worlds in closed]
    first_open = _first_open(shut, until)
    for name, world in live.items():
        for who, life in world.items():
            known = result.get(name, {}).get(who, Life())
            new = Life(dict(life.lasting))
            for day, pairs in life.days.items():
                if not any(day in days for days in shut):
                    new.days.setdefault(day, set()).update(pairs)
                elif first_open is not None and day not in {*known.days, *known.late}:
                    new.days.setdefault(first_open, set()).update(pairs)
                    new.late.add(day)
            if new.days:
                result.setdefault(name, {}).setdefault(who, Life()).join(new)
    return result


def late(
    closed: Iterable[tuple[Days, Worlds]], live: Worlds, *, purged: frozenset[str] = frozenset()
) -> dict[str, tuple[int, int]]:
    """Return for each world how many came late to closed days, and how many are gone from them.

    Exact and for the office alone: what "Rättelse för tidigare period" is told from. Who was
    ``purged`` is no correction: the closed register goes on counting her.
    """
    closed = tuple(closed)
    found: dict[str, tuple[int, int]] = {}
    for name in {name for _days, worlds in closed for name in worlds} | set(live):
        was = {
            (who, day)
            for _days, worlds in closed
            for who, life in worlds.get(name, {}).items()
            if who not in purged
            for day in (*life.days, *life.late)
        }
        shut = [days for days, _worlds in closed]
        now = {
            (who, day)
            for who, life in live.get(name, {}).items()
            for day in life.days
            if any(day in days for days in shut)
        }
        came = {who for who, _day in now - was} - {who for who, _day in was & now}
        gone = {who for who, _day in was - now} - {who for who, _day in was & now}
        if came or gone:
            found[name] = len(came), len(gone)
    return found


def _first_open(shut: list[Days], until: Days) -> date | None:
    """Return the first day of the report that no earlier one has closed."""
    day = until.first
    while any(day in days for days in shut):
        day = max(days.after for days in shut if day in days)
    return day if day in until else None


def cut(worlds: Worlds, days: Days, shut: Iterable[Days]) -> Worlds:
    """Return what a report of these days closes: all that lies in them and not in ``shut``."""
    shut = tuple(shut)
    result: Worlds = {}
    for name, world in worlds.items():
        for who, life in world.items():
            kept = {
                day: pairs
                for day, pairs in life.days.items()
                if day in days and not any(day in each for each in shut)
            }
            if kept:
                result.setdefault(name, {})[who] = Life(dict(life.lasting), kept, set(life.late))
    return result


def to_text(worlds: Worlds) -> str:
    """Write worlds as canonical JSON."""
    body = {
        name: {
            who: [
                life.lasting,
                {day.isoformat(): sorted(map(list, life.days[day])) for day in sorted(life.days)},
                [day.isoformat() for day in sorted(life.late)],
            ]
            for who, life in sorted(world.items())
        }
        for name, world in sorted(worlds.items())
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_text(text: str) -> Worlds:
    """Read worlds as :func:`to_text` writes them."""
    return {
        name: {
            who: Life(
                dict(lasting),
                {
                    date.fromisoformat(day): {(pair[0], pair[1]) for pair in pairs}
                    for day, pairs in days.items()
                },
                {date.fromisoformat(day) for day in late_days},
            )
            for who, (lasting, days, late_days) in world.items()
        }
        for name, world in json.loads(text).items()
    }
