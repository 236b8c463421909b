"""Scenario 1 of scenarios.md by keyboard alone: anonymous, from a hidden number, 25 minutes."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from kvinnobyran.domain.inquiry import (
    Caller,
    Channel,
    Danger,
    Inquiry,
    InquiryOutcome,
    InquiryState,
    Sought,
)
from kvinnobyran.domain.person import Identity
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import Audience
from tests.ui import rig

STORY = "Ringer från dolt nummer. Vill ha råd om vårdnaden. Han styr över pengarna."


class Hand:
    """Counts the presses that are not text."""

    def __init__(self):
        self.presses = 0

    def key(self, key, modifiers=rig.NONE):
        self.presses += 1
        rig.key(key, modifiers)

    def press(self, letter):
        self.presses += 1
        rig.keys(letter)

    def text(self, text):
        rig.keys(text)


@pytest.fixture
def hand():
    return Hand()


def call(office, hand):
    hand.text(STORY)
    office.clock.on(minutes=24, seconds=30)
    hand.key(Qt.Key.Key_F6)
    hand.press("1")
    hand.press("n")
    hand.press("2")
    hand.text("30")
    hand.press("8")
    hand.key(Qt.Key.Key_Return)
    hand.press("2")
    hand.press("1")
    hand.press("6")
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hand.press("3")


def test_the_whole_call_takes_eleven_presses_besides_text_and_keeps_no_person(page, office, hand):
    call(office, hand)

    (saved,) = office.database.all(Inquiry, "SELECT * FROM inquiry")
    assert saved.received_on == dt.date(2027, 2, 9)
    assert saved.received_at == dt.time(10, 15)
    assert saved.channel is Channel.PHONE
    assert saved.caller is Caller.HERSELF
    assert saved.danger is Danger.NO
    assert saved.children == 2
    assert saved.approximate_age == 30
    assert saved.sought == {Sought.INFORMATION}
    assert saved.violence_stated == {ViolenceForm.PSYCHOLOGICAL, ViolenceForm.ECONOMIC}
    assert saved.outcome is InquiryOutcome.ADVICE_GIVEN
    assert saved.minutes == 25
    assert saved.note == STORY
    assert saved.state is InquiryState.CLOSED
    assert saved.identity is Identity.ANONYMOUS
    assert saved.person_id is None
    assert office.database.value("SELECT count(*) FROM person") == 0
    assert office.database.value("SELECT count(*) FROM support_case") == 0
    # The twelfth is Ctrl+N, which opens the page.
    assert hand.presses <= 11
    assert office.went.way == [("back", "")]
    assert office.went.toasts == [("Kontakten är sparad som statistik.", True)]
    assert office.database.value("SELECT count(*) FROM draft") == 0


def test_the_half_year_counts_one_inquiry_and_no_woman(page, office, hand):
    from kvinnobyran.statistics.counting import build_report

    call(office, hand)

    report = build_report(
        office.database,
        Period.parse("2027-H1"),
        audience=Audience.INTERNAL,
        made_on=dt.date(2027, 7, 1),
    )
    counted = {table.id: table for table in report.tables}
    inquiries = [table for table in counted.values() if table.counts == "inquiries"]
    assert inquiries
    assert any(table.total.value == 1 for table in inquiries)
    women = [table for table in counted.values() if table.counts == "women"]
    assert women
    assert all(table.total.value == 0 for table in women)
