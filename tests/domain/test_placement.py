"""The rules of apartments, placements and reservations as values: each sentence has its case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kvinnobyran.domain.apartment import (
    Apartment,
    Closure,
    ClosureKind,
    apartment_faults,
    closure_faults,
)
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.incident import Incident, Leak, incident_faults, incident_reminders
from kvinnobyran.domain.person import Gender
from kvinnobyran.domain.placement import DischargeReason, LegalGround, Placement, PlacementState
from kvinnobyran.domain.placement_reminders import birthday_reminders, stay_reminders
from kvinnobyran.domain.placement_rows import PlacementChild
from kvinnobyran.domain.placement_rules import (
    Guest,
    Ivo,
    child_faults,
    decision_faults,
    discharge_faults,
    enrolment_faults,
    fit_faults,
    leave_faults,
    move_in_faults,
    move_out_faults,
    of_age_on,
    placement_faults,
)
from kvinnobyran.domain.reservation import (
    Reservation,
    ReservationState,
    expires,
    reservation_faults,
)
from kvinnobyran.domain.span import Span, gaps
from kvinnobyran.domain.stay import Stay, StayKind, StayState
from kvinnobyran.domain.vacancy import reply

TODAY = date(2027, 2, 9)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
FLAT = Apartment(id="a", code="Lägenhet A")
STAY = Placement(id="p", case_id="c", requested_on=TODAY, planned_in=TODAY, planned_out=TOMORROW)
HELD = Reservation(id="r", apartment_id="a", first=TODAY, until=TOMORROW, made_on=TODAY)


def fields(found):
    return [fault.field for fault in found]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": " "}, "code"),
        ({"code": "lägenhet b"}, "code"),
        ({"code": "Påhittade gatan 3 B"}, "code"),
        ({"code": "Hittevägen 3"}, "code"),
        ({"code": "Påhittsgatan"}, "code"),
        ({"adults": 0}, "adults"),
        ({"children": 99}, "children"),
        ({"no_sons_from": 40}, "no_sons_from"),
    ],
)
def test_an_apartment_has_a_code_that_is_no_address_and_beds(values, field):
    taken = frozenset({"lägenhet b"})
    assert apartment_faults(FLAT, taken_codes=taken) == ()
    assert fields(apartment_faults(replace(FLAT, **values), taken_codes=taken)) == [field]


def test_a_closure_ends_after_it_begins_and_cleaning_has_an_end():
    cleaning = Closure(id="s", apartment_id="a", first=TODAY, until=TOMORROW)
    assert closure_faults(cleaning) == ()
    assert fields(closure_faults(replace(cleaning, until=TODAY))) == ["until"]
    assert fields(closure_faults(replace(cleaning, until=None))) == ["until"]
    assert closure_faults(replace(cleaning, until=None, kind=ClosureKind.EXPOSED)) == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"requested_on": TOMORROW}, "requested_on"),
        ({"adults": 0}, "adults"),
        ({"planned_in": None}, "planned_in"),
        ({"planned_out": TODAY}, "planned_out"),
        ({"decision_on": TODAY, "decision_until": YESTERDAY}, "decision_until"),
        ({"decision_on": TOMORROW}, "decision_on"),
        ({"daily_fee": -1}, "daily_fee"),
    ],
)
def test_what_is_written_about_a_placement_fits_together(values, field):
    assert placement_faults(STAY, today=TODAY) == ()
    assert fields(placement_faults(replace(STAY, **values), today=TODAY)) == [field]


def test_B4_a_decision_rests_on_a_law_and_has_a_day_that_has_come():
    asked = replace(STAY, decision_reference="påhittad", legal_ground=LegalGround.NONE)
    assert fields(decision_faults(asked)) == ["legal_ground"]
    nowhere = replace(
        STAY, planned_in=None, decision_reference="x", enrolled_by="Greta", enrolled_on=TOMORROW
    )
    found = fields(enrolment_faults(nowhere, ivo=Ivo(), today=TODAY))
    assert found == ["apartment_id", "planned_in", "enrolled_on"]


def test_B5_a_child_leaves_after_it_has_come_and_by_act_only_under_the_act():
    child = PlacementChild(id="k", placement_id="p", child_id="b")
    assert child_faults(child, STAY) == ()
    early = replace(child, moves_out=YESTERDAY)
    assert "moves_out" in fields(child_faults(early, STAY))
    assert fields(child_faults(replace(child, by_act=True), STAY)) == ["by_act"]
    unplanned = replace(STAY, planned_in=None, planned_out=None)
    assert child_faults(replace(child, moves_in=TODAY), unplanned) == ()


def test_B4_the_day_she_moves_in_lies_between_the_decision_and_the_end():
    decided = replace(STAY, enrolled_by="Greta", enrolled_on=TODAY)

    def found(on, placement=decided):
        return fields(move_in_faults(placement, (), on, ivo=Ivo(), today=TODAY))

    assert found(TODAY) == []
    assert found(YESTERDAY) == ["moved_in"]
    assert found(TOMORROW) == ["moved_in", "moved_in"]
    assert found(TODAY, STAY) == ["enrolled_by"]


def test_L11_a_designated_person_is_asked_for_and_demanded_of_a_permitted_home():
    child = PlacementChild(id="k", placement_id="p", child_id="b")
    decided = replace(STAY, enrolled_by="Greta", enrolled_on=TODAY, legal_ground=LegalGround.ACT)
    for ivo in (Ivo(), Ivo(on=True)):
        (fault,) = move_in_faults(decided, (child,), TODAY, ivo=ivo, today=TODAY)
        assert (fault.field, fault.severity.value == "STOPP") == ("designated", ivo.on)
    own = replace(decided, legal_ground=LegalGround.SOL)
    assert move_in_faults(own, (child,), TODAY, ivo=Ivo(), today=TODAY) == ()


def test_B4_a_discharge_says_where_to_and_a_day_that_has_come():
    going = replace(
        STAY,
        discharge_by="Greta",
        discharge_on=TOMORROW,
        discharge_reason=DischargeReason.OTHER,
    )
    found = discharge_faults(going, (), ivo=Ivo(), today=TODAY)
    assert fields(found) == ["discharge_on", "discharge_words"]
    assert leave_faults(()) == ()


def test_B4_she_moves_out_on_a_day_that_has_come_after_she_came():
    there = replace(STAY, moved_in=TODAY, discharge_by="Greta", discharge_on=TODAY)
    assert move_out_faults(there, TODAY, today=TODAY) == ()
    assert fields(move_out_faults(there, YESTERDAY, today=TODAY)) == ["moved_out"]
    assert fields(move_out_faults(there, TOMORROW, today=TODAY)) == ["moved_out"]


def test_B8_a_birthday_is_known_or_not_and_only_while_it_goes_on():
    known = PartialDate.from_stored("2009-10-01")
    assert of_age_on(known) == date(2027, 10, 1)
    assert of_age_on(PartialDate.from_stored("2009")) is None
    assert of_age_on(None) is None
    assert birthday_reminders(STAY, [("k", known)], today=TODAY) == ()
    assert stay_reminders(STAY, today=TODAY) == ()
    long_ago = replace(
        STAY,
        state=PlacementState.MOVED_IN,
        legal_ground=LegalGround.ACT,
        decision_on=date(2025, 1, 10),
        moved_in=date(2025, 1, 10),
    )
    days = {each.part: each.due_on for each in stay_reminders(long_ago, today=TODAY)}
    assert days["reconsider"] == date(2027, 7, 10)
    assert long_ago.actual == Span(date(2025, 1, 10))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until": TODAY}, "until"),
        ({"words": " "}, "words"),
        ({"adults": 0}, "adults"),
        ({"state": ReservationState.PRELIMINARY}, "expires_on"),
        ({"state": ReservationState.CONFIRMED}, "confirmed_by"),
        ({"state": ReservationState.CANCELLED}, "end_reason"),
    ],
)
def test_a_reservation_is_for_somebody_and_has_what_its_state_asks_for(values, field):
    assert reservation_faults(HELD) == ()
    assert fields(reservation_faults(replace(HELD, **values))) == [field]


def test_B3_seven_days_are_the_default():
    assert expires(TODAY) == date(2027, 2, 16)


def test_an_incident_has_happened_and_is_reported_after_it():
    incident = Incident(id="i", happened_on=TODAY, leak=Leak.YES)
    assert incident_faults(incident, today=TODAY) == ()
    wrong = replace(incident, happened_on=TOMORROW, reported_on=YESTERDAY)
    assert fields(incident_faults(wrong, today=TODAY)) == ["happened_on", "reported_on"]
    assert len(incident_reminders(incident)) == 1
    assert incident_reminders(replace(incident, reported_on=TODAY)) == ()


def test_the_answer_to_a_placer_says_when_and_for_whom_and_never_where():
    assert reply(None, adults=1, children=0, pets=None).startswith("Vi har tyvärr inget")
    alone = reply(TODAY, adults=2, children=0, pets=False, until=date(2027, 8, 3))
    assert alone == (
        "Ledigt från 9 februari 2027 till 3 augusti 2027, två vuxna, husdjur går tyvärr inte."
    )
    assert "tolv" not in reply(TODAY, adults=1, children=12, pets=None)
    assert "ett barn" in reply(TODAY, adults=1, children=1, pets=True)


def test_gaps_end_with_what_is_looked_at():
    taken = [Span(date(2027, 3, 1), date(2027, 3, 5)), Span(date(2027, 6, 1))]
    within = Span(date(2027, 3, 2), date(2027, 4, 1))
    assert gaps(taken, within) == (Span(date(2027, 3, 5), date(2027, 4, 1)),)
    full = [Span(date(2027, 3, 1))]
    assert gaps(full, within) == ()


def test_a_bar_knows_its_days_and_its_people():
    bar = Stay(
        kind=StayKind.PLACEMENT,
        id="p",
        apartment_id="a",
        apartment="Lägenhet A",
        case_id="c",
        label="KB-27-001",
        first=TODAY,
        until=None,
        state=StayState.CONFIRMED,
        stage="Inflyttad",
        adults=1,
        children=2,
    )
    assert (bar.people, bar.span) == (3, Span(TODAY))


def test_B6_nothing_is_said_of_ages_while_no_day_is_planned():
    unplanned = replace(STAY, planned_in=None, planned_out=None)
    grown = Guest(birth=PartialDate.from_stored("2001-01-01"))
    assert fit_faults(unplanned, FLAT, (grown,), ()) == ()


@pytest.mark.parametrize(
    ("birth", "gender", "said"),
    [
        ("2012-03-01", Gender.MALE, "Husregeln"),
        ("2012-03-01", Gender.NOT_ASKED, "Huset har en regel"),
        ("2012-03-01", Gender.FEMALE, ""),
        (None, Gender.MALE, "Huset har en regel"),
        (None, Gender.NOT_ASKED, "Huset har en regel"),
        (None, Gender.FEMALE, ""),
        ("2020-03-01", Gender.MALE, ""),
        ("2020-03-01", Gender.NOT_ASKED, ""),
    ],
)
def test_B6_a_son_of_unknown_age_is_asked_about(birth, gender, said):
    child = Guest(birth=PartialDate.from_stored(birth) if birth else None, gender=gender)
    found = fit_faults(STAY, replace(FLAT, no_sons_from=13, children=1), (child,), ())
    assert fields(found) == (["sons"] if said else [])
    assert all(each.sentence.startswith(said) for each in found)
    assert fit_faults(STAY, replace(FLAT, children=1), (child,), ()) == ()
