"""Anonymous inquiries in the round, and the forewarning of all that no case has (D1, D2)."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.inquiry import Inquiry, InquiryOutcome
from kvinnobyran.domain.purging import FOREWARNING, FileKind, RetentionState
from kvinnobyran.domain.retention import RetentionClass
from kvinnobyran.domain.task import TaskState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import forewarning, inquiries, purging
from kvinnobyran.flows.forewarning import KEPT_SO_LONG
from kvinnobyran.flows.upkeep import keep_up
from kvinnobyran.statistics import counting
from kvinnobyran.statistics import purged as purged_rows
from kvinnobyran.store import retention, tasks
from tests.flows.conftest import Office
from tests.flows.test_round import CANARY, MONTHS_24, closed, lines, propose, purged


def test_D1_anonymous_inquiries_have_a_clock_and_go_month_by_month(office: Office) -> None:
    def call(day: date, outcome: InquiryOutcome = InquiryOutcome.ADVICE_GIVEN) -> Inquiry:
        asked = replace(
            office.inquiry(), received_on=day, outcome=outcome, note=f"{CANARY}ringde från jobbet"
        )
        return inquiries.keep_as_statistics(office.work, asked)

    first = office.work.today.replace(day=1)
    one, two = call(first), call(office.work.today)
    waiting = call(office.work.today, InquiryOutcome.NOT_REACHED)
    hers = closed(office)
    office.later(35)
    later = call(office.work.today)
    periods = list(purged_rows.periods(first, office.work.today))

    def counted() -> list[Counter[tuple[str, str, str]]]:
        reader = office.database
        return [
            purged_rows.figures(
                each, purged_rows.with_purged(reader, each, counting.living(reader, each))
            )
            for each in periods
        ]

    before = counted()
    assert all(map(any, before))
    office.later(MONTHS_24 - 90)
    assert [each.of.kind for each in lines(office) if each.case is None] == [FileKind.INQUIRIES]
    office.later(60)
    line, later_line = (each for each in lines(office) if each.case is None)
    assert line.name == f"{first:%Y-%m}, 2 anonyma förfrågningar"
    assert later_line.name.endswith(", en anonym förfrågan")
    assert set(line.inquiries) == {one.id, two.id}, "somebody is to be called back"
    assert line.kept.of_class is RetentionClass.OWN_SUPPORT
    purging.decide(office.work, line.of, RetentionState.HELD, reason="En påhittad fråga")
    assert next(each for each in lines(office) if each.case is None).state is RetentionState.HELD
    purging.decide(office.work, line.of, RetentionState.RUNNING)

    assert purged(office, line.of) == [FileKind.INQUIRIES]
    left = {row[0] for row in office.database.wire.rows("SELECT id FROM inquiry")}
    assert {waiting.id, later.id} < left
    assert not left & {one.id, two.id}
    assert {each.record for each in retention.ledger(office.database)} == {one.id, two.id}
    assert office.database.wire.rows("SELECT count(*) FROM retention_decision") == [(0,)]
    assert counted() == before, "they are counted still"
    assert office.database.get(Case, hers.id)
    with pytest.raises(Refused):
        propose(office, line.of)


def test_D2_what_no_case_has_is_forewarned_of_too(office: Office) -> None:
    def waits() -> list[date]:
        found = tasks.of_cause(office.database, KEPT_SO_LONG, forewarning.ROUND)
        return [each.due_on for each in found if each.state is TaskState.OPEN]

    asked = replace(office.inquiry(), outcome=InquiryOutcome.ADVICE_GIVEN)
    inquiries.keep_as_statistics(office.work, asked)
    assert forewarning.look_ahead(office.work) == 0
    keep_up(office.work)
    assert waits() == []
    office.later(MONTHS_24 - FOREWARNING.days - 40)
    keep_up(office.work)
    (line,) = retention.without_case(office.database)
    assert line.kept.earliest is not None
    assert waits() == [line.kept.earliest - FOREWARNING]
    assert forewarning.look_ahead(office.work) == 0, "asked once"
    purging.decide(office.work, line.of, RetentionState.HELD, reason="En påhittad fråga")
    office.later(31)
    keep_up(office.work)
    assert waits() == [], "it is kept on purpose"
