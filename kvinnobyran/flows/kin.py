"""Who stands around a woman: children first, and whoever decides for them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import Identity, Person, person_faults
from kvinnobyran.domain.protection import Grade, grade_of, shared_faults
from kvinnobyran.domain.relation import (
    FAMILY,
    INVERSE,
    SIBLINGS,
    Custody,
    Guardian,
    Relation,
    RelationKind,
    custody_faults,
    guardian_faults,
    not_joined,
    relation_faults,
)
from kvinnobyran.flows.deceased import follow_death
from kvinnobyran.flows.kept_people import kept_faults
from kvinnobyran.flows.protection import REVIEW, same_protection
from kvinnobyran.flows.reminders import drop
from kvinnobyran.flows.trappan_grounds import birth_changed, ground_changed
from kvinnobyran.flows.trappan_pause import end_for
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import kin as stored
from kvinnobyran.store.relink import is_referred_to
from kvinnobyran.store.transaction import Transaction

DIED: Final = "Barnet har avlidit"


def add_around(
    work: Work,
    person: Person,
    relation: Relation,
    *,
    shared: bool | None = None,
    reasons: Reasons = NO_REASONS,
) -> Relation:
    """Add a new person around somebody: a child known by an alias or an age is enough.

    ``shared`` answers whether she has the same protection as the one she belongs to; it is
    asked when there is one (S5).
    """
    person = _called(person)
    relation = replace(relation, other_id=person.id)
    protections = stored.protections_of(work.database, relation.person_id)
    guarding = [each for each in protections if each.in_force]
    faults: list[Fault] = [
        *person_faults(person, today=work.today),
        *relation_faults(relation, today=work.today),
        *kept_faults(work.database, person, relation.person_id),
    ]
    if guarding and relation.kind in FAMILY:
        faults += shared_faults(guarding[0], 1, answered=shared is not None)
    settle(faults, reasons)
    with work.step(_words(relation), reasons) as tx:
        tx.insert(person)
        tx.insert(relation)
        if shared:
            for protection in guarding:
                same_protection(work, tx, protection, person.id)
    return relation


def save_around(
    work: Work, person: Person, relation: Relation, *, expect: int | None = None
) -> Relation:
    """Change what is known of a person around somebody, and what she is to her."""
    person = _called(person)
    settle(
        [
            *person_faults(person, today=work.today),
            *relation_faults(relation, today=work.today),
            *kept_faults(work.database, person, person.id),
        ]
    )
    with work.step(_words(relation)) as tx:
        earlier = put(tx, person, expect=expect)
        follow_death(work, tx, person, earlier if isinstance(earlier, Person) else None)
        put(tx, relation, expect=expect)
        if person.deceased is not None:
            end_for(work, tx, person.id, reason=DIED)
        if not isinstance(earlier, Person) or earlier.birth != person.birth:
            birth_changed(work, tx, person.id)
    return relation


def relate(
    work: Work, relation: Relation, *, shared: bool | None = None, expect: int | None = None
) -> Relation:
    """Connect two persons who are registered both. Said once, it holds from both sides.

    Refused, without a reason, for those who must never be connected (I3, L19).
    """
    faults: list[Fault] = [*relation_faults(relation, today=work.today)]
    one, other = relation.person_id, relation.other_id
    if not faults and stored.must_stay_apart(work.database, one, other):
        faults.append(not_joined("other_id"))
    grades = {each: grade_of(stored.protections_of(work.database, each)) for each in (one, other)}
    if relation.kind in FAMILY and Grade.NEW_IDENTITY not in grades.values():
        stronger = max((one, other), key=lambda each: list(Grade).index(grades[each]))
        guarding = [
            each for each in stored.protections_of(work.database, stronger) if each.in_force
        ]
        unlike = int(grades[one] is not grades[other])
        if guarding:
            faults += shared_faults(guarding[0], unlike, answered=shared is not None)
    else:
        stronger, guarding = one, []
    settle(faults)
    known = [
        each
        for each in stored.relations(work.database, one)
        if each.id != relation.id and _same(each, relation)
    ]
    with work.step(_words(relation)) as tx:
        for each in known:
            tx.delete(each)
        put(tx, relation, expect=expect)
        if shared:
            weaker = other if stronger == one else one
            for protection in guarding:
                same_protection(work, tx, protection, weaker)
    return relation


def end_relation(work: Work, relation: Relation) -> Relation:
    """Note that a relation ended today; undo lets it go on."""
    ended = replace(relation, valid_until=work.today)
    settle(relation_faults(ended, today=work.today))
    with work.step("Relationen har upphört") as tx:
        tx.update(ended)
    return ended


def remove_around(work: Work, relation: Relation, *, seen_from: str) -> None:
    """Take away somebody who was added by mistake, with all that was said of her.

    Whoever is met elsewhere as well, in a case or around somebody else, stays there.
    """
    other, _ = relation.seen_from(seen_from)
    with work.step("Ta bort person") as tx:
        tx.delete(relation)
        _part_from_siblings(tx, other, seen_from)
        if stored.relations(tx, other) or stored.open_case_of(tx, other) is not None:
            return
        for guardian in stored.guardians_about(tx, other):
            tx.delete(guardian)
        for custody in stored.custodies_around(tx, other):
            left = _without(custody, other)
            if left is None:
                tx.delete(custody)
            else:
                tx.update(left)
        for protection in stored.protections_of(tx, other):
            drop(work, tx, rule=REVIEW, cause=protection.id)
            tx.delete(protection)
        person = tx.get(Person, other)
        if person is not None and not is_referred_to(tx, "person", other):
            tx.delete(person)


def save_custody(work: Work, custody: Custody, *, expect: int | None = None) -> Custody:
    """Say who has custody of a child from a day on; an earlier one that went on ends there.

    Whoever is a guardian gets the question whether she or he may be contacted.
    """
    faults = list(custody_faults(custody, today=work.today))
    named = [each for each in (custody.guardian_a_id, custody.guardian_b_id) if each]
    faults += [
        not_joined("guardian_a_id")
        for each in named
        if stored.must_stay_apart(work.database, custody.child_id, each)
    ]
    settle(faults)
    with work.step("Vårdnad") as tx:
        for earlier in stored.custodies_around(tx, custody.child_id):
            same_child = earlier.child_id == custody.child_id and earlier.id != custody.id
            if same_child and earlier.valid_until is None and custody.valid_until is None:
                # What is said to hold holds today, since whichever day.
                until = custody.valid_from or work.today - timedelta(days=1)
                begun = earlier.valid_from
                tx.update(replace(earlier, valid_until=max(until, begun) if begun else until))
        put(tx, custody, expect=expect)
        for each in named:
            if stored.guardian_of(tx, custody.child_id, each) is None:
                tx.insert(Guardian(id=new_id(), child_id=custody.child_id, person_id=each))
        ground_changed(work, tx, custody.child_id)
    return custody


def remove_custody(work: Work, custody: Custody) -> None:
    """Take away a custody that was written by mistake."""
    with work.step("Ta bort vårdnad") as tx:
        tx.delete(custody)
        ground_changed(work, tx, custody.child_id)


def save_guardian(
    work: Work,
    guardian: Guardian,
    *,
    siblings: tuple[str, ...] = (),
    expect: int | None = None,
) -> Guardian:
    """Say whether a guardian may be contacted, for a child and for its ``siblings`` as well."""
    faults = list(guardian_faults(guardian, today=work.today))
    faults += [
        not_joined("person_id")
        for child in (guardian.child_id, *siblings)
        if stored.must_stay_apart(work.database, child, guardian.person_id)
    ]
    settle(faults)
    with work.step("Vårdnadshavare") as tx:
        put(tx, guardian, expect=expect)
        for child in siblings:
            known = stored.guardian_of(tx, child, guardian.person_id)
            put(tx, replace(guardian, id=known.id if known else new_id(), child_id=child))
    return guardian


def _part_from_siblings(tx: Transaction, other: str, seen_from: str) -> None:
    """Take away that somebody is a sibling of others who are only met around the same woman."""
    near = {each.seen_from(seen_from)[0] for each in stored.relations(tx, seen_from)}
    for relation in stored.relations(tx, other):
        if relation.kind in SIBLINGS and relation.seen_from(other)[0] in near:
            tx.delete(relation)


def _called(person: Person) -> Person:
    """Let what was written say how well she is known: nobody is asked that about a child."""
    if person.first_name or person.last_name:
        return replace(person, identity=Identity.KNOWN)
    return replace(person, identity=Identity.ALIAS if person.alias else Identity.ANONYMOUS)


def _words(relation: Relation) -> str:
    return "Barn" if relation.kind is RelationKind.CHILD else "Person runt henne"


def _same(one: Relation, other: Relation) -> bool:
    """Tell whether two relations say the same thing, from whichever side."""
    if {one.person_id, one.other_id} != {other.person_id, other.other_id}:
        return False
    if {one.kind, other.kind} <= SIBLINGS:
        # Twins are siblings: the word that was said last is the one that stays.
        return True
    if one.person_id == other.person_id:
        return one.kind is other.kind
    return INVERSE.get(one.kind) is other.kind


def _without(custody: Custody, person_id: str) -> Custody | None:
    """Return a custody without a person; None when it was about that person."""
    if custody.child_id == person_id:
        return None
    a, b = custody.guardian_a_id, custody.guardian_b_id
    return replace(
        custody,
        guardian_a_id=None if a == person_id else a,
        guardian_b_id=None if b == person_id else b,
    )
