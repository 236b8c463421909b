"""One year of Kvällskaféet on its page: 26 Mondays, red days left out, one called off."""

import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader

from kvinnobyran.domain.consent import Attitude, Consent, ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.group import Role
from kvinnobyran.domain.holidays import holiday
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.domain.meeting import MeetingState
from kvinnobyran.domain.membership import MembershipState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import Custody, CustodyKind, Relation
from kvinnobyran.domain.volunteer import Volunteer
from kvinnobyran.flows.inquiries import open_case
from kvinnobyran.statistics import group_tables
from kvinnobyran.statistics.period import Period
from kvinnobyran.store.today import due
from tests.ui.rig import take_paper

S = MembershipState
SPRING, AUTUMN = dt.date(2027, 1, 18), dt.date(2027, 8, 30)


@pytest.fixture
def printed(monkeypatch):
    papers = []
    take_paper(monkeypatch, papers)
    return papers


@pytest.fixture
def family(rig):
    """A mother with a case, and a son of six whose only guardian she is."""
    mother = Person(id=new_id(), first_name="Rakel", last_name="Påhittad")
    inquiry = Inquiry(
        id=new_id(),
        received_on=rig.work.today,
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ASSESSMENT_BOOKED,
    )
    case = open_case(rig.work, inquiry, mother)[1]
    son = Person(id=new_id(), first_name="Lo", birth=PartialDate.from_stored("2020-05-01"))
    with rig.work.step("Prov") as tx:
        tx.insert(son)
        tx.insert(Relation(id=new_id(), person_id=mother.id, other_id=son.id))
        tx.insert(
            Custody(id=new_id(), child_id=son.id, kind=CustodyKind.SOLE_A, guardian_a_id=mother.id)
        )
        tx.insert(Volunteer(id=new_id(), name="Vilgot", since=dt.date(2026, 1, 1)))
    return mother, son, case


def consent(rig, mother, son, case):
    with rig.work.step("Prov") as tx:
        tx.insert(
            Consent(
                id=new_id(),
                case_id=case.id,
                person_id=son.id,
                purpose=ConsentPurpose.EVENING_CAFE,
                state=ConsentState.GIVEN,
                form=ConsentForm.ORAL,
                given_by_id=mother.id,
                asked_on=rig.work.today,
                answered_on=rig.work.today,
                attitude=Attitude.WANTS,
            )
        )


def term(hands, starts):
    """Plan a term of thirteen Mondays and open it."""
    hands.on(starts - dt.timedelta(days=7))
    hands.new_group(
        "Kvällskaféet",
        name=f"Kvällskaféet {starts.year}-{starts.month:02d}",
        starts_on=starts,
        external_leader="Psykoterapeuten",
    )
    hands.page.next.click()
    told = hands.sheet.form.editor("days").text()
    hands.save()
    hands.page.next.click()
    return told


def test_a_year_of_twenty_six_mondays(hands, rig, family, printed):  # noqa: PLR0915 - one story
    mother, son, case = family
    told = term(hands, SPRING)
    assert told.startswith("13 tillfällen: 18 jan, 25 jan")
    assert "Hoppar över 29 mars (Annandag påsk)." in told
    spring = hands.view.group.id

    # Out of her case, with her son: he may not come before his guardian has agreed.
    for person, words in ((mother, "Rakel"), (son, "Lo")):
        hands.page.people.add(person.id)
        hands.fill(state=S.ADMITTED, alone=Answer.YES, exposed=Answer.YES, allergies="")
        hands.save("Våldet bedöms nästa vecka")
        assert words in [each.name for each in hands.view.members]
    lo = next(each for each in hands.view.members if each.name == "Lo")
    assert (lo.membership.role, lo.membership.with_id) == (Role.CHILD, mother.id)
    hands.take_in(
        "Ylva", state=S.ADMITTED, alone=Answer.YES, exposed=Answer.YES, allergies="nötter"
    )
    hands.page.next.click()
    states = {each.name: each.membership.state for each in hands.view.members}
    assert states == {"Rakel": S.TAKING_PART, "Ylva": S.TAKING_PART, "Lo": S.ADMITTED}
    assert lo.id in hands.view.without_consent

    # Tonight's group is on Idag; the sheet has no child without consent.
    hands.on(SPRING, "15:00")
    assert [row.what for row in due(rig.database, SPRING, SPRING)] == [hands.view.group.name]
    first = hands.view.meetings[0]
    hands.page.meetings.open_meeting(first.id)
    (volunteer,) = rig.database.all(Volunteer, "SELECT * FROM volunteer")
    hands.fill(theme="Självkänsla", cooking=frozenset({volunteer.id}))
    hands.save("Skriver på tystnadsplikten före middagen")
    hands.page.next.click()
    assert hands.page.next.text() == "Skriv ut kvällens blad"
    (sheet,) = PdfReader(BytesIO(printed[0])).pages
    words = sheet.extract_text()
    assert "till middag" in words
    assert all(each in words for each in ("Rakel", "Ylva", "nötter", "Vilgot", "Psykoterapeuten"))
    assert all(each not in words for each in ("Lo\n", "Påhittad", case.code))
    consent(rig, mother, son, case)
    hands.page.refresh()
    hands.page.show_tab("people")
    hands.page.people.table.choose(lo.id)
    assert not hands.page.people.begin.isHidden()
    hands.page.people.begin.click()

    # Each Monday with one key; one is called off, with a reason.
    hands.page.show_tab("matrix")
    for number, each in enumerate(hands.view.meetings):
        hands.on(each.held_on, "20:30")
        if number == 5:
            hands.page.meetings.table.choose(each.id)
            hands.page.meetings.off.click()
            hands.sheet.save()
            assert "Skriv varför tillfället ställs in." in hands.told()
            hands.fill(reason="Snöoväder")
            hands.save()
            continue
        hands.matrix.go(None, each.id)
        hands.press("Skift+Mellanslag")
    assert [row.aside for row in hands.matrix.cells.rows] == ["12 av 12"] * 3
    off = hands.view.meetings[5]
    assert (off.state, off.reason) == (MeetingState.CANCELLED, "Snöoväder")
    assert hands.page.next.text() == "Avsluta gruppen"
    hands.page.next.click()

    # The autumn takes over who goes on; no red day, and 26 in the year.
    term(hands, AUTUMN)
    autumn = hands.view.group.id
    hands.group(spring)
    hands.page.show_tab("about")
    hands.page.about.next_term.click()
    hands.save("De var med i våras")
    hands.group(autumn)
    hands.page.next.click()
    assert {each.membership.state for each in hands.view.members} == {S.TAKING_PART}
    for each in hands.view.meetings:
        hands.on(each.held_on, "20:30")
        hands.matrix.go(None, each.id)
        hands.press("Skift+Mellanslag")
    planned = [
        dt.date.fromisoformat(day)
        for (day,) in rig.database.wire.rows("SELECT held_on FROM group_meeting ORDER BY held_on")
    ]
    assert len(planned) == 26
    assert all(day.weekday() == 0 and holiday(day) is None for day in planned)

    # And the report of the year: 25 held, one called off, two women and a child.
    made = {
        each.id: {"/".join(cell.at.values()): cell.value for cell in each.cells}
        for each in group_tables.tables(rig.database, Period.parse("2027"))
    }
    kind = next(
        key for key, value in made["group_meetings"].items() if value == 25 and "kind" in key
    )
    cafe = kind.partition("/")[0]
    assert made["group_meetings"][f"{cafe}/cancelled"] == 1
    assert made["group_people"][f"{cafe}/women"] == 2
    assert made["group_people"][f"{cafe}/children"] == 1
    assert made["group_visits"][f"{cafe}/women"] == 2 * 25
    assert made["group_minutes"][f"{cafe}/held"] == 25 * 180
    assert made["group_minutes"][f"{cafe}/helped"] == 180
