"""What is asked and done around the apartments beside the B rules: lists, moves, changed minds."""

from dataclasses import replace
from datetime import date

import pytest

from kvinnobyran.domain.apartment import Closure, ClosureKind, DayState
from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.placement import MoveInCheck, PlacementState, RefusalReason
from kvinnobyran.domain.placement_rows import HomeStep, PlacementPet
from kvinnobyran.domain.reservation import Reservation, ReservationState
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.stay import StayKind, StayState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import (
    apartments,
    cases,
    conflicts,
    discharge,
    placement_rows,
    placements,
    reservations,
    stays,
)
from kvinnobyran.statistics import housing
from kvinnobyran.statistics.housing_tables import tables
from kvinnobyran.statistics.makers import slug
from kvinnobyran.statistics.period import Period
from kvinnobyran.store import apartments as stored
from kvinnobyran.store.free import earliest_free, proposals, vacancies
from kvinnobyran.store.homes import homes
from kvinnobyran.store.placements import extensions_of, home_steps_of, residents
from tests.flows.housing_kit import BECAUSE, Housing, swept

R, S = ReservationState, PlacementState


@pytest.fixture
def house(shared_database):
    with swept(shared_database) as office:
        yield Housing(office)


def closure(house, first, until, kind=ClosureKind.CLEANING):
    made = Closure(id=new_id(), apartment_id=house.a.id, kind=kind, first=first, until=until)
    return apartments.save_closure(house.office.work, made)


def told(refused):
    return {fault.field for fault in refused.value.faults}


# --- questions --------------------------------------------------------------------------------


def test_the_bars_say_how_sure_they_are_and_what_has_run_over(house):
    house.request(apartment_id=house.a.id, planned_in=house.day(1), planned_out=house.day(9))
    here = house.living(house.b, house.day(20))
    held = house.confirmed(house.b, house.day(20), house.day(40))
    closure(house, house.day(30), house.day(33))
    house.office.later(25)
    database, today = house.office.database, house.today
    found = {each.id: each for each in stored.stays(database, date.min, date.max, today)}
    assert [each.state for each in found.values()] == [
        StayState.PRELIMINARY,
        StayState.CLOSURE,
        StayState.CONFIRMED,
        StayState.CONFIRMED,
    ]
    assert found[here.id].overrun
    assert not found[held.id].overrun
    assert stored.stay(database, held.id, today) == found[held.id]
    assert stored.stay(database, new_id(), today) is None
    only = stored.stays(database, date.min, date.max, today, apartment_id=house.a.id)
    assert {each.apartment for each in only} == {"Lägenhet A"}
    # She has not left: nobody knows when it is free, whatever was planned.
    offered = vacancies(database, today, first=today)
    assert [each.apartment for each in offered] == ["Lägenhet A"]
    assert earliest_free(database, house.b.id, today, 10, today) is None
    assert [each.id for each in residents(database, house.b.id, today)] == [here.id]


def test_idag_says_what_each_apartment_is(house):
    def states():
        return [each.state for each in homes(house.office.database, house.today)]

    assert states() == [DayState.FREE, DayState.FREE]
    closure(house, house.today, house.day(3))
    held = house.reservation(house.b, house.today, house.day(30))
    assert states() == [DayState.CLOSED, DayState.RESERVED]
    with house.office.work.step("Prov") as tx:
        conflicts.into_conflict(house.office.work, tx, held)
    assert states() == [DayState.CLOSED, DayState.CONFLICT]
    closed, _ = homes(house.office.database, house.today)
    assert (closed.free_from, closed.days_left) == (house.day(3), None)


def test_idag_says_days_left_and_when_nobody_knows(house):
    stay = house.living(house.a, house.day(10))
    home = homes(house.office.database, house.today)[0]
    assert (home.state, home.days_left, home.free_from) == (
        DayState.OCCUPIED,
        10,
        house.day(10),
    )
    house.office.later(12)
    over = homes(house.office.database, house.today)[0]
    assert (over.case_id, over.days_left, over.free_from) == (stay.case_id, -2, None)


def test_who_does_not_fit_is_offered_nothing(house):
    small = house.apartment("Lägenhet C", adults=1, children=0, pets=False)
    found = vacancies(house.office.database, house.today, first=house.today, children=2, pets=True)
    assert small.id not in {each.apartment_id for each in found}
    house.living(house.a, None)
    again = vacancies(house.office.database, house.today, first=house.today, children=9)
    assert again == []
    held = house.reservation(house.b, house.day(1), None, children=1)
    assert [each.apartment for each in proposals(house.office.database, held, house.today)] == [
        "Lägenhet B"
    ]


# --- apartments -------------------------------------------------------------------------------


def test_an_apartment_is_given_up_when_nobody_is_on_the_way(house):
    house.decided(house.a, house.day(10), house.day(20))
    with pytest.raises(Refused):
        apartments.retire_apartment(house.office.work, house.a, house.day(5))
    apartments.retire_apartment(house.office.work, house.a, house.day(20))
    assert [each.code for each in stored.apartments(house.office.database)] == ["Lägenhet B"]
    assert len(stored.apartments(house.office.database, retired=True)) == 2


def test_a_code_is_one_apartments_own(house):
    with pytest.raises(Refused):
        house.apartment("lägenhet a ")


def test_an_apartment_is_not_closed_over_what_is_held(house):
    house.confirmed(house.a, house.day(3), house.day(9))
    with pytest.raises(Refused):
        closure(house, house.day(1), house.day(4))
    with pytest.raises(Refused):
        closure(house, house.day(20), None, ClosureKind.EXPOSED)
    shut = closure(house, house.day(1), house.day(3))
    apartments.remove_closure(house.office.work, shut)
    assert stored.closures_of(house.office.database, house.a.id) == []


# --- reservations -----------------------------------------------------------------------------


def test_a_reservation_begins_preliminary_and_changes_by_its_own_ways(house):
    with pytest.raises(Refused) as refused:
        house.reservation(house.a, house.day(1), house.day(5), state=R.CONFIRMED)
    assert "state" in told(refused)
    asked = house.reservation(house.a, house.day(1), house.day(5), state=R.REQUESTED)
    held = reservations.hold(house.office.work, asked)
    longer = reservations.save_reservation(
        house.office.work, replace(held, until=house.day(9), contact="Påhittad")
    )
    assert (longer.state, longer.until) == (R.PRELIMINARY, house.day(9))
    with pytest.raises(Refused):
        house.reservation(house.a, house.day(8), house.day(12))
    with pytest.raises(Refused) as refused:
        reservations.save_reservation(house.office.work, replace(held, state=R.CONFIRMED))
    assert "state" in told(refused)
    with pytest.raises(Refused):
        reservations.confirm_reservation(house.office.work, held, by="Greta", on=house.day(1))
    gone = reservations.cancel_reservation(house.office.work, held, "De tackade nej")
    with pytest.raises(Refused):
        reservations.save_reservation(house.office.work, replace(gone, contact="x"))
    with pytest.raises(Refused):
        reservations.move_reservation(
            house.office.work, gone, apartment_id=house.b.id, span=gone.span
        )


def test_a_conflict_that_is_given_up_keeps_its_row_and_its_reason(house):
    held = house.confirmed(house.a, house.day(1), house.day(5))
    other = house.confirmed(house.a, house.day(8), house.day(12))
    with house.office.work.step("Prov") as tx:
        for each in (held, other):
            conflicts.into_conflict(house.office.work, tx, each)
    assert len(house.tasks("domain.md B2")) == 2
    gone = reservations.cancel_reservation(house.office.work, held, "Fick plats i Gävle")
    assert (gone.state, gone.end_reason) == (R.CANCELLED, "Fick plats i Gävle")
    assert len(house.tasks("domain.md B2")) == 1


def test_more_people_than_beds_want_a_reason(house):
    with pytest.raises(Refused) as refused:
        house.reservation(house.a, house.day(1), house.day(5), children=9)
    assert told(refused) == {"adults"}
    with pytest.raises(Refused) as refused:
        reservations.save_reservation(
            house.office.work,
            Reservation(
                id=new_id(),
                apartment_id=new_id(),
                first=house.day(1),
                made_on=house.today,
            ),
        )
    assert "apartment_id" in told(refused)


def test_a_reservation_of_another_case_is_not_converted(house):
    theirs = house.office.case("Påhittade Annan")
    held = house.confirmed(house.a, house.day(1), house.day(5), case_id=theirs.id)
    asked = house.request(apartment_id=house.a.id, planned_in=house.day(1))
    for wrong in (held.id, new_id()):
        with pytest.raises(Refused) as refused:
            house.enrolled(asked, reservation_id=wrong)
        assert "reservation" in told(refused)
        asked = house.request(apartment_id=house.a.id, planned_in=house.day(1))


# --- the calendar's own way -------------------------------------------------------------------


def shift(house, kind, record, first, until, reasons=BECAUSE, flat=None):
    stays.shift_stay(
        house.office.work,
        kind,
        record.id,
        apartment_id=(flat or house.a).id,
        span=Span(first, until),
        reasons=reasons,
    )
    return house.again(record)


def test_every_kind_of_bar_is_moved_as_one_step(house):
    shut = closure(house, house.day(1), house.day(3))
    assert shift(house, StayKind.CLOSURE, shut, house.day(2), house.day(5)).until == house.day(5)
    held = house.reservation(house.a, house.day(10), house.day(20))
    moved = shift(house, StayKind.RESERVATION, held, house.day(5), house.day(9))
    assert moved.first == house.day(5)
    coming = house.decided(house.a, house.day(30), house.day(60))
    across = shift(house, StayKind.PLACEMENT, coming, house.day(31), house.day(61), flat=house.b)
    assert (across.apartment_id, across.planned_in) == (house.b.id, house.day(31))
    for kind in StayKind:
        if kind is StayKind.PLACEMENT:
            with pytest.raises(Refused):
                shift(house, kind, replace(coming, id=new_id()), house.day(1), None)
        else:
            shift(house, kind, replace(coming, id=new_id()), house.day(1), None)


def test_a_longer_stay_of_who_lives_there_is_an_extension_with_its_reason(house):
    there = house.living(house.a, house.day(20))
    with pytest.raises(Refused) as refused:
        shift(house, StayKind.PLACEMENT, there, house.today, house.day(30), reasons={})
    assert told(refused) == {"reason"}
    longer = shift(house, StayKind.PLACEMENT, there, house.today, house.day(30))
    assert longer.state is S.EXTENDED
    assert [each.until for each in extensions_of(house.office.database, there.id)] == [
        house.day(30)
    ]
    shorter = shift(house, StayKind.PLACEMENT, there, house.today, house.day(25))
    assert shorter.planned_out == house.day(25)
    for first, until in ((house.day(1), house.day(25)), (house.today, None)):
        with pytest.raises(Refused):
            shift(house, StayKind.PLACEMENT, there, first, until)


def test_what_is_over_is_not_moved_and_what_is_asked_for_needs_no_place(house):
    there = house.living(house.a, house.day(20))
    left = house.leave(there)
    with pytest.raises(Refused) as refused:
        stays.replan(
            house.office.work, left, apartment_id=house.a.id, first=house.today, until=None
        )
    assert "state" in told(refused)
    with pytest.raises(Refused) as refused:
        stays.extend(house.office.work, left, house.day(30), decided_by=" ", reason=" ")
    assert {"state", "decided_by", "reason"} <= told(refused)
    asked = house.request(apartment_id=house.a.id, planned_in=house.day(1))
    free = stays.replan(house.office.work, asked, apartment_id=None, first=None, until=None)
    assert free.apartment_id is None


def test_an_extension_has_an_end_a_longer_one_and_a_decision_that_holds(house):
    open_ended = house.living(house.a, None)
    with pytest.raises(Refused) as refused:
        stays.extend(house.office.work, open_ended, house.day(9), decided_by="Greta", reason="x")
    assert "until" in told(refused)
    there = house.decided(house.b, house.today, house.day(20), decision_until=house.day(25))
    placements.move_in(house.office.work, there, house.today)
    for until, field in ((house.day(20), "until"), (house.day(30), "decision")):
        with pytest.raises(Refused) as refused:
            stays.extend(house.office.work, there, until, decided_by="Greta", reason="x")
        assert told(refused) == {field}


# --- the placement, second thoughts --------------------------------------------------------------


def test_what_came_to_nothing_says_why_and_leaves_the_nights_free(house):
    coming = house.decided(house.a, house.day(1), house.day(20))
    with pytest.raises(Refused):
        placements.cancel_placement(house.office.work, coming, " ")
    gone = placements.cancel_placement(house.office.work, coming, "Fick bo hos en vän")
    assert gone.state is S.CANCELLED
    house.decided(house.a, house.day(1), house.day(20))


def test_no_is_said_on_a_day_that_has_come(house):
    asked = house.request()
    placements.begin_assessment(house.office.work, asked)
    with pytest.raises(Refused) as refused:
        placements.refuse(
            house.office.work,
            asked,
            RefusalReason.NO_PLACE,
            on=house.day(1),
        )
    assert told(refused) == {"refused_on"}


def test_a_new_request_begins_as_one_and_in_an_open_case(house):
    with pytest.raises(Refused) as refused:
        house.request(state=S.DECIDED)
    assert told(refused) == {"state"}
    asked = house.request()
    case = house.office.database.get(Case, asked.case_id)
    placements.begin_assessment(house.office.work, asked)
    placements.cancel_placement(house.office.work, asked, "x")
    cases.close_case(
        house.office.work,
        case,
        closed_on=house.today,
        reason=CloseReason.HER_WISH,
        reasons=BECAUSE,
    )
    with pytest.raises(Refused) as refused:
        house.request(case)
    assert told(refused) == {"case_id"}


def test_a_case_is_not_closed_while_she_lives_there(house):
    there = house.living(house.a, house.day(20))
    case = house.office.database.get(Case, there.case_id)
    with pytest.raises(Refused) as refused:
        cases.close_case(
            house.office.work,
            case,
            closed_on=house.today,
            reason=CloseReason.HER_WISH,
            reasons=BECAUSE,
        )
    assert "placement" in told(refused)


def test_the_list_is_ticked_and_the_rest_of_the_placement_stays(house):
    there = house.living(house.a, house.day(20))
    checks = frozenset({MoveInCheck.KEYS, MoveInCheck.RULES})
    ticked = placements.tick(house.office.work, replace(there, checks_in=checks, needs="x"))
    assert (ticked.checks_in, ticked.needs) == (checks, "")


def test_aftercare_may_begin_later_and_is_looked_at_on_days_that_come(house):
    left = house.leave(house.living(house.a, house.day(20)))
    with pytest.raises(Refused):
        discharge.review_aftercare(house.office.work, left, house.day(30))
    with pytest.raises(Refused):
        discharge.begin_aftercare(house.office.work, left, house.day(1))
    begun = discharge.begin_aftercare(house.office.work, left, house.today)
    assert begun.state is S.AFTERCARE
    for wrong in (house.day(1), house.day(-1)):
        with pytest.raises(Refused):
            discharge.close_placement(house.office.work, begun, wrong)
    with pytest.raises(Refused):
        discharge.review_aftercare(house.office.work, begun, house.today)


def test_who_lives_there_with_her_is_put_right(house):
    there = house.living(house.a, house.day(20))
    row = house.child(there, "2020-05-01")
    assert len(house.tasks("domain.md B7")) == 3
    with pytest.raises(Refused):
        placement_rows.save_child(house.office.work, replace(row, id=new_id()))
    case = house.office.database.get(Case, there.case_id)
    with pytest.raises(Refused):
        placement_rows.save_child(
            house.office.work, replace(row, id=new_id(), child_id=case.person_id)
        )
    placement_rows.remove_child(house.office.work, row)
    pet = house.pet(there)
    for wrong in ({"species": " "}, {"number": 0}):
        with pytest.raises(Refused):
            placement_rows.save_pet(house.office.work, replace(pet, **wrong))
    placement_rows.remove_pet(house.office.work, pet)
    with pytest.raises(Refused):
        placement_rows.save_pet(
            house.office.work, PlacementPet(id=new_id(), placement_id=new_id(), species="katt")
        )


def test_a_step_towards_a_home_says_what_and_is_done_on_a_day_that_has_come(house):
    there = house.living(house.a, house.day(20))
    step = HomeStep(id=new_id(), placement_id=there.id, words="Bostadskön")
    placement_rows.save_home_step(house.office.work, step)
    for wrong in ({"words": " "}, {"done_on": house.day(1)}):
        with pytest.raises(Refused):
            placement_rows.save_home_step(house.office.work, replace(step, **wrong))
    assert home_steps_of(house.office.database, there.id) == [step]
    placement_rows.remove_home_step(house.office.work, step)
    assert home_steps_of(house.office.database, there.id) == []


# --- figures ----------------------------------------------------------------------------------


def test_the_tables_are_counted_from_what_was_written(house):
    half = Period.parse("2027-H1")
    assert {each.id for each in tables(house.office.database, half)} >= {
        "housing_nights",
        "placements_refused",
    }
    there = house.living(house.a, house.day(20))
    house.child(there, "2020-05-01")
    house.office.later(10)
    house.leave(there, aftercare=True)
    found = {each.id: each for each in tables(house.office.database, half)}

    def figure(table, **at):
        wanted = {each.id: at.get(each.id, "total") for each in found[table].dimensions}
        return next(cell.value for cell in found[table].cells if dict(cell.at) == wanted)

    assert figure("housing_nights") == 10
    assert figure("housing_nights", apartment=slug("apartment", house.b.id)) == 0
    assert figure("residents", resident="children") == 1
    assert figure("stay_length", stay_length="mean") == 10
    assert figure("placement_marks", placement_mark="aftercare") == 1
    assert figure("housing_occupancy", occupied="lived") == 10
    assert figure("housing_occupancy") == 2 * 181
    assert not any(each.outside for each in found.values())
    assert [row.span.nights() for row in housing.stays(house.office.database)] == [10]


def test_an_office_without_apartments_has_no_tables_of_them(shared_database):
    with swept(shared_database) as office:
        assert list(tables(office.database, Period.parse("2027"))) == []
