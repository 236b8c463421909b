"""The retention parts of scenarios 5, 7, 20 and 26: what goes, what stays, what she sees."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from kvinnobyran.domain.apartment import Apartment
from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.incident import Incident
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.purging import RetentionState
from kvinnobyran.flows import cases, extracts, inquiries, protection, purging
from kvinnobyran.flows.work import Work
from kvinnobyran.reports.extract import extract
from kvinnobyran.reports.retention import kept_page
from kvinnobyran.statistics.counting import build_report
from kvinnobyran.statistics.period import Period
from kvinnobyran.store.readings import readings
from kvinnobyran.ui.retention.extract_page import ExtractPage
from tests.flows.conftest import Office
from tests.flows.conftest import office as office  # noqa: PLC0414 - a fixture of the flows
from tests.ui.rig import ZONE, Rig


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 3, 8, 14, tzinfo=ZONE))
    yield rig
    rig.close()


def said_in(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def drawn(office: Office, case: Case) -> str:
    found = extracts.draw_up(office.database, case.id, [], office.work.today)
    assert found is not None
    chosen = {each.id for each in found.entries if not each.why_not}
    return said_in(extract(extracts.reviewed(found, chosen, made_on=office.work.today)))


def purged(office: Office, case: Case) -> None:
    with office.work.step("Påhitt") as tx:
        tx.log("noted")
    purging.decide(office.work, case.id, RetentionState.PROPOSED)
    purging.purge(Work(office.database, "Hanna", office.now), [case.id])


def test_scenario_5_her_extract_says_who_read_what_and_not_where_it_comes_from(office):
    case = office.case("Ylva S")
    with office.work.step("Påhitt") as tx:
        tx.insert(
            Protection(
                id=new_id(),
                person_id=case.person_id,
                valid_from=office.work.today,
                grade=Grade.POPULATION,
            )
        )
    protection.read_protected(office.work, lambda _: None, case.person_id, "Kontaktvägarna", "x")
    assert [each.user for each in readings(office.database, case.person_id)] == ["Greta"]
    said = drawn(office, case)
    assert "Läste skyddade uppgifter: Kontaktvägarna" in said
    assert "Kvinnobyrån" not in said
    half = extracts.kept_about_her(office.database, case.id, office.work.today)
    assert half is not None
    assert "Kvinnobyrån" not in said_in(kept_page(half))


def test_scenario_5_a_protected_womans_extract_waits_for_the_passphrase(rig):
    person = Person(id=new_id(), identity=Identity.ALIAS, alias="Ylva S")
    office = Office(rig.database, now=rig.clock.now)
    _, case = inquiries.open_case(office.work, office.inquiry(), person)
    with office.work.step("Påhitt") as tx:
        tx.insert(
            Protection(
                id=new_id(),
                person_id=person.id,
                valid_from=office.work.today,
                grade=Grade.POPULATION,
            )
        )
    page = ExtractPage(rig.desk, rig.went, case.id)
    page.refresh()
    page.show()
    assert page.guard.isVisible()
    assert page.table.model.rows == ()
    with pytest.raises(LookupError):
        page.pdf()


def test_scenario_7_emina_is_purged_2024_stays_and_she_comes_back_as_new(office):
    office.now = dt.datetime(2024, 2, 9, 10, tzinfo=dt.UTC)
    case = office.case("Emina Sjöö")
    office.now = dt.datetime(2024, 5, 20, 10, tzinfo=dt.UTC)
    cases.close_case(
        office.work, case, closed_on=office.work.today, reason=CloseReason.GOALS_REACHED
    )
    made_on = dt.date(2027, 6, 1)
    before = build_report(office.database, Period.parse("2024"), made_on=made_on).tables
    office.now = dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)
    purged(office, case)
    assert build_report(office.database, Period.parse("2024"), made_on=made_on).tables == before
    office.now = dt.datetime(2027, 6, 1, 10, tzinfo=dt.UTC)
    again = office.case("Emina Sjöö")
    assert again.earlier_case_id is None
    assert again.states_earlier_contact is Answer.NOT_ASKED


def test_scenario_20_a_purge_takes_the_household_and_leaves_the_flat_and_what_happened(office):
    case = office.case("Påhittade Grind")
    flat = Apartment(id=new_id(), code="Lägenhet B")
    incident = Incident(id=new_id(), apartment_id=flat.id, happened_on=office.work.today)
    with office.work.step("Påhitt") as tx:
        tx.insert(flat)
        tx.insert(incident)
    cases.close_case(office.work, case, closed_on=office.work.today, reason=CloseReason.OTHER)
    office.later(800)
    purged(office, case)
    assert office.database.get(Apartment, flat.id) == flat
    assert office.database.get(Incident, incident.id) == incident
    assert office.database.get(Person, case.person_id) is None


def test_scenario_26_her_extract_shows_nothing_of_the_report_until_it_is_released(office):
    case = office.case("Påhittade Ros")
    report = ConcernReport(id=new_id(), case_id=case.id, arose_on=office.work.today)
    with office.work.step("Påhitt") as tx:
        tx.insert(report)
        tx.log("print", table="concern_report", record=report.id, text="Orosanmälan")
    assert "oros" not in drawn(office, case).casefold()
    with office.work.step("Påhitt") as tx:
        tx.update(replace(report, released_on=office.work.today))
    assert "Orosanmälan" in [
        each.heading
        for each in extracts.draw_up(office.database, case.id, [], office.work.today).entries
        if each.why_not == "Barnets uppgift"
    ]
