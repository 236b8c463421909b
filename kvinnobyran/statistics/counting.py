"""The report of this flow, from the telephone call to the last session.

All tables are counted from the same rows, read once. For the office itself they are exact;
for somebody outside there are fewer and coarser ones (:mod:`release.outside`), and they pass
disclosure control.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kvinnobyran.statistics import (
    authority_tables,
    case_tables,
    contacts,
    makers,
    meetings,
    rows,
    violence,
    women,
)
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import keeping, release
from kvinnobyran.statistics.tables import Audience, BasePart, Report, Table
from kvinnobyran.statistics.unique import unique_women
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
    material = rows.read(reader, period)
    return Report(
        period=period,
        audience=Audience.INTERNAL,
        tables=(*_for_the_office(material), *makers.made(reader, period)),
        made_on=made_on,
        highlights=HIGHLIGHTS,
    )


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
    yield violence.forms(found, outside=False)
    yield violence.dominant(found)
    yield violence.perpetrators(found)
    yield women.ages(found, coarse=False)
    yield women.homes(found, coarse=False)
    yield women.children(found, coarse=False)
    yield meetings.concern_checks(material.calls, material.sessions)
    yield meetings.concern_reports(material.concerns, material.period.last)
    yield authority_tables.contacts(material.authorities)
    yield authority_tables.women(material.authorities)
    yield case_tables.opened(material.cases, material.period)
    yield case_tables.closed(material.cases, material.period)
    yield case_tables.open_at_the_end(material.cases, material.period)
