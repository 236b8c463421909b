"""Barnet i centrum: who is in it, what it says, its filters, and what it never shows (5.13, T9)."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kvinnobyran.domain.case import CloseReason
from kvinnobyran.domain.consent import Attitude, Consent, ConsentPurpose, ConsentState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.grounds import Way
from kvinnobyran.domain.group import Group, GroupType, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.membership import Membership, MembershipState
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.protection import Protection
from kvinnobyran.domain.relation import CustodyKind, MayContact
from kvinnobyran.flows import cases, consents, people, protection
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.store.children import children
from kvinnobyran.store.trappan import verdict_for
from kvinnobyran.ui.children.page import ChildrenPage
from kvinnobyran.ui.children.words import (
    Show,
    age,
    belongs,
    checked,
    consent,
    found,
    next_step,
    offered,
)
from kvinnobyran.ui.kit.label import Label
from tests.flows import trappan_kit as kit
from tests.ui.kit.walk import activate, nameless
from tests.ui.rig import ZONE, Rig, focused

TODAY = dt.date(2027, 2, 9)


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def office(rig):
    def case(alias="Påhittade Snö"):
        inquiry = Inquiry(
            id=new_id(),
            received_on=rig.desk.today,
            channel=Channel.PHONE,
            outcome=InquiryOutcome.ASSESSMENT_BOOKED,
        )
        person = Person(id=new_id(), identity=Identity.ALIAS, alias=alias)
        return open_case(rig.work, inquiry, person)[1]

    return SimpleNamespace(database=rig.database, work=rig.work, case=case, now=rig.desk.now)


def rows(rig):
    return children(rig.database, rig.desk.today)


def said(child):
    return (
        age(child, TODAY),
        offered(child, TODAY),
        consent(child),
        checked(child, TODAY),
        next_step(child, TODAY),
    )


def test_it_says_of_each_child_what_is_done_and_what_comes_next(rig, office):
    family = kit.a_family(office)
    small = kit.a_child(office, family.case, "2024-05-01", "Lilla")
    first, second = rows(rig)
    assert (first.row.child_id, second.row.child_id) == (family.child.id, small.id)
    assert said(first) == ("7 år", "Inget än", "Inte efterfrågat", "Aldrig", "Erbjud Trappan")
    assert said(second) == (
        "2 år", "Inget än", "Inte efterfrågat", "Aldrig", "Fyller 4 år 2028-05-01",
    )  # fmt: skip
    programme = kit.offered(office, family.case, family.child)
    kit.answers(office, family.case, family.child, family.mother)
    no = kit.answers(office, family.case, family.child, family.father.id, ConsentState.REFUSED)
    [first, _] = rows(rig)
    assert offered(first, TODAY) == "Trappan: kan ej starta"
    assert consent(first).startswith("Saknas: En vårdnadshavare har sagt nej")
    kit.answers(office, family.case, family.child, family.father.id)
    kit.trappan.start_trappan(rig.work, programme, TODAY)
    kit.held(office, kit.planned(office, [programme], TODAY))
    [first, _] = rows(rig)
    assert said(first) == (
        "7 år", "Trappan: kontakt", "Finns, till 2037-05-04", "2027-02-09", "Nytt samtal",
    )  # fmt: skip
    assert no.state is ConsentState.REFUSED


def test_who_must_not_be_contacted_is_said_first(rig, office):
    family = kit.a_family(office)
    kit.may_contact(office, family, MayContact.NO)
    [child] = rows(rig)
    assert consent(child) == "En får inte kontaktas. Inte efterfrågat"


def test_the_list_answers_what_the_childs_own_page_answers(rig, office):
    """The list gathered the facts by itself once, and forgot who has died and who sits here."""
    family = kit.a_family(office)
    kit.a_child(office, family.case, "2020-01-01", "Bo")

    def both():
        found = rows(rig)
        assert [each.answer for each in found] == [
            verdict_for(rig.database, each.row.child_id, TODAY) for each in found
        ]
        return found[0].answer

    assert (family.mother, Way.DIRECTLY) in both().ask, "she sits here, nobody has to find out"
    gone = rig.database.get(Person, family.father.id)
    people.save_person(rig.work, replace(gone, deceased=PartialDate.from_stored("2026")))
    assert both().sentence.startswith("En vårdnadshavare har avlidit")


def test_only_children_of_open_cases_and_of_relations_that_last(rig, office):
    family = kit.a_family(office)
    other = office.case("Påhittade Is")
    kit.a_child(office, other, "2020-01-01", "Bo")
    assert len(rows(rig)) == 2
    cases.close_case(rig.work, other, closed_on=TODAY, reason=CloseReason.GOALS_REACHED)
    assert [each.row.case_id for each in rows(rig)] == [family.case.id]
    only = children(rig.database, TODAY, family.case.id)
    assert [each.row.code for each in only] == [family.case.code]


def test_the_filters(rig, office):
    family = kit.a_family(office, kind=CustodyKind.SOLE_A)
    [child] = rows(rig)
    shown = {show for show in Show if belongs(child, show, TODAY)}
    assert shown == {Show.ALL, Show.NOT_OFFERED, Show.UNCHECKED}
    programme = kit.offered(office, family.case, family.child)
    kit.trappan.seek_consent(rig.work, programme)
    [child] = rows(rig)
    assert {show for show in Show if belongs(child, show, TODAY)} == {
        Show.ALL,
        Show.CONSENT,
        Show.UNCHECKED,
    }
    kit.answers(office, family.case, family.child, family.mother)
    kit.trappan.start_trappan(rig.work, kit.now(office, programme), TODAY)
    [child] = rows(rig)
    assert belongs(child, Show.ONGOING, TODAY)
    assert found(child, f"7 {child.row.code[-3:]}", TODAY)
    assert not found(child, "8 år", TODAY)


def test_T9_and_S1_neither_a_name_nor_a_childs_own_words_are_in_the_list(rig, office, qtbot):
    family = kit.a_family(office)
    kit.answers(office, family.case, family.child, family.mother)
    yes = rig.database.one(Consent, "SELECT * FROM consent")
    secret = "Vill inte att pappa får veta"
    consents.save_consent(rig.work, replace(yes, attitude=Attitude.UNSURE, attitude_reason=secret))
    shield = Protection(id=new_id(), person_id=family.child.id, valid_from=TODAY)
    protection.save_protection(rig.work, shield, shared=True)
    page = ChildrenPage(rig.desk, rig.went)
    qtbot.addWidget(page)
    page.refresh()
    model = page.table.model
    cells = [
        str(model.index(0, place).data(role) or "")
        for place in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    ]
    everything = " ".join((*cells, page.whole.text()))
    for hidden in ("Vidar", "Lo", "Snö", secret, "veta"):
        assert hidden not in everything.split()
        assert secret not in everything
    assert rows(rig)[0].row.protected


def test_the_page_by_keyboard_and_its_empty_state(rig, office, qtbot):
    page = ChildrenPage(rig.desk, rig.went)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    page.show()
    page.refresh()
    words = [label.text() for label in page.empty.findChildren(Label)]
    assert any("Lägg till barnen i ärendet" in each for each in words)
    family = kit.a_family(office)
    page.refresh()
    activate(page)
    page.find_on_page()
    QTest.keyClicks(focused(), "trappan 7")
    assert page.count.text() == "Ett barn"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert rig.went.way[-1] == ("case", family.case.id)
    page.search.set_value("finns inte")
    page.search.edited.emit()
    assert page.table.current() is None
    kept = page.state()
    page.search.set_value("")
    page.restore(kept)
    assert page.search.value() == "finns inte"
    assert nameless(page) == []


def test_consent_purposes_of_others_do_not_make_it_asked(rig, office):
    family = kit.a_family(office)
    kit.answers(
        office, family.case, family.child, family.mother, purpose=ConsentPurpose.EVENING_CAFE
    )
    [child] = rows(rig)
    assert offered(child, TODAY) == "Kvällskaféet: samtycke lämnat"
    assert consent(child) == "Inte efterfrågat"


def test_a_group_that_the_child_is_in_is_what_it_was_offered(rig, office):
    family = kit.a_family(office)
    cafe = rig.database.one(GroupType, "SELECT * FROM group_type WHERE label = 'Kvällskaféet'")
    group = Group(id=new_id(), type_id=cafe.id, name="Påhittad termin", starts_on=TODAY)
    member = Membership(
        id=new_id(),
        group_id=group.id,
        person_id=family.child.id,
        role=Role.CHILD,
        state=MembershipState.ADMITTED,
        asked_on=TODAY,
    )
    with rig.work.step("Prov") as tx:
        tx.insert(group)
        tx.insert(member)
    [child] = rows(rig)
    assert offered(child, TODAY) == "Kvällskaféet: antagen"
    assert not belongs(child, Show.NOT_OFFERED, TODAY)
