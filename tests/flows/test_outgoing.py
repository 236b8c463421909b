"""What goes out passes a gate: calls, letters, answers to guardians (S2, S3)."""

from dataclasses import replace

import pytest

from kvinnobyran.domain.disclosure import Asker, DisclosureRequest, RequestState
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.outgoing import LetterTemplate
from kvinnobyran.domain.person import (
    ContactKind,
    ContactSafety,
    ContactWay,
)
from kvinnobyran.domain.relation import (
    Guardian,
    MayContact,
    RelationKind,
)
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import disclosures, kin, outgoing, people
from kvinnobyran.store.journal import history
from tests.flows.conftest import Office
from tests.flows.test_people_around import around, guarded

# --- what goes out ----------------------------------------------------------------------------


def test_s2_a_way_that_must_not_be_used_stops_and_an_old_one_wants_a_reason(
    office: Office,
) -> None:
    her = office.case().person_id
    way = ContactWay(
        id=new_id(), person_id=her, value="070-000 00 00", safety=ContactSafety.FORBIDDEN
    )
    people.save_contact_way(office.work, way)
    with pytest.raises(Refused) as error:
        outgoing.use_contact_way(office.work, way, {"value": "Ändå"})
    assert "får inte användas" in error.value.faults[0].sentence
    safe = people.save_contact_way(office.work, replace(way, safety=ContactSafety.SAFE))
    office.later(91)
    with pytest.raises(Refused) as error:
        outgoing.use_contact_way(office.work, safe)
    assert error.value.faults[0].severity is Severity.VARNA
    outgoing.use_contact_way(office.work, safe, {"value": "Hon bad oss ringa"})
    reasons = [
        entry.payload
        for entry in history(office.database, "contact_way", way.id)
        if entry.kind == "reason"
    ]
    assert reasons == [{"value": "Hon bad oss ringa"}]


def test_s3_no_letter_goes_to_a_guardian_who_must_not_be_contacted(office: Office) -> None:
    her = office.case().person_id
    child = around(office, her)
    father = around(office, her, RelationKind.GUARDIAN, alias="Pappan")
    kin.save_guardian(
        office.work,
        Guardian(id=new_id(), child_id=child.id, person_id=father.id, may_contact=MayContact.NO),
    )
    head = office.database.head()
    with pytest.raises(Refused) as error:
        outgoing.send_letter(
            office.work,
            about=child.id,
            to=father.id,
            what="Samtycke",
            reasons={"guardian": "Ändå"},
        )
    assert "får inte kontaktas" in error.value.faults[0].sentence
    assert office.database.head() == head


def test_s3_a_secret_whereabouts_goes_without_a_sender_and_its_reason_is_kept(
    office: Office,
) -> None:
    her = office.case().person_id
    child = around(office, her)
    father = around(office, her, RelationKind.GUARDIAN, alias="Pappan")
    kin.save_guardian(
        office.work,
        Guardian(
            id=new_id(),
            child_id=child.id,
            person_id=father.id,
            may_contact=MayContact.YES,
            whereabouts_secret=Answer.YES,
            decision="Påhittat beslut 2027-1",
            decided_on=office.work.today,
        ),
    )
    with pytest.raises(Refused):
        outgoing.send_letter(office.work, about=child.id, to=father.id, what="Samtycke")
    gate = outgoing.send_letter(
        office.work,
        about=child.id,
        to=father.id,
        what="Samtycke",
        reasons={"whereabouts": "Brevet läggs på lådan i en annan stad"},
    )
    assert gate.template is LetterTemplate.NO_SENDER
    letter = [
        each for each in history(office.database, "person", child.id) if each.kind == "letter"
    ]
    assert [each.payload for each in letter] == [{"text": "Samtycke, Mall utan avsändare"}]


def test_s3_her_protection_is_the_childs_when_a_letter_goes_out(office: Office) -> None:
    her = office.case().person_id
    child = around(office, her)
    father = around(office, her, RelationKind.GUARDIAN, alias="Pappan")
    kin.save_guardian(
        office.work,
        Guardian(id=new_id(), child_id=child.id, person_id=father.id, may_contact=MayContact.YES),
    )
    gate = outgoing.outgoing_gate(office.database, about=child.id, to=father.id)
    assert (gate.faults, gate.template) == ((), LetterTemplate.ORDINARY)
    guarded(office, her, shared=False)
    gate = outgoing.outgoing_gate(office.database, about=child.id, to=father.id)
    assert gate.template is LetterTemplate.NO_SENDER
    way = ContactWay(id=new_id(), person_id=her, kind=ContactKind.LETTER, value="Påhittad väg 1")
    safe = people.save_contact_way(office.work, replace(way, safety=ContactSafety.SAFE))
    assert outgoing.use_contact_way(office.work, safe).template is LetterTemplate.NO_SENDER


def test_s3_a_guardian_who_must_not_be_contacted_is_told_nothing_either(office: Office) -> None:
    case = office.case()
    child = around(office, case.person_id)
    father = around(office, case.person_id, RelationKind.ACCESS_PARENT, alias="Pappan")
    asked = DisclosureRequest(
        id=new_id(),
        case_id=case.id,
        received_on=office.work.today,
        asker=Asker.GUARDIAN,
        what="Om barnen är här",
        review="Han söker henne",
        state=RequestState.DISCLOSED,
        decided_on=office.work.today,
    )
    guardian = Guardian(
        id=new_id(), child_id=child.id, person_id=father.id, may_contact=MayContact.NO
    )
    kin.save_guardian(office.work, guardian)
    reasons = {"asker": "Ändå"}
    with pytest.raises(Refused) as error:
        disclosures.save_request(office.work, asked, reasons=reasons)
    assert "får inte kontaktas" in " ".join(each.sentence for each in error.value.faults)
    # With a second guardian nobody knows which of them it is: a reason is asked for.
    other = around(office, case.person_id, RelationKind.GUARDIAN, alias="Farmor")
    kin.save_guardian(
        office.work,
        replace(guardian, id=new_id(), person_id=other.id, may_contact=MayContact.YES),
    )
    with pytest.raises(Refused):
        disclosures.save_request(office.work, asked)
    disclosures.save_request(office.work, asked, reasons=reasons)
    refused_one = replace(
        asked, id=new_id(), state=RequestState.REFUSED, decision_words="Han söker henne"
    )
    disclosures.save_request(office.work, refused_one)
