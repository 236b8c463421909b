"""The report of this flow, from the telephone call to the last session.

All tables are counted from the same rows, read once. For the office itself they are exact;
for somebody outside there are fewer and coarser ones (:mod:`release.outside`), and they pass
disclosure control.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kvinnobyran.domain.publication import Publication
from kvinnobyran.statistics import (
    authority_tables,
    case_tables,
    contacts,
    intake,
    makers,
    meetings,
    purged,
    reading,
    rows,
    violence,
    women,
)
from kvinnobyran.statistics.goals import goal_lines
from kvinnobyran.statistics.period import Period, PeriodUnreadable
from kvinnobyran.statistics.release import keeping, release
from kvinnobyran.statistics.tables import (
    Audience,
    BasePart,
    Earlier,
    Passage,
    Report,
    Table,
    printed,
)
from kvinnobyran.statistics.unique import unique_women
from kvinnobyran.store import publications
from kvinnobyran.store.reader import Reader

HIGHLIGHTS: Final = (
    BasePart("förfrågningar", contacts.INQUIRIES, {}),
    BasePart("bedömningssamtal genomförda", meetings.CALLS, {"call_state": "held"}),
    BasePart("kvinnor med stöd", women.WOMEN, women.SUPPORTED),
    BasePart("samtal genomförda", meetings.SESSIONS, {}),
)
"""What "Perioden i korthet" shows."""


def build_report(
    reader: Reader, period: Period, *, audience: Audience = Audience.INTERNAL, made_on: date
) -> Report:
    """Count one period for one audience.

    For somebody outside it is protected over everything that has been fixed before, and not
    yet fixed itself: that is ``flows.publishing``. Raises
    :class:`~kvinnobyran.statistics.release.release.UnsafeReport` when it cannot be made
    without giving somebody away.
    """
    if audience is Audience.EXTERNAL:
        past = keeping.past(reader)
        return release.make(release.read(reader, period, made_on=made_on, past=past)).report
    tables = (*_exact(reader, period), *intake.over_time(reader, period))
    before = _before(reader, period, made_on)
    known = publications.of_period(reader, period.first, period.last)
    return Report(
        period=period,
        audience=Audience.INTERNAL,
        tables=tables,
        made_on=made_on,
        highlights=HIGHLIGHTS,
        texts=passages(known),
        goals=goal_lines(publications.indicators(reader, (period.last.year,)), tables, before),
        before=before,
        definitions=release.DEFINITIONS,
    )


def _exact(reader: Reader, period: Period) -> tuple[Table, ...]:
    return tuple(purged.with_purged(reader, period, living(reader, period)))


def living(reader: Reader, period: Period) -> tuple[Table, ...]:
    """Return the exact tables of what is in the register, without those who have been purged."""
    return (*_for_the_office(reading.read(reader, period)), *makers.made(reader, period))


def _before(reader: Reader, period: Period, made_on: date) -> Earlier | None:
    """Return the exact figures of the period before."""
    try:
        earlier = period.previous
    except PeriodUnreadable:
        return None
    return printed(
        Report(
            period=earlier,
            audience=Audience.INTERNAL,
            tables=_exact(reader, earlier),
            made_on=made_on,
        )
    )


def passages(publication: Publication | None) -> tuple[Passage, ...]:
    """Return the texts that were written for a report (domain.md R9)."""
    if publication is None:
        return ()
    texts = (("Lärdomar", publication.lessons), ("Trender", publication.trends))
    return tuple(Passage(heading, text.strip()) for heading, text in texts if text.strip())


def _for_the_office(material: rows.Material) -> Iterator[Table]:
    """Yield every table there is, in full detail."""
    found = unique_women(material)
    yield contacts.inquiries(material.inquiries)
    yield contacts.callers(material.inquiries)
    yield contacts.refusals(material.inquiries)
    yield contacts.stated_violence(material.inquiries)
    yield meetings.assessment_calls(material.calls)
    yield meetings.assessment_outcomes(material.calls)
    yield women.after_assessment(found)
    yield women.without_support(found)
    yield women.women(found)
    yield women.newness(found)
    yield women.by_kind(found)
    yield meetings.sessions_held(material.sessions)
    yield meetings.session_minutes(material.sessions)
    yield meetings.sessions_per_woman(material.sessions, frozenset(material.women))
    yield meetings.session_attendance(material.sessions)
    yield violence.assessment(found)
    yield violence.forms(found)
    yield violence.dominant(found)
    yield violence.perpetrators(found)
    yield women.ages(found)
    yield women.homes(found)
    yield women.children(found)
    yield meetings.concern_checks(material.calls, material.sessions)
    yield meetings.concern_reports(material.concerns, material.period.last)
    yield authority_tables.contacts(material.authorities)
    yield authority_tables.women(material.authorities)
    yield case_tables.opened(material.cases, material.period)
    yield case_tables.closed(material.cases, material.period)
    yield case_tables.open_at_the_end(material.cases, material.period)
    yield intake.housing(material.intakes, material.period)
