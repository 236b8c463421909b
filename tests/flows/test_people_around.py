"""Who stands around a woman: children, custody, guardians, letters (S2, S3, S5)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kvinnobyran.domain.case import Case, Documentation
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import (
    ContactWay,
    Identity,
    Person,
)
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.relation import (
    Custody,
    CustodyKind,
    Guardian,
    MayContact,
    Relation,
    RelationKind,
)
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import cases, kin, merging, people, protection
from kvinnobyran.store import kin as stored
from kvinnobyran.store.dossier import dossier
from kvinnobyran.store.undo import undo
from tests.flows.conftest import Office
from tests.flows.test_first_contact import refused


def around(office: Office, her: str, kind=RelationKind.CHILD, shared=None, **known) -> Person:
    person = Person(id=new_id(), **known)
    relation = Relation(id=new_id(), person_id=her, other_id=person.id, kind=kind)
    kin.add_around(office.work, person, relation, shared=shared)
    found = office.database.get(Person, person.id)
    assert found is not None
    return found


def guarded(office: Office, her: str, **more) -> Protection:
    shared = more.pop("shared", None)
    shield = Protection(id=new_id(), person_id=her, valid_from=office.work.today)
    return protection.save_protection(office.work, replace(shield, **more), shared=shared)


def test_a_child_is_added_by_an_alias_or_an_age_alone(office: Office) -> None:
    her = office.case().person_id
    about = PartialDate.of_age(6, office.work.today)
    named = around(office, her, alias="Påhittade Pricken")
    aged = around(office, her, birth=about)
    known = around(office, her, first_name="Påhitt", birth=PartialDate.of_day(date(2020, 3, 1)))
    assert (named.identity, aged.identity) == (Identity.ALIAS, Identity.ANONYMOUS)
    assert named.birth is None
    children = [each.id for each in stored.children_of(office.database, her)]
    assert children == [aged.id, known.id, named.id]
    assert {each.kind for each in stored.kin(office.database, her)} == {RelationKind.CHILD}


def test_a_child_is_seen_from_both_sides(office: Office) -> None:
    her = office.case().person_id
    child = around(office, her)
    (seen,) = stored.kin(office.database, child.id)
    assert (seen.person.id, seen.kind) == (her, RelationKind.PARENT)
    same = Relation(id=new_id(), person_id=child.id, other_id=her, kind=RelationKind.PARENT)
    kin.relate(office.work, same)
    assert stored.relations(office.database, her) == [same]


def test_a_relation_ends_and_goes_on_again_by_undo(office: Office) -> None:
    her = office.case().person_id
    around(office, her, RelationKind.TRUSTEE, alias="Gode Man")
    (trustee,) = stored.kin(office.database, her)
    kin.end_relation(office.work, trustee.relation)
    assert [each.ended for each in stored.kin(office.database, her)] == [True]
    undo(office.database, user=office.user, now=office.now)
    assert [each.ended for each in stored.kin(office.database, her)] == [False]


def test_who_was_added_by_mistake_is_taken_away_with_all_that_was_said(office: Office) -> None:
    her = office.case().person_id
    child = around(office, her)
    father = around(office, her, RelationKind.ACCESS_PARENT, alias="Pappan")
    kin.save_custody(
        office.work,
        Custody(
            id=new_id(),
            child_id=child.id,
            kind=CustodyKind.JOINT,
            guardian_a_id=her,
            guardian_b_id=father.id,
        ),
    )
    for wrong in (child, father):
        relation = next(
            each.relation for each in stored.kin(office.database, her) if each.person.id == wrong.id
        )
        kin.remove_around(office.work, relation, seen_from=her)
    assert stored.kin(office.database, her) == []
    assert office.database.get(Person, child.id) is None
    undo(office.database, user=office.user, now=office.now)
    undo(office.database, user=office.user, now=office.now)
    assert len(stored.kin(office.database, her)) == 2
    assert len(stored.custodies_around(office.database, her)) == 1


def test_a_new_custody_ends_the_one_before_and_asks_about_the_guardians(office: Office) -> None:
    her = office.case().person_id
    child = around(office, her)
    father = around(office, her, RelationKind.GUARDIAN, alias="Pappan")
    joint = Custody(
        id=new_id(),
        child_id=child.id,
        kind=CustodyKind.JOINT,
        guardian_a_id=her,
        guardian_b_id=father.id,
        valid_from=date(2020, 1, 1),
    )
    kin.save_custody(office.work, joint)
    guardian = stored.guardian_of(office.database, child.id, father.id)
    assert guardian is not None
    assert guardian.may_contact is MayContact.NOT_ASKED
    sole = replace(joint, id=new_id(), kind=CustodyKind.SOLE_A, valid_from=date(2027, 1, 15))
    kin.save_custody(office.work, sole)
    newest, earlier = stored.custodies_around(office.database, her)
    assert (newest, earlier.valid_until) == (sole, date(2027, 1, 15))


def test_what_is_known_of_a_guardian_holds_for_the_siblings_too(office: Office) -> None:
    her = office.case().person_id
    iris, olle = around(office, her, alias="Iris"), around(office, her, alias="Olle")
    father = around(office, her, RelationKind.GUARDIAN, alias="Pappan")
    told = Guardian(id=new_id(), child_id=iris.id, person_id=father.id, may_contact=MayContact.NO)
    kin.save_guardian(office.work, told, siblings=(olle.id,))
    kin.save_guardian(
        office.work, replace(told, may_contact=MayContact.VIA_SOCIAL_SERVICES), siblings=(olle.id,)
    )
    for child in (iris, olle):
        known = stored.guardian_of(office.database, child.id, father.id)
        assert known is not None
        assert known.may_contact is MayContact.VIA_SOCIAL_SERVICES


def test_what_is_known_of_a_child_grows_and_a_wrong_custody_is_taken_away(office: Office) -> None:
    her = office.case().person_id
    around(office, her, birth=PartialDate.of_age(6, office.work.today))
    (child,) = stored.kin(office.database, her)
    kin.save_around(
        office.work,
        replace(child.person, first_name="Iris", last_name="Påhitt"),
        replace(child.relation, valid_from=date(2020, 5, 6)),
    )
    (known,) = stored.kin(office.database, her)
    assert (known.person.identity, known.person.called) == (Identity.KNOWN, "Iris Påhitt")
    custody = Custody(
        id=new_id(), child_id=known.person.id, kind=CustodyKind.SOLE_A, guardian_a_id=her
    )
    kin.save_custody(office.work, custody)
    kin.remove_custody(office.work, custody)
    assert stored.custodies_around(office.database, her) == []


def test_two_who_are_registered_are_connected_once(office: Office) -> None:
    one, other = office.case("Påhittad ett").person_id, office.case("Påhittad två").person_id
    sisters = Relation(id=new_id(), person_id=one, other_id=other, kind=RelationKind.SIBLING)
    kin.relate(office.work, sisters)
    again = replace(sisters, id=new_id(), person_id=other, other_id=one)
    kin.relate(office.work, again)
    friends = replace(sisters, id=new_id(), kind=RelationKind.CONTACT_PERSON)
    kin.relate(office.work, friends)
    assert {each.id for each in stored.relations(office.database, one)} == {again.id, friends.id}
    # Whoever has a case of her own stays when the relation was a mistake.
    kin.remove_around(office.work, friends, seen_from=one)
    kin.remove_around(office.work, again, seen_from=one)
    assert office.database.get(Person, other) is not None


def test_s5_connecting_two_asks_whether_the_weaker_one_shall_have_the_same(
    office: Office,
) -> None:
    one, other = office.case("Påhittad ett").person_id, office.case("Påhittad två").person_id
    guarded(office, other, grade=Grade.POPULATION)
    sisters = Relation(id=new_id(), person_id=one, other_id=other, kind=RelationKind.SIBLING)
    with pytest.raises(Refused) as error:
        kin.relate(office.work, sisters)
    assert refused(error) == ["shared"]
    kin.relate(office.work, sisters, shared=True)
    (shield,) = stored.protections_of(office.database, one)
    assert shield.grade is Grade.POPULATION


def test_who_is_taken_away_takes_protection_and_reminders_along(office: Office) -> None:
    her = office.case().person_id
    around(office, her, alias="Fel")
    (wrong,) = stored.kin(office.database, her)
    guarded(office, wrong.person.id, shared=False, review_on=date(2027, 6, 1))
    assert office.count("task") == 2
    kin.remove_around(office.work, wrong.relation, seen_from=her)
    assert office.database.get(Person, wrong.person.id) is None
    waiting = office.database.value("SELECT count(*) FROM task WHERE state = 'open'")
    assert waiting == 0


# --- naming -----------------------------------------------------------------------------------


def test_i4_a_name_keeps_the_case_and_asks_about_documentation(office: Office) -> None:
    from kvinnobyran.flows.inquiries import open_case

    nobody = Person(id=new_id(), identity=Identity.ANONYMOUS)
    inquiry, case = open_case(office.work, office.inquiry(), nobody)
    office.later(20)
    named = replace(nobody, identity=Identity.KNOWN, first_name="Tuva")
    with pytest.raises(Refused) as error:
        people.save_person(office.work, named)
    assert refused(error) == ["consent"]
    saved = people.save_person(office.work, named, consent=Answer.YES)
    assert saved.named_on == office.work.today
    after = office.database.get(Case, case.id)
    assert after is not None
    assert (after.person_id, after.documentation_consent) == (nobody.id, Answer.YES)
    kept = office.database.get(type(inquiry), inquiry.id)
    assert kept == inquiry
    people.save_person(office.work, replace(saved, language="dari"))


# --- protection -------------------------------------------------------------------------------


def test_s5_protection_on_one_asks_about_all(office: Office) -> None:
    her = office.case().person_id
    iris, olle = around(office, her, alias="Iris"), around(office, her, alias="Olle")
    father = around(office, her, RelationKind.GUARDIAN, alias="Pappan")
    with pytest.raises(Refused) as error:
        guarded(office, her)
    assert refused(error) == ["shared"]
    assert "samma skydd" in error.value.faults[0].sentence
    guarded(office, her, shared=True, grade=Grade.POPULATION)
    grades = {each.person.id: each.grade for each in stored.kin(office.database, her)}
    assert grades == {
        iris.id: Grade.POPULATION,
        olle.id: Grade.POPULATION,
        father.id: Grade.NONE,
    }


def test_s5_from_a_child_it_asks_about_the_mother_and_never_about_the_father(
    office: Office,
) -> None:
    her = office.case().person_id
    child = around(office, her)
    father = Person(id=new_id(), alias="Pappan", identity=Identity.ALIAS)
    kin.add_around(
        office.work,
        father,
        Relation(id=new_id(), person_id=child.id, other_id=father.id, kind=RelationKind.PARENT),
    )
    guarded(office, child.id, shared=True)
    assert [each.person_id for each in stored.protections_around(office.database, child.id)] != []
    assert stored.protections_of(office.database, father.id) == []
    assert len(stored.protections_of(office.database, her)) == 1


def test_s5_a_child_that_is_added_later_is_asked_about_too(office: Office) -> None:
    her = office.case().person_id
    guarded(office, her)
    with pytest.raises(Refused) as error:
        around(office, her)
    assert refused(error) == ["shared"]
    child = around(office, her, shared=True)
    assert len(stored.protections_of(office.database, child.id)) == 1


def test_s4_the_review_is_reminded_of_moves_and_ends_with_the_protection(
    office: Office,
) -> None:
    case = office.case()
    review = office.work.today + timedelta(days=60)
    shield = guarded(office, case.person_id, review_on=review)

    def tasks() -> list[tuple[str, str, str]]:
        return [
            (str(due), str(rule), str(of))
            for due, rule, of in office.database.wire.rows(
                "SELECT due_on, rule, case_id FROM task WHERE state = 'open' ORDER BY due_on"
            )
        ]

    days = [(review - timedelta(days=each)).isoformat() for each in (30, 7)]
    assert tasks() == [(day, "domain.md S4", case.id) for day in days]
    protection.save_protection(
        office.work, replace(shield, review_on=review + timedelta(days=1)), shared=False
    )
    assert [due for due, *_ in tasks()] != days
    protection.end_protection(office.work, shield)
    assert tasks() == []


def test_a_person_has_one_grade_at_a_time_and_the_earlier_are_kept(office: Office) -> None:
    her = office.case().person_id
    guarded(office, her, grade=Grade.OWN)
    office.later(10)
    guarded(office, her, grade=Grade.POPULATION)
    now, before = stored.protections_of(office.database, her)
    assert (now.grade, now.in_force) == (Grade.POPULATION, True)
    assert (before.grade, before.valid_until) == (Grade.OWN, office.work.today)


def test_s1_reading_is_asked_for_again_and_kept_in_the_chain(office: Office) -> None:
    from kvinnobyran.store.readings import readings
    from kvinnobyran.vault.troubles import WrongPassphrase

    her = office.case().person_id
    guarded(office, her)

    def confirm(phrase: str) -> None:
        if phrase != "rätt fras":
            raise WrongPassphrase

    with pytest.raises(WrongPassphrase):
        protection.read_protected(office.work, confirm, her, "Uppgifter om henne", "fel fras")
    assert readings(office.database, her) == []
    protection.read_protected(office.work, confirm, her, "Uppgifter om henne", "rätt fras")
    (reading,) = readings(office.database, her)
    assert (reading.user, reading.what) == ("Greta", "Uppgifter om henne")
    assert reading.at == office.now
    assert office.database.verify_journal() == []


# --- what she lets the unit keep --------------------------------------------------------------


def choose(office: Office, case: Case, choice: Documentation) -> None:
    current = office.database.get(Case, case.id)
    assert current is not None
    cases.save_case(
        office.work,
        replace(current, documentation=choice),
        reasons={"documentation": "Hon vill det"},
    )


def test_a20_of_a_child_no_more_is_kept_than_of_its_mother(office: Office) -> None:
    case = office.case()
    choose(office, case, Documentation.MINIMAL)
    with pytest.raises(Refused) as error:
        around(
            office,
            case.person_id,
            first_name="Iris",
            last_name="Påhitt",
            birth=PartialDate.of_day(date(2020, 5, 6)),
        )
    assert refused(error) == ["last_name", "birth"]
    around(office, case.person_id, first_name="Iris", birth=PartialDate.from_stored("2020"))
    (child,) = stored.kin(office.database, case.person_id)
    with pytest.raises(Refused):
        kin.save_around(office.work, replace(child.person, last_name="Påhitt"), child.relation)
    her = office.database.get(Person, case.person_id)
    assert her is not None
    with pytest.raises(Refused) as error:
        people.save_person(office.work, replace(her, last_name="Påhitt"))
    assert refused(error) == ["last_name"]


def test_a20_only_statistics_takes_the_children_s_names_away_for_good(office: Office) -> None:
    case = office.case()
    around(office, case.person_id, first_name="Hemliga-Iris")
    father = around(office, case.person_id, RelationKind.ACCESS_PARENT, alias="Hemliga-Pappan")
    (child,) = stored.children_of(office.database, case.person_id)
    kin.save_guardian(
        office.work,
        Guardian(id=new_id(), child_id=child.id, person_id=father.id, decision="Hemliga-beslutet"),
    )
    people.save_contact_way(
        office.work, ContactWay(id=new_id(), person_id=father.id, value="070-174 06 77")
    )
    guarded(office, case.person_id, shared=True, instruction="Hemliga-rutinen")
    choose(office, case, Documentation.STATISTICS_ONLY)
    (left,) = stored.children_of(office.database, case.person_id)
    assert (left.identity, left.first_name) == (Identity.ANONYMOUS, "")
    everything = repr(
        [
            office.database.wire.rows(f"SELECT * FROM {table}")
            for table in (
                "person",
                "guardian",
                "protection",
                "contact_way",
                "journal",
                "search_doc",
            )
        ]
    )
    assert "Hemliga" not in everything
    assert "06 77" not in everything
    with pytest.raises(Refused) as error:
        people.save_contact_way(
            office.work, ContactWay(id=new_id(), person_id=case.person_id, value="070-174 06 78")
        )
    assert refused(error) == ["value"]


def twins(office: Office, her: str) -> tuple[Person, Person]:
    born = PartialDate.of_day(date(2020, 3, 1))
    iris = around(office, her, alias="Påhittade Iris", birth=born)
    olle = around(office, her, alias="Påhittade Olle", birth=born)
    one = Relation(id=new_id(), person_id=iris.id, other_id=olle.id, kind=RelationKind.TWIN)
    kin.relate(office.work, one)
    return iris, olle


def test_T7_twins_are_twins_from_both_sides_and_each_a_person_of_its_own(office: Office) -> None:
    case = office.case()
    iris, olle = twins(office, case.person_id)
    assert [each.id for each in stored.twins_of(office.database, iris.id)] == [olle.id]
    assert [each.id for each in stored.twins_of(office.database, olle.id)] == [iris.id]
    with pytest.raises(Refused) as error:
        merging.merge_persons(office.work, iris.id, olle.id)
    assert [fault.source for fault in error.value.faults] == ["domain.md T7"]
    found = dossier(office.database, case.id)
    assert found is not None
    assert RelationKind.TWIN in {each.kind for each in found.of(Relation)}


def test_twins_are_siblings_said_once_and_go_with_a_child_that_was_a_slip(office: Office) -> None:
    her = office.case().person_id
    iris, olle = twins(office, her)
    sibling = Relation(id=new_id(), person_id=olle.id, other_id=iris.id, kind=RelationKind.SIBLING)
    kin.relate(office.work, sibling)
    assert stored.twins_of(office.database, iris.id) == []
    assert sum(sibling == each for each in stored.relations(office.database, iris.id)) == 1
    slip = next(each for each in stored.relations(office.database, her) if each.other_id == olle.id)
    kin.remove_around(office.work, slip, seen_from=her)
    assert office.database.get(Person, olle.id) is None
    undo(office.database, user=office.user, now=office.now)
    assert office.database.get(Person, olle.id) == olle
