"""Questions about consents: who has said what, what rests on it, and who must not be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.consent import Consent, ConsentPurpose, ConsentState
from kvinnobyran.domain.grounds import Decision, Facts, Verdict, custody_on, verdict
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.protection import Grade, Protection, grade_of
from kvinnobyran.domain.relation import Custody, Relation, RelationKind
from kvinnobyran.store import trappan
from kvinnobyran.store.kin import protections_of, relations
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who has a say: who she is, how she is protected, and what she is to the child.

    ``kind`` is None for who is not registered as anything to the child.
    """

    person: Person
    grade: Grade
    kind: RelationKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where consent stands for one child and one purpose on a day.

    ``consents`` and ``decisions`` are all that was ever written, the newest first: refusals
    and what has ended are kept. ``people`` are all who are named, by id.
    """

    child: Person
    purpose: ConsentPurpose
    on: date
    facts: Facts
    answer: Verdict
    consents: tuple[Consent, ...]
    decisions: tuple[Decision, ...]
    people: Mapping[str, Known]

    @property
    def custody(self) -> Custody | None:
        """Return who has custody that day."""
        return custody_on(self.facts.custodies, self.on)


def consents_in(reader: Reader, case_id: str) -> list[Consent]:
    """Return everything that was asked in a case, of her and of her children, newest first."""
    return reader.all(
        Consent,
        "SELECT * FROM consent WHERE case_id = ? ORDER BY asked_on DESC, rowid DESC",
        (case_id,),
    )


def given_by_the_same(reader: Reader, consent: Consent) -> list[Consent]:
    """Return what the same person has said yes to before, to the same thing, and not ended.

    A no to every authority is a no to each. A no to one ends a yes to all as well: what is left
    of it is for her to say, and is asked again.
    """
    found = trappan.consents_about(reader, consent.person_id, consent.purpose)
    return [
        each
        for each in found
        if each.state is ConsentState.GIVEN
        and each.answers == consent.answers
        and (each.authority is consent.authority or None in {each.authority, consent.authority})
        and each.id != consent.id
    ]


def standing(reader: Reader, child_id: str, purpose: ConsentPurpose, on: date) -> Standing | None:
    """Return where consent stands for a child, or None for somebody who is not registered."""
    child = reader.get(Person, child_id)
    if child is None:
        return None
    facts = trappan.facts_of(reader, child_id, purpose)
    consents = trappan.consents_about(reader, child_id, purpose)
    decisions = facts.decisions if purpose is ConsentPurpose.TRAPPAN else ()
    return Standing(
        child=child,
        purpose=purpose,
        on=on,
        facts=facts,
        answer=verdict(facts, on),
        consents=tuple(reversed(consents)),
        decisions=tuple(reversed(decisions)),
        people=_people(reader, facts, consents),
    )


def _people(reader: Reader, facts: Facts, consents: list[Consent]) -> dict[str, Known]:
    """Return everybody who may be named: guardians, who has answered, who is in a decision."""
    ids = {facts.child_id, *(each.answers for each in consents)}
    ids |= {each.person_id for each in facts.guardians}
    ids |= {person for each in facts.custodies for person in each.decides}
    ids |= {each.guardian_id for each in facts.decisions if each.guardian_id}
    related = relations(reader, facts.child_id)
    found = {}
    for id in sorted(ids):
        person = reader.get(Person, id)
        if person is not None:
            found[id] = Known(
                person=person,
                grade=grade_of(_protections(reader, id)),
                kind=_kind(related, facts.child_id, id),
            )
    return found


def _protections(reader: Reader, id: str) -> list[Protection]:
    return list(protections_of(reader, id))


def _kind(related: list[Relation], child_id: str, id: str) -> RelationKind | None:
    kinds = (each.seen_from(child_id) for each in related)
    return next((kind for other, kind in kinds if other == id), None)
