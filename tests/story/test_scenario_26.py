"""Scenario 26: a concern report against the mother's will, from the talk to the day it is shown.

A child tells of fresh violence. The talk and its note cannot be closed without the concern
check; the report is made the same day, the guardian is not informed for reasons of safety;
day 14 asks for the answer; and her own file shows nothing of it until one of us releases it.
"""

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.concern import ConcernAnswer, ConcernCheck, GuardianInformed, ReportState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.note import JournalNote, NoteState
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import interventions, notes, sessions
from kvinnobyran.flows.access_log import end_words, hold_against_chain
from kvinnobyran.flows.concerns import FEEDBACK
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.store import cases as stored
from kvinnobyran.store.access_log import log_lines
from kvinnobyran.store.today import needs_attention
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.case.reading import Passage
from kvinnobyran.ui.case.safety.children import ChildEntry
from kvinnobyran.ui.case.safety.concern import _detail
from kvinnobyran.ui.case.safety.own_view import TITLE
from kvinnobyran.ui.kit import style
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.kit.style import Theme
from tests.ui.rig import ZONE, Rig

DAY = dt.date(2027, 3, 8)


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime.combine(DAY, dt.time(14), ZONE))
    yield rig
    rig.close()


@pytest.fixture
def case(rig):
    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Ros")
    inquiry = Inquiry(
        id=new_id(),
        received_on=DAY,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    return open_case(rig.work, inquiry, person)[1]


@pytest.fixture
def talk(rig, case):
    """A talk today in which her son takes part."""
    support = interventions.save_intervention(
        rig.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=COUNSELLING,
            offered_on=DAY,
            started_on=DAY,
            state=InterventionState.ONGOING,
            urgent_motive="Påhittat",
        ),
        reasons={"purposes": "Påhittat"},
    )
    return sessions.save_session(
        rig.work,
        CounsellingSession(
            id=new_id(),
            intervention_id=support.id,
            held_on=DAY,
            attendance=SessionAttendance.PLANNED,
            children_involved=True,
        ),
    )


@pytest.fixture
def page(qapp, qtbot, rig, case, talk):
    style.apply(qapp, Theme.LIGHT, 100)
    page = CasePage(rig.desk, rig.went, case.id)
    qtbot.addWidget(page)
    page.resize(1130, 900)
    page.show()
    rig.desk.changed.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.refresh()
    return page


def enter(page, **values):
    """Fill in the sheet that is open, save it, and return what it said against it."""
    form = page._sheet.form
    for name, value in values.items():
        form.editor(name).set_value(value)
        form.editor(name).edited.emit()
    page._sheet.save()
    if page._sheet is None:
        return []
    return [line.fault.field for box in form._boxes.values() for line in box.lines]


def press(page, text):
    """Press a button that is seen."""
    QApplication.processEvents()
    seen = (each for each in page.findChildren(Button) if each.isVisible())
    next(each for each in seen if each.text() == text).click()


def own_file(page):
    """Return what a counsellor sees when she opens the woman's own file for her."""
    page.show_tab("overview")
    QApplication.processEvents()
    cards = (each for each in page.findChildren(Card) if each.isVisible())
    card = next(each for each in cards if each.accessibleName() == TITLE)
    card.findChild(Button).click()
    (passage,) = (each for each in card.findChildren(Passage) if not each.isHidden())
    words = passage.accessibleName()
    card.findChild(Button).click()
    return words


def asked(rig, case):
    """Return the open tasks about the concern."""
    return [t for t in stored.open_tasks(rig.database, case.id) if t.rule == "domain.md T8"]


def test_scenario_26_a_report_against_the_mothers_will(page, rig, case, talk):
    before = own_file(page)
    note = JournalNote(
        id=new_id(), case_id=case.id, session_id=talk.id, written_on=DAY, text="Påhittad anteckning"
    )
    # The note of the talk cannot be closed before the concern check, nor can the talk.
    with pytest.raises(Refused) as error:
        notes.sign_note(rig.work, note)
    assert [fault.source for fault in error.value.faults] == ["domain.md T8"]
    page.open_record(talk.id)
    assert enter(page, attendance=SessionAttendance.HELD, minutes=45) == ["concern_check"]
    assert enter(page, concern_check=ConcernCheck.REPORTED) == []
    assert notes.sign_note(rig.work, note).state is NoteState.SIGNED
    # The report is open the same day: in the header, on Idag, and as a task for today.
    (report,) = stored.concern_reports(rig.database, case.id)
    assert (report.arose_on, report.state) == (DAY, ReportState.NOTED)
    assert [task.due_on for task in asked(rig, case)] == [DAY]
    assert "concern_report" in {row.table for row in needs_attention(rig.database, DAY)}
    page.refresh()
    assert page._next.text() == "Avgör oron"
    page._next.click()
    assert (
        enter(
            page,
            state=ReportState.REPORTED,
            children=(ChildEntry(id=new_id(), label="sonen"),),
            reported_to="Påhittade nämnden",
            guardian_informed=GuardianInformed.NO_FOR_SAFETY,
        )
        == []
    )
    (report,) = stored.concern_reports(rig.database, case.id)
    assert (report.reported_on, report.reported_by) == (DAY, "Greta")
    assert "Anmäld av Greta." in _detail(report, page.room.dossier)
    # Day 14 asks for the answer.
    assert [(t.what, t.due_on) for t in asked(rig, case)] == [
        (FEEDBACK, DAY + dt.timedelta(days=14))
    ]
    # Her own file says no more than that there was a talk.
    hidden = own_file(page)
    for word in ("Oro", "oro", "nmäl", "Anteckning"):
        assert word not in hidden
    assert hidden.count("\n") == before.count("\n")
    # The answer comes; one day it is safe, which is said with a reason, and then it is shown.
    rig.clock.on(days=14)
    page.open_record(report.id)
    assert enter(page, state=ReportState.ANSWERED, answer=ConcernAnswer.OPENED) == []
    assert asked(rig, case) == []
    assert "Oro" not in own_file(page)
    page.show_tab("assessment")
    press(page, "Visa för henne …")
    assert enter(page) == ["released_on"]
    (line,) = page._sheet.form._boxes["released_on"].lines
    line.reason.set_value("Hon har flyttat och vet om det")
    page._sheet.save()
    shown = own_file(page)
    assert "Oro för barn" in shown
    assert "Anteckning" in shown
    # Released by a slip, it is hidden again.
    page.show_tab("assessment")
    press(page, "Dölj för henne")
    assert "Oro" not in own_file(page)
    # D7: the chain tells every step of it, and the log names nobody.
    first, last = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2020, 2040))
    assert not any("Oro" in line.words for line in log_lines(rig.database, first, last))
    assert hold_against_chain(rig.database, end_words(rig.database.audit_head())).whole
