"""Scenario 21: she lives in an apartment and comes to Kvällskaféet, moves out and goes on.

One person and three kinds of support; the evening's sheet has her alias and no word of where
she lives; the aftercare stays open.
"""

import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader

from kvinnobyran.domain.consent import Attitude, Consent, ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.group import Group, Role
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.meeting import MeetingState
from kvinnobyran.domain.membership import Membership, MembershipState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.placement import PlacementState
from kvinnobyran.domain.relation import Custody, CustodyKind, Relation
from kvinnobyran.domain.term import plan_term
from kvinnobyran.domain.violence import ViolenceExposure, ViolenceForm, ViolenceStatus
from kvinnobyran.flows import evenings, groups, meetings, memberships
from kvinnobyran.reports.evening import evening_sheet
from kvinnobyran.statistics import group_tables, reading
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.unique import unique_women
from kvinnobyran.store import groups as stored
from tests.empty_register import empty_register
from tests.flows.conftest import Office
from tests.flows.housing_kit import Housing

S = MembershipState


@pytest.fixture
def office(tmp_path):
    database = empty_register(tmp_path)
    yield Office(database, now=dt.datetime(2026, 11, 10, 9, 0, tzinfo=dt.UTC))
    database.close()


def at(office, day, hour=9):
    office.now = dt.datetime.combine(day, dt.time(hour), dt.UTC)


def her_son(office, case):
    """Write down her son of six, whose only guardian she is, and her yes to the café."""
    son = Person(id=new_id(), first_name="Lo", birth=PartialDate.from_stored("2020-05-01"))
    with office.work.step("Prov") as tx:
        tx.insert(son)
        tx.insert(Relation(id=new_id(), person_id=case.person_id, other_id=son.id))
        tx.insert(
            Custody(
                id=new_id(), child_id=son.id, kind=CustodyKind.SOLE_A, guardian_a_id=case.person_id
            )
        )
        tx.insert(
            Consent(
                id=new_id(),
                case_id=case.id,
                person_id=son.id,
                purpose=ConsentPurpose.EVENING_CAFE,
                state=ConsentState.GIVEN,
                form=ConsentForm.WRITTEN,
                given_by_id=case.person_id,
                asked_on=office.work.today,
                answered_on=office.work.today,
                attitude=Attitude.WANTS,
            )
        )
        tx.insert(
            ViolenceExposure(
                id=new_id(),
                case_id=case.id,
                assessed_on=office.work.today,
                asked=Answer.YES,
                forms=frozenset({ViolenceForm.LATENT}),
                dominant=ViolenceForm.LATENT,
                status=ViolenceStatus.ENDED,
            )
        )
    return son


def evening_group(office, name, first, count):
    """Plan a term of Mondays and open it for intake."""
    kind = next(each for each in stored.types(office.database) if each.label == "Kvällskaféet")
    group = groups.save_group(
        office.work,
        Group(
            id=new_id(),
            type_id=kind.id,
            name=name,
            starts_on=first,
            weekday=0,
            starts_at=dt.time(17),
            minutes=180,
            seats=8,
            external_leader="Psykoterapeuten",
        ),
    )
    meetings.plan_meetings(office.work, group, plan_term(first, weekday=0, count=count).days)
    return groups.open_group(office.work, group)


def come(office, group, until):
    """Let everybody come each Monday until a day."""
    for each in stored.meetings_of(office.database, group.id):
        if each.state is MeetingState.PLANNED and each.held_on <= until:
            at(office, each.held_on, 20)
            meetings.everybody_present(office.work, each.id)


def test_placed_and_at_the_evening_cafe(office):
    housing = Housing(office)
    case = office.case("Svala")
    son = her_son(office, case)
    at(office, dt.date(2026, 11, 16))
    stay = housing.living(housing.b, dt.date(2027, 3, 31), case)

    at(office, dt.date(2027, 1, 11))
    spring = evening_group(office, "Kvällskaféet VT 2027", dt.date(2027, 1, 18), 14)
    for person, role in ((case.person_id, Role.MOTHER), (son.id, Role.CHILD)):
        memberships.save_membership(
            office.work,
            Membership(
                id=new_id(),
                group_id=spring.id,
                person_id=person,
                role=role,
                state=S.ADMITTED,
                case_id=case.id,
                with_id=case.person_id if role is Role.CHILD else None,
                alone=Answer.YES,
                exposed=Answer.YES,
                asked_on=office.work.today,
            ),
        )
    spring = groups.start_group(office.work, spring)

    # The sheet of an evening on which she lives there: an alias, and nothing of an apartment.
    at(office, dt.date(2027, 3, 1), 15)
    tonight = next(
        each
        for each in stored.meetings_of(office.database, spring.id)
        if each.held_on == office.work.today
    )
    found = evenings.note_evening_printed(office.work, tonight)
    (page,) = PdfReader(BytesIO(evening_sheet(found.evening))).pages
    words = page.extract_text()
    assert "Svala" in words
    assert "6 år" in words
    for never in ("Lägenhet", "lägenhet", "boende", "Placer", case.code, "skydd"):
        assert never not in words

    # She moves out; her evenings go on, and the aftercare is open.
    come(office, spring, dt.date(2027, 3, 22))
    at(office, dt.date(2027, 3, 31))
    gone = housing.leave(stay, aftercare=True)
    assert gone.state is PlacementState.AFTERCARE
    come(office, spring, dt.date(2027, 4, 26))
    spring_meetings = stored.meetings_of(office.database, spring.id)
    assert spring_meetings[-1].held_on == dt.date(2027, 4, 26)
    hers = next(
        each
        for each in stored.memberships_of(office.database, spring.id)
        if each.role is Role.MOTHER
    )
    assert len(stored.of_membership(office.database, hers.id)) == 14

    # The autumn too.
    groups.end_group(office.work, spring)
    at(office, dt.date(2027, 8, 23))
    autumn = evening_group(office, "Kvällskaféet HT 2027", dt.date(2027, 8, 30), 13)
    members = [each.id for each in stored.memberships_of(office.database, spring.id)]
    assert len(memberships.carry_over(office.work, spring, autumn.id, members)) == 2
    autumn = groups.start_group(office.work, autumn)
    come(office, autumn, dt.date(2027, 9, 27))

    # One person, however much she comes to.
    assert office.count("person") == 2
    assert len(unique_women(reading.read(office.database, Period.parse("2026-H2")))) == 1
    for period in ("2027-H1", "2027-H2", "2027"):
        assert len(unique_women(reading.read(office.database, Period.parse(period)))) == 1
        made = {
            each.id: {"/".join(cell.at.values()): cell.value for cell in each.cells}
            for each in group_tables.tables(office.database, Period.parse(period))
        }
        assert made["group_people"]["total/women"] == 1
        assert made["group_people"]["total/children"] == 1
    assert office.database.get(type(gone), gone.id).state is PlacementState.AFTERCARE
