"""Authorities, consents and disclosures: nothing leaves the house without a ground."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.authority import (
    AuthorityContact,
    AuthorityMatter,
    ContactForm,
    ContactState,
    MatterState,
    contact_faults,
    matter_faults,
    matter_reminders,
)
from kvinnobyran.domain.consent import (
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    consent_faults,
    consent_reminders,
    covers,
    holds_on,
)
from kvinnobyran.domain.disclosure import (
    Asker,
    Disclosure,
    DisclosureRequest,
    Ground,
    RequestState,
    disclosure_faults,
    request_faults,
    request_reminders,
)
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.organisation import (
    AuthorityKind,
    ContactPerson,
    Organisation,
    contact_person_faults,
    organisation_faults,
)

TODAY = date(2027, 6, 1)
DAY = timedelta(days=1)
A, B = "a" * 32, "b" * 32


def fields(faults):
    return [fault.field for fault in faults]


def matter(**more):
    base = AuthorityMatter(
        id=A,
        case_id=B,
        kind=AuthorityKind.SOCIAL_INSURANCE,
        question="Bostadsbidrag",
        opened_on=TODAY - 60 * DAY,
    )
    return replace(base, **more)


def given_consent(**more):
    base = Consent(
        id=A,
        case_id=B,
        person_id=B,
        purpose=ConsentPurpose.DISCLOSURE,
        authority=AuthorityKind.POLICE,
        state=ConsentState.GIVEN,
        form=ConsentForm.ORAL,
        asked_on=TODAY - 30 * DAY,
        answered_on=TODAY - 30 * DAY,
    )
    return replace(base, **more)


def disclosed(**more):
    base = Disclosure(
        id=A,
        case_id=B,
        day=TODAY,
        what="Att hon går i samtal",
        to_kind=AuthorityKind.POLICE,
        to_whom="Påhittade polisen",
        ground=Ground.CONSENT,
        disclosed_by="Greta",
    )
    return replace(base, **more)


# --- the register ---------------------------------------------------------------------------------


def test_an_organisation_has_a_name_of_its_own():
    named = Organisation(id=A, name="Påhittade nämnden", kind=AuthorityKind.SOCIAL_SERVICES)
    assert organisation_faults(named) == ()
    assert fields(organisation_faults(named, taken=True)) == ["name"]
    assert fields(organisation_faults(replace(named, name=" "))) == ["name"]
    somebody = ContactPerson(id=A, organisation_id=B, name="", role="Handläggare")
    assert contact_person_faults(somebody) == ()
    assert fields(contact_person_faults(replace(somebody, role=""))) == ["name"]


# --- matters --------------------------------------------------------------------------------------


def test_a_matter_asks_something_and_a_decision_has_its_day():
    assert matter_faults(matter(), today=TODAY) == ()
    assert fields(matter_faults(matter(question=" "), today=TODAY)) == ["question"]
    other = matter(kind=AuthorityKind.OTHER)
    assert fields(matter_faults(other, today=TODAY)) == ["organisation"]
    assert fields(matter_faults(matter(opened_on=TODAY + DAY), today=TODAY)) == ["opened_on"]
    for state in (MatterState.GRANTED, MatterState.REFUSED, MatterState.APPEALED):
        assert fields(matter_faults(matter(state=state), today=TODAY)) == ["decided_on"]
        assert matter_faults(matter(state=state, decided_on=TODAY), today=TODAY) == ()
    wrong = matter(
        state=MatterState.REFUSED,
        decided_on=TODAY,
        appeal_by=TODAY - DAY,
        decision_ends_on=TODAY - DAY,
    )
    assert set(fields(matter_faults(wrong, today=TODAY))) == {"appeal_by", "decision_ends_on"}
    early = matter(state=MatterState.GRANTED, decided_on=TODAY - 90 * DAY)
    assert fields(matter_faults(early, today=TODAY)) == ["decided_on"]


def test_a_closed_matter_says_how_it_went():
    closed = matter(state=MatterState.CLOSED)
    assert fields(matter_faults(closed, today=TODAY)) == ["closed_on", "outcome"]
    said = replace(closed, closed_on=TODAY, outcome="Hon fick bidraget")
    assert matter_faults(said, today=TODAY) == ()
    assert fields(matter_faults(replace(said, closed_on=TODAY + DAY), today=TODAY)) == ["closed_on"]


def test_S4_a_refusal_reminds_of_the_appeal_and_a_grant_of_its_end():
    refused = matter(
        state=MatterState.REFUSED, decided_on=TODAY, appeal_by=TODAY + timedelta(days=21)
    )
    assert [(r.part, r.due_on - TODAY) for r in matter_reminders(refused, today=TODAY)] == [
        ("appeal 7", timedelta(days=14)),
        ("appeal 1", timedelta(days=20)),
    ]
    granted = matter(
        state=MatterState.GRANTED, decided_on=TODAY, decision_ends_on=TODAY + timedelta(days=60)
    )
    parts = [r.part for r in matter_reminders(granted, today=TODAY)]
    assert parts == ["end 30", "end 7"]
    assert matter_reminders(replace(granted, state=MatterState.CLOSED), today=TODAY) == ()


def contact(**more):
    return replace(AuthorityContact(id=A, matter_id=A, day=TODAY, with_her=True), **more)


def test_one_attends_only_a_meeting_that_took_place():
    ok = contact(form=ContactForm.MEETING, attended=True)
    assert contact_faults(ok, matter(), (), today=TODAY) == ()
    phone = contact(attended=True)
    assert fields(contact_faults(phone, matter(), (), today=TODAY)) == ["attended"]
    planned = replace(ok, state=ContactState.PLANNED, day=TODAY + DAY)
    assert fields(contact_faults(planned, matter(), (), today=TODAY)) == ["attended"]
    ahead = contact(day=TODAY + DAY)
    assert fields(contact_faults(ahead, matter(), (), today=TODAY)) == ["day"]
    before = contact(day=TODAY - 90 * DAY)
    assert fields(contact_faults(before, matter(), (), today=TODAY)) == ["day"]
    assert fields(contact_faults(contact(minutes=2000), matter(), (), today=TODAY)) == ["minutes"]


def test_a_contact_without_her_wants_her_consent_or_a_reason():
    alone = contact(with_her=False)
    (fault,) = contact_faults(alone, matter(), (), today=TODAY)
    assert (fault.field, fault.severity) == ("with_her", Severity.VARNA)
    said_yes = given_consent(purpose=ConsentPurpose.AUTHORITY, authority=None)
    assert contact_faults(alone, matter(), (said_yes,), today=TODAY) == ()
    another = replace(said_yes, authority=AuthorityKind.POLICE)
    assert contact_faults(alone, matter(), (another,), today=TODAY)


# --- consents -------------------------------------------------------------------------------------


def test_an_answer_has_its_day_and_form_and_an_end_its_day():
    asked = Consent(
        id=A, case_id=B, person_id=B, purpose=ConsentPurpose.DOCUMENTATION, asked_on=TODAY
    )
    assert consent_faults(asked, today=TODAY) == ()
    yes = replace(asked, state=ConsentState.GIVEN)
    assert fields(consent_faults(yes, today=TODAY)) == ["answered_on", "form"]
    no = replace(asked, state=ConsentState.REFUSED, answered_on=TODAY)
    assert consent_faults(no, today=TODAY) == ()
    back = given_consent(state=ConsentState.WITHDRAWN)
    assert fields(consent_faults(back, today=TODAY)) == ["ended_on"]
    future = replace(back, ended_on=TODAY + DAY)
    assert fields(consent_faults(future, today=TODAY)) == ["ended_on"]
    short = given_consent(valid_until=TODAY - 60 * DAY)
    assert fields(consent_faults(short, today=TODAY)) == ["valid_until"]


def test_G7_nobody_asks_tomorrow_or_answers_before_the_question():
    ahead = Consent(
        id=A, case_id=B, person_id=B, purpose=ConsentPurpose.DOCUMENTATION, asked_on=TODAY + DAY
    )
    (fault,) = consent_faults(ahead, today=TODAY)
    assert (fault.field, fault.severity) == ("asked_on", Severity.STOPP)
    assert fault.sentence == "Dagen ligger i framtiden."
    for wrong in (TODAY - 31 * DAY, TODAY + DAY):
        (fault,) = consent_faults(given_consent(answered_on=wrong), today=TODAY)
        assert (fault.field, fault.severity) == ("answered_on", Severity.STOPP)
        assert fault.sentence == "Hon svarade tidigast när ni frågade och senast idag."
    for right in (TODAY - 30 * DAY, TODAY):
        assert consent_faults(given_consent(answered_on=right), today=TODAY) == ()


@given(st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=60)))
def test_a_consent_holds_from_its_answer_until_the_day_it_is_taken_back(day):
    taken_back = given_consent(state=ConsentState.WITHDRAWN, ended_on=TODAY)
    assert holds_on(taken_back, day) == (TODAY - 30 * DAY <= day < TODAY)
    lapsing = given_consent(valid_until=TODAY)
    assert holds_on(lapsing, day) == (TODAY - 30 * DAY <= day <= TODAY)


def test_a_consent_covers_its_own_purpose_and_authority():
    police = given_consent()
    assert covers(police, ConsentPurpose.DISCLOSURE, AuthorityKind.POLICE, TODAY)
    assert not covers(police, ConsentPurpose.DISCLOSURE, AuthorityKind.COURT, TODAY)
    assert not covers(police, ConsentPurpose.AUTHORITY, AuthorityKind.POLICE, TODAY)
    anybody = replace(police, authority=None)
    assert covers(anybody, ConsentPurpose.DISCLOSURE, AuthorityKind.COURT, TODAY)


def test_S4_a_consent_that_lapses_is_reminded_of():
    lapsing = given_consent(valid_until=TODAY + timedelta(days=40))
    assert [each.part for each in consent_reminders(lapsing, today=TODAY)] == ["30", "7"]
    gone = replace(lapsing, state=ConsentState.WITHDRAWN, ended_on=TODAY)
    assert consent_reminders(gone, today=TODAY) == ()


# --- disclosures ----------------------------------------------------------------------------------


def test_nothing_is_told_without_a_ground():
    (fault,) = disclosure_faults(disclosed(ground=None), (), today=TODAY)
    assert (fault.field, fault.severity) == ("ground", Severity.STOPP)
    assert "Utan grund" in fault.sentence
    assert disclosure_faults(disclosed(), (given_consent(),), today=TODAY) == ()
    assert disclosure_faults(disclosed(ground=Ground.HER_REQUEST), (), today=TODAY) == ()


@pytest.mark.parametrize(
    "consent",
    [
        given_consent(authority=AuthorityKind.COURT),
        given_consent(purpose=ConsentPurpose.AUTHORITY),
        given_consent(state=ConsentState.ASKED, answered_on=None),
        given_consent(state=ConsentState.WITHDRAWN, ended_on=TODAY),
        given_consent(valid_until=TODAY - DAY),
        given_consent(answered_on=TODAY + DAY),
    ],
)
def test_a_consent_that_did_not_hold_for_the_recipient_that_day_is_no_ground(consent):
    (fault,) = disclosure_faults(disclosed(), (consent,), today=TODAY)
    assert (fault.field, fault.severity) == ("ground", Severity.STOPP)


@pytest.mark.parametrize("ground", [Ground.DUTY, Ground.DANGER])
def test_a_duty_and_a_danger_are_described(ground):
    assert fields(disclosure_faults(disclosed(ground=ground), (), today=TODAY)) == ["ground_words"]
    said = disclosed(ground=ground, ground_words="Orosanmälan")
    assert disclosure_faults(said, (), today=TODAY) == ()


def test_a_disclosure_says_what_to_whom_and_by_whom():
    empty = disclosed(what="", to_whom=" ", disclosed_by="", day=TODAY + DAY)
    found = fields(disclosure_faults(empty, (given_consent(),), today=TODAY))
    assert found == ["day", "what", "to_whom", "disclosed_by"]


def request(**more):
    base = DisclosureRequest(
        id=A, case_id=B, received_on=TODAY - 2 * DAY, asker=Asker.POLICE, what="Om hon bor här"
    )
    return replace(base, **more)


def decided(state, **more):
    return request(
        state=state,
        review="Kan röja henne",
        decided_on=TODAY,
        decision_words="Skyddet väger tyngre",
        **more,
    )


def test_a_request_is_decided_only_after_its_review():
    assert request_faults(request(), today=TODAY) == ()
    bare = request(state=RequestState.REFUSED)
    assert fields(request_faults(bare, today=TODAY)) == ["review", "decided_on", "decision_words"]
    for state in (RequestState.REFUSED, RequestState.PARTLY, RequestState.DISCLOSED):
        assert request_faults(decided(state), today=TODAY) == ()
    assert fields(request_faults(request(asker=None, what=""), today=TODAY)) == ["asker", "what"]


def test_G7_a_request_is_decided_between_its_day_and_today():
    for wrong in (TODAY - 3 * DAY, TODAY + DAY):
        late = replace(decided(RequestState.REFUSED), decided_on=wrong)
        (fault,) = request_faults(late, today=TODAY)
        assert (fault.field, fault.severity) == ("decided_on", Severity.STOPP)
        assert fault.sentence == "Ni bestämde tidigast när de frågade och senast idag."
    same_day = replace(decided(RequestState.REFUSED), decided_on=TODAY - 2 * DAY)
    assert request_faults(same_day, today=TODAY) == ()
    assert fields(request_faults(request(received_on=TODAY + DAY), today=TODAY)) == ["received_on"]


def test_nothing_is_given_to_somebody_nobody_knows():
    (fault,) = request_faults(decided(RequestState.DISCLOSED, asker=Asker.UNKNOWN), today=TODAY)
    assert (fault.field, fault.severity) == ("asker", Severity.STOPP)
    assert request_faults(decided(RequestState.REFUSED, asker=Asker.UNKNOWN), today=TODAY) == ()


def test_S3_what_a_guardian_gets_is_thought_over():
    (fault,) = request_faults(decided(RequestState.PARTLY, asker=Asker.GUARDIAN), today=TODAY)
    assert (fault.field, fault.severity) == ("asker", Severity.VARNA)


def test_a_request_that_waits_has_its_reminder():
    (reminder,) = request_reminders(request())
    assert reminder.due_on == TODAY + timedelta(days=5)
    assert request_reminders(decided(RequestState.REFUSED)) == ()
