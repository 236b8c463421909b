"""People and the ways to reach them."""

from dataclasses import replace

from kvinnobyran.domain.case import Documentation
from kvinnobyran.domain.documentation import Kept, documentation_faults
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import (
    ContactSafety,
    ContactWay,
    Person,
    contact_way_faults,
    is_named,
    naming_faults,
    person_faults,
)
from kvinnobyran.flows.deceased import follow_death
from kvinnobyran.flows.kept_people import kept_faults
from kvinnobyran.flows.work import Work, put, require, settle
from kvinnobyran.store.cases import latest_case_of
from kvinnobyran.store.kin import case_about


def save_person(
    work: Work,
    person: Person,
    *,
    consent: Answer | None = None,
    expect: int | None = None,
) -> Person:
    """Add a person or change one. ``expect`` is the journal's head when she was read.

    Somebody who was anonymous and gets a name keeps her case and her inquiries; ``consent`` is
    her answer to being documented, which is asked then (I4).
    """
    earlier = work.database.get(Person, person.id)
    named = earlier is not None and is_named(earlier, person)
    case = latest_case_of(work.database, person.id) if named else None
    if case is not None and case.documentation_consent is not Answer.NOT_ASKED:
        consent = consent or case.documentation_consent
    faults = [
        *person_faults(person, today=work.today),
        *kept_faults(work.database, person, person.id),
    ]
    if case is not None:
        faults += naming_faults(consent)
    settle(faults)
    if named:
        person = replace(person, named_on=work.today)
    with work.step("Personuppgifter") as tx:
        put(tx, person, expect=expect)
        follow_death(work, tx, person, earlier)
        if case is not None and consent is not None and consent != case.documentation_consent:
            tx.update(replace(case, documentation_consent=consent))
    return person


def save_contact_way(work: Work, way: ContactWay, *, expect: int | None = None) -> ContactWay:
    """Add or change a way of contact. Marking it safe confirms it today (S2)."""
    if way.safety not in {ContactSafety.NOT_CONFIRMED, ContactSafety.FORBIDDEN}:
        way = replace(way, confirmed_on=way.confirmed_on or work.today)
    case = case_about(work.database, way.person_id)
    choice = case.documentation if case else Documentation.FULL
    settle(
        [
            *contact_way_faults(way, today=work.today),
            *documentation_faults(choice, Kept.CONTACT_WAY, "value"),
        ]
    )
    with work.step("Kontaktväg") as tx:
        put(tx, way, expect=expect)
    return way


def remove_contact_way(work: Work, way: ContactWay) -> None:
    """Take a way of contact away; undo brings it back."""
    with work.step("Ta bort kontaktväg") as tx:
        tx.delete(way)


def confirm_safe(work: Work, way: ContactWay) -> ContactWay:
    """Note that she confirmed today that the way is safe (S2).

    One that was never confirmed becomes safe by it; one that must not be used stays so, and
    the confirmation is refused: that is changed by somebody who sees it.
    """
    require(
        way.safety is not ContactSafety.FORBIDDEN,
        lambda: stopp(
            "safety",
            "Kontaktvägen får inte användas. Det kan utsätta henne för fara. Ändra den först om "
            "det har blivit säkert.",
            "domain.md S2",
        ),
    )
    if way.safety is ContactSafety.NOT_CONFIRMED:
        way = replace(way, safety=ContactSafety.SAFE)
    return save_contact_way(work, replace(way, confirmed_on=work.today))
