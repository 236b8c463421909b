"""What the calendar asks, and what the journal keeps when it goes to the printer."""

import pytest

from kvinnobyran.domain.settings import RESERVATION_DAYS
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.calendar_paper import note_calendar_printed
from kvinnobyran.flows.office import change_setting
from kvinnobyran.store.calendar import calendar
from tests.flows.housing_kit import Housing


def test_it_is_asked_for_everything_and_offers_the_open_cases_by_their_codes(office):
    house = Housing(office)
    her = house.living(house.a, house.day(90))
    found = calendar(office.database, house.today)
    assert [each.code for each in found.apartments] == ["Lägenhet A", "Lägenhet B"]
    assert [each.id for each in found.stays] == [her.id]
    assert [each.id for each in found.cases] == [her.case_id]
    assert found.runs_out == house.day(7)
    change_setting(office.work, RESERVATION_DAYS, "14")
    assert calendar(office.database, house.today).runs_out == house.day(14)
    change_setting(office.work, RESERVATION_DAYS, "")
    assert calendar(office.database, house.today).runs_out == house.day(7)


def test_D8_nothing_is_printed_without_a_purpose_and_a_recipient(office):
    days = office.work.today, office.work.today
    with pytest.raises(Refused) as refused:
        note_calendar_printed(office.work, *days, purpose=" ", recipient="")
    assert [fault.field for fault in refused.value.faults] == ["purpose", "recipient"]
    note_calendar_printed(office.work, *days, purpose="Prov", recipient="Vi")
    assert office.database.wire.rows("SELECT count(*) FROM journal WHERE kind = 'export'") == [(1,)]
