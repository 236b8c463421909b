"""The register of organisations and contact persons: kept by the office, never emptied (R5)."""

from dataclasses import replace

from kvinnobyran.domain.organisation import (
    ContactPerson,
    Organisation,
    contact_person_faults,
    organisation_faults,
)
from kvinnobyran.flows.work import Work, put, settle
from kvinnobyran.store import organisations as stored


def save_organisation(
    work: Work, organisation: Organisation, *, expect: int | None = None
) -> Organisation:
    """Add an organisation or change one. What was written about it earlier keeps its words."""
    organisation = replace(organisation, name=organisation.name.strip())
    taken = stored.same_name(work.database, organisation)
    settle(organisation_faults(organisation, taken=taken))
    with work.step("Organisation") as tx:
        put(tx, organisation, expect=expect)
    return organisation


def save_contact_person(
    work: Work, person: ContactPerson, *, expect: int | None = None
) -> ContactPerson:
    """Add somebody to ask for, or change her."""
    settle(contact_person_faults(person))
    with work.step("Kontaktperson") as tx:
        put(tx, person, expect=expect)
    return person


def retire_organisation(work: Work, organisation: Organisation) -> Organisation:
    """Let an organisation go out of use with its contact persons; it is no longer offered."""
    retired = replace(organisation, retired_on=work.today)
    with work.step("Organisation ur bruk") as tx:
        tx.update(retired)
    return retired


def retire_contact_person(work: Work, person: ContactPerson) -> ContactPerson:
    """Let a contact person go out of use: she has left."""
    retired = replace(person, retired_on=work.today)
    with work.step("Kontaktperson ur bruk") as tx:
        tx.update(retired)
    return retired
