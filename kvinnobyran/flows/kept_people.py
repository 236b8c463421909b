"""What her choice of documentation lets the unit keep of her and of those around her (A20)."""

from dataclasses import replace

from kvinnobyran.domain.case import Documentation
from kvinnobyran.domain.documentation import Kept, allows, documentation_faults, lessened
from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.person import Person
from kvinnobyran.store import kin
from kvinnobyran.store.cases import cases_of
from kvinnobyran.store.people import contact_ways
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.transaction import Transaction


def kept_faults(reader: Reader, person: Person, about: str) -> list[Fault]:
    """Return what of a person must not be kept, by the choice made in the case of ``about``."""
    case = kin.case_about(reader, about)
    if case is None:
        return []
    said = (
        (Kept.NAME, "alias", person.alias)
        if person.alias
        else (Kept.NAME, "first_name", person.first_name),
        (Kept.LAST_NAME, "last_name", person.last_name),
        (Kept.BIRTH_DATE, "birth", person.birth is not None and person.birth.exact),
        (Kept.BIRTH_DATE, "deceased", person.deceased is not None and person.deceased.exact),
    )
    return [
        fault
        for kept, field, there in said
        if there
        for fault in documentation_faults(case.documentation, kept, field)
    ]


def people_who_say_too_much(reader: Reader, person_id: str, choice: Documentation) -> list[Person]:
    """Return those around a woman of whom more is kept than she now wants.

    Whoever has a case of her own has a choice of her own.
    """
    return [
        each.person
        for each in kin.kin(reader, person_id)
        if not cases_of(reader, each.person.id) and lessened(each.person, choice) != each.person
    ]


def take_people_away(tx: Transaction, person_id: str, choice: Documentation) -> None:
    """Take away what of the people around her she no longer lets the unit keep, for good."""
    for person in people_who_say_too_much(tx, person_id, choice):
        tx.redact(lessened(person, choice))
    around = [each.person.id for each in kin.kin(tx, person_id) if not cases_of(tx, each.person.id)]
    if not allows(choice, Kept.CONTACT_WAY):
        for way in (way for other in around for way in contact_ways(tx, other)):
            tx.forget("contact_way", way.id)
    if choice is Documentation.STATISTICS_ONLY:
        _take_words_away(tx, person_id, around)


def _take_words_away(tx: Transaction, person_id: str, around: list[str]) -> None:
    """Take away numbers, and what was written in free words of protection and decisions."""
    for number in kin.numbers_of(tx, person_id):
        tx.forget("identity_number", number.id)
    for shield in kin.protections_around(tx, person_id):
        if shield.instruction:
            tx.redact(replace(shield, instruction=""))
    for guardian in {
        each.id: each for one in (person_id, *around) for each in kin.guardians_about(tx, one)
    }.values():
        if guardian.decision:
            tx.redact(replace(guardian, decision=""))
