"""Children, custody, protection and merges through the case's own page (I2, I4, I5, S1-S5)."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from kvinnobyran.domain.case import CloseReason
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import ContactWay, Identity, Person
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.relation import (
    Custody,
    CustodyKind,
    Guardian,
    MayContact,
    Relation,
    RelationKind,
)
from kvinnobyran.domain.settings import IDENTITY_NUMBERS
from kvinnobyran.flows import cases, kin, people, protection
from kvinnobyran.flows.drafts import drafts_of
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.flows.office import change_setting
from kvinnobyran.store import kin as stored
from kvinnobyran.store.readings import readings
from kvinnobyran.ui.case.header import SHOWN_MS
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.vault.troubles import WrongPassphrase

RIGHT = "rätt påhittade fras"


@pytest.fixture
def vault(rig):
    """Let the desk ask for a passphrase, as the program does."""

    def confirm(phrase):
        if phrase != RIGHT:
            raise WrongPassphrase

    rig.desk.confirm = confirm


@pytest.fixture
def her(case):
    return case.person_id


def enter(page, **values):
    for name, value in values.items():
        page._sheet.form.editor(name).set_value(value)
        page._sheet.form.editor(name).edited.emit()
    page._sheet.save()


def told(page):
    return [line.fault.field for box in page._sheet.form._boxes.values() for line in box.lines]


def cards(page, tab):
    page.show_tab(tab)
    page._show_current()
    # What was shown before is still there until the event loop runs: the newest comes last.
    return {card.accessibleName(): card for card in page._pages[tab].findChildren(Card)}


def texts(card):
    return [row.line.text for row in card.rows]


def add_child(rig, her, shared=None, **known):
    child = Person(id=new_id(), **known)
    relation = Relation(id=new_id(), person_id=her, other_id=child.id)
    rig.desk.do(kin.add_around, child, relation, shared=shared)
    return child, relation


def guard_her(rig, her, **more):
    shield = Protection(id=new_id(), person_id=her, valid_from=rig.desk.today)
    rig.desk.do(protection.save_protection, replace(shield, **more), shared=True)


def another(rig, *, ended=True, **known):
    person = Person(id=new_id(), **known)
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ADVICE_GIVEN,
    )
    _, case = open_case(rig.work, inquiry, person)
    if ended:
        cases.close_case(rig.work, case, closed_on=rig.desk.today, reason=CloseReason.GOALS_REACHED)
    return person, case


def menu_of(card, key):
    menu = QMenu()
    card._menu(key, menu)
    return {action.text(): action for action in menu.actions()}, menu


def test_a_child_is_added_from_the_command_and_shown_as_one_of_the_children(page, rig, her):
    page.add_around()
    enter(page, birth=PartialDate.of_age(6, rig.desk.today))
    page.add_around()
    enter(page, alias="Pricken")
    assert texts(cards(page, "overview")["Barnen"]) == ["Barn, cirka 6 år", "Pricken"]
    around = cards(page, "contacts")["Runt henne"]
    assert [row.line.detail for row in around.rows] == [
        "Vårdnad: ej frågat",
        "Barn · Vårdnad: ej frågat",
    ]
    assert len(stored.children_of(rig.database, her)) == 2


def test_custody_and_a_guardian_who_must_not_be_contacted_stand_in_the_header(page, rig, her):
    child, relation = add_child(rig, her, alias="Pricken")
    father = Person(id=new_id(), alias="Pappan")
    rig.desk.do(
        kin.add_around,
        father,
        Relation(id=new_id(), person_id=her, other_id="", kind=RelationKind.ACCESS_PARENT),
    )
    (own,) = [each for each in stored.kin(rig.database, her) if each.person.id == child.id]
    menu, keep = menu_of(cards(page, "overview")["Barnen"], own.relation)
    menu["Vårdnad"].trigger()
    assert page._sheet.kind == "custody"
    assert page._sheet.form.editor("guardian_a_id").value() == her
    enter(page, kind=CustodyKind.JOINT, guardian_b_id=father.id)
    row = cards(page, "overview")["Barnen"].rows[0]
    assert row.line.detail == "Barn · Vårdnad: gemensam"
    guardians = cards(page, "contacts")["Får vårdnadshavare kontaktas?"]
    assert texts(guardians) == ["Pappan om Pricken"]
    QTest.keyClick(guardians.rows[0], Qt.Key.Key_Return)
    enter(
        page,
        may_contact=MayContact.NO,
        whereabouts_secret=Answer.YES,
        decision="Påhittat beslut 2027-3",
        decided_on=rig.desk.today,
    )
    known = stored.guardian_of(rig.database, child.id, father.id)
    assert (known.may_contact, known.whereabouts_secret) == (MayContact.NO, Answer.YES)
    said = page.safety._text.text()
    assert "En vårdnadshavare får inte kontaktas." in said
    assert "Vistelseorten är hemlig" in said
    del keep, relation


def test_a_custody_that_was_half_written_comes_back_with_its_child(page, rig, her):
    child, _ = add_child(rig, her, alias="Pricken")
    (own,) = stored.kin(rig.database, her)
    menu, keep = menu_of(cards(page, "overview")["Barnen"], own.relation)
    menu["Vårdnad"].trigger()
    page._sheet.form.editor("kind").set_value(CustodyKind.SOLE_A)
    page._sheet.form.editor("kind").edited.emit()
    record = page._sheet.record
    page._sheet.put_aside()
    page.open_record(record)
    assert page._sheet.form.editor("kind").value() is CustodyKind.SOLE_A
    page._sheet.save()
    assert stored.custodies_around(rig.database, her)[0].child_id == child.id
    del keep


def test_i2_the_sheet_of_a_child_shows_who_is_registered_already(page, rig, her):
    other, case = another(rig, first_name="Någon", last_name="Påhitt", ended=False)
    born = PartialDate.of_day(dt.date(2019, 5, 6))
    rig.desk.do(
        kin.add_around,
        Person(id=new_id(), first_name="Blenda", birth=born),
        Relation(id=new_id(), person_id=other.id, other_id=""),
    )
    page.add_around()
    similar = page._sheet.findChildren(Card)[0]
    page._sheet.form.editor("birth").set_value(born)
    page._sheet.form.editor("birth").edited.emit()
    similar.parentWidget().parentWidget().ask_now()
    assert texts(similar) == [case.code] * 2
    assert "Samma födelsedatum" in " ".join(row.line.detail for row in similar.rows)
    child_row = next(row for row in similar.rows if row.line.detail == "Samma födelsedatum")
    QTest.keyClick(child_row, Qt.Key.Key_Return)
    assert page._sheet.kind == "relating"
    record = page._sheet.record
    page._sheet.form.editor("kind").edited.emit()
    page._sheet.put_aside()
    page.open_record(record)
    assert page._sheet.kind == "relating"
    page._sheet.save()
    assert [each.person.first_name for each in stored.kin(rig.database, her)] == ["Blenda"]


def test_i4_naming_her_asks_about_documentation(page, rig, her):
    nobody = rig.database.get(Person, her)
    rig.desk.do(people.save_person, replace(nobody, identity=Identity.ANONYMOUS, alias=""))
    page.open_sheet("person")
    assert page._sheet.form._boxes["consent"].isHidden()
    enter(page, identity=Identity.KNOWN, first_name="Tuva")
    assert told(page) == ["consent"]
    enter(page, consent=Answer.YES)
    assert rig.database.get(Person, her).named_on == rig.desk.today


# --- protection -------------------------------------------------------------------------------


def test_s5_protection_asks_about_the_children_and_says_so_in_the_header(page, rig, her):
    add_child(rig, her, alias="Pricken")
    page.open_sheet("protection")
    enter(page, grade=Grade.POPULATION, review_on=dt.date(2027, 8, 1))
    assert told(page) == ["shared"]
    enter(page, shared=True)
    assert "Skyddade uppgifter: skyddad folkbokföring." in page.safety._text.text()
    around = cards(page, "contacts")
    assert texts(around["Skydd"]) == ["Skyddad folkbokföring"] * 2
    # No name of anybody is seen, not even of the child.
    assert texts(around["Runt henne"]) == ["Barn, ålder okänd"]
    assert texts(cards(page, "overview")["Barnen"]) == ["Barn, ålder okänd"]


def test_s1_her_details_want_the_passphrase_and_hide_after_30_seconds(page, rig, her, vault):
    guard_her(rig, her)
    page.details._toggle.click()
    assert not page.guard.isHidden()
    assert page.details.words.text() == ""
    page.guard.secret.line.setText("fel fras")
    page.guard.secret.entered.emit()
    assert "Lösenordet stämmer inte" in page.guard._said.text()
    assert page.guard.secret.text() == ""
    assert readings(rig.database, her) == []
    page.guard.secret.line.setText(RIGHT)
    QTest.keyClick(page.guard.secret.line, Qt.Key.Key_Return)
    assert "Påhittade Snö" in page.details.words.text()
    assert page.details._timer.interval() == 30_000 < SHOWN_MS
    (reading,) = readings(rig.database, her)
    assert (reading.user, reading.what) == ("Greta", "Uppgifter om henne")
    page.guard.close_again()
    assert page.details.words.text() == ""
    assert texts(cards(page, "contacts")["Har läst uppgifterna"]) == ["Greta"]


def test_while_the_passphrase_is_asked_for_its_button_is_the_one_primary(page, rig, her, vault):
    def primaries():
        return [
            each.text()
            for each in page.findChildren(Button)
            if each.isVisible() and each.property("kind") == Kind.PRIMARY.value
        ]

    guard_her(rig, her)
    usual = primaries()
    assert len(usual) == 1
    page.details._toggle.click()
    assert primaries() == ["Visa"]
    page.guard.leave()
    assert primaries() == usual
    page.open_sheet("goal")
    assert primaries() == ["Spara målet"]
    page.open_sheet("person")
    assert primaries() == ["Visa"]
    page.guard.secret.line.setText(RIGHT)
    page.guard.secret.entered.emit()
    QApplication.processEvents()
    assert (page._sheet.kind, primaries()) == ("person", ["Spara"])
    page._sheet.put_aside()
    assert primaries() == usual


def test_s1_no_sheet_shows_what_is_protected_without_the_passphrase(page, rig, her, vault):
    child, relation = add_child(rig, her, alias="Pricken")
    guard_her(rig, her)
    for kind, record, whose in (("person", "", her), ("kin", relation.id, child.id)):
        page.open_sheet(kind, record)
        assert page._sheet is None
        page.guard.secret.line.setText(RIGHT)
        page.guard.secret.entered.emit()
        assert page._sheet.kind == kind
        assert len(readings(rig.database, whose)) == 1
        # Half a minute after the last key it is put aside.
        page._sheet.form.changed.emit()
        page.guard.close_again()
        assert page._sheet is None
    # Within the half minute the next one opens, and is logged as well.
    page.open_sheet("person")
    page.guard.secret.line.setText(RIGHT)
    page.guard.secret.entered.emit()
    page._sheet.put_aside()
    (way,) = page.room.dossier.of(ContactWay)
    page.open_sheet("contact_way", way.id)
    assert page._sheet.kind == "contact_way"
    assert [each.what for each in readings(rig.database, her)][:2] == [
        "Kontaktväg",
        "Uppgifter om henne",
    ]


def test_s1_what_is_new_shows_nothing_and_needs_no_passphrase(page, rig, her):
    guard_her(rig, her)
    for kind in ("kin", "contact_way"):
        page.open_sheet(kind)
        assert page._sheet.kind == kind
        page._sheet.throw_away()
    assert readings(rig.database, her) == []


def test_s1_esc_shows_nothing_and_gives_the_focus_back(page, rig, her, vault):
    guard_her(rig, her)
    page.details._toggle.setFocus()
    page.details._toggle.click()
    QTest.keyClick(page.guard.secret.line, Qt.Key.Key_Escape)
    assert page.guard.isHidden()
    assert page.details._toggle.hasFocus()
    # And where nobody can be asked, nothing is shown.
    rig.desk.confirm = None
    page.details._toggle.click()
    page.guard.secret.line.setText(RIGHT)
    page.guard.secret.entered.emit()
    assert page.details.words.text() == ""
    assert "kan inte kontrolleras" in page.guard._said.text()
    assert readings(rig.database, her) == []


def test_s2_a_way_that_must_not_be_used_says_so_on_its_line(page, rig, her):
    way = next(iter(page.room.dossier.of(ContactWay)))
    assert cards(page, "contacts")["Så kan hon nås"].rows[0].line.tone == "warn"
    rig.desk.do(people.confirm_safe, way)
    page.refresh()
    line = cards(page, "contacts")["Så kan hon nås"].rows[0].line
    assert (line.aside, line.tone) == ("Bekräftad idag", "muted")


def test_i3_a_number_has_a_place_only_where_the_office_wants_one(page, rig, her):
    assert cards(page, "contacts")["Personnummer"].isHidden()
    rig.desk.do(change_setting, IDENTITY_NUMBERS, "1")
    card = cards(page, "contacts")["Personnummer"]
    assert not card.isHidden()
    page.open_sheet("identity_number")
    enter(page, number="19900101-9802", reason="Påhittad dom")
    card = cards(page, "contacts")["Personnummer"]
    assert [row.line.detail for row in card.rows] == ["Påhittad dom"]
    menu, keep = menu_of(card, card.rows[0].line.key)
    menu["Ta bort numret"].trigger()
    assert cards(page, "contacts")["Personnummer"].rows == ()
    del keep


# --- merging ----------------------------------------------------------------------------------


def test_i5_two_are_compared_side_by_side_merged_and_made_two_again(page, rig, her):
    other, case = another(rig, identity=Identity.ALIAS, alias="Påhittade Snön", language="dari")
    page.merge_persons()
    assert page._sheet.kind == "merging"
    enter(page, code="KB-99-001")
    assert told(page) == ["code"]
    enter(page, code=case.code.casefold())
    assert page._sheet.kind == "comparing"
    page._sheet.form.editor("alias").edited.emit()
    page._sheet.put_aside()
    page.open_record(other.id)
    assert page._sheet.kind == "comparing"
    enter(page, alias="gone")
    one = rig.database.get(Person, her)
    assert (one.alias, one.language) == ("Påhittade Snön", "dari")
    assert rig.database.get(Person, other.id) is None
    (row,) = cards(page, "overview")["Sammanslagen"].rows
    assert "Kan ångras till 2027-03-11" in row.line.aside
    QTest.keyClick(row, Qt.Key.Key_Return)
    page._sheet.save()
    assert rig.database.get(Person, other.id) == other
    assert drafts_of(rig.database, "Greta") == []


def test_i5_who_is_alike_is_proposed(page, rig, her):
    _, case = another(rig, identity=Identity.ALIAS, alias="Påhittade Snö")
    page.merge_persons()
    chips = page._sheet.form.editor("other")
    assert [chip.text() for chip in chips._chips] == [f"{case.code}: liknande namn"]
    chips._chips[0].click()
    page._sheet.save()
    assert page._sheet.kind == "comparing"


def test_i5_two_open_cases_are_refused_where_one_chooses(page, rig):
    _, case = another(rig, first_name="Någon", ended=False)
    page.merge_persons()
    enter(page, code=case.code)
    assert page._sheet.kind == "merging"
    assert (
        "öppet ärende"
        in page._sheet.form.summary.accessibleName() + page._sheet.form.summary._text.text()
    )


def test_a_custody_and_a_protection_stand_on_the_timeline(page, rig, her):
    child, _ = add_child(rig, her, alias="Pricken")
    rig.desk.do(
        kin.save_custody,
        Custody(
            id=new_id(),
            child_id=child.id,
            kind=CustodyKind.SOLE_A,
            guardian_a_id=her,
            valid_from=dt.date(2026, 5, 1),
        ),
    )
    guard_her(rig, her)
    page.refresh()
    kinds = {moment.kind for moment in page.room.moments(page.room.dossier)}
    assert {"Vårdnad", "Skydd"} <= kinds
    assert isinstance(stored.guardian_of(rig.database, child.id, her), Guardian)


def test_s3_a_letter_to_a_guardian_passes_its_gate_on_the_page(page, rig, her):
    child, _ = add_child(rig, her, alias="Pricken")
    father = Person(id=new_id(), alias="Pappan")
    relation = Relation(
        id=new_id(), person_id=her, other_id=father.id, kind=RelationKind.ACCESS_PARENT
    )
    rig.desk.do(kin.add_around, father, relation)
    known = Guardian(id=new_id(), child_id=child.id, person_id=father.id, may_contact=MayContact.NO)
    rig.desk.do(kin.save_guardian, known)
    guardians = cards(page, "contacts")["Får vårdnadshavare kontaktas?"]
    actions, _menu = menu_of(guardians, guardians.rows[0].line.key)
    actions["Skicka brev eller blankett …"].trigger()
    enter(page)
    assert told(page) == ["guardian"]
    allowed = replace(known, may_contact=MayContact.YES, whereabouts_secret=Answer.YES)
    rig.desk.do(kin.save_guardian, allowed)
    page.open_sheet("guardian_letter", known.id)
    assert "Ingen avsändare" in page._sheet.form.editor("whereabouts").text()
    enter(page)
    assert told(page) == ["whereabouts"]
    page._sheet.form._boxes["whereabouts"].lines[0].reason.set_value("Rätten har bett om det")
    page._sheet.save()
    assert rig.went.toasts[-1] == ("Det får skickas", False)
