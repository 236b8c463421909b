"""Consents through the flows: who has said what, what it stops, and for every purpose."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kvinnobyran.domain.case import Case, Documentation
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.consent import (
    FOR_A_CHILD,
    GROUNDS_FOR,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    stands,
)
from kvinnobyran.domain.consent_stops import Stops, stops
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.document import About
from kvinnobyran.domain.grounds import Ground, Way
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.outgoing import LetterTemplate
from kvinnobyran.domain.relation import CustodyKind, MayContact
from kvinnobyran.domain.trappan import ProgrammeState, TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import child_notes, consents, documents, trappan_grounds
from kvinnobyran.flows import trappan as trappan_flows
from kvinnobyran.flows.cases import save_case
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.store import authorities, trappan
from kvinnobyran.store import consents as stored
from kvinnobyran.store.documents import documents_of
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.today import needs_attention
from tests.flows.trappan_kit import (
    a_family,
    answers,
    may_contact,
    now,
    offered,
    planned,
    running,
    said,
)

S = ConsentState
TRAPPAN = ConsentPurpose.TRAPPAN
ANY = dict.fromkeys(("documentation", "documentation_consent", "regime"), "prov")


def state_of(office, consent):
    return office.database.get(Consent, consent.id).state


def standing(office, family, purpose=TRAPPAN):
    return stored.standing(office.database, family.child.id, purpose, office.work.today)


def test_T5_a_no_takes_back_the_yes_of_the_same_person(office):
    family = a_family(office)
    programme = running(office, family)
    session = planned(office, [programme], office.work.today + timedelta(days=7))
    yes = next(each for each in standing(office, family).consents if each.answers == family.mother)
    answers(office, family.case, family.child, family.mother, S.REFUSED)
    assert state_of(office, yes) is S.WITHDRAWN
    assert now(office, programme).state is ProgrammeState.PAUSED
    assert not standing(office, family).answer.allowed
    [place] = trappan.children_at(office.database, session.id)
    assert place.presence.value == "cancelled"
    answers(office, family.case, family.child, family.mother)
    assert standing(office, family).answer.ground is Ground.BOTH, "the same day, asked anew"


def test_T5_a_no_that_is_written_late_ends_no_later_yes(office):
    family = a_family(office, kind=CustodyKind.SOLE_A)
    office.later(10)
    yes = answers(office, family.case, family.child, family.mother)
    last_week = office.work.today - timedelta(days=7)
    no = replace(
        yes, id=new_id(), state=S.REFUSED, form=None, asked_on=last_week, answered_on=last_week
    )
    consents.save_consent(office.work, no)
    assert state_of(office, yes) is S.GIVEN
    assert standing(office, family).answer.allowed


def test_T5_whoever_takes_back_takes_back_all_she_said(office):
    family = a_family(office, kind=CustodyKind.SOLE_A)
    first = answers(office, family.case, family.child, family.mother)
    second = answers(office, family.case, family.child, family.mother)
    other = answers(
        office, family.case, family.child, family.mother, purpose=ConsentPurpose.EVENING_CAFE
    )
    consents.withdraw(office.work, first, reason="Ringde", by="Mamman")
    assert state_of(office, second) is S.WITHDRAWN
    assert state_of(office, other) is S.GIVEN
    assert not standing(office, family).answer.allowed


def test_T5_what_a_withdrawal_stops_is_known_before_it_is_done(office):
    family = a_family(office)
    programme = running(office, family)
    days = [office.work.today + timedelta(days=each) for each in (7, 14)]
    for day in days:
        planned(office, [programme], day)
    given = standing(office, family).consents[0]
    whole = dossier(office.database, family.case.id)
    records = [whole.of(each) for each in (TrappanProgramme, TrappanSession, TrappanAttendance)]
    found = stops(given, *records, now=office.now)
    assert (found.programme.id, list(found.days)) == (programme.id, days)
    assert "2 samtal avbokas: 2027-02-16, 2027-02-23." in found.ahead
    assert found.done == "Samtycket är återkallat. Trappan är pausad, 2 samtal avbokade"
    other = replace(given, purpose=ConsentPurpose.EVALUATION)
    assert stops(other, *records, now=office.now) == Stops()
    consents.withdraw(office.work, given)
    assert not trappan.expected_at(office.database, programme.id)


def test_S3_a_question_on_paper_is_kept_and_passes_the_gate(office):
    family = a_family(office)
    question = Consent(
        id=new_id(),
        case_id=family.case.id,
        person_id=family.child.id,
        purpose=TRAPPAN,
        asked_on=office.work.today,
        given_by_id=family.father.id,
    )
    with pytest.raises(Refused) as error:
        consents.ask_in_writing(office.work, question)
    assert said(error) == {("VARNA", "guardian")}
    assert office.database.get(Consent, question.id) is None
    consents.ask_in_writing(office.work, question, reasons={"guardian": "Hon har frågat honom"})
    assert state_of(office, question) is S.ASKED
    hers = replace(question, id=new_id(), given_by_id=family.mother)
    assert consents.ask_in_writing(office.work, hers).template is LetterTemplate.ORDINARY
    may_contact(office, family, MayContact.NO)
    with pytest.raises(Refused) as error:
        consents.ask_in_writing(office.work, replace(question, id=new_id()))
    assert ("STOPP", "guardian") in said(error)


@pytest.mark.parametrize("purpose", FOR_A_CHILD)
def test_T3_the_engine_answers_for_every_purpose_of_a_child(office, purpose):
    family = a_family(office)
    assert len(standing(office, family, purpose).answer.ask) == 2
    for guardian in (family.mother, family.father.id):
        answers(office, family.case, family.child, guardian, purpose=purpose)
    found = standing(office, family, purpose)
    assert found.answer.ground is Ground.BOTH
    assert found.answer.ground in GROUNDS_FOR[purpose]
    assert set(found.people) == {family.child.id, family.mother, family.father.id}
    assert found.custody.kind is CustodyKind.JOINT


def test_A20_what_is_said_about_a_child_is_not_her_own_answer(office):
    """A child's documentation is no answer about hers, nor a way to tell an authority of her."""
    family = a_family(office)
    for purpose in (ConsentPurpose.DOCUMENTATION, ConsentPurpose.AUTHORITY):
        answers(office, family.case, family.child, family.mother, purpose=purpose)
    case = office.database.get(Case, family.case.id)
    assert case.documentation_consent is Answer.NOT_ASKED
    assert authorities.consents(office.database, case.id) == ()
    assert len(stored.consents_in(office.database, case.id)) == 2


@pytest.mark.parametrize(
    ("yes", "no", "ends"),
    [
        (AuthorityKind.SCHOOL, None, True),
        (None, AuthorityKind.SCHOOL, True),
        (None, None, True),
        (AuthorityKind.SCHOOL, AuthorityKind.SCHOOL, True),
        (AuthorityKind.POLICE, AuthorityKind.SCHOOL, False),
    ],
)
def test_S4_a_no_ends_every_yes_that_it_speaks_of(office, yes, no, ends):
    """A no to all is a no to each; a no to one leaves no yes to all in force."""
    case = office.case()
    given = Consent(
        id=new_id(),
        case_id=case.id,
        person_id=case.person_id,
        purpose=ConsentPurpose.AUTHORITY,
        authority=yes,
        state=S.GIVEN,
        form=ConsentForm.DIGITAL,
        asked_on=office.work.today,
        answered_on=office.work.today,
    )
    consents.save_consent(office.work, given)
    refused = replace(given, id=new_id(), authority=no, state=S.REFUSED, form=None)
    consents.save_consent(office.work, refused)
    assert state_of(office, given) is (S.WITHDRAWN if ends else S.GIVEN)


def test_S4_what_lapses_has_lapsed_though_nobody_wrote_it(office):
    case = office.case()
    until = office.work.today + timedelta(days=3)
    given = Consent(
        id=new_id(),
        case_id=case.id,
        person_id=case.person_id,
        purpose=ConsentPurpose.DISCLOSURE,
        authority=AuthorityKind.SCHOOL,
        state=S.GIVEN,
        form=ConsentForm.DIGITAL,
        asked_on=office.work.today,
        answered_on=office.work.today,
        valid_until=until,
    )
    consents.save_consent(office.work, given)
    office.later(3)
    assert stands(given, office.work.today) is S.GIVEN
    office.later(1)
    assert stands(given, office.work.today) is S.EXPIRED
    with pytest.raises(Refused) as error:
        consents.withdraw(office.work, given)
    assert said(error) == {("STOPP", "state")}
    longer = replace(given, valid_until=until + timedelta(days=30))
    with pytest.raises(Refused) as error:
        consents.save_consent(office.work, longer)
    assert said(error) == {("VARNA", "valid_until")}
    consents.save_consent(office.work, longer, reasons={"valid_until": "Fel dag skrevs in"})
    assert stands(longer, office.work.today) is S.GIVEN


def test_S3_whom_nobody_may_contact_is_named_as_such(office):
    family = a_family(office)
    may_contact(office, family, MayContact.NO)
    found = standing(office, family)
    assert found.answer.never == {family.father.id}
    assert {person for person, _ in found.answer.ask} == {family.mother}
    assert found.people[family.father.id].kind.value == "parent"


def test_T3_a_ground_that_is_accepted_no_longer_pauses_what_rests_on_it(office):
    family = a_family(office, kind=CustodyKind.SOLE_A)
    programme = offered(office, family.case, family.child)
    answers(office, family.case, family.child, family.mother)
    trappan_flows.start_trappan(office.work, now(office, programme), office.work.today)
    without = [each for each in Ground if each is not Ground.SOLE]
    assert trappan_grounds.accept_grounds(office.work, without) == 1
    assert now(office, programme).state is ProgrammeState.PAUSED
    assert "godtar inte" in standing(office, family).answer.sentence
    assert trappan_grounds.accept_grounds(office.work, Ground) == 0
    assert standing(office, family).answer.ground is Ground.SOLE


def test_T9_what_she_no_longer_lets_be_kept_takes_nothing_of_the_childs(office):
    """A paper goes from under the consent that was given on it; a drawing is the child's own."""
    family = a_family(office)
    yes = answers(office, family.case, family.child, family.mother)
    page, other = (
        documents.keep_document(office.work, family.case.id, Brought("prov.txt", content))
        for content in (b"ja", b"nej")
    )
    for given, on in ((yes, page), (replace(yes, id=new_id()), other)):
        consents.save_consent(office.work, replace(given, document_id=on.id, attitude_reason="X"))
    documents.take_away(office.work, page)
    assert office.database.get(Consent, yes.id).document_id is None
    note = ChildNote(
        id=new_id(),
        case_id=family.case.id,
        child_id=family.child.id,
        written_on=office.work.today,
        text="Påhittad teckning.",
    )
    child_notes.keep_drawing(
        office.work, note, Brought("drake.png", b"\x89PNG\r\n\x1a\n" + b"1" * 30)
    )
    case = office.database.get(Case, family.case.id)
    save_case(office.work, replace(case, documentation=Documentation.STATISTICS_ONLY), reasons=ANY)
    assert [each.about for each in documents_of(office.database, case.id)] == [About.CHILD]
    assert office.database.get(ChildNote, note.id).document_id is not None
    left = stored.consents_in(office.database, case.id)
    assert len(left) == 2
    assert all((each.document_id, each.attitude_reason) == (None, "") for each in left)


def test_a_consent_that_is_missing_stands_on_idag_from_the_day_after(office):
    family = a_family(office, kind=CustodyKind.SOLE_A)
    programme = offered(office, family.case, family.child)
    trappan_flows.seek_consent(office.work, programme)

    def missing():
        rows = needs_attention(office.database, office.work.today)
        return [each.id for each in rows if each.what == "Samtycke till Trappan saknas"]

    assert missing() == []
    office.later(1)
    assert missing() == [programme.id]
    answers(office, family.case, family.child, family.mother)
    assert missing() == []


def test_nobody_is_asked_who_has_died(office):
    family = a_family(office)
    with office.work.step("Prov") as tx:
        tx.update(replace(family.father, deceased=PartialDate.from_stored("2026")))
    found = standing(office, family).answer
    assert found.ask == ((family.mother, Way.DIRECTLY),)
    assert "har avlidit" in found.sentence
