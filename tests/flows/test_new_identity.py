"""Who is protected is not found, and to a new identity no link stands anywhere (S1, L19)."""

from dataclasses import replace
from datetime import date

import pytest

from kvinnobyran.domain.case import Case, CloseReason
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.likeness import Likeness
from kvinnobyran.domain.person import ContactWay, Identity, Person
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.relation import (
    Custody,
    CustodyKind,
    Guardian,
    Relation,
    RelationKind,
)
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import cases, inquiries, kin, merging, people, protection
from kvinnobyran.store import kin as stored
from kvinnobyran.store.database import Database
from kvinnobyran.store.found import found
from kvinnobyran.store.kin import has_new_identity
from kvinnobyran.store.people import similar_persons
from tests.flows.conftest import Office
from tests.flows.test_first_contact import refused
from tests.flows.test_merging import woman
from tests.flows.test_people_around import around, guarded

# --- protected --------------------------------------------------------------------------------


def test_s1_a_protected_woman_is_not_found_by_what_she_is_called(office: Office) -> None:
    her, case = woman(office, first_name="Ylva", last_name="Sommarlund")
    child = around(office, her.id, first_name="Blenda")
    assert found(office.database, "Ylva")
    guarded(office, her.id, shared=True, grade=Grade.POPULATION)
    for words in ("Ylva", "Sommarlund", "070", "Blenda"):
        (hit,) = found(office.database, words)
        assert (hit.table, hit.case_id, hit.code, hit.id) == ("protected", None, None, "")
        assert hit.ask == "Greta"
    (open_hit,) = found(office.database, case.code)
    assert open_hit.case_id == case.id
    for typed in (Likeness(names=("Ylva",)), Likeness(names=(), phones=("0701740605",))):
        (similar,) = similar_persons(office.database, typed)
        assert (similar.ask, similar.why, similar.case_code) == ("Greta", "", "")
    assert stored.kin(office.database, her.id)[0].person.id == child.id


def test_s1_nobody_is_hidden_any_longer_when_the_protection_has_ended(office: Office) -> None:
    her, case = woman(office, first_name="Ylva")
    shield = guarded(office, her.id)
    protection.end_protection(office.work, shield)
    (hit,) = found(office.database, "Ylva")
    assert hit.case_id == case.id


def test_s1_an_export_leaves_her_out(office: Office) -> None:
    from kvinnobyran.store.shields import exported_persons

    her, _ = woman(office, first_name="Ylva")
    other, _ = woman(office, first_name="Någon")
    guarded(office, her.id)
    assert exported_persons(office.database) == {other.id}


# --- a new identity ---------------------------------------------------------------------------


def new_identity(office: Office, her: str, shared: bool | None = None) -> Protection:
    return protection.save_protection(
        office.work,
        Protection(
            id=new_id(),
            person_id=her,
            valid_from=office.work.today,
            grade=Grade.NEW_IDENTITY,
        ),
        shared=shared,
    )


def test_l19_nobody_who_was_here_before_gets_a_new_identity(office: Office) -> None:
    her, _ = woman(office, first_name="Gamla", last_name="Namnet")
    people.save_person(office.work, replace(her, first_name="Nya"))
    with pytest.raises(Refused) as error:
        new_identity(office, her.id)
    assert refused(error) == ["grade"]
    assert not has_new_identity(office.database, her.id)


def test_l19_who_was_registered_before_the_day_of_the_new_identity_was_here_before(
    office: Office,
) -> None:
    her, _ = woman(office, first_name="Gamla")
    office.later(30)
    with pytest.raises(Refused) as error:
        new_identity(office, her.id)
    assert refused(error) == ["grade"]
    came_with_it = Protection(
        id=new_id(),
        person_id=her.id,
        valid_from=date(2027, 1, 1),
        grade=Grade.NEW_IDENTITY,
    )
    protection.save_protection(office.work, came_with_it)
    assert has_new_identity(office.database, her.id)


def test_l19_a_woman_who_returns_gets_no_new_identity(office: Office) -> None:
    her, first = woman(office, first_name="Gamla")
    cases.close_case(office.work, first, closed_on=office.work.today, reason=CloseReason.MOVED)
    cases.open_case_for(office.work, her.id)
    with pytest.raises(Refused):
        new_identity(office, her.id)


def test_l19_no_link_from_the_old_to_the_new_stands_anywhere(office: Office) -> None:
    """Try every way of linking them, and then read the whole decrypted database."""
    old, first = woman(office, first_name="Gammelgerd", last_name="Forntid")
    old_child = around(office, old.id, first_name="Urban")
    office.later(400)
    number = "070-174 06 99"
    new = Person(id=new_id(), identity=Identity.KNOWN, first_name="Nyhild")
    way = ContactWay(id=new_id(), person_id=new.id, value=number)
    contact, second = inquiries.open_case(office.work, office.inquiry(), new, ways=(way,))
    new_child = around(office, new.id, first_name="Nils")
    new_identity(office, new.id, shared=True)
    later_child = around(office, new.id, first_name="Nova", shared=True)

    neutral = set()
    for one, other in ((old.id, new.id), (new.id, old.id), (old_child.id, new_child.id)):
        with pytest.raises(Refused) as error:
            merging.merge_persons(office.work, one, other)
        neutral |= {fault.sentence for fault in error.value.faults}
        for kind in RelationKind:
            with pytest.raises(Refused) as error:
                kin.relate(
                    office.work,
                    Relation(id=new_id(), person_id=one, other_id=other, kind=kind),
                    shared=True,
                )
            neutral |= {fault.sentence for fault in error.value.faults}
    for child, adult in ((old_child.id, new.id), (new_child.id, old.id)):
        with pytest.raises(Refused) as error:
            kin.save_custody(
                office.work,
                Custody(id=new_id(), child_id=child, kind=CustodyKind.SOLE_A, guardian_a_id=adult),
            )
        neutral |= {fault.sentence for fault in error.value.faults}
        with pytest.raises(Refused) as error:
            kin.save_guardian(office.work, Guardian(id=new_id(), child_id=child, person_id=adult))
        neutral |= {fault.sentence for fault in error.value.faults}
    with pytest.raises(Refused):
        inquiries.join_case(office.work, contact, first)
    # Those who came with her may be connected with her and with one another.
    kin.relate(
        office.work,
        Relation(
            id=new_id(),
            person_id=new_child.id,
            other_id=later_child.id,
            kind=RelationKind.SIBLING,
        ),
    )
    words = " ".join(neutral).casefold()
    assert not any(word in words for word in ("finger", "skydd", "identitet", "hemlig"))

    # Nothing that is typed finds her, and nothing that finds the old one says of the new.
    for text in ("Nyhild", "Nils", number, "0701740699"):
        assert found(office.database, text) == []
        assert similar_persons(office.database, Likeness(names=(text,), phones=(text,))) == []
    assert [hit.case_id for hit in found(office.database, second.code)] == [second.id]
    linked = office.database.get(Case, second.id)
    assert linked is not None
    assert linked.earlier_case_id is None

    olds = {old.id, old_child.id, first.id, "Gammelgerd", "Forntid", "Urban", first.code}
    news = {new.id, new_child.id, later_child.id, second.id, "Nyhild", "Nils", second.code}
    everything = [
        (table, step, repr(row)) for table, step, rows in whole(office.database) for row in rows
    ]
    assert any(new.id in row for _, _, row in everything)
    for table, _, row in everything:
        told = (any(each in row for each in olds), any(each in row for each in news))
        assert told != (True, True), table
    # And no step of the journal is about both.
    by_step: dict[object, str] = {}
    for _, step, row in everything:
        if step is not None:
            by_step[step] = by_step.get(step, "") + row
    for row in by_step.values():
        assert not (any(each in row for each in olds) and any(each in row for each in news))


def whole(database: Database) -> list[tuple[str, object, list[tuple[object, ...]]]]:
    """Return every row of every table of the file, the engine's own among them, by its step."""
    tables = [
        str(name)
        for schema, name, kind, *_ in database.wire.rows("PRAGMA table_list")
        if schema == "main" and kind in {"table", "shadow"}
    ]
    found_rows: list[tuple[str, object, list[tuple[object, ...]]]] = []
    for table in tables:
        rows = database.wire.rows(f"SELECT * FROM {table}")
        if table == "journal":
            found_rows += [(table, row[1], [row]) for row in rows]
        else:
            found_rows += [(table, None, [row]) for row in rows]
    return found_rows
