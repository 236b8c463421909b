"""Violence, risk, safety plan and concern as they are written and read on the case page."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from kvinnobyran.domain.concern import (
    ConcernAnswer,
    ConcernCheck,
    GuardianInformed,
    ReportState,
)
from kvinnobyran.domain.contact_ban import ContactBan
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import JournalNote
from kvinnobyran.domain.perpetrator import NAME_SETTING, Perpetrator, PerpetratorName
from kvinnobyran.domain.risk import RiskAssessment, RiskLevel
from kvinnobyran.domain.safety_plan import SafetyPlan
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.violence import (
    ChildExposureKind,
    PoliceReport,
    ViolenceForm,
    ViolenceStatus,
    ViolenceSubtype,
)
from kvinnobyran.flows import interventions
from kvinnobyran.flows.concerns import FEEDBACK
from kvinnobyran.flows.notes import sign_note
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.risk import save_risk
from kvinnobyran.flows.safety_plans import save_safety_plan
from kvinnobyran.flows.sessions import save_session
from kvinnobyran.flows.violence import save_contact_ban, save_perpetrator
from kvinnobyran.store import cases as stored
from kvinnobyran.store import safety
from kvinnobyran.ui.case.safety import plan as plan_part
from kvinnobyran.ui.case.safety.children import ChildEntry, ChildrenEdit
from kvinnobyran.ui.case.safety.curve import Curve
from kvinnobyran.ui.case.safety.own_view import TITLE
from kvinnobyran.ui.case.safety.reading import Passage
from kvinnobyran.ui.case.safety.violence import ask_name
from kvinnobyran.ui.gate import printing
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Card, CardRow
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.kit.notice import Notice
from tests.ui.case.test_case_page import button, enter, shown, told


def card_of(page, title):
    page.show_tab("assessment")
    return newest_card(page, title)


def newest_card(page, title):
    """Return the card with this title: those before it are gone with the loop's next turn."""
    QApplication.processEvents()
    return next(
        card
        for card in page.findChildren(Card)
        if card.accessibleName() == title and card.isVisible()
    )


def words_in(widget):
    """Return everything that can be read in a widget."""
    said = [label.text() for label in widget.findChildren(Label) if not label.isHidden()]
    rows = [row.accessibleName() for row in widget.findChildren(CardRow)]
    notices = [notice.text() for notice in widget.findChildren(Notice) if not notice.isHidden()]
    return "\n".join(said + rows + notices)


def found(page, **more):
    page.open_sheet("violence_exposure")
    enter(
        page,
        **{
            "asked": Answer.YES,
            "forms": frozenset({ViolenceForm.PHYSICAL}),
            "status": ViolenceStatus.ONGOING,
            **more,
        },
    )


def answer(page, field, reason):
    """Give the reason that a warning asks for, and save."""
    (line,) = page._sheet.form._boxes[field].lines
    line.reason.set_value(reason)
    page._sheet.save()


def test_the_violence_is_shown_in_full_and_earlier_versions_by_what_changed(page, rig, case):
    found(page)
    rig.clock.on(days=30)
    found(
        page,
        subtypes=frozenset({ViolenceSubtype.STALKING}),
        children=(ChildEntry(id=new_id(), label="Nova", kind=ChildExposureKind.DIRECT),),
        reported_to_police=PoliceReport.NOT_WANTED,
    )
    assert not shown(page)
    assert [e.version for e in stored.exposures(rig.database, case.id)] == [2, 1]
    card = card_of(page, "Våldet")
    (newest,) = card.findChildren(Passage)
    assert "Version 2" in newest.accessibleName()
    assert "Ett barn: direkt utsatt" in newest.accessibleName()
    assert "Nova" not in newest.accessibleName()
    (first,) = card.rows
    assert first.line.detail == (
        "Ändrat sedan: Våldsformer: Psykiskt tillkom. Undertyper: Efterföljande/stalking tillkom."
        " Polisanmält: Ej frågat blev Vill inte anmäla."
    )
    QTest.keyClick(first, Qt.Key.Key_Return)
    opened = [p for p in card.findChildren(Passage) if p is not newest and not p.isHidden()]
    assert "Version 1" in opened[0].accessibleName()
    assert opened[0].hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert opened[0].isHidden()
    button(page, "Rätta den senaste").click()
    enter(page, reported_to_police=PoliceReport.YES)
    assert [e.version for e in stored.exposures(rig.database, case.id)] == [2, 1]


def test_children_are_added_by_keyboard_and_come_back_from_a_draft(qtbot, qapp):
    edit = ChildrenEdit(ChildExposureKind)
    edit.setAccessibleName("Barnens utsatthet")
    qtbot.addWidget(edit)
    edit.show()
    QTest.keyClick(edit.add, Qt.Key.Key_Return)
    (row,) = edit.rows
    assert not row.who.isVisible()
    QTest.keyClicks(row.label, "sonen")
    row.kind.set_value(ChildExposureKind.LIVED_IN)
    draft = edit.draft()
    edit.remove(row)
    assert edit.value() == ()
    edit.restore(draft)
    (entry,) = edit.value()
    assert (entry.label, entry.kind) == ("sonen", ChildExposureKind.LIVED_IN)
    assert edit.rows[0].label.accessibleName() == (
        "Barnens utsatthet, barn 1: vad hon kallar barnet"
    )


def test_two_views_of_the_risk_stand_beside_each_other_as_a_conversation(page, rig, case):
    page.open_sheet("risk_assessment")
    enter(page, her_own=RiskLevel.LOW, ours=RiskLevel.HIGH, measure="Påhittad åtgärd")
    card = card_of(page, "Riskbedömning")
    assert "Hon bedömer risken som låg, vi bedömer den som hög – prata om skillnaden." in (
        words_in(card)
    )
    assert "Påhittad åtgärd" in words_in(card)
    assert card.findChildren(Curve) == []
    rig.clock.on(days=20)
    page.open_sheet("risk_assessment")
    enter(page, her_own=RiskLevel.MEDIUM, ours=RiskLevel.MEDIUM)
    card = card_of(page, "Riskbedömning")
    (curve,) = card.findChildren(Curve)
    assert "2027-02-09: hennes egen låg, vår hög" in curve.accessibleName()
    assert "har gått från låg till medel" in words_in(card)


def test_the_plan_is_read_in_its_newest_version_and_printed_past_a_warning(
    page, rig, case, monkeypatch
):
    page.open_sheet("safety_plan")
    enter(page, safe_places="Hos grannen", code_word="kanelbulle")
    page.open_sheet("safety_plan")
    assert page._sheet.form.editor("safe_places").value() == "Hos grannen"
    enter(page, bag="Väskan")
    newest, first = safety.safety_plans(rig.database, case.id)
    assert (newest.version, newest.code_word, first.bag) == (2, "kanelbulle", "")
    assert "Version 1, Ändrat sedan: Papper och väska: ny text." in words_in(
        card_of(page, "Säkerhetsplan")
    )
    printed = []
    monkeypatch.setattr(printing, "print_pdf", lambda _window, pdf: printed.append(pdf))
    button(page, "Skriv ut …").click()
    enter(page)
    assert told(page) == ["paper"]
    assert printed == []
    answer(page, "paper", "Ligger hos grannen")
    assert not shown(page)
    assert printed[0].startswith(b"%PDF")
    assert rig.database.value("SELECT count(*) FROM journal WHERE kind = 'print'") == 1


def test_nothing_that_is_read_of_the_printed_plan_is_its_code_word(rig):
    plan = SafetyPlan(
        id=new_id(), case_id=new_id(), made_on=rig.desk.today, code_word="kanelbulle", bag="Väska"
    )
    assert "code_word" not in plan_part.PRINTED
    assert set(plan.parts) - set(plan_part.PRINTED) == {"code_word"}


def test_S6_the_name_is_asked_for_only_where_the_unit_stores_names(page, rig, case):
    page.open_sheet("perpetrator")
    enter(page, approximate_age=45)
    (him,) = safety.perpetrators(rig.database, case.id)
    assert him.called == "Utövare A"
    ask_name(page.room, him)
    assert not shown(page)
    assert "sparas inte" in rig.went.toasts[-1][0]
    change_setting(rig.work, NAME_SETTING, "1")
    ask_name(page.room, him)
    enter(page, name="Zebulon Påhittqvist")
    assert told(page) == ["reason"]
    enter(page, reason="Rättegången")
    assert not shown(page)
    assert "Zebulon" not in words_in(page)
    ask_name(page.room, him)
    assert page._sheet.form.editor("name").value() == "Zebulon Påhittqvist"


def test_S4_a_contact_ban_is_written_and_shown(page, rig, case):
    page.open_sheet("contact_ban")
    enter(page, until=dt.date(2028, 6, 1))
    assert told(page) == ["until"]
    enter(page, until=dt.date(2027, 9, 1))
    assert "Kontaktförbud, Gäller till och med dagen, 2027-09-01" in words_in(
        card_of(page, "Kontaktförbud")
    )
    assert {task.rule for task in stored.open_tasks(rig.database, case.id)} >= {"domain.md S4"}


# --- scenario 26: a concern report against the mother's will -----------------------------------


@pytest.fixture
def talk(rig, case):
    """A talk in which a child took part, not answered for yet."""
    intervention = interventions.save_intervention(
        rig.work,
        Intervention(
            id=new_id(),
            case_id=case.id,
            kind=COUNSELLING,
            offered_on=rig.desk.today,
            started_on=rig.desk.today,
            state=InterventionState.ONGOING,
            urgent_motive="Påhittat",
        ),
        reasons={"purposes": "Påhittat"},
    )
    return save_session(
        rig.work,
        CounsellingSession(
            id=new_id(),
            intervention_id=intervention.id,
            held_on=rig.desk.today,
            attendance=SessionAttendance.PLANNED,
            children_involved=True,
        ),
    )


def asked_by_t8(rig, case):
    """Return the open tasks about the concern."""
    return [t for t in stored.open_tasks(rig.database, case.id) if t.rule == "domain.md T8"]


def own_view_of(page):
    """Return what the counsellor would show her as her own file."""
    page.show_tab("overview")
    card = newest_card(page, TITLE)
    card.findChild(Button).click()
    (passage,) = [p for p in card.findChildren(Passage) if not p.isHidden()]
    said = passage.accessibleName()
    card.findChild(Button).click()
    return said


def test_scenario_26_a_report_is_made_the_same_day_and_hidden_from_the_mother(
    page, rig, case, talk
):
    # The child tells of fresh violence: neither the talk nor its note can be closed without
    # the concern check.
    note = JournalNote(
        id=new_id(),
        case_id=case.id,
        session_id=talk.id,
        written_on=rig.desk.today,
        text="Påhittad anteckning",
    )
    with pytest.raises(Refused) as error:
        sign_note(rig.work, note)
    assert [fault.field for fault in error.value.faults] == ["session_id"]
    held = replace(talk, attendance=SessionAttendance.HELD, minutes=45)
    with pytest.raises(Refused) as error:
        save_session(rig.work, held)
    assert [fault.source for fault in error.value.faults] == ["domain.md T8"]
    save_session(rig.work, replace(held, concern_check=ConcernCheck.REPORTED))
    sign_note(rig.work, note)
    page.refresh()
    # The report is opened the same day, and it is what comes next.
    (report,) = stored.concern_reports(rig.database, case.id)
    assert report.arose_on == rig.desk.today
    assert page._next.text() == "Avgör oron"
    page._next.click()
    enter(
        page,
        state=ReportState.REPORTED,
        children=(ChildEntry(id=new_id(), label="sonen"),),
        reported_on=rig.desk.today,
        reported_to="Påhittade nämnden",
        guardian_informed=GuardianInformed.NO_FOR_SAFETY,
    )
    assert not shown(page)
    assert "Syns inte för henne" in words_in(card_of(page, "Oro för barn"))
    # Day 14 asks for the answer.
    (task,) = asked_by_t8(rig, case)
    assert (task.what, task.due_on) == (FEEDBACK, rig.desk.today + dt.timedelta(days=14))
    # Her own file shows nothing of it: not the report, not the note of that day.
    assert "Samtal" in own_view_of(page) or "samtal" in own_view_of(page)
    for word in ("Oro", "oro", "Anmäl", "Anteckning"):
        assert word not in own_view_of(page)
    # The answer comes, and one day it is safe to show it.
    rig.clock.on(days=14)
    page.open_record(report.id)
    enter(
        page,
        state=ReportState.ANSWERED,
        answer=ConcernAnswer.OPENED,
        answered_on=rig.desk.today,
    )
    assert asked_by_t8(rig, case) == []
    page.show_tab("assessment")
    button(page, "Visa för henne …").click()
    enter(page)
    assert told(page) == ["released_on"]
    answer(page, "released_on", "Hon har flyttat och vet om det")
    assert not shown(page)
    assert "Oro för barn" in own_view_of(page)
    assert "Får visas för henne" in words_in(card_of(page, "Oro för barn"))
    button(page, "Dölj för henne").click()
    assert "Oro" not in own_view_of(page)


def test_a_concern_can_be_noted_without_a_talk(page, rig, case):
    page.open_sheet("concern_report")
    enter(page, children=(ChildEntry(id=new_id(), label="sonen"),))
    (report,) = stored.concern_reports(rig.database, case.id)
    assert report.state is ReportState.NOTED
    assert [c.label for c in safety.concern_children(rig.database, report.id)] == ["sonen"]
    page.open_sheet("concern_report", report.id)
    enter(page, state=ReportState.NOT_REPORTED)
    assert told(page) == ["motive"]


def test_every_sheet_of_safety_comes_back_from_its_draft(page, rig, case):
    him = save_perpetrator(rig.work, Perpetrator(id=new_id(), case_id=case.id, letter=""))
    ban = save_contact_ban(
        rig.work, ContactBan(id=new_id(), case_id=case.id, until=dt.date(2027, 5, 1))
    )
    risk = save_risk(
        rig.work, RiskAssessment(id=new_id(), case_id=case.id, assessed_on=rig.desk.today)
    )
    plan = save_safety_plan(
        rig.work, SafetyPlan(id=new_id(), case_id=case.id, made_on=rig.desk.today, bag="Väska")
    )
    page.refresh()
    for kind, record in (
        ("perpetrator", him.id),
        ("contact_ban", ban.id),
        ("risk_assessment", risk.id),
        ("safety_plan_paper", plan.id),
        ("violence_exposure", new_id()),
        ("safety_plan", new_id()),
        ("concern_report", new_id()),
    ):
        page.restore({"tab": "assessment", "sheet": {"kind": kind, "record": record}})
        assert page._sheet.kind == kind
        page._sheet.put_aside()


def test_the_menu_of_a_perpetrator_removes_him_and_erases_his_name(page, rig, case):
    him = save_perpetrator(rig.work, Perpetrator(id=new_id(), case_id=case.id, letter=""))
    page.refresh()
    card = card_of(page, "Utövare")
    menu = QMenu(card)
    card._menu(him, menu)
    names = [action.text() for action in menu.actions()]
    assert names == ["Namn …", "Radera namnet", "Ta bort utövaren"]
    menu.actions()[1].trigger()
    menu.actions()[2].trigger()
    assert safety.perpetrators(rig.database, case.id) == []
    assert safety.name_of(rig.database, him.id) is None
    assert PerpetratorName not in {type(each) for each in page.room.dossier}
