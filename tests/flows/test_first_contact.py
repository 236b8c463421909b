"""Inquiries, people and the ways to reach them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kvinnobyran.domain.case import CaseState, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Inquiry, InquiryOutcome, InquiryState
from kvinnobyran.domain.person import ContactSafety, ContactWay, Identity, Person
from kvinnobyran.domain.settings import DANGER_CHECKLIST, OpenList, OpenValue
from kvinnobyran.domain.task import Task, TaskState
from kvinnobyran.domain.trouble import ChangedMeanwhile, Refused
from kvinnobyran.flows import cases, inquiries, outgoing, people, tasks
from kvinnobyran.flows import office as office_flows
from kvinnobyran.store import cases as stored
from kvinnobyran.store import office as stored_office
from kvinnobyran.store.people import contact_ways
from tests.flows.conftest import Office


def refused(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.field for fault in error.value.faults]


def test_i1_an_inquiry_without_a_person_is_a_contact(office: Office) -> None:
    saved = inquiries.keep_as_statistics(office.work, office.inquiry())
    assert saved.state is InquiryState.CLOSED
    assert (office.count("inquiry"), office.count("person")) == (1, 0)


def test_i1_all_that_is_missing_is_said_at_once(office: Office) -> None:
    with pytest.raises(Refused) as error:
        inquiries.keep_as_statistics(
            office.work, Inquiry(id=new_id(), received_on=office.work.today)
        )
    assert refused(error) == ["channel", "outcome"]
    assert office.count("inquiry") == 0


def test_i4_an_anonymous_contact_becomes_a_person_and_keeps_its_inquiry(office: Office) -> None:
    anonymous = inquiries.keep_as_statistics(office.work, office.inquiry())
    person = Person(id=new_id(), first_name="Tuva", last_name="Påhitt")
    way = ContactWay(id=new_id(), person_id=person.id, value="070-000 00 00")
    linked, case = inquiries.open_case(office.work, anonymous, person, ways=(way,))
    assert (linked.id, linked.case_id, linked.person_id) == (anonymous.id, case.id, person.id)
    assert linked.identity is Identity.KNOWN
    assert case.code == "KB-27-001"
    assert contact_ways(office.database, person.id) == [way]
    assert office.count("inquiry") == 1


def test_a_faulty_new_person_leaves_nothing_behind(office: Office) -> None:
    bad = ContactWay(id=new_id(), person_id="", value=" ")
    with pytest.raises(Refused) as error:
        inquiries.open_case(office.work, office.inquiry(), Person(id=new_id()), ways=(bad,))
    assert refused(error) == ["first_name", "value"]
    assert office.count("person") == office.count("inquiry") == 0


def test_a_contact_is_joined_to_the_case_it_belongs_to(office: Office) -> None:
    case = office.case()
    joined = inquiries.join_case(office.work, office.inquiry(), case)
    assert (joined.case_id, joined.person_id) == (case.id, case.person_id)


def test_a_woman_with_an_open_case_gets_no_second_one(office: Office) -> None:
    case = office.case()
    person = office.database.get(Person, case.person_id)
    assert person is not None
    with pytest.raises(Refused) as error:
        inquiries.open_case(office.work, office.inquiry(), person)
    assert refused(error) == ["person_id"]
    assert office.count("inquiry") == 1


def test_a_woman_who_returns_gets_a_new_linked_case(office: Office) -> None:
    first = office.case()
    cases.close_case(
        office.work, first, closed_on=office.work.today, reason=CloseReason.GOALS_REACHED
    )
    office.later(400)
    second = cases.open_case_for(office.work, first.person_id)
    assert (second.earlier_case_id, second.code) == (first.id, "KB-28-001")
    assert second.state is CaseState.ASSESSMENT
    person = office.database.get(Person, first.person_id)
    assert person is not None
    assert stored.latest_case_of(office.database, person.id) == second


def test_codes_number_on_and_a_second_computer_has_its_letter(office: Office) -> None:
    assert [office.case().code for _ in range(2)] == ["KB-27-001", "KB-27-002"]
    office.database.device = "b"
    assert office.case().code == "KB-27-001b"
    office.database.device = "a"
    assert office.case().code == "KB-27-003"


def test_who_could_not_be_reached_is_tried_again(office: Office) -> None:
    unreached = replace(office.inquiry(), outcome=InquiryOutcome.NOT_REACHED)
    saved = inquiries.keep_as_statistics(office.work, unreached)
    assert saved.state is InquiryState.DECIDED
    assert office.count("task") == 1
    again = inquiries.take_up_again(office.work, saved)
    assert (again.state, again.outcome) == (InquiryState.IN_CONTACT, None)
    once_more = inquiries.keep_as_statistics(
        office.work, replace(again, outcome=InquiryOutcome.NOT_REACHED)
    )
    assert office.count("task") == 2
    inquiries.keep_as_statistics(office.work, replace(once_more, minutes=5))
    assert office.count("task") == 2


def test_a_closed_inquiry_is_not_taken_up(office: Office) -> None:
    saved = inquiries.keep_as_statistics(office.work, office.inquiry())
    with pytest.raises(Refused):
        inquiries.take_up_again(office.work, saved)


def test_two_who_write_the_same_inquiry_do_not_overwrite_each_other(office: Office) -> None:
    saved = inquiries.keep_as_statistics(office.work, office.inquiry())
    read_at = office.database.head()
    inquiries.keep_as_statistics(office.work, replace(saved, minutes=10), expect=read_at)
    with pytest.raises(ChangedMeanwhile):
        inquiries.keep_as_statistics(office.work, replace(saved, minutes=20), expect=read_at)


def test_a_person_is_changed_and_checked(office: Office) -> None:
    person = people.save_person(office.work, Person(id=new_id(), alias="Snö"))
    changed = people.save_person(office.work, replace(person, language="påhittiska"))
    assert office.database.get(Person, person.id) == changed
    with pytest.raises(Refused):
        people.save_person(office.work, replace(person, alias=""))


def test_s2_marking_a_way_safe_confirms_it_today(office: Office) -> None:
    case = office.case()
    way = ContactWay(id=new_id(), person_id=case.person_id, value="070-000 00 00")
    way = people.save_contact_way(office.work, way)
    assert way.confirmed_on is None
    safe = people.save_contact_way(office.work, replace(way, safety=ContactSafety.SAFE))
    assert safe.confirmed_on == office.work.today
    office.later(30)
    assert people.confirm_safe(office.work, safe).confirmed_on == office.work.today
    people.remove_contact_way(office.work, safe)
    assert office.count("contact_way") == 0
    with pytest.raises(Refused):
        people.save_contact_way(office.work, replace(way, value=""))


def test_s2_the_gate_stops_warns_and_keeps_a_line_in_the_log(office: Office) -> None:
    case = office.case()
    way = people.save_contact_way(
        office.work, ContactWay(id=new_id(), person_id=case.person_id, value="070-000 00 00")
    )
    with pytest.raises(Refused):
        outgoing.use_contact_way(office.work, way)
    before = office.database.head()
    outgoing.use_contact_way(office.work, way, {"value": "Hon bad oss ringa nu"})
    assert office.database.head() > before
    forbidden = people.save_contact_way(office.work, replace(way, safety=ContactSafety.FORBIDDEN))
    with pytest.raises(Refused):
        outgoing.use_contact_way(office.work, forbidden, {"value": "Ändå"})


def test_tasks_are_made_changed_and_ticked_off(office: Office) -> None:
    task = Task(id=new_id(), what="Ring", due_on=office.work.today)
    tasks.save_task(office.work, task)
    later = replace(task, due_on=office.work.today + timedelta(days=1))
    tasks.save_task(office.work, later)
    assert tasks.tick_off(office.work, later).done_on == office.work.today
    with pytest.raises(Refused) as twice:
        tasks.tick_off(office.work, later)
    assert refused(twice) == ["state"]
    tasks.tick_off(office.work, later, TaskState.OPEN)
    dropped = tasks.tick_off(office.work, later, TaskState.DROPPED)
    assert office.database.get(Task, task.id) == dropped
    with pytest.raises(Refused):
        tasks.save_task(office.work, replace(task, what=""))


def test_settings_have_defaults_and_lists_retire(office: Office) -> None:
    reader, today = office.database, office.work.today
    assert "112" in stored_office.setting(reader, DANGER_CHECKLIST)
    office_flows.change_setting(office.work, DANGER_CHECKLIST, "Påhittad lista")
    office_flows.change_setting(office.work, DANGER_CHECKLIST, "En annan")
    assert stored_office.setting(reader, DANGER_CHECKLIST) == "En annan"
    assert stored_office.setting(reader, "unknown") == ""
    value = OpenValue(id=new_id(), of_list=OpenList.LANGUAGE, label="Påhittiska")
    office_flows.save_open_value(office.work, value)
    renamed = office_flows.save_open_value(office.work, replace(value, label="Andra jouren"))
    assert stored_office.open_values(reader, OpenList.LANGUAGE, today=today) == [renamed]
    office_flows.retire_open_value(office.work, renamed)
    assert stored_office.open_values(reader, OpenList.LANGUAGE, today=today) == []
    with pytest.raises(Refused):
        office_flows.save_open_value(office.work, replace(value, label=" "))
