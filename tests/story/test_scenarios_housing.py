"""Scenarios 15, 17, 20 and 21: the apartments, through the screen and the same flows as it."""

import datetime as dt
from dataclasses import replace

import pytest

from kvinnobyran.domain.apartment import Apartment, DayState
from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.group import Group, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.incident import Incident, Leak
from kvinnobyran.domain.meeting import Meeting, Presence
from kvinnobyran.domain.membership import Membership, MembershipState
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.placement import DischargeReason, Placement, PlacementState
from kvinnobyran.domain.purging import HandOver, RetentionState
from kvinnobyran.domain.relation import Relation
from kvinnobyran.domain.retention import RetentionClass
from kvinnobyran.domain.stay import StayState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.domain.vacancy import reply
from kvinnobyran.flows import apartments as flats
from kvinnobyran.flows import cases, discharge, groups, meetings, memberships, placements, purging
from kvinnobyran.flows.access_log import end_words, hold_against_chain
from kvinnobyran.flows.kin import add_around
from kvinnobyran.flows.work import Work
from kvinnobyran.store.access_log import log_lines
from kvinnobyran.store.apartments import placements_of_case, stays
from kvinnobyran.store.evenings import evening_of
from kvinnobyran.store.free import vacancies
from kvinnobyran.store.groups import types
from kvinnobyran.store.homes import homes
from kvinnobyran.store.placements import offers_of
from kvinnobyran.store.retention import due
from kvinnobyran.ui.settings.apartments import ApartmentSection
from tests.flows.conftest import Office
from tests.flows.housing_kit import BECAUSE, Housing
from tests.story.test_scenarios_3_and_7 import play_on


class Telling:
    """A play with two apartments, told day by day."""

    def __init__(self, play):
        self.play = play
        self.office = Office(play.database, "Greta", play.clock.now)
        self.house = Housing(self.office)

    def day(self, day: dt.date) -> None:
        """Let it be another day."""
        self.play.clock.now = dt.datetime.combine(day, dt.time(10, 0), self.play.clock.now.tzinfo)
        self.office.now = self.play.clock.now

    def lives(self, flat: Apartment, first: dt.date, until: dt.date) -> Placement:
        """Let somebody move in on a day."""
        self.day(first)
        stay = self.house.decided(flat, first, until)
        return placements.move_in(self.office.work, stay, first, reasons=BECAUSE)

    def figure(self, period: str, table: str, **at: str) -> int | None:
        """Return one figure of the report; what is not named is the total."""
        found = self.play.report(period)[table]
        where = {each.id: at.get(each.id, "total") for each in found.dimensions}
        return next(cell.value for cell in found.cells if dict(cell.at) == where)


@pytest.fixture
def telling(qapp, qtbot, tmp_path):
    play = play_on(tmp_path, qtbot, dt.date(2027, 1, 15))
    yield Telling(play)
    play.close()


def test_scenario_15_a_placement_by_nexus_as_usual(telling):
    play, house = telling.play, telling.house
    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Påhittade Frost")
    case = play.first_contact(person)
    for born in ("2020-04-02", "2017-11-09"):
        child = Person(id=new_id(), alias="Påhittat barn", birth=PartialDate.from_stored(born))
        relation = Relation(id=new_id(), person_id=person.id, other_id=child.id)
        add_around(play.work, child, relation)
    play.window.open_case(case.id, tab="placement")
    play.press("Ny placering")
    play.enter(
        apartment_id=house.a.id,
        planned_in=dt.date(2027, 1, 15),
        planned_out=dt.date(2027, 7, 15),
        decision_reference="påhittad 2027-15",
        decision_on=dt.date(2027, 1, 14),
    )
    assert "181 nätter" in play.words()
    play.press("Lägg till barn")
    play.enter()
    play.press("Lägg till barn")
    second = play.page._sheet.form.editor("child_id")
    second.setCurrentIndex(1)
    play.enter()
    play.press("Lägg till djur")
    play.enter(species="katt")
    play.press("Börja bedöma")
    play.press("Besluta om inskrivning")
    play.enter()
    play.press("Hon flyttar in")
    play.enter()
    (stay,) = placements_of_case(play.database, case.id)
    assert stay.state is PlacementState.MOVED_IN
    assert len(offers_of(play.database, stay.id)) == 3
    today, end = play.desk.today, dt.date.max
    (bar,) = stays(play.database, today, end, today)
    assert (bar.label, bar.people, bar.pets, bar.state) == (case.code, 3, True, StayState.CONFIRMED)
    assert [(home.code, home.state, home.days_left) for home in homes(play.database, today)] == [
        ("Lägenhet A", DayState.OCCUPIED, 181),
        ("Lägenhet B", DayState.FREE, None),
    ]
    play.window.go("today")
    assert "181 dagar kvar" in play.words()
    telling.day(dt.date(2027, 6, 30))
    assert telling.figure("2027-H1", "housing_nights") == 167
    assert telling.figure("2027-H1", "stay_length") == 0
    assert telling.figure("2027-H1", "placements_begun", placer="nexus") == 1


def test_scenario_17_out_and_in_on_the_same_day(telling):
    play, house = telling.play, telling.house
    first = telling.lives(house.a, dt.date(2027, 3, 1), dt.date(2027, 8, 2))
    case = telling.office.case("Påhittade Nästa")
    asked = house.request(
        case,
        apartment_id=house.a.id,
        planned_in=dt.date(2027, 8, 1),
        planned_out=dt.date(2027, 12, 1),
    )
    placements.begin_assessment(telling.office.work, asked)
    play.window.open_case(case.id, tab="placement")
    play.press("Besluta om inskrivning")
    play.enter()
    told = [fault for box in play.page._sheet.form._boxes.values() for fault in box.told()]
    assert any("2 augusti 2027. Börja den dagen" in each["sentence"] for each in told)
    play.enter(planned_in=dt.date(2027, 8, 2))
    assert play.page._sheet is None
    telling.day(dt.date(2027, 8, 2))
    house.leave(first)
    (coming,) = placements_of_case(play.database, case.id)
    moved = placements.move_in(telling.office.work, coming, dt.date(2027, 8, 2))
    assert moved.moved_in == dt.date(2027, 8, 2)
    # Two who save the same interval: one wins, the other gets a message.
    both = [
        house.request(
            apartment_id=house.b.id,
            planned_in=dt.date(2027, 9, 1),
            planned_out=dt.date(2027, 10, 1),
        )
        for _ in range(2)
    ]
    house.enrolled(both[0])
    with pytest.raises(Refused, match="Det du har skrivit är kvar"):
        house.enrolled(both[1])


def test_scenario_20_an_address_that_has_become_known(telling):
    play, house = telling.play, telling.house
    telling.day(dt.date(2027, 7, 20))
    stay = house.decided(house.b, dt.date(2027, 7, 20), dt.date(2028, 1, 20))
    house.child(stay, "2019-05-01")
    stay = placements.move_in(telling.office.work, stay, dt.date(2027, 7, 20), reasons=BECAUSE)
    telling.day(dt.date(2027, 9, 10))
    play.window.go("settings")
    section = play.window.findChild(ApartmentSection)
    section.refresh()
    section.listed.rows[1].click()
    section.incidents.exposed.click()
    section.incidents.form.editor("words").set_value("Utövaren sågs vid grinden.")
    section.incidents.telling.go.click()
    told = [fault for box in section.incidents.form._boxes.values() for fault in box.told()]
    assert ["Svara på om uppgifter" in each["sentence"] for each in told] == [True]
    section.incidents.form.editor("leak").set_value(Leak.NO)
    section.incidents.telling.go.click()
    incident = play.database.one(Incident, "SELECT * FROM incident")
    assert incident is not None
    assert incident.apartment_id == house.b.id
    assert homes(play.database, play.desk.today)[1].state is DayState.CLOSED
    assert [each[0] for each in house.tasks("domain.md B10")] == [
        "Röjd adress: flytta henne till ett annat skyddat boende idag"
    ]
    offered = vacancies(play.database, play.desk.today, first=play.desk.today, nights=180)
    assert [each.apartment for each in offered] == ["Lägenhet A"]
    assert "Lägenhet" not in reply(offered[0].first, adults=1, children=2, pets=None)
    with pytest.raises(Refused):
        house.decided(house.b, dt.date(2027, 10, 1), dt.date(2027, 11, 1))
    telling.play.window.open_case(stay.case_id, tab="placement")
    play.press("Besluta om utskrivning")
    play.enter(discharge_reason=DischargeReason.EXPOSED)
    play.press("Hon flyttar ut")
    play.enter(aftercare=True)
    (left,) = placements_of_case(play.database, stay.case_id)
    assert (left.state, left.moved_out) == (PlacementState.AFTERCARE, dt.date(2027, 9, 10))
    assert house.tasks("domain.md B10") == []
    assert telling.figure("2027", "housing_nights") == 52
    assert telling.figure("2027", "placements_ended", discharge_reason="exposed") == 1
    flats.save_incident(telling.office.work, replace(incident, measures="Polisanmält."))
    the_household_is_purged_and_the_log_stands(telling, stay, incident)


def the_household_is_purged_and_the_log_stands(telling, stay, incident):
    """D1, D3, D4, D7: two years on she is gone; the flat, what happened and 52 nights are not."""
    office, database = telling.office, telling.play.database
    telling.day(dt.date(2027, 10, 1))
    (left,) = placements_of_case(database, stay.case_id)
    discharge.close_placement(office.work, left, office.work.today)
    case = database.get(Case, stay.case_id)
    cases.close_case(
        office.work, case, closed_on=office.work.today, reason=CloseReason.MOVED, reasons=BECAUSE
    )
    before = telling.figure("2027", "housing_nights")
    telling.day(dt.date(2029, 10, 2))
    (line,) = [each for each in due(database, office.work.today) if each.case]
    assert line.kept.of_class is RetentionClass.PLACEMENT
    assert line.kept.latest == dt.date(2030, 12, 31)
    purging.decide(office.work, line.of, RetentionState.PROPOSED)
    colleague = Work(database, "Hanna", office.now)
    with pytest.raises(Refused):  # a child lived with her: the board is asked first (D1)
        purging.purge(colleague, [line.of], reasons=BECAUSE)
    purging.answer_hand_over(office.work, line.of, HandOver.HANDED_OVER)
    purging.purge(colleague, [line.of], reasons={"clock": "Almanackan"})
    assert placements_of_case(database, stay.case_id) == []
    assert database.get(Incident, incident.id) is not None
    assert database.get(Apartment, stay.apartment_id) is not None
    assert telling.figure("2027", "housing_nights") == before == 52
    everything = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
    assert case.code not in repr(log_lines(database, *everything))
    assert hold_against_chain(database, end_words(database.audit_head())).whole


def test_scenario_21_a_stay_and_kvallskafeet_are_one_woman(telling):
    house, database = telling.house, telling.play.database
    stay = telling.lives(house.b, dt.date(2026, 11, 16), dt.date(2027, 3, 31))
    son = house.child(stay, "2020-09-01", boy=True)
    case = database.value("SELECT person_id FROM support_case WHERE id = ?", (stay.case_id,))
    telling.day(dt.date(2027, 1, 18))
    cafe = next(each for each in types(database) if each.label == "Kvällskaféet")
    group = Group(
        id=new_id(),
        type_id=cafe.id,
        name="Kvällskaféet VT 2027",
        starts_on=dt.date(2027, 1, 18),
        seats=cafe.seats,
        minutes=cafe.minutes,
    )
    groups.save_group(telling.office.work, group)
    groups.start_group(telling.office.work, groups.open_group(telling.office.work, group))
    made = Membership(
        id=new_id(),
        group_id=group.id,
        person_id=str(case),
        case_id=stay.case_id,
        role=Role.MOTHER,
        state=MembershipState.ADMITTED,
        asked_on=group.starts_on,
        from_on=group.starts_on,
    )
    her = memberships.save_membership(telling.office.work, made, reasons=BECAUSE)
    her = memberships.save_membership(
        telling.office.work, replace(her, state=MembershipState.TAKING_PART), reasons=BECAUSE
    )
    telling.day(dt.date(2027, 3, 31))
    left = house.leave(stay, aftercare=True)
    assert left.state is PlacementState.AFTERCARE
    telling.day(dt.date(2027, 4, 26))
    meeting = Meeting(id=new_id(), group_id=group.id, held_on=dt.date(2027, 4, 26))
    meetings.save_meeting(telling.office.work, meeting)
    came = meetings.set_presence(telling.office.work, meeting.id, her.id, Presence.PRESENT)
    assert came is not None
    sheet = repr(evening_of(database, meeting.id))
    assert "Lägenhet" not in sheet
    assert "placering" not in sheet.casefold()
    assert database.value("SELECT count(*) FROM person WHERE id = ?", (case,)) == 1
    assert son.child_id != case
    # 16 November to 31 March: 46 nights in the old year, 89 in the new.
    assert telling.figure("2026", "housing_nights") == 46
    assert telling.figure("2027-H1", "housing_nights") == 89
    assert telling.figure("2027-H1", "stay_length", stay_length="mean") == 135
    open_ones = discharge.review_aftercare(telling.office.work, left, dt.date(2027, 8, 1))
    assert open_ones.state is PlacementState.AFTERCARE
