"""Two records of one person become one, and two again (I2, I5)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.identity_number import IdentityNumber
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.likeness import Likeness
from kvinnobyran.domain.person import ContactWay, Identity, Person
from kvinnobyran.domain.protection import Grade, grade_of
from kvinnobyran.domain.relation import (
    Custody,
    CustodyKind,
    Guardian,
    MayContact,
    Relation,
    RelationKind,
)
from kvinnobyran.domain.settings import IDENTITY_NUMBERS
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import cases, drafts, identity_numbers, inquiries, kin, merging, people
from kvinnobyran.flows import office as office_flows
from kvinnobyran.store import kin as stored
from kvinnobyran.store.cases import cases_of
from kvinnobyran.store.database import Database
from kvinnobyran.store.found import found
from kvinnobyran.store.journal import journalled
from kvinnobyran.store.merges import candidates, merges_of, person_by_code
from kvinnobyran.store.people import contact_ways, similar_persons
from kvinnobyran.store.reads import Schema
from kvinnobyran.store.relink import references
from kvinnobyran.store.troubles import CannotUndo, DiskFull
from kvinnobyran.store.undo import redo, undo
from tests.flows.conftest import Office
from tests.flows.test_first_contact import refused
from tests.flows.test_people_around import around, guarded


def woman(office: Office, *, ended: bool = False, **known) -> tuple[Person, Case]:
    person = Person(id=new_id(), identity=Identity.KNOWN, **known)
    way = ContactWay(id=new_id(), person_id=person.id, value="070-174 06 05")
    _, case = inquiries.open_case(office.work, office.inquiry(), person, ways=(way,))
    if ended:
        case = cases.close_case(
            office.work, case, closed_on=office.work.today, reason=CloseReason.OTHER
        )
    return person, case


def surrounded(office: Office, person: Person) -> Person:
    """Give a woman something in every table that is about people."""
    child = around(office, person.id, alias="Påhittade Pricken")
    father = around(office, person.id, RelationKind.ACCESS_PARENT, alias="Pappan")
    kin.save_custody(
        office.work,
        Custody(
            id=new_id(),
            child_id=child.id,
            kind=CustodyKind.JOINT,
            guardian_a_id=person.id,
            guardian_b_id=father.id,
        ),
    )
    known = stored.guardian_of(office.database, child.id, father.id)
    assert known is not None
    kin.save_guardian(office.work, replace(known, may_contact=MayContact.NO))
    office_flows.change_setting(office.work, IDENTITY_NUMBERS, "1")
    identity_numbers.save_identity_number(
        office.work,
        IdentityNumber(id=new_id(), person_id=person.id, number="19900101-9802", reason="Påhitt"),
    )
    guarded(office, person.id, shared=True, grade=Grade.MARKING)
    return child


def state(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every journalled table except the merge's own."""
    return {
        table: sorted(database.wire.rows(f"SELECT * FROM {table}"), key=repr)
        for table in journalled(database.wire)
        if table != "person_merge"
    }


def whole_and_true(database: Database) -> bool:
    """Tell whether every foreign key finds its record and the journal's chain holds."""
    return not database.wire.rows("PRAGMA foreign_key_check") and not database.verify_journal()


def mentions(database: Database, id: str) -> int:
    """Return in how many cells of the register an identifier stands."""
    return sum(
        repr(cell).count(id)
        for table, rows in state(database).items()
        for row in rows
        for cell in row
    )


def test_i5_every_row_of_the_one_is_the_others_afterwards(office: Office) -> None:
    kept, first = woman(office, first_name="Påhitt")
    gone, second = woman(office, ended=True, first_name="Påhitta", last_name="Ek")
    child = surrounded(office, gone)
    guarded(office, kept.id)
    merging.merge_persons(office.work, kept.id, gone.id)
    assert mentions(office.database, gone.id) == 0
    assert office.database.get(Person, gone.id) is None
    one = office.database.get(Person, kept.id)
    assert one is not None
    assert (one.first_name, one.last_name) == ("Påhitt", "Ek")
    assert {case.id for case in cases_of(office.database, kept.id)} == {first.id, second.id}
    assert len(contact_ways(office.database, kept.id)) == 2
    assert [each.id for each in stored.children_of(office.database, kept.id)] == [child.id]
    assert stored.custodies_around(office.database, child.id)[0].guardian_a_id == kept.id
    assert whole_and_true(office.database)


def test_i5_both_codes_find_her_afterwards(office: Office) -> None:
    kept, first = woman(office, first_name="Påhitt")
    gone, second = woman(office, ended=True, first_name="Påhitta")
    merging.merge_persons(office.work, kept.id, gone.id)
    for case in (first, second):
        (hit,) = found(office.database, case.code)
        assert hit.case_id == case.id
    later = office.database.get(Case, second.id)
    assert later is not None
    assert later.earlier_case_id == first.id


def test_i5_a_merge_is_taken_back_within_30_days_and_what_was_written_since_stays(
    office: Office,
) -> None:
    kept, _ = woman(office, first_name="Påhitt", language="dari")
    gone, _ = woman(
        office, ended=True, first_name="Påhitta", birth=PartialDate.of_day(date(1990, 1, 1))
    )
    surrounded(office, gone)
    guarded(office, kept.id)
    before = state(office.database)
    merge = merging.merge_persons(office.work, kept.id, gone.id)
    assert merges_of(office.database, kept.id) == [merge]
    office.later(30)
    one = office.database.get(Person, kept.id)
    assert one is not None
    people.save_person(office.work, replace(one, participation_note="Rullstol"))
    undone = merging.unmerge(office.work, merge)
    assert merges_of(office.database, kept.id) == []
    now = office.database.get(Person, kept.id)
    assert now == replace(kept, participation_note="Rullstol")
    people.save_person(office.work, kept)
    after = state(office.database)
    assert after == before
    assert whole_and_true(office.database)
    with pytest.raises(Refused):
        merging.unmerge(office.work, undone)


def test_i5_after_30_days_a_merge_stands(office: Office) -> None:
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, ended=True, first_name="Påhitta")
    merge = merging.merge_persons(office.work, kept.id, gone.id)
    office.later(31)
    with pytest.raises(Refused) as error:
        merging.unmerge(office.work, merge)
    assert "30 dagar" in error.value.faults[0].sentence


def test_i5_undo_and_redo_take_a_merge_back_at_once(office: Office) -> None:
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, ended=True, first_name="Påhitta")
    surrounded(office, gone)
    guarded(office, kept.id)
    before = state(office.database)
    merging.merge_persons(office.work, kept.id, gone.id)
    merged = state(office.database)
    undo(office.database, user=office.user, now=office.now)
    assert state(office.database) == before
    redo(office.database, user=office.user, now=office.now)
    assert state(office.database) == merged


def test_i5_what_is_half_written_of_the_one_is_found_with_the_other(office: Office) -> None:
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, ended=True, first_name="Påhitta")
    body: dict[str, object] = {"form": {"language": "dari"}, "whose": gone.id}
    drafts.keep_draft(office.work, "person", gone.id, body, 0)
    merging.merge_persons(office.work, kept.id, gone.id)
    (draft,) = drafts.drafts_of(office.database, office.user)
    assert (draft.record, draft.body["whose"]) == (kept.id, kept.id)


def test_i5_a_comparison_is_kept_until_its_merge_is_committed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, ended=True, first_name="Påhitta")
    drafts.keep_draft(office.work, merging.COMPARING, gone.id, {"other": kept.id}, 0)

    def full(*_: object) -> int:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(merging, "relink", full)
        with pytest.raises(DiskFull):
            merging.merge_persons(office.work, kept.id, gone.id)
    (draft,) = drafts.drafts_of(office.database, office.user)
    assert (draft.kind, draft.record) == (merging.COMPARING, gone.id)
    merging.merge_persons(office.work, kept.id, gone.id)
    assert not drafts.has_drafts(office.work)


def test_i5_the_last_merge_of_a_row_is_taken_back_first(office: Office) -> None:
    one, two, three = (woman(office, first_name=f"Påhitt {at}", ended=at != "c")[0] for at in "abc")
    first = merging.merge_persons(office.work, two.id, one.id)
    second = merging.merge_persons(office.work, three.id, two.id)
    (_, moved) = merges_of(office.database, three.id)
    with pytest.raises(Refused) as error:
        merging.unmerge(office.work, moved)
    assert "senare" in error.value.faults[0].sentence
    merging.unmerge(office.work, second)
    (known,) = merges_of(office.database, two.id)
    assert known.id == first.id
    merging.unmerge(office.work, known)
    assert office.count("person") == 3


def test_i5_two_open_cases_are_not_made_one_woman_s(office: Office) -> None:
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, first_name="Någon")
    with pytest.raises(Refused) as error:
        merging.merge_persons(office.work, kept.id, gone.id)
    assert refused(error) == ["cases"]
    assert "Avsluta det ena" in error.value.faults[0].sentence


def test_i5_a_child_registered_twice_becomes_one_and_nobody_her_own_guardian(
    office: Office,
) -> None:
    her, _ = woman(office, first_name="Påhitt")
    iris = around(office, her.id, alias="Iris")
    twice = around(office, her.id, alias="Iris igen")
    for child, adult in ((iris.id, twice.id), (twice.id, her.id), (iris.id, her.id)):
        kin.save_custody(
            office.work,
            Custody(id=new_id(), child_id=child, kind=CustodyKind.SOLE_A, guardian_a_id=adult),
        )
    joint = Custody(
        id=new_id(),
        child_id=her.id,
        kind=CustodyKind.JOINT,
        guardian_a_id=iris.id,
        guardian_b_id=twice.id,
    )
    kin.save_custody(office.work, joint)
    before = state(office.database)
    merge = merging.merge_persons(office.work, iris.id, twice.id)
    assert [each.id for each in stored.children_of(office.database, her.id)] == [iris.id]
    for custody in stored.custodies_around(office.database, iris.id):
        assert custody.child_id not in custody.decides
        assert custody.guardian_a_id != custody.guardian_b_id
    merging.unmerge(office.work, merge)
    assert state(office.database) == before


def test_i5_who_is_gone_is_not_merged_and_what_was_erased_not_taken_back(office: Office) -> None:
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, ended=True, first_name="Påhitta")
    with pytest.raises(Refused):
        merging.merge_persons(office.work, kept.id, new_id())
    merge = merging.merge_persons(office.work, kept.id, gone.id)
    with office.work.step("Gallra") as tx:
        tx.forget("person", gone.id)
    with pytest.raises(CannotUndo):
        merging.unmerge(office.work, merge)
    assert merges_of(office.database, kept.id) == [merge]


def test_i5_a_case_opened_after_a_merge_is_not_linked_to_the_other_one_s(office: Office) -> None:
    kept, first = woman(office, ended=True, first_name="Påhitt")
    office.later(1)
    gone, _ = woman(office, ended=True, first_name="Påhitta")
    merge = merging.merge_persons(office.work, kept.id, gone.id)
    third = cases.open_case_for(office.work, kept.id)
    assert third.earlier_case_id is not None
    merging.unmerge(office.work, merge)
    after = office.database.get(Case, third.id)
    assert after is not None
    assert after.earlier_case_id in {None, first.id}


def test_i2_who_may_be_the_same_is_proposed_and_nobody_protected(office: Office) -> None:
    her, _ = woman(office, first_name="Kristina", last_name="Påhitt")
    other, case = woman(office, first_name="Christina", last_name="Påhitt")
    hidden, _ = woman(office, first_name="Kristina", last_name="Påhitt")
    guarded(office, hidden.id)
    (proposed,) = candidates(office.database, her.id)
    assert (proposed.person_id, proposed.code) == (other.id, case.code)
    assert person_by_code(office.database, case.code.casefold()) == other.id
    assert person_by_code(office.database, "KB-99-999") == ""
    assert candidates(office.database, new_id()) == []


def test_s1_who_is_protected_is_compared_from_her_own_case_only(office: Office) -> None:
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, ended=True, first_name="Ylva")
    guarded(office, gone.id)
    with pytest.raises(Refused) as error:
        merging.merge_persons(office.work, kept.id, gone.id)
    assert refused(error) == ["other"]
    merging.merge_persons(office.work, gone.id, kept.id)
    assert grade_of(stored.protections_of(office.database, gone.id)) is Grade.MARKING


def test_i5_what_both_records_said_is_said_once(office: Office) -> None:
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, ended=True, first_name="Påhitta")
    child = around(office, kept.id, alias="Pricken")
    kin.relate(office.work, Relation(id=new_id(), person_id=gone.id, other_id=child.id))
    kin.relate(
        office.work,
        Relation(id=new_id(), person_id=kept.id, other_id=gone.id, kind=RelationKind.SIBLING),
    )
    for each in (kept, gone):
        kin.save_guardian(office.work, Guardian(id=new_id(), child_id=child.id, person_id=each.id))
    before = state(office.database)
    merge = merging.merge_persons(office.work, kept.id, gone.id)
    assert len(stored.relations(office.database, kept.id)) == 1
    assert len(stored.guardians_about(office.database, kept.id)) == 1
    merging.unmerge(office.work, merge)
    assert state(office.database) == before


def test_i5_a_table_that_comes_later_is_not_forgotten(tmp_path: Path) -> None:
    """Give the schema a new table with a foreign key and a list: both are relinked."""
    own = Schema()
    number = len(list(own.migrations[0].glob("*.sql"))) + 1
    later = tmp_path / "later"
    later.mkdir()
    (later / f"{number:04d}_later.sql").write_text(
        "CREATE TABLE later (id TEXT NOT NULL PRIMARY KEY, whose TEXT REFERENCES person (id),"
        " several TEXT NOT NULL CHECK (json_valid(several))) STRICT;"
    )
    keys = StoreKeys(
        database=bytearray(range(48)), audit=bytearray(range(32)), vault_id="f" * 32, epoch=1
    )
    schema = Schema(migrations=(*own.migrations, later))
    database = Database.create(tmp_path / "data.db", keys, device="a", schema=schema)
    office = Office(database)
    kept, _ = woman(office, first_name="Påhitt")
    gone, _ = woman(office, ended=True, first_name="Påhitta")
    assert ("later", "whose") in references(database, "person")
    with office.work.step("Senare") as tx:
        tx.wire.change(
            "INSERT INTO later VALUES (?, ?, ?)", (new_id(), gone.id, f'["{gone.id}", "x"]')
        )
    merging.merge_persons(office.work, kept.id, gone.id)
    rows = database.wire.rows("SELECT whose, several FROM later")
    assert rows == [(kept.id, f'["{kept.id}", "x"]')]
    database.close()


# --- while typing -----------------------------------------------------------------------------


def test_i2_a_child_s_day_of_birth_finds_its_mother(office: Office) -> None:
    her, case = woman(office, first_name="Påhitt")
    born = PartialDate.of_day(date(2019, 5, 6))
    around(office, her.id, alias="Pricken", birth=born)
    (hit,) = similar_persons(office.database, Likeness(names=(), child_births=(born,)))
    assert (hit.person.id, hit.case_code) == (her.id, case.code)
    assert hit.why == "samma födelsedatum på ett barn"
    about = PartialDate.from_stored("2019")
    assert similar_persons(office.database, Likeness(names=(), child_births=(about,))) == []


def test_i2_a_child_is_found_by_its_name_in_its_mothers_case(office: Office) -> None:
    her, case = woman(office, first_name="Påhitt")
    child = around(office, her.id, first_name="Kristina", last_name="Påhitt")
    (hit,) = similar_persons(office.database, Likeness(names=("Christina",)))
    assert (hit.person.id, hit.case_code) == (child.id, case.code)
    (row,) = found(office.database, "Kristina")
    assert row.case_id == case.id


def test_s6_nobody_else_around_her_is_found_outside_her_case(office: Office) -> None:
    her, _ = woman(office, first_name="Påhitt")
    around(office, her.id, RelationKind.ACCESS_PARENT, first_name="Hugbert")
    assert similar_persons(office.database, Likeness(names=("Hugbert",))) == []
    assert found(office.database, "Hugbert") == []


def test_i2_twins_are_not_proposed_for_one_another(office: Office) -> None:
    her, _ = woman(office, first_name="Påhitt")
    born = PartialDate.of_day(date(2019, 5, 6))
    iris = around(office, her.id, first_name="Iris", last_name="Berg-Nyman", birth=born)
    olle = around(office, her.id, first_name="Olle", last_name="Berg-Nyman", birth=born)
    typed = Likeness(names=("Iris", "Berg-Nyman"), birth=born)
    near = stored.connected(office.database, iris.id)
    assert olle.id in near
    assert similar_persons(office.database, typed, nor=near) == []


def test_i3_numbers_are_off_until_the_office_wants_them(office: Office) -> None:
    her, _ = woman(office, first_name="Påhitt")
    other, _ = woman(office, first_name="Någon annan")
    number = IdentityNumber(
        id=new_id(), person_id=her.id, number="19900101-9802", reason="Påhittad dom"
    )
    with pytest.raises(Refused) as error:
        identity_numbers.save_identity_number(office.work, number)
    assert "avstängt" in error.value.faults[0].sentence
    office_flows.change_setting(office.work, IDENTITY_NUMBERS, "1")
    identity_numbers.save_identity_number(office.work, number)
    with pytest.raises(Refused) as error:
        identity_numbers.save_identity_number(
            office.work, replace(number, id=new_id(), person_id=other.id)
        )
    assert refused(error) == ["number"]
    identity_numbers.remove_identity_number(office.work, number)
    assert "199001019802" not in repr(office.database.wire.rows("SELECT payload FROM journal"))
