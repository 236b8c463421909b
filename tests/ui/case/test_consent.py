"""The consent panel and its sheets by keyboard, and as a screen reader reads them."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from kvinnobyran.domain.consent import (
    Attitude,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
)
from kvinnobyran.domain.grounds import Decision, DecisionKind
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.relation import Guardian, MayContact
from kvinnobyran.domain.trappan import ProgrammeState, TrappanProgramme
from kvinnobyran.flows import kin
from kvinnobyran.flows.consents import save_consent
from kvinnobyran.store import kin as people
from kvinnobyran.store.trappan import consents_about
from kvinnobyran.ui.case.consent.part import CONSENT, Consents
from kvinnobyran.ui.case.trappan.card import ChildCard
from kvinnobyran.ui.kit.card import CardRow
from tests.flows import trappan_kit as kit
from tests.ui.kit.walk import focusable, interface, name, nameless
from tests.ui.rig import focused, take_paper

S = ConsentState
TRAPPAN = ConsentPurpose.TRAPPAN


@pytest.fixture
def office(rig, case):
    return SimpleNamespace(
        database=rig.database, work=rig.work, case=lambda: case, now=rig.desk.now
    )


@pytest.fixture
def family(office):
    return kit.a_family(office)


@pytest.fixture
def tab(page, family):
    page.refresh()
    page.show_tab("children")
    page.activateWindow()

    def newest():
        # What a layout takes in is shown a moment later.
        QApplication.processEvents()
        return page._pages["children"].findChildren(Consents)[-1]

    return newest


def panel_of(tab):
    return tab().panel


def press(widget, key=Qt.Key.Key_Return):
    widget.setFocus()
    QTest.keyClick(widget, key)


def enter(page, **values):
    for field, value in values.items():
        page._sheet.form.editor(field).set_value(value)
        page._sheet.form.editor(field).edited.emit()
    page._sheet.save()


def rows(card):
    return [(row.line.text, row.line.aside) for row in card.rows]


def test_the_panel_asks_answers_and_withdraws_by_keyboard(page, rig, office, family, tab):
    kit.offered(office, family.case, family.child)
    panel = panel_of(tab)
    assert rows(panel.ask) == [
        ("Kvinnan i ärendet", "Fråga"),
        ("Påhittade Lo", "Ta reda på om det är säkert att fråga"),
    ]
    press(panel.ask.rows[0])
    assert page._sheet.kind == "child_consent"
    enter(page, form=ConsentForm.ORAL, attitude=Attitude.WANTS)
    assert page._sheet is None
    panel = panel_of(tab)
    press(panel.ask.rows[0])
    assert page._sheet.form.values()["given_by_id"] == family.father.id
    enter(page, form=ConsentForm.WRITTEN, attitude=Attitude.UNSURE)
    panel = panel_of(tab)
    assert panel.verdict.accessibleName().startswith(
        "Klart. Ja: Trappan får starta och fortsätta, tisdag 9 februari 2027. Grund a:"
    )
    assert rows(panel.ask) == []
    programme = rig.database.one(TrappanProgramme, "SELECT * FROM trappan_programme")
    kit.trappan.start_trappan(rig.work, programme, rig.desk.today)
    kit.planned(office, [programme], rig.desk.today + timedelta(days=7))
    page.refresh()
    panel = panel_of(tab)
    press(panel.history.rows[0])
    assert page._sheet.kind == "child_consent"
    page._sheet.put_aside()
    menu = QMenu()
    panel.history._menu(panel.history.rows[0].line.key, menu)
    assert [action.text() for action in menu.actions()] == ["Återkalla …"]
    menu.actions()[0].trigger()
    said = page._sheet.form.editor("stops").text()
    assert said.startswith("Trappan pausas i samma sekund. Ett samtal avbokas: 2027-02-16.")
    enter(page, end_reason="Ringde")
    assert rig.went.toasts[-1] == (
        "Samtycket är återkallat. Trappan är pausad, ett samtal avbokat",
        True,
    )
    found = rig.database.get(TrappanProgramme, programme.id)
    assert found.state is ProgrammeState.PAUSED
    panel = panel_of(tab)
    assert "Ja, återkallat" in rows(panel.history)[0][0]
    assert "Nej: Trappan får inte starta" in panel.verdict.accessibleName()


def test_S3_who_must_never_be_contacted_is_said_by_word_and_sign(page, rig, office, family, tab):
    kit.may_contact(office, family, MayContact.NO)
    page.refresh()
    panel = panel_of(tab)
    assert panel.never.isVisibleTo(page)
    assert name(panel.never).startswith(
        "Viktigt. Kontakta aldrig. Påhittade Lo får inte kontaktas."
    )
    assert [text for text, _ in rows(panel.ask)] == ["Kvinnan i ärendet"]
    panel.buttons[1].click()
    offered = page._sheet.form.editor("given_by_id")
    assert family.father.id not in offered._values, "no paper is offered to him"
    page._sheet.put_aside()
    panel_of(tab).buttons[0].click()
    who = page._sheet.form.editor("given_by_id")
    assert any("får inte kontaktas" in who.itemText(each) for each in range(who.count()))


def test_a_refusal_and_a_decision_stand_in_the_history(page, rig, office, family, tab):
    kit.answers(office, family.case, family.child, family.mother)
    kit.answers(office, family.case, family.child, family.father.id, S.REFUSED)
    page.refresh()
    panel = panel_of(tab)
    assert ("Påhittade Lo: Nej", "2027-02-09") in rows(panel.history)
    press(panel.buttons[3], Qt.Key.Key_Space)
    assert page._sheet.kind == "consent_decision"
    assert "13 a §" in page._sheet.form.editor("meaning").text()
    enter(page, reference="påhittad 2027-88")
    panel = panel_of(tab)
    assert "Grund c:" in panel.verdict.text()
    assert len(panel.history.rows) == 3
    decision = rig.database.one(Decision, "SELECT * FROM consent_decision")
    assert (decision.kind, decision.child_id) == (DecisionKind.BOARD_FOR_ONE, family.child.id)
    menu = QMenu()
    panel.history._menu(decision, menu)
    menu.actions()[0].trigger()
    assert rig.database.one(Decision, "SELECT * FROM consent_decision") is None


def test_another_purpose_and_another_day_have_their_own_answers(page, rig, office, family, tab):
    kit.answers(office, family.case, family.child, family.mother)
    kit.answers(office, family.case, family.child, family.father.id)
    page.refresh()
    panel = panel_of(tab)
    panel.day.line.setText("2027-02-01")
    panel.day.edited.emit()
    assert "Nej" in panel.verdict.accessibleName()
    panel.purpose.setFocus()
    QTest.keyClick(panel.purpose, Qt.Key.Key_Down)
    panel.purpose.edited.emit()
    assert panel.purpose.value() is ConsentPurpose.EVENING_CAFE
    assert "samtycke saknas" in panel.verdict.accessibleName()
    assert panel.history.rows == ()
    page.refresh()
    assert panel_of(tab).purpose.value() is ConsentPurpose.EVENING_CAFE, "it is remembered"


def test_Tab_comes_to_everything_and_everything_has_a_name(page, rig, office, family, tab):
    kit.answers(office, family.case, family.child, family.father.id, S.REFUSED)
    kit.may_contact(office, family, MayContact.NO)
    page.refresh()
    whole = tab()
    assert nameless(whole) == []
    assert interface(whole.panel).childCount() > 0
    stops = [each for each in focusable(whole) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    whole.list.rows[0].setFocus()
    seen = [focused()]
    while len(seen) < len(stops):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if not whole.isAncestorOf(focused()):
            break
        seen.append(focused())
    order = [each for each in seen if isinstance(each, CardRow) or each is whole.panel.verdict]
    assert whole.panel.never in seen
    assert whole.panel.verdict in order
    assert len(seen) == len(stops)


def test_S3_the_form_on_paper_is_looked_at_printed_and_noted(
    page, rig, office, family, tab, monkeypatch
):
    printed = []
    take_paper(monkeypatch, printed)
    known = people.guardian_of(rig.database, family.child.id, family.father.id) or Guardian(
        id=new_id(), child_id=family.child.id, person_id=family.father.id
    )
    secret = replace(known, may_contact=MayContact.YES, whereabouts_secret=Answer.YES)
    kin.save_guardian(rig.work, secret)
    page.refresh()
    panel_of(tab).paper.emit(family.child.id, TRAPPAN, family.father.id)
    form = page._sheet.form
    assert "Ingen avsändare" in form.editor("whereabouts").text()
    assert "Utan avsändare och plats" in form.editor("page").accessibleName()
    assert not form.editor("page").pixmap().isNull()
    page._sheet.save()
    assert [each.fault.field for box in form._boxes.values() for each in box.lines] == [
        "whereabouts"
    ]
    form._boxes["whereabouts"].lines[0].reason.set_value("Lämnas genom ombudet")
    page._sheet.save()
    assert page._sheet is None
    assert len(printed) == 1
    [asked] = consents_about(rig.database, family.child.id, TRAPPAN)
    assert (asked.state, asked.given_by_id) == (S.ASKED, family.father.id)
    log = rig.database.value("SELECT count(*) FROM journal WHERE kind = 'letter'")
    assert log == 1


def test_hers_are_on_the_contacts_and_the_timeline_tells_each_step(page, rig, family, case):
    hers = Consent(
        id=new_id(),
        case_id=case.id,
        person_id=case.person_id,
        purpose=ConsentPurpose.EVALUATION,
        state=S.GIVEN,
        form=ConsentForm.DIGITAL,
        asked_on=rig.desk.today - timedelta(days=3),
        answered_on=rig.desk.today,
    )
    save_consent(rig.work, hers)
    page.refresh()
    page.open_record(hers.id)
    assert page._sheet.kind == "consent"
    page._sheet.put_aside()
    told = [(each.day, each.what, each.state) for each in CONSENT.moments(page.room.dossier)]
    assert told == [
        (hers.asked_on, "Samtycke: foto och utvärdering", "Efterfrågat"),
        (hers.answered_on, "Samtycke: foto och utvärdering", "Lämnat"),
    ]


def test_a_half_written_answer_comes_back_about_the_same_child(page, rig, office, family, tab):
    other = kit.a_child(office, family.case, "2021-03-03", "Påhittade Iris")
    page.refresh()
    for begin, kind in (("answer", "child_consent"), ("paper", "consent_paper")):
        emits = getattr(panel_of(tab), begin).emit
        emits(other.id, ConsentPurpose.EVENING_CAFE, family.mother)
        sheet = page._sheet
        assert sheet.kind == kind
        sheet.form.editor("purpose").set_value(ConsentPurpose.EVALUATION)
        sheet.form.editor("purpose").edited.emit()
        record = sheet.record
        sheet.put_aside()
        tab().choose(family.child.id)
        page.open_record(record)
        assert (page._sheet.kind, page._sheet.record) == (kind, record)
        assert page._sheet.form.values()["purpose"] is ConsentPurpose.EVALUATION
        assert page._sheet.form.values()["given_by_id"] == family.mother
        assert page._sheet._belongs_to["child"] == other.id
        page._sheet.throw_away()
    panel_of(tab).decide.emit(other.id)
    page._sheet.form.editor("reference").set_value("påhittad 2027-89")
    page._sheet.form.editor("reference").edited.emit()
    record = page._sheet.record
    page._sheet.put_aside()
    page.open_record(record)
    assert page._sheet._belongs_to["child"] == other.id
    enter(page)
    assert rig.database.one(Decision, "SELECT * FROM consent_decision").child_id == other.id


def test_the_list_chooses_whom_the_whole_tab_is_about(page, rig, office, family, tab):
    other = kit.a_child(office, family.case, "2021-03-03", "Påhittade Iris")
    page.refresh()
    rows_of = tab().list.rows
    assert [row.line.text for row in rows_of] == ["Vidar, 7 år", "Påhittade Iris, 5 år"]
    QTest.keyClick(rows_of[0], Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert panel_of(tab).accessibleName() == "Samtycke för Påhittade Iris, 5 år"
    cards = page._pages["children"].findChildren(ChildCard)
    assert cards[-1].child.id == other.id
    assert tab().isAncestorOf(focused()), "the focus stays in the list"
