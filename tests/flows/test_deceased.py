"""When she has died: nothing that was meant for her goes on, and nothing goes to her."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentState
from kvinnobyran.domain.case import Case, CaseState, CloseReason
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.deceased import CLOSE, DIED
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.kinds.counselling import COUNSELLING
from kvinnobyran.domain.next_step import Step, next_step
from kvinnobyran.domain.person import ContactSafety, ContactWay, Person
from kvinnobyran.domain.relation import Guardian, MayContact, RelationKind
from kvinnobyran.domain.session import CounsellingSession, SessionAttendance
from kvinnobyran.domain.task import Reminder, Task
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import assessments, cases, concerns, kin, outgoing, people, sessions, tasks
from kvinnobyran.flows.forewarning import TIME_IS_OUT
from kvinnobyran.flows.interventions import save_intervention
from kvinnobyran.flows.reminders import remind
from kvinnobyran.store import cases as stored
from kvinnobyran.store.undo import undo
from tests.flows.conftest import Office
from tests.flows.support_kit import begun
from tests.flows.test_first_contact import refused
from tests.flows.test_people_around import around

DIED_IN = PartialDate.from_stored("2027-02")


def dies(office: Office, person_id: str, when: PartialDate | None = DIED_IN) -> Person:
    person = office.database.get(Person, person_id)
    assert person is not None
    return people.save_person(office.work, replace(person, deceased=when))


def waiting(office: Office, case: Case) -> list[str]:
    return [task.what for task in stored.open_tasks(office.database, case.id)]


def test_her_death_ends_what_was_meant_for_her_and_asks_for_the_case_to_be_closed(
    office: Office,
) -> None:
    case = office.case()
    talks = begun(office, case, urgent_motive="Påhittad fara")
    ahead = office.work.today + timedelta(days=5)
    talk = CounsellingSession(id=new_id(), intervention_id=talks.id, held_on=ahead)
    sessions.save_session(office.work, talk)
    call = AssessmentCall(id=new_id(), case_id=case.id, booked_for=ahead)
    assessments.book_assessment(office.work, call)
    promised = Task(id=new_id(), what="Ring", due_on=ahead, case_id=case.id, promised_call=True)
    own = replace(promised, id=new_id(), what="Lämna nyckeln", promised_call=False)
    for each in (promised, own):
        tasks.save_task(office.work, each)
    with office.work.step("Prov") as tx:
        concerns.note_concern(office.work, tx, case.id)
    concern = {each for each in waiting(office, case) if "ro" in each.casefold()}

    dies(office, case.person_id)
    held = office.database.get(CounsellingSession, talk.id)
    assert held is not None
    assert (held.attendance, held.reason) == (SessionAttendance.CANCELLED_BY_US, DIED)
    booked = office.database.get(AssessmentCall, call.id)
    assert booked is not None
    assert booked.state is AssessmentState.CANCELLED
    left = waiting(office, case)
    assert CLOSE in left
    assert own.what in left
    assert promised.what not in left
    assert concern & set(left), "what is about her children goes on"

    undo(office.database, user=office.user, now=office.now)
    assert office.database.get(AssessmentCall, call.id) == call
    assert promised.what in waiting(office, case)
    assert CLOSE not in waiting(office, case)


def test_a_slip_is_put_right_and_the_reminders_wait_again(office: Office) -> None:
    case = office.case()
    promised = Task(
        id=new_id(), what="Ring", due_on=office.work.today, case_id=case.id, promised_call=True
    )
    tasks.save_task(office.work, promised)
    dies(office, case.person_id)
    assert waiting(office, case) == [CLOSE]
    dies(office, case.person_id, None)
    assert waiting(office, case) == [promised.what]


def test_nobody_calls_or_writes_to_her_and_nothing_is_planned_with_her(office: Office) -> None:
    case = office.case()
    talks = begun(office, case, urgent_motive="Påhittad fara")
    way = ContactWay(
        id=new_id(), person_id=case.person_id, value="påhittat", safety=ContactSafety.SAFE
    )
    people.save_contact_way(office.work, way)
    way = replace(way, confirmed_on=office.work.today)
    outgoing.use_contact_way(office.work, way)
    dies(office, case.person_id)
    today = office.work.today
    refusals: list[tuple[Any, Any]] = [
        (outgoing.use_contact_way, way),
        (assessments.book_assessment,
         AssessmentCall(id=new_id(), case_id=case.id, booked_for=today)),
        (sessions.save_session,
         CounsellingSession(id=new_id(), intervention_id=talks.id, held_on=today)),
        (save_intervention,
         Intervention(id=new_id(), case_id=case.id, kind=COUNSELLING, offered_on=today)),
        (cases.open_case_for, case.person_id),
    ]  # fmt: skip
    for flow, given in refusals:
        with pytest.raises(Refused) as error:
            flow(office.work, given)
        said = " ".join(fault.sentence for fault in error.value.faults)
        assert "Hon är avliden" in said, flow.__name__
    # What was held before is still written down.
    held = CounsellingSession(
        id=new_id(), intervention_id=talks.id, held_on=today,
        attendance=SessionAttendance.HELD,
    )  # fmt: skip
    assert sessions.save_session(office.work, held).took_place


def test_nobody_is_reminded_of_asking_her(office: Office) -> None:
    case = office.case()
    dies(office, case.person_id)
    before = waiting(office, case)
    with office.work.step("Prov") as tx:
        ask = [Reminder(what="Fråga henne", due_on=office.work.today)]
        remind(office.work, tx, ask, rule="domain.md A1", cause=case.id, case_id=case.id)
    assert waiting(office, case) == before


def test_S3_no_letter_goes_to_a_guardian_who_has_died(office: Office) -> None:
    her = office.case().person_id
    child = around(office, her, alias="Påhittade Pricken")
    father = around(office, her, kind=RelationKind.ACCESS_PARENT, alias="Påhittad pappa")
    guardian = Guardian(
        id=new_id(), child_id=child.id, person_id=father.id, may_contact=MayContact.YES
    )
    kin.save_guardian(office.work, guardian)
    outgoing.send_letter(office.work, about=child.id, to=father.id, what="Brev")
    dies(office, father.id)
    with pytest.raises(Refused) as error:
        outgoing.send_letter(office.work, about=child.id, to=father.id, what="Brev")
    assert refused(error) == ["guardian"]
    dies(office, father.id, None)
    dies(office, child.id)
    with pytest.raises(Refused) as error:
        outgoing.send_letter(office.work, about=child.id, to=father.id, what="Brev")
    assert refused(error) == ["what"]
    outgoing.send_letter(
        office.work, about=child.id, to=father.id, what="Brev", reasons={"what": "Han bad om det"}
    )


def test_a_case_closed_because_she_died_asks_for_the_day(office: Office) -> None:
    case = office.case()
    today = office.work.today
    with pytest.raises(Refused) as error:
        cases.close_case(office.work, case, closed_on=today, reason=CloseReason.DECEASED)
    assert refused(error) == ["close_reason"]
    dies(office, case.person_id)
    cases.close_case(office.work, case, closed_on=today, reason=CloseReason.DECEASED)
    assert waiting(office, case) == [TIME_IS_OUT]


@pytest.mark.parametrize("text", ["~30@2027-02-09", "2031", "1980-05-17"])
def test_a_day_of_death_is_a_date_after_the_birth_and_not_ahead(office: Office, text: str) -> None:
    case = office.case()
    person = office.database.get(Person, case.person_id)
    assert person is not None
    born = replace(person, birth=PartialDate.of_day(date(1990, 5, 17)))
    with pytest.raises(Refused) as error:
        people.save_person(office.work, replace(born, deceased=PartialDate.from_stored(text)))
    assert refused(error) == ["deceased"]


@pytest.mark.parametrize("state", [CaseState.ASSESSMENT, CaseState.ONGOING, CaseState.PAUSED])
def test_the_next_step_says_it(state: CaseState) -> None:
    case = Case(id="", code="", person_id="", opened_on=date(2027, 1, 4), state=state)
    found = next_step(
        case, calls=(), interventions=(), sessions=(), notes=(), concerns=(),
        today=date(2027, 2, 9), deceased=True,
    )  # fmt: skip
    assert (found.step, found.words) == (Step.CLOSE, "Hon är avliden")
