"""A case is worked through on its page: the next step, the sheets, the drafts, the way back."""

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentOutcome, AssessmentState
from kvinnobyran.domain.case import REOPEN_DAYS, Case, CaseState, CloseReason
from kvinnobyran.domain.concern import ConcernCheck, ReportState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState, Need, Purpose
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import NoteState
from kvinnobyran.domain.person import ContactWay, Person
from kvinnobyran.domain.relation import Relation
from kvinnobyran.domain.session import SessionAttendance
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.flows import people
from kvinnobyran.flows.cases import close_case, pause_case
from kvinnobyran.flows.drafts import drafts_of
from kvinnobyran.flows.interventions import save_intervention
from kvinnobyran.flows.kin import add_around
from kvinnobyran.store import cases as stored
from kvinnobyran.ui.case.page import CasePage
from kvinnobyran.ui.case.parts import SHEETS
from kvinnobyran.ui.case.tabs import TABS
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.window.commands import COMMANDS


def enter(page, **values):
    """Enter values in the open sheet as a person would, and save with Ctrl+Enter's button."""
    for name, value in values.items():
        page._sheet.form.editor(name).set_value(value)
        page._sheet.form.editor(name).edited.emit()
    page._sheet.save()


def next_step(page):
    QTest.keyClick(page._next, Qt.Key.Key_Return)


def shown(page):
    return page._sheet is not None


def told(page):
    return [line.fault.field for box in page._sheet.form._boxes.values() for line in box.lines]


def button(page, text):
    QApplication.processEvents()  # what was just laid out is shown by the loop
    return next(
        each for each in page.findChildren(Button) if each.text() == text and each.isVisible()
    )


def assess(page, **more):
    next_step(page)
    enter(page, booked_for=dt.date(2027, 2, 9), booked_at=dt.time(13, 30))
    next_step(page)
    values = {
        "asked": Answer.YES,
        "forms": frozenset({ViolenceForm.LATENT, ViolenceForm.SEXUAL}),
        "children_at_home": 0,
        "outcome": AssessmentOutcome.SUPPORT_OFFERED,
    }
    enter(page, **{**values, **more})


def test_the_next_step_leads_from_booking_to_a_signed_note(page, rig, case):
    assert page._next.text() == "Boka bedömningssamtal"
    assess(page)
    assert page._next.text() == "Erbjud en insats"
    next_step(page)
    enter(
        page,
        state=InterventionState.ONGOING,
        started_on=rig.desk.today,
        purposes=frozenset({Purpose.PROCESSING}),
        needs=(Need.SAFETY, Need.CHILDREN),
    )
    assert page._next.text() == "Nytt samtal"
    next_step(page)
    enter(page, attendance=SessionAttendance.HELD, minutes=45)
    assert [each.attendance for each in stored.sessions(rig.database, case.id)] == [
        SessionAttendance.HELD
    ]
    page.new_note()
    enter(page, text="Påhittad anteckning")
    (note,) = stored.notes(rig.database, case.id)
    assert (note.state, note.signed_by) == (NoteState.SIGNED, "Greta")
    assert rig.went.toasts[-1] == ("Signerad", True)
    assert drafts_of(rig.database, "Greta") == []


def test_all_faults_stand_beside_their_fields_and_nothing_is_lost(page, rig, case):
    next_step(page)
    enter(page, booked_for=dt.date(2027, 2, 9))
    next_step(page)
    enter(page, asked=Answer.YES, children_at_home=2, reasoning="Påhittad motivering")
    assert told(page) == ["forms", "concern_check", "outcome"]
    assert page._sheet.form.editor("reasoning").value() == "Påhittad motivering"
    enter(
        page,
        forms=frozenset({ViolenceForm.LATENT}),
        concern_check=ConcernCheck.REPORTED,
        outcome=AssessmentOutcome.SUPPORT_OFFERED,
    )
    assert not shown(page)
    assert page._next.text() == "Avgör oron"
    next_step(page)
    enter(
        page,
        state=ReportState.REPORTED,
        reported_on=rig.desk.today,
        reported_to="Påhittade nämnden",
    )
    assert stored.concern_reports(rig.database, case.id)[0].state is ReportState.REPORTED


def test_closing_asks_for_a_reason_in_place(page, rig, case):
    assess(page)
    page.open_sheet("intervention")
    enter(
        page,
        state=InterventionState.ONGOING,
        started_on=rig.desk.today,
        purposes=frozenset({Purpose.PROCESSING}),
    )
    button(page, "Avsluta ärendet").click()
    enter(page, close_reason=CloseReason.GOALS_REACHED)
    assert told(page) == ["interventions"]
    line = page._sheet.form._boxes["interventions"].lines[0]
    QTest.keyClicks(line.reason, "Hon vill det")
    page._sheet.save()
    assert rig.database.get(Case, case.id).state is CaseState.CLOSED
    assert page._next.text() == "Nytt ärende"
    next_step(page)
    newest = stored.latest_case_of(rig.database, case.person_id)
    assert rig.went.way[-1] == ("case", newest.id)
    assert newest.earlier_case_id == case.id


def test_what_is_put_aside_comes_back_with_the_cursor(page, rig, case, qtbot):
    page.new_note()
    editor = page._sheet.form.editor("text")
    QTest.keyClicks(editor, "Half a thought")
    editor.set_caret(5)
    record = page._sheet.record
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not shown(page)
    assert [draft.record for draft in drafts_of(rig.database, "Greta")] == [record]
    again = CasePage(rig.desk, rig.went, case.id)
    qtbot.addWidget(again)
    again.restore({"tab": "notes", "sheet": {"kind": "journal_note", "record": record}})
    again.refresh()
    assert again.tab == "notes"
    came_back = again._sheet.form.editor("text")
    assert came_back.value() == "Half a thought"
    assert came_back.caret() == 5
    enter(again)
    assert [note.id for note in stored.notes(rig.database, case.id)] == [record]


def test_what_was_changed_meanwhile_is_said_and_then_decided(page, rig, case):
    page.open_sheet("person")
    person = page.room.dossier.person
    people.save_person(rig.work, replace(person, language="Påhittiska"))
    enter(page, alias="Nytt alias")
    assert "har ändrats" in page._sheet.notice.text()
    assert page._sheet.form.editor("alias").value() == "Nytt alias"
    page._sheet.save()
    assert rig.database.get(Person, person.id).alias == "Nytt alias"


def test_a_draft_opened_from_idag_finds_its_sheet(page, rig, case, qtbot):
    page.open_sheet("contact_way")
    QTest.keyClicks(page._sheet.form.editor("value"), "070")
    record = page._sheet.record
    page._sheet.put_aside()
    again = CasePage(rig.desk, rig.went, case.id)
    qtbot.addWidget(again)
    again.open_record(record)
    again.refresh()
    assert again.state()["sheet"] == {"kind": "contact_way", "record": record}
    assert again._sheet.form.editor("value").value() == "070"


def test_every_new_sheet_finds_its_draft_again(page, rig, case):
    assess(page)
    page.open_sheet("intervention")
    enter(
        page,
        state=InterventionState.ONGOING,
        started_on=rig.desk.today,
        purposes=frozenset({Purpose.PROCESSING}),
    )
    for kind in SHEETS:
        page.open_sheet(kind)
        # What is always about a record that is there already is tried with each of them.
        records = (each.id for each in page.room.dossier)
        while page._sheet is None and (record := next(records, "")):
            page.open_sheet(kind, record)
        if page._sheet is None:
            continue
        state = page.state()["sheet"]
        assert state["kind"] in SHEETS
        page._leave()
        page.restore({"sheet": state})
        assert page.state()["sheet"] == state
        page._leave()


def test_her_name_is_hidden_until_asked_for(page):
    words = page.details.words
    assert not words.isVisible()
    QTest.keyClick(button(page, "Visa uppgifter"), Qt.Key.Key_Space)
    assert "Påhittade Snö" in words.text()
    page.details.hide_details()
    assert words.text() == ""
    assert "Snö" not in page.heading.title.text()


def test_s2_the_safety_is_said_in_words_and_the_gate_asks(page, rig, case):
    assert "Endast sms" in page.safety.text()
    page.show_tab("contacts")
    (way,) = page.room.dossier.of(ContactWay)
    page.open_sheet("contact_use", way.id)
    page._sheet.save()
    assert told(page) == ["value"]


def test_rebooking_missing_and_cancelling(page, rig, case):
    next_step(page)
    enter(page, booked_for=dt.date(2027, 2, 16))
    page.show_tab("assessment")
    button(page, "Boka om").click()
    enter(page, booked_for=dt.date(2027, 2, 9))
    button(page, "Hon uteblev").click()
    states = [call.state for call in stored.assessment_calls(rig.database, case.id)]
    assert states == [AssessmentState.MISSED, AssessmentState.REBOOKED]
    assert rig.database.get(AssessmentCall, page.room.dossier.of(AssessmentCall)[0].id) is not None


def test_every_tab_shows_and_names_everything(page, rig, case):
    assess(page)
    for tab in TABS:
        page.show_tab(tab.key)
        assert page.tab == tab.key
        QApplication.processEvents()
        seen = [each for each in page.findChildren(Button) if each.isVisible()]
        assert seen
        assert all(each.accessibleName() for each in seen)


def test_the_row_of_tabs_is_seen_as_soon_as_the_case_is(page, qtbot):
    qtbot.waitUntil(lambda: page._tabs.bar.size() == page._tabs.bar.sizeHint())


def test_a_case_that_is_not_there_says_so(qtbot, rig):
    page = CasePage(rig.desk, rig.went, "0" * 32)
    qtbot.addWidget(page)
    page.refresh()
    assert page.heading.title.text() == "Ärendet finns inte"


def test_every_command_of_a_case_opens_its_sheet(page, rig, case):
    page.open_sheet("child_consent")
    assert page._sheet is None, "there is no child yet, and the page says so"
    assert "Lägg till barnet först" in rig.went.toasts[-1][0]
    child = Person(id=new_id(), alias="Påhittade Snöflinga")
    rig.desk.do(
        add_around, child, Relation(id=new_id(), person_id=case.person_id, other_id=child.id)
    )
    page.open_sheet("session")
    assert page._sheet is None
    assert page.why_not("session").startswith("Ingen insats pågår.")
    save_intervention(
        rig.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=COUNSELLING,
            offered_on=rig.desk.today,
            started_on=rig.desk.today,
            state=InterventionState.ONGOING,
            counsellor="Greta",
            purposes=frozenset({Purpose.PROCESSING}),
            urgent_motive="Påhittat",
        ),
    )
    page.refresh()
    assert page.why_not("session") == ""
    opened = []
    for command in COMMANDS:
        if command.sheet:
            getattr(page, command.page)(command.sheet)
            opened.append(page._sheet.kind)
    assert opened == [command.sheet for command in COMMANDS if command.sheet]
    assert "risk_assessment" in opened


def test_no_key_is_dead_while_the_case_is_read(qtbot, rig, case):
    page = CasePage(rig.desk, rig.went, case.id)
    qtbot.addWidget(page)
    assert page.room.dossier is None
    assert [page.why_not(command.sheet or command.page) for command in COMMANDS] == [""] * len(
        COMMANDS
    )


def test_what_is_done_with_a_case_as_a_whole_says_why_it_cannot_be_done_now(page, rig, case):
    deeds = ("pausing", "closing", "resume_case", "reopen_case", "open_new_case")

    def reasons():
        page.refresh()
        return {deed: page.why_not(deed) for deed in deeds if page.why_not(deed)}

    opened = {
        "pausing": "Ett ärende kan vila när det har kommit igång.",
        "resume_case": "Ärendet vilar inte.",
        "reopen_case": "Ärendet är inte avslutat.",
        "open_new_case": "Hon har ett öppet ärende. Fortsätt i det.",
    }
    assert reasons() == opened
    going_on = replace(case, state=CaseState.ONGOING)
    with rig.work.step("Prov") as tx:
        tx.update(going_on)
    assert set(reasons()) == set(opened) - {"pausing"}
    pause_case(rig.work, going_on, rig.desk.today)
    assert reasons()["pausing"] == "Ärendet vilar redan."
    assert "resume_case" not in reasons()
    page.resume_case()
    assert rig.database.get(Case, case.id).state is CaseState.ONGOING
    close_case(
        rig.work,
        rig.database.get(Case, case.id),
        closed_on=rig.desk.today,
        reason=CloseReason.MOVED,
    )
    assert set(reasons()) == {"pausing", "closing", "resume_case"}
    rig.clock.on(days=REOPEN_DAYS + 1)
    assert "mer än 30 dagar sedan" in reasons()["reopen_case"]
    page.open_new_case()
    assert rig.went.way[-1][0] == "case"
    assert reasons()["open_new_case"] == opened["open_new_case"]
    page.open_relation()
    assert rig.went.way[-1] == ("timeline", case.id)
