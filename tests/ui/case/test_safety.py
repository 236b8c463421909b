"""Violence, risk, safety plan and concern as they are written and read on the case page."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from kvinnobyran.domain.concern import (
    ReportState,
)
from kvinnobyran.domain.contact_ban import ContactBan
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.perpetrator import NAME_SETTING, Perpetrator, PerpetratorName
from kvinnobyran.domain.risk import RiskAssessment, RiskLevel
from kvinnobyran.domain.safety_plan import SafetyPlan
from kvinnobyran.domain.violence import (
    ChildExposureKind,
    PoliceReport,
    ViolenceForm,
    ViolenceStatus,
    ViolenceSubtype,
)
from kvinnobyran.flows.office import change_setting
from kvinnobyran.flows.risk import save_risk
from kvinnobyran.flows.safety_plans import save_safety_plan
from kvinnobyran.flows.violence import save_contact_ban, save_perpetrator
from kvinnobyran.store import cases as stored
from kvinnobyran.store import safety
from kvinnobyran.ui.case.reading import Passage
from kvinnobyran.ui.case.safety import plan as plan_part
from kvinnobyran.ui.case.safety.children import KNOWN, UNREGISTERED, ChildEntry, ChildrenEdit
from kvinnobyran.ui.case.safety.curve import Curve
from kvinnobyran.ui.case.safety.violence import ask_name
from kvinnobyran.ui.kit.card import Card, CardRow
from kvinnobyran.ui.kit.editors import Option
from kvinnobyran.ui.kit.label import Label
from kvinnobyran.ui.kit.notice import Notice
from tests.ui.case.test_case_page import button, enter, shown, told
from tests.ui.rig import take_paper


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


def test_a_child_who_was_chosen_stays_chosen_whoever_is_offered(qtbot, qapp):
    edit = ChildrenEdit()
    qtbot.addWidget(edit)
    edit.set_value((ChildEntry(id="1", person_id="gone"), ChildEntry(id="2", label="sonen")))
    edit.offer((Option("here", "Dotter, sju år"),))
    assert [each.person_id for each in edit.value()] == ["gone", None]
    assert [row.who.currentText() for row in edit.rows] == [KNOWN, UNREGISTERED]
    edit.restore(edit.draft())
    assert edit.value()[0].person_id == "gone"


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
    take_paper(monkeypatch, printed)
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


# --- concern -----------------------------------------------------------------------------------


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
