"""Authority support as it is done: the register, matters, consents and what is told."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from kvinnobyran.domain.authority import (
    AuthorityContact,
    AuthorityMatter,
    ContactForm,
    ContactState,
    MatterState,
)
from kvinnobyran.domain.case import Case, CaseState, CloseReason, Documentation
from kvinnobyran.domain.consent import Consent, ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.disclosure import (
    Asker,
    Disclosure,
    DisclosureRequest,
    Ground,
    RequestState,
)
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.organisation import AuthorityKind, ContactPerson, Organisation
from kvinnobyran.domain.person import ContactWay, Identity, Person
from kvinnobyran.domain.task import TaskState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import authorities, cases, consents, disclosures, history, organisations
from kvinnobyran.flows.people import save_contact_way
from kvinnobyran.store import authorities as stored
from kvinnobyran.store import cases as stored_cases
from kvinnobyran.store import organisations as register
from tests.flows.conftest import Office


def refused_fields(act) -> list[str]:
    with pytest.raises(Refused) as error:
        act()
    return [fault.field for fault in error.value.faults]


def matter_in(office: Office, case: Case, **more) -> AuthorityMatter:
    base = AuthorityMatter(
        id=new_id(),
        case_id=case.id,
        kind=AuthorityKind.POLICE,
        organisation="Påhittade polisen",
        question="Anmälan",
        opened_on=office.work.today,
    )
    return authorities.save_matter(office.work, replace(base, **more))


def consent_in(office: Office, case: Case, purpose=ConsentPurpose.DISCLOSURE, **more) -> Consent:
    base = Consent(
        id=new_id(),
        case_id=case.id,
        person_id=case.person_id,
        purpose=purpose,
        state=ConsentState.GIVEN,
        form=ConsentForm.ORAL,
        asked_on=office.work.today,
        answered_on=office.work.today,
    )
    return consents.save_consent(office.work, replace(base, **more))


def told(office: Office, case: Case, **more) -> Disclosure:
    base = Disclosure(
        id=new_id(),
        case_id=case.id,
        day=office.work.today,
        what="Att hon går i samtal",
        to_kind=AuthorityKind.POLICE,
        to_whom="Påhittade polisen",
        ground=Ground.CONSENT,
        disclosed_by="Greta",
    )
    return replace(base, **more)


def open_whats(office: Office, case: Case) -> list[str]:
    return [task.what for task in stored_cases.open_tasks(office.database, case.id)]


def test_the_register_keeps_what_retires_and_takes_no_name_twice(office):
    court = Organisation(id=new_id(), name=" Påhittade tinget ", kind=AuthorityKind.COURT)
    court = organisations.save_organisation(office.work, court)
    assert court.name == "Påhittade tinget"
    twin = replace(court, id=new_id(), name="påhittade TINGET")
    assert refused_fields(lambda: organisations.save_organisation(office.work, twin)) == ["name"]
    person = ContactPerson(
        id=new_id(), organisation_id=court.id, name="Å. Påhittad", role="Notarie"
    )
    organisations.save_contact_person(office.work, person)
    today = office.work.today
    (known,) = register.organisations(office.database, today=today)
    assert register.names([known]) == ("Påhittade tinget",)
    assert register.to_ask_for([known]) == ("Å. Påhittad, Notarie",)
    organisations.retire_contact_person(office.work, person)
    (known,) = register.organisations(office.database, today=today)
    assert known.persons == ()
    organisations.retire_organisation(office.work, court)
    assert register.organisations(office.database, today=today) == []
    (gone,) = register.organisations(office.database, today=today, retired=True)
    assert gone.organisation.retired_on == today
    organisations.save_organisation(office.work, twin)


def test_a_first_contact_sets_the_matter_going_and_closing_cancels_what_is_planned(office):
    case = office.case()
    matter = matter_in(office, case)
    meeting = AuthorityContact(
        id=new_id(),
        matter_id=matter.id,
        day=office.work.today,
        starts_at=time(10, 0),
        form=ContactForm.MEETING,
        attended=True,
        with_her=True,
        minutes=60,
    )
    authorities.save_authority_contact(office.work, meeting)
    assert office.database.get(AuthorityMatter, matter.id).state is MatterState.ONGOING
    ahead = replace(
        meeting,
        id=new_id(),
        day=office.work.today + timedelta(days=9),
        state=ContactState.PLANNED,
        attended=False,
    )
    authorities.save_authority_contact(office.work, ahead)
    cases.close_case(office.work, case, closed_on=office.work.today, reason=CloseReason.HER_WISH)
    assert office.database.get(AuthorityContact, ahead.id).state is ContactState.CANCELLED
    assert refused_fields(lambda: matter_in(office, case)) == ["case_id"]


def test_S4_the_reminders_of_a_decision_follow_its_days(office):
    case = office.case()
    today = office.work.today
    refusal = matter_in(
        office,
        case,
        state=MatterState.REFUSED,
        decided_on=today,
        appeal_by=today + timedelta(days=21),
    )
    assert len(open_whats(office, case)) == 2
    authorities.save_matter(office.work, refusal)
    assert len(open_whats(office, case)) == 2
    authorities.save_matter(office.work, replace(refusal, appeal_by=today + timedelta(days=25)))
    days = [task.due_on for task in stored_cases.open_tasks(office.database, case.id)]
    assert days == [today + timedelta(days=18), today + timedelta(days=24)]
    authorities.save_matter(office.work, replace(refusal, state=MatterState.APPEALED))
    assert open_whats(office, case) == []


def test_nothing_is_told_without_a_ground_that_holds(office):
    case = office.case()
    act = lambda: disclosures.save_disclosure(office.work, told(office, case))  # noqa: E731 - tried twice
    assert refused_fields(act) == ["ground"]
    consent = consent_in(office, case, authority=AuthorityKind.POLICE)
    saved = act()
    assert saved.consent_id == consent.id
    consents.withdraw(office.work, consent, reason="Hon har ändrat sig")
    assert refused_fields(act) == ["ground"]
    assert stored.disclosures(office.database, case.id) == [saved]


def test_a_withdrawn_consent_makes_the_task_to_look_it_over(office):
    case = office.case()
    matter_in(office, case)
    consent = consent_in(office, case, ConsentPurpose.AUTHORITY)
    consents.withdraw(office.work, consent)
    assert open_whats(office, case) == [consents.LOOK_OVER]
    with pytest.raises(Refused, match="Det gick inte"):
        consents.save_consent(office.work, consent)


def test_A20_the_consent_to_documentation_is_the_cases_own_answer(office):
    case = office.case()
    consent = consent_in(office, case, ConsentPurpose.DOCUMENTATION)
    assert office.database.get(Case, case.id).documentation_consent is Answer.YES
    consents.withdraw(office.work, consent)
    case = office.database.get(Case, case.id)
    assert case.documentation_consent is Answer.NO
    assert open_whats(office, case) == [consents.ASK_AGAIN]
    anonymous = replace(case, documentation=Documentation.STATISTICS_ONLY)
    cases.save_case(office.work, anonymous, reasons={"documentation": "Hon vill det"})
    assert open_whats(office, case) == []


def test_A20_statistics_only_leaves_no_name_behind_not_even_in_the_journal(office):
    case = office.case("Påhittade Asta")
    way = ContactWay(id=new_id(), person_id=case.person_id, value="070-174 06 33")
    save_contact_way(office.work, way)
    wish = replace(case, documentation=Documentation.STATISTICS_ONLY)
    assert refused_fields(lambda: cases.save_case(office.work, wish)) == ["documentation"]
    cases.save_case(office.work, wish, reasons={"documentation": "Hon vill det"})
    person = office.database.get(Person, case.person_id)
    assert (person.identity, person.alias) == (Identity.ANONYMOUS, "")
    assert office.count("contact_way") == 0
    kept = office.database.wire.rows("SELECT payload FROM journal WHERE payload IS NOT NULL")
    assert not any("Asta" in str(row) or "070-174" in str(row) for row in kept)
    with pytest.raises(Exception, match="ångra"):
        history.undo_step(office.work)
    assert refused_fields(
        lambda: disclosures.save_disclosure(
            office.work, told(office, wish, ground=Ground.HER_REQUEST)
        )
    ) == ["what"]


def test_A20_what_was_written_of_authorities_goes_and_what_was_told_stays(office):
    case = office.case()
    matter = matter_in(office, case, question="Påhittade Asta vill skiljas")
    contact = AuthorityContact(
        id=new_id(), matter_id=matter.id, day=office.work.today, with_her=True, note="Om Asta"
    )
    authorities.save_authority_contact(office.work, contact)
    less = replace(case, documentation=Documentation.STATISTICS_ONLY)
    disclosure = told(office, case, ground=Ground.HER_REQUEST)
    disclosures.save_disclosure(office.work, disclosure)
    with pytest.raises(Refused) as refused:
        cases.save_case(office.work, less, reasons={"documentation": "Hon vill det"})
    assert "lämnats ut" in refused.value.faults[0].sentence
    with office.work.step("Prov") as tx:
        tx.forget("disclosure", disclosure.id)
    cases.save_case(office.work, less, reasons={"documentation": "Hon vill det"})
    assert office.database.get(AuthorityMatter, matter.id).question == "Polis"
    assert office.database.get(AuthorityContact, contact.id).note == ""
    kept = office.database.wire.rows("SELECT payload FROM journal WHERE payload IS NOT NULL")
    assert not any("Asta" in str(row) for row in kept)
    noted = replace(contact, id=new_id())
    assert refused_fields(lambda: authorities.save_authority_contact(office.work, noted)) == [
        "note"
    ]


def test_a_request_waits_with_its_reminder_until_it_is_decided(office):
    case = office.case()
    request = DisclosureRequest(
        id=new_id(),
        case_id=case.id,
        received_on=office.work.today,
        asker=Asker.POLICE,
        what="Om hon bor här",
    )
    disclosures.save_request(office.work, request)
    (task,) = stored_cases.open_tasks(office.database, case.id)
    assert task.due_on == office.work.today + timedelta(days=7)
    decided = disclosures.save_request(
        office.work,
        replace(
            request,
            state=RequestState.REFUSED,
            review="Kan röja henne",
            decided_on=office.work.today,
            decision_words="Skyddet väger tyngre",
        ),
    )
    assert decided.decided_by == "Greta"
    (task,) = stored_cases.all_tasks(office.database, case.id)
    assert task.state is TaskState.DONE
    again = replace(decided, state=RequestState.DISCLOSED)
    assert refused_fields(lambda: disclosures.save_request(office.work, again)) == ["state"]


def test_statistics_count_held_contacts_per_kind(office):
    case = office.case()
    matter = matter_in(office, case)
    for attended in (True, False):
        contact = AuthorityContact(
            id=new_id(),
            matter_id=matter.id,
            day=office.work.today,
            form=ContactForm.MEETING,
            attended=attended,
            with_her=True,
        )
        authorities.save_authority_contact(office.work, contact)
    (row,) = stored.per_kind(office.database, office.work.today, office.work.today)
    assert (row.kind, row.contacts, row.attended) == (AuthorityKind.POLICE, 2, 1)
    assert office.database.get(Case, case.id).state is CaseState.ASSESSMENT
