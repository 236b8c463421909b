"""The tab Placering, from the request to aftercare, as she who sits at the screen does it."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.placement import DischargeReason, Placement, PlacementState, Placer
from kvinnobyran.domain.placement_rows import OfferAnswer
from kvinnobyran.domain.relation import Relation
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.flows import placements, stays
from kvinnobyran.flows.apartments import save_apartment
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.flows.kin import add_around
from kvinnobyran.flows.reservations import confirm_reservation, save_reservation
from kvinnobyran.store.apartments import placements_of_case
from kvinnobyran.ui.case.parts import moments
from kvinnobyran.ui.housing.boxes import ProposalBox
from kvinnobyran.ui.housing.reply import ReplyPanel
from kvinnobyran.ui.kit import clipboard
from kvinnobyran.ui.kit.card import Card
from tests.ui.case.test_case_page import button, enter, shown, told


@pytest.fixture
def flats(rig):
    made = [
        Apartment(id=new_id(), code=f"Lägenhet {letter}", adults=1, children=3) for letter in "AB"
    ]
    for each in made:
        save_apartment(rig.work, each)
    return made


@pytest.fixture
def child(rig, case):
    person = Person(id=new_id(), alias="Påhittade Bo", birth=PartialDate.from_stored("2019-05-01"))
    relation = Relation(id=new_id(), person_id=case.person_id, other_id=person.id)
    return add_around(rig.work, person, relation)


def rows(page, title):
    found = [
        card
        for card in page.findChildren(Card)
        if card.accessibleName() == title and not card.isHidden()
    ]
    return list(found[-1].rows)


def words(page, title):
    return [(row.line.text, row.line.detail, row.line.aside) for row in rows(page, title)]


def the_placement(rig, case) -> Placement:
    return placements_of_case(rig.database, case.id)[0]


def test_a_placement_is_carried_from_the_request_to_aftercare(page, rig, case, flats, child):
    today = rig.desk.today
    page.show_tab("placement")
    assert words(page, "Placering") == []
    button(page, "Ny placering").click()
    enter(
        page,
        apartment_id=flats[0].id,
        planned_in=today,
        planned_out=today + dt.timedelta(days=100),
        decision_reference="påhittad 2027-15",
        decision_on=today,
    )
    assert not shown(page)
    assert words(page, "Placering") == [
        ("Förfrågad", "Lägenhet A · 2027-02-09 till 2027-05-20, 100 nätter · Nexus", "")
    ]
    button(page, "Lägg till barn").click()
    enter(page, designated="Greta")
    button(page, "Lägg till djur").click()
    enter(page, species="katt")
    assert [row[0] for row in words(page, "Djur")] == ["1 katt"]
    button(page, "Börja bedöma").click()
    button(page, "Besluta om inskrivning").click()
    enter(page)
    assert the_placement(rig, case).state is PlacementState.DECIDED
    button(page, "Hon flyttar in").click()
    enter(page)
    assert the_placement(rig, case).state is PlacementState.MOVED_IN
    offers = rows(page, "Erbjudanden till barn och mamma")
    assert {row.line.aside for row in offers} == {"Inte erbjudet än"}
    offers[0].click()
    enter(page, answer=OfferAnswer.NOT_RELEVANT)
    assert told(page) == ["reason"]
    enter(page, reason="Går redan")
    listed = rows(page, "Checklista vid inflyttning")
    QTest.keyClick(listed[0], Qt.Key.Key_Space)
    assert len(the_placement(rig, case).checks_in) == 1
    button(page, "Nytt steg").click()
    enter(page, words="Ställa henne i bostadskön", due_on=today)
    QTest.keyClick(rows(page, "Plan mot egen bostad")[0], Qt.Key.Key_Space)
    assert words(page, "Plan mot egen bostad")[0][2] == "Klart 2027-02-09"
    button(page, "Besluta om utskrivning").click()
    enter(page, discharge_reason=DischargeReason.OWN_HOME)
    button(page, "Hon flyttar ut").click()
    enter(page)
    assert told(page) == ["aftercare"]
    enter(page, aftercare=True)
    assert the_placement(rig, case).state is PlacementState.AFTERCARE
    assert button(page, "Följ upp eftervården")
    page.show_tab("timeline")
    said = [each.what for each in moments(page.room.dossier) if each.kind == "Placering"]
    assert {"Flyttade in", "Flyttade ut", "Inskrivning beslutad"} <= set(said)


def test_B2_the_conflict_is_settled_in_the_case_of_who_waits(page, rig, case, flats):
    """Another woman's stay was extended over what was held for her."""
    today = rig.desk.today
    other = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Gäst")
    neighbour = open_case(rig.work, _inquiry(rig), other)[1]
    made = Placement(
        id=new_id(),
        case_id=neighbour.id,
        requested_on=today,
        apartment_id=flats[0].id,
        planned_in=today,
        planned_out=today + dt.timedelta(days=30),
        decision_reference="påhittad 2027-15",
    )
    placements.save_placement(rig.work, made)
    placements.begin_assessment(rig.work, made)
    placements.enrol(rig.work, replace(made, enrolled_by="Greta", enrolled_on=today))
    placements.move_in(rig.work, made, today)
    held = save_reservation(
        rig.work,
        Reservation(
            id=new_id(),
            apartment_id=flats[0].id,
            case_id=case.id,
            state=ReservationState.PRELIMINARY,
            first=today + dt.timedelta(days=30),
            until=today + dt.timedelta(days=90),
            contact="Påhittade Nexus 018-000",
            made_on=today,
        ),
    )
    confirm_reservation(rig.work, held, by="Greta", on=today)
    stays.extend(
        rig.work,
        made,
        today + dt.timedelta(days=45),
        decided_by="Greta",
        reason="x",
        reasons={"until": "x"},
    )
    page.refresh()
    page.show_tab("placement")
    (row,) = rows(page, "Reservation")
    assert (row.line.text, row.line.tone) == ("Konflikt", "danger")
    assert "krockar med en placering" in page.safety.text()
    row.click()
    box = page._sheet.form.editor("proposal")
    assert isinstance(box, ProposalBox)
    labels = [box.itemText(place) for place in range(box.count())]
    assert labels == [
        "Välj ett förslag",
        "Lägenhet B, samma dagar",
        "Lägenhet A, tidigast fredag 26 mars 2027",
    ]
    box.setCurrentIndex(1)
    enter(page)
    assert not shown(page)
    moved = rig.database.get(Reservation, held.id)
    assert moved is not None
    assert (moved.state, moved.apartment_id) == (ReservationState.CONFIRMED, flats[1].id)


def _inquiry(rig):
    return Inquiry(
        id=new_id(),
        received_on=rig.desk.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )


def test_a_reservation_is_held_confirmed_and_becomes_the_placement(page, rig, case, flats):
    today = rig.desk.today
    page.show_tab("placement")
    button(page, "Ny placering").click()
    enter(
        page,
        apartment_id=flats[1].id,
        planned_in=today,
        planned_out=today + dt.timedelta(days=60),
        decision_reference="påhittad 2027-16",
    )
    button(page, "Reservera lägenhet").click()
    assert page._sheet.form.editor("apartment_id").value() == flats[1].id
    enter(page, contact="Påhittade Nexus")
    (row,) = rows(page, "Reservation")
    assert (row.line.text, row.line.aside) == ("Preliminär", "Går ut 2027-02-16")
    row.click()
    enter(page)
    assert rows(page, "Reservation")[0].line.text == "Bekräftad"
    button(page, "Börja bedöma").click()
    button(page, "Besluta om inskrivning").click()
    enter(page)
    assert not shown(page)
    held = rig.database.one(Reservation, "SELECT * FROM reservation")
    assert held is not None
    assert (held.state, held.placement_id) == (
        ReservationState.CONVERTED,
        the_placement(rig, case).id,
    )
    button(page, "Ändra dagarna").click()
    enter(page, planned_out=today + dt.timedelta(days=50))
    button(page, "Hon flyttar in").click()
    enter(page)
    button(page, "Förläng").click()
    enter(page, until=today + dt.timedelta(days=70), reason="Kontraktet är inte klart")
    button(page, "Ändra dagarna").click()
    enter(page, planned_out=today + dt.timedelta(days=65))
    assert the_placement(rig, case).state is PlacementState.EXTENDED
    button(page, "Besluta om utskrivning").click()
    enter(page, discharge_reason=DischargeReason.RELATIVES, her_request=True)
    button(page, "Hon flyttar ut").click()
    enter(page, aftercare=False)
    button(page, "Eftervård").click()
    enter(page)
    assert the_placement(rig, case).state is PlacementState.AFTERCARE
    button(page, "Följ upp eftervården").click()
    page._sheet.buttons[0].click()
    assert the_placement(rig, case).state is PlacementState.CLOSED
    assert words(page, "Placering")[0][2] == "Släkt eller vänner"


def test_a_request_is_refused_or_comes_to_nothing(page, rig, case, flats):
    page.show_tab("placement")
    button(page, "Ny placering").click()
    enter(page)
    button(page, "Börja bedöma").click()
    button(page, "Neka eller avsluta").click()
    enter(page)
    assert words(page, "Placering") == [("Nekad", "Ingen lägenhet vald · Nexus", "Fullt")]
    button(page, "Ny placering").click()
    enter(page, placer=Placer.NONE, own_motive="Akut", board_considered=True, cost_agreement="0 kr")
    asked = the_placement(rig, case)
    button(page, "Blev inte av").click()
    enter(page, refusal_words="Fick bo hos en vän")
    gone = rig.database.get(Placement, asked.id)
    assert gone is not None
    assert PlacementState.CANCELLED in {
        each.state for each in placements_of_case(rig.database, case.id)
    }


def test_the_answer_to_a_placer_is_copied_for_a_minute_without_an_address(
    qapp, qtbot, rig, case, flats
):
    said = []
    panel = ReplyPanel(rig.desk, said.append)
    qtbot.addWidget(panel)
    panel.form.editor("children").set_value(2)
    panel.form.editor("pets").set_value(True)
    panel.ask()
    assert panel.words.text() == (
        "Ledigt från 9 februari 2027, en vuxen och två barn, husdjur går bra."
    )
    panel.copy.click()
    assert clipboard.text() == panel.words.text()
    assert "Lägenhet" not in clipboard.text()
    assert said
    panel.form.editor("children").set_value(9)
    panel.ask()
    assert panel.words.text() == "Vi har tyvärr inget ledigt för den tiden."
    clipboard.clear()
