"""The life of a report for somebody outside, for the walk over all transitions."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.publication import COUNTS, Publication, PublicationState
from kvinnobyran.flows import publishing
from kvinnobyran.flows.work import Work
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release.lives import Days
from kvinnobyran.statistics.release.protecting import Issue
from kvinnobyran.statistics.release.release import Release
from kvinnobyran.statistics.tables import Audience, Report
from kvinnobyran.store import publications
from tests.flows.conftest import Office

S = PublicationState
SITTINGS = frozenset({(S.DRAFT, S.FIXED)})
"""The report command reviews and fixes in one go."""
_NUMBERS = count()


def a_publication(office: Office, _: Case, state: Any) -> Publication:
    day = date(2001, 1, 1) + timedelta(days=next(_NUMBERS))
    reviewed = state is not S.DRAFT
    made = empty(office.work, Period.of_days(day, day))
    found = Publication(
        id=new_id(),
        period=str(Period.of_days(day, day)),
        first_day=day,
        last_day=day,
        state=state,
        reviewed_by="Vera" if reviewed else "",
        reviewed_on=office.work.today if reviewed else None,
        number=made.after + 1 if state in COUNTS else 0,
        fixed_at=office.now if state in COUNTS else None,
    )
    return publishing.kept(found, made) if state in COUNTS else found


def empty(work: Work, period: Period) -> Release:
    """Return a report with nothing in it, proven after all that is fixed."""
    report = Report(period=period, audience=Audience.EXTERNAL, tables=(), made_on=work.today)
    return Release(
        report=report,
        issue=Issue(Days(period.first, period.after), {}),
        closes={},
        late={},
        after=len(publications.published(work.database)),
    )


def ways_of_publication(work: Work, record: Publication, to: Any) -> Iterator[Callable[[], object]]:
    period = Period.of_days(record.first_day, record.last_day)
    if to is S.DRAFT:
        yield partial(publishing.take_back, work, record.id)
    if to is S.REVIEW:
        yield partial(publishing.send_for_review, work, period)
    if to is S.FIXED:
        made = empty(work, period)
        yield partial(publishing.fix, work, record.id, made)
        yield partial(publishing.fix_by_command, work, period, made)
    if to is S.HANDED_OVER:
        yield partial(publishing.hand_over, work, record.id, to="Styrgruppen")
    if to is S.WITHDRAWN:
        yield partial(publishing.withdraw, work, record.id, reason="Prov.")
