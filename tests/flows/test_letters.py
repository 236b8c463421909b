"""A letter is written, passes its gate, and is kept as handed out (S1, S2, S3, A20)."""

from dataclasses import replace

import pytest

from kvinnobyran.domain.case import Case, Documentation
from kvinnobyran.domain.document import About, Direction, Document, DocumentKind
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.outgoing import LetterTemplate
from kvinnobyran.domain.person import ContactKind, ContactSafety, ContactWay
from kvinnobyran.domain.relation import Guardian, MayContact, RelationKind
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import documents, kin, people
from kvinnobyran.flows.letters import BY_HAND, Leaves, Letter, gate_before, write_letter
from kvinnobyran.store.journal import history
from tests.flows.conftest import Office
from tests.flows.test_people_around import around, guarded

TEXT = "Hej. Vi ses den 3 mars."


def pdf(template: LetterTemplate) -> bytes:
    """Return what stands for the paper that the screen makes."""
    return b"%PDF-1.7 " + template.value.encode()


def _never(_: LetterTemplate) -> bytes:
    pytest.fail("a paper was made")


def refused(office: Office, letter: Letter, **reasons: str) -> list[tuple[str, str]]:
    """Return what stands in the way, by field; nothing is made then."""
    head = office.database.head()
    with pytest.raises(Refused) as error:
        write_letter(
            office.work, letter, lambda _: pytest.fail("made"), Leaves.KEPT, reasons=reasons
        )
    assert office.database.head() == head
    return [(fault.field, fault.source) for fault in error.value.faults]


def letters(office: Office, case: Case) -> list[Document]:
    """Return the letters of a case."""
    return office.database.all(
        Document, "SELECT * FROM document WHERE case_id = ? ORDER BY rowid", (case.id,)
    )


def test_a_letter_to_her_is_kept_as_an_outgoing_document(office: Office) -> None:
    case = office.case()
    letter = Letter(case_id=case.id, to=BY_HAND, text=TEXT)
    whole = write_letter(office.work, letter, pdf, Leaves.PRINTED)
    assert whole == b"%PDF-1.7 ordinary"
    (kept,) = letters(office, case)
    assert (kept.kind, kept.direction, kept.about) == (
        DocumentKind.LETTER,
        Direction.OUT,
        About.WOMAN,
    )
    assert (kept.name, kept.dated_on) == ("Brev till henne", office.work.today)
    assert documents.content(office.database, kept) == whole
    log = [
        each for each in history(office.database, "support_case", case.id) if each.kind == "letter"
    ]
    assert [each.payload for each in log] == [{"text": "Utskrivet, Vanlig mall"}]


def test_s2_a_letter_by_post_passes_the_gate_of_its_address(office: Office) -> None:
    case = office.case()
    way = ContactWay(
        id=new_id(),
        person_id=case.person_id,
        kind=ContactKind.LETTER,
        value="Påhittade vägen 12",
        safety=ContactSafety.FORBIDDEN,
    )
    people.save_contact_way(office.work, way)
    letter = Letter(case_id=case.id, to=way.id, text=TEXT)
    assert refused(office, letter, to="Ändå") == [("to", "domain.md S2")]
    people.save_contact_way(office.work, replace(way, safety=ContactSafety.SAFE))
    write_letter(office.work, letter, pdf, Leaves.KEPT)
    office.later(91)
    assert refused(office, letter) == [("to", "domain.md S2")]
    phone = replace(way, id=new_id(), kind=ContactKind.PHONE, safety=ContactSafety.SAFE)
    people.save_contact_way(office.work, phone)
    assert refused(office, replace(letter, to=phone.id), to="Ändå") == [("to", "domain.md S2")]
    assert refused(office, replace(letter, to=""), to="Ändå") == [("to", "domain.md S2")]


def test_s3_a_letter_to_a_guardian_has_no_sender_where_the_whereabouts_are_secret(
    office: Office,
) -> None:
    case = office.case()
    child = around(office, case.person_id)
    father = around(office, case.person_id, RelationKind.GUARDIAN, alias="Pappan")
    known = Guardian(id=new_id(), child_id=child.id, person_id=father.id, may_contact=MayContact.NO)
    kin.save_guardian(office.work, known)
    letter = Letter(case_id=case.id, to=known.id, text=TEXT)
    assert refused(office, letter, to="Ändå") == [("to", "domain.md S3")]
    kin.save_guardian(
        office.work, replace(known, may_contact=MayContact.YES, whereabouts_secret=Answer.YES)
    )
    assert refused(office, letter) == [("whereabouts", "domain.md S3")]
    whole = write_letter(
        office.work, letter, pdf, Leaves.PRINTED, reasons={"whereabouts": "Läggs på annan ort"}
    )
    assert whole == b"%PDF-1.7 no_sender"
    (kept,) = letters(office, case)
    assert (kept.name, kept.about) == ("Brev till vårdnadshavare", About.CHILD)


def test_s1_s5_protection_takes_the_sender_away_and_keeps_the_address_out(office: Office) -> None:
    case = office.case()
    way = ContactWay(
        id=new_id(), person_id=case.person_id, kind=ContactKind.LETTER, value="Hemliga gatan 7"
    )
    people.save_contact_way(office.work, way)
    letter = Letter(case_id=case.id, to=BY_HAND, text="Hon bor på hemliga gatan 7.")
    assert gate_before(office.database, letter, office.work.today).faults == ()
    guarded(office, case.person_id, shared=False)
    assert refused(office, letter, text="Ändå") == [("text", "domain.md S1")]
    assert (
        gate_before(office.database, letter, office.work.today).template is LetterTemplate.NO_SENDER
    )


def test_a20_who_wants_no_documents_kept_gets_her_letter_and_none_is_kept(office: Office) -> None:
    case = replace(office.case(), documentation=Documentation.MINIMAL)
    with office.work.step("Prov") as tx:
        tx.update(case)
    letter = Letter(case_id=case.id, to=BY_HAND, text=TEXT)
    assert write_letter(office.work, letter, pdf, Leaves.PRINTED) == b"%PDF-1.7 ordinary"
    assert letters(office, case) == []
