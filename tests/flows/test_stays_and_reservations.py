"""B1 to B3 of domain.md, each by its name, through the flows that the screen uses."""

from dataclasses import replace
from datetime import date

import pytest

from kvinnobyran.domain.apartment import Closure, ClosureKind
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.placement import (
    PlacementState,
)
from kvinnobyran.domain.reservation import ReservationState
from kvinnobyran.domain.span import Span
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import (
    apartments,
    placements,
    reservations,
    stays,
)
from kvinnobyran.store.troubles import StaysOverlap
from kvinnobyran.store.undo import undo
from tests.flows.housing_kit import BECAUSE, Housing, swept

S = PlacementState
R = ReservationState


@pytest.fixture
def house(shared_database):
    with swept(shared_database) as office:
        yield Housing(office)


def faults(refused):
    return {(fault.field, fault.source) for fault in refused.value.faults}


def sentences(refused):
    return " ".join(fault.sentence for fault in refused.value.faults)


# --- B1 ---------------------------------------------------------------------------------------


def test_B1_two_placements_never_share_a_night(house):
    house.decided(house.a, date(2027, 3, 1), date(2027, 8, 2))
    for first, until in (
        (date(2027, 3, 1), date(2027, 8, 2)),
        (date(2027, 8, 1), date(2027, 9, 1)),
        (date(2027, 2, 20), date(2027, 3, 2)),
        (date(2027, 4, 1), date(2027, 4, 2)),
        (date(2027, 2, 1), date(2027, 12, 1)),
        (date(2027, 5, 1), None),
    ):
        with pytest.raises(Refused) as refused:
            house.decided(house.a, first, until)
        assert ("planned_in", "domain.md B1") in faults(refused)


def test_B1_out_and_in_on_the_same_day_is_allowed(house):
    house.decided(house.a, date(2027, 3, 1), date(2027, 8, 2))
    house.decided(house.a, date(2027, 8, 2), date(2027, 12, 1))
    house.decided(house.a, date(2027, 2, 20), date(2027, 3, 1))
    house.decided(house.b, date(2027, 3, 1), date(2027, 8, 2))


def test_B1_the_sentence_says_when_it_is_free(house):
    house.decided(house.a, date(2027, 3, 1), date(2027, 8, 2))
    with pytest.raises(Refused) as refused:
        house.decided(house.a, date(2027, 8, 1), date(2027, 9, 1))
    assert "2 augusti 2027. Börja den dagen" in sentences(refused)


def test_B1_the_database_itself_says_no_whoever_writes(house):
    first = house.decided(house.a, date(2027, 3, 1), date(2027, 8, 2))
    other = house.decided(house.b, date(2027, 3, 1), date(2027, 8, 2))
    moved = replace(other, apartment_id=first.apartment_id)
    with pytest.raises(StaysOverlap) as refused, house.office.work.step("Prov") as tx:
        tx.update(moved)
    assert "upptagen" in refused.value.sentence
    new = replace(first, id=new_id(), case_id=house.office.case("Påhittade Sol").id)
    with pytest.raises(StaysOverlap), house.office.work.step("Prov") as tx:
        tx.insert(new)


def test_B1_an_open_ended_stay_plans_with_its_planned_end_and_blocks_until_she_has_left(house):
    there = house.living(house.a, house.day(30))
    case = house.office.case("Påhittade Nästa")
    coming = house.decided(house.a, house.day(30), house.day(60), case)
    house.office.later(30)
    with pytest.raises(Refused) as refused:
        placements.move_in(house.office.work, coming, house.today)
    assert "inte flyttat ut än" in sentences(refused)
    with pytest.raises(StaysOverlap), house.office.work.step("Prov") as tx:
        tx.update(replace(coming, state=S.MOVED_IN, moved_in=house.today))
    house.leave(there)
    moved = placements.move_in(house.office.work, coming, house.today)
    assert moved.state is S.MOVED_IN


def test_B1_a_stay_without_a_planned_end_takes_all_time_to_come(house):
    house.living(house.a, None)
    with pytest.raises(Refused):
        house.decided(house.a, house.day(1000), house.day(1001))


def test_B1_nobody_is_planned_into_a_closed_apartment(house):
    closure = Closure(
        id=new_id(),
        apartment_id=house.a.id,
        kind=ClosureKind.RENOVATION,
        first=house.day(10),
        until=house.day(20),
    )
    apartments.save_closure(house.office.work, closure)
    with pytest.raises(Refused) as refused:
        house.decided(house.a, house.day(5), house.day(15))
    assert "spärrad" in sentences(refused)
    house.decided(house.a, house.day(20), house.day(25))
    with pytest.raises(Refused) as refused:
        apartments.save_closure(house.office.work, replace(closure, until=house.day(21)))
    assert ("first", "domain.md B1") in faults(refused)


def test_B1_undo_never_puts_one_stay_over_another(house):
    work = house.office.work
    long = house.decided(house.a, house.day(0), house.day(100))
    stays.replan(work, long, apartment_id=house.a.id, first=house.day(0), until=house.day(50))
    house.decided(house.a, house.day(50), house.day(90))
    undo(house.office.database, user="Greta", now=house.office.now)
    undo(house.office.database, user="Greta", now=house.office.now)
    found = house.office.database.value("SELECT count(*) FROM placement WHERE state = 'decided'")
    assert found == 1


# --- B2 ---------------------------------------------------------------------------------------


@pytest.fixture
def hit(house):
    """She lives in A for thirty days; then it is held, confirmed, for another case."""
    stay = house.living(house.a, house.day(30))
    case = house.office.case("Påhittade Väntar")
    held = house.confirmed(
        house.a, house.day(30), house.day(90), case_id=case.id, contact="Påhittade Nexus"
    )
    return stay, held


def longer(house, stay, days, reasons=BECAUSE):
    return stays.extend(
        house.office.work,
        stay,
        house.day(days),
        decided_by="Greta",
        reason="Bostaden är inte klar",
        reasons=reasons,
    )


def test_B2_an_extension_over_a_confirmed_reservation_wants_a_reason(house, hit):
    stay, held = hit
    with pytest.raises(Refused) as refused:
        longer(house, stay, 45, {})
    (fault,) = refused.value.faults
    assert (fault.field, fault.severity) == ("until", Severity.VARNA)
    assert house.again(held).state is R.CONFIRMED


def test_B2_both_counsellors_get_a_task_and_nothing_is_deleted(house, hit):
    stay, held = hit
    extended = longer(house, stay, 45)
    assert extended.state is S.EXTENDED
    assert house.again(held).state is R.CONFLICT
    tasks = house.office.database.wire.rows(
        "SELECT case_id FROM task WHERE rule = 'domain.md B2' AND state = 'open'"
    )
    assert {case for (case,) in tasks} == {stay.case_id, held.case_id}


def test_B2_a_conflict_is_settled_by_moving_it_or_with_a_reason(house, hit):
    stay, held = hit
    longer(house, stay, 45)
    with pytest.raises(Refused):
        reservations.cancel_reservation(house.office.work, held, " ")
    with pytest.raises(Refused):
        reservations.move_reservation(
            house.office.work,
            held,
            apartment_id=house.a.id,
            span=Span(house.day(40), house.day(90)),
        )
    moved = reservations.move_reservation(
        house.office.work, held, apartment_id=house.b.id, span=held.span
    )
    assert moved.state is R.CONFIRMED
    assert house.tasks("domain.md B2") == []


def test_B2_the_proposals_are_the_other_apartment_and_the_earliest_safe_date(house, hit):
    from kvinnobyran.store.free import proposals

    stay, held = hit
    longer(house, stay, 45)
    house.decided(house.b, house.day(100), house.day(200))
    found = proposals(house.office.database, house.again(held), house.today)
    assert [(each.apartment, each.first, each.same_days) for each in found] == [
        ("Lägenhet B", house.day(30), True),
        ("Lägenhet A", house.day(45), False),
    ]


def test_B2_another_placement_is_never_pushed_away(house):
    stay = house.living(house.a, house.day(30))
    house.decided(house.a, house.day(30), house.day(90))
    with pytest.raises(Refused) as refused:
        longer(house, stay, 31)
    assert ("until", "domain.md B1") in faults(refused)


def test_B2_undo_of_the_extension_settles_the_conflict(house, hit):
    stay, held = hit
    longer(house, stay, 45)
    undo(house.office.database, user="Greta", now=house.office.now)
    assert house.again(held).state is R.CONFIRMED
    assert house.again(stay).state is S.MOVED_IN


# --- B3 ---------------------------------------------------------------------------------------


def test_B3_a_preliminary_reservation_runs_out_after_seven_days(house):
    held = house.reservation(house.a, house.day(20), house.day(50))
    assert held.expires_on == house.day(7)
    house.office.later(7)
    assert reservations.expire_reservations(house.office.work) == 0
    house.office.later(1)
    with pytest.raises(Refused):
        reservations.confirm_reservation(house.office.work, held, by="Greta", on=house.today)
    assert reservations.expire_reservations(house.office.work) == 1
    assert house.again(held).state is R.EXPIRED
    house.decided(house.a, house.day(12), house.day(42))


def test_B3_a_preliminary_reservation_is_never_converted_without_a_decision(house):
    case = house.office.case("Påhittade Rut")
    held = house.reservation(house.a, house.day(1), house.day(50), case_id=case.id)
    asked = house.request(
        case, apartment_id=house.a.id, planned_in=house.day(1), planned_out=house.day(50)
    )
    with pytest.raises(Refused) as refused:
        house.enrolled(asked, reservation_id=held.id)
    assert ("reservation", "domain.md B3") in faults(refused)
    with pytest.raises(Refused):
        reservations.confirm_reservation(house.office.work, held, by=" ", on=house.today)
    reservations.confirm_reservation(house.office.work, held, by="Greta", on=house.today)
    stay = placements.enrol(
        house.office.work,
        replace(asked, enrolled_by="Greta", enrolled_on=house.today),
        reservation_id=held.id,
    )
    converted = house.again(held)
    assert (converted.state, converted.placement_id) == (R.CONVERTED, stay.id)
