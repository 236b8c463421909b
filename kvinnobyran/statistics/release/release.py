"""A report for somebody outside, from the rows to what can be fixed.

Counting and protecting are two steps: reading needs the database and is quick, protecting
needs nothing but what was read and can take its time away from the window.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.indicator import Indicator
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.statistics import makers
from kvinnobyran.statistics.goals import goal_lines
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import lives, outside
from kvinnobyran.statistics.release.lives import Days, Worlds
from kvinnobyran.statistics.release.protecting import (
    Issue,
    Protected,
    Setting,
    holds,
    protect,
)
from kvinnobyran.statistics.tables import Audience, BasePart, Earlier, Passage, Report, Table
from kvinnobyran.statistics.withholding import for_audience
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.retention import forgotten

DEFINITIONS: Final = "2026-1"
"""The version of the definitions; printed, and kept with every fixed report."""
ELSEWHERE: Final = frozenset({"lesson_pupils", "lesson_answers", "outreach_participants"})
"""What counts people whom no register knows: pupils and guests."""


class UnsafeReport(Trouble):
    """The verifier did not accept the report: it is not printed."""

    sentence = "Rapporten kan inte lämnas ut: någon skulle kunna kännas igen i siffrorna."
    way_on = "Välj en längre period, eller använd rapporten internt."


@dataclass(frozen=True, slots=True)
class Past:
    """What has been fixed before: the proofs, and the registers that were closed."""

    issues: tuple[Issue, ...] = ()
    closed: tuple[tuple[Days, Worlds], ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a report is made from; nothing of it needs the database any more."""

    period: Period
    made_on: date
    tables: tuple[Table, ...]
    worlds: Worlds
    past: Past
    late: dict[str, tuple[int, int]]
    texts: tuple[Passage, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    before: Earlier | None = None

    @property
    def days(self) -> Days:
        """The days of the report."""
        return Days(self.period.first, self.period.after)


@dataclass(frozen=True, slots=True)
class Release:
    """A protected report, with its proofs and the register that it closes.

    ``after`` says after how many fixed reports it was proven.
    """

    report: Report
    issue: Issue
    closes: Worlds
    late: dict[str, tuple[int, int]]
    after: int = 0
    threshold: int = 5


def read(reader: Reader, period: Period, *, made_on: date, past: Past) -> Material:
    """Read what a report for somebody outside is made from."""
    tables = lives.outside_form(_tables(reader, period))
    live = lives.lives_of(tables)
    for days, _worlds in past.closed:
        for first, after in (
            (days.first, min(days.after, period.first)),
            (max(days.first, period.after), days.after),
        ):
            if first < after:
                before = Period.of_days(first, after - timedelta(days=1))
                _join(live, lives.lives_of(lives.outside_form(_tables(reader, before))))
    days = Days(period.first, period.after)
    return Material(
        period=period,
        made_on=made_on,
        tables=tuple(replace(table, heads=table.heads and lives.MARK) for table in tables),
        worlds=lives.merged(past.closed, live, days),
        past=past,
        late=lives.late(past.closed, live, purged=forgotten(reader)),
    )


def make(material: Material, setting: Setting = Setting()) -> Release:  # noqa: B008 - cannot be changed
    """Protect what was read, and let the verifier have the last word.

    Raises :class:`UnsafeReport`, and Cancelled when whoever waited does not wait any more.
    """
    days, earlier = material.days, material.past.issues
    found = protect(material.tables, material.worlds, days, earlier, setting)
    if not holds(found, material.worlds, days, earlier, setting.threshold):
        raise UnsafeReport
    report = Report(
        period=material.period,
        audience=Audience.EXTERNAL,
        tables=tuple(replace(table, heads=()) for table in _few_elsewhere(material, found.tables)),
        made_on=material.made_on,
        highlights=_highlights(found),
        texts=material.texts,
        goals=goal_lines(material.indicators, found.tables, material.before),
        before=material.before,
        definitions=DEFINITIONS,
    )
    return Release(
        report=report,
        issue=Issue(days, found.proofs),
        closes=lives.cut(material.worlds, days, [shut for shut, _ in material.past.closed]),
        late=material.late,
        after=len(earlier),
        threshold=setting.threshold,
    )


def _few_elsewhere(material: Material, tables: Sequence[Table]) -> Iterator[Table]:
    """Withhold few pupils and few guests by the plain rule.

    They are people, but in no register: what is known of them is a number, so nothing joins
    one report's with another's. Raises :class:`UnsafeReport`.
    """
    chosen = tuple(replace(table, persons=True) for table in tables if table.counts in ELSEWHERE)
    plain = Report(
        period=material.period,
        audience=Audience.INTERNAL,
        tables=chosen,
        made_on=material.made_on,
    )
    masked = {table.id: table for table in for_audience(plain, Audience.EXTERNAL).tables}
    yield from (masked.get(table.id, table) for table in tables)


def _tables(reader: Reader, period: Period) -> Sequence[Table]:
    return [
        *outside.tables(reader, period),
        *(table for table in makers.made(reader, period) if _goes_out(table)),
    ]


def _goes_out(table: Table) -> bool:
    """Tell whether a room's table can go out: it says so, and it can be protected."""
    return table.outside and (bool(table.heads) or not table.persons or bool(table.guard))


def _join(worlds: Worlds, more: Worlds) -> None:
    for name, world in more.items():
        for who, life in world.items():
            worlds.setdefault(name, {}).setdefault(who, lives.Life()).join(life)


def _highlights(found: Protected) -> tuple[BasePart, ...]:
    known = {table.id for table in found.tables}
    return tuple(part for part in outside.HIGHLIGHTS if part.table in known)
