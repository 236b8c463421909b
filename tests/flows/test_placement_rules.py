"""B4 to B11 of domain.md, each by its name, through the flows that the screen uses."""

from dataclasses import replace
from datetime import date

import pytest

from kvinnobyran.domain.apartment import Closure
from kvinnobyran.domain.case import Case, Regime
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.incident import Incident, Leak
from kvinnobyran.domain.placement import (
    DischargeReason,
    LegalGround,
    Placement,
    PlacementState,
    Placer,
    RefusalReason,
)
from kvinnobyran.domain.placement_rows import LeaveGround, OfferAnswer, OfferKind
from kvinnobyran.domain.reservation import ReservationState
from kvinnobyran.domain.settings import IVO_HEADS, IVO_MODE
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import (
    apartments,
    discharge,
    placement_rows,
    placements,
    stays,
)
from kvinnobyran.flows.office import change_setting
from kvinnobyran.store.placements import offers_of
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


def longer(house, stay, days, reasons=BECAUSE):
    return stays.extend(
        house.office.work,
        stay,
        house.day(days),
        decided_by="Greta",
        reason="Bostaden är inte klar",
        reasons=reasons,
    )


# --- B4 ---------------------------------------------------------------------------------------


def test_B4_nobody_moves_in_without_the_units_own_decision(house):
    asked = house.request(apartment_id=house.a.id, planned_in=house.today)
    placements.begin_assessment(house.office.work, asked)
    with pytest.raises(Refused) as refused:
        placements.enrol(house.office.work, asked)
    assert {("enrolled_by", "domain.md B4"), ("enrolled_on", "domain.md B4")} <= faults(refused)
    with pytest.raises(Refused):
        placements.move_in(house.office.work, asked, house.today)


def test_B4_the_authoritys_decision_is_named_unless_there_is_none(house):
    asked = house.request(apartment_id=house.a.id, planned_in=house.today, decision_reference="")
    with pytest.raises(Refused) as refused:
        house.enrolled(asked)
    assert ("decision_reference", "domain.md B4") in faults(refused)
    alone = replace(asked, placer=Placer.NONE)
    with pytest.raises(Refused) as refused:
        placements.enrol(
            house.office.work, replace(alone, enrolled_by="Greta", enrolled_on=house.today)
        )
    assert {field for field, _ in faults(refused)} == {
        "own_motive",
        "board_considered",
        "cost_agreement",
    }


def test_B4_a_placement_without_an_authority_has_its_own_ground(house):
    asked = house.request(
        apartment_id=house.a.id,
        planned_in=house.today,
        placer=Placer.NONE,
        own_motive="Hotet är akut",
        board_considered=True,
        cost_agreement="Ingen kostnad, högst tre månader",
        decision_reference="",
    )
    assert asked.legal_ground is LegalGround.NONE
    assert house.enrolled(asked).state is S.DECIDED
    assert house.office.database.get(Case, asked.case_id).regime is Regime.OWN_SUPPORT


def test_B4_nobody_leaves_without_the_units_own_decision(house):
    stay = house.living(house.a, house.day(30))
    with pytest.raises(Refused) as refused:
        discharge.move_out(house.office.work, stay, house.today, aftercare=False)
    assert ("discharge_by", "domain.md B4") in faults(refused)
    with pytest.raises(Refused) as refused:
        discharge.decide_discharge(house.office.work, stay)
    assert {field for field, _ in faults(refused)} == {
        "discharge_by",
        "discharge_on",
        "discharge_reason",
    }


def test_B4_a_decision_makes_the_case_a_placement(house):
    stay = house.decided(house.a, house.day(1), house.day(30))
    assert house.office.database.get(Case, stay.case_id).regime is Regime.SOL_PLACEMENT


# --- B5 ---------------------------------------------------------------------------------------


def test_B5_a_woman_lives_in_one_place_at_a_time(house):
    stay = house.living(house.a, house.day(30))
    case = house.office.database.get(Case, stay.case_id)
    with pytest.raises(Refused) as refused:
        house.decided(house.b, house.day(30), house.day(60), case)
    assert ("case_id", "domain.md B5") in faults(refused)
    house.leave(stay)
    house.decided(house.b, house.day(30), house.day(60), case)


def test_B5_a_child_lives_in_one_place_at_a_time(house):
    stay = house.living(house.a, house.day(30))
    other = house.living(house.b, house.day(30))
    row = house.child(stay, "2020-05-01")
    with pytest.raises(Refused) as refused:
        placement_rows.save_child(
            house.office.work, replace(row, id=new_id(), placement_id=other.id)
        )
    assert ("child_id", "domain.md B5") in faults(refused)


def test_B5_a_childs_days_outside_hers_want_a_reason(house):
    stay = house.living(house.a, house.day(30))
    row = house.child(stay, "2020-05-01")
    for wrong in (
        replace(row, moves_in=house.day(-1)),
        replace(row, moves_out=house.day(31)),
    ):
        with pytest.raises(Refused) as refused:
            placement_rows.save_child(house.office.work, wrong)
        assert {fault.severity for fault in refused.value.faults} == {Severity.VARNA}
    placement_rows.save_child(
        house.office.work, replace(row, moves_in=house.day(3), moves_out=house.day(20))
    )


# --- B6 ---------------------------------------------------------------------------------------


def warned(house, asked):
    placements.begin_assessment(house.office.work, asked)
    with pytest.raises(Refused) as refused:
        placements.enrol(
            house.office.work, replace(asked, enrolled_by="Greta", enrolled_on=house.today)
        )
    assert {fault.severity for fault in refused.value.faults} == {Severity.VARNA}
    assert {fault.source for fault in refused.value.faults} == {"domain.md B6"}
    return {fault.field for fault in refused.value.faults}


def test_B6_more_people_than_beds(house):
    small = house.apartment("Lägenhet C", children=1)
    asked = house.request(apartment_id=small.id, planned_in=house.today)
    for born in ("2020-05-01", "2022-05-01"):
        house.child(asked, born)
    assert warned(house, asked) == {"adults"}


def test_B6_animals_where_none_may_live(house):
    bare = house.apartment("Lägenhet C", pets=False)
    asked = house.request(apartment_id=bare.id, planned_in=house.today)
    house.pet(asked)
    assert warned(house, asked) == {"pets"}


def test_B6_the_next_guest_is_allergic(house):
    case = house.office.case("Påhittade Allergi")
    house.decided(house.a, house.day(50), house.day(90), case, fur_allergy=True)
    asked = house.request(
        apartment_id=house.a.id, planned_in=house.today, planned_out=house.day(40)
    )
    house.pet(asked, "hund")
    assert warned(house, asked) == {"pets"}


def test_B6_an_allergic_guest_after_an_animal_wants_cleaning(house):
    with_cat = house.request(
        apartment_id=house.a.id, planned_in=house.today, planned_out=house.day(40)
    )
    house.pet(with_cat)
    house.enrolled(with_cat)
    asked = house.request(
        apartment_id=house.a.id,
        planned_in=house.day(45),
        planned_out=house.day(90),
        fur_allergy=True,
    )
    assert warned(house, asked) == {"fur_allergy"}
    apartments.save_closure(
        house.office.work,
        Closure(id=new_id(), apartment_id=house.a.id, first=house.day(40), until=house.day(43)),
    )
    placements.enrol(
        house.office.work, replace(asked, enrolled_by="Greta", enrolled_on=house.today)
    )


def test_B6_a_teenage_son_where_the_house_says_no(house):
    strict = house.apartment("Lägenhet C", no_sons_from=15)
    asked = house.request(apartment_id=strict.id, planned_in=house.today, planned_out=house.day(60))
    house.child(asked, "2012-03-01", boy=True)
    assert warned(house, asked) == {"sons"}


def test_B6_a_child_who_is_or_becomes_eighteen(house):
    asked = house.request(
        apartment_id=house.a.id, planned_in=house.today, planned_out=house.day(60)
    )
    house.child(asked, "2009-03-01")
    assert warned(house, asked) == {"children"}


# --- B7 ---------------------------------------------------------------------------------------


def test_B7_three_offers_are_due_in_thirty_days_when_a_child_moves_in(house):
    stay = house.decided(house.a, house.today, house.day(100))
    house.child(stay, "2020-05-01")
    placements.move_in(house.office.work, stay, house.today)
    assert [each.kind for each in offers_of(house.office.database, stay.id)] == [
        OfferKind.CIRCLE,
        OfferKind.EVENING_CAFE,
        OfferKind.TRAPPAN,
    ]
    assert [day for _, day in house.tasks("domain.md B7")] == [house.day(30)] * 3


def test_B7_trappan_is_offered_from_four_years_and_nothing_to_a_woman_alone(house):
    stay = house.decided(house.a, house.today, house.day(100))
    house.child(stay, "2025-05-01")
    placements.move_in(house.office.work, stay, house.today)
    found = {each.kind for each in offers_of(house.office.database, stay.id)}
    assert found == {OfferKind.CIRCLE, OfferKind.EVENING_CAFE}
    alone = house.living(house.b, house.day(100))
    assert offers_of(house.office.database, alone.id) == []


def test_B7_not_relevant_is_an_answer_with_a_reason(house):
    stay = house.decided(house.a, house.today, house.day(100))
    house.child(stay, "2020-05-01")
    placements.move_in(house.office.work, stay, house.today)
    first, second, third = offers_of(house.office.database, stay.id)
    work = house.office.work
    with pytest.raises(Refused):
        placement_rows.answer_offer(work, first, OfferAnswer.NOT_RELEVANT, on=house.today)
    placement_rows.answer_offer(
        work, first, OfferAnswer.NOT_RELEVANT, on=house.today, reason="Går redan"
    )
    placement_rows.answer_offer(work, second, OfferAnswer.LATER, on=house.today)
    assert len(house.tasks("domain.md B7")) == 1
    placement_rows.answer_offer(work, third, OfferAnswer.YES, on=house.today)
    assert house.tasks("domain.md B7") == []


# --- B8 ---------------------------------------------------------------------------------------


def test_B8_reminders_before_she_leaves_and_after_six_months(house):
    house.living(house.a, house.day(200))
    days = [day for _, day in house.tasks("domain.md B8")]
    assert days == [house.day(140), house.day(170), date(2027, 8, 9), house.day(193)]


def test_B8_the_reminders_follow_an_extension_and_go_when_she_has_left(house):
    stay = house.living(house.a, house.day(100))
    longer(house, stay, 130)
    assert house.day(70) in [day for _, day in house.tasks("domain.md B8")]
    house.leave(house.again(stay))
    assert house.tasks("domain.md B8") == []


def test_B8_the_days_of_the_act_are_for_information(house):
    house.decided(house.a, house.day(1), house.day(100), legal_ground=LegalGround.ACT_IMMEDIATE)
    words = {what: day for what, day in house.tasks("domain.md B8") if "kännedom" in what}
    assert sorted(words.values()) == [
        house.day(7),
        house.day(28),
        house.day(42),
        date(2027, 8, 9),
    ]


def test_B8_an_eighteenth_birthday_ends_a_placement_under_the_act(house):
    stay = house.decided(house.a, house.today, house.day(300), legal_ground=LegalGround.ACT)
    house.child(stay, "2009-10-01", by_act=True)
    assert house.tasks("domain.md B8 18 år") == [
        ("Ungdomen fyller 18: placeringen enligt lag 2024:79 upphör", date(2027, 10, 1))
    ]


# --- B9 ---------------------------------------------------------------------------------------


def test_B9_a_child_under_the_act_leaves_with_consent_or_its_guardians_request(house):
    stay = house.decided(house.a, house.today, house.day(300), legal_ground=LegalGround.ACT)
    row = house.child(stay, "2018-10-01", by_act=True)
    stay = placements.move_in(house.office.work, stay, house.today, reasons=BECAUSE)
    with pytest.raises(Refused) as refused:
        house.leave(stay)
    assert faults(refused) == {("leave_ground", "domain.md B9")}
    with pytest.raises(Refused):
        placement_rows.save_child(house.office.work, replace(row, moves_out=house.today))
    placement_rows.save_child(
        house.office.work, replace(row, leave_ground=LeaveGround.GUARDIAN_REQUEST)
    )
    assert house.leave(stay).state is S.MOVED_OUT


def test_B9_a_woman_who_asks_to_leave_is_never_held_back(house):
    change_setting(house.office.work, IVO_MODE, "1")
    change_setting(house.office.work, IVO_HEADS, "Vera Påhittad")
    asked = house.request(
        apartment_id=house.a.id,
        planned_in=house.today,
        suitability="Passar",
        suitability_on=house.today,
    )
    placements.begin_assessment(house.office.work, asked)
    stay = placements.enrol(
        house.office.work,
        replace(asked, enrolled_by="Vera Påhittad", enrolled_on=house.today),
    )
    stay = placements.move_in(house.office.work, stay, house.today)
    going = replace(
        stay,
        discharge_by="Greta",
        discharge_on=house.today,
        discharge_reason=DischargeReason.BROKE_OFF,
    )
    with pytest.raises(Refused) as refused:
        discharge.decide_discharge(house.office.work, going)
    assert faults(refused) == {("discharge_by", "domain.md L11")}
    discharge.decide_discharge(house.office.work, replace(going, her_request=True))


# --- B10 --------------------------------------------------------------------------------------


def exposed(house, **values):
    incident = Incident(id=new_id(), happened_on=house.today, leak=Leak.NO)
    return apartments.expose_address(house.office.work, house.a, replace(incident, **values))


def test_B10_an_exposed_address_is_closed_and_everybody_there_gets_a_task(house):
    stay = house.living(house.a, house.day(30))
    coming = house.decided(house.a, house.day(40), house.day(60))
    held = house.confirmed(house.a, house.day(70), house.day(90))
    elsewhere = house.living(house.b, house.day(30))
    exposed(house)
    tasks = house.office.database.wire.rows(
        "SELECT case_id FROM task WHERE rule = 'domain.md B10' AND state = 'open'"
    )
    assert {case for (case,) in tasks} == {stay.case_id, coming.case_id}
    assert elsewhere.case_id not in {case for (case,) in tasks}
    assert house.again(held).state is R.CONFLICT
    with pytest.raises(Refused) as refused:
        house.decided(house.a, house.day(200), house.day(210))
    assert ("planned_in", "domain.md B10") in faults(refused)
    with pytest.raises(Refused):
        house.reservation(house.a, house.day(200), house.day(210))


def test_B10_the_question_about_our_own_data_is_answered(house):
    with pytest.raises(Refused) as refused:
        exposed(house, leak=None)
    assert {field for field, _ in faults(refused)} == {"leak"}
    exposed(house, leak=Leak.LOOKING)
    assert len(house.tasks("domain.md 3.1")) == 1


def test_B10_the_task_goes_when_she_has_left(house):
    stay = house.living(house.a, house.day(30))
    exposed(house)
    house.leave(stay)
    assert house.tasks("domain.md B10") == []


# --- B11 --------------------------------------------------------------------------------------


def test_B11_moving_out_asks_for_aftercare_and_looks_again_after_three_months(house):
    stay = house.living(house.a, house.day(30))
    with pytest.raises(Refused) as refused:
        house.leave(stay, aftercare=None)
    assert faults(refused) == {("aftercare", "domain.md B11")}
    left = discharge.move_out(house.office.work, house.again(stay), house.today, aftercare=True)
    assert (left.state, left.aftercare_from) == (S.AFTERCARE, house.today)
    assert house.tasks("domain.md B11") == [
        ("Följ upp eftervården: fortsätta eller avsluta?", date(2027, 5, 9))
    ]
    discharge.review_aftercare(house.office.work, left, house.day(200))
    assert [day for _, day in house.tasks("domain.md B11")] == [house.day(200)]
    closed = discharge.close_placement(house.office.work, left, house.today)
    assert closed.state is S.CLOSED
    assert house.tasks("domain.md B11") == []


# --- the mode of a permitted home, refusals ------------------------------------------------------


def test_L11_a_permitted_home_wants_suitability_and_its_head(house):
    change_setting(house.office.work, IVO_MODE, "1")
    change_setting(house.office.work, IVO_HEADS, "Vera Påhittad, Siv Påhittad")
    asked = house.request(apartment_id=house.a.id, planned_in=house.today)
    with pytest.raises(Refused) as refused:
        house.enrolled(asked)
    assert faults(refused) == {
        ("enrolled_by", "domain.md L11"),
        ("suitability", "domain.md L11"),
    }
    stay = placements.enrol(
        house.office.work,
        replace(
            asked,
            enrolled_by="siv påhittad",
            enrolled_on=house.today,
            suitability="Passar",
            suitability_on=house.today,
        ),
    )
    house.child(stay, "2020-05-01")
    with pytest.raises(Refused) as refused:
        placements.move_in(house.office.work, stay, house.today)
    assert faults(refused) == {("designated", "domain.md L11")}


def test_a_refusal_has_its_reason(house):
    asked = house.request()
    placements.begin_assessment(house.office.work, asked)
    with pytest.raises(Refused):
        placements.refuse(house.office.work, asked, RefusalReason.OTHER, on=house.today)
    no = placements.refuse(house.office.work, asked, RefusalReason.NO_PLACE, on=house.today)
    assert (no.state, no.refused_on) == (S.REFUSED, house.today)
    assert isinstance(house.again(no), Placement)
