"""Authority support on the case page: the register while typing, matters, and what is told."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.authority import ContactForm, ContactState, MatterState
from kvinnobyran.domain.consent import ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.disclosure import Asker, Ground, RequestState
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.organisation import AuthorityKind, ContactPerson, Organisation
from kvinnobyran.flows.organisations import save_contact_person, save_organisation
from kvinnobyran.store import authorities as stored
from kvinnobyran.ui.kit.card import Card
from tests.ui.case.test_case_page import button, enter, shown, told


def cards(page):
    return {card.accessibleName(): card for card in page.findChildren(Card)}


def lines(page, title):
    return [(row.line.text, row.line.detail) for row in cards(page)[title].rows]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a list that pops up
def test_a_matter_is_asked_with_the_register_and_carried_to_its_end(page, rig, case):
    court = Organisation(id=new_id(), name="Påhittade tinget", kind=AuthorityKind.COURT)
    save_organisation(rig.work, court)
    save_contact_person(
        rig.work, ContactPerson(id=new_id(), organisation_id=court.id, name="", role="Notarie")
    )
    page.show_tab("contacts")
    button(page, "Ny fråga").click()
    form = page._sheet.form
    organisation = form.editor("organisation")
    assert organisation.offered == ("Påhittade tinget",)
    organisation.setFocus()
    QTest.keyClicks(organisation, "ting")
    assert organisation.completer().currentCompletion() == "Påhittade tinget"
    QTest.keyClick(organisation.completer().popup(), Qt.Key.Key_Down)
    QTest.keyClick(organisation.completer().popup(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert organisation.value() == "Påhittade tinget"
    assert form.editor("kind").value() is AuthorityKind.COURT
    assert form.editor("contact_person").offered == ("Notarie",)
    enter(page, question="Vårdnad")
    assert not shown(page)
    assert lines(page, "Myndigheter") == [
        ("Påhittade tinget: Vårdnad", "Planerat · ingen kontakt än")
    ]
    button(page, "Ny kontakt").click()
    enter(page, form=ContactForm.MEETING, with_her=True, attended=True, minutes=60)
    assert lines(page, "Myndigheter")[0][1] == "Pågår · 1 kontakt"
    assert lines(page, "Myndighetskontakter")[0][1] == "Möte · Vi var med"
    cards(page)["Myndigheter"].rows[0].click()
    enter(page, state=MatterState.REFUSED, decided_on=rig.desk.today, appeal_by=dt.date(2027, 3, 2))
    page.show_tab("overview")
    assert "Åklagare/domstol: sista dagen att överklaga närmar sig" in {
        row.line.text for row in cards(page)["Att göra"].rows
    }


def test_nothing_is_told_without_a_ground_and_a_consent_makes_it_one(page, rig, case):
    page.show_tab("contacts")
    cards(page)["Utlämnat"].findChildren(type(button(page, "Nytt")))[0].click()
    enter(page, to_whom="Påhittade polisen", to_kind=AuthorityKind.POLICE, what="Att hon går hit")
    assert told(page) == ["ground"]
    enter(page, ground=Ground.CONSENT)
    assert told(page) == ["ground"]
    page._sheet.put_aside()
    button(page, "Nytt samtycke").click()
    enter(
        page,
        purpose=ConsentPurpose.DISCLOSURE,
        authority=AuthorityKind.POLICE,
        state=ConsentState.GIVEN,
        answered_on=rig.desk.today,
        form=ConsentForm.ORAL,
    )
    assert not shown(page)
    page.open_record(next(iter(rig_drafts(rig))))
    assert page._sheet.form.editor("to_whom").value() == "Påhittade polisen"
    enter(page, ground=Ground.CONSENT)
    assert not shown(page)
    assert stored.disclosures(rig.database, case.id)[0].consent_id


def rig_drafts(rig):
    from kvinnobyran.flows.drafts import drafts_of

    return [draft.record for draft in drafts_of(rig.database, "Greta")]


def test_a_request_is_refused_with_its_review_and_stands_in_the_timeline(page, rig, case):
    page.show_tab("contacts")
    button(page, "Ny begäran").click()
    enter(page, asker=Asker.UNKNOWN, what="Om hon bor här", state=RequestState.REFUSED)
    assert told(page) == ["review", "decision_words"]
    enter(page, review="Kan röja henne", decision_words="Vi vet inte vem det är")
    assert lines(page, "Begäran om uppgifter") == [("Okänd", "Lämnas inte ut")]
    (moment,) = [each for each in page.room.moments(page.room.dossier) if each.kind == "Utlämnande"]
    assert moment.what == "Begäran om uppgifter: Okänd"
    assert "bor här" not in " ".join(str(part) for part in moment)


def test_a_planned_contact_waits_in_the_case(page, rig, case):
    page.show_tab("contacts")
    button(page, "Ny fråga").click()
    enter(page, organisation="En som ingen känner", kind=AuthorityKind.OTHER, question="Prov")
    button(page, "Ny kontakt").click()
    enter(
        page,
        state=ContactState.PLANNED,
        day=dt.date(2027, 2, 19),
        starts_at=dt.time(10, 0),
        form=ContactForm.MEETING,
    )
    assert lines(page, "Myndigheter")[0][1] == "Planerat · ingen kontakt än, nästa 2027-02-19"
